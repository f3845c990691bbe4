"""The training loop with NumPy or scikit-learn, timed alone in a process of its own.

python loops.py numpy|sklearn ROWS COLUMNS EPOCHS   (4 2: the article's OR gate)
Prints JSON: seconds of all epochs, for the gate also "again", the median of twenty more times in the same process,
and the first weight and the bias that came out.
"""

import json
import sys
import time
import warnings

import numpy as np


def data(n, d):
    if (n, d) == (4, 2):
        inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
        return inputs, np.array([0.0, 1, 1, 1]), np.array([0.1, 0.2]), 0.3, 0.05
    inputs = (np.arange(n * d) * 7919 % 10007 / 10007).reshape(n, d)
    return inputs, (np.arange(n) % 2).astype(float), np.zeros(d), 0.0, 1 / n


def numpy_loop(inputs, targets, weights, bias, rate, epochs):
    for _ in range(epochs):
        out = 1 / (1 + np.exp(-(inputs @ weights + bias)))
        delta = (out - targets) * out * (1 - out)
        weights -= rate * (inputs.T @ delta)
        bias -= rate * delta.sum()
    return weights, bias


def sklearn_loop(inputs, targets, _weights, _bias, rate, epochs):
    """The same network and the same full-batch steps; but its loss is the cross-entropy: it has no other for classes."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        hidden_layer_sizes=(),
        solver="sgd",
        batch_size=len(inputs),
        max_iter=epochs,
        n_iter_no_change=epochs,
        tol=0,
        alpha=0,
        momentum=0,
        learning_rate_init=rate,
        shuffle=False,
    )
    warnings.simplefilter("ignore")  # it says that it did not converge
    started = time.perf_counter()
    model.fit(inputs, targets)
    return time.perf_counter() - started, model.coefs_[0][0, 0], model.intercepts_[0][0]


def timed_numpy(start, epochs):
    started = time.perf_counter()
    weights, bias = numpy_loop(*start, epochs)
    return time.perf_counter() - started, weights[0], bias


def main():
    n, d, epochs = (int(word) for word in sys.argv[2:])
    start = data(n, d)
    if sys.argv[1] == "sklearn":
        seconds, weight, bias = sklearn_loop(*start, epochs)
    else:
        seconds, weight, bias = timed_numpy(start, epochs)
    answer = {"seconds": seconds, "weight": float(weight), "bias": float(bias)}
    if (n, d) == (4, 2) and sys.argv[1] == "numpy":
        answer["again"] = sorted(timed_numpy(data(n, d), epochs)[0] for _ in range(20))[10]
    print(json.dumps(answer))


main()

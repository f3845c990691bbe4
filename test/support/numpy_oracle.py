"""What NumPy says: the article's training loop and the sigmoid, written without a look at src/.

Prints JSON. To renew the committed results: python3 test/support/numpy_oracle.py > test/support/data/numpy.json
"""

import json
from decimal import Decimal, localcontext

import numpy as np

OR = ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 1])
XOR = ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])
# 30 rows of 5 numbers from -1 to 1 and targets between 0 and 1: no random numbers, so always the same
WIDE = (
    [[((7 * i + 11 * j + 3 * i * j) % 19 - 9) / 9 for j in range(5)] for i in range(30)],
    [((5 * i) % 11) / 10 for i in range(30)],
)

ARTICLE = {"weights": [0.1, 0.2], "bias": 0.3, "learningRate": 0.05}
RUNS = [
    {"data": OR, **ARTICLE, "bias": bias, "derivative": derivative, "epochs": epochs}
    for bias in (0.3, False)
    for derivative in ("derived", "article")
    for epochs in (0, 1, 100, 10_000)
] + [
    {"data": XOR, **ARTICLE, "derivative": "derived", "epochs": 100},
    {
        "data": WIDE,
        "weights": [0.5, -0.4, 0.3, -0.2, 0.1],
        "bias": -0.25,
        "learningRate": 0.3,
        "derivative": "derived",
        "epochs": 2_000,
    },
    {
        "data": WIDE,
        "weights": [0.5, -0.4, 0.3, -0.2, 0.1],
        "bias": False,
        "learningRate": 0.3,
        "derivative": "article",
        "epochs": 2_000,
    },
]

POINTS = [0.0, 1e-300, 5e-324, 1e-17, 1e-8, 0.1, 0.8, 1.0, 2.5, 17.0, 36.0, 36.7, 37.0, 38.0, 100.0]
POINTS += [700.0, 708.4, 709.78, 709.79, 744.0, 745.0, 745.13, 745.14, 746.0, 1000.0, 1e308]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_der(x):
    return sigmoid(x) * (1 - sigmoid(x))


def train(inputs, targets, weights, bias, learning_rate, derivative, epochs):
    inputs = np.array(inputs, dtype=np.float64)
    targets = np.array(targets, dtype=np.float64).reshape(-1, 1)
    weights = np.array(weights, dtype=np.float64).reshape(-1, 1)
    with_bias = bias is not False
    bias = float(bias)
    for _ in range(epochs):
        out = sigmoid(inputs @ weights + bias)
        slope = sigmoid_der(out) if derivative == "article" else out * (1 - out)
        deriv = (out - targets) * slope
        weights = weights - learning_rate * inputs.T @ deriv
        if with_bias:
            bias -= learning_rate * deriv.sum()
    out = sigmoid(inputs @ weights + bias)
    return {
        "weights": weights.ravel().tolist(),
        "bias": float(bias),
        "outputs": out.ravel().tolist(),
        "squaredError": float(((out - targets) ** 2).sum() / 2),
        "signedError": float((out - targets).sum()),
    }


def train_network(inputs, targets, start, learning_rate, epochs):
    """One hidden layer: the weights as matrices, the gradients by the chain rule."""
    x = np.array(inputs, dtype=np.float64)
    t = np.array(targets, dtype=np.float64).reshape(-1, 1)
    w1 = np.array([unit["weights"] for unit in start["hidden"]]).T
    b1 = np.array([unit["bias"] for unit in start["hidden"]])
    w2 = np.array(start["output"]["weights"]).reshape(-1, 1)
    b2 = start["output"]["bias"]
    for _ in range(epochs):
        h = sigmoid(x @ w1 + b1)
        out = sigmoid(h @ w2 + b2)
        d2 = (out - t) * out * (1 - out)
        d1 = d2 @ w2.T * h * (1 - h)
        w1, b1 = w1 - learning_rate * x.T @ d1, b1 - learning_rate * d1.sum(axis=0)
        w2, b2 = w2 - learning_rate * h.T @ d2, b2 - learning_rate * d2.sum()
    out = sigmoid(sigmoid(x @ w1 + b1) @ w2 + b2)
    return {
        "hidden": [{"weights": w1[:, k].tolist(), "bias": float(b)} for k, b in enumerate(b1)],
        "output": {"weights": w2.ravel().tolist(), "bias": float(b2)},
        "squaredError": float(((out - t) ** 2).sum() / 2),
        "signedError": float((out - t).sum()),
        "outputs": out.ravel().tolist(),
    }


def network(inputs, targets, h, learning_rate, epochs):
    """A network with h hidden units: the start has no pattern and needs no random numbers."""
    d = len(inputs[0])
    weights = [[((5 * j + 7 * k) % 11 - 5) / 5 for j in range(d + 1)] for k in range(h)]
    start = {
        "hidden": [{"weights": row[:d], "bias": row[d]} for row in weights],
        "output": {"weights": [(3 * k % 7 - 3) / 3 for k in range(h)], "bias": 0.25},
    }
    options = {"start": start, "learningRate": learning_rate, "epochs": epochs}
    trained = train_network(inputs, targets, start, learning_rate, epochs)
    return {"inputs": inputs, "targets": targets, "options": options, "result": trained}


def exact_sigmoid(x):
    """The sigmoid and its derivative, computed with 50 digits and rounded once at the end."""
    with localcontext() as context:
        context.prec = 50
        context.Emin, context.Emax = -999_999_999, 999_999_999
        if abs(x) > 2000:
            return {"x": x, "sigmoid": float(x > 0), "derivative": 0.0}
        e = (-abs(Decimal(x))).exp()
        side = 1 / (1 + e) if x >= 0 else e / (1 + e)
        return {"x": x, "sigmoid": float(side), "derivative": float(e / (1 + e) ** 2)}


def result(run):
    inputs, targets = run["data"]
    options = {name: value for name, value in run.items() if name != "data"}
    trained = train(
        inputs,
        targets,
        options["weights"],
        options["bias"],
        options["learningRate"],
        options["derivative"],
        options["epochs"],
    )
    return {"inputs": inputs, "targets": targets, "options": options, "result": trained}


if __name__ == "__main__":
    points = sorted({sign * point for point in POINTS for sign in (1, -1)})
    print(
        json.dumps(
            {
                "numpy": np.__version__,
                "runs": [result(run) for run in RUNS],
                "networks": [
                    network(*XOR, h, rate, epochs)
                    for h, rate, epochs in ((1, 0.5, 1), (2, 0.5, 500), (3, 1, 2_000), (5, 0.3, 0))
                ]
                + [network(*WIDE, 4, 0.1, 300)],
                "sigmoid": [exact_sigmoid(x) for x in points],
            },
            indent=1,
        )
    )

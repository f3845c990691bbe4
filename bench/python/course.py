"""What the three notebooks share: the counterpart of the module `perceptron`, with NumPy, pandas and plotly."""

import numbers

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from IPython.display import Markdown, display
from plotly.subplots import make_subplots

BLUE, ORANGE, GREEN, PURPLE, INK, GREY = "#0072B2", "#D55E00", "#007A5A", "#9B4F96", "#1F1F1F", "#6B6B6B"
DASHES = ["solid", "dash", "dot", "dashdot", "longdash"]
pd.options.display.precision = 5


# Text and tables


def f(value, digits=5):
    """A number as a person writes it, or numbers, or text."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(f(v, digits) for v in value)
    return f"{value:.{digits}g}" if isinstance(value, numbers.Number) else str(value)


def md(text):
    display(Markdown(text))


def claim(text, holds, otherwise):
    md(f"✓ {text}" if holds else f"✗ Not so here: ~~{text}~~ Instead: {otherwise}")


def table(columns, caption=None):
    if caption:
        md(f"**{caption}**")
    display(pd.DataFrame(columns))


def guess(name, answer, wanted):
    md(f"◻ **{name}**: not guessed yet: write {wanted}." if answer is None else f"✓ **{name}**: noted: {f(answer)}.")


def check(condition, message):
    if not condition:
        raise ValueError(message)


# The perceptron


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def squared_error(out, target):
    return 0.5 * np.sum((out - target) ** 2)


def predict(weights, bias, row):
    return sigmoid(np.dot(row, weights) + bias)


def recorded(epochs):
    """Epoch 0, the last one, and about ten for each power of ten between."""
    marks, epoch = [], 0
    while epoch < epochs:
        marks.append(epoch)
        epoch = max(epoch + 1, round(epoch * 10**0.1))
    return [*marks, epochs]


def train(inputs, targets, rate=0.05, epochs=10_000, weights=None, bias=0.0, derivative="derived"):
    """Full-batch gradient descent; the history is a DataFrame, with the weights in a column."""
    weights = np.zeros(inputs.shape[1]) if weights is None else np.array(weights, float)
    marks, history = set(recorded(epochs)), []
    for epoch in range(epochs + 1):
        out = sigmoid(inputs @ weights + bias)
        error = out - targets
        if epoch in marks:
            history.append((epoch, weights.copy(), bias, 0.5 * (error @ error), error.sum()))
        if epoch == epochs:
            break
        slope = out * (1 - out) if derivative == "derived" else sigmoid(out) * (1 - sigmoid(out))
        delta = error * slope
        weights -= rate * (inputs.T @ delta)
        bias -= rate * delta.sum()
    names = ["epoch", "weights", "bias", "squared_error", "signed_error"]
    return weights, bias, out, pd.DataFrame(history, columns=names)


# Figures


def style(fig, title, x="", y="", height=420, **layout):
    fig.update_layout(
        title=title,
        template="plotly_white",
        height=height,
        hovermode="closest",
        font=dict(size=14, color=INK),
        margin=dict(l=64, r=24, t=56, b=56),
        legend=dict(orientation="h", x=0, y=1.1),
        **layout,
    )
    fig.update_xaxes(title_text=x, automargin=True)
    fig.update_yaxes(title_text=y, automargin=True)
    return fig


def plot_lines(lines, title, x, y, log_x=False, log_y=False, height=420):
    colours = [BLUE, ORANGE, GREEN, PURPLE, INK]
    fig = go.Figure(
        [
            go.Scatter(
                x=xs, y=ys, name=name, mode="lines", line=dict(color=colours[i % 5], dash=DASHES[i % 5], width=2.5)
            )
            for i, (name, xs, ys) in enumerate(lines)
        ]
    )
    style(fig, title, x, y, height)
    if log_x:
        fig.update_xaxes(type="log", dtick=1)
    if log_y:
        fig.update_yaxes(type="log")
    fig.show()


def draw_network(inputs, output, names, weights, title):
    """Units of an input layer, each joined to one output, with its weight on the line."""
    y = (len(inputs) - 1) / 2 - np.arange(len(inputs))
    fig = go.Figure(
        [
            go.Scatter(
                x=[0, 1, None] * len(y),
                y=[v for yi in y for v in (yi, 0, None)],
                mode="lines",
                line=dict(color=GREY, width=1.5),
                hoverinfo="skip",
            ),
            go.Scatter(
                x=[0] * len(y) + [1],
                y=[*y, 0],
                text=[*inputs, output],
                mode="markers+text",
                hoverinfo="skip",
                marker=dict(size=52, color="white", line=dict(color=BLUE, width=2.5)),
            ),
        ]
    )
    for yi, weight in zip(y, weights):
        fig.add_annotation(x=0.42, y=0.58 * yi, text=f(weight), showarrow=False, bgcolor="white", borderpad=3)
    for x, name in enumerate(names):
        fig.add_annotation(x=x, y=len(y) / 2 + 0.35, text=f"<b>{name}</b>", showarrow=False)
    style(fig, title, height=min(640, 140 + 80 * len(y)), showlegend=False)
    fig.update_xaxes(visible=False, range=[-0.4, 1.4])
    fig.update_yaxes(visible=False, range=[-len(y) / 2, len(y) / 2 + 0.6])
    fig.show()


def draw_matrices(terms, title):
    """Matrices with their names and shapes, and the signs between them."""
    fig = go.Figure(go.Scatter(x=[0], y=[0], mode="markers", marker_opacity=0, hoverinfo="skip"))
    shapes, notes, left, tallest = [], [], 0.0, 1

    def write(x, y, text, size=14):
        notes.append(dict(x=x, y=y, text=text, showarrow=False, font_size=size))

    for term in terms:
        if isinstance(term, str):
            write(left + 0.3, 0, f"<b>{term}</b>", 18)
            left += 0.6
            continue
        name, matrix = term
        height, width = matrix.shape
        texts = [[f(v, 3) for v in row] for row in matrix]
        cell = max(0.8, *(0.27 * len(t) for row in texts for t in row))
        slot = max(width * cell, 0.25 * len(name))
        start = left + (slot - width * cell) / 2
        tallest = max(tallest, height)
        for i, row in enumerate(texts):
            for j, text in enumerate(row):
                x, y = start + j * cell, height / 2 - i
                shapes.append(
                    dict(
                        type="rect",
                        x0=x,
                        x1=x + cell,
                        y0=y - 1,
                        y1=y,
                        line=dict(color=BLUE, width=1.5),
                        fillcolor="#F3F8FC",
                    )
                )
                write(x + cell / 2, y - 0.5, text)
        write(left + slot / 2, height / 2 + 0.45, f"<b>{name}</b>")
        write(left + slot / 2, -height / 2 - 0.45, f"{height}×{width}")
        left += slot
    style(fig, title, height=150 + 42 * tallest, showlegend=False, shapes=shapes, annotations=notes)
    fig.update_xaxes(visible=False, range=[-0.2, left + 0.2])
    fig.update_yaxes(visible=False, range=[-tallest / 2 - 1, tallest / 2 + 1])
    fig.show()


def slider(fig, labels, prefix, active):
    """A slider over the figure's frames."""
    jump = dict(mode="immediate", frame=dict(duration=0, redraw=False), transition=dict(duration=0))
    steps = [dict(label=label, method="animate", args=[[str(i)], jump]) for i, label in enumerate(labels)]
    fig.update_layout(sliders=[dict(active=active, currentvalue=dict(prefix=prefix), pad=dict(t=60), steps=steps)])


def plot_neuron(inputs, targets, moments, title, prefix, active, activation=sigmoid):
    """A neuron as it is drawn on paper, and below it its answers, at each (label, weights, bias) of a slider."""
    height = (inputs.shape[1] - 1) / 2
    y = height - np.arange(inputs.shape[1])
    rows = np.arange(1, len(inputs) + 1)

    def at(weights, bias):
        net = inputs @ weights + bias
        out = activation(net)
        reach = max(1.0, np.abs(net).max())
        curve = np.linspace(-reach, reach, 81)
        return [
            go.Scatter(x=[0.45] * len(y), y=0.55 * y, text=[f(w, 3) for w in weights]),
            go.Scatter(x=[1], y=[0], text=[f"b = {f(bias, 3)}"]),
            go.Scatter(x=curve, y=activation(curve)),
            go.Scatter(x=net, y=out),
            go.Scatter(x=rows, y=out, text=[f(o, 3) for o in out]),
            go.Scatter(
                x=[v for r in rows for v in (r, r, None)], y=[v for o, t in zip(out, targets) for v in (o, t, None)]
            ),
        ]

    fig = make_subplots(rows=3, cols=1, row_heights=[0.4, 0.3, 0.3], vertical_spacing=0.1)
    lines = dict(mode="lines", line=dict(color=GREY, width=1.5), hoverinfo="skip", showlegend=False)
    fig.add_scatter(x=[0, 1, None] * len(y), y=[v for yi in y for v in (yi, 0, None)], row=1, col=1, **lines)
    units = dict(
        mode="markers+text", marker=dict(size=44, color="white", line=dict(color=BLUE, width=2.5)), showlegend=False
    )
    fig.add_scatter(x=[0] * len(y), y=y, text=[f"x{j + 1}" for j in range(len(y))], row=1, col=1, **units)
    weights, bias, curve, net, out, errors = at(*moments[active][1:])
    fig.add_trace(weights.update(mode="text", showlegend=False), 1, 1)
    fig.add_trace(bias.update(**units), 1, 1)
    fig.add_trace(curve.update(**lines), 2, 1)
    fig.add_trace(net.update(mode="markers", name="rows", marker=dict(size=9, color=ORANGE)), 2, 1)
    fig.add_trace(out.update(mode="markers", name="output", marker=dict(size=11, color=ORANGE)), 3, 1)
    fig.add_trace(errors.update(mode="lines", name="error", line=dict(color=ORANGE, width=2, dash="dot")), 3, 1)
    target = dict(size=11, symbol="x", color=BLUE)
    fig.add_scatter(x=rows, y=targets, mode="markers", name="target", marker=target, row=3, col=1)
    fig.frames = [go.Frame(name=str(i), data=at(*m[1:]), traces=[2, 3, 4, 5, 6, 7]) for i, m in enumerate(moments)]
    style(fig, title, height=760)
    fig.update_xaxes(visible=False, range=[-0.3, 1.3], row=1)
    fig.update_yaxes(visible=False, range=[-height - 0.6, height + 0.6], row=1)
    fig.update_xaxes(title_text="net input", row=2)
    fig.update_yaxes(title_text="output", row=2)
    fig.update_xaxes(title_text="row", dtick=1, row=3)
    fig.update_yaxes(title_text="output and target", row=3)
    slider(fig, [label for label, *_ in moments], prefix, active % len(moments))
    fig.show()


def epochs_of(history, count=14):
    """Moments of a training for a slider: about so many of the recorded epochs, and the last."""
    rows = sorted({*np.linspace(0, len(history) - 1, count).round().astype(int).tolist()})
    return [(str(history.epoch[i]), history.weights[i], history.bias[i]) for i in rows]


def plot_descent(walks, error, labels, title):
    """Steps down the valley of the error; a slider over several walks."""
    steps = np.concatenate(walks)
    lowest = min(steps, key=error)
    reach = 1.2 * np.max(np.abs(steps - lowest))
    valley = lowest + reach * np.linspace(-1, 1, 81)

    def at(walk):
        return go.Scatter(x=walk, y=[error(W) for W in walk], text=[f"step {i}" for i in range(len(walk))])

    line = dict(color=BLUE, width=2.5)
    fig = go.Figure(go.Scatter(x=valley, y=[error(W) for W in valley], name="error E", mode="lines", line=line))
    line = dict(color=ORANGE, width=1.5, dash="dot")
    fig.add_trace(at(walks[0]).update(name="steps", mode="lines+markers", line=line, marker_size=9))
    style(fig, title, "weight W", "error E")
    if len(walks) > 1:
        fig.frames = [go.Frame(name=str(i), data=[at(walk)], traces=[1]) for i, walk in enumerate(walks)]
        slider(fig, labels, "learning rate η = ", 0)
    fig.show()


def plot_trial(x, target, tries, output, error):
    """The outputs at the weight of a slider, and below them the error over the weight."""
    dial = sorted({*(min(tries) - 2 + 0.25 * np.arange(25)).tolist(), *tries})

    def at(W):
        out = output(W)
        return [
            go.Scatter(x=[W], y=[error(W)], text=[f"E = {f(error(W))}"]),
            go.Scatter(
                x=[v for xi in x for v in (xi, xi, None)], y=[v for t, o in zip(target, out) for v in (t, o, None)]
            ),
            go.Scatter(x=x, y=out),
        ]

    fig = make_subplots(rows=2, cols=1, vertical_spacing=0.18)
    dot, sticks, outputs = at(tries[0])
    fig.add_scatter(x=dial, y=[error(W) for W in dial], name="error E", line_color=BLUE, row=2, col=1)
    marker = dict(size=14, color=ORANGE)
    fig.add_trace(dot.update(mode="markers+text", name="this W", marker=marker, textposition="top center"), 2, 1)
    fig.add_trace(sticks.update(mode="lines", name="distance", line=dict(color=ORANGE, width=3, dash="dot")), 1, 1)
    fig.add_trace(outputs.update(mode="lines+markers", name="output W·x", line_color=ORANGE), 1, 1)
    marker = dict(size=11, symbol="x", color=BLUE)
    fig.add_scatter(x=x, y=target, name="target", mode="markers", marker=marker, row=1, col=1)
    fig.frames = [go.Frame(name=str(i), data=at(W), traces=[1, 2, 3]) for i, W in enumerate(dial)]
    style(fig, "Each weight has its E", "weight W", "squared error E", height=680)
    fig.update_xaxes(title_text="input x", row=1)
    fig.update_yaxes(title_text="output and target", row=1)
    slider(fig, [f(W) for W in dial], "W = ", dial.index(tries[0]))
    fig.show()


def plot_landscape(inputs, targets, history, title):
    """The error over two weights, with the last bias, and the way that training took."""
    path = np.array(history.weights.tolist())
    low, high = path.min() - 2, path.max() + 2
    axis = np.linspace(low, high, 49)
    w1, w2 = np.meshgrid(axis, axis)
    net = w1[..., None] * inputs[:, 0] + w2[..., None] * inputs[:, 1] + history.bias.iloc[-1]
    error = 0.5 * ((sigmoid(net) - targets) ** 2).sum(axis=-1)
    fig = go.Figure(
        go.Contour(x=axis, y=axis, z=error, colorscale="Blues", reversescale=True, contours_coloring="heatmap")
    )
    fig.add_scatter(x=path[:, 0], y=path[:, 1], name="training", mode="lines+markers", line_color=ORANGE, marker_size=6)
    style(fig, title, "w₁", "w₂", height=560)
    fig.show()


def plot_starts(runs, targets, title):
    """Where several trainings began and ended: weights, bias, and outputs."""
    names = [*(f"w{j + 1}" for j in range(len(runs[0][0]))), "b"]
    starts = [[*run[3].weights[0], run[3].bias[0]] for run in runs]
    ends = [[*run[0], run[1]] for run in runs]
    fig = make_subplots(rows=1, cols=2)
    for name, values, symbol, colour in [
        ("at the start", starts, "circle-open", GREY),
        ("at the end", ends, "circle", BLUE),
    ]:
        marker = dict(symbol=symbol, color=colour, size=8)
        fig.add_scatter(x=names * len(runs), y=np.ravel(values), name=name, mode="markers", marker=marker, row=1, col=1)
    rows = [*range(1, len(targets) + 1)]
    marker = dict(color=ORANGE, size=8)
    fig.add_scatter(
        x=rows * len(runs),
        y=np.ravel([run[2] for run in runs]),
        name="output",
        mode="markers",
        marker=marker,
        row=1,
        col=2,
    )
    fig.add_scatter(
        x=rows, y=targets, name="target", mode="markers", marker=dict(symbol="x", color=BLUE, size=10), row=1, col=2
    )
    style(fig, title)
    fig.update_xaxes(title_text="row", dtick=1, col=2)
    fig.show()


def plot_weights(features, models, title):
    fig = go.Figure(
        [
            go.Bar(
                x=weights,
                y=features,
                orientation="h",
                name=name,
                marker_color=colour,
                text=[f(w, 3) for w in weights],
                textposition="outside",
                cliponaxis=False,
            )
            for (name, weights), colour in zip(models, [BLUE, ORANGE, GREEN])
        ]
    )
    style(fig, title, "weight", "input", height=150 + len(features) * (24 + 24 * len(models)), bargap=0.3)
    fig.update_yaxes(autorange="reversed", showgrid=False)
    fig.show()


# Exercises


def exercise(name, answer, expected, calls=(), mistakes=()):
    """✓ right, ✗ wrong, with the mistake named where it is a usual one, or ◻ for no answer yet."""

    def results(value):
        return np.ravel([value(*args) for args in calls] if callable(value) else value).astype(float)

    def same(a, b):
        return a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-9)

    given = None if answer is None else results(answer)
    if given is None or np.isnan(given).all():
        return md(f"◻ **{name}**: not answered yet.")
    if same(given, results(expected)):
        return md(f"✓ **{name}**: right.")
    hint = next((hint for wrong, hint in mistakes if same(given, results(wrong))), "not yet")
    return md(f"✗ **{name}**: {hint}.")

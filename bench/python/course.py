"""What the three notebooks share: the counterpart of the module `perceptron`, with NumPy, pandas and plotly."""

import numbers

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from IPython.display import Markdown, display

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

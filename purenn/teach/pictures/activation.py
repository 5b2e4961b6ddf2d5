"""The picture of an activation: the function, and its derivative."""

from __future__ import annotations

from typing import Any, Callable, List

from ...layer import Activation
from ...shapes import is_finite
from .chart import Chart, Line, Panel, Point
from .labels import short_number
from .scales import Scale, spread

SAMPLES = 400
JUMP = 0.3  # a step between neighbours of more than this part of the curve's height is a jump, and no line is drawn there


def plot_activation(activation: Any, low: float = -5.0, high: float = 5.0) -> Chart:
    """Draw an activation between two numbers, and its derivative.

    Errors:   ValueError  it is no activation of single numbers, or low is not below high
    Example:
        >>> from purenn.activations import Tanh
        >>> plot_activation(Tanh()).title
        'Tanh and its derivative'
    """
    if not isinstance(activation, Activation):
        raise ValueError("plot_activation expects an activation that works on single numbers, such as nn.Tanh(), but got %r" % (activation,))
    if not (is_finite(low) and is_finite(high) and low < high):
        raise ValueError("plot_activation expects two numbers, the lower one first, but got low %r and high %r" % (low, high))
    curves = [_sampled(function, low, high) for function in (activation.function, activation.derivative)]
    y = spread([point[1] for points in curves for point in points])
    lines = [
        Line(name, points, style)
        for style, (whole, points_of) in enumerate(zip(("function", "derivative"), curves))
        for name, points in _named(whole, _pieces(points_of))
    ]
    name = repr(activation)[:-2] if repr(activation).endswith("()") else repr(activation)
    ends = "from %s to %s" % (short_number(low), short_number(high))
    return Chart("%s and its derivative" % name, [], [Panel(Scale(float(low), float(high)), y, "z, " + ends, "a = f(z), and its slope", lines)])


def _sampled(function: Callable[[float], Any], low: float, high: float) -> List[Point]:
    places = [low + (high - low) * k / SAMPLES for k in range(SAMPLES + 1)]
    return [(z, float(function(z))) for z in places]


def _pieces(points: List[Point]) -> List[List[Point]]:
    """Cut a curve where it jumps."""
    values = [a for _, a in points]
    jump = JUMP * (max(values) - min(values)) or 1.0
    pieces: List[List[Point]] = [[]]
    for point in points:
        if pieces[-1] and abs(point[1] - pieces[-1][-1][1]) > jump:
            pieces.append([])
        pieces[-1].append(point)
    return pieces


def _named(name: str, pieces: List[List[Point]]) -> Any:
    """Give the name to the first piece only: the legend names a curve once."""
    return [(name if k == 0 else "", piece) for k, piece in enumerate(pieces)]

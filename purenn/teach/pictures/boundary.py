"""The picture of what a network with two inputs says at every place of the plane, with the data on top."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from ...metrics import classes
from ...shapes import ShapeError, is_row, matrix, vector
from .chart import Chart, Dots, Field, Panel, Segment
from .contour import contour
from .labels import counted
from .scales import Scale, spread

CELLS = 60
LEVELS = 5  # so many shades of a colour
PALEST, STRONGEST = 0.08, 0.38  # paper shines through, so that the data stand out


def plot_boundary(net: Any, X: Any, Y: Any, threshold: Any = None) -> Chart:
    """Draw which class a network with two inputs gives to every place of the plane, and the samples.

    The surer the network, the stronger the colour; the line is where it changes its mind. Samples that it takes
    for another class are ringed. `threshold` is where one output becomes class 1: 0.5 if not given, and 0 if
    the targets are -1 and 1.

    Errors:   ShapeError  the network or the samples do not have two inputs, or X and Y differ in number
    """
    X = matrix(X, "X")
    if getattr(net, "inputs", 2) not in (2, None) or len(X[0]) != 2:
        found = getattr(net, "inputs", None) or len(X[0])
        raise ShapeError("plot_boundary expects a network and samples of 2 inputs, a plane, but got %s" % counted(len(X[0]) if found == 2 else found, "input"))
    labels, threshold = _classes_of(Y, threshold)
    if len(labels) != len(X):
        raise ShapeError("plot_boundary expects one target for each of %d samples, but Y has %d" % (len(X), len(labels)))
    x, y = spread([row[0] for row in X], 0.12), spread([row[1] for row in X], 0.12)
    outputs, xs, ys = _outputs(net, x, y)
    said = classes(_answers(net, X), threshold)
    panel = Panel(x, y, *_input_names(net), dots=_dots(net, X, labels, said), field=_field(outputs, xs, ys, threshold), square=True)
    wrong = sum([a != b for a, b in zip(said, labels)])
    notes = ["Colour: what the network says; line: where it changes its mind; signs: the data.", _verdict(len(X), wrong)]
    return Chart("Decision boundary", notes, [panel])


def _verdict(count: int, wrong: int) -> str:
    right = "%d of %s right" % (count - wrong, counted(count, "sample"))
    return right + ("; those it gets wrong are ringed." if wrong else ".")


def _classes_of(Y: Any, threshold: Any) -> Tuple[List[int], float]:
    """Return class numbers and the threshold of one output."""
    rows = [[y] for y in vector(Y, "Y")] if is_row(Y) and len(Y) and not is_row(Y[0]) else matrix(Y, "Y")
    if len(rows[0]) > 1:
        return classes(rows), 0.5
    signs = any([row[0] < 0 for row in rows])
    labels = [int(row[0] > 0) if signs else int(row[0]) for row in rows]
    return labels, (0.0 if signs else 0.5) if threshold is None else threshold


def _answers(net: Any, points: Sequence[Sequence[float]]) -> Any:
    """Ask a network for many points, or a neuron for one after the other."""
    return net.predict(points) if hasattr(net, "predict") else [[float(net(point))] for point in points]


def _outputs(net: Any, x: Scale, y: Scale) -> Tuple[List[Any], List[float], List[float]]:
    """Return the outputs at the middle of every cell, in rows from the top, and where the middles are."""
    middles = [(k + 0.5) / CELLS for k in range(CELLS)]
    xs, ys = [x.value(place) for place in middles], [y.value(1 - place) for place in middles]
    return [_answers(net, [[across, up] for across in xs]) for up in ys], xs, ys


def margins(outputs: Any, threshold: float) -> List[List[List[float]]]:
    """Return for each class by how much its output is above the best other one; for one output that is class 1 alone."""
    if len(outputs[0][0]) == 1:
        return [[[a[0] - threshold for a in row] for row in outputs]]
    return [[[a[k] - max(a[:k] + a[k + 1 :]) for a in row] for row in outputs] for k in range(len(outputs[0][0]))]


def _field(outputs: Any, xs: Sequence[float], ys: Sequence[float], threshold: float) -> Field:
    above = margins(outputs, threshold)
    strongest = max([abs(value) for row in above[0] for value in row]) or 1.0
    largest = 1.0 if len(above) > 1 else min(strongest, max(threshold, 1 - threshold)) or strongest
    cells = []
    for row, values in enumerate(outputs):
        said = classes(values, threshold)
        best = [abs(max([plane[row][column] for plane in above])) for column in range(len(values))]
        cells.append([(k, shade(value / largest)) for k, value in zip(said, best)])
    lines: List[Segment] = [line for plane in (above if len(above) > 2 else above[:1]) for line in contour(plane, xs, ys, 0.0)]
    return Field(cells, borders=lines)


def shade(strength: float) -> float:
    """Return one of a few shades for a strength from 0 to 1.

    Example:
        >>> shade(0.0), shade(1.0), shade(7.0)
        (0.08, 0.38, 0.38)
    """
    level = round(min(1.0, max(0.0, strength)) * (LEVELS - 1))
    return round(PALEST + (STRONGEST - PALEST) * level / (LEVELS - 1), 3)


def _input_names(net: Any) -> Tuple[str, str]:
    names = getattr(net, "input_names", [])
    return (names[0], names[1]) if len(names) == 2 else ("x1", "x2")


def _dots(net: Any, X: Sequence[Sequence[float]], labels: Sequence[int], said: Sequence[int]) -> List[Dots]:
    names = getattr(net, "class_names", [])
    dots = []
    for k in sorted(set(labels)):
        name = names[k] if 0 <= k < len(names) else "class %d" % k
        points = [(x[0], x[1]) for x, label in zip(X, labels) if label == k]
        wrong = [(x[0], x[1]) for x, label, answer in zip(X, labels, said) if label == k != answer]
        dots.append(Dots(name, points, k, wrong))
    return dots

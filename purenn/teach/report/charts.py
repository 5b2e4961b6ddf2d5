"""The pictures of a report: curves, the boundary or what it says against what is right, mistakes, the network."""

from __future__ import annotations

from typing import Any, List, Tuple

from ...layers import Dense
from ..pictures import Chart, plot_boundary, plot_confusion, plot_hidden_units, plot_history, plot_network
from ..pictures.chart import Dots, Line, Panel
from ..pictures.labels import counted
from ..pictures.scales import spread
from .html import figure, section, table
from .run import Run

MOST_POINTS = 1000  # more would make a picture of many megabytes, on which no point is seen
MOST_CLASSES = 25  # of which a confusion matrix can be read
MOST_MISTAKES = 20
PLACES = 200  # of a curve
UNITS = 12


def curves(run: Run) -> str:
    """Return the course of the training."""
    return figure(plot_history(run.history))


def worth(run: Run) -> List[str]:
    """Return what the network is worth, in pictures: for two inputs the plane, and for all the mistakes or the misses."""
    return _of_classes(run) if run.classifies else _of_a_measurement(run)


def _of_classes(run: Run) -> List[str]:
    found = []
    if len(run.data.input_names) == 2:
        part, caption = _few(run)
        found.append(figure(plot_boundary(run.network, part.X, part.Y), caption))
    if len(run.data.class_names) > MOST_CLASSES:
        return [*found, _mistakes(run)]
    return [*found, figure(plot_confusion(run.outputs, run.data.Y, run.data.class_names), "Counted on the %s." % counted(len(run.data), run.rows[:-1]))]


def _few(run: Run) -> Tuple[Any, str]:
    """Return the rows that are drawn, and a sentence that says which these are."""
    count = len(run.data)
    if count <= MOST_POINTS:
        return run.data, "The signs are the %s." % counted(count, run.rows[:-1])
    return run.data.subset(range(MOST_POINTS)), "The signs are the first %d of %d %s." % (MOST_POINTS, count, run.rows)


def _mistakes(run: Run) -> str:
    """Return a list in place of a matrix that nobody could read."""
    names = run.data.class_names
    counts: dict[Tuple[int, int], int] = {}
    for true, said in zip(run.data.Y, run.said()):
        if true != said:
            counts[true, said] = counts.get((true, said), 0) + 1
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_MISTAKES]
    rows = [[names[true], names[said], "%d" % count] for (true, said), count in found]
    return section("The most frequent mistakes among %d classes" % len(names), table(["it is", "it says", "times"], rows))


def _of_a_measurement(run: Run) -> List[str]:
    part, caption = _few(run)
    said = [row[0] for row in run.outputs[: len(part)]]
    charts = [said_and_right(part.Y, said)]
    if len(part.input_names) == 1:
        charts.insert(0, fitted(run.network, part))
    return [figure(chart, caption) for chart in charts]


def said_and_right(right: Any, said: Any) -> Chart:
    """Draw what a network says against what is right; on the line both are the same."""
    scale = spread([*right, *said])
    line = Line("the same", [(scale.low, scale.low), (scale.high, scale.high)], 0)
    panel = Panel(scale, scale, "what is right", "what the network says", [line], [Dots("row", list(zip(right, said)), 1)], square=True)
    return Chart("What it says and what is right", ["Above the line it says too much, below it too little."], [panel])


def fitted(network: Any, part: Any) -> Chart:
    """Draw what a network of one input says as a curve, and the rows."""
    inputs = [row[0] for row in part.X]
    x = spread(inputs)
    places = [x.value(k / PLACES) for k in range(PLACES + 1)]
    curve = list(zip(places, [row[0] for row in network.predict([[place] for place in places])]))
    y = spread([*part.Y, *[a for _, a in curve]])
    panel = Panel(x, y, part.input_names[0], "target", [Line("what the network says", curve, 0)], [Dots("row", list(zip(inputs, part.Y)), 1)])
    return Chart("The curve it has learnt", [], [panel])


def insides(run: Run) -> List[str]:
    """Return the network as a graph; of one that looks at images also what its first units look for."""
    found = [figure(plot_network(run.network))]
    layers = list(run.network.layers)
    dense = [layer for layer in layers if isinstance(layer, Dense)]
    if run.white and len(dense) > 1:
        found.append(figure(plot_hidden_units(run.network, most=UNITS)))
    return found

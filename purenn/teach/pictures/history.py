"""The picture of a training: what the loss was, epoch by epoch."""

from __future__ import annotations

import re
from typing import Any, List, Optional, Sequence, Tuple

from ...callbacks import History
from .chart import Chart, Line, Mark, Panel
from .labels import counted, short_number
from .scales import Scale, loss_scale, spread


def plot_history(history: Any) -> Chart:
    """Draw what a training recorded: the loss on training and validation data, and a panel for each metric.

    Where the losses span decades the scale is logarithmic. The epoch of the lowest loss is marked, and where
    training was stopped before its last epoch, the epoch of the stop.

    Errors:   ValueError  it is no History, or one without an epoch
    Example:
        >>> history = History()
        >>> history.loss += [0.5, 0.25]
        >>> plot_history(history).panels[0].lines[0].points
        [(1.0, 0.5), (2.0, 0.25)]
    """
    if not isinstance(history, History):
        raise ValueError("plot_history expects the History that net.fit returned, but got %r" % (history,))
    if not history.loss:
        raise ValueError("plot_history expects a History of at least one epoch, but it is empty: train first, with net.fit")
    losses = [("training", history.loss), ("validation", history.validation_loss)]
    everything = [value for _, values in losses for value in values]
    scale = loss_scale(everything)
    label = "loss, logarithmic" if scale.logarithmic else "loss"
    panels = [_panel(losses, scale, label, _marks(history))]
    for name in sorted([name for name in history.metrics if not _is_validation(name, history)]):
        curves = [("training", history.metrics[name]), ("validation", history.metrics.get("validation_" + name, []))]
        panels.append(_panel(curves, spread([value for _, values in curves for value in values]), name, []))
    return Chart("Training: " + counted(len(history.loss), "epoch"), _notes(history), panels)


def _is_validation(name: str, history: History) -> bool:
    return name.startswith("validation_") and name[len("validation_") :] in history.metrics


def _panel(curves: Sequence[Tuple[str, Sequence[float]]], scale: Scale, label: str, marks: Sequence[Mark]) -> Panel:
    epochs = max([len(values) for _, values in curves])
    x = Scale(1.0, float(epochs), whole=True) if epochs > 1 else Scale(0.0, 2.0, whole=True)
    lines = [Line(name, [(float(k), value) for k, value in enumerate(values, 1)], style) for style, (name, values) in enumerate(curves) if values]
    return Panel(x, scale, "epoch", label, lines, marks=marks)


def _best_epoch(history: History) -> int:
    """Return the epoch whose weights early stopping kept; without it, that of the lowest validation loss, or loss."""
    said = re.search(r"the best was epoch (\d+)", history.stopped)
    values: List[float] = history.validation_loss or history.loss
    return int(said.group(1)) if said else values.index(min(values)) + 1


def _marks(history: History) -> List[Mark]:
    epochs, best = len(history.loss), _best_epoch(history)
    marks = [Mark(float(best), "best: epoch %d" % best)] if (history.validation_loss or history.stopped) and best < epochs else []
    if history.stopped:
        marks.append(Mark(float(epochs), "stopped early: epoch %d" % epochs))
    return marks


def _notes(history: History) -> List[str]:
    notes = [_course("training loss", history.loss)]
    validation: Optional[str] = _course("validation loss", history.validation_loss) if history.validation_loss else None
    notes = ["; ".join([*notes, validation])] if validation else notes
    return notes + (["Stopped early: %s." % history.stopped] if history.stopped else [])


def _course(name: str, values: Sequence[float]) -> str:
    return "%s %s to %s" % (name, short_number(values[0]), short_number(values[-1]))

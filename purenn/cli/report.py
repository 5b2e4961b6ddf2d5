"""What a trained network is worth: figures on rows it has never seen, where it is mistaken, and some of its answers."""

from __future__ import annotations

from typing import Any

from ..data import Dataset
from ..metrics import accuracy, classes, confusion_matrix, r_squared, rmse
from .confusion import confusion_lines
from .examples import example_lines
from .numbers import fixed
from .screen import Screen
from .sources import Source


def report(outputs: Any, source: Source, screen: Screen) -> None:
    """Print how good outputs are for the held-out rows; for the training rows where there are none."""
    part = source.held_out or source.train
    lines = _classification(outputs, part, source) if part.class_names else _regression(outputs, part)
    for line in ["", *lines, "", *example_lines(outputs, part, source, screen)]:
        screen.line(line.rstrip())


def _classification(outputs: Any, part: Dataset, source: Source) -> list[str]:
    right = sum(map(int.__eq__, classes(outputs), part.Y))
    what = "held-out accuracy" if source.held_out else "accuracy on the training rows"
    unseen = "rows that were not trained on" if source.held_out else "rows"
    first = "%s %s: %d of %d %s" % (what, fixed(accuracy(outputs, part.Y)), right, len(part), unseen)
    table = confusion_matrix(outputs, part.Y, len(part.class_names))
    return [first, "", *confusion_lines(table, part.class_names)]


def _regression(outputs: Any, part: Dataset) -> list[str]:
    lines = ["held-out RMSE %s, in the target's unit, on %d rows" % (fixed(rmse(outputs, part.Y)), len(part))]
    if len(set(part.Y)) > 1:
        lines.append("held-out R squared %s: so much of the target's variance is explained" % fixed(r_squared(outputs, part.Y)))
    return lines

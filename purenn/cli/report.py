"""What a trained network is worth: figures on rows it has never seen, where it is mistaken, and some of its answers."""

from __future__ import annotations

from typing import Any

from ..data import Dataset
from ..data.errors import counted
from ..data.targets import without_learning
from ..metrics import accuracy, classes, confusion_matrix, r_squared, rmse
from .confusion import confusion_lines
from .examples import example_lines
from .numbers import fixed, short
from .screen import Screen
from .sources import Source


def report(outputs: Any, source: Source, screen: Screen) -> None:
    """Print how good outputs are for the held-out rows; for the training rows where there are none."""
    part = source.held_out or source.train
    words = ("held-out %s", "rows that were not trained on") if source.held_out else ("%s on the training rows", "rows")
    lines = figures(outputs, part, *words)
    for line in ["", *lines, "", *example_lines(outputs, part, source, screen)]:
        screen.line(line.rstrip())


def figures(outputs: Any, part: Dataset, name: str = "%s", rows: str = "rows", cut: float = 0.5) -> list[str]:
    """Say how good outputs are for these rows; `name` is what the figures are called, `rows` the rows, and one output is class 1 from `cut` on."""
    return _classification(outputs, part, name, rows, cut) if part.class_names else _regression(outputs, part, name)


def _classification(outputs: Any, part: Dataset, name: str, rows: str, cut: float) -> list[str]:
    right = sum(map(int.__eq__, classes(outputs, cut), part.Y))
    first = "%s %s: %d of %d %s" % (name % "accuracy", fixed(accuracy(outputs, part.Y, cut)), right, len(part), rows)
    table = confusion_matrix(outputs, part.Y, len(part.class_names), cut)
    lopsided = without_learning(part.Y, part.class_names)
    warning = [lopsided + ": look at the columns below"] if lopsided else []
    return [first, *warning, "", *confusion_lines(table, part.class_names)]


def _regression(outputs: Any, part: Dataset, name: str) -> list[str]:
    lines = ["%s %s, in the target's unit, on %s" % (name % "RMSE", short(rmse(outputs, part.Y)), counted(len(part), "row"))]
    if len(set(part.Y)) > 1:
        explained = r_squared(outputs, part.Y)
        meaning = "so much of the target's variance is explained" if explained >= 0 else "worse than saying the mean each time"
        lines.append("%s %s: %s" % (name % "R squared", fixed(explained), meaning))
    return lines

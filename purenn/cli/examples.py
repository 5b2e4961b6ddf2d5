"""A few held-out rows with what the network says about them and how sure it is; images are drawn."""

from __future__ import annotations

from typing import Any, Sequence

from ..data import Dataset
from ..data.targets import probability
from ..data.words import in_words
from ..metrics import classes
from .confusion import cut
from .numbers import short
from .pictures import picture_lines, side_by_side
from .screen import Screen
from .sources import Source

SHOWN = 4


def example_lines(outputs: Any, part: Dataset, source: Source, screen: Screen) -> list[str]:
    """Give lines for the first few rows, the last of them a mistake if there is one."""
    title = "some of the held-out rows" if source.held_out else "the rows"
    if not part.class_names:
        return [title, *_values(outputs, part, range(min(SHOWN, len(part))))]
    said = classes(outputs)
    chosen = choose(said, part.Y)
    if source.ink:
        drawn = [_picture(outputs[s], said[s], part, s, source.ink, screen) for s in chosen]
        return ["%s, and how sure the net is:" % title, *side_by_side(drawn, screen.width)]
    return [title, *_table(outputs, said, part, chosen)]


def choose(said: Sequence[int], true: Sequence[int]) -> list[int]:
    """Choose the first rows; the last place is for the first mistake.

    Example:
        >>> choose([0, 1, 1, 0, 1, 0], [0, 1, 1, 0, 1, 1])
        [0, 1, 2, 5]
    """
    wrong = [s for s in range(len(true)) if said[s] != true[s]]
    first = list(range(min(SHOWN, len(true))))
    return first if not wrong or wrong[0] in first else [*first[:-1], wrong[0]]


def _picture(row: Sequence[float], said: int, part: Dataset, s: int, white: int, screen: Screen) -> list[str]:
    true = part.Y[s]
    caption = ["it is a %s" % part.class_names[true], "says %s: %.1f %%" % (part.class_names[said], 100 * probability(row, said))]
    caption.append("" if said == true else "which is wrong")
    return [*picture_lines(part.X[s], white, screen), *caption]


def _table(outputs: Any, said: Sequence[int], part: Dataset, chosen: Sequence[int]) -> list[str]:
    names = part.class_names
    rows = [("it is", "the net says", "sure", "", "inputs")]
    for s, inputs in zip(chosen, _inputs(part, chosen)):
        sure = "%.1f %%" % (100 * probability(outputs[s], said[s]))
        rows.append((names[part.Y[s]], names[said[s]], sure, "" if said[s] == part.Y[s] else "mistake", inputs))
    return _aligned(rows)


def _values(outputs: Any, part: Dataset, chosen: Sequence[int]) -> list[str]:
    rows = [("it is", "the net says", "off by", "", "inputs")]
    for s, inputs in zip(chosen, _inputs(part, chosen)):
        value = outputs[s][0]
        rows.append((short(part.Y[s]), short(value), short(value - part.Y[s]), "", inputs))
    return _aligned(rows)


def _inputs(part: Dataset, chosen: Sequence[int]) -> list[str]:
    return [", ".join([_said(name, cell) for name, cell in row]) for row in in_words(part.input_names, part.X, chosen)]


def _said(name: str, cell: str | float) -> str:
    return "%s=%s" % (name, cell) if isinstance(cell, str) else "%s %s" % (name, short(cell))


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    short = [[cut(cell, 20) for cell in row[:-1]] for row in rows]
    widths = [max(map(len, column)) for column in zip(*short)]
    lines = []
    for cells, row in zip(short, rows):
        start = "  ".join([cell.ljust(width) for cell, width in zip(cells, widths) if width]) + "  "
        lines.append(start + cut(row[-1], 79 - len(start)))
    return lines

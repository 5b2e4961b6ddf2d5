"""The picture of a confusion matrix: for every class, what the network took its samples for."""

from __future__ import annotations

from typing import Any, List, Sequence

from ...metrics import confusion_matrix
from .labels import clean, columns, counted, pad, shortened
from .letters import PLAIN, Ink
from .picture import Picture, wrapped
from .svg import Svg, text_width

STRONGEST = 0.5  # the number has to be read on it
RIGHT, WRONG = 0, 1  # styles


class Confusion(Picture):
    """A table of counts: rows are what a sample is, columns what the network says."""

    title = "Confusion matrix"

    def __init__(self, table: Sequence[Sequence[int]], names: Sequence[str]) -> None:
        self.table = [list(row) for row in table]
        self.names = [clean(name) for name in names]

    def notes(self) -> List[str]:
        """Say how many are right."""
        total = sum(map(sum, self.table))
        right = sum([row[k] for k, row in enumerate(self.table)])
        return ["%d of %s right (%.1f %%)." % (right, counted(total, "sample"), 100 * right / max(1, total))]

    def strength(self, true: int, said: int) -> float:
        """Return how strong the colour of a cell is: its share of its row, the root of it so that few mistakes are seen too."""
        count, total = self.table[true][said], sum(self.table[true])
        return round(STRONGEST * (count / total) ** 0.5, 2) if count else 0.0

    def svg(self) -> str:
        size = len(self.names)
        names = shortened(self.names, 16)
        cell = min(max(72.0, max(map(text_width, names)) + 10), max(34.0, 480 / size))
        left = 60 + max(map(text_width, names))
        turned = max(map(text_width, names)) > cell - 6
        top = 108 + (max(map(text_width, names)) if turned else 14)
        svg = Svg(max(360.0, left + cell * size + 84), top + cell * size + 24, self.title, " ".join(self.notes()))
        svg.text(24, 32, self.title, "ink title")
        svg.text(24, 54, self.notes()[0], "soft")
        svg.text(left + cell * size / 2, 84, "what the network says", "ink", "middle")
        svg.text(26, top + cell * size / 2, "what it is", "ink", "middle", turned=True)
        svg.text(left + cell * size + 10, top - 10, "found", "soft")
        for k, name in enumerate(names):
            svg.text(left - 10, top + cell * (k + 0.5) + 5, name, "ink", "end")
            if turned:
                svg.text(left + cell * (k + 0.5) + 5, top - 10, name, "ink", turned=True)
            else:
                svg.text(left + cell * (k + 0.5), top - 10, name, "ink", "middle")
            self._row(svg, k, left, top + cell * k, cell)
        return str(svg)

    def _row(self, svg: Svg, true: int, left: float, y: float, cell: float) -> None:
        for said, count in enumerate(self.table[true]):
            x = left + cell * said
            svg.box(x + 1, y + 1, cell - 2, cell - 2, "cell f%d" % (RIGHT if said == true else WRONG), max(0.05, self.strength(true, said)))
            if count:
                kind = "ink" if said == true else "ink bold"
                svg.text(x + cell / 2, y + cell / 2 + 5, "%d" % count, kind, "middle")
        svg.text(left + cell * len(self.names) + 10, y + cell / 2 + 5, self._found(true), "soft")

    def _found(self, true: int) -> str:
        return "%d/%d" % (self.table[true][true], sum(self.table[true]))

    def text_lines(self, width: int, ink: Ink) -> List[str]:
        ends = [self._found(k) for k in range(len(self.names))]
        longest = max(map(len, [*ends, "found"]))
        first = min(max(map(columns, self.names)), 16)
        room = (width - first - 3 - longest) // len(self.names)
        digits = max([len(str(count)) for row in self.table for count in row])
        if room < digits + 1 or room < 3:
            return [*self.notes(), "", *self._mistakes(width)]
        room = min(room, max(map(columns, [*self.names, " " * digits])) + 1, 12)
        heads = "".join([" " + pad(name, room - 1, right=True) for name in shortened(self.names, room - 1)])
        sides = shortened(self.names, first)
        lines = [*self.notes(), "", *wrapped("rows: what it is; columns: what the network says", width), " " * first + heads + "   found"]
        for k, row in enumerate(self.table):
            cells = [ink.paint(str(count or ".").rjust(room), RIGHT if said == k else WRONG if count else PLAIN) for said, count in enumerate(row)]
            lines.append(pad(sides[k], first) + "".join(cells) + "   " + ends[k])
        return lines

    def _mistakes(self, width: int) -> List[str]:
        """Return the most frequent mistakes, where the table is wider than the terminal."""
        found = [(-count, i, k) for i, row in enumerate(self.table) for k, count in enumerate(row) if i != k and count]
        room = (width - 20) // 2
        names = shortened(self.names, room)
        lines = ["%4d x %s taken for %s" % (-count, names[i], names[k]) for count, i, k in sorted(found)[:10]]
        return ["the most frequent mistakes:", *(lines or ["none"])]


def plot_confusion(A: Any, Y: Any, class_names: Sequence[str] = (), threshold: float = 0.5) -> Confusion:
    """Draw for every class what a network took its samples for, from the outputs A and the targets Y.

    Errors:   ShapeError  A and Y differ in samples
              ValueError  a class number has no name
    Example:
        >>> print(plot_confusion([[0.9], [0.2], [0.7], [0.4]], [1, 0, 0, 0], ["cat", "dog"]))
        Confusion matrix
        <BLANKLINE>
        3 of 4 samples right (75.0 %).
        <BLANKLINE>
        rows: what it is; columns: what the network says
            cat dog   found
        cat   2   1   2/3
        dog   .   1   1/1
    """
    table = confusion_matrix(A, Y, len(class_names) or None, threshold)
    return Confusion(table, class_names or ["%d" % k for k in range(len(table))])

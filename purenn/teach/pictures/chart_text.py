"""A chart in letters: each line has a letter of its own, so that nothing is lost without colour."""

from __future__ import annotations

from math import ceil
from typing import Dict, List, Sequence, Tuple

from .chart import Dots, Field, Line, Panel, Point
from .labels import clean, columns, cut
from .letters import PLAIN, Ink, Letters

HEIGHT = {False: 15, True: 24}
FIELD_SHADES = ((" \u00b7", " ."), ("\u2591\u2591", ",:"), ("\u2592\u2592", "-="), ("\u2593\u2593", "%%"))
GROUND = (" \u00b7\u2591", " .:")  # the lower, the fainter


def panel_lines(panel: Panel, width: int, ink: Ink) -> List[str]:
    """Return a panel in letters: the legend, the frame with its numbers, and what the scales are."""
    y_ticks = panel.y.ticks(6)
    margin = max([columns(label) for _, label in y_ticks] or [0]) + 2
    height = HEIGHT[panel.square]
    inner = min(width - margin - 1, 2 * height + 12 if panel.square else width)
    plot = _Plot(panel, inner, height, ink)
    lines = legend_lines(panel.entries(), width, ink) + ["%s: marked at %s" % (clean(mark.label), ink.choose("\u2506", "|")) for mark in panel.marks]
    lines.append(cut(clean(panel.y_label), width))
    labels = {plot.row(value): label for value, label in y_ticks}
    corner, bar, line = ink.choose("\u2514", "+"), ink.choose("\u2502", "|"), ink.choose("\u2500", "-")
    for row, text in enumerate(plot.letters.lines(ink)):
        lines.append(labels.get(row, "").rjust(margin - 1) + bar + text)
    lines.append(" " * (margin - 1) + corner + line * inner)
    lines.append(" " * margin + _x_labels(plot, inner))
    return [*lines, " " * margin + cut(clean(panel.x_label), width - margin)]


def legend_lines(entries: Sequence[Tuple[int, str, bool]], width: int, ink: Ink) -> List[str]:
    """Return the legend: letter and name of everything, as many on a line as there is room for."""
    lines: List[str] = []
    room = 0
    for style, name, _ in entries:
        name = cut(clean(name), 36)
        entry = ink.paint(ink.sign(style), style) + " " + name
        length = 2 + columns(name)
        if lines and room + 3 + length <= width:
            lines[-1] += "   " + entry
            room += 3 + length
        else:
            lines.append(entry)
            room = length
    return lines


def _x_labels(plot: "_Plot", inner: int) -> str:
    """Return the numbers of the x scale, each below its place, as many as do not touch."""
    for most in (8, 6, 4, 3, 2):
        grid = Letters(inner, 1)
        free = 0
        fits = True
        for value, label in plot.panel.x.ticks(most):
            start = max(0, min(inner - len(label), plot.column(value) - len(label) // 2))
            fits = fits and start >= free
            grid.write(start, 0, label)
            free = start + len(label) + 1
        if fits:
            break
    return grid.lines(plot.ink)[0]


class _Plot:
    """The inside of a frame."""

    def __init__(self, panel: Panel, width: int, height: int, ink: Ink) -> None:
        self.panel, self.ink = panel, ink
        self.letters = Letters(width, height)
        self.drawn: Dict[Tuple[int, int], int] = {}  # the styles of lines, by column and row
        if panel.field:
            self._field(panel.field)
        for mark in panel.marks:
            for row in range(height):
                self.letters.put(self.column(mark.x), row, ink.choose("\u2506", "|"))
        for line in panel.lines:
            self._line(line)
        for dots in panel.dots:
            self._dots(dots)

    def column(self, x: float) -> int:
        """Return the column of a value."""
        return min(self.letters.width - 1, int(self.panel.x.place(x) * self.letters.width))

    def row(self, y: float) -> int:
        """Return the row of a value, from the top."""
        return min(self.letters.height - 1, int((1 - self.panel.y.place(y)) * self.letters.height))

    def _line(self, line: Line) -> None:
        shown = [p for p in line.points if self.panel.x.holds(p[0]) and self.panel.y.holds(p[1])]
        for point, after in zip(shown, shown[1:] or shown):
            for column, row in self._between(point, after):
                # Where two lines lie on each other, both are seen, in turns.
                if self.drawn.setdefault((column, row), line.style) == line.style or (column + line.style) % 2:
                    self.letters.put(column, row, self.ink.sign(line.style), line.style)

    def _between(self, start: Point, end: Point) -> List[Tuple[int, int]]:
        """Return the cells from one point to the next, without gaps from column to column."""
        a, b = (self.column(start[0]), self.row(start[1])), (self.column(end[0]), self.row(end[1]))
        steps = max(abs(b[0] - a[0]), ceil(abs(b[1] - a[1]) / 2), 1)
        return [(a[0] + round((b[0] - a[0]) * k / steps), a[1] + round((b[1] - a[1]) * k / steps)) for k in range(steps + 1)]

    def _dots(self, dots: Dots) -> None:
        for x, y in dots.points:
            self.letters.put(self.column(x), self.row(y), self.ink.sign(dots.style), dots.style)
        for x, y in dots.wrong:
            self.letters.put(self.column(x), self.row(y), self.ink.choose("\u2716", "!"), dots.style)

    def _field(self, field: Field) -> None:
        """Shade the plane: each style has shades of its own, light and strong."""
        for row in range(self.letters.height):
            cells = field.cells[int((row + 0.5) / self.letters.height * len(field.cells))]
            for column in range(self.letters.width):
                style, strength = cells[int((column + 0.5) / self.letters.width * len(cells))]
                letters = GROUND if field.ground else FIELD_SHADES[style % len(FIELD_SHADES)]
                shades = letters[0 if self.ink.unicode else 1]
                letter = shades[min(len(shades) - 1, int(strength * 10))] if field.ground else shades[strength > 0.2]
                self.letters.put(column, row, letter, style if self.ink.color else PLAIN)




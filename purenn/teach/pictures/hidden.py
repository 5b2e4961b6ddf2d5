"""The picture of what hidden units look for: the weights of each, laid out like the image they look at."""

from __future__ import annotations

from math import sqrt
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ...layers import Dense
from .labels import counted
from .letters import Ink
from .picture import Picture
from .svg import Svg, number

POSITIVE, NEGATIVE = 1, 0  # styles
LEVELS = 5
TILE = 104.0  # pixels of a unit
MOST_IN_LETTERS = 8
SIGNS = (("\u2591\u2592\u2593\u2588", "+*%#"), ("-=\u2261\u25a3", "-=~o"))  # positive, negative; weak to strong

Shape = Tuple[int, int]


class HiddenUnits(Picture):
    """Small images, one for each unit: full squares where ink makes it say more, small ones where ink makes it say less."""

    title = "What hidden units look for"

    def __init__(self, weights: Sequence[Sequence[float]], shape: Shape, most: int) -> None:
        self.rows, self.columns = shape
        self.units = [list(row) for row in weights[:most]]
        self.more = len(weights) - len(self.units)

    def notes(self) -> List[str]:
        """Say how to read it."""
        notes = ["Full squares: ink here makes the unit say more. Small squares: it makes it say less."]
        return notes + (["The first %d are drawn, %d more are not." % (len(self.units), self.more)] if self.more else [])

    def level(self, unit: int, row: int, column: int) -> int:
        """Return how strong a weight is among those of its unit, from -4 to 4."""
        weights = self.units[unit]
        largest = max(map(abs, weights)) or 1.0
        return round((LEVELS - 1) * weights[row * self.columns + column] / largest)

    def svg(self) -> str:
        across = min(6, len(self.units))
        top = 54.0 + 20 * len(self.notes())
        width = max(680.0, 48 + across * (TILE + 12))
        cell = TILE / max(self.rows, self.columns)
        step = cell * self.rows + 34
        svg = Svg(width, top + step * -(-len(self.units) // across) + 12, self.title, " ".join(self.notes()))
        svg.text(24, 32, self.title, "ink title")
        for k, note in enumerate(self.notes()):
            svg.text(24, 54 + 20 * k, note, "soft")
        for unit in range(len(self.units)):
            x, y = 24 + (unit % across) * (TILE + 12), top + step * (unit // across)
            svg.text(x, y + 10, "unit %d" % (unit + 1), "soft small")
            self._tile(svg, unit, x, y + 16, cell)
        return str(svg)

    def _tile(self, svg: Svg, unit: int, x: float, y: float, cell: float) -> None:
        """Draw a unit; the squares of one strength are one shape."""
        right, bottom = x + cell * self.columns, y + cell * self.rows
        svg.path([(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], "grid edge")
        squares: Dict[int, List[str]] = {}
        for row in range(self.rows):
            for column in range(self.columns):
                level = self.level(unit, row, column)
                side = cell if level > 0 else 0.6 * cell
                corner = (number(x + cell * column + (cell - side) / 2), number(y + cell * row + (cell - side) / 2))
                squares.setdefault(level, []).append("M%s %sh%sv%sh-%sz" % (*corner, *[number(side)] * 3))
        for level in sorted(set(squares) - {0}):
            style = POSITIVE if level > 0 else NEGATIVE
            look = ' fill-opacity="%.2f"' % (0.12 + 0.88 * abs(level) / (LEVELS - 1))
            svg.shapes.append('<path d="%s" class="f%d"%s/>' % ("".join(squares[level]), style, look))

    def text_lines(self, width: int, ink: Ink) -> List[str]:
        double = 2 * self.columns <= 24
        drawn = (2 if double else 1) * self.columns
        size = max(8, drawn)
        across = max(1, (width + 3) // (size + 3))
        shown = min(len(self.units), max(across, MOST_IN_LETTERS))
        good, bad = [signs[0 if ink.unicode else 1] for signs in SIGNS]
        lines = ["ink makes a unit say more: " + ink.paint(good, POSITIVE), "ink makes it say less:     " + ink.paint(bad, NEGATIVE)]
        lines += ["the first %d of %s" % (shown, counted(len(self.units) + self.more, "unit"))] if shown < len(self.units) + self.more else []
        for start in range(0, shown, across):
            units = range(start, min(shown, start + across))
            lines += ["", "   ".join([("unit %d" % (unit + 1)).ljust(size) for unit in units]).rstrip()]
            for row in range(0, self.rows, 1 if double else 2):
                lines.append("   ".join([self._letters(unit, row, double, ink) + " " * (size - drawn) for unit in units]))
        return lines

    def _letters(self, unit: int, row: int, double: bool, ink: Ink) -> str:
        parts = []
        for column in range(self.columns):
            level = self.level(unit, row, column)
            letter = " " if level == 0 else SIGNS[level < 0][0 if ink.unicode else 1][abs(level) - 1]
            parts.append(ink.paint(letter * (2 if double else 1), POSITIVE if level > 0 else NEGATIVE))
        return "".join(parts)


def plot_hidden_units(net: Any, shape: Optional[Shape] = None, most: int = 24) -> HiddenUnits:
    """Draw the weights of the first Dense layer as images, one for each of its units: what makes it say more, and what less.

    `shape` is (rows, columns) of the images that the network looks at; square ones need none.

    Errors:   ValueError  it is no network with a Dense layer, or its inputs are no image of that shape
    """
    dense = [layer for layer in getattr(net, "layers", ()) if isinstance(layer, Dense)]
    if not dense:
        raise ValueError("plot_hidden_units expects a network with a Dense layer, but got %r" % (net,))
    side = int(sqrt(dense[0].inputs) + 0.5)
    rows, columns = shape or (side, side)
    if rows * columns != dense[0].inputs:
        asked = "an image of %d x %d" % (rows, columns) if shape else "a square image, or its shape=(rows, columns)"
        raise ValueError("plot_hidden_units expects %s, but the first Dense layer has %d inputs" % (asked, dense[0].inputs))
    return HiddenUnits(dense[0].weights, (rows, columns), most)

"""SVG: lines, areas and letters in a file that needs no other, with colours for light and for dark rooms.

Colours stand in one style sheet and not at the shapes, so that a dark room changes them all. The first are near those of
M. Okabe and K. Ito, Color Universal Design, 2008; a test measures that all ten stay apart for colour-blind readers, in light
and in dark rooms. Even so, no picture says anything by colour alone.
"""

from __future__ import annotations

from html import escape
from typing import Iterable, List, Sequence, Tuple

from .labels import clean

Point = Tuple[float, float]

LIGHT = ("#0072b2", "#d55e00", "#0da65c", "#a8588c", "#894903", "#4a4a4a", "#3b9ad1", "#765841", "#7e80ea", "#6c9220")
DARK = ("#56b4e9", "#ff9d5c", "#75f4b9", "#d6a1c6", "#edc239", "#d0d0d0", "#8fd0f5", "#ba946c", "#89a1ff", "#a4d577")
DASHES = ("", "7 4", "2 4", "10 4 2 4", "4 4", "12 5", "", "7 4", "2 4", "10 4 2 4")
STYLES = len(LIGHT)
FONT = 'system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif'


def style_sheet() -> str:
    """Return the style sheet that all pictures share."""
    return "\n".join(
        [
            "svg.purenn { color-scheme: light dark; font-family: %s; }" % FONT,
            "svg.purenn text { font-size: 13px; }",
            "svg.purenn .title { font-size: 18px; font-weight: 600; }",
            "svg.purenn .heading { font-size: 14px; font-weight: 600; }",
            "svg.purenn .small { font-size: 12px; }",
            "svg.purenn .tiny { font-size: 11px; }",
            "svg.purenn .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round; }",
            "svg.purenn .edge { fill: none; }",
            "svg.purenn .bold { font-weight: 600; }",
            "svg.purenn .cell { shape-rendering: crispEdges; }",
            *_inks("", "#1d2430", "#5a6372", "#ffffff", "#e3e5e9", "#8b93a1", LIGHT),
            "@media (prefers-color-scheme: dark) {",
            *_inks("  ", "#e6e8ec", "#a4adbb", "#15181d", "#2b313a", "#727b89", DARK),
            "}",
        ]
    )


def _inks(indent: str, ink: str, soft: str, paper: str, grid: str, axis: str, colours: Sequence[str]) -> List[str]:
    rules = [
        ".paper { fill: %s; }" % paper,
        ".ink { fill: %s; }" % ink,
        ".soft { fill: %s; }" % soft,
        ".grid { stroke: %s; stroke-width: 1; }" % grid,
        ".axis { stroke: %s; stroke-width: 1; fill: none; }" % axis,
        ".mark { stroke: %s; stroke-width: 1.5; stroke-dasharray: 3 3; }" % soft,
        ".border { stroke: %s; stroke-width: 2; fill: none; }" % ink,
        ".rim { stroke: %s; stroke-width: 1.3; }" % paper,
        ".neuron { stroke: %s; stroke-width: 1.5; fill: %s; }" % (ink, paper),
        ".wrong { stroke: %s; stroke-width: 2; fill: none; }" % ink,
    ]
    for k, colour in enumerate(colours):
        rules += [".s%d { stroke: %s; }" % (k, colour), ".f%d { fill: %s; }" % (k, colour)]
    return [indent + "svg.purenn " + rule for rule in rules]


def number(value: float) -> str:
    """Write a coordinate: one decimal at the most, so that files are small and the same on every Python.

    Example:
        >>> number(12.0), number(3.14159), number(-0.01)
        ('12', '3.1', '0')
    """
    text = "%.1f" % value
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def text_width(text: str, size: float = 13) -> float:
    """Return about how wide a text is, rather too much than too little.

    Example:
        >>> text_width("loss", 10)
        24.0
    """
    return sum([1.05 if ord(c) > 0x2E7F else 0.6 for c in text]) * size


class Svg:
    """A drawing that grows shape by shape; `str` gives the file."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width = width
        self.height = height
        self.title = clean(title)
        self.description = clean(description)
        self.shapes: List[str] = []

    def line(self, start: Point, end: Point, kind: str) -> None:
        """Draw a straight line."""
        places = (number(start[0]), number(start[1]), number(end[0]), number(end[1]), kind)
        self.shapes.append('<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s"/>' % places)

    def path(self, points: Sequence[Point], kind: str, more: str = "") -> None:
        """Draw a line through points."""
        self.shapes.append('<polyline points="%s" class="%s"%s/>' % (_places(points), kind, more))

    def segments(self, pairs: Iterable[Tuple[Point, Point]], kind: str) -> None:
        """Draw many short lines as one shape."""
        steps = ["M%s %sL%s %s" % (number(a[0]), number(a[1]), number(b[0]), number(b[1])) for a, b in pairs]
        if steps:
            self.shapes.append('<path d="%s" class="%s"/>' % ("".join(steps), kind))

    def area(self, points: Sequence[Point], kind: str, more: str = "") -> None:
        """Fill the area within points."""
        self.shapes.append('<polygon points="%s" class="%s"%s/>' % (_places(points), kind, more))

    def box(self, left: float, top: float, width: float, height: float, kind: str, opacity: float = 1.0) -> None:
        """Fill a rectangle."""
        places = (number(left), number(top), number(width), number(height), kind)
        self.shapes.append('<rect x="%s" y="%s" width="%s" height="%s" class="%s"%s/>' % (*places, fading(opacity)))

    def marker(self, style: int, x: float, y: float, size: float = 5.0, kind: str = "rim") -> None:
        """Draw the sign of a style: each has a shape of its own, besides its colour."""
        kind = "f%d %s" % (style % STYLES, kind)
        corners = marker_corners(style, x, y, size)
        if corners:
            self.area(corners, kind)
        else:
            self.shapes.append('<circle cx="%s" cy="%s" r="%s" class="%s"/>' % (number(x), number(y), number(size), kind))

    def ring(self, x: float, y: float, size: float, kind: str) -> None:
        """Draw a circle that is not filled."""
        self.shapes.append('<circle cx="%s" cy="%s" r="%s" class="%s"/>' % (number(x), number(y), number(size), kind))

    def text(self, x: float, y: float, text: str, kind: str = "ink", anchor: str = "start", turned: bool = False) -> None:
        """Write letters; `anchor` says which part of them stands at x: start, middle or end."""
        where = 'x="%s" y="%s"' % (number(x), number(y))
        side = "" if anchor == "start" else ' text-anchor="%s"' % anchor
        turn = ' transform="rotate(-90 %s %s)"' % (number(x), number(y)) if turned else ""
        self.shapes.append('<text %s class="%s"%s%s>%s</text>' % (where, kind, side, turn, escape(clean(text))))

    def __str__(self) -> str:
        size = (number(self.width), number(self.height))
        head = '<svg xmlns="http://www.w3.org/2000/svg" class="purenn" viewBox="0 0 %s %s" width="%s" height="%s" role="img">' % (size * 2)
        words = "<title>%s</title>\n<desc>%s</desc>" % (escape(self.title), escape(self.description))
        paper = '<rect width="%s" height="%s" class="paper"/>' % size
        return "\n".join([head, words, "<style>\n%s\n</style>" % style_sheet(), paper, *self.shapes, "</svg>", ""])


def _places(points: Sequence[Point]) -> str:
    return " ".join(["%s,%s" % (number(x), number(y)) for x, y in points])


def fading(opacity: float) -> str:
    """Return the attribute that lets paper shine through; none where nothing does."""
    return "" if opacity >= 1 else ' fill-opacity="%s"' % ("%.2f" % opacity).rstrip("0").rstrip(".")


def marker_corners(style: int, x: float, y: float, size: float) -> List[Point]:
    """Return the corners of a style's sign: none for a circle, then square, triangle, diamond, and the triangle that stands on its tip."""
    shapes: List[List[Point]] = [
        [],
        [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        [(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)],
        [(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        [(0.0, 1.25), (1.15, -0.85), (-1.15, -0.85)],
    ]
    return [(x + size * across, y + size * down) for across, down in shapes[style % len(shapes)]]

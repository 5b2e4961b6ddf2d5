"""A chart: panels with two scales each, and lines, dots, marks and coloured fields on them; how they look is for the writers."""

from __future__ import annotations

from typing import List, NamedTuple, Optional, Sequence, Tuple

from .letters import Ink
from .picture import Picture, wrapped
from .scales import Scale

Point = Tuple[float, float]
Segment = Tuple[Point, Point]


class Line(NamedTuple):
    """A line through points; `style` is its colour, its dashes and its letter."""

    name: str
    points: Sequence[Point]
    style: int
    ends: bool = False  # whether its start and its end are marked


class Dots(NamedTuple):
    """Single points; those in `wrong` are also put in a ring."""

    name: str
    points: Sequence[Point]
    style: int
    wrong: Sequence[Point] = ()


class Mark(NamedTuple):
    """A place on the x scale that is marked from top to bottom."""

    x: float
    label: str


class Field(NamedTuple):
    """Colours behind everything: cells[row][column], from the top, of (style, strength from 0 to 1); and lines between them."""

    cells: Sequence[Sequence[Tuple[int, float]]]
    borders: Sequence[Segment] = ()
    levels: Sequence[Segment] = ()
    ground: bool = False  # whether the colours are heights, and not classes


class Panel(NamedTuple):
    """One frame with its scales and all that is drawn on it."""

    x: Scale
    y: Scale
    x_label: str
    y_label: str
    lines: Sequence[Line] = ()
    dots: Sequence[Dots] = ()
    marks: Sequence[Mark] = ()
    field: Optional[Field] = None
    square: bool = False  # whether the frame is rather square, as for a plane, than wide, as for a course in time

    def entries(self) -> List[Tuple[int, str, bool]]:
        """Return what the legend names: style, name, and whether it is a line."""
        return [(line.style, line.name, True) for line in self.lines if line.name] + [(dots.style, dots.name, False) for dots in self.dots if dots.name]


class Chart(Picture):
    """Panels below each other, under a title and a few notes."""

    def __init__(self, title: str, notes: Sequence[str], panels: Sequence[Panel]) -> None:
        self.title = title
        self.notes = list(notes)
        self.panels = list(panels)

    def svg(self) -> str:
        from .chart_svg import draw

        return draw(self)

    def text_lines(self, width: int, ink: Ink) -> List[str]:
        from .chart_text import panel_lines

        lines = [line for note in self.notes for line in wrapped(note, width)]
        for panel in self.panels:
            lines += ([""] if lines else []) + panel_lines(panel, width, ink)
        return lines

"""A chart as SVG."""

from __future__ import annotations

from itertools import groupby
from typing import Any, List, Sequence, Tuple

from .chart import Chart, Dots, Field, Line, Panel
from .labels import clean, cut
from .svg import DASHES, STYLES, Svg, text_width

LEFT, RIGHT = 76, 28
SIZES = {False: (616, 300), True: (480, 480)}  # of a frame, by whether it is square
ROW = 20  # the height of a line of letters
LONGEST_NAME = 40  # letters of a name in the legend

Entry = Tuple[int, str, bool]


def draw(chart: Chart) -> str:
    """Return the chart as the text of an SVG file."""
    width = LEFT + max([SIZES[panel.square][0] for panel in chart.panels]) + RIGHT
    notes = [line for note in chart.notes for line in fitting(note, width - 48)]
    heights = [_height(panel, width) for panel in chart.panels]
    top = 42.0 + (ROW * len(notes) + 6 if notes else 0)
    svg = Svg(width, top + sum(heights), chart.title, " ".join(chart.notes) or chart.title)
    svg.text(24, 32, cut(clean(chart.title), 70), "ink title")
    for k, note in enumerate(notes):
        svg.text(24, 54 + ROW * k, note, "soft")
    for panel, height in zip(chart.panels, heights):
        _panel(svg, panel, top)
        top += height
    return str(svg)


def fitting(text: str, width: float) -> List[str]:
    """Break a sentence into lines of at most that many pixels."""
    lines: List[str] = []
    for word in clean(text).split(" "):
        if lines and text_width(lines[-1] + " " + word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(cut(word, int(width / 8)))
    return lines


def _legend_rows(entries: Sequence[Entry], width: float) -> List[List[Tuple[float, Entry]]]:
    """Return rows of legend entries, each with its place from the left."""
    rows: List[List[Tuple[float, Entry]]] = [[]]
    x = 0.0
    for style, name, line in entries:
        name = cut(clean(name), LONGEST_NAME)
        room = 36 + text_width(name) + 18
        if rows[-1] and x + room > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, (style, name, line)))
        x += room
    return rows if rows[0] else []


def _above(panel: Panel, width: float) -> float:
    """Return the room for the legend and for what is written at marks."""
    return ROW * (len(_legend_rows(panel.entries(), width - 48)) + len(panel.marks)) + 12


def _height(panel: Panel, width: float) -> float:
    return _above(panel, width) + SIZES[panel.square][1] + 62


class Frame:
    """Where the numbers of a panel stand on the paper."""

    def __init__(self, panel: Panel, left: float, top: float) -> None:
        self.panel = panel
        self.left, self.top = left, top
        self.width, self.height = SIZES[panel.square]
        self.right, self.bottom = left + self.width, top + self.height

    def x(self, value: float) -> float:
        """Return where a value of the x scale stands."""
        return self.left + self.width * self.panel.x.place(value)

    def y(self, value: float) -> float:
        """Return where a value of the y scale stands."""
        return self.bottom - self.height * self.panel.y.place(value)

    def point(self, point: Tuple[float, float]) -> Tuple[float, float]:
        """Return where a point stands."""
        return self.x(point[0]), self.y(point[1])


def _panel(svg: Svg, panel: Panel, top: float) -> None:
    rows = _legend_rows(panel.entries(), svg.width - 48)
    for k, row in enumerate(rows):
        for x, entry in row:
            _legend_entry(svg, entry, 24 + x, top + 8 + ROW * k)
    frame = Frame(panel, LEFT, top + _above(panel, svg.width))
    if panel.field:
        _field(svg, frame, panel.field)
    _axes(svg, frame, grid=panel.field is None)
    _marks(svg, frame)
    for line in panel.lines:
        _line(svg, frame, line)
    for dots in panel.dots:
        _dots(svg, frame, dots)


def _legend_entry(svg: Svg, entry: Entry, x: float, y: float) -> None:
    style, name, line = entry
    if line:
        svg.path([(x, y), (x + 28, y)], "line s%d" % (style % STYLES), _dash(style))
    else:
        svg.marker(style, x + 14, y)
    svg.text(x + 36, y + 4.5, name)


def _dash(style: int) -> str:
    dash = DASHES[style % STYLES]
    return ' stroke-dasharray="%s"' % dash if dash else ""


def _axes(svg: Svg, frame: Frame, grid: bool) -> None:
    panel = frame.panel
    for value, label in panel.x.ticks(8):
        x = frame.x(value)
        if grid:
            svg.line((x, frame.top), (x, frame.bottom), "grid")
        svg.line((x, frame.bottom), (x, frame.bottom + 5), "axis")
        svg.text(x, frame.bottom + 20, label, "soft small", "middle")
    for value, label in panel.y.ticks(6):
        y = frame.y(value)
        if grid:
            svg.line((frame.left, y), (frame.right, y), "grid")
        svg.line((frame.left - 5, y), (frame.left, y), "axis")
        svg.text(frame.left - 9, y + 4, label, "soft small", "end")
    corners = [(frame.left, frame.top), (frame.right, frame.top), (frame.right, frame.bottom), (frame.left, frame.bottom)]
    svg.path([*corners, corners[0]], "axis")
    for crosses, ends in _zero_lines(frame):
        if crosses:
            svg.line(ends[0], ends[1], "axis")
    svg.text((frame.left + frame.right) / 2, frame.bottom + 42, cut(clean(panel.x_label), 60), "ink", "middle")
    svg.text(22, (frame.top + frame.bottom) / 2, cut(clean(panel.y_label), 36), "ink", "middle", turned=True)


def _zero_lines(frame: Frame) -> Any:
    """Yield for both scales whether 0 lies within it, and where its line runs; not on fields, whose colours speak."""
    panel = frame.panel
    if panel.field is None and not panel.x.logarithmic and panel.x.low < 0 < panel.x.high:
        yield True, ((frame.x(0.0), frame.top), (frame.x(0.0), frame.bottom))
    if panel.field is None and not panel.y.logarithmic and panel.y.low < 0 < panel.y.high:
        yield True, ((frame.left, frame.y(0.0)), (frame.right, frame.y(0.0)))


def _marks(svg: Svg, frame: Frame) -> None:
    """Draw marks; what is written at them stands above the frame, each on a line of its own."""
    for k, mark in enumerate(frame.panel.marks):
        x, y = frame.x(mark.x), frame.top - 8 - ROW * k
        svg.line((x, y - 10), (x, frame.bottom), "mark")
        right = x > (frame.left + frame.right) / 2
        svg.text(x - 6 if right else x + 6, y, mark.label, "ink small", "end" if right else "start")


def _line(svg: Svg, frame: Frame, line: Line) -> None:
    panel = frame.panel
    for shown, run in groupby(line.points, lambda point: panel.x.holds(point[0]) and panel.y.holds(point[1])):
        places = thinned([frame.point(point) for point in run]) if shown else []
        if len(places) > 1:
            svg.path(places, "line s%d" % (line.style % STYLES), _dash(line.style))
        if len(places) == 1 or (places and line.ends):
            svg.marker(line.style, places[-1][0], places[-1][1], 5)
        if places and line.ends:
            svg.ring(places[0][0], places[0][1], 5, "border")


def thinned(places: List[Tuple[float, float]]) -> List[Tuple[float, float]]:
    """Leave out what nobody sees of a course to the right: of many points in one pixel, all but the first, the outermost and the last.

    Example:
        >>> thinned([(0.0, 1.0), (0.1, 5.0), (0.2, 2.0), (0.3, 3.0), (2.0, 0.0)])
        [(0.0, 1.0), (0.1, 5.0), (0.3, 3.0), (2.0, 0.0)]
    """
    kept: List[Tuple[float, float]] = []
    for _, run in groupby(places, lambda place: int(place[0])):
        group = list(run)
        heights = [y for _, y in group]
        ends = {0, heights.index(min(heights)), heights.index(max(heights)), len(group) - 1}
        kept += [group[k] for k in sorted(ends)]
    return kept


def _dots(svg: Svg, frame: Frame, dots: Dots) -> None:
    size = 5.0 if len(dots.points) <= 200 else 3.6
    for point in dots.points:
        x, y = frame.point(point)
        svg.marker(dots.style, x, y, size)
    for point in dots.wrong:
        x, y = frame.point(point)
        svg.ring(x, y, size + 4, "wrong")


def _field(svg: Svg, frame: Frame, field: Field) -> None:
    """Draw the cells, neighbours that look the same as one rectangle, and the lines."""
    height = frame.height / len(field.cells)
    for row, cells in enumerate(field.cells):
        width = frame.width / len(cells)
        column = 0
        for (style, strength), run in groupby(cells):
            count = len(list(run))
            if strength > 0:
                place = (frame.left + width * column, frame.top + height * row, width * count, height)
                svg.box(*place, "cell f%d" % (style % STYLES), strength)
            column += count
    svg.segments([(frame.point(a), frame.point(b)) for a, b in field.levels], "axis")
    svg.segments([(frame.point(a), frame.point(b)) for a, b in field.borders], "border")

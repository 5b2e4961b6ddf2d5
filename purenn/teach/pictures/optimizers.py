"""The picture of how optimizers go down a surface, all from the same place."""

from __future__ import annotations

from copy import deepcopy
from math import isfinite
from typing import Any, Callable, List, Sequence, Tuple

from ... import optimizers as kinds
from .boundary import CELLS
from .chart import Chart, Field, Line, Panel, Point, Segment
from .contour import contour
from .labels import counted, short_number
from .scales import Scale, spread

BANDS = 9  # heights are drawn in so many bands
SURFACE_STYLE = 5  # grey: the colours are for the paths
DIFFERENCE = 1e-5


def valley(x: float, y: float) -> float:
    """Return the height of a long valley: steep across, nearly flat along; its lowest place is (0, 0).

    Formula:  height = 0.05 * x * x + y * y
    Example:
        >>> valley(2.0, 1.0)
        1.2
    """
    return 0.05 * x * x + y * y


def plot_optimizers(
    optimizers: Any = None, surface: Callable[[float, float], float] = valley, start: Sequence[float] = (-8.0, 2.0), steps: int = 60
) -> Chart:
    """Draw the paths of several optimizers on a surface, a function of two numbers, after the same number of steps.

    `optimizers` is a dictionary of names, or a list; without it SGD, momentum, RMSProp and Adam go down a long valley. They start as
    if new, and are not changed. The slopes are differences of the surface's heights.

    Errors:   ValueError  there is no optimizer, the start is no pair of numbers, or the surface is not finite there
    Example:
        >>> [line.name for line in plot_optimizers([kinds.SGD(0.5)], steps=3).panels[0].lines]
        ['SGD(0.5): 2.35']
    """
    named = _named(optimizers)
    if not isinstance(steps, int) or steps < 1:
        raise ValueError("plot_optimizers expects a whole number of steps of at least 1, but got %r" % (steps,))
    if len(start) != 2 or not isfinite(surface(*start)):
        raise ValueError("plot_optimizers expects a start of two numbers where the surface has a finite height, but got %r" % (start,))
    paths = [(name, path_of(optimizer, surface, start, steps)) for name, optimizer in named]
    lines = []
    for style, (name, path) in enumerate(paths):
        left = "" if len(path) > steps else ", gone after %s" % counted(len(path), "step")
        lines.append(Line("%s: %s%s" % (name, short_number(surface(*path[-1])), left), path, style, ends=True))
    x, y = _around([point for _, path in paths for point in path], start)
    panel = Panel(x, y, "x", "y", lines, field=_field(surface, x, y))
    notes = ["%s down from the ring, and the height reached." % counted(steps, "step").capitalize(), "The fainter the ground, the lower; lines join places of one height."]
    return Chart("Paths of optimizers", notes, [panel])


def _named(optimizers: Any) -> List[Tuple[str, Any]]:
    if optimizers is None:
        momentum = kinds.SGD(0.3, momentum=0.8)
        optimizers = {"SGD": kinds.SGD(0.9), "momentum": momentum, "RMSProp": kinds.RMSProp(0.2), "Adam": kinds.Adam(0.4)}
    pairs = list(optimizers.items()) if isinstance(optimizers, dict) else [(repr(o), o) for o in optimizers]
    if not pairs or not all([isinstance(optimizer, kinds.Optimizer) for _, optimizer in pairs]):
        raise ValueError("plot_optimizers expects a list or a dictionary of optimizers, such as [nn.SGD(0.1), nn.Adam(0.1)], but got %r" % (optimizers,))
    return pairs


def path_of(optimizer: Any, surface: Callable[[float, float], float], start: Sequence[float], steps: int) -> List[Point]:
    """Return where an optimizer goes, the start first; it ends early where the ground is no longer finite."""
    values = [float(start[0]), float(start[1])]
    path = [(values[0], values[1])]
    optimizer = deepcopy(optimizer)  # the caller's own may be in the middle of a training
    optimizer.forget()
    for _ in range(steps):
        optimizer.step([(values, slopes(surface, values))])
        if not all(map(isfinite, values)) or max(map(abs, values)) > 1e6 or not isfinite(surface(*values)):
            break
        path.append((values[0], values[1]))
    return path


def slopes(surface: Callable[[float, float], float], place: Sequence[float]) -> List[float]:
    """Return the slopes of a surface in both directions, from heights a little to either side.

    Example:
        >>> [round(slope, 6) for slope in slopes(valley, [2.0, 1.0])]
        [0.2, 2.0]
    """
    x, y = place
    dx, dy = DIFFERENCE * max(1.0, abs(x)), DIFFERENCE * max(1.0, abs(y))
    return [(surface(x + dx, y) - surface(x - dx, y)) / (2 * dx), (surface(x, y + dy) - surface(x, y - dy)) / (2 * dy)]


def _around(points: Sequence[Point], start: Sequence[float]) -> Tuple[Scale, Scale]:
    """Return scales that hold the paths; one that flies far away is cut, so that the others are still seen."""
    reach = 3 * max(1.0, abs(start[0]), abs(start[1]))
    near = [point for point in points if max(map(abs, point)) <= reach]
    return spread([x for x, _ in near], 0.12), spread([y for _, y in near], 0.15)


def _field(surface: Callable[[float, float], float], x: Scale, y: Scale) -> Field:
    """Return the heights in bands: the root of the height over the lowest, so that the floor has bands too."""
    middles = [(k + 0.5) / CELLS for k in range(CELLS)]
    xs, ys = [x.value(place) for place in middles], [y.value(1 - place) for place in middles]
    heights = [[surface(a, b) for a in xs] for b in ys]
    finite = [h for row in heights for h in row if isfinite(h)]
    lowest, highest = min(finite), max(finite)
    size = (highest - lowest) or 1.0
    bands = [[BANDS if not isfinite(h) else ((h - lowest) / size) ** (1 / 3) * BANDS for h in row] for row in heights]
    cells = [[(SURFACE_STYLE, round(0.3 * min(BANDS, int(band)) / BANDS, 2)) for band in row] for row in bands]
    levels: List[Segment] = [line for k in range(1, BANDS) for line in contour(bands, xs, ys, float(k))]
    return Field(cells, levels=levels, ground=True)

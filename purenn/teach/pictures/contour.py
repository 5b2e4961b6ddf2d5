"""Contours: where a function of the plane, known at the points of a grid, has a certain value."""

from __future__ import annotations

from typing import List, Sequence, Tuple

Point = Tuple[float, float]
Segment = Tuple[Point, Point]


def contour(values: Sequence[Sequence[float]], xs: Sequence[float], ys: Sequence[float], level: float) -> List[Segment]:
    """Return short lines where values[row][column], at (xs[column], ys[row]), passes through the level.

    Each square between four points is cut in two triangles; a triangle is crossed by one line, or by none.

    Example:
        >>> contour([[0.0, 2.0], [0.0, 2.0]], [0.0, 1.0], [0.0, 1.0], 1.0)
        [((0.5, 0.0), (0.5, 0.5)), ((0.5, 0.5), (0.5, 1.0))]
    """
    found: List[Segment] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
            points = [(xs[c], ys[r], values[r][c] - level) for c, r in corners]
            if min([p[2] for p in points]) < 0 <= max([p[2] for p in points]):
                found += _across(points[0], points[1], points[2]) + _across(points[0], points[2], points[3])
    return found


def _across(*corners: Tuple[float, float, float]) -> List[Segment]:
    """Return the line across a triangle of (x, y, height), at height 0."""
    crossings = []
    for (x, y, height), (x2, y2, height2) in zip(corners, corners[1:] + corners[:1]):
        if (height < 0) != (height2 < 0):
            share = height / (height - height2)
            crossings.append((x + share * (x2 - x), y + share * (y2 - y)))
    return [(crossings[0], crossings[1])] if len(crossings) == 2 else []

"""Central differences: the slope that is really there, measured on both sides.

The step is always the one that was really taken, after rounding; on fractions it is exact.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, Iterable, List

from ..gradcheck import bends
from .tolerances import DIFFERENCE_ABSOLUTE, DIFFERENCE_RELATIVE, STEP, assert_near, is_near

Rows = List[List[Any]]


def central_difference(f: Callable[[Any], Any], x: Any, h: Any = None) -> Any:
    """Return the slope of f at x from two values around it; exact where x is a Fraction and f quadratic.

    The step is the one that was really taken: the rounded x + h minus the rounded x - h.
    """
    if h is None:
        h = Fraction(1, 1024) if isinstance(x, Fraction) else STEP * max(1.0, abs(x))
    above, below = x + h, x - h
    return (f(above) - f(below)) / (above - below)


def is_the_slope(said: Any, slopes: Iterable[Any], scale: float = 1.0) -> bool:
    """Tell whether a gradient agrees with one of the slopes measured by smaller and smaller steps, or bends right there: see `gradcheck`."""
    errors = []
    for slope in slopes:
        if is_near(said, slope, DIFFERENCE_RELATIVE, DIFFERENCE_ABSOLUTE * scale):
            return True
        errors.append(abs(said - slope))
    return len(errors) >= 3 and bends(errors[:3])


def numeric_gradient(f: Callable[[Rows], Any], rows: Rows) -> Rows:
    """Return the central difference of the number f(rows) with respect to each element of the rows."""
    return by_element(rows, lambda changed, x: central_difference(lambda v: f(changed(v)), x))


def by_element(rows: Rows, measure: Callable[[Callable[[Any], Rows], Any], Any]) -> Rows:
    """Return measure(changed, x) for each element x, where changed(v) is a copy of the rows with v in its place."""

    def changed_at(s: int, j: int) -> Callable[[Any], Rows]:
        return lambda v: [[v if (r, c) == (s, j) else x for c, x in enumerate(row)] for r, row in enumerate(rows)]

    return [[measure(changed_at(s, j), x) for j, x in enumerate(row)] for s, row in enumerate(rows)]


def assert_gradient(gradient: Rows, f: Callable[[Rows], Any], rows: Rows, scale: float = 1.0) -> None:
    """Compare a gradient with the central differences of f at rows; it must have the shape of the rows."""
    lengths, expected = [len(row) for row in gradient], [len(row) for row in rows]
    if lengths != expected:
        raise AssertionError("the gradient has rows of %s numbers, and what it belongs to has %s" % (lengths, expected))
    assert_near(gradient, numeric_gradient(f, rows), DIFFERENCE_RELATIVE, DIFFERENCE_ABSOLUTE * max(1.0, abs(scale)))

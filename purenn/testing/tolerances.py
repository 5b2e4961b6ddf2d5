"""How near is near enough: every tolerance of the laws and of the project's own tests stands here.

Where numbers are exact, there is no tolerance: see `exact`.
"""

from __future__ import annotations

from typing import Any, List

from ..shapes import is_finite

STEP = 2.0**-17  # of a central difference, times max(1, |x|): near the cube root of the precision
DIFFERENCE_RELATIVE = 1e-5  # a gradient against its central difference
DIFFERENCE_ABSOLUTE = 1e-8  # the same, times the largest number at hand
TIGHT_RELATIVE = 1e-9  # against another formula in floats, or dual numbers
TIGHT_ABSOLUTE = 1e-12
ORACLE_RELATIVE = 1e-14  # against decimal with 50 digits: a few units in the last place of a double
SMALLEST = 2.0**-1022  # the smallest normal double; what is smaller has fewer digits
LIMIT = 1e100  # laws of robustness go so far: a square, and a cube, of it is a number still
MOST_SKIPPED = 3  # how many numbers may be skipped at kinks for each that is compared: in few cases of a layer of many kinks, it may be two
KINK = 1e-3  # how far the slopes on both sides of a point differ where there is a kink, relative to the larger


def flat(m: Any) -> List[Any]:
    """Return all numbers of a number, a row, a matrix or deeper lists in one list."""
    return [v for part in m for v in flat(part)] if isinstance(m, (list, tuple)) else [m]


def is_near(a: Any, b: Any, relative: float = TIGHT_RELATIVE, absolute: float = TIGHT_ABSOLUTE) -> bool:
    """Tell whether two numbers agree; NaN agrees with nothing, and infinity with nothing but itself."""
    return bool(a == b or (is_finite(a - b) and abs(a - b) <= relative * max(abs(a), abs(b)) + absolute))


def are_near(a: Any, b: Any, relative: float = TIGHT_RELATIVE, absolute: float = TIGHT_ABSOLUTE) -> bool:
    """Tell whether two numbers, rows or matrices agree element by element; the absolute part grows with the largest."""
    first, second = flat(a), flat(b)
    scale = max([1.0] + [abs(float(v)) for v in first + second if is_finite(v)])  # else one infinity makes all near
    return len(first) == len(second) and all([is_near(x, y, relative, absolute * scale) for x, y in zip(first, second)])


def assert_near(a: Any, b: Any, relative: float = TIGHT_RELATIVE, absolute: float = TIGHT_ABSOLUTE) -> None:
    """Demand what `are_near` tells."""
    if not are_near(a, b, relative, absolute):
        raise AssertionError("%r and %r should be equal but for rounding" % (a, b))

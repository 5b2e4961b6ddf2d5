"""Numbers as a page prints them: so many digits after the point, and no zeros at the end."""

from __future__ import annotations

from typing import Any

LARGE = 1e7  # from here on a number is written with a power of ten, as are very small ones


def numeral(value: Any, digits: int) -> str:
    """Write a number with at most so many digits after the point.

    A number so small that fewer than four of its own digits would be left is written with `digits` of them instead.

    Example:
        >>> numeral(0.35000000000000003, 6), numeral(2.0, 6), numeral(-0.0, 6)
        ('0.35', '2', '0')
        >>> numeral(0.0004385677, 9), numeral(0.0000004385677, 4), numeral(1234567890.5, 3)
        ('0.000438568', '4.386e-07', '1.23e+09')
    """
    number = float(value)
    if number == int_of(number) and abs(number) < LARGE:
        return "%d" % number
    if least_fixed(digits) <= abs(number) < LARGE:
        text = "%.*f" % (digits, number)
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "%.*g" % (digits, number)


def least_fixed(digits: int) -> float:
    """Return the smallest number that is written with a fixed number of digits after the point."""
    return float(10.0 ** min(-1, 3 - digits))


def int_of(number: float) -> Any:
    """Return the whole part of a number; NaN and infinity have none."""
    return int(number) if abs(number) < float("inf") else None

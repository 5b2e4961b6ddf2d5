"""Scales: where a number stands between two ends, and the round numbers that are marked on the way."""

from __future__ import annotations

from math import ceil, floor, isfinite, log10
from typing import Iterable, List, NamedTuple, Tuple

DECADES = 1.5  # a loss that spans more powers of ten than this is drawn on a logarithmic scale


class Scale(NamedTuple):
    """A scale from `low` to `high`; on a logarithmic one equal steps are equal factors.

    Example:
        >>> Scale(0.0, 10.0).place(2.5), Scale(0.01, 1.0, logarithmic=True).place(0.1)
        (0.25, 0.5)
    """

    low: float
    high: float
    logarithmic: bool = False
    whole: bool = False  # whether only whole numbers are marked, such as those of epochs

    def place(self, value: float) -> float:
        """Return where a value stands: 0 at the low end, 1 at the high one."""
        if self.logarithmic:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)

    def holds(self, value: float) -> bool:
        """Tell whether a value can be shown: it is finite and lies between the ends."""
        return isfinite(value) and self.low <= value <= self.high

    def value(self, place: float) -> float:
        """Return the value at a place, the inverse of `place`."""
        if self.logarithmic:
            return float(10 ** (log10(self.low) + place * (log10(self.high) - log10(self.low))))
        return self.low + place * (self.high - self.low)

    def ticks(self, most: int = 6) -> List[Tuple[float, str]]:
        """Return round numbers between the ends, each with its label; about as many as `most` at the most.

        Example:
            >>> Scale(0.0, 1.0).ticks()
            [(0.0, '0.0'), (0.2, '0.2'), (0.4, '0.4'), (0.6, '0.6'), (0.8, '0.8'), (1.0, '1.0')]
            >>> [label for _, label in Scale(0.002, 3.0, logarithmic=True).ticks()]
            ['0.01', '0.1', '1']
        """
        return self._powers(most) if self.logarithmic else self._steps(most)

    def _steps(self, most: int) -> List[Tuple[float, str]]:
        step, decimals = round_step((self.high - self.low) / max(1, most - 1), self.whole)
        nudge = 1e-9 * (self.high - self.low) / step  # so that rounding does not lose the tick at an end
        first, last = ceil(self.low / step - nudge), floor(self.high / step + nudge)
        values = [round(k * step, decimals + 2) + 0.0 for k in range(first, last + 1)]
        large = max(abs(self.low), abs(self.high)) >= 1e6
        return [(value, "%g" % value if large else "%.*f" % (decimals, value)) for value in values]

    def _powers(self, most: int) -> List[Tuple[float, str]]:
        first, last = floor(log10(self.low)), ceil(log10(self.high))
        every = max(1, -(-(last - first) // most))
        factors = (1, 2, 5) if log10(self.high / self.low) < 2 else (1,)
        values = [float("%de%d" % (factor, k)) for k in range(first, last + 1) if k % every == 0 for factor in factors]
        return [(value, "%g" % value) for value in values if self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)]


def round_step(least: float, whole: bool = False) -> Tuple[float, int]:
    """Return the smallest step of 1, 2 or 5 and zeros that is not below `least`, and how many decimals it has.

    Example:
        >>> round_step(0.17), round_step(3.0), round_step(0.2, whole=True)
        ((0.2, 1), (5.0, 0), (1.0, 0))
    """
    least = max(least, 1.0) if whole else least
    power = floor(log10(least) + 1e-9)
    for factor, exponent in ((1, power), (2, power), (5, power), (1, power + 1)):
        step = float("%de%d" % (factor, exponent))
        if step >= least * (1 - 1e-9):
            break
    return step, max(0, -exponent)


def spread(values: Iterable[float], margin: float = 0.06) -> Scale:
    """Return a linear scale that holds all values, with a margin at both ends.

    Example:
        >>> spread([0.0, 10.0], 0.1)
        Scale(low=-1.0, high=11.0, logarithmic=False, whole=False)
        >>> spread([2.0])
        Scale(low=1.0, high=3.0, logarithmic=False, whole=False)
    """
    finite = [value for value in values if isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    flat = high - low <= 1e-12 * max(abs(low), abs(high))
    room = (abs(low) / 2 or 1.0) if flat else margin * (high - low)
    return Scale(low - room, high + room)


def loss_scale(values: Iterable[float]) -> Scale:
    """Return a scale for losses: logarithmic where they span decades and none is 0, else one that starts at 0 or just below the lowest.

    Example:
        >>> loss_scale([0.5, 0.25])
        Scale(low=0.0, high=0.53, logarithmic=False, whole=False)
        >>> loss_scale([0.9, 0.001]).logarithmic
        True
    """
    finite = [value for value in values if isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    if low > 0 and log10(high / low) > DECADES:
        return Scale(low / 1.15, high * 1.15, logarithmic=True)
    if low < 0 or low > 0.7 * high:
        return spread(finite)
    return Scale(0.0, high * 1.06 if high > 0 else 1.0)

"""Exact numbers through the real code: fractions, and dual numbers, whose second half is the exact derivative.

What is exact is compared with ==, and nothing hides in a tolerance. A network of `RATIONAL` activations
calculates exactly when its weights are fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable

from ..activations import Identity
from ..layer import Activation
from .differences import Rows, by_element


def as_fractions(m: Any) -> Any:
    """Turn numbers, rows, matrices and deeper lists of floats into exact fractions."""
    return [as_fractions(v) for v in m] if isinstance(m, (list, tuple)) else Fraction(m)


def are_fractions(m: Any) -> bool:
    """Tell whether nothing in m has been rounded: integers and fractions only."""
    return all([are_fractions(v) for v in m]) if isinstance(m, (list, tuple)) else isinstance(m, (int, Fraction))


def exact(network: Any) -> Any:
    """Return the same network with fractions for everything it has learnt: whatever it calculates without a root or a power is then exact."""
    for values in network.values():
        values[:] = as_fractions(values)
    return network


class Dual:
    """a + b * e with e * e = 0: b is the exact derivative of whatever is calculated.

    Source:   W. Clifford, Preliminary Sketch of Biquaternions, 1873; here over fractions
    """

    def __init__(self, value: Any, slope: Any = 0) -> None:
        self.value, self.slope = value, slope

    def __add__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other: Any) -> Dual:
        other = dual(other)
        quotient = Fraction(self.value) / other.value
        return Dual(quotient, (self.slope - quotient * other.slope) / Fraction(other.value))

    __radd__ = __add__
    __rmul__ = __mul__

    def __pow__(self, power: int) -> Dual:
        if not isinstance(power, int) or power < 0:
            return NotImplemented  # only whole powers of a fraction are fractions
        return self * self ** (power - 1) if power else Dual(1)

    def __neg__(self) -> Dual:
        return self * -1

    def __pos__(self) -> Dual:
        return self

    def __sub__(self, other: Any) -> Dual:
        return self + -dual(other)

    def __rsub__(self, other: Any) -> Dual:
        return dual(other) - self

    def __rtruediv__(self, other: Any) -> Dual:
        return dual(other) / self

    def __abs__(self) -> Dual:
        return -self if self.value < 0 else self

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < dual(other).value)

    def __le__(self, other: Any) -> bool:
        return bool(self.value <= dual(other).value)

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > dual(other).value)

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= dual(other).value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Dual, int, Fraction, float)) and bool(self.value == dual(other).value)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Dual(%s, %s)" % (self.value, self.slope)


def dual(x: Any) -> Dual:
    """Return x as a dual number; a plain number does not change."""
    return x if isinstance(x, Dual) else Dual(x)


def derivatives(f: Callable[[Rows], Any], rows: Rows) -> Rows:
    """Return the exact derivative of the number f(rows) with respect to each element, by dual numbers."""
    return by_element(rows, lambda changed, x: dual(f(changed(Dual(x, 1)))).slope)


class Softsign(Activation):
    """z / (1 + |z|): rational, so fractions stay exact; its slope at z and at a differ."""

    def function(self, z: Any) -> Any:
        return z / (1 + abs(z))

    def derivative(self, z: Any) -> Any:
        return 1 / ((1 + abs(z)) * (1 + abs(z)))


class Bell(Activation):
    """1 / (1 + z * z): rational, smooth everywhere."""

    def function(self, z: Any) -> Any:
        return 1 / (1 + z * z)

    def derivative(self, z: Any) -> Any:
        return -2 * z / ((1 + z * z) * (1 + z * z))


RATIONAL = (Softsign, Bell, Identity)

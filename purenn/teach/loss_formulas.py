"""The formulas of the losses of single numbers: what one output a adds for its target y, and how that changes with a."""

from __future__ import annotations

from typing import Any, Callable, Dict, NamedTuple

from ..element_losses import MAE, MSE, SSE, Hinge, Huber
from ..losses import BCE, TINY
from .atoms import Atom, Expression, Number
from .expressions import Call, Choice, Negative, Power, Product, Quotient, Sum, difference
from .places import Place, place

ONE, TWO, ZERO = Number(1), Number(2), Number(0)


class LossFormula(NamedTuple):
    """The point and the slope of an ElementLoss, for one a and y; each with its place."""

    point: Callable[[Any, Atom, Atom], Expression]
    point_place: Place
    slope: Callable[[Any, Atom, Atom], Expression]
    slope_place: Place


def _squared(loss: Any, a: Atom, y: Atom) -> Expression:
    return Power(difference(a, y), TWO)


def _twice(loss: Any, a: Atom, y: Atom) -> Expression:
    return Product([TWO, difference(a, y)])


def _huber(loss: Any, a: Atom, y: Atom) -> Expression:
    delta, distance = Number(loss.delta), Call("abs", difference(a, y))
    if abs(a.number - y.number) <= loss.delta:
        return Quotient(Power(difference(a, y), TWO), TWO)
    return Product([delta, difference(distance, Quotient(delta, TWO))])


def _huber_slope(loss: Any, a: Atom, y: Atom) -> Expression:
    d = a.number - y.number
    return Number(loss.delta) if d > loss.delta else Number(-loss.delta) if d < -loss.delta else difference(a, y)


def _bce(loss: Any, a: Atom, y: Atom) -> Expression:
    # A probability of exactly 0 or 1 stands for one too near to it to write down.
    yes = Call("log", a if a.number else Number(TINY))
    no = Call("log", difference(ONE, a) if a.number != 1 else Number(TINY))
    return Negative(Sum([Product([y, yes]), Product([difference(ONE, y), no])]))


def _bce_slope(loss: Any, a: Atom, y: Atom) -> Expression:
    rest = difference(ONE, a) if 1 - a.number >= TINY else Number(TINY)
    return difference(Quotient(difference(ONE, y), rest), Quotient(y, a if a.number >= TINY else Number(TINY)))


def logit_bce(z: Atom, y: Atom) -> Expression:
    """Return binary cross-entropy from the number before the sigmoid."""
    return Sum([Call("max", z, ZERO), Negative(Product([z, y])), Call("log1p", Call("exp", Negative(Call("abs", z))))])


_SQUARES = LossFormula(_squared, place(MSE.point, "(a - y) * (a - y)"), _twice, place(MSE.slope, "2 * (a - y)"))

FORMULAS: Dict[Any, LossFormula] = {
    MSE: _SQUARES,
    SSE: _SQUARES,
    MAE: LossFormula(
        lambda loss, a, y: Call("abs", difference(a, y)),
        place(MAE.point, "abs(a - y)"),
        lambda loss, a, y: Choice(ONE, a, ">", y, Choice(Number(-1), a, "<", y, ZERO)),
        place(MAE.slope, "1 if a > y else -1 if a < y else a - y"),
    ),
    Huber: LossFormula(
        _huber,
        place(Huber.point, "d * d / 2 if d <= self.delta else self.delta * (d - self.delta / 2)"),
        _huber_slope,
        place(Huber.slope, "self.delta if d > self.delta else -self.delta if d < -self.delta else d"),
    ),
    Hinge: LossFormula(
        lambda loss, a, y: Call("max", ZERO, difference(ONE, Product([y, a]))),
        place(Hinge.point, "0 if y * a >= 1 else 1 - y * a"),
        lambda loss, a, y: Choice(Negative(y), Product([y, a]), "<", ONE, ZERO),
        place(Hinge.slope, "0 if y * a >= 1 else -y if y * a < 1 else y * a"),
    ),
    BCE: LossFormula(
        _bce,
        place(BCE.point, "-(y * _log(a) + (1 - y) * _log_of_rest(a))"),
        _bce_slope,
        place(BCE.slope, "(1 - y) / max(1 - a, TINY) - y / max(a, TINY)"),
    ),
}

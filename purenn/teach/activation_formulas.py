"""The formulas of the activations: a in terms of z, and the slope da/dz, each with the line that computes it."""

from __future__ import annotations

from typing import Any, Callable, Dict, NamedTuple

from .. import activations, functions
from ..activations import Identity, LeakyReLU, ReLU, Sigmoid, Step, Tanh
from .atoms import Expression, Number, Symbol
from .expressions import Call, Choice, Negative, Product, Quotient, Sum, difference
from .places import Place, place

ONE, ZERO = Number(1), Number(0)


class Formula(NamedTuple):
    """What an activation does, in a sentence; its formula and its place, for one z; its slope and the place of that."""

    sentence: str
    value: Callable[[Any, Symbol], Expression]
    value_place: Callable[[Any], Place]
    slope: Callable[[Any, Symbol, Symbol], Expression]
    slope_place: Callable[[Any], Place]


def _sigmoid(layer: Any, z: Symbol) -> Expression:
    # As the code has it: exp never sees a positive number.
    if z.number >= 0:
        return Quotient(ONE, Sum([ONE, Call("exp", Negative(z))]))
    return Quotient(Call("exp", z), Sum([ONE, Call("exp", z)]))


FORMULAS: Dict[Any, Formula] = {
    Sigmoid: Formula(
        "The sigmoid squeezes each sum into the range from 0 to 1.",
        _sigmoid,
        lambda z: place(functions.sigmoid, "1 / (1 + exp(-z))" if z >= 0 else "e / (1 + e)"),
        lambda layer, z, a: Product([a, difference(ONE, a)]),
        lambda z: place(activations.Sigmoid.slopes, "a * (1 - a)"),
    ),
    Tanh: Formula(
        "tanh squeezes each sum into the range from -1 to 1.",
        lambda layer, z: Call("tanh", z),
        lambda z: place(activations.Tanh.predict, "list(map(math.tanh, row))"),
        lambda layer, z, a: difference(ONE, Product([a, a])),
        lambda z: place(activations.Tanh.slopes, "1 - a * a"),
    ),
    ReLU: Formula(
        "ReLU lets positive numbers through and stops the others.",
        lambda layer, z: Call("max", z, ZERO),
        lambda z: place(activations.ReLU.predict, "0 if z <= 0 else z"),
        lambda layer, z, a: Choice(ONE, z, ">", ZERO, ZERO),
        lambda z: place(activations.ReLU.slopes, "0 if z <= 0 else 1"),
    ),
    LeakyReLU: Formula(
        "Leaky ReLU lets positive numbers through, and a small part of the others.",
        lambda layer, z: Choice(z, z, ">", ZERO, Product([Number(layer.slope), z])),
        lambda z: place(functions.leaky_relu, "slope * z if z <= 0 else z"),
        lambda layer, z, a: Choice(ONE, z, ">", ZERO, Number(layer.slope)),
        lambda z: place(functions.leaky_relu_derivative, "slope if z <= 0 else 1"),
    ),
    Identity: Formula(
        "The identity passes each number on as it is.",
        lambda layer, z: z,
        lambda z: place(activations.Identity.function, "z"),
        lambda layer, z, a: ONE,
        lambda z: place(functions.identity_derivative, "1"),
    ),
    Step: Formula(
        "The step answers 1 from 0 on, and 0 below.",
        lambda layer, z: Choice(ONE, z, ">=", ZERO, ZERO),
        lambda z: place(functions.step, "1 if z >= 0 else 0"),
        lambda layer, z, a: ZERO,
        lambda z: place(functions.step_derivative, "0"),
    ),
}

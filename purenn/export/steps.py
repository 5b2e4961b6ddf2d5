"""The steps of `predict`, which are the same in every language: what is called, and the rows of numbers that it takes."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..activations import Softmax
from .model import Model

PLAIN = {"Sigmoid": "sigmoid", "Tanh": "tanh", "ReLU": "relu", "Step": "step", "Softmax": "softmax"}


class Step(NamedTuple):
    """One call: its kind, which is that of the layer, the function's name, and its numbers with a name and a comment for them."""

    kind: str
    function: str
    layer: Any
    constant: str = ""
    meaning: str = ""
    rows: list[list[float]] = []

    @property
    def comment(self) -> str:
        """Say what the constant holds."""
        return "%r: %s" % (self.layer, self.meaning)


def steps_of(model: Model) -> list[Step]:
    """Return the steps of a model, in their order; a network that does nothing has none."""
    steps = [_step(layer, "LAYER_%d" % i) for i, layer in enumerate(model.network.layers)]
    return [step for step in steps if step.function]


def _step(layer: Any, name: str) -> Step:
    kind = type(layer).__name__
    if kind in PLAIN:
        return Step(kind, PLAIN[kind], layer)
    if kind == "LeakyReLU":
        return Step(kind, "leaky_relu", layer)
    if kind == "Scaler" and is_uniform(layer):
        return Step("uniform", "scale_alike", layer)
    if kind == "Scaler":
        return Step(kind, "scale", layer, name, "shifts, then scales", [layer.shift, layer.scale])
    if kind == "BatchNorm":
        return Step(kind, "normalise", layer, name, "means, then gains, then shifts", [layer.mean, layer.gain, layer.shift])
    if kind == "Dense":
        rows = [[bias, *row] for bias, row in zip(layer.biases, layer.weights)]
        return Step(kind, "dense", layer, name, "for every output its bias and its weights", rows)
    return _integer_step(layer, kind, name)


def _integer_step(layer: Any, kind: str, name: str) -> Step:
    """Return a step of a network in 8 bits; what does nothing becomes a step without a function."""
    if kind == "IntegerDense":
        return Step(kind, "dense", layer, name, "weights in 8 bits, then for every output a scale and a bias", [layer.scales, layer.biases])
    if kind == "Levels" and len(layer.lows) > 1:
        return Step(kind, "levels_of_each", layer, name, "the smallest number of every input, and its levels in 1", [layer.lows, layer.factors])
    return Step("levels", "levels", layer) if kind == "Levels" else Step(kind, "clamp" if kind == "Clamp" else "", layer)


def is_uniform(scaler: Any) -> bool:
    """Tell whether all inputs are scaled alike, by numbers that every language reads exactly."""
    pairs = set(zip(scaler.shift, scaler.scale))
    return len(pairs) == 1 and all(number == int(number) and abs(number) < 2**24 for number in next(iter(pairs)))


def nested(calls: list[str]) -> list[str]:
    """Put each activation around the sums that it is for; what is left are values that x takes one after the other.

    Example:
        >>> nested(["scale(x, A)", "dense(x, B)", "tanh(x)"])
        ['scale(x, A)', 'tanh(dense(x, B))']
        >>> nested(["dense(x, A)", "[v / 2.0 for v in x]"])
        ['dense(x, A)', '[v / 2.0 for v in x]']
    """
    values: list[str] = []
    for call in calls:
        # A scaling of all inputs alike is written without a function, and names x elsewhere.
        if values and values[-1].startswith("dense(") and "(x" in call and not call.startswith(("dense(", "normalise(", "levels")):
            call = call.replace("(x", "(" + values.pop(), 1)
        values.append(call)
    return values


def used(functions: Any, steps: list[Step]) -> list[str]:
    """Return the kinds of which a file needs the function, in the order of the table of functions."""
    kinds = {step.kind for step in steps}
    kinds |= {"Clamp"} if kinds & {"Levels", "levels"} else set()
    return [kind for kind in functions if kind in kinds]


def counted(model: Model) -> str:
    """Say how many inputs predict takes."""
    return "%d input%s" % (model.inputs, "" if model.inputs == 1 else "s")


def result(model: Model) -> str:
    """Say what predict returns."""
    return "the probabilities of the classes" if type(model.network.layers[-1]) is Softmax else "the outputs"

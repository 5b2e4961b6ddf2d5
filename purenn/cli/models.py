"""Saved models: load one and say what its outputs mean."""

from __future__ import annotations

import os
from typing import Any, Sequence

from ..activations import Sigmoid, Softmax
from ..data.targets import probability, threshold
from ..loading import load
from ..metrics import classes
from ..network import Network
from ..packed import PackedNetwork
from ..shapes import ShapeError, is_finite
from .errors import UsageError

FAR = "its inputs are far outside of what was trained on"


def load_model(path: str) -> Network:
    """Load a model.

    Errors:   UsageError   there is no such file
              FormatError  the file is no whole and sound model
    """
    if os.path.isdir(path):
        raise UsageError("%s is a folder, not a model" % path)
    if not os.path.exists(path):
        raise UsageError("there is no file %s" % path)
    network: Network = load(path)
    return network


def load_float_model(path: str) -> Network:
    """Load a model; where it calculates in whole numbers, which have no slope, give the network that does the same in floats.

    Errors:   as load_model has them
    """
    from ..export.inference import in_floats  # here, for the writers of source come with it, which other commands do not need

    loaded: Any = load_model(path)
    network: Network = in_floats(loaded) if isinstance(loaded, PackedNetwork) else loaded
    return network


def is_classifier(network: Network) -> bool:
    """Tell whether the outputs are classes: the model names some, or its last layer gives probabilities."""
    return bool(network.class_names) or gives_probabilities(network)


def gives_probabilities(network: Network) -> bool:
    """Tell whether the outputs are probabilities; those of a model for SoftmaxCrossEntropy or Hinge, say, are not."""
    return isinstance(network.layers[-1], (Sigmoid, Softmax))


def cut_note(network: Network, model: str) -> str:
    """Say from where on one output is the second class; nothing where it is a probability, of which everybody knows."""
    if network.outputs != 1 or not network.class_names or gives_probabilities(network):
        return ""
    return "note: the output of %s is no probability: class %s from %.6g on" % (model, network.class_names[1], threshold(network))


def predicted(network: Network, X: Sequence[Sequence[float]]) -> list[list[float]]:
    """Predict in parts of a hundred rows, so that an error can say where.

    Errors:   UsageError  an output is no finite number, or the inputs are beyond the whole numbers of a packed model
    """
    outputs: list[Any] = []
    for start in range(0, len(X), 100):
        outputs += _predicted_part(network, X[start : start + 100], start + 1)
        for s, row in enumerate(outputs[start:], start + 1):
            if not all(map(is_finite, row)):
                raise UsageError("the network's answer to row %d is no longer a finite number: %s" % (s, FAR))
    return outputs


def _predicted_part(network: Any, part: Sequence[Sequence[float]], first: int) -> list[list[float]]:
    try:
        return list(network.predict(part))
    except (OverflowError, ValueError) as error:
        if isinstance(error, ShapeError):
            raise
        if len(part) > 1:  # which row is it? the error counts within the part, or does not count at all
            return [row for s in range(len(part)) for row in _predicted_part(network, part[s : s + 1], first + s)]
        if isinstance(error, OverflowError):
            return [[float("inf")]]
        if not isinstance(network, PackedNetwork):
            raise
        raise UsageError("row %d is too large for the whole numbers that the model calculates in: %s" % (first, FAR)) from error


def answer_names(network: Network, count: int, every: bool = False) -> list[str]:
    """Name the columns of `answers`, where the network has so many outputs."""
    if is_classifier(network):
        names = _classes(network, count)
        if not gives_probabilities(network):
            return ["class"]
        return ["class", *["probability_" + names[k] for k in _shown(count)]] if every else ["class", "probability"]
    return ["value"] if count == 1 else ["value_%d" % (j + 1) for j in range(count)]


def answers(network: Network, outputs: Any, every: bool = False, decimal: str = ".") -> list[list[str]]:
    """Turn outputs into what they mean: class and, where it has one, its probability, or that of every class, or values with all their digits."""
    if not is_classifier(network):
        return [[repr(value).replace(".", decimal) for value in row] for row in outputs]
    count = len(outputs[0])
    names = _classes(network, count)
    if not gives_probabilities(network):
        return [[names[k]] for k in classes(outputs, threshold(network))]
    said = [(k, row, _shown(count) if every else [k]) for k, row in zip(classes(outputs), outputs)]
    return [[names[k], *[("%.6f" % probability(row, j)).replace(".", decimal) for j in shown]] for k, row, shown in said]


def _classes(network: Network, count: int) -> list[str]:
    return network.class_names or [str(k) for k in range(max(2, count))]


def _shown(count: int) -> list[int]:
    """Say which classes have a probability of their own; one output is that of class 1."""
    return list(range(count)) if count > 1 else [1]

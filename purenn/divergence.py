"""Divergence: when the numbers of a network leave the finite range, say where it began, and why.

Only loaded when that has happened: a board whose training goes well has no use for the sentences.
"""

from .callbacks import TrainingError
from .shapes import is_finite, is_row

__all__ = ["TrainingError", "explain_divergence", "first_bad_layer", "first_inputs", "likely_cause", "value_range"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Tuple

    from .callbacks import Training


def explain_divergence(training: "Training", what: "str", X: "Any") -> "str":
    """Say in which epoch and layer the numbers left the finite range, and the likely cause.

    X is the batch that was in the network; without one only the weights are looked at.
    """
    return "training stopped in epoch %d: %s no longer finite, first in %s; %s. The network has the weights from before this epoch" % (
        training.epoch,
        what,
        first_bad_layer(training.network, X),
        likely_cause(training, X),
    )


def likely_cause(training: "Training", X: "Any") -> "str":
    """Say what is probably wrong: the learning rate, or inputs of the batch X that are far from 0."""
    cause = "the learning rate, %s, is probably too high" % training.optimizer.rate()
    if X is not None:
        low, high = value_range(first_inputs(training.network, X))
        if max(abs(low), abs(high)) > 20:
            return "the inputs of this batch range from %.4g to %.4g: scale them, for example by a Scaler as the first layer; or %s" % (low, high, cause)
    return cause


def first_inputs(network: "Any", X: "Any") -> "Any":
    """Return what the first layer with parameters is given: X behind a Scaler and the like."""
    first = network.first_learning()
    try:
        for layer in network.layers[: first if first < len(network.layers) else 0]:
            X = layer.predict(X)
    except OverflowError:
        pass  # then the numbers before that layer say enough
    return X


def first_bad_layer(network: "Any", X: "Any") -> "str":
    """Name the first layer with a weight, or an output for X, that is not finite."""
    for i, layer in enumerate(network.layers):
        name = "layers[%d] %r" % (i, layer)
        if not all([is_finite(v) for values in layer.values() for v in values]):
            return "the weights of " + name
        if X is not None:
            try:
                X = layer.predict(X)
            except OverflowError:
                return "the outputs of " + name
            if not all([is_finite(v) for row in X for v in row]):
                return "the outputs of " + name
    return "the loss itself"


def value_range(X: "Any") -> "Tuple[float, float]":
    """Return the smallest and the largest number of a batch.

    Example:
        >>> value_range([[1.0, -2.0], [5.0, 0.0]])
        (-2.0, 5.0)
    """
    if is_row(X[0][0]):
        X = [row for image in X for row in image]
    return min(map(min, X)), max(map(max, X))

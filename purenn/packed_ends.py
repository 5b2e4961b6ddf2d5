"""The end of a packed network: outputs from logits, and the error that starts backward.

An error is what the loss changes by with a logit, up to a factor that belongs to the learning rate: output - target.
"""

from math import exp, log

from .activations import Sigmoid, Softmax
from .fixed_point import HALF, LOGIT, ONE, PROBABILITY, shifted, sigmoid, softmax, to_fixed
from .functions import log1p

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Sequence, Tuple


class PackedEnd:
    """Say what an end can do: outputs and errors have 16 bits after the point, the loss is a float, for people."""

    name = ""
    layer: "Any" = None  # the layer of an ordinary network that does the same
    losses: "Tuple[str, ...]" = ()

    def __init__(self, bits: "int") -> "None":
        self.bits = bits  # after the point of a logit
        self.unit = 1.0 / (1 << bits)

    def outputs(self, logits: "List[int]") -> "List[int]":
        """Return what the network answers."""
        return [shifted(z, self.bits, PROBABILITY) for z in logits]

    def errors(self, outputs: "List[int]", targets: "Sequence[float]", loss: "str") -> "List[int]":
        """Return output - target for every output."""
        errors = outputs[:]
        for k, y in enumerate(targets):
            if y:
                errors[k] -= to_fixed(y, PROBABILITY)
        return errors

    def factor(self, loss: "str", count: "int") -> "float":
        """Return what the errors have to be multiplied by to be the gradient."""
        return 2.0 / count

    def loss(self, outputs: "List[int]", logits: "List[int]", targets: "Sequence[float]", loss: "str") -> "float":
        """Return the loss of one sample."""
        return sum([(a / ONE - y) * (a / ONE - y) for a, y in zip(outputs, targets)]) / len(outputs)


class LinearEnd(PackedEnd):
    """No activation at the end: the outputs are the logits."""

    name = "a Dense layer"
    losses = ("MSE",)


class SigmoidEnd(PackedEnd):
    """A Sigmoid at the end: each output is the probability of yes."""

    name = "Sigmoid"
    layer = Sigmoid
    losses = ("BCE", "MSE")

    def outputs(self, logits: "List[int]") -> "List[int]":
        return [sigmoid(shifted(z, self.bits, LOGIT)) for z in logits]

    def errors(self, outputs: "List[int]", targets: "Sequence[float]", loss: "str") -> "List[int]":
        differences = PackedEnd.errors(self, outputs, targets, loss)
        if loss == "BCE":
            return differences
        return [d * (a * (ONE - a) >> PROBABILITY) + HALF >> PROBABILITY for d, a in zip(differences, outputs)]

    def factor(self, loss: "str", count: "int") -> "float":
        return (1.0 if loss == "BCE" else 2.0) / count

    def loss(self, outputs: "List[int]", logits: "List[int]", targets: "Sequence[float]", loss: "str") -> "float":
        if loss == "MSE":
            return PackedEnd.loss(self, outputs, logits, targets, loss)
        floats = [z * self.unit for z in logits]
        return sum([max(z, 0.0) - z * y + log1p(exp(-abs(z))) for z, y in zip(floats, targets)]) / len(outputs)


class SoftmaxEnd(PackedEnd):
    """A Softmax at the end: the outputs are the probabilities of the classes."""

    name = "Softmax"
    layer = Softmax
    losses = ("CrossEntropy",)

    def outputs(self, logits: "List[int]") -> "List[int]":
        return softmax(logits, self.bits)

    def errors(self, outputs: "List[int]", targets: "Sequence[float]", loss: "str") -> "List[int]":
        total = to_fixed(sum(targets), PROBABILITY)
        if total != ONE:  # the targets of a sample that counts more, or less: as for CrossEntropy, output * total - target
            outputs = [a * total + HALF >> PROBABILITY for a in outputs]
        return PackedEnd.errors(self, outputs, targets, loss)

    def factor(self, loss: "str", count: "int") -> "float":
        return 1.0

    def loss(self, outputs: "List[int]", logits: "List[int]", targets: "Sequence[float]", loss: "str") -> "float":
        # -log(p) is how far the logit is below the highest, and -log of the highest probability.
        highest, surest = max(logits), log(max(outputs) / ONE)
        return sum([y * ((highest - z) * self.unit - surest) for z, y in zip(logits, targets) if y])

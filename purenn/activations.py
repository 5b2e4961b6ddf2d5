"""Activations: what makes a stack of layers more than one matrix product.

The functions as layers, to stand between layers that learn. Sigmoid and Softmax, which make probabilities, also
remember what they were made of.
"""

import math

from .functions import (
    identity,
    identity_derivative,
    leaky_relu,
    leaky_relu_derivative,
    log_softmax,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    softmax,
    step,
    step_derivative,
    tanh,
    tanh_derivative,
)
from .layer import Activation, Layer, has_own, require_forward
from .linalg import inner, multiply_rows
from .shapes import require_range

__all__ = [
    "Activation", "Identity", "Layer", "LeakyReLU", "LogitGradient", "Probabilities", "ReLU", "Sigmoid", "SigmoidProbabilities",
    "Softmax", "SoftmaxProbabilities", "Step", "Tanh", "identity", "leaky_relu", "log_softmax", "relu", "require_forward", "sigmoid",
    "softmax", "step", "tanh",
]  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .shapes import Matrix, Vector


def _is_another(activation: "Activation", kind: "type") -> "bool":
    """Tell whether a class derived from `kind` is another function than that, so that the shorter ways of `kind` are not its own."""
    return has_own(activation, kind, "function") or has_own(activation, kind, "derivative")


class Step(Activation):
    """Apply `step` to every number.

    Example:
        >>> Step().predict([[-1.0, 1.0]])
        [[0, 1]]
    """

    def function(self, z: "Any") -> "Any":
        return step(z)

    def derivative(self, z: "Any") -> "Any":
        return step_derivative(z)

    def kinks(self, Z: "Any") -> "Any":
        """Return on which side of its jump each number is: -1, 0 for the jump itself, or 1."""
        return [[(z > 0) - (z < 0) for z in row] for row in Z]


class Identity(Activation):
    """Pass every number on as it is.

    Example:
        >>> Identity().predict([[-1.0, 1.0]])
        [[-1.0, 1.0]]
    """

    def function(self, z: "Any") -> "Any":
        return z

    def derivative(self, z: "Any") -> "Any":
        return identity_derivative(z)


class Tanh(Activation):
    """Apply `tanh` to every number.

    Example:
        >>> Tanh().predict([[0.0, 1000.0]])
        [[0.0, 1.0]]
    """

    def function(self, z: "Any") -> "Any":
        return tanh(z)

    def derivative(self, z: "Any") -> "Any":
        return tanh_derivative(z)

    def predict(self, Z: "Any") -> "Matrix":
        if _is_another(self, Tanh):
            return super().predict(Z)
        return [list(map(math.tanh, row)) for row in Z]

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
        if _is_another(self, Tanh):
            return super().slopes(Z, A)
        return [[1 - a * a for a in row] for row in A]


class ReLU(Activation):
    """Apply `relu` to every number.

    Example:
        >>> ReLU().predict([[-1.0, 2.0]])
        [[0, 2.0]]
    """

    def function(self, z: "Any") -> "Any":
        return relu(z)

    def derivative(self, z: "Any") -> "Any":
        return relu_derivative(z)

    def predict(self, Z: "Any") -> "Matrix":
        if _is_another(self, ReLU):
            return super().predict(Z)
        return [[0 if z <= 0 else z for z in row] for row in Z]

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
        if _is_another(self, ReLU):
            return super().slopes(Z, A)
        return [[0 if z <= 0 else 1 for z in row] for row in Z]

    kinks = Step.kinks


class LeakyReLU(Activation):
    """Apply `leaky_relu` to every number.

    Errors:   ValueError  the slope is not a number from 0 up to 1
    Example:
        >>> LeakyReLU(0.5).predict([[-1.0, 2.0]])
        [[-0.5, 2.0]]
    """

    def __init__(self, slope: "float" = 0.01) -> "None":
        require_range(slope, "the slope of LeakyReLU", 0, 1)
        self.slope = slope

    def function(self, z: "Any") -> "Any":
        return leaky_relu(z, self.slope)

    def derivative(self, z: "Any") -> "Any":
        return leaky_relu_derivative(z, self.slope)

    kinks = Step.kinks

    def config(self) -> "dict[str, Any]":
        return {"slope": self.slope}

    def __repr__(self) -> "str":
        return "LeakyReLU(%s)" % self.slope


class Remembering(list):  # type: ignore[type-arg]
    """Rows that know something about how they were made, as long as nobody changes them.

    Near 0 and 1 a probability has lost the digits that a loss needs: sigmoid(40) is 1.0, and log(1 - 1.0)
    does not exist. So Sigmoid and Softmax give their loss the numbers before the activation as well, the logits,
    and the loss gives them back the gradient there. `kept`, a copy, tells whether the rows are still the same:
    a gradient that was weighted by sample in place, say, goes by the chain rule.
    """

    kept: "Any" = None

    def keep(self) -> "None":
        """Copy the rows, to compare them with later."""
        self.kept = [row[:] for row in self]

    def unchanged(self) -> "bool":
        """Tell whether the rows are still those that were kept."""
        return bool(list(self) == self.kept)


class Probabilities(Remembering):
    """Rows of probabilities that remember the logits they were made of."""

    logits: "Any" = None


class SigmoidProbabilities(Probabilities):
    """What Sigmoid gives: each element the probability of yes."""


class SoftmaxProbabilities(Probabilities):
    """What Softmax gives: each row the probabilities of the classes."""


class LogitGradient(Remembering):
    """The gradient of a loss with respect to probabilities, and `at_logits`, the one before the activation."""

    at_logits: "Any" = None


def remember(A: "Probabilities", Z: "Any") -> "Probabilities":
    """Give probabilities the logits they were made of."""
    A.logits = [list(row) for row in Z]
    A.keep()
    return A


class Sigmoid(Activation):
    """Apply `sigmoid` to every number; with BCE as the loss, training is exact at any logit.

    Formula:  dZ[s][j] = dA[s][j] * A[s][j] * (1 - A[s][j])
    Example:
        >>> Sigmoid().predict([[0.0, 1000.0]])
        [[0.5, 1.0]]
    """

    extra_rows = 2  # logits and `at_logits`, and as pointers only the copies that are kept of both

    def function(self, z: "Any") -> "Any":
        return sigmoid(z)

    def derivative(self, z: "Any") -> "Any":
        return sigmoid_derivative(z)

    def predict(self, Z: "Any") -> "Matrix":
        if _is_another(self, Sigmoid):
            return super().predict(Z)
        A = SigmoidProbabilities([[sigmoid(z) for z in row] for row in Z])
        return remember(A, Z)

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
        if _is_another(self, Sigmoid):
            return super().slopes(Z, A)
        return [[a * (1 - a) for a in row] for row in A]

    def backward(self, dA: "Matrix") -> "Matrix":
        slopes = require_forward(self, self._slopes, dA)
        if isinstance(dA, LogitGradient) and dA.unchanged():
            return [row[:] for row in dA.at_logits]
        return multiply_rows(dA, slopes)


class Softmax(Layer):
    """Turn every row into probabilities; with CrossEntropy as the loss, training is exact at any logit.

    Every output depends on every input of its row, so the derivative is a matrix for each sample:
    da[k] / dz[i] is a[k] * ((k == i) - a[i]). Multiplied out, it is the line below.

    Shapes:   Z [samples][classes]   A [samples][classes]
    Formula:  A[s] = softmax(Z[s])
              dZ[s][i] = A[s][i] * (dA[s][i] - sum(dA[s][k] * A[s][k] for k in range(len(A[s]))))
    Example:
        >>> Softmax().predict([[1.0, 1.0], [0.0, 1000.0]])
        [[0.5, 0.5], [0.0, 1.0]]
    """

    extra_rows = Sigmoid.extra_rows
    _outputs: "Any" = None

    def predict(self, Z: "Any") -> "Matrix":
        A = SoftmaxProbabilities([softmax(row) for row in Z])
        return remember(A, Z)

    def forward(self, Z: "Any") -> "Matrix":
        A = self.predict(Z)
        self._outputs = [row[:] for row in A]
        return A

    def backward(self, dA: "Matrix") -> "Matrix":
        outputs = require_forward(self, self._outputs, dA)
        if isinstance(dA, LogitGradient) and dA.unchanged():
            return [row[:] for row in dA.at_logits]
        return [_softmax_backward(row, d_row) for row, d_row in zip(outputs, dA)]


def _softmax_backward(row: "Vector", d_row: "Vector") -> "Vector":
    mean = inner(row, d_row)
    return [a * (d - mean) for a, d in zip(row, d_row)]

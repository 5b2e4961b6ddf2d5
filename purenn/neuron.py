"""One neuron by hand: a weighted sum, an activation, and one step of learning.

Everything that a network does is here in the small. The steps are written out, so that each can be
checked with a pencil; a Dense layer is a row of such neurons, and does the same for a whole batch.
"""

from .activations import Sigmoid, Step
from .linalg import inner
from .shapes import ShapeError, is_finite, plain_number, require_finite, require_range, require_size, vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Sequence, Tuple

    from .layer import Activation
    from .shapes import Vector


class Neuron:
    """Weigh the inputs, add the bias, apply the activation; learn by moving down the slope of the error.

    Shapes:   weights [inputs]   x [inputs]
    Formula:  z = sum(weights[i] * x[i] for i in range(inputs)) + bias
              a = f(z)
    Errors:   ShapeError  x has more or fewer numbers than there are weights
              ValueError  activation is something else, such as a class or a name
    Source:   C. Bishop, Pattern Recognition and Machine Learning, 2006, equations 5.2 and 5.3
    Example:
        >>> from purenn.activations import Identity
        >>> neuron = Neuron([2.0, -1.0], 0.5, Identity())
        >>> neuron([3.0, 4.0])
        2.5
    """

    def __init__(self, weights: "Sequence[float]", bias: "float" = 0.0, activation: "Optional[Activation]" = None) -> "None":
        self.weights = vector(weights, "weights")
        if not self.weights:
            raise ShapeError("a neuron needs at least one weight, but weights has shape (0,)")
        self.bias = bias
        self.activation = Sigmoid() if activation is None else activation
        if not hasattr(self.activation, "derivative") or isinstance(self.activation, type):
            raise ValueError("activation should be one such as Tanh(), but is %r" % (activation,))

    def weighted_sum(self, x: "Sequence[float]") -> "float":
        """Return z, before the activation.

        Example:
            >>> Neuron([2.0, -1.0], 0.5).weighted_sum([3.0, 4.0])
            2.5
        """
        x = vector(x, "x")
        if len(x) != len(self.weights):
            raise ShapeError(
                "a neuron with weights of shape (%d,) expects as many inputs, but x has shape (%d,)" % (len(self.weights), len(x))
            )
        return inner(self.weights, x) + self.bias  # type: ignore[no-any-return]

    def __call__(self, x: "Sequence[float]") -> "Any":
        """Return a, the answer of the neuron."""
        return self.activation.function(self.weighted_sum(x))

    def gradients(self, x: "Sequence[float]", y: "float") -> "Tuple[Vector, float]":
        """Return the derivatives of the squared error (a - y)**2 with respect to the weights and the bias.

        The chain rule, factor by factor: how the error changes with a, a with z, and z with each weight.

        Formula:  da = 2 * (a - y)
                  dz = da * derivative(z)
                  d_weights[i] = dz * x[i]
                  d_bias = dz
        Errors:   ValueError  the activation is a step: its slope is 0, and nothing can be learnt from it
        Example:
            >>> from purenn.activations import Identity
            >>> Neuron([2.0, -1.0], 0.5, Identity()).gradients([3.0, 4.0], 2.0)
            ([3.0, 4.0], 1.0)
        """
        if isinstance(self.activation, Step):
            raise ValueError("a step has slope 0 everywhere, so the error gives no direction; learn with nn.Perceptron's rule")
        z = self.weighted_sum(x)
        a = self.activation.function(z)
        da = 2 * (a - plain_number(y))
        dz = da * self.activation.derivative(z)
        return [dz * value for value in vector(x)], dz

    def learn(self, x: "Sequence[float]", y: "float", learning_rate: "float" = 0.1) -> "float":
        """Take one step of gradient descent on one sample; return the squared error before the step.

        Formula:  weights[i] -= learning_rate * d_weights[i]
                  bias -= learning_rate * d_bias
        Errors:   ValueError  a number is NaN or infinite, or the step would make one so; the weights stay as they were
        Example:
            >>> from purenn.activations import Identity
            >>> neuron = Neuron([2.0], 0.0, Identity())
            >>> neuron.learn([1.0], 1.0, learning_rate=0.25)
            1.0
            >>> neuron.weights, neuron.bias
            ([1.5], -0.5)
        """
        x, y = _finite_sample(x, y, learning_rate)
        d_weights, d_bias = self.gradients(x, y)
        error = self(x) - y
        weights = [w - learning_rate * d for w, d in zip(self.weights, d_weights)]
        bias = self.bias - learning_rate * d_bias
        for what, value in (("squared error", error * error), ("slope", _size(d_weights, d_bias)), ("size of the new weights", _size(weights, bias))):
            if not is_finite(value):
                raise ValueError("the %s is %s: the inputs or the learning rate, %s, are too large" % (what, value, learning_rate))
        self.weights, self.bias = weights, bias
        return error * error  # type: ignore[no-any-return]

    def __repr__(self) -> "str":
        return "%s(%s, %s, %r)" % (type(self).__name__, self.weights, self.bias, self.activation)


class Perceptron(Neuron):
    """The neuron with a step, and Rosenblatt's rule: move only when wrong, towards or away from the input.

    It finds a line between two classes whenever there is one (Novikoff, 1962), and never settles when there
    is none, as for XOR.

    Formula:  weights[i] += learning_rate * (y - a) * x[i]
              bias += learning_rate * (y - a)
    Errors:   ValueError  a target is neither 0 nor 1, or an input is NaN or infinite
    Source:   F. Rosenblatt, The Perceptron, Psychological Review 65(6), 1958, in the error-correcting form
              of M. Minsky and S. Papert, Perceptrons, 1969, section 11.1
    Example:
        >>> gate = Perceptron(2)
        >>> mistakes = gate.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1])
        >>> [gate(x) for x in ([0, 0], [0, 1], [1, 0], [1, 1])]
        [0, 0, 0, 1]
        >>> mistakes[-1]
        0
    """

    def __init__(self, inputs: "int") -> "None":
        inputs = require_size(inputs, "inputs")
        super().__init__([0.0] * inputs, 0.0, Step())

    def learn(self, x: "Sequence[float]", y: "float", learning_rate: "float" = 1.0) -> "float":
        """Correct the weights if the answer is wrong; return 1 for a mistake and 0 for none.

        Example:
            >>> gate = Perceptron(2)
            >>> gate.learn([1, 1], 0), gate.weights, gate.bias
            (1, [-1.0, -1.0], -1.0)
        """
        y = plain_number(y)
        if y != 0 and y != 1:
            raise ValueError("a perceptron expects targets of 0 and 1, but got %r" % (y,))
        x, y = _finite_sample(x, y, learning_rate)
        error = y - self(x)
        self.weights = [w + learning_rate * error * value for w, value in zip(self.weights, x)]
        self.bias = self.bias + learning_rate * error
        return abs(error)  # type: ignore[no-any-return]

    def fit(self, X: "Sequence[Sequence[float]]", Y: "Sequence[Any]", epochs: "int" = 100, learning_rate: "float" = 1.0) -> "List[int]":
        """Go through the samples until a whole epoch is without a mistake; return the mistakes of each epoch.

        Errors:   ShapeError  X and Y differ in samples
        Example:
            >>> Perceptron(1).fit([[0.0], [1.0]], [0, 1])[-1]
            0
        """
        if len(X) != len(Y) or len(X) == 0:
            raise ShapeError("fit expects one target for each sample, but X has %d rows and Y has %d" % (len(X), len(Y)))
        epochs = require_size(epochs, "epochs")
        history = []
        for _ in range(epochs):
            history.append(sum([int(self.learn(x, _target(y), learning_rate)) for x, y in zip(X, Y)]))
            if history[-1] == 0:
                break
        return history

    def __repr__(self) -> "str":
        return "Perceptron(%d)" % len(self.weights)


def _target(y: "Any") -> "Any":
    """Take the number out of a target row of one."""
    try:
        return y[0] if len(y) == 1 else y
    except TypeError:
        return y


def _finite_sample(x: "Sequence[float]", y: "float", learning_rate: "float") -> "Tuple[Vector, float]":
    """Return the inputs as a list and the target as Python's own number, if all that a step is computed from is finite."""
    x, y = vector(x, "x"), plain_number(y)
    require_range(learning_rate, "learning_rate", 0, None)
    if x:
        require_finite(x, "x")
    if not is_finite(y):
        raise ValueError("y is %s; every number has to be finite" % y)
    return x, y


def _size(weights: "Vector", bias: "float") -> "float":
    return sum(map(abs, weights)) + abs(bias)

"""Activation functions: what makes a stack of layers more than one matrix product.

First each function of one number beside its derivative, then the same as layers: an activation is the
simplest layer there is, and `Layer` says what every layer can do. None of them overflows, whatever the
number, in double precision or in single.
"""

import math
from math import exp, log

from .linalg import ShapeError, inner, is_row, matrix, multiply_rows, require_range, shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, List, Optional, Sequence, Tuple

    from .linalg import Matrix, Vector


def log1p_by_log(x: "float") -> "float":
    """Return log(1 + x), exact for tiny x too: the division takes back what rounding 1 + x did to x.

    Formula:  log(1 + x)
    Source:   W. Kahan, in the HP-15C Advanced Functions Handbook, 1982, appendix: Accuracy of Numerical Calculations
    Example:
        >>> log1p_by_log(1e-20), log1p_by_log(0.0)
        (1e-20, 0.0)
    """
    u = 1.0 + x
    return x if u == 1.0 else log(u) * x / (u - 1.0)


log1p: "Callable[[float], float]" = getattr(math, "log1p", log1p_by_log)


def step(z: "float") -> "int":
    """Answer 1 or 0: the neuron fires, or it does not.

    Formula:  1 if z >= 0 else 0
    Source:   F. Rosenblatt, The Perceptron, Psychological Review 65(6), 1958; 1 at the threshold itself
    Example:
        >>> step(-0.1), step(0), step(2.5)
        (0, 1, 1)
    """
    return 1 if z >= 0 else 0


def step_derivative(z: "float") -> "int":
    """Return the slope of step, which is 0 wherever there is one: nothing to learn from.

    Formula:  0
    Example:
        >>> step_derivative(3.0)
        0
    """
    return 0


def sigmoid(z: "float") -> "float":
    """Squeeze a number into the range from 0 to 1.

    Written with exp of a negative number on both sides of 0, so that nothing overflows.

    Formula:  1 / (1 + exp(-z))
    Example:
        >>> sigmoid(0.0), sigmoid(1000.0), sigmoid(-1000.0)
        (0.5, 1.0, 0.0)
    """
    if z >= 0:
        return 1 / (1 + exp(-z))
    e = exp(z)
    return e / (1 + e)


def sigmoid_derivative(z: "float") -> "float":
    """Return the slope of the sigmoid at z; with 1 - a written as sigmoid(-z) it never cancels to 0.

    Formula:  sigmoid(z) * (1 - sigmoid(z))
    Example:
        >>> sigmoid_derivative(0.0)
        0.25
    """
    return sigmoid(z) * sigmoid(-z)


def tanh(z: "float") -> "float":
    """Squeeze a number into the range from -1 to 1.

    Formula:  (exp(z) - exp(-z)) / (exp(z) + exp(-z))
    Example:
        >>> tanh(0.0), tanh(1000.0)
        (0.0, 1.0)
    """
    return math.tanh(z)


def tanh_derivative(z: "float") -> "float":
    """Return the slope of tanh at z.

    Formula:  1 - tanh(z) ** 2
    Example:
        >>> tanh_derivative(0.0)
        1.0
    """
    a = math.tanh(z)
    return (1 - a) * (1 + a)


def relu(z: "float") -> "float":
    """Let positive numbers through and stop the others (the rectifier); NaN goes through, to be seen.

    Formula:  max(z, 0)
    Example:
        >>> relu(2.5), relu(-2.5)
        (2.5, 0)
    """
    return 0 if z <= 0 else z


def relu_derivative(z: "float") -> "int":
    """Return the slope of ReLU at z; at the kink itself, where any number from 0 to 1 would do, it is 0.

    Formula:  1 if z > 0 else 0
    Example:
        >>> relu_derivative(2.5), relu_derivative(0), relu_derivative(-2.5)
        (1, 0, 0)
    """
    return 0 if z <= 0 else 1


def leaky_relu(z: "float", slope: "float" = 0.01) -> "float":
    """Let positive numbers through and a small part of the others, so that no neuron dies.

    Formula:  z if z > 0 else slope * z
    Source:   A. Maas, A. Hannun and A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic
              Models, ICML 2013, section 2
    Example:
        >>> leaky_relu(2.5), leaky_relu(-2.0), leaky_relu(-2.0, slope=0.25)
        (2.5, -0.02, -0.5)
    """
    return slope * z if z <= 0 else z


def leaky_relu_derivative(z: "float", slope: "float" = 0.01) -> "float":
    """Return the slope of leaky ReLU at z; at the kink it is that of the left side.

    Formula:  1 if z > 0 else slope
    Example:
        >>> leaky_relu_derivative(2.5), leaky_relu_derivative(-2.0)
        (1, 0.01)
    """
    return slope if z <= 0 else 1


def identity(z: "float") -> "float":
    """Return the number itself: the activation of a layer that predicts any number.

    Formula:  z
    Example:
        >>> identity(-7.5)
        -7.5
    """
    return z


def identity_derivative(z: "float") -> "int":
    """Return the slope of the identity.

    Formula:  1
    Example:
        >>> identity_derivative(-7.5)
        1
    """
    return 1


def softmax(row: "Sequence[float]") -> "Vector":
    """Turn a row of numbers into probabilities: all positive, adding up to 1.

    Only differences between the numbers matter, so the largest is taken off first: exp then never
    sees a positive number, and cannot overflow.

    Shapes:   row [classes]   result [classes]
    Formula:  a[k] = exp(z[k] - max(z)) / sum(exp(v - max(z)) for v in z)
    Errors:   ShapeError  the row is empty
    Example:
        >>> softmax([1.0, 1.0])
        [0.5, 0.5]
        >>> softmax([1000.0, 0.0])
        [1.0, 0.0]
    """
    if len(row) == 0:
        raise ShapeError("softmax expects at least one number, but the row is empty: shape (0,)")
    top = max(row)
    powers = [exp(z - top) for z in row]
    total = sum(powers)
    return [power / total for power in powers]


def log_softmax(row: "Sequence[float]") -> "Vector":
    """Return the logarithms of the softmax, exact also where a probability is 0 or 1 to the last digit.

    Shapes:   row [classes]   result [classes]
    Formula:  l[k] = z[k] - max(z) - log(sum(exp(v - max(z)) for v in z))
    Errors:   ShapeError  the row is empty
    Example:
        >>> log_softmax([1000.0, 0.0])
        [0.0, -1000.0]
    """
    if len(row) == 0:
        raise ShapeError("log_softmax expects at least one number, but the row is empty: shape (0,)")
    top = max(row)
    powers = [exp(z - top) for z in row]
    powers.remove(1.0 if 1.0 in powers else powers[0])  # the largest one is log1p's own 1
    tail = log1p(sum(powers))
    return [(z - top) - tail for z in row]


class Layer:
    """Say what a layer can do; derive from it to write your own.

    A layer has to define `predict` (and `forward`, where it remembers something for `backward`) and
    `backward`. One with parameters also defines `parameters`, and `output_size` where that differs from
    its input size.
    """

    inputs: "Any" = None  # how many inputs the layer expects; None for any number

    def output_size(self, inputs: "Optional[int]") -> "Optional[int]":
        """Return how many outputs the layer gives for this many inputs; None where that is not known."""
        return inputs

    def batch(self, X: "Any") -> "Any":
        """Return a fresh, checked copy of the samples that a network with this first layer is given."""
        return matrix(X, "X")

    def predict(self, X: "Any") -> "Matrix":
        """Return the outputs for a batch, and remember nothing."""
        raise NotImplementedError("%r should define predict(X)" % self)

    def forward(self, X: "Any") -> "Matrix":
        """Return the outputs for a batch while training, and remember what backward needs."""
        return self.predict(X)

    def backward(self, dA: "Matrix") -> "Any":
        """Return the gradient with respect to the inputs of the last forward; set those of the parameters."""
        raise NotImplementedError("%r should define backward(dA)" % self)

    def backward_parameters(self, dA: "Matrix") -> "None":
        """Set the gradients of the parameters only: enough for the first layer of a network."""
        self.backward(dA)

    def parameters(self) -> "List[Tuple[Vector, Vector]]":
        """Return pairs (values, gradients) of flat lists; the optimizer changes the values in place."""
        return []

    def config(self) -> "dict[str, Any]":
        """Return what the constructor needs to make this layer again, by argument name; storage saves it."""
        return {}

    def __repr__(self) -> "str":
        return "%s()" % type(self).__name__


class Activation(Layer):
    """Apply a function to every number: the layer form of the functions above.

    To write your own, derive from this class and define `function(z)` and `derivative(z)`.

    Shapes:   Z [samples][width]   A [samples][width]
    Formula:  A[s][j] = f(Z[s][j])
              dZ[s][j] = dA[s][j] * derivative(Z[s][j])
    Example:
        >>> class Square(Activation):
        ...     def function(self, z):
        ...         return z * z
        ...     def derivative(self, z):
        ...         return 2 * z
        >>> layer = Square()
        >>> layer.forward([[3.0, -1.0]])
        [[9.0, 1.0]]
        >>> layer.backward([[1.0, 10.0]])
        [[6.0, -20.0]]
    """

    _slopes: "Any" = None

    def function(self, z: "Any") -> "Any":
        """Return f(z) for one number."""
        raise NotImplementedError("%r should define function(z)" % self)

    def derivative(self, z: "Any") -> "Any":
        """Return the slope of f at z, the number before the activation."""
        raise NotImplementedError("%r should define derivative(z)" % self)

    def predict(self, Z: "Any") -> "Matrix":
        return [[self.function(z) for z in row] for row in Z]

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
        """Return the derivative at every z; a layer that gets it cheaper from a = f(z) overrides this."""
        return [[self.derivative(z) for z in row] for row in Z]

    def forward(self, Z: "Any") -> "Matrix":
        A = self.predict(Z)
        self._slopes = self.slopes(Z, A)
        return A

    def backward(self, dA: "Matrix") -> "Matrix":
        return multiply_rows(dA, require_forward(self, self._slopes, dA))


def require_forward(layer: "Layer", remembered: "Any", dA: "Matrix") -> "Any":
    """Return what forward remembered, if there is something and it fits the gradient.

    Errors:   ValueError  forward has not run
              ShapeError  the gradient has another shape than the output of the last forward
    """
    if remembered is None:
        raise ValueError("%r.backward needs a forward first: it works with what forward remembered" % layer)
    if [len(row) if is_row(row) else 0 for row in dA] != list(map(len, remembered)):
        raise ShapeError(
            "%r.backward expects a gradient of shape %s, that of its last output, but got %s"
            % (layer, (len(remembered), len(remembered[0])), shape(dA))
        )
    return remembered


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
        return [list(map(math.tanh, row)) for row in Z]

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
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
        return [[0 if z <= 0 else z for z in row] for row in Z]

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
        return [[0 if z <= 0 else 1 for z in row] for row in Z]


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

    def config(self) -> "dict[str, Any]":
        return {"slope": self.slope}

    def __repr__(self) -> "str":
        return "LeakyReLU(%s)" % self.slope


class Probabilities(list):  # type: ignore[type-arg]
    """Rows of probabilities that remember the logits they were made of.

    Near 0 and 1 a probability has lost the digits that a loss needs: sigmoid(40) is 1.0, and log(1 - 1.0)
    does not exist. So Sigmoid and Softmax give their loss the numbers before the activation as well,
    `logits`, and the loss gives them back the gradient there.
    """

    logits: "Any" = None


class SigmoidProbabilities(Probabilities):
    """What Sigmoid gives: each element the probability of yes."""


class SoftmaxProbabilities(Probabilities):
    """What Softmax gives: each row the probabilities of the classes."""


class LogitGradient(list):  # type: ignore[type-arg]
    """The gradient of a loss with respect to probabilities, and `at_logits`, the one before the activation."""

    at_logits: "Any" = None


class Sigmoid(Activation):
    """Apply `sigmoid` to every number; with BCE as the loss, training is exact at any logit.

    Formula:  dZ[s][j] = dA[s][j] * A[s][j] * (1 - A[s][j])
    Example:
        >>> Sigmoid().predict([[0.0, 1000.0]])
        [[0.5, 1.0]]
    """

    def function(self, z: "Any") -> "Any":
        return sigmoid(z)

    def derivative(self, z: "Any") -> "Any":
        return sigmoid_derivative(z)

    def predict(self, Z: "Any") -> "Matrix":
        A = SigmoidProbabilities([[sigmoid(z) for z in row] for row in Z])
        A.logits = [list(row) for row in Z]
        return A

    def slopes(self, Z: "Any", A: "Matrix") -> "Matrix":
        return [[a * (1 - a) for a in row] for row in A]

    def backward(self, dA: "Matrix") -> "Matrix":
        slopes = require_forward(self, self._slopes, dA)
        if isinstance(dA, LogitGradient):
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

    _outputs: "Any" = None

    def predict(self, Z: "Any") -> "Matrix":
        A = SoftmaxProbabilities([softmax(row) for row in Z])
        A.logits = [list(row) for row in Z]
        return A

    def forward(self, Z: "Any") -> "Matrix":
        A = self.predict(Z)
        self._outputs = [row[:] for row in A]
        return A

    def backward(self, dA: "Matrix") -> "Matrix":
        outputs = require_forward(self, self._outputs, dA)
        if isinstance(dA, LogitGradient):
            return [row[:] for row in dA.at_logits]
        return [_softmax_backward(row, d_row) for row, d_row in zip(outputs, dA)]


def _softmax_backward(row: "Vector", d_row: "Vector") -> "Vector":
    mean = inner(row, d_row)
    return [a * (d - mean) for a, d in zip(row, d_row)]

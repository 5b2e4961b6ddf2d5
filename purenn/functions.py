"""The functions that neurons apply to their sums, each beside its derivative.

None of them overflows, whatever the number, in double precision or in single; but the logarithm of a softmax may be further
below 0 than any float, and is -inf then.
"""

import math
from math import exp, log

from .shapes import ShapeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Sequence

    from .shapes import Vector


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
        >>> log_softmax([1.7e308, -1.7e308])  # the difference is no float
        [0.0, -inf]
    """
    if len(row) == 0:
        raise ShapeError("log_softmax expects at least one number, but the row is empty: shape (0,)")
    top = max(row)
    powers = [exp(z - top) for z in row]
    if 1.0 in powers:  # that of the largest, exp(0): log1p's own 1; only where a number is not finite, there may be none
        powers.remove(1.0)
    tail = log1p(sum(powers))
    return [(z - top) - tail for z in row]

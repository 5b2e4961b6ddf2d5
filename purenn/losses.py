"""Losses: one number that says how wrong the outputs are, and its gradient, which says what to change.

A loss is called with outputs A and targets Y of the same shape and returns a number; its `gradient`
returns a matrix of that shape. Which mean and which sum a loss takes is part of its definition, and
stands in its `convention`.
"""

from math import exp, log

from .activations import LogitGradient, SigmoidProbabilities, SoftmaxProbabilities, log1p, log_softmax, softmax
from .linalg import ShapeError, as_rows, is_finite, is_row, require_finite, require_positive, row_length, shape, vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Sequence

    from .linalg import Matrix

# The smallest normal number of the floats of this Python, double or single: its reciprocal is finite.
TINY = 2.0**-1022 or 2.0**-126


class Loss:
    """Say what a loss can do; derive from it to write your own.

    Define `value(A, Y)` and `slopes(A, Y)`: both get lists of rows of equal shape. A loss that is a mean
    over something keeps `reduction` as it is, one that is a plain sum says "sum", so that the training
    loop can put the losses of batches together.
    """

    reduction = "mean"
    convention = "mean"

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        """Return the loss of outputs A of known shape for targets Y."""
        raise NotImplementedError("%r should define value(A, Y)" % self)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        """Return the gradient with respect to A, for A and Y of known shape."""
        raise NotImplementedError("%r should define slopes(A, Y)" % self)

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        """Return Y as rows of the shape of A; a flat list is one number for each sample of one output.

        Errors:   ShapeError  Y has another shape than A
        """
        if row_length(A, "A") == 1 and is_row(Y) and len(Y) == len(A) and not is_row(Y[0]):
            return [[y] for y in vector(Y, "Y")]
        return require_same_shape(A, as_rows(Y, "Y"), self)

    def __call__(self, A: "Any", Y: "Any") -> "Any":
        """Return the loss of outputs A for targets Y.

        Errors:   ShapeError  A and Y differ in shape
                  ValueError  a target is NaN or infinite
        """
        A = as_rows(A, "A")
        Y = self.targets(A, Y)
        value = self.value(A, Y)
        if not is_finite(value):
            require_finite(Y, "Y")
        return value

    def gradient(self, A: "Any", Y: "Any") -> "Matrix":
        """Return the gradient of the loss with respect to A: a matrix of the shape of A.

        Errors:   ShapeError  A and Y differ in shape
                  ValueError  a target is NaN or infinite
        """
        A = as_rows(A, "A")
        Y = self.targets(A, Y)
        if not is_finite(sum(map(sum, Y))):  # not the gradient's sum: an infinite target may have a slope of 1
            require_finite(Y, "Y")
        return self.slopes(A, Y)

    def __repr__(self) -> "str":
        return "%s()" % type(self).__name__


def require_same_shape(A: "Matrix", Y: "Matrix", who: "Any") -> "Matrix":
    """Return Y if it has the shape of A.

    Errors:   ShapeError  it has not; the message holds both shapes
    """
    if len(A) != len(Y) or row_length(A, "A") != row_length(Y, "Y"):
        raise ShapeError("%r expects targets of shape %s, like the outputs, but Y has shape %s" % (who, shape(A), shape(Y)))
    return Y


class ElementLoss(Loss):
    """Average a loss of single numbers over all elements; derive from it and define `point` and `slope`.

    Shapes:   A [samples][outputs]   Y [samples][outputs]   gradient [samples][outputs]
    Formula:  loss = sum(point(A[s][j], Y[s][j]) for s in range(n) for j in range(outputs)) / (n * outputs)
              gradient[s][j] = slope(A[s][j], Y[s][j]) / (n * outputs)
    """

    convention = "mean over all elements"

    def point(self, a: "Any", y: "Any") -> "Any":
        """Return the loss of one output a for one target y."""
        raise NotImplementedError("%r should define point(a, y)" % self)

    def slope(self, a: "Any", y: "Any") -> "Any":
        """Return the derivative of `point` with respect to a."""
        raise NotImplementedError("%r should define slope(a, y)" % self)

    def count(self, A: "Matrix") -> "int":
        """Return what the sum is divided by."""
        return len(A) * len(A[0])

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        return sum([self.point(a, y) for a_row, y_row in zip(A, Y) for a, y in zip(a_row, y_row)]) / self.count(A)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        count = self.count(A)
        return [[self.slope(a, y) / count for a, y in zip(a_row, y_row)] for a_row, y_row in zip(A, Y)]


class MSE(ElementLoss):
    """Mean squared error: the mean over all elements, without a factor of 1/2.

    Formula:  loss = sum((a - y) ** 2 for a, y in elements) / count
              gradient = 2 * (a - y) / count
    Units:    the target's unit squared
    Example:
        >>> MSE()([[1.0], [2.0]], [[0.0], [4.0]])
        2.5
        >>> MSE().gradient([[1.0], [2.0]], [[0.0], [4.0]])
        [[1.0], [-2.0]]
    """

    def point(self, a: "Any", y: "Any") -> "Any":
        return (a - y) * (a - y)

    def slope(self, a: "Any", y: "Any") -> "Any":
        return 2 * (a - y)


class SSE(MSE):
    """Sum of squared errors: the plain sum over all elements, no mean and no 1/2.

    Formula:  loss = sum((a - y) ** 2 for a, y in elements)
              gradient = 2 * (a - y)
    Units:    the target's unit squared
    Example:
        >>> SSE()([[1.0], [2.0]], [[0.0], [4.0]])
        5.0
    """

    reduction = "sum"
    convention = "sum over all elements and samples"

    def count(self, A: "Matrix") -> "int":
        return 1


class MAE(ElementLoss):
    """Mean absolute error: outliers pull no harder than any other sample.

    Formula:  loss = sum(abs(a - y) for a, y in elements) / count
              gradient = ((a > y) - (a < y)) / count
    Units:    the target's unit
    Example:
        >>> MAE()([[1.0], [2.0]], [[0.0], [4.0]])
        1.5
        >>> MAE().gradient([[1.0], [2.0]], [[0.0], [4.0]])
        [[0.5], [-0.5]]
    """

    def point(self, a: "Any", y: "Any") -> "Any":
        return abs(a - y)

    def slope(self, a: "Any", y: "Any") -> "Any":
        # NaN is neither greater nor smaller; taking it along keeps it visible in the gradient.
        return 1 if a > y else -1 if a < y else a - y


class Huber(ElementLoss):
    """Squared error near the target, absolute error from `delta` on: smooth, and calm about outliers.

    Formula:  loss = sum(d * d / 2 if abs(d) <= delta else delta * (abs(d) - delta / 2) for d in differences) / count
              gradient = (d if abs(d) <= delta else delta * ((d > 0) - (d < 0))) / count
    Errors:   ValueError  delta is not positive
    Source:   P. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35(1), 1964
    Example:
        >>> Huber(1.0)([[0.5], [3.0]], [[0.0], [0.0]])
        1.3125
    """

    def __init__(self, delta: "float" = 1.0) -> "None":
        require_positive(delta, "the delta of Huber")
        self.delta = delta

    def point(self, a: "Any", y: "Any") -> "Any":
        d = abs(a - y)
        return d * d / 2 if d <= self.delta else self.delta * (d - self.delta / 2)

    def slope(self, a: "Any", y: "Any") -> "Any":
        d = a - y
        return self.delta if d > self.delta else -self.delta if d < -self.delta else d

    def __repr__(self) -> "str":
        return "Huber(%s)" % self.delta


class Hinge(ElementLoss):
    """Hinge loss for labels -1 and 1: nothing to pay from a margin of 1 on the right side.

    Formula:  loss = sum(max(0, 1 - y * a) for a, y in elements) / count
              gradient = (-y if y * a < 1 else 0) / count
    Errors:   ValueError  a target is neither -1 nor 1
    Source:   C. Cortes and V. Vapnik, Support-Vector Networks, Machine Learning 20, 1995
    Example:
        >>> Hinge()([[0.5], [3.0]], [[1], [-1]])
        2.25
    """

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        rows = super().targets(A, Y)
        require_each(rows, lambda y: y == 1 or y == -1, "Hinge expects targets of -1 and 1")
        return rows

    def point(self, a: "Any", y: "Any") -> "Any":
        return 0 if y * a >= 1 else 1 - y * a

    def slope(self, a: "Any", y: "Any") -> "Any":
        return 0 if y * a >= 1 else -y


def require_each(rows: "Sequence[Sequence[Any]]", holds: "Callable[[Any], bool]", expected: "str", name: "str" = "Y") -> "None":
    """Refuse a matrix in which a number does not fulfil a condition.

    Errors:   ValueError  the message begins with what was expected and names the place
    """
    for s, row in enumerate(rows):
        for j, v in enumerate(row):
            if not holds(v):
                raise ValueError("%s, but %s[%d][%d] is %s" % (expected, name, s, j, v))


def _require_probabilities(A: "Matrix", who: "Loss") -> "None":
    require_each(A, lambda a: not (a < 0 or a > 1), "%r expects probabilities from 0 to 1" % who, "A")


def _log(p: "float") -> "float":
    """Return log(p); a probability of exactly 0 stands for something too small to write down."""
    return log(p) if p != 0 else log(TINY)


class BCE(ElementLoss):
    """Binary cross-entropy of probabilities: how surprised the network is by what is true.

    After a Sigmoid, the loss is computed from the logits z, and its gradient there is p - y: both are exact
    where p is 0.0 or 1.0 to the last digit.

    Formula:  loss = -sum(y * log(a) + (1 - y) * log(1 - a) for a, y in elements) / count
              gradient = ((1 - y) / (1 - a) - y / a) / count
              loss = sum(max(z, 0) - z * y + log1p(exp(-abs(z))) for z, y in elements) / count  # from logits
    Units:    nats
    Errors:   ValueError  an output or a target is no probability
    Example:
        >>> BCE()([[0.5]], [[1]])
        0.6931471805599453
        >>> from purenn.activations import Sigmoid
        >>> BCE()(Sigmoid().predict([[-1000.0]]), [[1]])
        1000.0
    """

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        rows = super().targets(A, Y)
        require_each(rows, lambda y: not (y < 0 or y > 1), "BCE expects targets from 0 to 1")
        return rows

    def point(self, a: "Any", y: "Any") -> "Any":
        return -(y * _log(a) + (1 - y) * _log(1 - a))

    def slope(self, a: "Any", y: "Any") -> "Any":
        return (1 - y) / max(1 - a, TINY) - y / max(a, TINY)

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        logits = _logits(A, SigmoidProbabilities)
        if logits is None:
            _require_probabilities(A, self)
            return super().value(A, Y)
        total = sum([_logit_bce(z, y) for rows in zip(logits, Y) for z, y in zip(*rows)])
        return total / self.count(A)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        gradient = super().slopes(A, Y)
        if _logits(A, SigmoidProbabilities) is None:
            _require_probabilities(A, self)
            return gradient
        count = self.count(A)
        at_logits = [[(a - y) / count for a, y in zip(*rows)] for rows in zip(A, Y)]
        return _with_logit_gradient(gradient, at_logits)


def _logit_bce(z: "Any", y: "Any") -> "Any":
    return max(z, 0) - z * y + log1p(exp(-abs(z)))


def _logits(A: "Any", kind: "Any") -> "Any":
    return A.logits if isinstance(A, kind) else None


def _with_logit_gradient(gradient: "Matrix", at_logits: "Matrix") -> "LogitGradient":
    result = LogitGradient(gradient)
    result.at_logits = at_logits
    return result


class ClassLoss(Loss):
    """What the losses of classes share: a mean over samples, targets as one-hot rows or class numbers."""

    convention = "mean over samples"

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        if len(A[0]) < 2:
            raise ShapeError(
                "%r expects one output for each class, so at least 2, but A has shape %s; for one output take BCE" % (self, shape(A))
            )
        if is_row(Y) and len(Y) == len(A) and not is_row(Y[0]):
            return one_hot_rows(Y, row_length(A, "A"))
        return super().targets(A, Y)


def one_hot_rows(classes: "Any", count: "int") -> "Matrix":
    """Turn class numbers into rows that hold a 1 at the class and 0 elsewhere.

    Errors:   ValueError  a class number is not a whole number from 0 to count - 1
    Example:
        >>> one_hot_rows([2, 0], 3)
        [[0, 0, 1], [1, 0, 0]]
    """
    rows = []
    for s, k in enumerate(vector(classes, "Y")):
        if not is_finite(k) or k != int(k) or not 0 <= k < count:
            raise ValueError("class numbers of %d classes go from 0 to %d, but Y[%d] is %s" % (count, count - 1, s, k))
        row = [0] * count
        row[int(k)] = 1
        rows.append(row)
    return rows  # type: ignore[return-value]


class CrossEntropy(ClassLoss):
    """Cross-entropy of class probabilities: the surprise at the true class, averaged over the samples.

    After a Softmax, the loss is computed from the logits, and its gradient there is p - y: both are exact
    where a probability is 0.0 or 1.0 to the last digit.

    Shapes:   A [samples][classes]   Y [samples][classes], one-hot, or [samples], class numbers from 0
    Formula:  loss = -sum(Y[s][k] * log(A[s][k]) for s in range(n) for k in range(classes)) / n
              gradient[s][k] = -Y[s][k] / A[s][k] / n
    Units:    nats
    Errors:   ShapeError  A and Y do not fit, or A has one column only
              ValueError  an output is no probability, a class number is out of range
    Example:
        >>> CrossEntropy()([[0.5, 0.5], [0.0, 1.0]], [0, 1])
        0.34657359027997264
        >>> CrossEntropy().gradient([[0.5, 0.5], [0.0, 1.0]], [[1, 0], [0, 1]])
        [[-1.0, 0.0], [0.0, -0.5]]
    """

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        logits = _logits(A, SoftmaxProbabilities)
        if logits is not None:
            return _surprise(map(log_softmax, logits), Y) / len(A)
        _require_probabilities(A, self)
        return _surprise([[_log(a) for a in row] for row in A], Y) / len(A)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        n = len(A)
        gradient = [[-y / max(a, TINY) / n if y else 0.0 for a, y in zip(*rows)] for rows in zip(A, Y)]
        if _logits(A, SoftmaxProbabilities) is None:
            _require_probabilities(A, self)
            return gradient
        return _with_logit_gradient(gradient, _class_slopes(A, Y))


class SoftmaxCrossEntropy(ClassLoss):
    """Softmax and cross-entropy in one, for a network that ends in logits: no Softmax layer before it.

    Shapes:   A [samples][classes], logits   Y [samples][classes], one-hot, or [samples], class numbers from 0
    Formula:  loss = -sum(Y[s][k] * log_softmax(A[s])[k] for s in range(n) for k in range(classes)) / n
              gradient[s][k] = (softmax(A[s])[k] * sum(Y[s]) - Y[s][k]) / n
    Units:    nats
    Errors:   ShapeError  A and Y do not fit, or A has one column only
              ValueError  a class number is out of range
    Example:
        >>> SoftmaxCrossEntropy()([[0.0, 0.0]], [1])
        0.6931471805599453
        >>> SoftmaxCrossEntropy().gradient([[0.0, 0.0]], [1])
        [[0.5, -0.5]]
    """

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        return _surprise(map(log_softmax, A), Y) / len(A)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        return _class_slopes([softmax(row) for row in A], Y)


def _surprise(log_probabilities: "Any", Y: "Matrix") -> "Any":
    """Return the sum of -y * log(p); a class that is not the target costs nothing, however unlikely."""
    return sum([-y * l for rows in zip(log_probabilities, Y) for l, y in zip(*rows) if y])


def _class_slopes(P: "Matrix", Y: "Matrix") -> "Matrix":
    """Return the gradient at the logits, p - y over the number of samples, for targets that add up to 1."""
    n = len(P)
    slopes = []
    for p_row, y_row in zip(P, Y):
        total = sum(y_row)
        slopes.append([(p * total - y) / n for p, y in zip(p_row, y_row)])
    return slopes

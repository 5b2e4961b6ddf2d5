"""Losses of probabilities: how surprised the network is by what is true.

Cross-entropy, for one probability and for classes. Behind a Sigmoid or a Softmax they are computed from the
numbers before the activation, the logits, so that nothing is lost where a probability is nearly 0 or 1.
"""

from math import exp, log

from .activations import LogitGradient, SigmoidProbabilities, SoftmaxProbabilities
from .element_losses import MAE, MSE, SSE, ElementLoss, Hinge, Huber, Loss, require_each
from .functions import log1p, log_softmax, softmax
from .layer import has_own
from .shapes import ShapeError, is_finite, is_row, require_range, row_length, shape, vector

__all__ = [
    "BCE", "MAE", "MSE", "SSE", "TINY", "ClassLoss", "CrossEntropy", "ElementLoss", "Hinge", "Huber", "Loss", "SoftmaxCrossEntropy",
    "one_hot_rows",
]  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Sequence

    from .shapes import Matrix


# The smallest normal number of the floats of this Python, double or single: its reciprocal is finite. A half has a name, because
# mpy-cross works 2.0**-1022 out by itself, on a workstation with doubles, and a board with single floats would read 0 in its place.
_HALF = 0.5
TINY = _HALF**1022 or _HALF**126


def _require_probabilities(A: "Matrix", who: "Loss") -> "None":
    logits = " (logits are for SoftmaxCrossEntropy)" if isinstance(who, ClassLoss) else ""
    expected = "%r expects probabilities from 0 to 1, as Sigmoid and Softmax give them%s" % (who, logits)
    require_each(A, lambda a: not (a < 0 or a > 1), expected, "A")


def check_weights(values: "Any") -> "Optional[List[float]]":
    """Return a copy of class weights, or None where there are none.

    Errors:   ShapeError  the weights are no list
              ValueError  a weight is negative, infinite or no number
    Example:
        >>> check_weights((1, 20))
        [1, 20]
    """
    if values is None:
        return None
    weights = vector(values, "class_weights")
    for k, weight in enumerate(weights):
        require_range(weight, "class_weights[%d]" % k, 0, None)
    return weights


def _log(p: "float") -> "float":
    """Return log(p); a probability of exactly 0 stands for something too small to write down."""
    return log(p) if p != 0 else log(TINY)


def _log_of_rest(p: "float") -> "float":
    """Return log(1 - p), with all its digits for a small p too."""
    return log1p(-p) if p != 1 else log(TINY)


class BCE(ElementLoss):
    """Binary cross-entropy of probabilities: how surprised the network is by what is true.

    After a Sigmoid, the loss is computed from the logits z, and its gradient there is p - y: both are exact
    where p is 0.0 or 1.0 to the last digit.

    With class_weights=[1, 20], every yes counts as if it were there 20 times, but is still one in the mean.

    Formula:  loss = -sum(y * log(a) + (1 - y) * log(1 - a) for a, y in elements) / count
              gradient = ((1 - y) / (1 - a) - y / a) / count
              loss = sum(max(z, 0) - z * y + log1p(exp(-abs(z))) for z, y in elements) / count  # from logits
              weighted = sum(((1 - y) * class_weights[0] + y * class_weights[1]) * point(a, y) for a, y in elements) / count
    Units:    nats
    Errors:   ValueError  an output or a target is no probability, or there are not 2 class weights of at least 0
    Example:
        >>> BCE()([[0.5]], [[1]])
        0.6931471805599453
        >>> from purenn.activations import Sigmoid
        >>> BCE()(Sigmoid().predict([[-1000.0]]), [[1]])
        1000.0
        >>> BCE(class_weights=[1, 20])([[0.5]], [[1]])
        13.862943611198906
    """

    class_weights: "Optional[List[float]]" = None

    def __init__(self, class_weights: "Optional[Sequence[float]]" = None) -> "None":
        self.class_weights = check_weights(class_weights)
        if self.class_weights is not None and len(self.class_weights) != 2:
            raise ValueError("BCE expects 2 class weights, that of no and that of yes, but got %d" % len(self.class_weights))

    def weight(self, y: "Any") -> "Any":
        """Return how much a target counts; one between 0 and 1 lies between the weights too."""
        return 1 if self.class_weights is None else (1 - y) * self.class_weights[0] + y * self.class_weights[1]

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        rows = super().targets(A, Y)
        require_each(rows, lambda y: not (y < 0 or y > 1), "BCE expects targets from 0 to 1")
        return rows

    def point(self, a: "Any", y: "Any") -> "Any":
        return -(y * _log(a) + (1 - y) * _log_of_rest(a)) * self.weight(y)

    def slope(self, a: "Any", y: "Any") -> "Any":
        slope = (1 - y) / max(1 - a, TINY) - y / max(a, TINY)
        return slope * self.weight(y)

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        logits = self._logits_of(A)
        if logits is None:
            _require_probabilities(A, self)
            return super().value(A, Y)
        total = sum([_logit_bce(z, y) * self.weight(y) for rows in zip(logits, Y) for z, y in zip(*rows)])
        return total / self.count(A)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        gradient = super().slopes(A, Y)
        if self._logits_of(A) is None:
            _require_probabilities(A, self)
            return gradient
        count = self.count(A)
        at_logits = [[(a - y) / count * self.weight(y) for a, y in zip(*rows)] for rows in zip(A, Y)]
        return _with_logit_gradient(gradient, at_logits)

    def _logits_of(self, A: "Matrix") -> "Any":
        """Return the logits; a class derived from BCE that is another loss of its probabilities is computed from these."""
        own = has_own(self, BCE, "point") or has_own(self, BCE, "slope")
        return None if own else _logits(A, SigmoidProbabilities)

    def __repr__(self) -> "str":
        return _repr(self)


def _repr(loss: "Any") -> "str":
    return "%s(%s)" % (type(loss).__name__, "" if loss.class_weights is None else "class_weights=%s" % loss.class_weights)


def _logit_bce(z: "Any", y: "Any") -> "Any":
    return max(z, 0) - z * y + log1p(exp(-abs(z)))


def _logits(A: "Any", kind: "Any") -> "Any":
    return A.logits if isinstance(A, kind) and A.unchanged() else None


def _with_logit_gradient(gradient: "Matrix", at_logits: "Matrix") -> "LogitGradient":
    result = LogitGradient(gradient)
    result.at_logits = at_logits
    result.keep()
    return result


class ClassLoss(Loss):
    """What the losses of classes share: a mean over samples, targets as one-hot rows or class numbers, weights of classes."""

    convention = "mean over samples"
    class_weights: "Optional[List[float]]" = None

    def __init__(self, class_weights: "Optional[Sequence[float]]" = None) -> "None":
        self.class_weights = check_weights(class_weights)

    def weighted(self, Y: "Matrix") -> "Matrix":
        """Return the targets times the weight of their class; the losses of classes are linear in their targets.

        Example:
            >>> CrossEntropy(class_weights=[1, 20]).weighted([[1, 0], [0, 1]])
            [[1, 0], [0, 20]]
        """
        if self.class_weights is None:
            return Y
        weights = [sum([w * y for w, y in zip(self.class_weights, row)]) for row in Y]
        return [[weight * y for y in row] for weight, row in zip(weights, Y)]

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        if len(A[0]) < 2:
            raise ShapeError(
                "%r expects one output for each class, so at least 2, but A has shape %s; for one output take BCE" % (self, shape(A))
            )
        if self.class_weights is not None and len(self.class_weights) != len(A[0]):
            raise ShapeError("%r expects one output for each class weight, but A has shape %s" % (self, shape(A)))
        if is_row(Y) and len(Y) == len(A) and not is_row(Y[0]):
            return one_hot_rows(Y, row_length(A, "A"))
        return super().targets(A, Y)

    def __repr__(self) -> "str":
        return _repr(self)


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

    With class_weights=[1, 20], every sample of class 1 counts as if it were there 20 times, but is still one in the mean over n.

    Shapes:   A [samples][classes]   Y [samples][classes], one-hot, or [samples], class numbers from 0
    Formula:  loss = -sum(Y[s][k] * log(A[s][k]) for s in range(n) for k in range(classes)) / n
              gradient[s][k] = -Y[s][k] / A[s][k] / n
              weight[s] = sum(class_weights[k] * Y[s][k] for k in range(classes))
              weighted = -sum(weight[s] * Y[s][k] * log(A[s][k]) for s in range(n) for k in range(classes)) / n
    Units:    nats
    Errors:   ShapeError  A and Y do not fit, A has one column only, or not one for each class weight
              ValueError  an output is no probability, a class number is out of range
    Example:
        >>> CrossEntropy()([[0.5, 0.5], [0.0, 1.0]], [0, 1])
        0.34657359027997264
        >>> CrossEntropy().gradient([[0.5, 0.5], [0.0, 1.0]], [[1, 0], [0, 1]])
        [[-1.0, 0.0], [0.0, -0.5]]
        >>> CrossEntropy(class_weights=[1, 20])([[0.5, 0.5], [0.0, 1.0]], [0, 1])
        0.34657359027997264
    """

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        if isinstance(A, SigmoidProbabilities):
            raise ValueError("CrossEntropy expects rows that add up to 1, but these come from a Sigmoid: end the network with Softmax, or take BCE")
        return super().targets(A, Y)

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        logits, Y = _logits(A, SoftmaxProbabilities), self.weighted(Y)
        if logits is not None:
            return _surprise(map(log_softmax, logits), Y) / len(A)
        _require_probabilities(A, self)
        return _surprise([[_log(a) for a in row] for row in A], Y) / len(A)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        n, Y = len(A), self.weighted(Y)
        gradient = [[-y / max(a, TINY) / n if y else 0.0 for a, y in zip(*rows)] for rows in zip(A, Y)]
        if _logits(A, SoftmaxProbabilities) is None:
            _require_probabilities(A, self)
            return gradient
        return _with_logit_gradient(gradient, _class_slopes(A, Y))


class SoftmaxCrossEntropy(ClassLoss):
    """Softmax and cross-entropy in one, for a network that ends in logits: no Softmax layer before it.

    Class weights are those of CrossEntropy.

    Shapes:   A [samples][classes], logits   Y [samples][classes], one-hot, or [samples], class numbers from 0
    Formula:  loss = -sum(Y[s][k] * log_softmax(A[s])[k] for s in range(n) for k in range(classes)) / n
              gradient[s][k] = (softmax(A[s])[k] * sum(Y[s]) - Y[s][k]) / n
    Units:    nats
    Errors:   ShapeError  A and Y do not fit, A has one column only, or not one for each class weight
              ValueError  a class number is out of range
    Example:
        >>> SoftmaxCrossEntropy()([[0.0, 0.0]], [1])
        0.6931471805599453
        >>> SoftmaxCrossEntropy().gradient([[0.0, 0.0]], [1])
        [[0.5, -0.5]]
    """

    def targets(self, A: "Matrix", Y: "Any") -> "Matrix":
        if isinstance(A, SoftmaxProbabilities):
            raise ValueError("SoftmaxCrossEntropy expects logits, but these come from a Softmax: leave that layer out, or take CrossEntropy")
        return super().targets(A, Y)

    def value(self, A: "Matrix", Y: "Matrix") -> "Any":
        Y = self.weighted(Y)
        return _surprise(map(log_softmax, A), Y) / len(A)

    def slopes(self, A: "Matrix", Y: "Matrix") -> "Matrix":
        Y = self.weighted(Y)
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

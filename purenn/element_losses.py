"""Losses: one number that says how wrong the outputs are, and its gradient, which says what to change.

A loss is called with outputs A and targets Y of the same shape and returns a number; its `gradient`
returns a matrix of that shape. Which mean and which sum a loss takes is part of its definition, and
stands in its `convention`. Here are the losses that look at each number by itself, and what all have in common.
"""

from .shapes import ShapeError, as_rows, is_finite, is_plain, is_row, require_finite, require_positive, row_length, row_lengths, shape, vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Sequence

    from .shapes import Matrix


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
        lengths = row_lengths(A)
        if lengths and lengths[0] and lengths == row_lengths(Y) and lengths.count(lengths[0]) == len(lengths) and is_plain(Y):
            return Y  # type: ignore[no-any-return]
        if row_length(A, "A") == 1 and is_row(Y) and len(Y) == len(A) and not is_row(Y[0]):
            return [[y] for y in vector(Y, "Y")]
        if is_row(Y) and len(Y) and not is_row(Y[0]):
            words = "%r expects targets of shape %s, like the outputs, but Y is a flat list of shape (%d,) (a flat list of outputs is one sample)"
            raise ShapeError(words % (self, shape(A), len(Y)))
        return require_same_shape(A, as_rows(Y, "Y"), self)

    def __call__(self, A: "Any", Y: "Any") -> "Any":
        """Return the loss of outputs A for targets Y.

        Errors:   ShapeError  A and Y differ in shape
                  ValueError  a target is NaN or infinite
        """
        A = as_rows(A, "A")
        Y = self.targets(A, Y)
        value = self.value(A, Y)
        if not is_finite(value) or not is_finite(sum(map(sum, Y))):  # max(0, nan) is 0: a value need not show its NaN
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

    def side(self, a: "Any", y: "Any") -> "int":
        """Return a number that changes where a crosses a kink of the loss; smooth losses have no kink, and always give 0."""
        return 0

    def kinks(self, A: "Any", Y: "Any") -> "Any":
        """Return the side of every element; a check of gradients does not step across."""
        rows = as_rows(A, "A")
        return [[self.side(a, y) for a, y in zip(*pair)] for pair in zip(rows, self.targets(rows, Y))]

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

    def side(self, a: "Any", y: "Any") -> "int":
        return int(a > y) - int(a < y)


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

    def side(self, a: "Any", y: "Any") -> "int":
        return int(a - y > self.delta) - int(a - y < -self.delta)  # with its sign: a step may go from one straight part to the other

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
        # NaN is neither at the margin nor below it; taking it along keeps it visible in the gradient.
        return 0 if y * a >= 1 else -y if y * a < 1 else y * a

    def side(self, a: "Any", y: "Any") -> "int":
        return int(y * a > 1) - int(y * a < 1)


def require_each(rows: "Sequence[Sequence[Any]]", holds: "Callable[[Any], bool]", expected: "str", name: "str" = "Y") -> "None":
    """Refuse a matrix in which a number does not fulfil a condition.

    Errors:   ValueError  the message begins with what was expected and names the place
    """
    for s, row in enumerate(rows):
        for j, v in enumerate(row):
            if not holds(v):
                raise ValueError("%s, but %s[%d][%d] is %s" % (expected, name, s, j, v))

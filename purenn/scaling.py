"""Scaling: inputs of one size, so that no input shouts the others down.

A network learns badly from numbers like 0.001 beside numbers like 3,000. A Scaler brings every input to
the same range. It is a layer, the first of its network: so it is saved with the model, and predict takes
the raw numbers.
"""

from math import sqrt

from .layer import Layer
from .shapes import ShapeError, matrix, require_finite, rows_of_width, vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional, Sequence

    from .shapes import Matrix


class Scaler(Layer):
    """Shift and scale every input by numbers of its own.

    Made from data by `Scaler.standard(X)` (mean 0, deviation 1) or `Scaler.min_max(X)` (from 0 to 1).

    Shapes:   X [samples][inputs]   A [samples][inputs]   shift [inputs]   scale [inputs]
    Formula:  A[s][i] = (X[s][i] - shift[i]) / scale[i]
              dX[s][i] = dA[s][i] / scale[i]
    Errors:   ShapeError  a row of X has more or fewer numbers than the scaler
              ValueError  a scale is 0, or a number is not finite
    Example:
        >>> Scaler([10.0, 0.0], [5.0, 255.0]).predict([[20.0, 51.0]])
        [[2.0, 0.2]]
        >>> Scaler.min_max([[0.0, 7.0], [4.0, 7.0]]).predict([[1.0, 7.0]])
        [[0.25, 0.0]]
    """

    def __init__(self, shift: "Sequence[float]", scale: "Sequence[float]") -> "None":
        self.shift = vector(shift, "shift")
        self.scale = vector(scale, "scale")
        if len(self.shift) != len(self.scale) or not self.shift:
            raise ShapeError("a Scaler expects as many shifts as scales, but got shapes %s and %s" % ((len(self.shift),), (len(self.scale),)))
        require_finite(self.shift, "shift")
        require_finite(self.scale, "scale")
        self.inputs = len(self.shift)
        if 0 in self.scale:
            raise ValueError("a Scaler divides by its scales, but scale[%d] is 0" % self.scale.index(0))

    @classmethod
    def standard(cls, X: "Any") -> "Scaler":
        """Return the scaler that gives every input of X the mean 0 and the standard deviation 1.

        The deviation divides by n. An input that never changes is only shifted, to 0.

        Formula:  shift[i] = sum(X[s][i] for s in range(n)) / n
                  scale[i] = sqrt(sum((X[s][i] - shift[i]) ** 2 for s in range(n)) / n)
        Example:
            >>> Scaler.standard([[1.0], [3.0]]).predict([[1.0], [3.0], [4.0]])
            [[-1.0], [1.0], [2.0]]
        """
        columns = _columns(X)
        means = [sum(column) / len(column) for column in columns]
        deviations = [_deviation(column, mean) for column, mean in zip(columns, means)]
        return cls(means, [1.0 if constant(column) else d for column, d in zip(columns, deviations)])

    @classmethod
    def min_max(cls, X: "Any") -> "Scaler":
        """Return the scaler that brings every input of X into the range from 0 to 1.

        Formula:  shift[i] = min(X[s][i] for s in range(n))
                  scale[i] = max(X[s][i] for s in range(n)) - shift[i]
        Example:
            >>> Scaler.min_max([[1.0], [3.0]]).predict([[1.0], [2.0], [3.0]])
            [[0.0], [0.5], [1.0]]
        """
        columns = _columns(X)
        lows = [min(column) for column in columns]
        return cls(lows, [1.0 if constant(column) else max(column) - low for column, low in zip(columns, lows)])

    def output_size(self, inputs: "Optional[int]") -> "int":
        return len(self.shift)

    def predict(self, X: "Any") -> "Matrix":
        rows = rows_of_width(X, "X", self.inputs, self)
        pairs = list(zip(self.shift, self.scale))
        return [[(x - shift) / scale for x, (shift, scale) in zip(row, pairs)] for row in rows]

    transform = predict

    def inverse(self, A: "Any") -> "Matrix":
        """Return the inputs that predict turns into A.

        Formula:  X[s][i] = A[s][i] * scale[i] + shift[i]
        Example:
            >>> Scaler([10.0], [5.0]).inverse([[2.0]])
            [[20.0]]
        """
        rows = rows_of_width(A, "A", self.inputs, self, "numbers")
        return [[a * scale + shift for a, shift, scale in zip(row, self.shift, self.scale)] for row in rows]

    def backward(self, dA: "Matrix") -> "Matrix":
        rows = rows_of_width(dA, "the gradient", self.inputs, self, "numbers")
        return [[d / scale for d, scale in zip(row, self.scale)] for row in rows]

    def config(self) -> "dict[str, Any]":
        return {"shift": self.shift, "scale": self.scale}

    def __repr__(self) -> "str":
        return "Scaler(%d)" % self.inputs


def _columns(X: "Any") -> "Any":
    rows = matrix(X, "X")
    require_finite(rows, "X")
    return list(zip(*rows))


def constant(column: "Sequence[float]") -> "bool":
    """Tell whether all numbers are equal; a deviation says so too, but for its rounding.

    Example:
        >>> constant((0.1, 0.1, 0.1)), constant((0.1, 0.2))
        (True, False)
    """
    return min(column) == max(column)


def _deviation(column: "Sequence[float]", mean: "float") -> "float":
    # In units of the largest difference: squares of very small ones are 0, of very large ones infinite.
    largest = max([abs(x - mean) for x in column]) or 1.0
    return largest * sqrt(sum([((x - mean) / largest) * ((x - mean) / largest) for x in column]) / len(column))

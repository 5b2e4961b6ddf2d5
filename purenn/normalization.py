"""Batch normalization: numbers of one size between the layers, and not only at the inputs.

A Scaler brings the inputs to one size once. Inside a network the numbers drift while the weights before them learn;
BatchNorm measures them anew in every batch, and keeps a running mean of what it measured for the time when
there is no batch, only one sample to predict.
"""

from math import sqrt

from .layer import Layer, require_forward
from .shapes import ShapeError, require_finite, require_positive, require_range, require_size, rows_of_width, vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Sequence, Tuple

    from .shapes import Matrix, Vector


class BatchNorm(Layer):
    """Give every number the mean 0 and the deviation 1 over the batch, then a gain and a shift that are learnt.

    In `forward` mean and variance are those of the batch, so the samples of a batch depend on each other, and each
    number reaches the loss in three ways: by itself, by the mean, and by the variance. The three terms of dX are
    these three. In `predict` they are running means over the batches seen so far, and each sample stands alone.

    Shapes:   X [samples][width]   A [samples][width]   gain, shift, mean, variance [width]
    Formula:  batch_mean[j] = sum(X[s][j] for s in range(n)) / n
              batch_variance[j] = sum((X[s][j] - batch_mean[j]) ** 2 for s in range(n)) / n
              normed[s][j] = (X[s][j] - batch_mean[j]) / sqrt(batch_variance[j] + epsilon)
              A[s][j] = gain[j] * normed[s][j] + shift[j]
              mean[j] = (1 - rate) * mean[j] + rate * batch_mean[j]
              variance[j] = (1 - rate) * variance[j] + rate * batch_variance[j] * n / (n - 1)
              d_gain[j] = sum(dA[s][j] * normed[s][j] for s in range(n))
              d_shift[j] = sum(dA[s][j] for s in range(n))
              dX[s][j] = gain[j] / sqrt(batch_variance[j] + epsilon) * (dA[s][j] - d_shift[j] / n - normed[s][j] * d_gain[j] / n)
    Errors:   ShapeError  a row of X has more or fewer than `width` numbers
              ValueError  a batch of one sample, which has no deviation; a setting is out of range
    Source:   S. Ioffe and C. Szegedy, Batch Normalization, ICML 2015, algorithms 1 and 2; the running means are
              exponential, where algorithm 2 takes the mean over many batches
    Example:
        >>> layer = BatchNorm(1, rate=0.5)
        >>> [[round(a, 3) for a in row] for row in layer.forward([[1.0], [3.0]])]
        [[-1.0], [1.0]]
        >>> layer.mean, layer.variance
        ([1.0], [1.5])
        >>> [[round(a, 3) for a in row] for row in layer.predict([[1.0], [3.0]])]
        [[0.0], [1.633]]
    """

    smallest_batch = 2

    def __init__(
        self,
        width: "int",
        rate: "float" = 0.1,
        epsilon: "float" = 1e-5,
        gain: "Optional[Sequence[float]]" = None,
        shift: "Optional[Sequence[float]]" = None,
        mean: "Optional[Sequence[float]]" = None,
        variance: "Optional[Sequence[float]]" = None,
    ) -> "None":
        width = require_size(width, "width of BatchNorm")
        require_range(rate, "the rate of BatchNorm", 0, 1)
        require_positive(epsilon, "the epsilon of BatchNorm")
        self.inputs = width
        self.rate = rate
        self.epsilon = epsilon
        self.gain = _row(gain, 1.0, width, "gain")
        self.shift = _row(shift, 0.0, width, "shift")
        self.mean = _row(mean, 0.0, width, "mean")
        self.variance = _row(variance, 1.0, width, "variance")
        if min(self.variance) < 0:
            raise ValueError("a variance should be at least 0, but is %s" % min(self.variance))
        self.d_gain: "Vector" = [0] * width
        self.d_shift: "Vector" = [0] * width
        self._normed: "Any" = None  # by columns, as is all that follows
        self._deviations: "Any" = None

    def predict(self, X: "Any") -> "Matrix":
        rows = rows_of_width(X, "X", self.inputs, self)
        deviations = [sqrt(v + self.epsilon) for v in self.variance]
        return self._output(_normed(zip(*rows), self.mean, deviations))

    def forward(self, X: "Any") -> "Matrix":
        rows = rows_of_width(X, "X", self.inputs, self)
        require_batch(self, len(rows))
        columns, n = list(zip(*rows)), len(rows)
        means = [sum(column) / n for column in columns]
        variances = [sum([(x - mean) * (x - mean) for x in column]) / n for column, mean in zip(columns, means)]
        self._remember(means, [variance * n / (n - 1) for variance in variances])
        self._deviations = [sqrt(variance + self.epsilon) for variance in variances]
        self._normed = _normed(columns, means, self._deviations)
        return self._output(self._normed)

    def _output(self, normed: "Matrix") -> "Matrix":
        columns = [[gain * x + shift for x in column] for column, gain, shift in zip(normed, self.gain, self.shift)]
        return [list(row) for row in zip(*columns)]

    def _remember(self, means: "Vector", variances: "Vector") -> "None":
        rate = self.rate
        self.mean[:] = [(1 - rate) * old + rate * new for old, new in zip(self.mean, means)]
        self.variance[:] = [(1 - rate) * old + rate * new for old, new in zip(self.variance, variances)]

    def backward(self, dA: "Matrix") -> "Matrix":
        require_forward(self, self._normed, dA, self.inputs)
        columns, n = list(zip(*dA)), len(dA)
        self.d_shift[:] = [sum(d_column) for d_column in columns]
        self.d_gain[:] = [sum([d * x for d, x in zip(*pair)]) for pair in zip(columns, self._normed)]
        d_columns = [self._d_column(j, columns[j], n) for j in range(self.inputs)]
        return [list(row) for row in zip(*d_columns)]

    def _d_column(self, j: "int", d_column: "Sequence[float]", n: "int") -> "Vector":
        by_mean, by_variance = self.d_shift[j] / n, self.d_gain[j] / n
        factor = self.gain[j] / self._deviations[j]
        return [factor * (d - by_mean - x * by_variance) for d, x in zip(d_column, self._normed[j])]

    def parameters(self) -> "List[Tuple[Vector, Vector]]":
        return [(self.gain, self.d_gain), (self.shift, self.d_shift)]

    def running(self) -> "List[Vector]":
        return [self.mean, self.variance]

    def config(self) -> "dict[str, Any]":
        return {
            "width": self.inputs,
            "rate": self.rate,
            "epsilon": self.epsilon,
            "gain": self.gain,
            "shift": self.shift,
            "mean": self.mean,
            "variance": self.variance,
        }

    def __repr__(self) -> "str":
        return "BatchNorm(%d)" % self.inputs


def _normed(columns: "Any", means: "Vector", deviations: "Vector") -> "Matrix":
    return [[(x - mean) / deviation for x in column] for column, mean, deviation in zip(columns, means, deviations)]


def _row(values: "Any", default: "float", width: "int", name: "str") -> "Vector":
    """Return a fresh row of numbers, all of them `default` where there are none."""
    row = [default] * width if values is None else vector(values, name)
    if len(row) != width:
        raise ShapeError("BatchNorm(%d) expects a %s of shape (%d,), but got (%d,)" % (width, name, width, len(row)))
    require_finite(row, name)
    return row


def require_batch(layer: "Any", samples: "int") -> "None":
    """Refuse a batch that is too small for a layer to learn from.

    Errors:   ValueError
    Example:
        >>> require_batch(BatchNorm(3), 1)
        Traceback (most recent call last):
        ...
        ValueError: BatchNorm(3) learns from batches of at least 2 samples, but got 1
    """
    if samples < layer.smallest_batch:
        raise ValueError("%r learns from batches of at least %d samples, but got %d" % (layer, layer.smallest_batch, samples))

"""Metrics: what people ask about a network that has learnt, in numbers that are not trained on.

Each is called like a loss, with outputs A and targets Y. For one output a class is 1 where the output is
at least one half, and 0 elsewhere; for several outputs it is the number of the largest.
"""

from math import sqrt

from .element_losses import MAE, MSE
from .shapes import ShapeError, is_row, matrix, require_finite, shape, vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Tuple

    from .shapes import Matrix


def classes(A: "Any", threshold: "float" = 0.5) -> "List[int]":
    """Return the class number that each row of outputs, or of one-hot targets, stands for.

    Shapes:   A [samples][outputs]   result [samples]
    Formula:  k = A[s].index(max(A[s])) if len(A[s]) > 1 else int(A[s][0] >= threshold)
    Example:
        >>> classes([[0.1, 0.7, 0.2], [0.6, 0.3, 0.1]]), classes([[0.4], [0.5]])
        ([1, 0], [0, 1])
    """
    return _classes(matrix(A, "A"), threshold)


def _classes(rows: "Matrix", threshold: "float" = 0.5) -> "List[int]":
    if len(rows[0]) == 1:
        return [1 if row[0] >= threshold else 0 for row in rows]
    return [row.index(max(row)) for row in rows]


def _pairs(A: "Any", Y: "Any", threshold: "float") -> "List[Tuple[int, int]]":
    """Return pairs (predicted class, true class)."""
    outputs = matrix(A, "A")
    require_finite(outputs, "A")
    predicted, true = _classes(outputs, threshold), _true_classes(Y, len(outputs[0]))
    if len(predicted) != len(true):
        raise ShapeError("a metric expects one target for each of %d samples, but Y has %d" % (len(predicted), len(true)))
    return list(zip(predicted, true))


def _true_classes(Y: "Any", outputs: "int") -> "List[int]":
    """Return the classes of targets; flat ones are class numbers, or for one output what its rows would hold, such as -1 and 1."""
    if not is_row(Y) or len(Y) == 0 or is_row(Y[0]):
        rows = matrix(Y, "Y")
        if len(rows[0]) != outputs:  # a column of class numbers, say, would be taken for yes and no
            words = "a metric expects targets in rows of %d, like the outputs, or a flat list of class numbers, but Y has shape %s"
            raise ShapeError(words % (outputs, shape(rows)))
        require_finite(rows, "Y")
        return _classes(rows)
    numbers = vector(Y, "Y")
    for s, y in enumerate(numbers):
        count = max(2, outputs)
        if not (-1 <= y <= 1 if outputs == 1 else 0 <= y < outputs):
            raise ValueError("class numbers of %d classes go from 0 to %d, but Y[%d] is %s" % (count, count - 1, s, y))
        if outputs > 1 and y != int(y):
            raise ValueError("a class number should be a whole number, but Y[%d] is %s" % (s, y))
    return _classes([[y] for y in numbers]) if outputs == 1 else [int(y) for y in numbers]


def accuracy(A: "Any", Y: "Any", threshold: "float" = 0.5) -> "float":
    """Return the share of samples whose class is right.

    Shapes:   A [samples][outputs]   Y rows of that shape, or [samples] class numbers
    Formula:  right / n
    Errors:   ShapeError  A and Y differ in samples, or in outputs where Y is no flat list
              ValueError  a number is NaN or infinite, or a class number is not one of a class
    Example:
        >>> accuracy([[0.9], [0.2], [0.7], [0.4]], [[1], [0], [0], [0]])
        0.75
    """
    pairs = _pairs(A, Y, threshold)
    return sum([1 for predicted, true in pairs if predicted == true]) / len(pairs)


def confusion_matrix(A: "Any", Y: "Any", count: "Optional[int]" = None, threshold: "float" = 0.5) -> "List[List[int]]":
    """Count for every true class (row) how often each class (column) was predicted.

    Shapes:   result [classes][classes]
    Formula:  m[i][k] = pairs.count((k, i))  # pairs of predicted and true class
    Errors:   ShapeError  A and Y differ in samples
              ValueError  a class number is not a whole number, is negative, or is not below count
    Example:
        >>> confusion_matrix([[0.9], [0.2], [0.7], [0.4]], [1, 0, 0, 0])
        [[2, 1], [0, 1]]
    """
    pairs = _pairs(A, Y, threshold)
    if count is None:
        count = max(2, len(matrix(A)[0]))
    table = [[0] * count for _ in range(count)]
    for predicted, true in pairs:
        for k in (true, predicted):
            if not 0 <= k < count:
                raise ValueError("class numbers of %d classes go from 0 to %d, but got %d" % (count, count - 1, k))
        table[true][predicted] += 1
    return table


def precision(A: "Any", Y: "Any", positive: "int" = 1, threshold: "float" = 0.5) -> "float":
    """Return the share of samples called positive that are; 0.0 where none is called so.

    Formula:  true_positives / (true_positives + false_positives)
    Example:
        >>> precision([[0.9], [0.2], [0.7], [0.4]], [1, 0, 0, 1])
        0.5
    """
    hits = [true == positive for predicted, true in _pairs(A, Y, threshold) if predicted == positive]
    return hits.count(True) / len(hits) if hits else 0.0


def recall(A: "Any", Y: "Any", positive: "int" = 1, threshold: "float" = 0.5) -> "float":
    """Return the share of positive samples that are found; 0.0 where there is none.

    Formula:  true_positives / (true_positives + false_negatives)
    Example:
        >>> recall([[0.9], [0.2], [0.7], [0.4]], [1, 0, 0, 1])
        0.5
    """
    hits = [predicted == positive for predicted, true in _pairs(A, Y, threshold) if true == positive]
    return hits.count(True) / len(hits) if hits else 0.0


def f1(A: "Any", Y: "Any", positive: "int" = 1, threshold: "float" = 0.5) -> "float":
    """Return the harmonic mean of precision and recall.

    Formula:  2 * precision * recall / (precision + recall)
    Example:
        >>> f1([[0.9], [0.2], [0.7], [0.4]], [1, 0, 0, 1])
        0.5
    """
    p, r = precision(A, Y, positive, threshold), recall(A, Y, positive, threshold)
    return 2 * p * r / (p + r) if p + r > 0 else 0.0


def rmse(A: "Any", Y: "Any") -> "float":
    """Return the root of the mean squared error, in the target's own unit.

    Formula:  sqrt(MSE()(A, Y))
    Example:
        >>> rmse([[1.0], [1.0]], [[4.0], [5.0]])
        3.5355339059327378
    """
    return sqrt(MSE()(A, Y))


def mae(A: "Any", Y: "Any") -> "float":
    """Return the mean absolute error, in the target's own unit.

    Formula:  MAE()(A, Y)
    Example:
        >>> mae([[1.0], [1.0]], [[4.0], [5.0]])
        3.5
    """
    return MAE()(A, Y)  # type: ignore[no-any-return]


def r_squared(A: "Any", Y: "Any") -> "float":
    """Return the share of the targets' variance that the outputs explain: 1 is perfect, 0 is the mean's.

    Several outputs are measured one by one, each against its own mean, and the mean of their shares is returned.

    Shapes:   A [samples][outputs]   Y rows of that shape
    Formula:  1 - sum((y - a) ** 2 for a, y in zip(A, Y)) / sum((y - mean(Y)) ** 2 for y in Y)  # of one output
    Errors:   ShapeError  A and Y differ in shape
              ValueError  all targets of an output are equal, so that there is no variance to explain
    Example:
        >>> r_squared([[1.0], [3.0]], [[1.0], [3.0]])
        1.0
    """
    A, Y = matrix(A, "A"), MSE().targets(A, Y)
    shares = [_share_explained([row[k] for row in A], [row[k] for row in Y]) for k in range(len(Y[0]))]
    return sum(shares) / len(shares)


def _share_explained(outputs: "Any", targets: "Any") -> "float":
    mean = sum(targets) / len(targets)
    error = sum([(y - a) * (y - a) for a, y in zip(outputs, targets)])
    variance = sum([(y - mean) * (y - mean) for y in targets])
    if variance == 0 or min(targets) == max(targets):  # the mean of equal numbers may be rounded, and the variance nearly 0
        raise ValueError("r_squared expects targets that differ, but all %d are %s" % (len(targets), targets[0]))
    return 1 - error / variance  # type: ignore[no-any-return]


class Recorder:
    """Add the values of metrics to a history, epoch by epoch, under the names of their functions.

    A metric gets the targets as they were passed to `fit`, so that it says what it says in `evaluate`: class numbers stay
    class numbers, and are not the rows that the loss has made of them.
    """

    def __init__(self, metrics: "Any", Y: "Any", validation: "Any" = None) -> "None":
        self.metrics = list(zip(metric_names(metrics), metrics))
        self.flat = _flat(Y)
        self.flat_validation = None if validation is None else _flat(validation[1])

    def training(self, history: "Any", seen: "Any", order: "Any") -> "None":
        """Measure an epoch by pairs (outputs, targets) of its batches; their samples stand in this order."""
        A = [a for A, _ in seen for a in A]
        Y = [y for _, Y in seen for y in Y]
        if self.flat is not None:
            Y = [self.flat[s] for s in order or range(len(A))][: len(A)]
        self._record(history, "", A, Y)

    def validation(self, history: "Any", A: "Any", Y: "Any") -> "None":
        """Measure the validation data."""
        self._record(history, "validation_", A, Y if self.flat_validation is None else self.flat_validation)

    def _record(self, history: "Any", prefix: "str", A: "Any", Y: "Any") -> "None":
        for name, metric in self.metrics:
            history.metrics.setdefault(prefix + name, []).append(metric(A, Y))


def _flat(Y: "Any") -> "Optional[List[float]]":
    """Return a copy of targets that are a flat list, and None for rows."""
    return None if is_row(Y[0]) else vector(Y, "Y")


def metric_names(metrics: "Any") -> "List[str]":
    """Return the names of the functions, with a number where one comes again.

    Example:
        >>> metric_names([max, min, max])
        ['max', 'min', 'max_2']
    """
    bases = [getattr(metric, "__name__", type(metric).__name__) for metric in metrics]
    counts = [bases[:i].count(base) for i, base in enumerate(bases)]
    return ["%s_%d" % (base, count + 1) if count else base for base, count in zip(bases, counts)]

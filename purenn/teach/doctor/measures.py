"""What the doctor measures: of numbers, targets and layers, so that it means the same for every network."""

from __future__ import annotations

from math import isfinite, log, sqrt
from typing import Any, Dict, List, Sequence

from ...linalg import inner
from ...losses import SoftmaxCrossEntropy

TINY = 1e-12


def typical(values: Sequence[float]) -> float:
    """Return the typical size of some numbers, the root of their mean square.

    Example:
        >>> typical([3.0, -4.0, 0.0, 0.0])
        2.5
    """
    largest = max(map(abs, values)) if values else 0.0
    if not largest or not isfinite(largest):
        return float(largest)
    # In units of the largest, for the square of a very large one would be infinite.
    return float(largest * sqrt(sum([(v / largest) ** 2 for v in values]) / len(values)))


def median(values: Sequence[float]) -> float:
    """Return the middle one, the upper of two.

    Example:
        >>> median([5, 1, 3]), median([1, 2])
        (3, 2)
    """
    return sorted(values)[len(values) // 2]


def constant_loss(loss: Any, Y: Sequence[Sequence[float]]) -> float:
    """Return the loss of a network that says the mean target for every sample: it has learnt nothing from the inputs.

    With class weights, a sample counts in the mean as often as its weight says.

    Example:
        >>> from purenn.losses import BCE, MSE
        >>> constant_loss(MSE(), [[1.0], [3.0]]), round(constant_loss(BCE(), [[0], [1]]), 4)
        (1.0, 0.6931)
    """
    weights = getattr(loss, "class_weights", None)
    counts = [weights[class_of(row)] for row in Y] if weights else [1.0] * len(Y)
    mean = [inner(counts, column) / (sum(counts) or 1.0) for column in zip(*Y)]
    if isinstance(loss, SoftmaxCrossEntropy):
        mean = [log(max(m, TINY)) for m in mean]
    return float(loss([mean[:] for _ in Y], [list(y) for y in Y]))


def class_of(row: Sequence[float]) -> int:
    """Return the class that a row of outputs or targets names.

    Example:
        >>> class_of([0.25, 0.75, 0.0]), class_of([0.75]), class_of([0.0])
        (1, 1, 0)
    """
    return row.index(max(row)) if len(row) > 1 else int(row[0] > 0.5)


def class_counts(Y: Sequence[Sequence[float]]) -> Dict[int, int]:
    """Return how many targets each class has; nothing where the targets are no classes.

    Example:
        >>> class_counts([[1, 0], [0, 1], [1, 0]]), class_counts([[0], [1], [1]]), class_counts([[0.5]])
        ({0: 2, 1: 1}, {0: 1, 1: 2}, {})
    """
    if any([y not in (0, 1) for row in Y for y in row]) or (len(Y[0]) > 1 and any([sum(row) != 1 for row in Y])):
        return {}
    counts: Dict[int, int] = {}
    for row in Y:
        counts[class_of(row)] = counts.get(class_of(row), 0) + 1
    return dict(sorted(counts.items()))


def chosen(Y: Sequence[Sequence[float]], count: int) -> List[int]:
    """Choose about so many samples: of classes equally many, so that a rare one is seen too; of measurements, evenly.

    Example:
        >>> chosen([[0], [0], [0], [0], [1]], 2), chosen([[0.1], [0.2], [0.3], [0.4]], 2)
        ([0, 4], [0, 2])
    """
    groups: Dict[int, List[int]] = {}
    classes = class_counts(Y)
    for s, row in enumerate(Y):
        groups.setdefault(class_of(row) if classes else 0, []).append(s)
    share = max(1, count // len(groups))
    return sorted([s for group in groups.values() for s in group[:: -(-len(group) // share)]])


def copies(layer: Any) -> int:
    """Return how many units of a Dense layer have the weights and the bias of another one.

    Example:
        >>> from purenn import Dense
        >>> copies(Dense(2, 3, "zeros"))
        2
    """
    units = [(*row, bias) for row, bias in zip(layer.weights, layer.biases)]
    return len(units) - len(set(units))


def flattened(rows: Sequence[Sequence[float]]) -> List[float]:
    """Return all numbers of a matrix in one list.

    Example:
        >>> flattened([[1, 2], [3, 4]])
        [1, 2, 3, 4]
    """
    return [v for row in rows for v in row]

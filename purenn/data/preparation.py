"""Prepare data for learning: class numbers as one-hot rows, a held-out test set, folds, another order."""

from __future__ import annotations

import math
from operator import index
from typing import Any, Iterable

from ..rng import Random, resolve
from ..shapes import as_integer
from .dataset import Dataset
from .errors import DataError, counted, finite_number, sequence, shown, whole_number


def one_hot(labels: Iterable[int], classes: int | None = None) -> list[list[float]]:
    """Turn class numbers into rows that hold 1.0 at the class and 0.0 elsewhere.

    Shapes:   labels [samples], flat   result [samples][classes]; classes is by default the largest label + 1
    Formula:  result[s][c] = 1.0 if c == labels[s] else 0.0
    Errors:   DataError  a label is not a whole number from 0 to classes - 1, or there is no label to count the classes by
    Example:
        >>> one_hot([0, 2, 1])
        [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    """
    count = None if classes is None else whole_number("classes", classes, 1)
    numbers = [_class_number(label, place, count) for place, label in enumerate(sequence("labels", labels, "class numbers"))]
    if count is None and not numbers:
        raise DataError("one_hot got no labels to count the classes by: say classes=")
    width = count or max(numbers) + 1
    return [[1.0 if c == number else 0.0 for c in range(width)] for number in numbers]


def shuffled(dataset: Dataset, rng: Random | None = None) -> Dataset:
    """Give the same samples in another order; each input row keeps its target.

    Example:
        >>> sorted(shuffled(Dataset([[1.0], [2.0], [3.0]], [10.0, 20.0, 30.0])).Y)
        [10.0, 20.0, 30.0]
    """
    _require_dataset(dataset)
    return dataset.subset(_order(dataset, rng))


def train_test_split(dataset: Dataset, test: float = 0.2, rng: Random | None = None, stratify: bool = True) -> tuple[Dataset, Dataset]:
    """Divide the samples at random into (training data, test data); every sample goes to exactly one of them.

    `test` is a share between 0 and 1, or a count of samples. For a classification each class keeps its share, to less than one
    sample, and each class of two or more samples is in both parts; a class of one sample stays in the training data. Many
    rare classes can make the test set somewhat larger or smaller than asked. stratify=False, or a regression: a plain draw.

    Formula:  test_size = int(test * samples + 0.5)
    Errors:   DataError  fewer than 2 samples, a share or count that leaves one part empty, or no class with 2 samples
    Source:   largest remainders as in scikit-learn, sklearn/utils/extmath.py, _approximate_mode, which draws among ties; here the lower class goes first
    Example:
        >>> data = Dataset([[float(s)] for s in range(10)], [0, 1] * 5, class_names=["even", "odd"])
        >>> train, test = train_test_split(data, test=0.4)
        >>> sorted(train.Y), sorted(test.Y)
        ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1])
    """
    _require_dataset(dataset)
    size = _test_size(test, len(dataset))
    stratified = stratify and dataset.kind == "classification"
    seats: dict[Any, int] = _seats(dataset, size) if stratified else {None: size}
    train_indices: list[int] = []
    test_indices: list[int] = []
    for s in _order(dataset, rng):
        group = dataset.Y[s] if stratified else None
        if seats[group]:
            seats[group] -= 1
            test_indices.append(s)
        else:
            train_indices.append(s)
    return dataset.subset(train_indices), dataset.subset(test_indices)


def k_folds(dataset: Dataset, k: int = 10, rng: Random | None = None, stratify: bool = True) -> list[tuple[Dataset, Dataset]]:
    """Divide the samples at random into k folds; give k pairs (all the other folds, this fold) to train and test on.

    Every sample is tested exactly once. The folds differ in size by one sample at most; for a classification (unless
    stratify=False) they differ by one sample at most in each class too.

    Errors:   DataError  k is not a whole number from 2 to the number of samples
    Source:   R. Kohavi, A study of cross-validation and bootstrap for accuracy estimation and model selection, IJCAI 1995, pp. 1137-1143, which recommends ten stratified folds
    Example:
        >>> data = Dataset([[float(s)] for s in range(7)], [0.0] * 7)
        >>> [len(test) for train, test in k_folds(data, k=3)]
        [3, 2, 2]
    """
    _require_dataset(dataset)
    folds = whole_number("k", k, 2)
    if folds > len(dataset):
        raise DataError("k_folds expects a sample for each fold, got k=%d and %s" % (folds, counted(len(dataset), "sample")))
    order = _order(dataset, rng)
    # Class after class is dealt out like cards: sorted() keeps the random order within a class.
    dealt = sorted(order, key=lambda s: dataset.Y[s]) if stratify and dataset.kind == "classification" else order
    fold_of = {s: place % folds for place, s in enumerate(dealt)}
    return [_fold(dataset, order, fold_of, fold) for fold in range(folds)]


def _fold(dataset: Dataset, order: list[int], fold_of: dict[int, int], fold: int) -> tuple[Dataset, Dataset]:
    train = dataset.subset(s for s in order if fold_of[s] != fold)
    return train, dataset.subset(s for s in order if fold_of[s] == fold)


def _require_dataset(dataset: Any) -> None:
    if not isinstance(dataset, Dataset):
        raise DataError("expected a Dataset, got %s" % shown(dataset))


def _order(dataset: Dataset, rng: Random | None) -> list[int]:
    return list(resolve(rng).shuffle(list(range(len(dataset)))))


def _class_number(label: Any, place: int, classes: int | None) -> int:
    try:
        number = int(index(label))
    except TypeError:
        number = -1
    if number < 0 or (classes is not None and number >= classes):
        expected = "0, 1, 2 ..." if classes is None else "from 0 to %d" % (classes - 1)
        raise DataError("labels[%d] must be a class number %s, got %s" % (place, expected, shown(label)))
    return number


def _test_size(test: Any, samples: int) -> int:
    if samples < 2:
        raise DataError("train_test_split expects at least 2 samples, got %s" % samples)
    size = as_integer(test)
    if size is None:
        share = math.nan if isinstance(test, bool) else finite_number("test", test)
        # A share of a small set rounds to at least one sample on either side.
        size = min(max(1, int(share * samples + 0.5)), samples - 1) if 0.0 < share < 1.0 else 0
    if not 1 <= size < samples:
        expected = "a share between 0 and 1, or a count from 1 to %d" % (samples - 1)
        raise DataError("test must be %s, got %s" % (expected, shown(test)))
    return size


def _seats(dataset: Dataset, size: int) -> dict[Any, int]:
    """Say for each class how many samples are tested: its share rounded down, then one more by the largest remainder."""
    members = {c: dataset.Y.count(c) for c in sorted(set(dataset.Y))}
    # Whole numbers only, so that the shares are exact: members * size = floor * samples + remainder.
    shares = {c: divmod(count * size, len(dataset)) for c, count in members.items()}
    seats = {c: min(max(shares[c][0], 1), count - 1) for c, count in members.items()}
    by_remainder = sorted(members, key=lambda c: (-shares[c][1], c))
    for c in by_remainder:
        wants_more = shares[c][1] > 0 and seats[c] == shares[c][0] < members[c] - 1
        if wants_more and sum(seats.values()) < size:
            seats[c] += 1
    if not any(seats.values()):
        raise DataError("no class has 2 samples, so none can be in both parts; say stratify=False")
    return seats

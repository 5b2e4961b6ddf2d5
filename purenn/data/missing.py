"""Missing values: what stands for them in a file, and what is put in their place."""

from __future__ import annotations

import math
from typing import Any, Iterable, Sequence

from .dataset import Dataset
from .errors import DataError, counted
from .words import word_groups, word_of

# What read_csv does about them, besides refusing them: leave the lines out, fill them in, or hand them on.
WAYS = ("drop", "mean", "nan")


def typical_row(dataset: Dataset) -> list[float]:
    """Return the mean of every input; of a column of words the most frequent one. A NaN, where a value is missing, does not count.

    Shapes:   result [inputs]
    Errors:   DataError  an input has no value at all
    Example:
        >>> typical_row(Dataset([[1.0, 1.0, 0.0], [3.0, 1.0, 0.0], [math.nan, 0.0, 1.0]], [0, 0, 0], ["age", "c=green", "c=red"]))
        [2.0, 1.0, 0.0]
    """
    typical = [0.0] * len(dataset.input_names)
    for group in word_groups(dataset.input_names):
        rows = [row for row in dataset.X if not any(math.isnan(row[i]) for i in group)]
        if not rows:
            raise DataError("the input %r has no value in any of the rows: leave it out" % dataset.input_names[group[0]])
        for i, value in zip(group, _typical(rows, group, "=" in dataset.input_names[group[0]])):
            typical[i] = value
    return typical


def _typical(rows: list[Sequence[float]], group: list[int], words: bool) -> list[float]:
    said: list[Any] = [word_of(row, group) for row in rows] if words else [None]
    if None in said:
        return [math.fsum([row[i] for row in rows]) / len(rows) for i in group]
    most = max(group, key=said.count)  # of equally frequent ones the first
    return [1.0 if i == most else 0.0 for i in group]


def filled(dataset: Dataset, values: Iterable[float]) -> Dataset:
    """Give the same data with one value for each input in the place of every NaN.

    Errors:   DataError  there are more or fewer values than inputs
    Example:
        >>> filled(Dataset([[1.0, math.nan]], [0]), [5.0, 7.0]).X
        [[1.0, 7.0]]
    """
    values = list(values)
    if len(values) != len(dataset.input_names):
        raise DataError("filled expects one value for each of %s, got %d" % (counted(len(dataset.input_names), "input"), len(values)))
    whole = dataset.subset(range(len(dataset)))
    whole.X = [[value if math.isnan(x) else x for x, value in zip(row, values)] for row in dataset.X]
    return whole


def count_missing(dataset: Dataset) -> int:
    """Count the NaN among the inputs; a missing word is one, however many inputs its column has become."""
    firsts = [group[0] for group in word_groups(dataset.input_names)]
    return sum(math.isnan(row[i]) for row in dataset.X for i in firsts)

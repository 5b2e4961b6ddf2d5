"""Missing values: what stands for them in a file, and what is put in their place."""

from __future__ import annotations

import math
from typing import Iterable

from .dataset import Dataset
from .errors import DataError, counted
from .words import table_columns, word_of

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
    for inputs, words in table_columns(dataset.input_names, dataset.X):
        rows = [row for row in dataset.X if not math.isnan(row[inputs[0]])]
        if not rows:
            raise DataError("the input %r has no value in any of the rows: leave it out" % dataset.input_names[inputs[0]])
        if words:
            said = [word_of(row, inputs) for row in rows]
            typical[max(inputs, key=said.count)] = 1.0  # of equally frequent ones the first
        else:
            typical[inputs[0]] = math.fsum([row[inputs[0]] for row in rows]) / len(rows)
    return typical


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
    firsts = [column.inputs[0] for column in table_columns(dataset.input_names, dataset.X)]
    return sum(math.isnan(row[i]) for row in dataset.X for i in firsts)

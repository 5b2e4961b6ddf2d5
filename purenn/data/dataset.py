"""A data set: rows of inputs, one target for each row, and the names that belong to them."""

from __future__ import annotations

from operator import index
from typing import Any, Iterable, Sequence

from ..shapes import ShapeError, as_integer
from .errors import DataError, counted, sequence, shown


class Dataset:
    """Hold inputs X and targets Y together with the names of what they mean.

    The rows are copied, so that two data sets never share one. A row of `bytes` (a grey image) stays as it is: it is a
    sequence of whole numbers already, nobody can change it, and it takes an eighth of the memory. The notes say what a reader
    of a file has decided by itself, a plain sentence each.

    Shapes:   X [samples][inputs]   Y [samples], flat   input_names [inputs]   class_names [classes], empty for regression
    Errors:   ShapeError  X and Y differ in length, or a row of X has more or fewer numbers than there are input names
              DataError   a class number of Y is not a whole number from 0 to classes - 1
    Example:
        >>> heights = Dataset([[1.0], [2.0], [3.0]], [0, 1, 1], ["metres"], ["short", "tall"], name="heights")
        >>> heights
        Dataset('heights', 3 samples, 1 input, 2 classes)
        >>> len(heights), heights.kind, heights.class_names[heights.Y[2]]
        (3, 'classification', 'tall')
    """

    __slots__ = ("X", "Y", "class_names", "credit", "input_names", "name", "notes", "target_name")

    def __init__(
        self,
        X: Iterable[Sequence[float]],
        Y: Iterable[float],
        input_names: Iterable[str] = (),
        class_names: Iterable[str] = (),
        name: str = "data",
        credit: str = "",
        target_name: str = "",
        notes: Iterable[str] = (),
    ) -> None:
        self.X: list[Sequence[float]] = [_row(row, s) for s, row in enumerate(sequence("X", X, "rows"))]
        self.class_names: list[str] = list(class_names)
        self.input_names: list[str] = list(input_names) or _numbered(self.X)
        # Any: class numbers are ints (they index class_names), regression targets are floats; `kind` says which.
        self.Y: list[Any] = _class_numbers(Y, len(self.class_names)) if self.class_names else sequence("Y", Y, "numbers")
        self.name = name
        self.credit = credit
        self.target_name = target_name
        self.notes = tuple(notes)
        _check_shape(self)

    @property
    def kind(self) -> str:
        """Tell "classification" (Y holds class numbers) from "regression" (Y holds measurements).

        Example:
            >>> Dataset([[0.0]], [0.5]).kind
            'regression'
        """
        return "classification" if self.class_names else "regression"

    def subset(self, indices: Iterable[int]) -> Dataset:
        """Copy the samples of these indices, in this order, into a new data set with the same names.

        Errors:   DataError  an index is not a whole number from 0 to len(self) - 1
        Example:
            >>> Dataset([[1.0], [2.0], [3.0]], [10.0, 20.0, 30.0]).subset([2, 0]).Y
            [30.0, 10.0]
        """
        chosen = [self._checked(position) for position in indices]
        rows, targets = [self.X[s] for s in chosen], [self.Y[s] for s in chosen]
        about = (self.name, self.credit, self.target_name, self.notes)
        return Dataset(rows, targets, self.input_names, self.class_names, *about)

    def _checked(self, position: int) -> int:
        number = as_integer(position)
        if number is None or not 0 <= number < len(self):
            raise DataError("subset expects indices from 0 to %d, got %s" % (len(self) - 1, shown(position)))
        return number

    def __len__(self) -> int:
        return len(self.X)

    def __repr__(self) -> str:
        parts = [counted(len(self), "sample"), counted(len(self.input_names), "input")]
        parts.append(counted(len(self.class_names), "class") if self.class_names else self.kind)
        return "Dataset(%r, %s)" % (self.name, ", ".join(parts))


def _row(row: Any, s: int) -> Sequence[float]:
    return row if isinstance(row, bytes) else sequence("X[%d]" % s, row, "numbers")


def _numbered(rows: list[Sequence[float]]) -> list[str]:
    return ["input_%d" % i for i in range(len(rows[0]))] if rows else []


def _class_numbers(Y: Iterable[Any], classes: int) -> list[int]:
    numbers: list[int] = []
    for label in sequence("Y", Y, "class numbers"):
        try:
            number = int(index(label))
        except TypeError:
            number = -1
        if not 0 <= number < classes:
            place = "Y[%d] must be a class number from 0 to %d" % (len(numbers), classes - 1)
            raise DataError("%s, one for each class name, got %s" % (place, shown(label)))
        numbers.append(number)
    return numbers


def _check_shape(dataset: Dataset) -> None:
    if len(dataset.X) != len(dataset.Y):
        raise ShapeError("X has %s, but Y has %s" % (counted(len(dataset.X), "row"), counted(len(dataset.Y), "target")))
    width = len(dataset.input_names)
    for s, row in enumerate(dataset.X):
        if len(row) != width:
            raise ShapeError("X[%d] has %s, but there are %s" % (s, counted(len(row), "number"), counted(width, "input name")))

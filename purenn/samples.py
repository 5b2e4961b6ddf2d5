"""Samples for the fast lane: only what is not zero, grouped by its level.

Most of an image is paper. What is left is rounded to a few levels, and pixels of one level are kept together, so that
their rows of weights can be added first and multiplied once. A prepared sample is a tuple of pairs (level, numbers of the
inputs that have it); the last pair is the bias, an input that is always one.
"""

from .fixed_point import to_fixed
from .shapes import ShapeError, is_finite, is_row, require_finite, require_positive, vector

try:
    from itertools import compress
except ImportError:
    compress = None  # type: ignore[assignment, misc]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional, Sequence, Tuple

    Sample = Tuple[Tuple[int, Tuple[int, ...]], ...]


EVERY_BYTE = bytes(range(256))


class Samples(list):  # type: ignore[type-arg]
    """Prepared samples, with what has to be known to prove that no lane overflows."""

    heaviest = 0  # the largest sum of all levels of one sample, signs left out
    heaviest_place = 0
    highest = 0  # the largest level, its sign left out


class Grid:
    """Round rows of numbers to levels: whole multiples of 2**-bits, of what the numbers mean.

    A number v means v * input_scale, or, behind a Scaler, (v - shift[i]) / scale[i].

    Errors:   ValueError  the scale is not above 0
    Example:
        >>> Grid(4, 1 / 255, 4).sample(bytes([0, 255, 7, 250]), "X[0]")
        ((16, (1, 3)), (16, (4,)))
    """

    def __init__(self, inputs: "int", input_scale: "float", bits: "int", scaler: "Any" = None) -> "None":
        require_positive(input_scale, "input_scale")
        self.inputs = inputs
        self.bits = bits
        self.factor = input_scale
        self.shift: "List[float]" = scaler.shift if scaler else [0.0] * inputs
        self.scale: "List[float]" = scaler.scale if scaler else [1.0] * inputs
        self.numbers = list(range(inputs))
        self.bias = (1 << bits, (inputs,))
        self.table: "Optional[List[int]]" = None
        if len(set(self.shift)) == 1 and len(set(self.scale)) == 1:
            self.table = [self.level(v, self.shift[0], self.scale[0]) for v in range(256)]
        self.bytes = bytes(self.table) if self.table and min(self.table) >= 0 and max(self.table) < 256 else None
        self.highest_of_bytes = max(map(abs, self.table)) if self.table else 0

    def level(self, v: "Any", shift: "float", scale: "float") -> "int":
        """Return the level of one number."""
        return to_fixed((v * self.factor - shift) / scale, self.bits)

    def levels(self, row: "Any", name: "str") -> "Sequence[int]":
        """Return the level of every number of a row; rows of bytes go through a table.

        Errors:   ShapeError  the row has more or fewer numbers than there are inputs
                  ValueError  an element is NaN, infinite, or no number
        """
        if len(row) != self.inputs:
            raise ShapeError("the network expects rows of %d inputs, but %s has %d" % (self.inputs, name, len(row)))
        if self.table and isinstance(row, (bytes, bytearray)):
            if self.bytes == EVERY_BYTE:
                return row
            if self.bytes and hasattr(row, "translate"):
                return row.translate(self.bytes)
            table = self.table
            return [table[v] for v in row]
        row = vector(row, name)
        if not is_finite(sum(row)):
            require_finite(row, name)
        return [self.level(v, shift, scale) for v, shift, scale in zip(row, self.shift, self.scale)]

    def sample(self, row: "Any", name: "str") -> "Sample":
        """Return the pairs (level, inputs) of a row, the bias last."""
        levels = self.levels(row, name)
        pairs = zip(self.numbers, levels) if compress is None else zip(compress(self.numbers, levels), filter(None, levels))
        found: "Dict[int, List[int]]" = {}
        for i, level in pairs:
            if level in found:
                found[level].append(i)
            elif level:
                found[level] = [i]
        groups = [(level, tuple(members)) for level, members in found.items()]
        groups.append(self.bias)
        return tuple(groups)

    def rows(self, X: "Any", name: "str" = "X") -> "Any":
        """Return the rows of X; a flat list, or one row of bytes, is one sample.

        Errors:   ShapeError  X is no list of rows
        """
        if not is_row(X) or len(X) == 0:
            raise ShapeError("%s should be a list of rows of %d numbers, but is %r" % (name, self.inputs, X))
        X = X if is_row(X[0]) else [X]
        for s, row in enumerate(X):
            if not is_row(row):
                raise ShapeError("%s[0] is a row, but %s[%d] is %r" % (name, name, s, row))
        return X

    def samples(self, X: "Any", name: "str" = "X") -> "Samples":
        """Prepare all rows for training.

        Errors:   ShapeError  there is no row, or rows are not as long as the network has inputs
        """
        if isinstance(X, Samples):
            return X
        prepared = Samples()
        for s, row in enumerate(self.rows(X, name)):
            sample = self.sample(row, "%s[%d]" % (name, s))
            prepared.append(sample)
            weight = sum([abs(level) * len(members) for level, members in sample])
            if weight > prepared.heaviest:
                prepared.heaviest, prepared.heaviest_place = weight, s
            prepared.highest = max(prepared.highest, max([abs(level) for level, _ in sample[:-1]] or [0]))
        return prepared

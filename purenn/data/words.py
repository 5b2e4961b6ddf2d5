"""Columns of words, which became inputs `column=word`, and what such inputs mean."""

from __future__ import annotations

import math
from typing import NamedTuple, Sequence


class Column(NamedTuple):
    """A column of a table: the inputs that it became, and whether it holds words, each of which is an input then."""

    inputs: list[int]
    words: bool


def table_columns(input_names: Sequence[str], X: Sequence[Sequence[float]]) -> list[Column]:
    """Divide the inputs into the columns they were: the neighbours `column=word` of one column belong together, others stand alone.

    A column of numbers may have such a name too; so there are words only where every row has one of them, or none at all.

    Example:
        >>> X = [[34.0, 0.0, 1.0, 7.5], [28.0, 1.0, 0.0, 9.0]]
        >>> [tuple(column) for column in table_columns(["age", "color=green", "color=red", "T=20"], X)]
        [([0], False), ([1, 2], True), ([3], False)]
    """
    columns: list[Column] = []
    for group in _neighbours(input_names):
        if "=" in input_names[group[0]] and all(word_of(row, group) is not None or all(math.isnan(row[i]) for i in group) for row in X):
            columns.append(Column(group, True))
        else:
            columns += [Column([i], False) for i in group]
    return columns


def _neighbours(input_names: Sequence[str]) -> list[list[int]]:
    groups: list[list[int]] = []
    last = None
    for i, name in enumerate(input_names):
        column, mark, _ = name.partition("=")
        if mark and column == last:
            groups[-1].append(i)
        else:
            groups.append([i])
        last = column if mark else None
    return groups


def word_of(row: Sequence[float], group: Sequence[int]) -> int | None:
    """Return which input of a group is the word that stands there, or None where it is none: numbers, or nothing at all.

    Example:
        >>> word_of([7.0, 0.0, 1.0], [1, 2]), word_of([7.0, 0.5, 0.5], [1, 2])
        (2, None)
    """
    ones = [i for i in group if row[i] == 1.0]
    return ones[0] if len(ones) == 1 and all(row[i] == 0.0 for i in group if i != ones[0]) else None


def in_words(input_names: Sequence[str], X: Sequence[Sequence[float]], chosen: Sequence[int]) -> list[list[tuple[str, str | float]]]:
    """Give the columns of the chosen rows with their numbers and words, as the table had them.

    Example:
        >>> in_words(["age", "color=green", "color=red"], [[34.0, 0.0, 1.0], [28.0, 1.0, 0.0]], [1, 0])
        [[('age', 28.0), ('color', 'green')], [('age', 34.0), ('color', 'red')]]
    """
    columns = table_columns(input_names, X)
    return [_row_in_words(input_names, columns, X[s]) for s in chosen]


def _row_in_words(input_names: Sequence[str], columns: Sequence[Column], row: Sequence[float]) -> list[tuple[str, str | float]]:
    found: list[tuple[str, str | float]] = []
    for inputs, words in columns:
        said = word_of(row, inputs) if words else None
        if said is None:
            found += [(input_names[i], row[i]) for i in inputs]
        else:
            column, _, word = input_names[said].partition("=")
            found.append((column, word))
    return found

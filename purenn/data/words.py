"""Columns of words, which became inputs `column=word`, and what such inputs mean."""

from __future__ import annotations

from typing import Sequence


def word_groups(input_names: Sequence[str]) -> list[list[int]]:
    """Divide the inputs into columns: the neighbours `column=word` of one column belong together, others stand alone.

    Example:
        >>> word_groups(["age", "color=green", "color=red", "size"])
        [[0], [1, 2], [3]]
    """
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


def in_words(input_names: Sequence[str], row: Sequence[float]) -> list[tuple[str, str | float]]:
    """Give the columns of a row with their numbers and words, as the table had them.

    Example:
        >>> in_words(["age", "color=green", "color=red"], [34.0, 0.0, 1.0])
        [('age', 34.0), ('color', 'red')]
    """
    found: list[tuple[str, str | float]] = []
    for group in word_groups(input_names):
        said = word_of(row, group) if "=" in input_names[group[0]] else None
        if said is None:
            found += [(input_names[i], row[i]) for i in group]
        else:
            column, _, word = input_names[said].partition("=")
            found.append((column, word))
    return found

"""What stands out in a table and may be meant otherwise: words that became many inputs, capitals, numbers of lines."""

from __future__ import annotations

import math
from typing import Sequence

from .dataset import Dataset
from .spelling import explained
from .words import table_columns

# Up to so many rows, every line with a number of its own is no wonder; of words it is none below so many lines.
FEW_ROWS = 20
FEW_LINES = 10


def hints(dataset: Dataset) -> list[str]:
    """Say in a sentence each what stands out.

    Example:
        >>> hints(Dataset([[1.0, 0.0], [0.0, 1.0]], [0, 1], ["color=Red", "color=red"], ["no", "yes"]))
        ['one input for each word: color 2', "the words 'Red' and 'red' of color differ in capitals only"]
    """
    values = list(zip(*dataset.X))
    columns = table_columns(dataset.input_names, dataset.X)
    words = dict([_words(dataset.input_names, column.inputs) for column in columns if column.words])
    sizes = ["%s %d" % (name, len(found)) for name, found in words.items()]
    found = ["one input for each word: " + ", ".join(sizes)] if sizes else []
    for name, own in words.items():
        cause = explained(own)
        found += ["the words of %s: %s" % (name, cause)] if cause else []
        found += _capitals("words", own, " of " + name)
    found += _capitals("classes", dataset.class_names, "")
    found += _first_row({**words, dataset.target_name: dataset.class_names})
    for column in columns:
        name = dataset.input_names[column.inputs[0]]
        found += _labels(name.partition("=")[0] if column.words else name, [values[i] for i in column.inputs])
    return found


def _words(input_names: Sequence[str], group: Sequence[int]) -> tuple[str, list[str]]:
    """Give the name of a column of words, and the words."""
    name = input_names[group[0]].partition("=")[0]
    return name, [input_names[i][len(name) + 1 :] for i in group]


def _capitals(what: str, words: Sequence[str], where: str) -> list[str]:
    """Name the first two words that only capitals tell apart."""
    seen: dict[str, str] = {}
    for word in words:
        other = seen.setdefault(word.lower(), word)
        if other != word:
            return ["the %s %r and %r%s differ in capitals only" % (what, other, word, where)]
    return []


def _first_row(words: dict[str, list[str]]) -> list[str]:
    """Ask about the first column that is called as one of its cells is; pandas calls columns 0 and 1, so numbers say nothing."""
    named = [name for name, own in words.items() if name in own and not name.isdigit()]
    return ["the column %r has its own name among its words: has the file no header line?" % name for name in named[:1]]


def _labels(name: str, columns: Sequence[Sequence[float]]) -> list[str]:
    """Point at a column that numbers the lines, or hardly ever says a word again."""
    if len(columns) > 1:
        return _rare_words(name, len(columns), sum([not math.isnan(value) for value in columns[0]]))
    if len(columns[0]) <= FEW_ROWS or not _numbers_lines(columns[0]):
        return []
    return ["%s has another whole number in every line; if that is but a label, say ignore=[%r]" % (name, name)]


def _rare_words(name: str, words: int, lines: int) -> list[str]:
    """Point at a column of which most new rows will have a word that the model does not know."""
    if lines < FEW_LINES or 2 * words <= lines:
        return []
    consequence = "no row with a new word there can be predicted; ignore=[%r] leaves it out" % name
    return ["%s has %d different words in %d lines: %s" % (name, words, lines, consequence)]


def _numbers_lines(values: Sequence[float]) -> bool:
    """Tell whether these are whole numbers that never come twice, and that rise, or leave hardly a gap."""
    if len(set(values)) < len(values) or not all(value.is_integer() for value in values):
        return False
    return max(values) - min(values) < 2 * len(values) or list(values) == sorted(values)

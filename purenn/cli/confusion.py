"""The confusion matrix as text: for every class, what the network took its rows for, and how often it was right to say it."""

from __future__ import annotations

from typing import Sequence

WIDTH = 79
LONGEST_LABEL = 16


def confusion_lines(table: Sequence[Sequence[int]], names: Sequence[str]) -> list[str]:
    """Draw the matrix, or where it would be wider than 79 columns list the most frequent mistakes.

    Behind each class stands how many of its rows are found, and how many of those called so are right, where there is room.

    Example:
        >>> for line in confusion_lines([[5, 0], [1, 4]], ["cat", "dog"]): print(line)
        rows: what it is (found); columns: what the net says (right)
             cat dog   found   right
        cat    5   .   5/5     5/6
        dog    1   4   4/5     4/4
    """
    found = ["found", *["%d/%d" % (counts[k], sum(counts)) for k, counts in enumerate(table)]]
    right = ["right", *["%d/%d" % (counts[k], sum(counts)) for k, counts in enumerate(zip(*table))]]
    return _matrix(table, names, [found, right]) or _matrix(table, names, [found]) or _mistakes(table, names)


def _matrix(table: Sequence[Sequence[int]], names: Sequence[str], ends: Sequence[Sequence[str]]) -> list[str]:
    """Draw the matrix with these columns at its end, if there is room for all of it."""
    longest = LONGEST_LABEL if len(names) <= 10 else LONGEST_LABEL // 2
    labels = shortened(names, longest) or [cut(name, longest) for name in names]
    label, widths = max(map(len, labels)), [max(map(len, end)) for end in ends]
    room = (WIDTH - label - 1 - sum([3 + end for end in widths])) // len(names) - 1
    heads = shortened(names, room)
    digits = max([len(str(n)) for row in table for n in row])
    if not heads or digits > room:
        return []
    width = min(room, max([3, digits, *map(len, heads)])) + 1
    rows = [heads, *[[str(n) if n else "." for n in counts] for counts in table]]
    cells = ["".join([cell.rjust(width) for cell in row]) for row in rows]
    behind = ["".join(["   " + text.ljust(end) for text, end in zip(texts, widths)]).rstrip() for texts in zip(*ends)]
    first = "rows: what it is (found); columns: what the net says%s" % (" (right)" if len(ends) > 1 else "")
    return [first, *[name.ljust(label) + " " + row + end for name, row, end in zip(["", *labels], cells, behind)]]


def shortened(names: Sequence[str], room: int) -> list[str]:
    """Give the names in at most `room` letters each, all different, or an empty list where that cannot be.

    Example:
        >>> shortened(["setosa", "versicolor"], 6), shortened(["class_1", "class_2"], 4), shortened(["ab", "ac"], 1)
        (['setosa', 'versi~'], ['~s_1', '~s_2'], ['b', 'c'])
    """
    for shorten in (cut, _cut_start, lambda name, width: name[-width:]):
        short = [shorten(name, room) for name in names] if room > 0 else []
        if short and len(set(short)) == len(set(names)):
            return short
    return []


def cut(name: str, width: int) -> str:
    """Cut a name that is too long, and show that it was.

    Example:
        >>> cut("versicolor", 6), cut("setosa", 6)
        ('versi~', 'setosa')
    """
    return name if len(name) <= width else name[: width - 1] + "~"


def _cut_start(name: str, width: int) -> str:
    return name if len(name) <= width else "~" + name[len(name) - width + 1 :]


def _mistakes(table: Sequence[Sequence[int]], names: Sequence[str]) -> list[str]:
    short = shortened(names, 30) or [cut(name, 30) for name in names]
    found = [(count, i, k) for i, row in enumerate(table) for k, count in enumerate(row) if i != k and count]
    lines = ["%4d x %s taken for %s" % (count, short[i], short[k]) for count, i, k in sorted(found, key=lambda m: -m[0])[:10]]
    return ["the most frequent mistakes among %d classes:" % len(names), *(lines or ["none"])]

"""Labels: names and numbers as they stand in a picture; nothing in a name can break the file or the line it stands in."""

from __future__ import annotations

from itertools import takewhile
from typing import Any, List, Sequence
from unicodedata import combining, east_asian_width


def clean(name: Any) -> str:
    """Return a name on one line; whatever cannot be printed becomes a question mark.

    Example:
        >>> clean("two\\nlines"), clean(3)
        ('two?lines', '3')
    """
    return "".join([c if c.isprintable() else "?" for c in str(name)])


def ascii_only(text: str) -> str:
    """Return the text with a question mark for each letter that ASCII has not."""
    return text.encode("ascii", "replace").decode("ascii")


def columns(text: str) -> int:
    """Return how many columns of a terminal the text takes.

    Example:
        >>> columns("abc"), columns("\\u6f22")
        (3, 2)
    """
    return sum([0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text])


def cut(text: str, width: int) -> str:
    """Cut a text that is wider than that many columns, and show that it was.

    Example:
        >>> cut("versicolor", 6), cut("setosa", 6)
        ('versi~', 'setosa')
    """
    if columns(text) <= width:
        return text
    kept = text
    while kept and columns(kept) > width - 1:
        kept = kept[:-1]
    return kept + "~" if width > 0 else ""


def shortened(names: Sequence[str], width: int) -> List[str]:
    """Cut names to that many columns so that those that differ still do: where some begin alike, these at the beginning.

    Example:
        >>> shortened(["setosa", "versicolor"], 6), shortened(["class number 1", "class number 2", "none"], 8)
        (['setosa', 'versi~'], ['~ber 1', '~ber 2', 'none'])
    """
    short = [cut(name, width) for name in names]
    for shorten in (_cut_around_difference, _cut_start):
        alike = [[name for name, other in zip(names, short) if other == own] for own in short]
        short = [own if len(set(rivals)) == 1 else shorten(name, rivals, width) for name, rivals, own in zip(names, alike, short)]
    return short


def _cut_around_difference(name: str, rivals: Sequence[str], width: int) -> str:
    """Cut what all rivals begin with, but for a few letters, and what is too long behind it."""
    same = len(list(takewhile(lambda letters: len(set(letters)) == 1, zip(*rivals))))
    return name if columns(name) <= width else cut("~" + name[max(0, same - width // 2) :], width)


def _cut_start(name: str, rivals: Sequence[str], width: int) -> str:
    """Cut so much at the start that the end of the name fits."""
    if columns(name) <= width:
        return name
    kept = name
    while kept and columns(kept) > width - 1:
        kept = kept[1:]
    return "~" + kept if width > 0 else ""


def pad(text: str, width: int, right: bool = False) -> str:
    """Fill a text with spaces to that many columns, on its left if it is to stand at the right."""
    space = " " * (width - columns(text))
    return space + text if right else text + space


def short_number(value: float, digits: int = 3) -> str:
    """Write a number with a few significant digits.

    Example:
        >>> short_number(0.123456), short_number(1234567.0), short_number(-0.0), short_number(12.0)
        ('0.123', '1.23e+06', '0', '12')
    """
    text = "%.*g" % (digits, value)
    if "e+" in text and abs(value) < 100000:
        text = "%.0f" % value
    return "0" if text == "-0" else text


def counted(count: int, noun: str) -> str:
    """Write how many there are.

    Example:
        >>> counted(1, "epoch"), counted(20, "epoch")
        ('1 epoch', '20 epochs')
    """
    return "%d %s%s" % (count, noun, "" if count == 1 else "s")

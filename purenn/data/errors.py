"""The one kind of error that purenn.data raises, and the checks that several of its modules share."""

from __future__ import annotations

import difflib
import math
from operator import index
from typing import Any, Iterable


class DataError(ValueError):
    """Say in a plain sentence what is wrong with the data or with an argument, and where.

    Example:
        >>> raise DataError("people.csv, line 4: 2 values, but the header names 3 columns")
        Traceback (most recent call last):
        ...
        purenn.data.errors.DataError: people.csv, line 4: 2 values, but the header names 3 columns
    """


def shown(value: Any) -> str:
    """Quote a value, and its type where the value alone could mislead ("5" or 5), in at most some 60 characters."""
    text = repr(value)
    if len(text) > 60:
        text = text[:57] + "..."
    return text if isinstance(value, str) else "%s (%s)" % (text, type(value).__name__)


def listed(names: Iterable[str], most: int = 12, last: bool = False) -> str:
    """Join names with commas; of a long list give the first ones and the count of the others, and the last one if asked to.

    Example:
        >>> listed(["a", "b", "c"], most=2), listed(["a", "b", "c", "d"], most=2, last=True)
        ('a, b and 1 more', 'a, 2 more and d')
    """
    names = list(names)
    if len(names) <= most:
        return ", ".join(names)
    if last:
        return "%s, %d more and %s" % (", ".join(names[: most - 1]), len(names) - most, names[-1])
    return "%s and %d more" % (", ".join(names[:most]), len(names) - most)


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Give " (did you mean 'iris'?)" when one of the names is close to the one that came, else an empty string.

    Example:
        >>> did_you_mean("Irsi", ["iris", "wine"])
        " (did you mean 'iris'?)"
    """
    # Compared without capitals, because "Species" for "species" is the commonest slip of all.
    by_lower = {known.lower(): known for known in reversed(list(names))}
    close = difflib.get_close_matches(name.lower(), list(by_lower), 1)
    return " (did you mean %r?)" % by_lower[close[0]] if close else ""


def counted(count: int, noun: str) -> str:
    """Say how many there are.

    Example:
        >>> counted(1, "row"), counted(2, "row"), counted(3, "class")
        ('1 row', '2 rows', '3 classes')
    """
    plural = noun + ("es" if noun.endswith("s") else "s")
    return "%d %s" % (count, noun if count == 1 else plural)


def sequence(what: str, value: Any, of: str) -> list[Any]:
    """Give the value back as a list, or say what it should be a sequence of; a string, itself a sequence of letters, is none.

    Neither is what has no order of its own, or whose parts are its keys.
    """
    if isinstance(value, (str, bytes, dict, set, frozenset)) or not hasattr(value, "__iter__"):
        raise DataError("%s must be a list of %s, got %s" % (what, of, shown(value)))
    return list(value)


def whole_number(what: str, value: Any, least: int) -> int:
    """Give the value back as an int, or say that a whole number from `least` up was expected."""
    try:
        # A bool is an int for Python, but samples=True is a slip.
        number = None if isinstance(value, bool) else int(index(value))
    except TypeError:
        number = None
    if number is None or number < least:
        raise DataError("%s must be a whole number, %d or more, got %s" % (what, least, shown(value)))
    return number


def finite_number(what: str, value: Any) -> float:
    """Give the value back as a float, or say that a finite number was expected."""
    try:
        number = math.nan if isinstance(value, (str, bytes)) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise DataError("%s must be a finite number, got %s" % (what, shown(value)))
    return number


def noise_level(value: Any) -> float:
    """Give the noise back as a float, or say that a standard deviation is never below 0."""
    number = finite_number("noise", value)
    if number < 0:
        raise DataError("noise is a standard deviation and must be 0 or more, got %s" % shown(value))
    return number

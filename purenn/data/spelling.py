"""How numbers are written in the tables of this world: with marks between thousands, with a unit, as a date."""

from __future__ import annotations

import re

# A number as it is written where the other mark is the decimal one, 5,1 for 5.1, or with marks between thousands, 1,234.
_OTHERWISE = r"[+-]?(?:[\d%(own)s]*%(other)s\d+|\d{1,3}(?:%(other)s\d{3})+(?:%(own)s\d+)?)(?:[eE][+-]?\d+)?"
_THOUSANDS = r"[+-]?\d{1,3}(?:%(other)s\d{3})+(?:%(own)s\d+)?"

_DATE = re.compile(r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))(?:[T ].*)?")
_UNIT = re.compile(r"(?P<before>[^\w\s.,;:+-]{1,3}|[A-Z]{3} )?\s*[+-]?\d[\d.,]*\s*(?P<behind>[^\d\s.,;:+-][^\d\s]{0,7})?")

MARKS = {".": "point", ",": "comma"}


def other_mark(decimal: str) -> str:
    """Return the mark that is not the decimal one.

    Example:
        >>> other_mark("."), other_mark(",")
        (',', '.')
    """
    return "," if decimal == "." else "."


def _patterns(text: str) -> dict[str, re.Pattern[str]]:
    return {own: re.compile(text % {"own": re.escape(own), "other": re.escape(other_mark(own))}) for own in MARKS}


OTHERWISE = _patterns(_OTHERWISE)
THOUSANDS = _patterns(_THOUSANDS)


def has_thousands(words: list[str], cells: list[str], decimal: str) -> bool:
    """Tell whether all words are numbers with marks between thousands, and none of the column's cells leaves that open.

    Example:
        >>> has_thousands(["1,234"], ["1,234", "0.5"], "."), has_thousands(["1,234"], ["1,234", "5"], ".")
        (True, False)
    """
    other = other_mark(decimal)
    certain = any(decimal in cell for cell in cells) or any(word.count(other) > 1 for word in words)
    return certain and bool(words) and all(THOUSANDS[decimal].fullmatch(word) for word in words)


def explained(words: list[str]) -> str:
    """Say what words are where all of them are dates, or numbers with one and the same unit; else an empty string.

    Example:
        >>> explained(["309 EUR", "17 EUR"])
        "'309 EUR' is a number with the unit 'EUR', which has to go"
        >>> explained(["25.04.2015", "1.5.2015"])
        "'25.04.2015' is a date: make numbers of it, such as the year and the month"
        >>> explained(["red", "green"])
        ''
    """
    if words and all(map(_DATE.fullmatch, words)):
        return "%r is a date: make numbers of it, such as the year and the month" % words[0]
    units = {_unit(word) for word in words}
    if len(words) > 1 and len(units) == 1 and "" not in units:
        return "%r is a number with the unit %r, which has to go" % (words[0], units.pop())
    return ""


def _unit(word: str) -> str:
    found = _UNIT.fullmatch(word)
    return (found["before"] or found["behind"] or "").strip() if found else ""

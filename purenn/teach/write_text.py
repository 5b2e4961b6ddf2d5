"""A page as plain text: equals signs below each other, the source at the right margin, 80 columns."""

from __future__ import annotations

import re
import textwrap
from typing import Any, List

from .expressions import Power, Product, Quotient, Sum
from .page import Given, Line, Note, Page, Section
from .styles import Plain

INDENT = "  "
GLUE = "\0"  # stands for a space at which no row is broken


def text(page: Page, width: int = 80) -> str:
    """Return the page as plain text."""
    style = Plain(page.digits, page.blanks)
    lines = [page.title, "=" * len(page.title)]
    for fact in page.facts:
        lines += _wrapped(fact, width, "", "  ")
    for section in page.sections:
        heading = _wrapped(section.heading, width, "", "  ")
        lines += ["", *heading, "-" * max(map(len, heading)), *section_rows(section, style, width)]
    return "\n".join(lines)


def section_rows(section: Section, style: Any, width: int) -> List[str]:
    """Return the rows of a section; equations stand in one row each where all of them can."""
    lines = [part for part in section.parts if isinstance(part, Line)]
    left = max([len(line.left.write(style, False)) for line in lines], default=0)
    label = max([len(part.label) for part in section.parts if isinstance(part, Given)], default=0)
    column = max([len(pair) for part in section.parts if isinstance(part, Given) for pair in pairs(part, style)], default=0)
    short = all([len(one_row(line, style, left)) + len(str(line.place or "")) + 2 <= width for line in lines])
    rows: List[str] = []
    for part in section.parts:
        if isinstance(part, Note):
            rows += _wrapped(part.text, width, INDENT if part.text.startswith("...") else "", "")
        elif isinstance(part, Given):
            rows += given_rows(part, style, width, label, column)
        elif short:
            rows += _with_place([one_row(part, style, left)], part, width)
        else:
            rows += _with_place(equation_rows(part, style, width, left), part, width)
    return rows + code_rows(section, width)


def sides(line: Line, style: Any) -> List[str]:
    """Return what stands between the equals signs: in symbols, in numbers, the result; none of them twice.

    Example:
        >>> from purenn.teach.atoms import Name, Number, Symbol
        >>> from purenn.teach.expressions import Product
        >>> line = Line(Symbol(Name("z", 1), 6.0), [Product([Symbol(Name("x"), 2.0), Number(3)])], [Product([Number(2.0), Number(3)])])
        >>> sides(line, Plain(6))
        ['x*3', '2*3', '6']
    """
    if style.blanks:
        return [formula.write(style, False) for formula in line.symbols] + blanks(line, style)
    found: List[str] = []
    written = [formula.write(style, False) for formula in line.symbols] + [formula.write(style, True) for formula in line.numbers]
    for side in [*written, style.number(line.result)]:
        if side not in found:
            found.append(side)
    return found


def blanks(line: Line, style: Any) -> List[str]:
    """Return the room that is left for the numbers, where there are several, and for the result."""
    several = isinstance(line.numbers[0], (Sum, Product, Quotient, Power))
    return ([style.blank(True)] if several else []) + [style.blank(False)]


def one_row(line: Line, style: Any, left: int) -> str:
    """Return an equation in one row."""
    return " = ".join([INDENT + "%-*s" % (left, line.left.write(style, False)), *sides(line, style)])


def equation_rows(line: Line, style: Any, width: int, left: int) -> List[str]:
    """Return an equation in rows: symbols, numbers, and the result behind the last numbers where there is room."""
    parts = sides(line, style)
    start = INDENT + "%-*s = " % (left, line.left.write(style, False))
    if len(parts) > 2 and len(start) + len(parts[-2]) + len(parts[-1]) + 3 <= width:
        parts = [*parts[:-2], "%s = %s" % (parts[-2], parts[-1])]
    rows: List[str] = []
    for k, side in enumerate(parts):
        room = width - (len(str(line.place)) + 2 if k == 0 and line.place else 0)
        lead = start if k == 0 else "%*s" % (len(start), "= ")
        rows += _wrapped_side(side, room, lead, " " * (len(start) + 2))
    return rows


def pairs(given: Given, style: Any) -> List[str]:
    """Return names with their numbers, and how many are left out."""
    found = ["%s = %s" % (value.write(style, False), style.number(value.number)) for value in [*given.values, *given.last]]
    more = ["... %d more" % given.more] if given.more else []
    return [*found[: len(given.values)], *more, *found[len(given.values) :]]


def given_rows(given: Given, style: Any, width: int, label: int, column: int) -> List[str]:
    """Return names with their numbers in columns, as many in a row as there is room for."""
    lead = INDENT + "%-*s" % (label, given.label)
    rows = [lead]
    for pair in pairs(given, style):
        if len(rows[-1]) + 3 + len(pair) > width and rows[-1].strip():
            rows.append(" " * len(lead))
        rows[-1] += "   %-*s" % (column, pair)
    return [row.rstrip() for row in rows]


def code_rows(section: Section, width: int) -> List[str]:
    """Return the lines of source that compute the section's numbers."""
    places = [place for place in section.places() if place.code]
    longest = max([len(str(place)) for place in places], default=0)
    rows = ["%s%-*s  %s" % (INDENT, longest, place, place.code) for place in places]
    return [row if len(row) <= width else row[: width - 4] + " ..." for row in rows]


def _with_place(rows: List[str], line: Line, width: int) -> List[str]:
    """Put the place at the right margin of the first row."""
    if line.place is None:
        return rows
    where = str(line.place)
    return ["%s%*s" % (rows[0], max(width - len(rows[0]), len(where) + 2), where), *rows[1:]]


def _wrapped_side(side: str, width: int, first: str, later: str) -> List[str]:
    """Wrap a formula before its signs, and not within a note of what was left out."""
    glued = re.sub(r"\[[^]]*\]", lambda note: note[0].replace(" ", GLUE), side)
    glued = re.sub(r" ([-+*/]) ", lambda sign: " %s%s" % (sign[1], GLUE), glued)
    return [row.replace(GLUE, " ") for row in _wrapped(glued, width, first, later)]


def _wrapped(words: str, width: int, first: str, later: str) -> List[str]:
    return textwrap.wrap(words, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False)

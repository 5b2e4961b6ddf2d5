"""A page as Markdown: a table for the numbers of each section, and the lines of source below it."""

from __future__ import annotations

from typing import Any, List

from .page import Given, Line, Note, Page, Section
from .styles import Plain
from .write_text import pairs, sides


def markdown(page: Page) -> str:
    """Return the page as Markdown."""
    style = Plain(page.digits, page.blanks)
    blocks = ["# " + page.title, "\n".join(["- " + fact for fact in page.facts])]
    for section in page.sections:
        blocks += ["## " + section.heading, *_blocks(section, style)]
    return "\n\n".join(blocks) + "\n"


def _blocks(section: Section, style: Any) -> List[str]:
    """Return the notes and tables of a section; what stands without a note between is one table."""
    blocks: List[str] = []
    kind: Any = None
    for part in section.parts:
        if isinstance(part, Note):
            blocks.append(part.text)
        elif type(part) is kind:
            blocks[-1] += "\n" + _row(part, style)
        else:
            blocks.append(_head(part) + "\n" + _row(part, style))
        kind = type(part)
    code = ["%s  %s" % (place, place.code) for place in section.places() if place.code]
    return [*blocks, *(["```text\n%s\n```" % "\n".join(code)] if code else [])]


def _head(part: Any) -> str:
    """Return the head of a table that begins with this part."""
    return "| | worked out | computed in |\n|---|---|---|" if isinstance(part, Line) and part.place else "| | |\n|---|---|"


def _row(part: Any, style: Any) -> str:
    if isinstance(part, Given):
        return "| %s | %s |" % (part.label, ", ".join(["`%s`" % pair for pair in pairs(part, style)]))
    row = "| `%s` | %s |" % (part.left.write(style, False), "<br>".join(["`= %s`" % side for side in sides(part, style)]))
    return row if part.place is None else "%s %s |" % (row, part.place)

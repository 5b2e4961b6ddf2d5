"""The few pieces of HTML that a report is made of; the page is XML too, so that a test can read it."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Sequence, Tuple

from ..pictures.labels import clean, short_number
from ..pictures.svg import style_sheet

NARROWEST = 560  # pixels: a wide picture gets no narrower, for its letters would be too small; the reader scrolls it


def words(text: Any) -> str:
    """Return a text as it stands in HTML.

    Example:
        >>> words("1 < 2")
        '1 &lt; 2'
    """
    return escape(clean(text))


def breakable(name: str) -> str:
    """Return a name that a narrow column may break behind its underscores.

    Example:
        >>> breakable("petal_width")
        'petal_<wbr/>width'
    """
    return words(name).replace("_", "_<wbr/>")


def section(heading: str, *blocks: str) -> str:
    """Return a part of the page with a heading."""
    return "\n".join(["<section>", "<h2>%s</h2>" % words(heading), *blocks, "</section>"])


def paragraph(text: str, kind: str = "") -> str:
    """Return a sentence or a few."""
    return "<p%s>%s</p>" % (' class="%s"' % kind if kind else "", words(text))


def figure(picture: Any, caption: str = "") -> str:
    """Return a picture; its style sheet stands once for all in the head of the page."""
    drawing = picture.svg().replace("<style>\n%s\n</style>\n" % style_sheet(), "").rstrip("\n")
    found = re.search(r' width="([0-9.]+)"', drawing)
    least = min(NARROWEST, int(float(found.group(1)))) if found else NARROWEST
    below = "\n<figcaption>%s</figcaption>" % words(caption) if caption else ""
    return '<figure>\n<div class="scroll" style="--least: %dpx">%s</div>%s\n</figure>' % (least, drawing, below)


def pairs(kind: str, entries: Sequence[Tuple[str, str]]) -> str:
    """Return names with their values."""
    rows = ["<div><dt>%s</dt><dd>%s</dd></div>" % (breakable(name), words(value)) for name, value in entries]
    return '<dl class="%s">%s</dl>' % (kind, "".join(rows))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of numbers below their names."""
    top = "".join(["<th>%s</th>" % breakable(head) for head in heads])
    lines = ["<tr>%s</tr>" % "".join(["<td>%s</td>" % words(cell) for cell in row]) for row in rows]
    return '<div class="scroll"><table><thead><tr>%s</tr></thead><tbody>\n%s\n</tbody></table></div>' % (top, "\n".join(lines))


def percent(share: float) -> str:
    """Write a share as a percentage; what is not quite everything or nothing is not rounded to it.

    Example:
        >>> percent(0.972145), percent(1.0), percent(0.99999), percent(0.0)
        ('97.2 %', '100 %', '> 99.9 %', '0 %')
    """
    text = "%.1f" % (100 * share)
    if text in ("100.0", "0.0"):
        if share not in (0.0, 1.0):
            return "> 99.9 %" if share > 0.5 else "< 0.1 %"
        text = text[:-2]
    return text + " %"


def value(number: float, digits: int = 6) -> str:
    """Write a value of the data or a loss, with up to six significant digits, or as many as are asked for.

    Example:
        >>> value(5.1), value(0.123456789), value(1200.0)
        ('5.1', '0.123457', '1200')
    """
    return short_number(number, digits)

"""A page as one HTML file that needs no other, for light and for dark rooms, and for paper."""

from __future__ import annotations

from html import escape
from typing import Any, List

from .page import Given, Line, Note, Page, Section
from .styles import Html
from .write_text import sides

STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --paper: #fdfcf9; --soft: #5d6675; --rule: #dcd8cd; --number: #0b5394; --code: #f3f0e8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e6ea; --paper: #14171c; --soft: #9aa3b2; --rule: #343a45; --number: #8ec5ff; --code: #1d222a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.12rem; margin: 2.4rem 0 .5rem; padding-top: .7rem; border-top: 1px solid var(--rule); }
p { margin: .5rem 0; max-width: 44rem; }
ul.facts { list-style: none; padding: 0; margin: 0; color: var(--soft); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
td { padding: .3rem .9rem .3rem 0; vertical-align: baseline; }
table.equations tr + tr td { border-top: 1px solid color-mix(in srgb, var(--rule) 55%, transparent); }
td.left { text-align: right; white-space: nowrap; width: 1%; padding-right: .5rem; }
td.place, td.label { width: 1%; white-space: nowrap; color: var(--soft); font-size: .85rem; }
td.place { text-align: right; padding-right: 0; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .76rem; }
td.given { padding-right: 0; }
.side { display: block; padding-left: 1.4rem; text-indent: -1.4rem; }
.pair { display: inline-block; min-width: 8.5rem; padding-right: 1.4rem; white-space: nowrap; }
.blank { display: inline-block; width: 5rem; height: 1.5rem; border-bottom: 1px solid var(--soft); vertical-align: baseline; }
.blank.wide { width: 18rem; }
.d { white-space: nowrap; }
var { font-style: italic; }
b { font-weight: normal; color: var(--number); font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; }
.result { white-space: nowrap; }
.result b { font-weight: bold; }
sup b { color: inherit; }
p.more { color: var(--soft); font-style: italic; }
.side:first-child:not(:only-child) > b { color: inherit; }
sub, sup { font-size: .72em; line-height: 0; }
i { color: var(--soft); }
pre { background: var(--code); padding: .5rem .75rem; border-radius: .35rem; white-space: pre-wrap; margin: .6rem 0 0;
  font: .78rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre span { color: var(--soft); }
@media (max-width: 40rem) { td.place { display: none; } }
@media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; } tr, pre { break-inside: avoid; } }
"""


def html(page: Page) -> str:
    """Return the page as HTML."""
    style = Html(page.digits, page.blanks)
    title = escape(page.title)
    lines = ['<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">', "<title>%s</title>" % title]
    lines += ['<meta name="viewport" content="width=device-width, initial-scale=1">', "<style>%s</style>\n</head>\n<body>" % STYLE]
    lines += ["<h1>%s</h1>" % title, '<ul class="facts">%s</ul>' % "".join(["<li>%s</li>" % escape(fact) for fact in page.facts])]
    for section in page.sections:
        lines += ["<section>", "<h2>%s</h2>" % escape(section.heading), *_blocks(section, style), "</section>"]
    return "\n".join([*lines, "</body>\n</html>"]) + "\n"


def _blocks(section: Section, style: Any) -> List[str]:
    """Return the notes and tables of a section."""
    blocks: List[str] = []
    kind: Any = None
    for part in section.parts:
        if kind in (Line, Given) and type(part) is not kind:
            blocks.append("</table>")
        if isinstance(part, Note):
            blocks.append("<p%s>%s</p>" % (' class="more"' if part.text.startswith("...") else "", escape(part.text)))
        else:
            if type(part) is not kind:
                blocks.append('<table class="%s">' % ("equations" if isinstance(part, Line) else "numbers"))
            blocks.append(_equation(part, style) if isinstance(part, Line) else _given(part, style))
        kind = type(part)
    blocks += ["</table>"] if kind in (Line, Given) else []
    code = ["<span>%s</span>  %s" % (place, escape(place.code)) for place in section.places() if place.code]
    return blocks + (["<pre>%s</pre>" % "\n".join(code)] if code else [])


def _equation(line: Line, style: Any) -> str:
    parts = sides(line, style)
    if len(parts) > 1 and not (style.blanks and len(parts) == 2):
        parts[-2:] = ['%s <span class="result">= %s</span>' % (parts[-2], parts[-1])]
    rows = "".join(['<span class="side">= %s</span>' % part for part in parts])
    where = '<td class="place">%s</td>' % escape(str(line.place or ""))
    return '<tr><td class="left">%s</td><td>%s</td>%s</tr>' % (line.left.write(style, False), rows, where)


def _given(given: Given, style: Any) -> str:
    pairs = ['<span class="pair">%s = %s</span>' % (value.write(style, False), style.number(value.number)) for value in [*given.values, *given.last]]
    if given.more:
        pairs.insert(len(given.values), '<span class="pair"><i>... %d more</i></span>' % given.more)
    return '<tr><td class="label">%s</td><td class="given">%s</td></tr>' % (escape(given.label), "".join(pairs))

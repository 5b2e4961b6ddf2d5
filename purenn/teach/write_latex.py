"""A page as a LaTeX document, with nothing but amsmath."""

from __future__ import annotations

from typing import Any, List

from .latex_rows import rows, width
from .page import Given, Line, Note, Page, Section
from .styles import FlatLatex, Latex
from .write_text import sides

START = r"""\documentclass{article}
\usepackage[a4paper, margin=2cm]{geometry}
\usepackage{amsmath}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\raggedright
\begin{document}"""

# In points: how wide the paper is between its margins, a letter of source code, what stands between columns, and \quad.
PAPER, CODE, BETWEEN, INDENT = 483.0, 4.3, 26.0, 10.0

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{c: "\\" + c for c in "&%$#_{}"}}


def latex(page: Page) -> str:
    """Return the page as a LaTeX document."""
    style = Latex(page.digits, page.blanks)
    lines = [START, r"\section*{%s}" % escaped(page.title)]
    lines += [escaped(fact) + r" \\" for fact in page.facts[:-1]] + [escaped(fact) for fact in page.facts[-1:]]
    for section in page.sections:
        lines += ["", r"\subsection*{%s}" % escaped(section.heading), *_blocks(section, style)]
    return "\n".join([*lines, r"\end{document}"]) + "\n"


def escaped(words: str) -> str:
    r"""Write words so that LaTeX prints them.

    Example:
        >>> escaped("50 % of w_1")
        '50 \\% of w\\_1'
    """
    return "".join([SPECIAL.get(c, c) for c in words])


def _blocks(section: Section, style: Any) -> List[str]:
    """Return the notes and equations of a section; what stands without a note between is one align."""
    equations: List[str] = []
    blocks: List[str] = []
    for part in section.parts:
        if isinstance(part, Line):
            equations += _equation(part, style)
            continue
        blocks += _aligned(equations, style.blanks)
        equations = []
        blocks += [escaped(part.text), ""] if isinstance(part, Note) else [_given(part, style), ""]
    blocks += _aligned(equations, style.blanks)
    code = [r"\noindent\texttt{\footnotesize %s: %s}" % (escaped(str(place)), escaped(place.code)) for place in section.places() if place.code]
    return blocks + [line + r"\\" for line in code[:-1]] + code[-1:]


def _equation(line: Line, style: Latex) -> List[str]:
    """Return the rows of one equation, the place at the first; a side that is too wide is written flat, in rows of its own."""
    left = line.left.write(style, False)
    where = str(line.place) if line.place else ""
    room = PAPER - width(left) - CODE * len(where) - BETWEEN
    parts: List[str] = []
    for side, flat in zip(sides(line, style), sides(line, FlatLatex(style.digits, style.blanks))):
        first, *others = [side] if width(side) <= room else rows(flat, room - INDENT)
        parts += ["%s &= %s" % ("" if parts else left, first), *[r" &\quad {} %s" % other for other in others]]
    if where:
        parts[0] += r" && \text{\footnotesize\texttt{%s}}" % escaped(where)
    return parts


def _aligned(equations: List[str], blanks: bool) -> List[str]:
    """Return rows in one align; where there are blanks, with room for a pencil between them."""
    end = r" \\[2ex]" if blanks else r" \\"
    return [r"\begin{align*}", (end + "\n").join(equations), r"\end{align*}"] if equations else []


def _given(given: Given, style: Any) -> str:
    pairs = ["$%s = %s$" % (value.write(style, False), style.number(value.number)) for value in [*given.values, *given.last]]
    if given.more:
        pairs.insert(len(given.values), r"\dots\ %d more" % given.more)
    return "%s: %s" % (escaped(given.label), ", ".join(pairs))

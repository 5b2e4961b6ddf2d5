"""A page as a LaTeX document, with nothing but amsmath."""

from __future__ import annotations

from typing import Any, List

from .page import Given, Line, Note, Page, Section
from .styles import Latex
from .write_text import sides

START = r"""\documentclass{article}
\usepackage[a4paper, margin=2cm]{geometry}
\usepackage{amsmath}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\begin{document}"""

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
    rows: List[str] = []
    blocks: List[str] = []
    for part in section.parts:
        if isinstance(part, Line):
            rows += _equation(part, style)
            continue
        blocks += _aligned(rows)
        rows = []
        blocks += [escaped(part.text), ""] if isinstance(part, Note) else [_given(part, style), ""]
    blocks += _aligned(rows)
    code = [r"\noindent\texttt{\footnotesize %s: %s}" % (escaped(str(place)), escaped(place.code)) for place in section.places() if place.code]
    return blocks + [line + r"\\" for line in code[:-1]] + code[-1:]


def _equation(line: Line, style: Any) -> List[str]:
    """Return the rows of one equation, the place at the first."""
    parts = ["%s &= %s" % (line.left.write(style, False) if k == 0 else "", side) for k, side in enumerate(sides(line, style))]
    if line.place:
        parts[0] += r" && \text{\footnotesize\texttt{%s}}" % escaped(str(line.place))
    return parts


def _aligned(rows: List[str]) -> List[str]:
    return [r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"] if rows else []


def _given(given: Given, style: Any) -> str:
    pairs = ["$%s = %s$" % (value.write(style, False), style.number(value.number)) for value in [*given.values, *given.last]]
    if given.more:
        pairs.insert(len(given.values), r"\dots\ %d more" % given.more)
    return "%s: %s" % (escaped(given.label), ", ".join(pairs))

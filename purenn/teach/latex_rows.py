"""Long formulas in LaTeX: about how wide they are on paper, and how they are broken into rows that fit.

TeX itself breaks no displayed formula. The widths are those of Computer Modern at 10 points, rather too much than too little.
"""

from __future__ import annotations

import re
from typing import List, Pattern, Tuple

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.", re.S)
WIDTHS = {"+": 12.3, "-": 12.3, "=": 13.4, "<": 13.4, ">": 13.4, "\\ge": 13.4, "\\cdot": 7.3, ".": 2.8, ",": 4.5, " ": 0.0, "\\dots": 13.4, "\\ ": 3.4}
DELIMITER, LETTER, SMALL = 7.5, 5.8, 0.75  # brackets that grow; letters and digits; what stands above or below the line
INVISIBLE = ("\\left", "\\right", "\\text", "\\mathrm", "\\operatorname", "\\underline")
TERMS, FACTORS = re.compile(r" [-+] "), re.compile(r" (?:/|\\cdot) ")  # a formula is broken before its terms, and only a long term before its factors


def width(formula: str) -> float:
    r"""Return about how many points wide a formula is.

    Example:
        >>> round(width("z_{1} = 12")), round(width(r"\frac{12345}{1}"))
        (35, 32)
    """
    return _measured(TOKEN.findall(formula), 0)[0]


def _measured(tokens: List[str], k: int) -> Tuple[float, int]:
    """Return how wide everything is up to the bracket that closes here, and where that is."""
    total = 0.0
    while k < len(tokens) and tokens[k] != "}":
        wide, k = _one(tokens, k)
        total += wide
    return total, k


def _one(tokens: List[str], k: int) -> Tuple[float, int]:
    """Return how wide the next piece is, and where the one behind it begins."""
    token = tokens[k]
    if token == "{":
        wide, k = _measured(tokens, k + 1)
        return wide, k + 1
    if token in ("^", "_"):
        wide, k = _one(tokens, k + 1)
        return SMALL * wide, k
    if token == "\\frac":
        above, k = _one(tokens, k + 1)
        below, k = _one(tokens, k)
        return max(above, below) + 3, k
    if token == "\\hspace":
        end = tokens.index("}", k)
        return 28.5 * float("".join(tokens[k + 2 : end - 2])), end + 1
    if token == "\\begin":
        return _cases(tokens, k)
    return _sign(token), k + 1


def _cases(tokens: List[str], k: int) -> Tuple[float, int]:
    """Return how wide the widest of some cases is; a case may hold others."""
    widest = row = 0.0
    k = tokens.index("}", k) + 1
    while tokens[k] != "\\end":
        wide, k = (0.0, k + 1) if tokens[k] in ("&", "\\\\") else _one(tokens, k)
        widest, row = max(widest, row), 0.0 if tokens[k - 1] == "\\\\" else row + wide
    return max(widest, row) + 30, tokens.index("}", k) + 1


def _sign(token: str) -> float:
    if token in INVISIBLE:
        return 0.0
    if token in WIDTHS:
        return WIDTHS[token]
    if token in ("(", ")", "|", "[", "]", "\\sqrt"):
        return DELIMITER
    return LETTER * (len(token) - 1 if token[1:].isalpha() and token not in ("\\partial", "\\eta", "\\beta", "\\epsilon", "\\delta") else 1)


def rows(formula: str, room: float) -> List[str]:
    r"""Break a formula before its signs into rows that are at most so wide, where that can be.

    Example:
        >>> rows("11 + 22 + 33", 40), rows(r"\frac{11 + 22}{1}", 9)
        (['11 + 22', '+ 33'], ['\\frac{11 + 22}{1}'])
    """
    parts: List[str] = []
    for term in pieces(formula, TERMS):
        parts += [term] if width(term) <= room else pieces(term, FACTORS)
    found: List[str] = []
    for part in parts:
        if found and width(found[-1] + part) <= room:
            found[-1] += part
        else:
            found.append(part.lstrip(" "))
    return found


def pieces(formula: str, signs: Pattern[str]) -> List[str]:
    """Cut a formula before every sign that stands in no braces.

    Example:
        >>> pieces("a - {b + c} - d", TERMS)
        ['a', ' - {b + c}', ' - d']
    """
    cuts = [match.start() for match in signs.finditer(formula) if formula.count("{", 0, match.start()) == formula.count("}", 0, match.start())]
    return [formula[start:end] for start, end in zip([0, *cuts], [*cuts, len(formula)])]

"""A page: sections of lines, without a word of how they look; the writers see to that."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional, Sequence, Union

from .atoms import Atom, Derivative, Expression, every_part
from .expressions import Product, Sum
from .places import Place


class Line(NamedTuple):
    """One equation: a name, what it is in symbols (perhaps in several ways), the same in numbers, and where it is computed."""

    left: Atom
    symbols: Sequence[Expression]
    numbers: Sequence[Expression]
    place: Optional[Place] = None

    @property
    def result(self) -> Any:
        """What the core computed."""
        return self.left.number


class Given(NamedTuple):
    """Numbers that nothing is computed for: inputs, targets, weights; `label` says what they are."""

    label: str
    values: Sequence[Atom]
    more: int = 0  # how many were left out
    last: Sequence[Atom] = ()  # what stands behind those


class Note(NamedTuple):
    """A sentence."""

    text: str


Part = Union[Line, Given, Note]


class Section(NamedTuple):
    """A step of the way: a heading, and what stands below it."""

    heading: str
    parts: Sequence[Part]

    def without_places(self) -> "Section":
        """Return the section without a word of where its numbers are computed."""
        return Section(self.heading, [part._replace(place=None) if isinstance(part, Line) else part for part in self.parts])

    def places(self) -> List[Place]:
        """Return the places of its lines, each once, in order."""
        return list(dict.fromkeys([part.place for part in self.parts if isinstance(part, Line) and part.place]))


class Page:
    """A worked page: print it, or ask for its markdown, latex or html.

    Example:
        >>> page = Page("A page", ["made by hand"], [Section("Nothing", [Note("There is nothing here.")])], 6)
        >>> print(page)
        A page
        ======
        made by hand
        <BLANKLINE>
        Nothing
        -------
        There is nothing here.
    """

    def __init__(self, title: str, facts: Sequence[str], sections: Sequence[Section], digits: int, blanks: bool = False) -> None:
        self.title = title
        self.facts = list(facts)
        self.sections = [section for section in sections if section.parts]
        self.digits = digits
        self.blanks = blanks  # whether the numbers are left for the reader to fill in

    def lines(self) -> List[Line]:
        """Return all equations, in order."""
        return [part for section in self.sections for part in section.parts if isinstance(part, Line)]

    def with_blanks(self, title: str, facts: Sequence[str]) -> "Page":
        """Return the page with blanks in place of what is worked out; sections without an equation stay as they are."""
        return Page(title, facts, [section.without_places() for section in self.sections], self.digits, True)

    def text(self, width: int = 80) -> str:
        """Write it as plain text, no line longer than `width` where that can be."""
        from .write_text import text

        return text(self, width)

    def markdown(self) -> str:
        """Write it as Markdown."""
        from .write_markdown import markdown

        return markdown(self)

    def latex(self) -> str:
        """Write it as a LaTeX document."""
        from .write_latex import latex

        return latex(self)

    def html(self) -> str:
        """Write it as one HTML page that needs no other file."""
        from .write_html import html

        return html(self)

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__


def equation(left: Atom, formula: Expression, place: Optional[Place], chain: Optional[Expression] = None) -> Line:
    """Make the line of a formula; a sum of products is multiplied out before it is added up.

    `chain` is another way to say the same in symbols, to stand before the formula.
    """
    numbers = [formula]
    multiplied = formula.multiplied_out() if isinstance(formula, Sum) else None
    if multiplied:
        numbers.append(multiplied)
    symbols = [formula] if chain is None else [chain, formula]
    for side in symbols:
        parts = every_part(side)
        wide = any([isinstance(part, Derivative) for part in parts])
        for part in parts:
            if isinstance(part, Product):
                part.wide = wide
    return Line(left, symbols, numbers, place)


def counted_list(numbers: Sequence[Any], most: int) -> List[Any]:
    """Return the first numbers of many; as many as `most` are shown whole.

    Example:
        >>> counted_list([1, 2, 3], 3), counted_list([1, 2, 3, 4], 3)
        ([1, 2, 3], [1, 2])
    """
    return list(numbers) if len(numbers) <= most else list(numbers[: max(1, most - 1)])

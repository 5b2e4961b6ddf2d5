"""The rows that a network is mistaken about: images drawn, values with their names, and how sure it was."""

from __future__ import annotations

from math import sqrt
from typing import Callable, Dict, List, NamedTuple, Sequence, Tuple

from ...data.targets import probability
from ...data.words import in_words
from ..pictures.labels import counted
from .html import pairs, paragraph, percent, section, table, value, words
from .run import Run

MOST_IMAGES = 24
MOST_ROWS = 12
MOST_INPUTS = 60
MOST_COLUMNS, LONGEST, MOST_LETTERS = 5, 24, 100  # inputs, and letters of one name and of all, that a table has room for; else each row is a card
SHADES = 16  # of ink


class Facts(NamedTuple):
    """What is said about a row: as a heading and a detail, or as the cells of a table."""

    heading: str
    detail: str
    cells: Sequence[str]


def mistakes(run: Run) -> str:
    """Return the section of the examples that it got wrong; for a measurement, of those that it misses by most."""
    if not run.classifies:
        shown = run.furthest()[:MOST_ROWS]
        lead = "%s, the one that it misses by most first." % counted(len(shown), run.rows[:-1])
        return section("Examples it misses by most", paragraph(lead, "soft"), *_listed(run, shown, _miss))
    wrong = run.wrong()
    if not wrong:
        return section("Examples it got wrong", paragraph("None: it is right about all %s." % counted(len(run.data), run.rows[:-1])))
    shown = wrong[: MOST_IMAGES if run.white else MOST_ROWS]
    how_many = "all" if len(shown) == len(wrong) else "the first %d" % len(shown)
    lead = "%s of %s; shown: %s, the surest mistake first." % (len(wrong), counted(len(run.data), run.rows[:-1]), how_many)
    return section("Examples it got wrong", paragraph(lead, "soft"), *(_images(run, shown) if run.white else _listed(run, shown, _mistake)))


def _mistake(run: Run, s: int) -> Facts:
    """Return what is to be said of a row that was taken for another class."""
    names, said, true = run.data.class_names, run.said()[s], run.data.Y[s]
    sure, unsure = [percent(probability(run.outputs[s], k)) for k in (said, true)]
    detail = "%s: %s, %s: %s" % (names[said], sure, names[true], unsure)
    return Facts("it is %s, it says %s" % (names[true], names[said]), detail, [names[true], names[said], sure, unsure])


def _miss(run: Run, s: int) -> Facts:
    """Return what is to be said of a measurement that was missed."""
    right, said = run.data.Y[s], run.outputs[s][0]
    detail = "%s too %s" % (value(abs(said - right)), "high" if said > right else "low")
    return Facts("right is %s, it says %s" % (value(right), value(said)), detail, [value(right), value(said), value(said - right)])


def _listed(run: Run, shown: Sequence[int], say: Callable[[Run, int], Facts]) -> List[str]:
    """Return a table of few inputs, or one card for each row of many."""
    found = in_words(run.data.input_names, run.data.X, shown)
    rows = {s: [(name, cell if isinstance(cell, str) else value(cell)) for name, cell in row] for s, row in zip(shown, found)}
    names = [name for name, _ in rows[shown[0]]]
    alike = all([name for name, _ in row] == names for row in rows.values())
    longest = max([len(cell) for row in rows.values() for _, cell in row], default=0)
    if not (alike and longest <= LONGEST and _fits(names, run.data.class_names)):
        return [_card(say(run, s), rows[s]) for s in shown]
    heads = ["it is", "it says", "probability", "of the right one"] if run.classifies else ["right is", "it says", "off by"]
    return [table([*heads, *names], [[*say(run, s).cells, *[cell for _, cell in rows[s]]] for s in shown])]


def _fits(names: Sequence[str], class_names: Sequence[str]) -> bool:
    """Tell whether a table has room for the inputs, and for two columns of classes."""
    longest = max([len(name) for name in class_names], default=0)
    return len(names) <= MOST_COLUMNS and max(map(len, names)) <= LONGEST and sum(map(len, names)) + 2 * longest <= MOST_LETTERS


def _card(facts: Facts, row: Sequence[Tuple[str, str]]) -> str:
    """Return a row of a wide table: its values with their names below what is said about it."""
    more = len(row) - MOST_INPUTS
    rest = paragraph("... %d more" % more, "soft") if more > 0 else ""
    parts = [paragraph(facts.detail, "soft"), pairs("values", row[:MOST_INPUTS]), rest]
    return "<article><h3>%s</h3>%s</article>" % (words(facts.heading), "".join(parts))


def _images(run: Run, shown: Sequence[int]) -> List[str]:
    figures = []
    for s in shown:
        facts = _mistake(run, s)
        below = "<b>%s</b><span>%s</span>" % (words(facts.heading), words(facts.detail))
        figures.append("<figure>%s<figcaption>%s</figcaption></figure>" % (image(run.data.X[s], run.white, facts.heading), below))
    return ['<div class="images">\n%s\n</div>' % "\n".join(figures)]


def image(pixels: Sequence[float], white: float, label: str) -> str:
    """Draw a square image; runs of one shade are one rectangle, and all rectangles of a shade are one shape.

    Example:
        >>> image([0, 9, 9, 9], 9, "a corner").split("<path")[1]
        ' d="M1 0h1v1h-1zM0 1h2v1h-2z" class="ink cell" fill-opacity="1.00"/></svg>'
    """
    size = int(sqrt(len(pixels)) + 0.5)
    found: Dict[int, List[str]] = {}
    for row in range(size):
        column = 0
        while column < size:
            start, shade = column, shade_of(pixels[size * row + column], white)
            while column < size and shade_of(pixels[size * row + column], white) == shade:
                column += 1
            found.setdefault(shade, []).append("M%d %dh%dv1h-%dz" % (start, row, column - start, column - start))
    shapes = ['<path d="%s" class="ink cell" fill-opacity="%.2f"/>' % ("".join(found[shade]), shade / SHADES) for shade in sorted(found) if shade]
    head = '<svg xmlns="http://www.w3.org/2000/svg" class="purenn image" viewBox="0 0 %d %d" role="img" aria-label="%s">' % (size, size, words(label))
    return head + "".join(shapes) + "</svg>"


def shade_of(pixel: float, white: float) -> int:
    """Return how much ink a pixel has, from 0 to 16.

    Example:
        >>> shade_of(255, 255), shade_of(-3, 255), shade_of(100, 255)
        (16, 0, 6)
    """
    return max(0, min(SHADES, round(SHADES * pixel / white)))


"""Letters: a picture for the terminal is a grid of them, each perhaps with a colour."""

from __future__ import annotations

from typing import List, Tuple

from .labels import columns, cut

# Colours of the terminal's table of 256, near those of svg.py: blue, vermilion, green, purple ... Each is seen on black and on white.
COLOURS = (25, 166, 29, 132, 58, 59, 31, 137, 105, 100)
SIGNS = "\u25cf\u25a0\u25b2\u25c6\u25bc\u25cb\u25a1\u25b3\u25c7\u25bd"
ASCII_SIGNS = "ox#*+@%&=v"
SHADES = " \u2591\u2592\u2593\u2588"
ASCII_SHADES = " .:=#"
LEVELS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
ASCII_LEVELS = " .:-=+*#@"
PLAIN = -1  # no colour

Cell = Tuple[str, int]


class Ink:
    """What letters there are, and whether they may be coloured."""

    def __init__(self, unicode: bool, color: bool) -> None:
        self.unicode = unicode
        self.color = color
        self.signs = SIGNS if unicode else ASCII_SIGNS
        self.shades = SHADES if unicode else ASCII_SHADES
        self.levels = LEVELS if unicode else ASCII_LEVELS

    def choose(self, letters: str, plain: str) -> str:
        """Return the first where there is Unicode, else the second."""
        return letters if self.unicode else plain

    def sign(self, style: int) -> str:
        """Return the letter of a style."""
        return self.signs[style % len(self.signs)]

    def paint(self, text: str, style: int) -> str:
        """Return the text in the colour of a style, where colour is asked for."""
        if not self.color or style == PLAIN or not text.strip():
            return text
        return "\033[38;5;%dm%s\033[0m" % (COLOURS[style % len(COLOURS)], text)


class Letters:
    """A grid of letters, from the top left, that can be written over.

    Example:
        >>> grid = Letters(6, 2)
        >>> grid.write(1, 0, "abc")
        >>> grid.put(5, 1, "x", 0)
        >>> grid.lines(Ink(unicode=False, color=False))
        [' abc', '     x']
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.rows: List[List[Cell]] = [[(" ", PLAIN)] * width for _ in range(height)]

    def put(self, column: int, row: int, letter: str, style: int = PLAIN) -> None:
        """Put a letter somewhere; outside of the grid nothing happens."""
        if 0 <= row < self.height and 0 <= column < self.width:
            self.rows[row][column] = (letter, style)

    def write(self, column: int, row: int, text: str, style: int = PLAIN) -> None:
        """Write a text to the right of a place; what does not fit is cut."""
        for letter in cut(text, self.width - column):
            self.put(column, row, letter, style)
            wide = columns(letter)
            if wide == 2:  # its second half holds nothing
                self.put(column + 1, row, "", style)
            column += wide

    def lines(self, ink: Ink) -> List[str]:
        """Return the rows as text, neighbours of one colour in one piece."""
        return [_line(row, ink) for row in self.rows]


def _line(row: List[Cell], ink: Ink) -> str:
    last = max([k + 1 for k, (letter, _) in enumerate(row) if letter != " "] or [0])
    pieces: List[List[object]] = []
    for letter, style in row[:last]:
        if pieces and pieces[-1][1] == style:
            pieces[-1][0] = str(pieces[-1][0]) + letter
        else:
            pieces.append([letter, style])
    return "".join([ink.paint(str(text), int(str(style))) for text, style in pieces])

"""Grey images drawn with letters: dark paper, light ink."""

from __future__ import annotations

from math import sqrt
from typing import Sequence

from .screen import Screen

BLOCKS = " \u2591\u2592\u2593\u2588"
LETTERS = " .:+*#@"
GAP = 3


def picture_lines(pixels: Sequence[float], white: float, screen: Screen) -> list[str]:
    """Draw a square image; a letter is twice as high as wide, so a pixel takes two of them, or two pixels share one.

    Example:
        >>> import io
        >>> picture_lines([0, 9, 9, 0], 9, Screen(io.TextIOWrapper(io.BytesIO(), "ascii")))
        ['  @@', '@@  ']
    """
    size = int(sqrt(len(pixels)) + 0.5)
    rows = [pixels[start : start + size] for start in range(0, size * size, size)]
    shades = BLOCKS if screen.shows(BLOCKS) else LETTERS
    if 2 * size <= 20:
        return ["".join([2 * _shade(value / white, shades) for value in row]) for row in rows]
    pairs = zip(rows[::2], [*rows[1::2], [0.0] * size])  # below the last of an odd number of rows there is paper
    return ["".join([_shade((a + b) / 2 / white, shades) for a, b in zip(*pair)]) for pair in pairs]


def _shade(ink: float, shades: str) -> str:
    return shades[max(0, min(len(shades) - 1, int(ink * len(shades))))]


def side_by_side(pictures: Sequence[Sequence[str]], width: int) -> list[str]:
    """Put as many pictures beside each other as the width takes, and the others below.

    Example:
        >>> side_by_side([["ab", "c"], ["d", "ef"]], 80)
        ['ab   d', 'c    ef']
        >>> side_by_side([["ab"], ["cd"]], 4)
        ['ab', 'cd']
    """
    columns = [max(map(len, picture)) for picture in pictures]
    cell = max(columns)
    count = max(1, (width + GAP) // (cell + GAP))
    lines: list[str] = []
    for start in range(0, len(pictures), count):
        for parts in zip(*pictures[start : start + count]):
            lines.append((" " * GAP).join([part.ljust(cell) for part in parts]).rstrip())
    return lines

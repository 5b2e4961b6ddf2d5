"""A picture: print it, save it, or ask for its svg or its text."""

from __future__ import annotations

import sys
from typing import Any, List

from .labels import ascii_only, clean, columns, cut
from .letters import Ink

NARROWEST = 40


class Picture:
    """Say what every picture can do; each kind of picture draws itself in `svg` and in `text_lines`.

    `print(picture)` shows it with letters, `picture.save("picture.svg")` writes a file that any browser opens.
    """

    title = ""

    def svg(self) -> str:
        """Return the text of one SVG file that needs no other; it reads well in light and in dark rooms."""
        raise NotImplementedError("%s should define svg()" % type(self).__name__)

    def text_lines(self, width: int, ink: Ink) -> List[str]:
        """Return what stands below the title, in letters."""
        raise NotImplementedError("%s should define text_lines(width, ink)" % type(self).__name__)

    def text(self, width: int = 80, unicode: bool = True, color: bool = False) -> str:
        """Return the picture in letters, no line wider than `width` columns.

        Errors:   ValueError  the width is no whole number, or below 40
        """
        if not isinstance(width, int) or width < NARROWEST:
            raise ValueError("a picture in letters expects a width of at least %d columns, but got %r" % (NARROWEST, width))
        lines = [cut(clean(self.title), width), "", *self.text_lines(width, Ink(unicode, color))]
        text = "\n".join([line.rstrip() for line in lines])
        return text if unicode else ascii_only(text)

    def save(self, path: Any) -> None:
        """Save the picture: as letters where the name ends with .txt, else as SVG, and so it should end with .svg.

        Errors:   ValueError  the name ends otherwise
                  OSError     the file cannot be written
        """
        ending = str(path).rpartition(".")[2].lower()
        if ending not in ("svg", "txt"):
            raise ValueError("a picture is saved under a name that ends with .svg or .txt, but got %r" % str(path))
        text = self.svg() if ending == "svg" else self.text() + "\n"
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)

    def __str__(self) -> str:
        text = self.text()
        try:
            text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
        except (UnicodeEncodeError, LookupError):  # the terminal has no such letters
            text = self.text(unicode=False)
        return text

    __repr__ = __str__

    def _repr_svg_(self) -> str:  # notebooks ask for this
        return self.svg()


def wrapped(text: str, width: int) -> List[str]:
    """Break a sentence into lines of at most so many columns.

    Example:
        >>> wrapped("one two three", 8)
        ['one two', 'three']
    """
    lines: List[str] = []
    for word in clean(text).split(" "):
        if lines and columns(lines[-1] + " " + word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(cut(word, width))
    return lines

"""Where the text goes: a terminal, a pipe or a file, each with its width and the letters it can show."""

from __future__ import annotations

import errno
import os
import shutil
from typing import Any


class Screen:
    """Print lines to a stream, in the letters that its encoding has.

    With `keep_going`, a reader that goes away (as `head` does) silences the screen; else it ends the program.
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.keep_going = False
        self.encoding = getattr(stream, "encoding", None) or "utf-8"
        self.is_terminal = _is_terminal(stream)
        self.width = max(40, shutil.get_terminal_size((80, 24)).columns) if self.is_terminal else 80

    def shows(self, letters: str) -> bool:
        """Tell whether the encoding has all these letters."""
        try:
            letters.encode(self.encoding)
        except (UnicodeError, LookupError):
            return False
        return True

    def line(self, text: str = "") -> None:
        """Print one line; whatever could break or colour it is written out."""
        self.text(printable(text))

    def text(self, text: str) -> None:
        """Print text that may have several lines."""
        self.write(text + "\n")

    def document(self, text: str) -> None:
        """Write what would else stand in a file, and as it stands there: data with escapes in it would be other data.

        Errors:   UsageError  the encoding does not have all its letters
        """
        if self.stream is not None and not self.shows(text):
            from .errors import UsageError

            letter = next(letter for letter in text if not self.shows(letter))
            raise UsageError("the output is in %s, which has no %r: --out writes a file, with every letter" % (self.encoding, letter))
        self.write(text)

    def write(self, text: str) -> None:
        """Write as it stands, at once; letters that the encoding does not have become escapes."""
        if self.stream is None:
            return
        if not self.shows(text):
            text = text.encode(self.encoding, "backslashreplace").decode(self.encoding)
        try:
            self.stream.write(text)
            self.stream.flush()
        except OSError as error:
            self._lost(error)

    def flush(self) -> None:
        """See to it that everything has arrived."""
        self.write("")

    def _lost(self, error: OSError) -> None:
        # On Windows a closed pipe is EINVAL.
        closed = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
        if not closed:
            raise error
        if not self.keep_going:
            raise BrokenPipeError(*error.args)
        from .errors import silence

        silence(self.stream)
        self.stream = None


def printable(text: str) -> str:
    r"""Write out what is not printable, such as line breaks and the escape that starts a colour.

    Example:
        >>> printable("two\nlines")
        'two\\nlines'
    """
    return text if text.isprintable() else "".join([c if c.isprintable() else repr(c)[1:-1] for c in text])


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"
    except (AttributeError, ValueError):
        return False

"""What comes out of grading: passed or not, in one word for a table, and in lines for the learner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List

from .process import EndedError
from .wire import RemoteError

PASSED, WRONG, OPEN = "passed", "wrong", "open"


@dataclass
class Verdict:
    """One task of one learner, graded."""

    word: str
    lines: List[str] = field(default_factory=list)
    printed: str = ""

    @property
    def passed(self) -> bool:
        """Whether the task is solved."""
        return self.word == PASSED


class NotThereError(Exception):
    """The learner's file lacks something, in words."""


def trouble(error: RemoteError, name: str) -> str:
    """Say in words what the learner's code raised.

    Example:
        >>> trouble(RemoteError("IndexError", "list index out of range", {"line": 7, "text": "return a[9]"}), "dot")
        'your dot raises IndexError: list index out of range; line 7: return a[9]'
    """
    place = error.place if isinstance(error.place, dict) else {}
    line, text = place.get("line"), place.get("text")
    where = "" if not line else "; line %s%s" % (line, ": %s" % text if text else "")
    if error.kind == "NotImplementedError" and not error.text:
        return "your %s is not written yet" % name
    if error.kind == "EOFError":
        return "your %s waits for input(); an exercise gets its numbers as arguments%s" % (name, where)
    if error.kind == "SystemExit":
        return "your %s ends the program (exit)%s" % (name, where)
    if error.kind == "RecursionError":
        return "your %s calls itself without end (RecursionError)%s" % (name, where)
    if error.kind == "MemoryError":
        return "your %s needs more memory than there is (MemoryError)%s" % (name, where)
    return "your %s raises %s%s%s" % (name, error.kind, ": " + error.text if error.text else "", where)


def not_loaded(error: RemoteError, file: str) -> Verdict:
    """Give the verdict on a file that does not even run."""
    line = error.place.get("line") if isinstance(error.place, dict) else None
    if error.kind in ("SyntaxError", "IndentationError", "TabError"):
        return Verdict("syntax error", ["%s, line %s is no Python: %s" % (file, line, error.text)])
    if error.kind == "ImportError" and "of purenn" in error.text:
        return Verdict("imports", ["%s: %s" % (file, error.text)])
    return Verdict("error", [trouble(error, "file " + file)])


def ended(error: EndedError, case: str = "") -> Verdict:
    """Give the verdict on code whose process came to an end."""
    return Verdict(error.word, ["%syour code %s" % ("for %s " % case if case else "", error.sentence)])

"""What goes wrong becomes one line on stderr, in plain words, and exit status 2."""

from __future__ import annotations

import os
import re
import sys
from ast import literal_eval
from typing import Any

from .screen import Screen, printable

# What bad input can raise; anything else is a mistake of ours, and its traceback is welcome.
EXPECTED = (ValueError, OSError, ArithmeticError, MemoryError, RecursionError)


def in_list(name: str) -> str:
    """Write a name as an option for names with commas between them reads it.

    Example:
        >>> in_list("id"), in_list("price, EUR")
        ('id', '"price, EUR"')
    """
    return '"%s"' % name.replace('"', '""') if "," in name or name.startswith('"') else name


# Arguments of the library that its messages speak of, and what the command line has in their place.
OPTIONS: tuple[tuple[str, Any], ...] = (
    (r"\bdelimiter=$", "--delimiter"),
    (r"\bdelimiter=", "--delimiter "),
    (r"\bdecimal=','", "--decimal comma"),
    (r"\bdecimal='\.'", "--decimal point"),
    (r"\btarget=$", "--target"),
    (r"; scale them, or let each mean less with input_scale$", "; --engine float has no such limit"),
    (r"\b(kind|missing|encoding)='([\w-]+)'", r"--\1 \2"),
    (r"""\b(ignore|words)=\[('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\]""", lambda found: "--%s %r" % (found[1], in_list(literal_eval(found[2])))),
    (r"; say stratify=False", ""),
)


LONGEST = 1000  # letters of a message


class UsageError(ValueError):
    """Say in a plain sentence what cannot be done, and why."""


def sentence(error: BaseException) -> str:
    """Put an error into words.

    Example:
        >>> sentence(FileNotFoundError(2, "No such file or directory", "model.json"))
        'model.json: No such file or directory'
        >>> sentence(MemoryError())
        'there is not enough memory for this'
    """
    if isinstance(error, OSError) and error.strerror:
        return "%s: %s" % (error.filename or "the output cannot be written", error.strerror)
    if isinstance(error, MemoryError):
        return "there is not enough memory for this"
    if isinstance(error, RecursionError):
        return "the file is nested too deeply to be read"
    return as_options(str(error)) or type(error).__name__


def as_options(message: str) -> str:
    """Name the options of the command line where a message of the library names arguments.

    Example:
        >>> as_options("leave it out with ignore=['city']; or say delimiter=';'")
        "leave it out with --ignore 'city'; or say --delimiter ';'"
        >>> as_options("say decimal=','")
        'say --decimal comma'
    """
    for pattern, option in OPTIONS:
        message = re.sub(pattern, option, message)
    return message


def shortened(message: str) -> str:
    """Leave out the middle of a message that nobody would read: a file that is not what it seems may have names as long as itself.

    Example:
        >>> len(shortened("a" * 100000))
        1005
    """
    return message if len(message) <= LONGEST else message[: LONGEST // 2] + " ... " + message[-LONGEST // 2 :]


def complain(message: str, screen: Screen) -> int:
    """Write the message as one line to stderr, after everything that was printed, and return the exit status 2."""
    try:
        screen.flush()
    except OSError:
        silence(sys.stdout)
    if sys.stderr is not None:
        Screen(sys.stderr).text("purenn: " + printable(shortened(message)))
    return 2


def remark(note: str, screen: Screen) -> None:
    """Write a note as one line to stderr, after everything that was printed: it is no part of the results. An empty one is not written."""
    screen.flush()
    if note and sys.stderr is not None:
        Screen(sys.stderr).line(note)


def silence(stream: Any) -> None:
    """Let a stream that nobody can write to any more end in nothing, so that Python's exit does not stumble over it."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (AttributeError, OSError, ValueError):
        pass  # not a real file: then there is nothing to stumble over either

"""Files that are written: tried before the work begins, and whole or not at all when it ends."""

from __future__ import annotations

import csv
import io
import os
from typing import Any, Iterable, Sequence

from ..network import Network
from .errors import UsageError


def check_outputs(outputs: dict[str, str | None], inputs: Iterable[str] = (), model: str | None = None) -> None:
    """Make sure, before the work begins, that each file can be written and that none would replace another one that matters.

    Errors:   UsageError  a folder is missing, a file is write-protected, two names mean the same file ...
    """
    taken = [(path, "the data") for path in inputs if os.path.exists(path)]
    if model and os.path.exists(model):
        taken.insert(0, (model, "the model"))
    for option, path in outputs.items():
        if path is not None:
            for other, what in taken:
                if _is_same(path, other):
                    raise UsageError("%s %s would overwrite %s" % (option, path, what))
            taken.append((path, "what %s writes" % option))
            _check_output(option, path, os.path.realpath(path))


def _is_same(path: str, other: str) -> bool:
    """Tell whether two names mean one file; on macOS and Windows data.csv and Data.csv do, so the file system is asked."""
    if os.path.exists(path) and os.path.exists(other):
        return os.path.samefile(path, other)
    return os.path.normcase(os.path.realpath(path)) == os.path.normcase(os.path.realpath(other))


def _check_output(option: str, path: str, place: str) -> None:
    folder = os.path.dirname(place)
    if not path:
        raise UsageError("%s expects the name of a file, but got an empty one" % option)
    if os.path.isdir(place):
        raise UsageError("%s %s is a folder, not a file" % (option, path))
    if not os.path.isdir(folder):
        raise UsageError("%s %s cannot be written: there is no folder %s" % (option, path, os.path.dirname(path)))
    if os.path.exists(place) and not os.access(place, os.W_OK):
        raise UsageError("%s %s cannot be written: the file is write-protected" % (option, path))
    if is_device(place):
        return
    unfinished = place + ".unfinished"
    try:
        with open(unfinished, "w"):
            pass
        os.remove(unfinished)
    except OSError as error:
        raise UsageError("%s %s cannot be written: %s" % (option, path, error.strerror or error)) from error


def refuse_model(path: str) -> None:
    """Refuse a saved model where a CSV file is expected: the one mix-up that CSV's own errors would not explain."""
    if not os.path.isfile(path):
        return  # what is read from a pipe is gone
    try:
        with open(path, "rb") as file:
            start = file.read(11)
    except OSError:
        return  # who reads the file will say it better
    if start == b'{"format": ':
        raise UsageError("%s is a saved model, not a CSV file" % path)


def save_model(network: Network, path: str) -> None:
    """Save a network, or leave an older file of that name as it is.

    Errors:   UsageError  it could not be written
    """
    try:
        # Where the name is a link, the file it leads to is replaced, and the link stays one.
        network.save(os.path.realpath(path))
    except OSError as error:
        raise _not_written(path, error) from error


def write_file(path: str, text: str) -> None:
    """Write a text file whole, or leave an older one of that name as it is.

    Errors:   UsageError  it could not be written
    """
    place = os.path.realpath(path)
    unfinished = place if is_device(place) else place + ".unfinished"
    try:
        try:
            with open(unfinished, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            if unfinished != place:
                os.replace(unfinished, place)
        except BaseException:
            if unfinished != place and os.path.exists(unfinished):
                os.remove(unfinished)
            raise
    except OSError as error:
        raise _not_written(path, error) from error


def csv_text(rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    r"""Put rows into CSV; a float is written with all its digits, so that reading it gives the same float.

    Example:
        >>> csv_text([["epoch", "loss"], [1, 0.1]])
        'epoch,loss\n1,0.1\n'
    """
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter, lineterminator="\n").writerows([[repr(cell) if isinstance(cell, float) else cell for cell in row] for row in rows])
    return lines.getvalue()


def is_device(place: str) -> bool:
    """Tell whether something stands there that is no regular file, such as /dev/null or a pipe."""
    return os.path.exists(place) and not os.path.isfile(place)


def _not_written(path: str, error: OSError) -> UsageError:
    return UsageError("%s could not be written: %s; an older file of that name is as it was" % (path, error.strerror or error))

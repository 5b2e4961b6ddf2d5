"""Get the bytes or the text of a file, unpacked if it is gzip, or say in a sentence why not."""

from __future__ import annotations

import os
from typing import Any

from .errors import DataError, shown

GZIP_MAGIC = b"\x1f\x8b"


def read_bytes(path: Any) -> bytes:
    """Read a whole file. A gzip file, known by its first two bytes and not by its name, is unpacked."""
    content = _content(path)
    return _unpacked(content, path) if content.startswith(GZIP_MAGIC) else content


def read_text(path: Any) -> str:
    """Read a whole file as UTF-8 text, without the byte order mark that Excel puts in front."""
    content = read_bytes(path)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError("%s is UTF-16 text: save it as UTF-8" % path_text(path))
    if b"\0" in content:
        place = _line_of(content, content.index(b"\0"))
        raise DataError("%s, line %d: a zero byte; this is not a text file" % (path_text(path), place))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from after the mark, where there is one.
        wrong = error.object[error.start]
        place = _line_of(error.object, error.start)
        message = "%s, line %d: byte 0x%02x is not UTF-8 text: save the file as UTF-8"
        raise DataError(message % (path_text(path), place, wrong)) from error


def path_text(path: Any) -> str:
    """Give a path as text, for error messages."""
    return os.fsdecode(path)


def _content(path: Any) -> bytes:
    if not isinstance(path, (str, bytes, os.PathLike)):
        raise DataError("a file is asked for by its path, got %s" % shown(path))
    # Asked first, because to open a directory is one error on Linux and another on Windows.
    if os.path.isdir(path):
        raise DataError("%s is a directory, not a file" % path_text(path))
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise DataError("there is no file %s" % path_text(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a path that holds a zero character
        raise DataError("%s cannot be read: %s" % (path_text(path), error)) from error


def _unpacked(content: bytes, path: Any) -> bytes:
    # Imported here, because a Python built without zlib still reads plain files.
    try:
        import gzip
        import zlib
    except ImportError as error:
        raise DataError("%s is a gzip file, and this Python has no zlib to unpack it" % path_text(path)) from error
    try:
        return gzip.decompress(content)
    except (EOFError, OSError, zlib.error) as error:
        raise DataError("%s is a damaged gzip file: %s" % (path_text(path), error)) from error


def _line_of(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1

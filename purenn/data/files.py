"""Get the bytes or the text of a file, unpacked if it is gzip, or say in a sentence why not."""

from __future__ import annotations

import codecs
import os
import re
from typing import Any

from .errors import DataError, shown

GZIP_MAGIC = b"\x1f\x8b"


def read_bytes(path: Any) -> bytes:
    """Read a whole file. A gzip file, known by its first two bytes and not by its name, is unpacked."""
    content = _content(path)
    return _unpacked(content, path) if content.startswith(GZIP_MAGIC) else content


def read_text(path: Any, encoding: str = "utf-8") -> str:
    """Read a whole file as text, of UTF-8 without the byte order mark that Excel puts in front."""
    codec = _codec(encoding)
    content = read_bytes(path)
    if codec != "utf-8":
        return _decoded(content, codec, encoding, path)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError("%s is UTF-16 text: save it as UTF-8, or say encoding='utf-16'" % path_text(path))
    _refuse_zeros(content, b"\0", path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from after the mark, where there is one.
        wrong = error.object[error.start]
        place = _line_of(error.object, error.start)
        message = "%s, line %d: byte 0x%02x is not UTF-8 text: save the file as UTF-8, or say encoding=%r"
        raise DataError(message % (path_text(path), place, wrong, _likely(content))) from error


def _codec(encoding: Any) -> str:
    """Give the usual name of an encoding, or say that there is none of that name."""
    try:
        return codecs.lookup(encoding).name
    except (LookupError, TypeError, ValueError) as error:
        raise DataError("there is no encoding %s; some are 'utf-8', 'latin-1', 'cp1252' and 'utf-16'" % shown(encoding)) from error


def _decoded(content: bytes, codec: str, encoding: str, path: Any) -> str:
    try:
        text = content.decode(codec)
    except (LookupError, UnicodeError) as error:  # LookupError: a codec that is not for text, such as base64
        raise DataError("%s is no text in the encoding %r: %s" % (path_text(path), encoding, error)) from error
    _refuse_zeros(text, "\0", path)
    return text[1:] if text.startswith("\ufeff") else text  # the byte order mark is no part of the first name


def _likely(content: bytes) -> str:
    # Windows has letters where latin-1 has control characters: the euro, and quotes as books have them.
    return "cp1252" if re.search(b"[\x80-\x9f]", content) else "latin-1"


def _refuse_zeros(content: Any, zero: Any, path: Any) -> None:
    if zero in content:
        before = content[: content.index(zero)]
        line = before.count(b"\n" if isinstance(before, bytes) else "\n") + 1
        raise DataError("%s, line %d: a zero byte; this is not a text file" % (path_text(path), line))


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

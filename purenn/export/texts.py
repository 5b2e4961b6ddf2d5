"""Names and comments in the source of other languages: whatever a name holds, it stays a name."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any, Callable, Sequence

WIDTH = 110  # of a line with numbers or bytes


def comment(text: str) -> str:
    r"""Write text so that it may stand in a comment of any language: printable ASCII, in one line, ending no comment and starting none.

    Example:
        >>> print(comment("a*/b\nc"))
        a* /b\nc
    """
    text = ascii(text)[1:-1].replace("\\'", "'")
    for ending in ("*/", "/*", "//", "??"):
        text = text.replace(ending, ending[0] + " " + ending[1])
    return text.rstrip("\\ ")


def comment_lines(sentences: Sequence[str], mark: str) -> list[str]:
    """Break sentences into lines of a comment that begin with its mark; Dense(4, 8) stays in one piece."""
    texts = [re.sub(r", (?=\d)", ",\xa0", comment(sentence)) for sentence in sentences]
    lines = [line for text in texts for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False)]
    return [(mark + " " + line.replace("\xa0", " ")).rstrip("\\ ") for line in lines]


def python_text(text: str) -> str:
    r"""Write a text for Python, in ASCII.

    Example:
        >>> print(python_text("caf\u00e9"))
        'caf\xe9'
    """
    return ascii(text)


def javascript_text(text: str) -> str:
    r"""Write a text for JavaScript, in ASCII, so that it cannot end a script inside a page either.

    Example:
        >>> print(javascript_text('</script> "'))
        "<\/script> \""
    """
    return json.dumps(text).replace("</", "<\\/")


def c_text(text: str) -> str:
    r"""Write a text for C: UTF-8, with all that is not plain as three octal digits, and no trigraph.

    Example:
        >>> print(c_text('caf\u00e9 "??/'))
        "caf\303\251 \"\?\?/"
    """
    written = []
    for byte in text.encode("utf-8", "surrogatepass"):
        letter = chr(byte)
        plain = 32 <= byte < 127
        written.append("\\" + letter if letter in '"\\?' else letter if plain else "\\%03o" % byte)
    return '"%s"' % "".join(written)


def rows_of(items: Sequence[str], separator: str = ", ") -> list[str]:
    """Put written numbers into lines that are not too long.

    Example:
        >>> rows_of(["1", "2", "3"])
        ['1, 2, 3']
    """
    lines, line = [], ""
    for item in items:
        if line and len(line) + len(separator) + len(item) > WIDTH:
            lines.append(line + separator.rstrip())
            line = ""
        line += (separator if line else "") + item
    return [*lines, line] if line else lines


def bytes_lines(content: bytes) -> list[str]:
    r"""Write bytes as one or more bytes literals of Python, one on each line.

    Example:
        >>> print(*bytes_lines(b"ab\x00"))
        b'ab\x00'
    """
    lines, line = [], ""
    for byte in content:
        letter = repr(bytes([byte]))[2:-1]
        letter = '"' if letter == '"' else "\\'" if byte == 39 else letter
        if len(line) + len(letter) > WIDTH - 3:
            lines.append("b'%s'" % line)
            line = ""
        line += letter
    return [*lines, "b'%s'" % line]


def each(values: Any, write: Callable[[Any], str] = repr) -> list[str]:
    """Write every value of a row."""
    return [write(value) for value in values]

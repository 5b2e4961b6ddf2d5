"""A CSV file as a table of text: named columns, numbered lines, and what a column of text means."""

from __future__ import annotations

import csv
import io
import math
import re
from itertools import islice
from typing import Any, Iterator, NoReturn

from .errors import DataError, counted, did_you_mean, listed, shown
from .files import path_text, read_text
from .spelling import MARKS, OTHERWISE, explained, has_thousands, other_mark

# What programs write for "no value": nothing, UCI's question mark, R's NA, spreadsheets' #N/A, databases' NULL, and German for them.
MISSING = frozenset(["", "?", "na", "n/a", "n.a.", "#n/a", "#nv", "k.a.", "k. a.", "nan", "null"])


# What Excel writes into a first line of its own, and hides: the delimiter of the lines below.
_SEP = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n?|\n)', re.IGNORECASE)

# Delimiters that are recognised where a file has no commas; of a file, so many lines are looked at.
_DELIMITERS = (";", "\t", "|")
_LOOKED_AT = 50


class Table:
    """Hold the text of a CSV file: the path, the column names, for each row its line number and its cells, the decimal mark and the delimiter.

    The notes say what was found out about how the file is written.
    """

    __slots__ = ("decimal", "delimiter", "lines", "names", "notes", "path", "rows")

    def __init__(self, path: str, names: list[str], lines: list[int], rows: list[list[str]], decimal: str = ".", note: str = "", delimiter: str = ",") -> None:
        self.notes = [note] if note else []
        self.delimiter = delimiter
        self.path = path
        self.names = names
        self.lines = lines
        self.rows = rows
        self.decimal = decimal

    @property
    def named(self) -> list[str]:
        """Give the names of the columns that have one; an index that was written along has none."""
        return [name for name in self.names if name]

    def column(self, name: str) -> list[str]:
        """Give the cells of one column, without the blanks around them."""
        c = self.names.index(name)
        return [row[c].strip() for row in self.rows]

    def known(self, name: Any, what: str = "column") -> str:
        """Give the name back, or say which columns there are."""
        if not isinstance(name, str) or name not in self.named:
            hint = did_you_mean(name, self.named) if isinstance(name, str) else ""
            columns = listed([repr(known) for known in self.named], last=True)
            question = "; has it no header line?" if not hint and self._begins_with_data() else ""
            raise DataError("%s has no %s %s%s; its columns are %s%s" % (self.path, what, shown(name), hint, columns, question))
        return name

    def _begins_with_data(self) -> bool:
        """Tell whether a column is called as its cells are: by a number, or by a word that comes again below."""
        return any(number_or_none(name, self.decimal) is not None or name in self.column(name) for name in self.named)

    def refuse_unnamed(self) -> None:
        """Raise an error if a column has no name: nobody could say what it is for, or leave it out."""
        if "" in self.names:
            place = self.names.index("") + 1
            cause = "; it is probably an index, which index=False of pandas and row.names=FALSE of R leave out" if place == 1 else ""
            raise DataError("%s, line 1: column %d of %d has no name%s" % (self.path, place, len(self.names), cause))

    def refuse(self, row: int, name: str, problem: str) -> NoReturn:
        """Raise an error that names the file, the line and the column."""
        raise DataError("%s, line %d, column %r: %s" % (self.path, self.lines[row], name, problem))

    def present(self, names: list[str]) -> Table:
        """Give the lines that have a value in each of these columns."""
        columns = [self.names.index(name) for name in names]
        whole = [r for r, row in enumerate(self.rows) if not any(is_missing(row[c]) for c in columns)]
        if len(whole) == len(self.rows):
            return self
        return Table(self.path, self.names, [self.lines[r] for r in whole], [self.rows[r] for r in whole], self.decimal)

    def refuse_missing(self, names: list[str], advice: str) -> None:
        """Raise an error that counts the missing values in these columns and names the first few, if there are any."""
        columns = [self.names.index(name) for name in names]
        places = ["line %d column %r" % (line, self.names[c]) for line, row in zip(self.lines, self.rows) for c in columns if is_missing(row[c])]
        if places:
            found = "%s has %s: %s" % (self.path, counted(len(places), "missing value"), listed(places, 5))
            raise DataError("%s; %s" % (found, advice))


def read_table(path: Any, delimiter: str = ",", decimal: str = ".", encoding: str = "utf-8") -> Table:
    """Read a CSV file whose first line names the columns; every other line must have as many cells. Blank lines are skipped.

    A column may be without a name, but not all of them; who needs to know them all asks with `refuse_unnamed`.
    Where there are no commas, and each of the first lines has as many cells with another delimiter, that one is taken.
    """
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n':
        raise DataError("delimiter must be one character such as ',' or ';', got %s" % shown(delimiter))
    if decimal not in OTHERWISE:
        raise DataError("decimal must be '.' or ',', got %s" % shown(decimal))
    text, delimiter, note = _delimited(read_text(path, encoding), delimiter)
    name = path_text(path)
    records = _records(text, delimiter, name)
    _, header = next(records, (1, None))
    if header is None:
        raise DataError("%s is empty: expected a line of column names, then one line for each sample" % name)
    names = _checked_header([cell.strip() for cell in header], name, delimiter, decimal)
    lines, rows = [], []
    for number, row in records:
        if len(row) != len(names):
            problem = "%s, but the header names %s" % (counted(len(row), "value"), counted(len(names), "column"))
            raise DataError("%s, line %d: %s" % (name, number, problem))
        lines.append(number)
        rows.append(row)
    if not rows:
        raise DataError("%s holds column names but no data below them" % name)
    return Table(name, names, lines, rows, decimal, note, delimiter)


def _delimited(text: str, delimiter: str) -> tuple[str, str, str]:
    """Give the text without Excel's line, the delimiter that is there beyond doubt, else the one that came, and a note of it."""
    said = _SEP.match(text)
    text = "\n" + text[said.end() :] if said else text  # an empty line in its place, so that the others keep their numbers
    if delimiter != ",":
        return text, delimiter, ""
    found = [said.group(1)] if said else _recognised(text)
    if len(found) != 1 or found == [","]:
        return text, delimiter, ""
    return text, found[0], "the cells are separated by %r, as with delimiter=%r" % (found[0], found[0])


def _recognised(text: str) -> list[str]:
    """Name the delimiters that divide each of the first lines into as many cells, two or more, where commas do not."""
    if _widths(text, ",", 1) - {1}:  # with a quote around each cell, the first line is no CSV of commas at all
        return []
    widths = {other: _widths(text, other, _LOOKED_AT) for other in _DELIMITERS}
    return [other for other, found in widths.items() if len(found) == 1 and min(found) > 1]


def _widths(text: str, delimiter: str, most: int) -> set[int]:
    """Give the different numbers of cells in the first lines; none where they are no CSV."""
    try:
        return {len(row) for _, row in islice(_records(text, delimiter, ""), most)}
    except DataError:
        return set()


def is_missing(cell: str) -> bool:
    """Tell whether a cell stands for "no value".

    Example:
        >>> is_missing(" NA "), is_missing("0")
        (True, False)
    """
    return cell.strip().lower() in MISSING


def number_or_none(cell: str, decimal: str = ".") -> float | None:
    """Give the cell's number (infinity and NaN too), or None if it is no number.

    Example:
        >>> number_or_none(" 1e3 "), number_or_none("1_000"), number_or_none("red")
        (1000.0, None, None)
        >>> number_or_none("5,1"), number_or_none("5,1", ","), number_or_none("1.234", ",")
        (None, 5.1, None)
    """
    if decimal != ".":
        if "." in cell:  # where the comma is the decimal mark, 1.234 may mean more than a thousand: it is not guessed at
            return None
        cell = cell.replace(decimal, ".")
    try:
        # Python reads 1_000 as a number; in a data file it is a code.
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def numbers(table: Table, name: str) -> list[float] | None:
    """Give a column as floats, or None if none of its cells is a number; a mixture is an error that names the odd cell."""
    cells = table.column(name)
    found = [number_or_none(cell, table.decimal) for cell in cells]
    words = [row for row, value in enumerate(found) if value is None]
    _refuse_thousands(table, name, cells, words)
    _refuse_other_decimal(table, name, cells, words)
    if len(words) == len(cells):
        return None
    if words:
        _refuse_mixture(table, name, cells, words)
    values = [value for value in found if value is not None]
    for row, value in enumerate(values):
        if not math.isfinite(value):
            table.refuse(row, name, "expected a finite number, got %r" % cells[row])
    return values


def _refuse_thousands(table: Table, name: str, cells: list[str], words: list[int]) -> None:
    """Raise an error where all that is no number would be one without the marks between its thousands."""
    if has_thousands([cells[row] for row in words], cells, table.decimal):
        mark = MARKS[other_mark(table.decimal)]
        table.refuse(words[0], name, "expected a number, got %r: the %s between its thousands has to go" % (cells[words[0]], mark))


def _refuse_other_decimal(table: Table, name: str, cells: list[str], words: list[int]) -> None:
    """Raise an error where all that is no number would be one with the other decimal mark: taken for words, each would become an input."""
    if words and all(OTHERWISE[table.decimal].fullmatch(cells[row]) for row in words) and not _any_fraction(table, cells, words):
        other = other_mark(table.decimal)
        mark = MARKS[other]
        advice = "if its %s is a decimal %s, say decimal=%r; one between thousands has to go" % (mark, mark, other)
        table.refuse(words[0], name, "expected a number, got %r: %s" % (cells[words[0]], advice))


def _any_fraction(table: Table, cells: list[str], words: list[int]) -> bool:
    among = set(words)
    return any(table.decimal in cell for row, cell in enumerate(cells) if row not in among)


def _refuse_mixture(table: Table, name: str, cells: list[str], words: list[int]) -> NoReturn:
    # The rarer kind is the slip: one "abc" among a hundred numbers, or one "7" among a hundred words.
    among = set(words)
    digits = [row for row in range(len(cells)) if row not in among]
    cause = explained([cells[row] for row in words])
    if cause:
        table.refuse(words[0], name, "expected a number; %s" % cause)
    count = "%d of the %d values in this column are numbers" % (len(digits), len(cells))
    if len(words) <= len(digits):
        table.refuse(words[0], name, "expected a number, got %r (%s)" % (cells[words[0]], count))
    table.refuse(digits[0], name, "expected a word, got the number %r (only %s)" % (cells[digits[0]], count))


def _records(text: str, delimiter: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the number of the line it starts on (a quoted cell may run over several lines)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise DataError("%s, line %d: %s" % (path, start, _explained(str(error), delimiter))) from error
        if row is None:
            return
        if row and not (len(row) == 1 and row[0].isspace()):
            yield start, row
        start = reader.line_num + 1


def _explained(problem: str, delimiter: str) -> str:
    # In words of our own, because CPython and PyPy word the errors of csv differently.
    if "end of data" in problem:
        return "a quoted cell is opened and not closed"
    if "field limit" in problem:
        return "a cell of more than %d characters; is a quote opened and not closed?" % csv.field_size_limit()
    if "expected after" in problem:
        advice = "if another character stands between the cells, name it with delimiter="
        return "expected %r or the end of the line after the closing quote of a cell; %s" % (delimiter, advice)
    return problem


def _checked_header(names: list[str], path: str, delimiter: str, decimal: str) -> list[str]:
    if _looks_like_data(names, decimal):
        got = listed(names, 4)
        raise DataError("%s, line 1: expected the names of the columns, got numbers: %s; add a header line" % (path, got))
    if not any(names):
        raise DataError("%s, line 1: none of the %s has a name" % (path, counted(len(names), "column")))
    for place, name in enumerate(names):
        if name and name in names[:place]:
            columns = (names.index(name) + 1, place + 1)
            raise DataError("%s, line 1: columns %d and %d are both named %r" % (path, *columns, name))
    _check_delimiter(names, path, delimiter)
    return names


def _looks_like_data(names: list[str], decimal: str) -> bool:
    # Beside a word, plain whole numbers may be names (pandas numbers its columns 0, 1, 2); 5.1 or -1 never is one.
    numbers = [number_or_none(name, decimal) for name in names]
    values = [name for name, number in zip(names, numbers) if number is not None and math.isfinite(number)]  # "inf" may be a name
    return len(values) == len(names) or not all(name.isdigit() for name in values)


def _check_delimiter(names: list[str], path: str, delimiter: str) -> None:
    for other in (",", ";", "\t"):
        if len(names) == 1 and other in names[0] and other != delimiter:
            advice = "is it separated by %r? then say delimiter=%r" % (other, other)
            raise DataError("%s, line 1: only one column, %r: %s" % (path, names[0], advice))

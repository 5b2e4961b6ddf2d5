"""Read your own table: a CSV file becomes a Dataset, or rows for a model that knows its columns by name."""

from __future__ import annotations

import math
import os
import re
from os import PathLike
from typing import Any, Iterable, NoReturn, Sequence

from .dataset import Dataset
from .errors import DataError, counted, did_you_mean, listed, sequence, shown
from .hints import FEW_LINES, hints
from .missing import WAYS, filled, typical_row
from .spelling import explained
from .tables import Table, is_missing, numbers, read_table
from .targets import KINDS, class_numbers, doubt, targets

# More one-hot columns than this out of one column are a name or a serial number, from which nothing can be learned.
MOST_CATEGORIES = 256

_LEADING_ZERO = re.compile("0[0-9]+")


def read_csv(
    path: str | PathLike[str],
    target: str | None = None,
    kind: str | None = None,
    ignore: Iterable[str] = (),
    delimiter: str = ",",
    decimal: str = ".",
    encoding: str = "utf-8",
    missing: str | None = None,
    words: Iterable[str] = (),
) -> Dataset:
    r"""Read a CSV file (plain or gzip) with a header line into a Dataset.

    The target is the column of that name, by default the last one. Words, or whole numbers that look like class numbers (at
    most 20 different ones: 0 to k - 1, or each twice on average) make a classification; other numbers make a regression; `kind`
    decides where this guess is wrong, and `notes` of the data set say where it may be. A column of words among the inputs becomes
    one input `column=word` for each word, 1.0 or 0.0; so does a column named in `words`, whatever stands in it: codes of digits are no
    measurements. Columns named in `ignore` are left out. Where the comma is the decimal mark, as in the files of a German or French
    Excel, say delimiter=";", decimal=","; where the file is no UTF-8, encoding="latin-1". A delimiter that leaves no doubt is
    recognised.

    Missing values are refused unless `missing` says what to do: "drop" leaves their lines out, "mean" puts the mean of the
    column there, or its most frequent word, and "nan" leaves a NaN, for `filled` to put there what the training rows say.
    A line without its target is left out in any case.

    Shapes:   X [rows][inputs]   Y [rows]
    Errors:   DataError  the file cannot be read, has no header line, no data, a ragged line, a missing or infinite value, or a
                         column that mixes numbers and words, has another word in every line, or has no name; there is no such
                         column; the classes are fewer than two
    Example:
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "people.csv")
        ...     _ = path.write_text("age,color,member\n34,red,yes\n28,green,no\n", encoding="utf-8")
        ...     people = read_csv(path)
        >>> people.input_names, people.X
        (['age', 'color=green', 'color=red'], [[34.0, 0.0, 1.0], [28.0, 1.0, 0.0]])
        >>> people.class_names, people.Y
        (['no', 'yes'], [1, 0])
    """
    if kind is not None and kind not in KINDS:
        raise DataError("kind must be 'classification' or 'regression', got %s" % shown(kind))
    table = read_table(path, delimiter, decimal, encoding)
    table.refuse_unnamed()
    goal = table.names[-1] if target is None else table.known(target, "target column")
    left_out = _chosen(table, "ignore", ignore)
    codes = _codes(table, words, goal, left_out)
    if goal in left_out:
        raise DataError("column %r is the target and cannot be ignored too" % goal)
    inputs = [name for name in table.names if name != goal and name not in left_out]
    if not inputs:
        raise DataError("%s has the target column %r but no column of inputs" % (table.path, goal))
    part, note = _present(table, inputs, goal, missing)
    input_names, X = _inputs(part, inputs, codes, gaps=missing in ("mean", "nan"))
    class_names, Y = targets(part, goal, kind)
    notes = [*table.notes, note, "" if kind else doubt(part, goal, len(class_names))]
    made = Dataset(X, Y, input_names, class_names, _stem(table.path), target_name=goal)
    made.notes = (*filter(None, notes), *hints(made), *_zeros(part, [name for name in inputs if name in input_names]))
    return filled(made, typical_row(made)) if missing == "mean" else made


def _present(table: Table, inputs: list[str], goal: str, missing: str | None) -> tuple[Table, str]:
    """Give the lines that are read, and a note of those that are not."""
    if missing is None:
        table.refuse_missing([*inputs, goal], "fill them in, leave these columns out, or say missing='drop' or missing='mean'")
        return table, ""
    if missing not in WAYS:
        raise DataError("missing must be one of %s, got %s" % (listed([repr(way) for way in WAYS]), shown(missing)))
    part = table.present([*inputs, goal] if missing == "drop" else [goal])
    if not part.rows:
        raise DataError("%s: every line has a missing value%s" % (table.path, "" if missing == "drop" else " in the target column %r" % goal))
    left_out = len(table.rows) - len(part.rows)
    what = "value" if missing == "drop" else "target"
    return part, "left out, for a missing %s: %s of %d" % (what, counted(left_out, "line"), len(table.rows)) if left_out else ""


def read_rows(
    path: str | PathLike[str],
    input_names: Iterable[str],
    delimiter: str = ",",
    decimal: str = ".",
    encoding: str = "utf-8",
    input_defaults: Sequence[float] = (),
) -> list[list[float]]:
    r"""Read the inputs that a model expects out of a CSV file, by the names of the columns, whatever their order.

    Columns the model does not know, or that have no name, are ignored, so the file may hold the target or not. The inputs
    `column=word` are made from the column of words, as read_csv made them. A missing value becomes what `input_defaults` has for
    its input, if given.

    Shapes:   result [rows][inputs], in the order of input_names
    Errors:   DataError  as in read_csv; or an input's column is not in the file, or a word is none that the model learned
    Example:
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "new.csv")
        ...     _ = path.write_text("color,name,age\nred,Ada,36\n", encoding="utf-8")
        ...     read_rows(path, ["age", "color=green", "color=red"])
        [[36.0, 0.0, 1.0]]
    """
    wanted = _text_list("input_names", input_names)
    if not wanted:
        raise DataError("input_names is empty: there is nothing to read from the file")
    return table_rows(read_table(path, delimiter, decimal, encoding), wanted, input_defaults)


def read_labelled(
    path: str | PathLike[str],
    input_names: Iterable[str] = (),
    class_names: Iterable[str] = (),
    target: str | None = None,
    delimiter: str = ",",
    decimal: str = ".",
    encoding: str = "utf-8",
    input_defaults: Sequence[float] = (),
) -> Dataset:
    r"""Read rows and their targets for a model that exists: its inputs by their names, its classes by theirs.

    Where read_csv finds out what a file means, here the model says it: a file with two of its three classes is read with all
    three. Without input names every column but the target is an input, and without class names the target is a measurement.
    A line without its target is left out, and `notes` says so.

    Shapes:   X [rows][inputs], in the order of input_names   Y [rows]
    Errors:   DataError  as in read_rows and read_csv; or a class is none of class_names; or the target is one of the inputs
    Example:
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "new.csv")
        ...     _ = path.write_text("kind,age\nold,80\nold,70\n", encoding="utf-8")
        ...     people = read_labelled(path, ["age"], ["young", "old"], target="kind")
        >>> people.X, people.Y
        ([[80.0], [70.0]], [1, 1])
    """
    names = _text_list("class_names", class_names, "names")
    table = read_table(path, delimiter, decimal, encoding)
    goal = table.named[-1] if target is None else table.known(target, "target column")
    wanted = _text_list("input_names", input_names) or [name for name in table.named if name != goal]
    if not wanted:
        raise DataError("%s has the target column %r but no column of inputs" % (table.path, goal))
    if goal in [_source(table, name)[0] for name in wanted]:
        which = "the last column, %r," % goal if target is None else "the column %r" % goal
        raise DataError("%s: %s is an input of the model and cannot be the target; name another one with target=" % (table.path, which))
    part, note = _present(table, [], goal, "nan")
    Y = class_numbers(part, goal, names) if names else targets(part, goal, "regression")[1]
    notes = [*table.notes, *([note] if note else [])]
    return Dataset(table_rows(part, wanted, input_defaults), Y, wanted, names, _stem(table.path), target_name=goal, notes=notes)


def table_rows(table: Table, wanted: list[str], input_defaults: Sequence[float]) -> list[list[float]]:
    """Do what `read_rows` does with a table that has been read."""
    sources = [_source(table, name) for name in wanted]
    if not input_defaults:
        advice = "fill them in, or leave these lines out; a model that was trained with missing='mean' fills them in itself"
        table.refuse_missing(list(dict.fromkeys(column for column, _ in sources)), advice)
    elif len(input_defaults) != len(wanted):
        raise DataError("input_defaults must be one for each of %s, got %d" % (counted(len(wanted), "input"), len(input_defaults)))
    words: dict[str, list[str]] = {}
    for column, word in sources:
        if word is not None:
            words.setdefault(column, []).append(word)
    parts = {column: table.present([column]) if input_defaults else table for column, _ in sources}
    _refuse_unknown([parts[column] for column in words], words)
    cells = {column: parts[column].column(column) for column in words}
    columns = [_numeric(parts[column], column) if word is None else _indicator(cells[column], word) for column, word in sources]
    columns = [values if parts[column] is table else _spread(table, column, values) for (column, _), values in zip(sources, columns)]
    rows = [list(row) for row in zip(*columns)]
    return [[input_defaults[i] if math.isnan(x) else x for i, x in enumerate(row)] for row in rows] if input_defaults else rows


def _inputs(table: Table, names: list[str], codes: set[str], gaps: bool) -> tuple[list[str], list[list[float]]]:
    input_names: list[str] = []
    columns: list[list[float]] = []
    for name in names:
        part = table.present([name]) if gaps else table
        if not part.rows:
            raise DataError("%s: column %r has no value at all; leave it out with ignore=[%r]" % (table.path, name, name))
        own_names, own_columns = _inputs_of(part, name, name in codes)
        input_names += own_names
        columns += own_columns if part is table else [_spread(table, name, values) for values in own_columns]
    _refuse_twice(table, input_names)
    return input_names, [list(row) for row in zip(*columns)]


def _inputs_of(table: Table, name: str, code: bool) -> tuple[list[str], list[list[float]]]:
    """Give the inputs that one column becomes: one of numbers, or one for each word; a code is words, though every cell be a number."""
    values = None if code else numbers(table, name)
    if values is not None:
        return [name], [values]
    cells = table.column(name)
    words = sorted(set(cells)) if code else _categories(table, name, cells)
    return ["%s=%s" % (name, word) for word in words], [_indicator(cells, word) for word in words]


def _spread(table: Table, name: str, values: list[float]) -> list[float]:
    """Put a NaN between the values for every cell that has none."""
    following = iter(values)
    return [math.nan if is_missing(cell) else next(following) for cell in table.column(name)]


def _categories(table: Table, name: str, cells: list[str]) -> list[str]:
    words = sorted(set(cells))
    if len(words) > MOST_CATEGORIES:
        _refuse_words(table, name, "%d different words are too many for inputs" % len(words))
    if len(words) == len(cells) >= FEW_LINES:
        _refuse_words(table, name, "another word in every line, from which nothing can be learned")
    return words


def _refuse_words(table: Table, name: str, problem: str) -> NoReturn:
    cause = explained(table.column(name))
    advice = "leave it out with ignore=[%r], or insist with words=[%r]" % (name, name)
    raise DataError("%s, column %r: %s; %s%s" % (table.path, name, problem, advice, "; " + cause if cause else ""))


def _indicator(cells: list[str], word: str) -> list[float]:
    return [1.0 if cell == word else 0.0 for cell in cells]


def _refuse_twice(table: Table, input_names: list[str]) -> None:
    if len(set(input_names)) < len(input_names):
        twice = next(name for place, name in enumerate(input_names) if name in input_names[:place])
        raise DataError("%s: two inputs would be named %r; rename the column" % (table.path, twice))


def _numeric(table: Table, name: str) -> list[float]:
    values = numbers(table, name) if table.rows else []
    if values is None:
        table.refuse(0, name, "expected a number, got %r" % table.column(name)[0])
    return values


def _source(table: Table, input_name: str) -> tuple[str, str | None]:
    """Find where an input comes from: a column of numbers, or a column and one word of it."""
    named = table.named
    if input_name in named:
        return input_name, None
    # Both the column's name and the word may hold "=": the longest name that is a column wins.
    places = [place for place, letter in enumerate(input_name) if letter == "="]
    for place in reversed(places):
        if input_name[:place] in named:
            return input_name[:place], input_name[place + 1 :]
    table.known(input_name[: places[0]] if places else input_name, "input column")
    raise AssertionError("unreachable: known() has raised")


def _refuse_unknown(parts: list[Table], words: dict[str, list[str]]) -> None:
    """Raise an error where a column holds words that the model did not learn: of one with the words that it did, of several with the first few."""
    known = {name: set(learned) for name, learned in words.items()}
    unknown = sorted((line, name, cell) for part, name in zip(parts, words) for line, cell in zip(part.lines, part.column(name)) if cell not in known[name])
    if not unknown:
        return
    if len(unknown) == 1:
        line, name, cell = unknown[0]
        found = "%s, line %d, column %r: unknown word %r%s" % (parts[0].path, line, name, cell, did_you_mean(cell, words[name]))
    else:  # a near word is searched for the few that are shown only: there may be thousands
        places = ["line %d column %r %r%s" % (line, name, cell, did_you_mean(cell, words[name])) for line, name, cell in unknown[:5]]
        found = "%s has %d unknown words: %s" % (parts[0].path, len(unknown), listed(places + [""] * (len(unknown) - len(places)), 5))
    learned = {name: listed([repr(word) for word in words[name]]) for _, name, _ in unknown}
    said = list(learned.values()) if len(learned) == 1 else ["%s in column %r" % (text, name) for name, text in learned.items()]
    raise DataError("%s; the model learned %s" % (found, "; ".join(said)))


def _chosen(table: Table, what: str, names: Iterable[str]) -> set[str]:
    in_any_order = sorted(names) if isinstance(names, (set, frozenset)) else names
    return {table.known(name) for name in _text_list(what, in_any_order)}


def _codes(table: Table, words: Iterable[str], goal: str, left_out: set[str]) -> set[str]:
    """Give the columns that are words in any case; the target has a way of its own to say so."""
    codes = _chosen(table, "words", words)
    if goal in codes:
        raise DataError("column %r is the target and no input; if it holds classes, say kind='classification'" % goal)
    for name in sorted(codes & left_out):
        raise DataError("column %r is ignored and cannot be read as words too" % name)
    return codes


def _zeros(table: Table, names: list[str]) -> list[str]:
    """Point at columns of numbers in which a cell starts with a zero that is lost: that is how codes are written, and not measurements."""
    found = []
    for name in names:
        cell = next(filter(_LEADING_ZERO.fullmatch, table.column(name)), None)
        if cell is not None:
            found.append("%s of %s is read as the number %s; words=[%r] reads such codes as words" % (cell, name, cell.lstrip("0") or "0", name))
    return found


def _text_list(what: str, names: Any, of: str = "column names") -> list[str]:
    result = sequence(what, names, of)
    for name in result:
        if not isinstance(name, str):
            raise DataError("%s must be a list of %s, but it holds %s" % (what, of, shown(name)))
    return result


def _stem(path: str) -> str:
    return os.path.basename(path).split(".")[0] or path

"""Arguments: argparse with plain sentences, and the kinds of values that the commands take."""

from __future__ import annotations

import argparse
import csv
import math
from typing import Any, Iterable, NoReturn

from ..data.errors import did_you_mean
from .errors import UsageError

# A plain-Python layer wider than this would not end within anyone's patience.
WIDEST = 10000

# How a CSV file is written, and what is assumed of it.
CSV_STYLE = {"delimiter": ",", "decimal": ".", "encoding": "utf-8"}

NAMES_HELP = "with commas between them; one with a comma in its name as '\"price, EUR\"'"


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises its errors instead of printing a page and leaving."""

    color: bool  # Python 3.14 and later

    def error(self, message: str) -> NoReturn:
        message = message[9:] if message.startswith("argument ") else message
        raise UsageError("%s (%s --help lists the options)" % (message, self.prog))


def command_parser(name: str, description: str | None) -> Parser:
    """Make the parser of a command; what it says first is what the command's module says first."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = Parser(prog="purenn " + name, description=description, allow_abbrev=False, formatter_class=formatter)
    parser.color = False
    return parser


def parse(parser: Parser, arguments: list[str]) -> argparse.Namespace:
    """Parse the arguments; an unknown option is answered with the nearest one there is.

    Errors:   UsageError  an argument is unknown, missing, or not what it should be
    """
    # Asked before the values are, so that a misspelt option is what the error is about.
    options = [option for action in parser._actions for option in action.option_strings]
    for argument in arguments:
        if argument.startswith("--") and len(argument) > 2:
            known(argument.partition("=")[0], options, "option", "%s --help lists the options" % parser.prog)
    found, others = parser.parse_known_args(arguments)
    if others:
        advice = ": is it the data? then say --data %s" % others[0] if "--data" in options and not others[0].startswith("-") else ""
        parser.error("unexpected argument %r%s" % (others[0], advice))
    return found


def known(name: str, names: Iterable[str], noun: str, advice: str = "") -> str:
    """Give the name back if there is one, or say which are near and which there are.

    Errors:   UsageError  there is none
    Example:
        >>> known("sgd", ["sgd", "adam"], "optimizer")
        'sgd'
    """
    names = list(names)
    if name not in names:
        listed = advice or "there are " + ", ".join(names)
        raise UsageError("there is no %s %r%s; %s" % (noun, name, _nearest(name, names), listed))
    return name


def _nearest(name: str, names: list[str]) -> str:
    """Ask whether the name is meant that has these initials, such as --learning-rate for --lr, or else the one that is spelt most alike."""
    initials = {"".join([word[:1] for word in known.strip("-").split("-")]): known for known in names if "-" in known.strip("-")}
    return did_you_mean(initials.get(name.strip("-"), name), names)


def one_of(noun: str, names: Iterable[str]) -> Any:
    """Make a type for argparse that takes one of the names."""

    def read(text: str) -> str:
        try:
            return known(text, names, noun)
        except UsageError as error:  # argparse has words of its own for every other ValueError
            raise argparse.ArgumentTypeError(str(error)) from error

    return read


def whole_number(text: str, least: int = 1) -> int:
    """Read a whole number of at least 1."""
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise argparse.ArgumentTypeError("expected a whole number of at least %d, but got %r" % (least, text))
    return number


def seed_number(text: str) -> int:
    """Read a whole number of at least 0."""
    return whole_number(text, 0)


def positive(text: str) -> float:
    """Read a finite number above 0."""
    number = _number(text)
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError("expected a number above 0, but got %r" % text)
    return number


def share(text: str) -> float:
    """Read a number between 0 and 1, neither of them included."""
    number = _number(text)
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError("expected a share, between 0 and 1 such as 0.2, but got %r" % text)
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def layer_sizes(text: str) -> tuple[int, ...]:
    """Read the sizes of hidden layers, "32,16", or "none".

    Example:
        >>> layer_sizes("32,16"), layer_sizes("none")
        ((32, 16), ())
    """
    if text == "none":
        return ()
    sizes = [part.strip() for part in text.split(",")]
    for size in sizes:
        if not (size.isdigit() and size.isascii() and 1 <= int(size[:9]) <= WIDEST):
            message = "expected sizes from 1 to %d such as 32 or 32,16, or none, but got %r"
            raise argparse.ArgumentTypeError(message % (WIDEST, text))
    return tuple(map(int, sizes))


def class_weights(text: str) -> str | list[float]:
    """Read a number above 0 for each class, with commas between them, or "balanced".

    Example:
        >>> class_weights("1,20"), class_weights("balanced")
        ([1.0, 20.0], 'balanced')
    """
    return text if text == "balanced" else [positive(part) for part in text.split(",")]


def row_numbers(text: str) -> list[int]:
    """Read numbers of rows, which count from 1, with commas between them.

    Example:
        >>> row_numbers("3"), row_numbers("3,7")
        ([3], [3, 7])
    """
    return [whole_number(part) for part in text.split(",")]


def names_list(text: str) -> list[str]:
    """Read names with commas between them, as in a line of CSV: one with a comma in it stands in double quotes.

    Example:
        >>> names_list('id, "price, EUR"')
        ['id', 'price, EUR']
    """
    try:
        names = next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error as error:
        raise argparse.ArgumentTypeError("expected names with commas between them, but got %r" % text) from error
    return [name.strip() for name in names if name.strip()]


def delimiter(text: str) -> str:
    r"""Read the character between the cells of a CSV file; "\t" and "tab" are the tabulator.

    Example:
        >>> delimiter(";"), delimiter("tab")
        (';', '\t')
    """
    return "\t" if text in ("tab", "\\t") else text


def decimal(text: str) -> str:
    """Read the decimal mark of a CSV file; it can be given as a word, because to PowerShell a bare comma is a list.

    Example:
        >>> decimal(","), decimal("comma"), decimal("point")
        (',', ',', '.')
    """
    mark = {"comma": ",", "point": "."}.get(text, text)
    if mark not in (".", ","):
        raise argparse.ArgumentTypeError("expected point or comma, but got %r" % text)
    return mark


class Place(argparse.Action):
    """Take the data from where it is named, as an argument or behind --data: one of the two is needed, and both are too many."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Any = None) -> None:
        other = getattr(namespace, self.dest)
        if other is not None:
            parser.error("expected data once, but got %s and %s" % (other, values))
        setattr(namespace, self.dest, values)
        for action in parser._actions:
            action.required = action.required and action.dest != self.dest


def add_place(parser: Any, what: str) -> None:
    """Name the argument that says where the data is, and the option that other commands have in its place."""
    parser.add_argument("data", action=Place, help=what)
    parser.add_argument("--data", action=Place, metavar="NAME", help="the same, as other commands take it")


def csv_style(options: argparse.Namespace) -> dict[str, str]:
    """Return what the options say of how a CSV file is written, as the readers take it."""
    return {name: getattr(options, name) for name in CSV_STYLE}


def add_csv_arguments(parser: Any) -> None:
    """Name the options that say how a CSV file is written, for a parser or a group of one."""
    parser.add_argument("--delimiter", type=delimiter, default=CSV_STYLE["delimiter"], metavar="C", help="what stands between the cells (default: a comma)")
    parser.add_argument("--decimal", type=decimal, default=CSV_STYLE["decimal"], metavar="MARK", help="comma where the file writes 5,1 for 5.1 (default: point)")
    parser.add_argument("--encoding", default=CSV_STYLE["encoding"], metavar="NAME", help="of the file, such as latin-1 (default: utf-8)")

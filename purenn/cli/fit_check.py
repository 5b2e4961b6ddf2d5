"""Say whether a saved model fits a board, how much it takes, and how fast it is.

  purenn fit-check model.json --board pico
  purenn fit-check model.json --board micro:bit

As a file of MicroPython, which export writes, with floats and with int8. Where
it does not fit, it says what would. The exit status is 0 if it fits, else 1.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from ..data.errors import counted
from ..export.boards import BOARDS, Board, board_named
from ..export.fitting import KINDS, Fit, fit, largest_hidden, other_boards
from .errors import UsageError
from .models import load_float_model
from .screen import Screen


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    parser.add_argument("--board", required=True, metavar="NAME", help=", ".join([board.name for board in BOARDS]))


def run(options: Namespace, screen: Screen) -> int:
    """Load, estimate, judge."""
    board = board_named(options.board)
    if board is None:
        raise UsageError("there is no board %r in the list; there are %s" % (options.board, ", ".join([b.name for b in BOARDS])))
    network = load_float_model(options.model)
    fits = [fit(network, kind, board) for kind in KINDS]
    for line in _table(fits, board):
        screen.line(line)
    screen.line()
    for line in _verdict(network, fits, board):
        screen.line(line)
    screen.line()
    for line in BASIS:
        screen.line(line)
    return 0 if any([f.fits for f in fits]) else 1


BASIS = (
    "Flash is the size of the file. RAM and time are estimates: heap and times were",
    "measured on MicroPython's 64-bit unix build; what is code was halved for words",
    "of 32 bits, and the times multiplied by how much slower the board is in",
    "benchmarks of others. Expect them right to a factor of two.",
)


def _table(fits: list[Fit], board: Board) -> list[str]:
    rows = ["%s (%s, %d MHz): %s of RAM free, %s of flash for files" % (board.name, board.chip, board.clock, _size(board.heap), _size(board.storage))]
    rows.append("%-6s %10s %10s %10s %14s   %s" % ("", "parameters", "flash", "RAM", "a prediction", "fits"))
    for f in fits:
        rows.append("%-6s %10d %10s %10s %14s   %s" % (f.kind.name, f.parameters, _size(f.file), _size(f.heap), _time(f.seconds), "yes" if f.fits else "no"))
    return rows


def _verdict(network: Any, fits: list[Fit], board: Board) -> list[str]:
    fitting = [f.kind.name for f in fits if f.fits]
    if len(fitting) == len(fits):
        return ["Yes: it fits %s." % board.name]
    failing = [f for f in fits if not f.fits]
    lines = ["Yes: it fits %s as %s, not as %s." % (board.name, fitting[0], failing[0].kind.name) if fitting else "No: it does not fit %s." % board.name]
    for f in failing:
        hidden = largest_hidden(network, f.kind, board)
        would = "it would fit with at most %s in a layer" % counted(hidden, "hidden unit") if hidden else "it would not fit with fewer hidden units either"
        lines.append("As %s %s." % (f.kind.name, would))
    others = [name for name in other_boards(fits) if name != board.name]
    if not fitting:
        lines.append("Boards that it fits: %s." % (", ".join(others) or "none in the list"))
    return lines


def _size(size: int) -> str:
    return "%d bytes" % size if size < 10000 else "%.1f KB" % (size / 1024) if size < 1 << 20 else "%.1f MB" % (size / (1 << 20))


def _time(seconds: float) -> str:
    """Round to two digits: more are not known."""
    number, unit = (seconds, "s") if seconds >= 1 else (1000 * seconds, "ms")
    return "about %s %s" % ("%.1f" % number if number < 10 else "%d" % float("%.2g" % number), unit)

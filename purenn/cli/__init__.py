"""The command line: `python3 -m purenn`, or `purenn` where it is installed.

A command is a module of this folder with `add_arguments(parser)` and `run(options, screen)`, and a line in the table
below. Only this folder prints: results to stdout, and what went wrong to stderr, as one line, with exit status 2.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Sequence

from .. import __version__
from .errors import EXPECTED, complain, sentence, silence
from .screen import Screen

COMMANDS = (
    ("train", "train a network: on handwritten digits, or on --data of your own"),
    ("predict", "class and probability, or value, for every row of a CSV file"),
    ("evaluate", "how good is a saved model? accuracy and mistakes, or RMSE and R squared"),
    ("summary", "the layers, inputs and classes of a saved model"),
    ("gradcheck", "are the gradients of a saved model right? backward against differences"),
    ("export", "a model as one file of MicroPython, Python, C or JavaScript"),
    ("fit-check", "does a model fit a board? flash, RAM and time, and what would"),
    ("doctor", "why does a network not learn? a training is watched, a remedy tried"),
    ("explain", "one training step, worked out number by number"),
    ("worksheet", "the same with blanks to fill in, and its key"),
    ("learn", "exercises that grade themselves: functions, laws, hunts for bugs"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the arguments say, and end the program with the exit status where that is not 0."""
    status = run(sys.argv[1:] if arguments is None else arguments)
    if status:
        sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit status.

    0: done. 1: done, and the answer is no (doctor, gradcheck and learn check have found something, or a model does not fit its
    board); or nobody reads the output any more. 2: it went wrong.
    """
    screen = Screen(sys.stdout)
    try:
        status = _dispatch(list(arguments), screen)
        screen.flush()
        return status
    except BrokenPipeError:
        silence(sys.stdout)
        return 1
    except KeyboardInterrupt:
        return complain("stopped by ctrl-C", screen)
    except EXPECTED as error:
        return complain(sentence(error), screen)


def _dispatch(arguments: list[str], screen: Screen) -> int:
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help", "help"):
        screen.text(_overview())
    elif first in ("-V", "--version"):
        screen.line("purenn %s" % __version__)
    else:
        return _run_command(first, arguments[1:], screen)
    return 0


def _run_command(name: str, arguments: list[str], screen: Screen) -> int:
    from .arguments import command_parser, known, parse

    known(name, [command for command, _ in COMMANDS], "command")
    command: Any = import_module("." + name.replace("-", "_"), __name__)
    parser = command_parser(name, command.__doc__)
    command.add_arguments(parser)
    if {"-h", "--help"} & set(arguments):
        screen.text(parser.format_help().rstrip("\n"))
        return 0
    status: int = command.run(parse(parser, arguments), screen)
    return status


def _overview() -> str:
    lines = ["purenn %s: neural networks in plain Python, nothing to install" % __version__, ""]
    lines += ["  %-9s  %s" % command for command in COMMANDS]
    lines += ["", "try it:   python3 -m purenn train", "options:  python3 -m purenn train --help"]
    return "\n".join(lines)

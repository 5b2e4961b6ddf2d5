"""Write a model as one source file that predicts and needs nothing else.

  purenn export model.json --to micropython --out model.py
  purenn export model.json --to c --out model.c

The file has predict and selftest, the scaling of the inputs, their names and
those of the classes. With --data, its test is taken from rows of yours.
With --int8, weights and activations take 8 bits each; --data tells how large
they become, and how often the class is still the same. It needs no targets;
where it has them, it also tells how often the class is right.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Any, Sequence

from ..data.errors import DataError
from ..data.tables import read_table
from ..export import TARGETS, exported
from ..network import Network
from .arguments import csv_style, one_of
from .errors import UsageError, as_options, remark
from .files import check_outputs, write_file
from .inputs import has_target, input_rows
from .labelled import add_data_arguments, has_table, labelled
from .models import cut_note, load_model
from .screen import Screen


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    parser.add_argument("--to", type=one_of("language", TARGETS), required=True, metavar="LANGUAGE", help=", ".join(TARGETS))
    parser.add_argument("--int8", action="store_true", help="8 bits for every weight and activation; needs --data")
    parser.add_argument("--lean", action="store_true", help="with --int8, for micropython: less memory, more time (default: for large networks)")
    parser.add_argument("--floats", type=one_of("size of a float", ("32", "64")), metavar="BITS", help="of the numbers in the file, 32 or 64 (default: 32 for micropython, else 64)")
    add_data_arguments(parser, False, ())
    parser.add_argument("--out", metavar="FILE", help="write the source to a file instead")


def run(options: Namespace, screen: Screen) -> int:
    """Load, write."""
    if options.target is not None and options.data is None:
        raise UsageError("--target says something about --data, which is not there")
    if options.int8 and options.data is None:
        raise UsageError("--int8 needs --data: rows like those that the file will predict, to see how large the numbers become")
    if options.int8 and options.floats and options.to != "c":
        raise UsageError("--floats does not go with --int8, but in C: the few floats of such a file have 32 bits")
    if options.lean and not (options.int8 and options.to == "micropython"):
        raise UsageError("--lean goes with --int8 --to micropython, and no other file")
    check_outputs({"--out": options.out}, [options.data] if options.data else [], options.model)
    network = load_model(options.model)
    rows, known, notes = _rows(network, options) if options.data else (None, None, ())
    name, floats, lean = os.path.basename(options.model), int(options.floats or 0) or None, options.lean or None
    done = exported(network, options.to, floats, options.int8, rows, name, lean, known)
    if options.out:
        write_file(options.out, done.source)
        for line in [*done.report, "saved %s: %d bytes" % (options.out, len(done.source))]:
            screen.line(line)
    else:
        screen.document(done.source)
    remark(cut_note(network, options.model), screen)
    for note in notes if options.int8 else ():  # without 8 bits nothing is said of the targets anyway
        remark("note: " + as_options(note), screen)
    return 0


def _rows(network: Network, options: Namespace) -> tuple[Any, Any, Sequence[str]]:
    """Return rows of inputs, the numbers of their classes where the data has them, and notes: the file is made from inputs alone."""
    table = read_table(options.data, **csv_style(options)) if has_table(options) else None
    if table and options.target is None and not has_target(network, table):
        return input_rows(network, table, options.model), None, ()
    try:
        part = labelled(network, options)
    except DataError as error:
        if not table or options.target is not None:
            raise
        return input_rows(network, table, options.model), None, ["how often the class is right is not told: %s" % error]
    return part.X, part.Y if part.class_names else None, part.notes

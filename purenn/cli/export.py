"""Write a model as one source file that predicts and needs nothing else.

  purenn export model.json --to micropython --out model.py
  purenn export model.json --to c --out model.c

The file has predict and selftest, the scaling of the inputs, their names and
those of the classes. With --data, its test is taken from rows of yours.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Any

from ..export import TARGETS, export_source
from .arguments import one_of
from .errors import UsageError
from .files import check_outputs, write_file
from .labelled import add_data_arguments, labelled
from .models import load_model
from .screen import Screen


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    parser.add_argument("--to", type=one_of("language", TARGETS), required=True, metavar="LANGUAGE", help=", ".join(TARGETS))
    parser.add_argument("--floats", type=one_of("size of a float", ("32", "64")), metavar="BITS", help="of the numbers in the file, 32 or 64 (default: 32 for micropython, else 64)")
    add_data_arguments(parser, False, loss=False)
    parser.add_argument("--out", metavar="FILE", help="write the source to a file instead")


def run(options: Namespace, screen: Screen) -> int:
    """Load, write."""
    if options.target is not None and options.data is None:
        raise UsageError("--target says something about --data, which is not there")
    check_outputs({"--out": options.out}, [path for path in (options.model, options.data) if path])
    network = load_model(options.model)
    rows: Any = labelled(network, options).X if options.data else None
    source = export_source(network, options.to, int(options.floats or 0) or None, rows, os.path.basename(options.model))
    if options.out:
        write_file(options.out, source)
        screen.line("saved %s: %d bytes" % (options.out, len(source)))
    else:
        screen.write(source)
    return 0

"""Predict every row of a CSV file with a saved model, and print answers as CSV.

  purenn predict model.json people.csv
  purenn predict model.json iris --out answers.csv

The model finds its inputs by the names of the columns, in whatever order they
stand; other columns are left alone. The answers are row,class,probability for
a model of classes, and row,value for a measurement; rows count from 1.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Sequence

from ..data import read_rows
from ..data.tables import read_table
from ..network import Network
from .arguments import add_csv_arguments, csv_style
from .errors import UsageError
from .files import check_outputs, csv_text, write_file
from .labelled import DATA, has_table, named_data
from .models import answer_names, answers, load_model, predicted
from .screen import Screen


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    parser.add_argument("data", help=DATA)
    add_csv_arguments(parser)
    parser.add_argument("--out", metavar="FILE", help="write the answers to a file instead")


def run(options: Namespace, screen: Screen) -> int:
    """Load, read, predict, print."""
    check_outputs({"--out": options.out}, [options.data], options.model)
    network = load_model(options.model)
    X = _rows(network, options)
    outputs = predicted(network, X)
    rows = answers(network, outputs)
    text = csv_text([["row", *answer_names(network, len(outputs[0]))], *[[s + 1, *row] for s, row in enumerate(rows)]])
    if options.out:
        write_file(options.out, text)
        screen.line("saved %s" % options.out)
    else:
        screen.document(text)
    return 0


def _rows(network: Network, options: Namespace) -> Sequence[Sequence[float]]:
    if not has_table(options):
        return named_data(network, options).X
    names = network.input_names
    if not names:
        # A model made in Python may know its inputs by their number only.
        names = read_table(options.data, **csv_style(options)).named
        if network.inputs not in (None, len(names)):
            message = "%s does not name its %s inputs, so %s would need exactly so many columns, but it has %d"
            raise UsageError(message % (options.model, network.inputs, options.data, len(names)))
    return read_rows(options.data, names, input_defaults=network.input_defaults, **csv_style(options))

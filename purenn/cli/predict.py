"""Predict every row of a CSV file with a saved model, and print answers as CSV.

  purenn predict model.json people.csv
  purenn predict model.json people.csv --keep id,name --all
  purenn predict model.json iris --out answers.csv

The model finds its inputs by the names of the columns, in whatever order they
stand; other columns are left alone. The answers are row,class,probability for
a model of classes, and row,value for a measurement; rows count from 1. They
have the delimiter and the decimal mark of the file that was read.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Sequence

from ..data.tables import Table, read_table
from ..network import Network
from .arguments import NAMES_HELP, add_csv_arguments, add_place, csv_style, names_list
from .errors import UsageError, remark
from .far import far_note
from .files import check_outputs, csv_text, write_file
from .inputs import input_rows
from .labelled import DATA, has_table, named_data
from .models import answer_names, answers, cut_note, gives_probabilities, is_classifier, load_model, predicted
from .screen import Screen


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    add_place(parser, DATA)
    add_csv_arguments(parser)
    parser.add_argument("--keep", type=names_list, default=[], metavar="COLUMNS", help="columns to copy in front of the answers, " + NAMES_HELP)
    parser.add_argument("--all", action="store_true", help="the probability of every class, each in a column of its own")
    parser.add_argument("--out", metavar="FILE", help="write the answers to a file instead")


def run(options: Namespace, screen: Screen) -> int:
    """Load, read, predict, print."""
    check_outputs({"--out": options.out}, [options.data], options.model)
    network = load_model(options.model)
    if options.all and not gives_probabilities(network):
        what = "has outputs that are no probabilities" if is_classifier(network) else "predicts a measurement"
        raise UsageError("--all shows the probability of every class, but %s %s" % (options.model, what))
    table = read_table(options.data, **csv_style(options)) if has_table(options) else None
    kept = _kept(table, options.keep) if table else []
    X = input_rows(network, table, options.model) if table else named_data(network, options).X
    outputs = predicted(network, X)
    note = far_note(network, X, network.input_names or (table.names if table else []))
    text = _written(network, outputs, table, kept, options.all)
    if options.out:
        write_file(options.out, text)
        screen.line("saved %s" % options.out)
    else:
        screen.document(text)
    remark(note, screen)
    remark(cut_note(network, options.model), screen)
    return 0


def _kept(table: Table, names: Sequence[str]) -> list[list[str]]:
    """Give the columns of these names, each below its name, with their cells as they stand."""
    places = [table.names.index(table.known(name)) for name in dict.fromkeys(names)]
    return [[table.names[c], *[row[c] for row in table.rows]] for c in places]


def _written(network: Network, outputs: Sequence[Sequence[float]], table: Table | None, kept: list[list[str]], every: bool) -> str:
    """Put the answers into CSV, behind the columns that are kept and in the style of the table."""
    delimiter, decimal = (table.delimiter, table.decimal) if table else (",", ".")
    taken = [column[0] for column in kept]
    # The target is often called class, and often kept: no two columns are to have one name.
    names = ["answer_" + name if name in taken else name for name in ("row", *answer_names(network, len(outputs[0]), every))]
    lines = [names, *[[str(s), *row] for s, row in enumerate(answers(network, outputs, every, decimal), 1)]]
    return csv_text([[*[column[s] for column in kept], *line] for s, line in enumerate(lines)], delimiter)

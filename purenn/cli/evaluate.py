"""Say how good a saved model is, on rows of which the answers are known.

  purenn evaluate model.json --data test.csv
  purenn evaluate model.json --data people.csv --target income
  purenn evaluate model.json --data iris

Of classes: the accuracy, and what the rows of each class were taken for. Of a
measurement: RMSE, in the unit of the target, and R squared. The model finds its
inputs by the names of the columns. Rows that it was trained on flatter it.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ..data import Dataset
from ..data.errors import counted
from ..data.targets import threshold
from ..network import Network
from .errors import UsageError, as_options, remark
from .far import far_note
from .labelled import add_data_arguments, class_names, labelled, require_one_value
from .models import cut_note, load_model, predicted
from .report import figures
from .screen import Screen


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    add_data_arguments(parser, True, ())


def run(options: Namespace, screen: Screen) -> int:
    """Load, read, predict, compare."""
    network = load_model(options.model)
    require_one_value(network)
    part = labelled(network, options)
    _require_same_kind(network, part, options)
    first = "%s on %s of %s" % (options.model, counted(len(part), "row"), options.data)
    notes = ["note: " + as_options(note) for note in part.notes]
    for line in [first, *notes, "", *figures(predicted(network, part.X), part, cut=threshold(network))]:
        screen.line(line.rstrip())
    remark(far_note(network, part.X, part.input_names), screen)
    remark(cut_note(network, options.model), screen)
    return 0


def _require_same_kind(network: Network, part: Dataset, options: Namespace) -> None:
    """Refuse classes for a model of a measurement, or another number of them."""
    known, came = len(class_names(network)), len(part.class_names)
    if known != came:
        learned = "tells apart %s" % counted(known, "class") if known else "predicts a measurement"
        raise UsageError("%s %s, but %s has %s" % (options.model, learned, options.data, counted(came, "class")))

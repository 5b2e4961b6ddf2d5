"""The options of a training: its data, its network, and how it learns."""

from __future__ import annotations

from argparse import ArgumentParser

from ..initializers import INITIALIZERS
from . import plans
from .arguments import NAMES_HELP, add_csv_arguments, class_weights, layer_sizes, names_list, one_of, positive, seed_number, share, whole_number
from .sources import NAMES


def add_training_arguments(parser: ArgumentParser) -> None:
    """Name the options, in groups."""
    data = parser.add_argument_group("data")
    data.add_argument("--data", default="digits", metavar="NAME", help="a CSV file, a folder with MNIST, or one of: " + ", ".join(NAMES))
    data.add_argument("--target", metavar="COLUMN", help="the column to predict (default: the last one)")
    data.add_argument("--kind", type=one_of("kind", ("classification", "regression")), help="classification or regression, where the column leaves it open")
    data.add_argument("--ignore", type=names_list, default=[], metavar="COLUMNS", help="columns to leave out, " + NAMES_HELP)
    codes = "columns to read as words whatever stands in them, one input for each word: codes such as 101, 205 or 01067"
    data.add_argument("--words", type=names_list, default=[], metavar="COLUMNS", help=codes)
    ways = "of missing values: drop leaves their lines out; mean puts the mean there, or the most frequent word"
    data.add_argument("--missing", type=one_of("way", ("drop", "mean")), metavar="WAY", help=ways)
    add_csv_arguments(data)
    data.add_argument("--limit", type=whole_number, metavar="ROWS", help="take at most so many rows")
    data.add_argument("--validation", type=share, metavar="SHARE", help="the share of the rows that is held out (default: 0.2)")
    data.add_argument("--scale", type=one_of("scaling", plans.SCALINGS), metavar="NAME", help="of the inputs: standard, as it suits the data (the default), or none")
    net = parser.add_argument_group("network")
    net.add_argument("--hidden", type=layer_sizes, metavar="SIZES", help="hidden layers such as 32 or 32,16, or none")
    net.add_argument("--activation", type=one_of("activation", plans.ACTIVATIONS), metavar="NAME", help=", ".join(plans.ACTIVATIONS))
    net.add_argument("--dropout", type=share, metavar="SHARE", help="in training, switch off so large a share of the hidden neurons, drawn for every row")
    net.add_argument("--loss", type=one_of("loss", plans.LOSSES), metavar="NAME", help=", ".join(plans.LOSSES))
    net.add_argument("--class-weights", type=class_weights, metavar="W", help="how much each class counts, such as 1,20, numbers by size and words by alphabet; or balanced: rare ones more")
    net.add_argument("--init", type=one_of("kind of first weights", INITIALIZERS), metavar="NAME", help="first weights such as he, glorot, normal or zeros")
    learning = parser.add_argument_group("learning")
    learning.add_argument("--engine", type=one_of("engine", plans.ENGINES), metavar="NAME", help="packed (integers, fast; the default for MNIST) or float")
    learning.add_argument("--optimizer", type=one_of("optimizer", plans.OPTIMIZERS), metavar="NAME", help=", ".join(plans.OPTIMIZERS))
    learning.add_argument("--learning-rate", type=positive, metavar="RATE", help="of the first epoch; it falls to 0 along a cosine")
    learning.add_argument("--clip-norm", type=positive, metavar="N", help="make a gradient that is longer than this as short")
    learning.add_argument("--epochs", type=whole_number, metavar="N", help="how often every row is seen")
    learning.add_argument("--patience", type=whole_number, metavar="N", help="stop after N epochs without a better held-out loss; keep the best epoch")
    learning.add_argument("--batch-size", type=whole_number, metavar="N", help="rows for one step")
    learning.add_argument("--seed", type=seed_number, default=42, metavar="N", help="the same seed gives the same output (default: 42)")

"""Rows with their targets for a model that exists already: the model says what they mean."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Any, Collection

from .. import data, losses
from ..activations import Sigmoid, Softmax
from ..data import Dataset, one_hot
from ..data.errors import counted, did_you_mean, listed
from ..network import Network
from .arguments import add_csv_arguments, add_place, csv_style, known, one_of
from .errors import UsageError
from .files import refuse_model
from .models import is_classifier
from .plans import LOSSES
from .sources import is_file_name, refuse_csv_options

DATA = "a CSV file, a folder with MNIST, or one of: " + ", ".join(data.NAMES)


def add_data_arguments(parser: ArgumentParser, required: bool, names: Collection[str] = tuple(LOSSES)) -> None:
    """Name the options that say where the rows come from and, where there is one to ask for, which of these losses compares."""
    if required:
        add_place(parser, DATA)
    else:
        parser.add_argument("--data", metavar="NAME", help=DATA)
    parser.add_argument("--target", metavar="COLUMN", help="the column of the targets (default: the one it has learned, else the last)")
    add_csv_arguments(parser)
    if names:
        parser.add_argument("--loss", type=one_of("loss", names), metavar="NAME", help=", ".join(names) + " (default: what the last layer asks for)")


def labelled(network: Network, options: Namespace) -> Dataset:
    """Read rows and their targets for a saved model; a CSV file is read by the names that the model knows.

    Errors:   UsageError  there is no such data, or it is not what the model has learned
              DataError   the file is not what it should be
    """
    if has_table(options):
        target = options.target or network.target_name or None
        about = (network.input_names, class_names(network), target)
        return data.read_labelled(options.data, *about, input_defaults=network.input_defaults, **csv_style(options))
    whole = named_data(network, options)
    if network.class_names and network.class_names != whole.class_names:
        raise UsageError("%s tells apart %s, but %s has %s" % (options.model, listed(network.class_names), options.data, listed(whole.class_names)))
    return whole


def class_names(network: Network) -> list[str]:
    """Name the classes that a model tells apart, by their numbers where it has no names for them; none for a measurement."""
    if not is_classifier(network):
        return []
    return network.class_names or [str(k) for k in range(max(2, network.outputs or 1))]


def has_table(options: Namespace) -> bool:
    """Tell whether the data is a CSV file: the other kinds are a data set that comes with purenn, and a folder with MNIST.

    Errors:   UsageError  it is none of the three, or an option of CSV files is given for one of the others
    """
    if options.data in data.NAMES or os.path.isdir(options.data):
        refuse_csv_options(options)
        return False
    if not is_file_name(options.data):
        known(options.data, data.NAMES, "data set or file")
    refuse_model(options.data)
    return True


def named_data(network: Network, options: Namespace) -> Dataset:
    """Return a data set, or MNIST's test images, with the inputs in the order in which the model takes them.

    Errors:   UsageError  the inputs are others than those that the model has learned
    """
    whole = data.load(options.data) if options.data in data.NAMES else data.read_mnist(options.data)[1]
    if network.inputs not in (None, len(whole.input_names)):
        raise UsageError("%s expects %s, but %s has %d" % (options.model, counted(network.inputs or 0, "input"), options.data, len(whole.input_names)))
    names = network.input_names or whole.input_names
    if names == whole.input_names:
        return whole
    for name in names:
        if name not in whole.input_names:
            raise UsageError("%s expects an input %r%s, which %s does not have" % (options.model, name, did_you_mean(name, whole.input_names), options.data))
    places = [whole.input_names.index(name) for name in names]
    return Dataset([[row[place] for place in places] for row in whole.X], whole.Y, names, whole.class_names, whole.name, whole.credit)


def usual_loss(network: Network) -> Any:
    """Return the loss that the last layer asks for."""
    last = network.layers[-1]
    if isinstance(last, Softmax):
        return losses.CrossEntropy()
    if isinstance(last, Sigmoid):
        return losses.BCE()
    return losses.SoftmaxCrossEntropy() if network.class_names and (network.outputs or 0) > 1 else losses.MSE()


def targets(network: Network, part: Dataset, loss: Any) -> Any:
    """Return the targets as the loss takes them.

    Errors:   UsageError  the network gives several values, and the data has one target
    """
    outputs = network.outputs or 1
    if outputs == 1 or isinstance(loss, losses.ClassLoss):
        return part.Y
    require_one_value(network)
    return one_hot(part.Y, outputs)


def require_rows(network: Network, rows: int, advice: str) -> None:
    """Refuse fewer rows than a layer such as BatchNorm learns from.

    Errors:   UsageError  they are fewer
    """
    for i, layer in enumerate(network.layers):
        if rows < layer.smallest_batch:
            raise UsageError("layers[%d] %r learns from at least %d rows, but got %d: %s" % (i, layer, layer.smallest_batch, rows, advice))


def require_one_value(network: Network) -> None:
    """Refuse a model of several values: its classes are one target, and its values would be several.

    Errors:   UsageError  it is one
    """
    outputs = network.outputs or 1
    if outputs > 1 and not is_classifier(network):
        raise UsageError("the model gives %d values, but the data has one target for each row" % outputs)

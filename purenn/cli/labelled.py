"""Rows with their targets for a model that exists already: the model says what they mean."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Any

from .. import data, losses
from ..activations import Sigmoid, Softmax
from ..data import Dataset, one_hot
from ..network import Network
from .arguments import add_csv_arguments, known, one_of
from .errors import UsageError
from .files import refuse_model
from .models import is_classifier
from .plans import LOSSES
from .sources import is_file_name, refuse_csv_options


def add_data_arguments(parser: ArgumentParser, required: bool, loss: bool = True) -> None:
    """Name the options that say where the rows come from and, where there is one to ask for, which loss compares."""
    parser.add_argument("--data", required=required, metavar="NAME", help="a CSV file, a folder with MNIST, or one of: " + ", ".join(data.NAMES))
    parser.add_argument("--target", metavar="COLUMN", help="the column of the targets (default: the last one)")
    add_csv_arguments(parser)
    if loss:
        parser.add_argument("--loss", type=one_of("loss", LOSSES), metavar="NAME", help=", ".join(LOSSES) + " (default: what the last layer asks for)")


def labelled(network: Network, options: Namespace) -> Dataset:
    """Read rows and their targets for a saved model; a CSV file is read by the names that the model knows.

    Errors:   UsageError  there is no such data, or it is not what the model has learned
              DataError   the file is not what it should be
    """
    classes = network.class_names or [str(k) for k in range(max(2, network.outputs or 1))] if is_classifier(network) else []
    if options.data in data.NAMES or os.path.isdir(options.data):
        refuse_csv_options(options)
        whole = data.load(options.data) if options.data in data.NAMES else data.read_mnist(options.data)[1]
        _require_known(network, classes, whole, options)
        return whole
    if not is_file_name(options.data):
        known(options.data, data.NAMES, "data set or file")
    refuse_model(options.data)
    return data.read_labelled(options.data, network.input_names, classes, options.target, options.delimiter, options.decimal)


def _require_known(network: Network, classes: list[str], whole: Dataset, options: Namespace) -> None:
    if network.inputs not in (None, len(whole.input_names)):
        raise UsageError("%s expects %s inputs, but %s has %d" % (options.model, network.inputs, options.data, len(whole.input_names)))
    if classes != whole.class_names and network.class_names:
        raise UsageError("%s tells apart %s, but %s has %s" % (options.model, ", ".join(classes), options.data, ", ".join(whole.class_names)))


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
    if not is_classifier(network):
        raise UsageError("the model gives %d values, but the data has one target for each row" % outputs)
    return one_hot(part.Y, outputs)

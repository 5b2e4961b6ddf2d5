"""Rows with their targets for a model that exists already: the model says what they mean."""

from __future__ import annotations

import os
from argparse import Namespace

from .. import data
from ..data import Dataset
from ..network import Network
from .arguments import known
from .errors import UsageError
from .files import refuse_model
from .models import is_classifier
from .sources import is_file_name


def labelled(network: Network, options: Namespace) -> Dataset:
    """Read rows and their targets for a saved model; a CSV file is read by the names that the model knows.

    Errors:   UsageError  there is no such data, or it is not what the model has learned
              DataError   the file is not what it should be
    """
    classes = network.class_names or [str(k) for k in range(max(2, network.outputs or 1))] if is_classifier(network) else []
    if options.data in data.NAMES or os.path.isdir(options.data):
        for option in ("target", "delimiter"):
            if getattr(options, option) not in (None, ","):
                raise UsageError("--%s belongs to a CSV file, and --data %s is none" % (option, options.data))
        whole = data.load(options.data) if options.data in data.NAMES else data.read_mnist(options.data)[1]
        _require_known(network, classes, whole, options)
        return whole
    if not is_file_name(options.data):
        known(options.data, data.NAMES, "data set or file")
    refuse_model(options.data)
    return data.read_labelled(options.data, network.input_names, classes, options.target, options.delimiter)


def _require_known(network: Network, classes: list[str], whole: Dataset, options: Namespace) -> None:
    if network.inputs not in (None, len(whole.input_names)):
        raise UsageError("%s expects %s inputs, but %s has %d" % (options.model, network.inputs, options.data, len(whole.input_names)))
    if classes != whole.class_names and network.class_names:
        raise UsageError("%s tells apart %s, but %s has %s" % (options.model, ", ".join(classes), options.data, ", ".join(whole.class_names)))

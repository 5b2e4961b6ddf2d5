"""Check the gradients of a saved model against the slopes that are really there.

  purenn gradcheck model.json --data people.csv
  purenn gradcheck model.json --data iris --inputs --rows 20

Every number of the network is moved a little up and down; of a large one,
--most numbers are drawn. The exit status is 1 if a gradient is wrong.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from .. import data, losses
from ..activations import Sigmoid, Softmax
from ..data import Dataset, one_hot
from ..data.errors import counted
from ..gradcheck import check_gradients, named_parameters
from ..network import Network
from ..packed import PackedNetwork
from ..rng import Random
from .arguments import delimiter, one_of, seed_number, whole_number
from .errors import UsageError
from .labelled import labelled
from .models import is_classifier, load_model
from .plans import LOSSES
from .screen import Screen

ROWS = 8
MOST = 2000


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    parser.add_argument("--data", required=True, metavar="NAME", help="a CSV file, a folder with MNIST, or one of: " + ", ".join(data.NAMES))
    parser.add_argument("--target", metavar="COLUMN", help="the column of the targets (default: the last one)")
    parser.add_argument("--delimiter", type=delimiter, default=",", metavar="C", help="what stands between the cells (default: a comma)")
    parser.add_argument("--loss", type=one_of("loss", LOSSES), metavar="NAME", help=", ".join(LOSSES) + " (default: what the last layer asks for)")
    parser.add_argument("--rows", type=whole_number, default=ROWS, metavar="N", help="how many rows, drawn at random (default: %d)" % ROWS)
    parser.add_argument("--most", type=whole_number, default=MOST, metavar="N", help="check at most so many numbers (default: %d)" % MOST)
    parser.add_argument("--inputs", action="store_true", help="check the gradients of the inputs too")
    parser.add_argument("--seed", type=seed_number, default=42, metavar="N", help="the same seed draws the same rows and numbers (default: 42)")


def run(options: Namespace, screen: Screen) -> int:
    """Load, read, check, and say what came out."""
    loaded: Any = load_model(options.model)
    network = loaded.unpack() if isinstance(loaded, PackedNetwork) else loaded  # whole numbers have no slope
    rng = Random(options.seed)
    whole = labelled(network, options)
    part = whole.subset(rng.shuffle(range(len(whole)))[: options.rows])
    loss = LOSSES[options.loss]() if options.loss else usual_loss(network)
    screen.line("%s on %s of %s, loss %s (%s)" % (options.model, counted(len(part), "row"), options.data, type(loss).__name__, loss.convention))
    report = check_gradients(network, part.X, targets(network, part, loss), loss, options.inputs, options.most, rng)
    seen, all_numbers = report.checked + report.skipped, _numbers(network, part, options.inputs)
    if seen < all_numbers:
        screen.line("%d of %d numbers, drawn with seed %d" % (seen, all_numbers, options.seed))
    screen.text(str(report))
    return 0 if report.ok else 1


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


def _numbers(network: Network, part: Dataset, inputs: bool) -> int:
    count = sum(len(values) for _, values, _ in named_parameters(network))
    return count + (sum(map(len, part.X)) if inputs else 0)

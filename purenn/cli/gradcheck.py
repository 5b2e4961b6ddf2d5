"""Check the gradients of a saved model against the slopes that are really there.

  purenn gradcheck model.json --data people.csv
  purenn gradcheck model.json --data iris --inputs --rows 20

Every number of the network is moved a little up and down; of a large one,
--most numbers are drawn. The exit status is 1 if a gradient is wrong, or if
nothing could be checked because every step would have crossed a kink.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from .. import losses
from ..data import Dataset
from ..data.errors import counted
from ..gradcheck import check_gradients, named_parameters
from ..network import Network
from ..rng import Random
from ..shapes import is_row
from .arguments import seed_number, whole_number
from .labelled import add_data_arguments, labelled, require_rows, targets, usual_loss
from .models import is_classifier, load_float_model
from .plans import LOSSES
from .screen import Screen

ROWS = 8
MOST = 2000
CHECKED_LOSSES: dict[str, Any] = {**LOSSES, "hinge": losses.Hinge, "softmax-cross-entropy": losses.SoftmaxCrossEntropy}


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")
    add_data_arguments(parser, True, CHECKED_LOSSES)
    parser.add_argument("--rows", type=whole_number, default=ROWS, metavar="N", help="how many rows, drawn at random (default: %d)" % ROWS)
    parser.add_argument("--most", type=whole_number, default=MOST, metavar="N", help="check at most so many numbers (default: %d)" % MOST)
    parser.add_argument("--inputs", action="store_true", help="check the gradients of the inputs too")
    parser.add_argument("--seed", type=seed_number, default=42, metavar="N", help="the same seed draws the same rows and numbers (default: 42)")


def run(options: Namespace, screen: Screen) -> int:
    """Load, read, check, and say what came out."""
    network = load_float_model(options.model)
    rng = Random(options.seed)
    whole = labelled(network, options)
    part = whole.subset(rng.shuffle(range(len(whole)))[: options.rows])
    require_rows(network, len(part), "take more of them with --rows")
    loss = CHECKED_LOSSES[options.loss]() if options.loss else usual_loss(network)
    Y = _targets(network, part, loss)
    loss(network.forward(part.X), Y)  # what does not fit is refused before the first line
    screen.line("%s on %s of %s, loss %s (%s)" % (options.model, counted(len(part), "row"), options.data, type(loss).__name__, loss.convention))
    report = check_gradients(network, part.X, Y, loss, options.inputs, options.most, rng)
    seen, all_numbers = report.checked + report.skipped, _numbers(network, part, options.inputs)
    if seen < all_numbers:
        screen.line("%d of %d numbers, drawn with seed %d" % (seen, all_numbers, options.seed))
    screen.text(str(report))
    return 0 if report.ok else 1


def _targets(network: Network, part: Dataset, loss: Any) -> Any:
    """Return the targets as the loss takes them: classes are -1 and 1 for the hinge loss, where all others have 0 and 1."""
    Y = targets(network, part, loss)
    if not isinstance(loss, losses.Hinge) or not is_classifier(network):
        return Y
    return [[2 * y - 1 for y in (row if is_row(row) else [row])] for row in Y]


def _numbers(network: Network, part: Dataset, inputs: bool) -> int:
    count = sum(len(values) for _, values, _ in named_parameters(network))
    return count + (sum(map(len, part.X)) if inputs else 0)

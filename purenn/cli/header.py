"""What stands above a training: the settings, the data, and whose data it is; and below it, which epoch was kept."""

from __future__ import annotations

import re
import textwrap

from ..data.errors import counted
from .plans import Plan
from .sources import Source


def header(plan: Plan, source: Source, seed: int) -> list[str]:
    """Say what is trained on what; the first line is the settings, the second the data."""
    sizes = "-".join(map(str, plan.layer_sizes))
    net = sizes + (" " + plan.activation if len(plan.layer_sizes) > 2 else "")
    loss = "%s (%s)" % (type(plan.loss).__name__, plan.loss.convention)
    settings = ["seed %d" % seed, "net " + net, "loss " + loss, "%s %s" % (plan.optimizer_name, plan.rate)]
    first = _wrapped("in packed integers: " + ", ".join(settings)) if plan.engine == "packed" else [", ".join(settings)]
    lines = [*first, "data " + data_sentence(source)]
    if source.train.credit:
        lines += _wrapped("credit: " + short_credit(source.train.credit))
    batches = "batches of %d" % plan.batch_size if plan.batch_size > 1 else "one row at a time"
    schedule = "%s, %s, learning rate %s falling to 0 along a cosine" % (counted(plan.epochs, "epoch"), batches, plan.rate)
    if plan.dropout:
        schedule += ", dropout %s" % plan.dropout
    if plan.stopper:
        schedule += ", stopping after %s without a better %s" % (counted(plan.stopper.patience, "epoch"), watched(source))
    lines += _wrapped(schedule)
    if not source.train.class_names:
        lines.append("the target is learned with mean 0 and deviation 1; the losses are in that unit")
    return [*lines, ""]


def best_epoch(plan: Plan, source: Source) -> list[str]:
    """Say which epoch early stopping has kept, and what that means for the figures that follow."""
    ran, best = len(plan.network.history), plan.stopper.best_epoch if plan.stopper else 0
    kept = "ran %s of %d, and kept the weights of epoch %d with the least %s" % (counted(ran, "epoch"), plan.epochs, best, watched(source))
    if source.held_out:
        kept += "; the held-out rows chose it, so rows that are wholly new may do a little worse"
    return ["", *_wrapped(kept)]


def watched(source: Source) -> str:
    """Say which loss early stopping watches."""
    return "held-out loss" if source.held_out else "loss"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 79, subsequent_indent="  ")


def data_sentence(source: Source) -> str:
    """Say what the data is: how many rows there are, of how many inputs, and what is predicted."""
    train = source.train
    rows = "%d rows to learn" % len(train)
    rows += ", %d held out" % len(source.held_out) if source.held_out else ", none held out"
    kind = counted(len(train.class_names), "class") if train.class_names else "a measurement to predict"
    return "%s: %s; %s, %s" % (train.name, rows, counted(len(train.input_names), "input"), kind)


def short_credit(credit: str) -> str:
    """Give names, year and licence of a credit.

    Example:
        >>> short_credit("R. Fisher (1936), Iris [Dataset]. From somewhere. Licence CC BY 4.0. Changes: none.")
        'R. Fisher (1936), Iris, CC BY 4.0'
    """
    work = credit.split(" [Dataset]")[0]
    licence = re.search(r"CC [A-Z0-9-]+(?: [A-Z-]+)* ?[0-9.]+[0-9]", credit)
    return "%s, %s" % (work, licence.group()) if licence and licence.group() not in work else work

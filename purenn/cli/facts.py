"""What there is to say about a training before it begins; the lines above it and the page about it take their words from here."""

from __future__ import annotations

import re

from ..data.errors import counted
from .plans import Plan
from .sources import Source


def facts(plan: Plan, source: Source, seed: int) -> dict[str, str]:
    """Return the facts of a run under their names, those that do not hold left out; the network is shown by each reader in its own way."""
    train = source.train
    found = {
        "data": data_sentence(source),
        "loss": "%s (%s)" % (type(plan.loss).__name__, plan.loss.convention),
        "class weights": _class_weights(plan, source),
        "optimizer": plan.optimizer_name,
        "learning rate": "%s falling to 0 along a cosine" % plan.rate,
        "epochs": "%d" % plan.epochs,
        "learns from": "batches of %d" % plan.batch_size if plan.batch_size > 1 else "one row at a time",
        "dropout": "%s" % plan.dropout if plan.dropout else "",
        "early stopping": _stopping(plan, source),
        "calculated in": "packed integers" if plan.engine == "packed" else "floats",
        "seed": "%d" % seed,
        "target": "" if train.class_names else "learned with mean 0 and deviation 1; the losses are in that unit",
        "credit": short_credit(train.credit),
    }
    return {name: text for name, text in found.items() if text}


def _class_weights(plan: Plan, source: Source) -> str:
    weights = getattr(plan.loss, "class_weights", None) or []
    return ", ".join(["%s %.4g" % pair for pair in zip(source.train.class_names, weights)])


def _stopping(plan: Plan, source: Source) -> str:
    return "after %s without a better %s" % (counted(plan.stopper.patience, "epoch"), watched(source)) if plan.stopper else ""


def watched(source: Source) -> str:
    """Say which loss early stopping watches."""
    return "held-out loss" if source.held_out else "loss"


def data_sentence(source: Source) -> str:
    """Say what the data is: how many rows there are, of how many inputs, and what is predicted."""
    train = source.train
    rows = "%d rows to learn" % len(train)
    rows += ", %d held out" % len(source.held_out) if source.held_out else ", none held out"
    kind = counted(len(train.class_names), "class") if train.class_names else "a measurement to predict"
    goal = "; target %s" % train.target_name if train.target_name else ""
    return "%s: %s; %s%s, %s" % (train.name, rows, counted(len(train.input_names), "input"), goal, kind)


def short_credit(credit: str) -> str:
    """Give names, year and licence of a credit.

    Example:
        >>> short_credit("R. Fisher (1936), Iris [Dataset]. From somewhere. Licence CC BY 4.0. Changes: none.")
        'R. Fisher (1936), Iris, CC BY 4.0'
    """
    work = credit.split(" [Dataset]")[0]
    licence = re.search(r"CC [A-Z0-9-]+(?: [A-Z-]+)* ?[0-9.]+[0-9]", credit)
    return "%s, %s" % (work, licence.group()) if licence and licence.group() not in work else work

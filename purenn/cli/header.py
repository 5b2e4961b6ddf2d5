"""What stands above a training: the settings, the data, and whose data it is; and below it, which epoch was kept."""

from __future__ import annotations

import textwrap

from ..data.errors import counted
from .errors import as_options
from .facts import facts, watched
from .plans import Plan
from .sources import Source


def header(plan: Plan, source: Source, seed: int) -> list[str]:
    """Say what is trained on what; the first line is the settings, the second the data."""
    known = facts(plan, source, seed)
    sizes = "-".join(map(str, plan.layer_sizes))
    net = sizes + (" " + plan.activation if len(plan.layer_sizes) > 2 else "")
    first = "seed %s, net %s, loss %s, %s %s" % (known["seed"], net, known["loss"], known["optimizer"], plan.rate)
    lines = _wrapped("in packed integers: " + first) if plan.engine == "packed" else [first]
    lines += _wrapped("data " + known["data"])
    if "credit" in known:
        lines += _wrapped("credit: " + known["credit"])
    if "class weights" in known:
        lines += _wrapped("class weights: " + known["class weights"])
    for note in source.train.notes:
        lines += _wrapped("note: " + as_options(note))
    schedule = "%s, %s, learning rate %s" % (counted(plan.epochs, "epoch"), known["learns from"], known["learning rate"])
    for name, start in (("dropout", ", dropout "), ("early stopping", ", stopping ")):
        schedule += start + known[name] if name in known else ""
    lines += _wrapped(schedule)
    if "target" in known:
        lines.append("the target is " + known["target"])
    return [*lines, ""]


def best_epoch(plan: Plan, source: Source) -> list[str]:
    """Say which epoch early stopping has kept, if it was asked for, and what that means for the figures that follow."""
    if plan.stopper is None:
        return []
    ran = counted(len(plan.network.history), "epoch")
    kept = "ran %s of %d, and kept the weights of epoch %d with the least %s" % (ran, plan.epochs, plan.stopper.best_epoch, watched(source))
    if source.held_out:
        kept += "; the held-out rows chose it, so rows that are wholly new may do a little worse"
    return ["", *_wrapped(kept)]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 79, subsequent_indent="  ")

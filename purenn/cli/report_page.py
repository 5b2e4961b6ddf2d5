"""`train --report`: what the plan of a training and its result come to, as a page."""

from __future__ import annotations

from typing import Any

from ..data import Dataset
from ..data.errors import counted
from ..teach.report import Run, write_report
from .header import data_sentence, short_credit, watched
from .plans import Plan
from .sources import Source


def report_page(network: Any, outputs: Any, plan: Plan, source: Source, seed: int, ended: str) -> str:
    """Return the page of a training that is over; `outputs` is what the network says about the rows it is measured on."""
    part: Dataset = source.held_out or source.train
    return write_report(
        Run(
            title="Training on %s" % source.train.name,
            settings=settings(network, plan, source, seed),
            network=network,
            history=plan.network.history,
            epochs=plan.epochs,
            data=part,
            outputs=outputs,
            held_out=source.held_out is not None,
            white=source.white,
            ended=ended,
        )
    )


def settings(network: Any, plan: Plan, source: Source, seed: int) -> list[tuple[str, str]]:
    """Return the settings of a run, each with its name."""
    weights = sum([len(values) for layer in network.layers for values, _ in layer.parameters()])
    found = [("data", data_sentence(source))]
    found += [("credit", short_credit(source.train.credit))] if source.train.credit else []
    found += [
        ("network", ", ".join([repr(layer) for layer in network.layers])),
        ("parameters", "%d" % weights),
        ("loss", "%s (%s)" % (type(plan.loss).__name__, plan.loss.convention)),
        ("optimizer", plan.optimizer_name),
        ("learning rate", "%s, falling to 0 along a cosine" % plan.rate),
        ("epochs", "%d" % plan.epochs),
        ("batches", counted(plan.batch_size, "row") + " each"),
        ("calculated in", "packed integers" if plan.engine == "packed" else "floats"),
        ("seed", "%d" % seed),
    ]
    if plan.stopper:
        found.append(("early stopping", "after %s without a better %s" % (counted(plan.stopper.patience, "epoch"), watched(source))))
    if not source.train.class_names:
        found.append(("target", "learned with mean 0 and deviation 1; the losses are in that unit"))
    return found

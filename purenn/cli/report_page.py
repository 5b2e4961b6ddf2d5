"""`train --report`: what the plan of a training and its result come to, as a page."""

from __future__ import annotations

from typing import Any

from ..data import Dataset
from ..teach.report import Run, write_report
from .errors import as_options
from .facts import facts
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
            white=source.ink,
            ended=ended,
        )
    )


def settings(network: Any, plan: Plan, source: Source, seed: int) -> list[tuple[str, str]]:
    """Return the settings of a run, each with its name."""
    weights = sum([len(values) for layer in network.layers for values, _ in layer.parameters()])
    own = {"network": ", ".join([repr(layer) for layer in network.layers]), "parameters": "%d" % weights}
    known = facts(plan, source, seed)
    notes = [("note", as_options(note)) for note in source.train.notes]
    return [("data", known.pop("data")), *notes, *own.items(), *known.items()]

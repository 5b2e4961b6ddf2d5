"""Watch a training, and say in plain words why the network does not learn.

  purenn doctor --data iris --learning-rate 10
  purenn doctor --data people.csv --target income --try

It trains as train does, with the same options. Each finding comes with its
evidence, the layer, and the change of one option as its remedy; --try trains
again with the first remedy and shows before and after. The exit status is 0
if nothing was found, and 1 if something was.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Any, NamedTuple

from ..data.tables import read_table
from ..rng import Random
from ..teach.doctor import Doctor, Finding, Remedy
from ..teach.doctor.data import constant_labels
from ..teach.doctor.doctor import healthy
from ..teach.doctor.finding import number
from ..training import TrainingError
from .arguments import csv_style
from .errors import UsageError
from .header import header
from .numbers import columns, finished
from .plans import Plan, make_plan
from .progress import Progress
from .screen import Screen
from .sources import Source, is_file_name, read_source
from .training_options import add_training_arguments

TITLES = {
    "validation_loss": "held-out loss", "validation_accuracy": "held-out accuracy", "r_squared": "R squared", "validation_r_squared": "held-out R squared",
    "least_recall": "least recall",
}  # fmt: skip
FEW = 20  # different values: a column of more is rather a measurement than classes


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    add_training_arguments(parser)
    parser.add_argument("--try", action="store_true", dest="trying", help="train again with the first remedy, and show before and after")


class Visit(NamedTuple):
    """A training that was watched: what was found, and its last numbers by their names."""

    findings: list[Finding]
    numbers: dict[str, float]
    epochs: int


def run(options: Namespace, screen: Screen) -> int:
    """Train, say what was found, and try the first remedy if asked to."""
    if options.engine == "packed":
        raise UsageError("--engine packed: the doctor looks into floats; leave it out")
    options.engine = "float"
    constant = _constant_target(options)
    before = Visit([constant], {}, 0) if constant else _visit(options, screen, True)
    if not before.findings:
        screen.line(healthy(before.epochs))
        return 0
    for place, finding in enumerate(before.findings, 1):
        for line in finding.lines(place, in_options(finding.remedy)):
            screen.line(line)
    if options.trying:
        _try(options, before, screen)
    return 1


def in_options(remedy: Remedy) -> str:
    """Say a remedy in the words of the command line.

    Example:
        >>> in_options(Remedy("learning_rate", 0.01, "")), in_options(Remedy("hidden", (16, 8), ""))
        ('--learning-rate 0.01', '--hidden 16,8')
    """
    value = remedy.value
    if value is None:
        return str(remedy)
    listed = ",".join(["%g" % v for v in value]) if isinstance(value, (list, tuple)) else "%g" % value if isinstance(value, float) else str(value)
    return "--%s %s" % (remedy.argument.replace("_", "-"), '"%s"' % listed if " " in listed else listed)


def _visit(options: Namespace, screen: Screen, headed: bool) -> Visit:
    """Train with a doctor beside the network; a training that ends with an error is what a doctor is for."""
    rng = Random(options.seed)
    source = read_source(options, rng)
    plan, doctor = make_plan(source, options, rng), Doctor()
    for line in header(plan, source, options.seed) if headed else ():
        screen.line(line)
    _fit(plan, source, doctor, rng, screen)
    done = finished(plan.network.history)
    last = {name: values[done - 1] for name, values in columns(plan.network.history) if done}
    if doctor.least_recall is not None and done:
        last["least_recall"] = doctor.least_recall
    return Visit(doctor.findings, last, done)


def _fit(plan: Plan, source: Source, doctor: Doctor, rng: Random, screen: Screen) -> None:
    progress = Progress(screen)
    try:
        plan.fit(source, [doctor, progress] if screen.is_terminal else [doctor], rng)
    except TrainingError:
        pass  # the doctor has seen it
    finally:
        progress.finish()


def _try(options: Namespace, before: Visit, screen: Screen) -> None:
    """Train again with the first remedy and print both columns."""
    remedy = before.findings[0].remedy
    screen.line()
    if remedy.value is None:
        screen.line("there is no other column to try")
        return
    after = _visit(Namespace(**{**vars(options), remedy.argument: remedy.value}), screen, False)
    screen.line("the same with %s:" % in_options(remedy))
    screen.line()
    for line in compared(before, after):
        screen.line(line)


def compared(before: Visit, after: Visit) -> list[str]:
    """Put the numbers and the findings of two trainings side by side.

    Example:
        >>> for line in compared(Visit([], {"loss": 2.5}, 3), Visit([], {"loss": 0.123}, 3)): print(line)
                             before   after
        loss                    2.5    0.12
        epochs                    3       3
        found               nothing nothing
    """
    names = _compared_names(before.numbers, after.numbers)
    rows = [(TITLES.get(name, name), _shown(before.numbers, name), _shown(after.numbers, name)) for name in names]
    rows.append(("epochs", str(before.epochs), str(after.epochs)))
    rows.append(("found", _found(before), _found(after)))
    left, right = [max([len(row[k]) for row in rows] + [7]) for k in (1, 2)]
    return ["%-19s %*s %*s" % (title, left, one, right, other) for title, one, other in [("", "before", "after"), *rows]]


def _compared_names(before: dict[str, float], after: dict[str, float]) -> list[str]:
    """Name the numbers that both trainings have; one that ended with an error may have none, and then those of the other are shown."""
    if before and after:
        return [name for name in before if name in after]
    return [*before, *after]


def _found(visit: Visit) -> str:
    more = len(visit.findings) - 1
    return visit.findings[0].name + (" and %d more" % more if more else "") if visit.findings else "nothing"


def _shown(numbers: dict[str, float], name: str) -> str:
    return number(numbers[name]) if name in numbers else "-"


def _constant_target(options: Namespace) -> Finding | None:
    """Return the finding where the target of a CSV file never varies: such a training would not even begin."""
    if not is_file_name(options.data) or not os.path.isfile(options.data):
        return None
    table = read_table(options.data, **csv_style(options))
    table.refuse_unnamed()
    goal = table.names[-1] if options.target is None else table.known(options.target, "target column")
    cells = table.column(goal)
    if len(set(cells)) > 1 or not cells:
        return None
    different: dict[str, int] = {name: len(set(table.column(name))) for name in table.names if name != goal and name not in options.ignore}
    varied = [name for name, count in different.items() if count > 1]
    better = [name for name in varied if different[name] <= FEW] or varied
    found = constant_labels(len(cells), "%r" % cells[0])
    remedy: Any = Remedy("target", better[-1], "") if better else found.remedy
    return found._replace(layer="the column %r" % goal, remedy=remedy)

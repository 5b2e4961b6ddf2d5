"""Train a network and say how good it is on rows it has never seen.

  purenn train                                     on handwritten digits
  purenn train --data iris --out model.json        a small classic, and saved
  purenn train --data people.csv --target income   on a table of your own
  purenn train --data mnist-folder --limit 10000   on the four files of MNIST
  purenn train --report report.html                with a page to look at

What is left open is chosen for the data; the first lines printed say what.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any, Callable

from ..rng import Random
from ..training import TrainingError
from .errors import UsageError, complain
from .files import check_outputs, csv_text, is_device, save_model, write_file
from .header import best_epoch, header
from .numbers import finished, table
from .plans import Plan, make_plan
from .progress import Progress
from .report import report
from .screen import Screen
from .sources import Source, read_source
from .training_options import add_training_arguments


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    add_training_arguments(parser)
    results = parser.add_argument_group("results")
    results.add_argument("--out", metavar="FILE", help="save the model, as json")
    results.add_argument("--history", metavar="FILE", help="save the numbers of every epoch, as CSV")
    results.add_argument("--report", metavar="FILE", help="save a page with settings, curves and mistakes, as HTML")


def run(options: Namespace, screen: Screen) -> int:
    """Train, report, save."""
    _check_files(options)
    screen.keep_going = bool(options.out or options.history or options.report)
    rng = Random(options.seed)
    source = read_source(options, rng)
    plan = make_plan(source, options, rng)
    for line in header(plan, source, options.seed):
        screen.line(line)
    interrupted = _fit(plan, source, options, rng, screen)
    for line in best_epoch(plan, source) if not interrupted else ():
        screen.line(line)
    network = plan.finish()
    outputs = network.predict((source.held_out or source.train).X)
    report(outputs, source, screen)
    problems = _saved(options.history, lambda: _write_history(plan, options), screen)
    if finished(plan.network.history) > 0:  # else an interrupt came first, and older files are worth more
        problems += _saved(options.out, lambda: save_model(network, options.out), screen)
        problems += _saved(options.report, lambda: _write_report(network, outputs, plan, source, options, interrupted), screen)
    problems = [_interruption(plan), *problems] if interrupted else problems
    return complain("; ".join(problems), screen) if problems else 0


def _check_files(options: Namespace) -> None:
    check_outputs({"--out": options.out, "--history": options.history, "--report": options.report}, [options.data])
    if options.out and is_device(options.out):
        raise UsageError("--out %s is not a regular file; a model is written beside its place and then renamed" % options.out)


def _fit(plan: Plan, source: Source, options: Namespace, rng: Random, screen: Screen) -> bool:
    """Train, and tell whether it was interrupted; that ends the training and nothing else, a divergence everything but the history."""
    progress = Progress(screen)
    try:
        plan.fit(source, [progress], rng)
    except KeyboardInterrupt:
        return True
    except TrainingError as error:
        _write_history(plan, options)
        left = [path for path in (options.out, options.report) if path]
        raise UsageError("%s%s" % (error, "; %s %s not written" % (" and ".join(left), "are" if len(left) > 1 else "is") if left else "")) from error
    finally:
        progress.finish()
    return False


def _interruption(plan: Plan) -> str:
    done = finished(plan.network.history)
    what = "the results and the files are those of the network as it was then" if done else "a model or a report is saved after the first whole epoch only"
    return "stopped by ctrl-C after %d of %d epochs; %s" % (done, plan.epochs, what)


def _saved(path: str | None, write: Callable[[], None], screen: Screen) -> list[str]:
    """Write a file if there is to be one; return what went wrong, so that one that fails does not cost the other."""
    if path is None:
        return []
    try:
        write()
    except UsageError as error:
        return [str(error)]
    screen.line("saved %s" % path)
    return []


def _write_history(plan: Plan, options: Namespace) -> None:
    if options.history:
        write_file(options.history, csv_text(table(plan.network.history)))


def _write_report(network: Any, outputs: Any, plan: Plan, source: Source, options: Namespace, interrupted: bool) -> None:
    from .report_page import report_page  # here, so that a training without it does not wait for all pictures to load

    write_file(options.report, report_page(network, outputs, plan, source, options.seed, "ctrl-C" if interrupted else ""))

"""Work one training step out, number by number, as a page to read.

  purenn explain                                       a small net, to be read
  purenn explain model.json --data people.csv --row 3  a step of your own
  purenn explain --out step.html                       or step.md, or step.tex

Every sum, activation, gradient and new weight, with its formula, its numbers,
and the line of the source that computes it. The model stays as it is.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Any

from .. import losses
from ..network import Network
from ..teach import Page, explain
from ..teach.samples import mazur
from .arguments import one_of, positive, row_numbers, whole_number
from .errors import UsageError, as_options, remark
from .files import check_outputs, write_file
from .labelled import add_data_arguments, labelled, require_rows, targets, usual_loss
from .models import load_float_model
from .plans import LOSSES, OPTIMIZERS
from .screen import Screen

FORMATS = ("text", "markdown", "latex", "html")
ENDINGS = {".md": "markdown", ".tex": "latex", ".html": "html", ".htm": "html"}
RATE = 0.5


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", nargs="?", help="a model that train --out, or nn.save, has written")
    add_data_arguments(parser, False)
    parser.add_argument("--row", type=row_numbers, metavar="N", help="which row of the data, from 1; 3,7 is a batch of two (default: 1)")
    parser.add_argument("--optimizer", type=one_of("optimizer", OPTIMIZERS), default="sgd", metavar="NAME", help=", ".join(OPTIMIZERS) + " (default: sgd)")
    parser.add_argument("--learning-rate", type=positive, default=RATE, metavar="RATE", help="how far the step goes (default: %s)" % RATE)
    parser.add_argument("--digits", type=whole_number, default=6, metavar="N", help="digits after the point, at most 17 (default: 6)")
    parser.add_argument("--most", type=whole_number, default=8, metavar="N", help="of more neurons, inputs or samples, the last are left out (default: 8)")
    parser.add_argument("--format", type=one_of("format", FORMATS), metavar="NAME", help=", ".join(FORMATS) + " (default: as the file is named, else text)")
    parser.add_argument("--out", metavar="FILE", help="write the page to a file instead")


def run(options: Namespace, screen: Screen) -> int:
    """Load, read, explain, print."""
    check_outputs({"--out": options.out}, [options.data] if options.data else [], options.model)
    network, X, Y, loss, notes = _own(options) if options.model else _built_in(options)
    page = explain(network, X, Y, loss, optimizer=OPTIMIZERS[options.optimizer](options.learning_rate), digits=options.digits, most=options.most)
    written = write_page(page, options.format or format_of(options.out or ""))
    if options.out:
        write_file(options.out, written)
        screen.line("saved %s" % options.out)
    else:
        screen.document(written)
    for note in notes:  # of lines that are left out, say, which changes what the third row is
        remark("note: " + as_options(note), screen)
    return 0


def format_of(path: str) -> str:
    """Return the format that the name of a file asks for.

    Example:
        >>> format_of("step.md"), format_of("STEP.HTML"), format_of("step.txt")
        ('markdown', 'html', 'text')
    """
    return ENDINGS.get(os.path.splitext(path)[1].lower(), "text")


def write_page(page: Page, kind: str) -> str:
    """Return a page in one of the FORMATS, with a line break at its end."""
    return str(getattr(page, kind)()).rstrip("\n") + "\n"


def _built_in(options: Namespace) -> Any:
    """Return the small net, its sample, a loss, and no notes.

    Errors:   UsageError  an option speaks of data, and there is no model to go with it
    """
    for option in ("data", "target", "row"):
        if getattr(options, option) is not None:
            raise UsageError("--%s belongs to a model of your own: purenn explain model.json --data ..." % option)
    network, x, y = mazur()
    return network, [x], [y], LOSSES[options.loss]() if options.loss else losses.MSE(), ()


def _own(options: Namespace) -> Any:
    """Return the model, the rows asked for, the loss, and notes about the data.

    Errors:   UsageError  the data is missing, has no such row, or a layer needs more rows
    """
    network: Network = load_float_model(options.model)
    if options.data is None:
        raise UsageError("%s needs a sample to be explained with: say --data and a CSV file or a data set, and --row" % options.model)
    whole = labelled(network, options)
    rows = options.row or [1]
    for row in rows:
        if row > len(whole):
            raise UsageError("--row %d: %s has %d rows, counted from 1" % (row, options.data, len(whole)))
    require_rows(network, len(rows), "take more of them, as in --row 1,2")
    part = whole.subset([row - 1 for row in rows])
    loss = LOSSES[options.loss]() if options.loss else usual_loss(network)
    return network, part.X, targets(network, part, loss), loss, whole.notes

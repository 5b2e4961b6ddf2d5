"""Show what a saved model is made of: layers, and names of inputs and target."""

from __future__ import annotations

import textwrap
from argparse import ArgumentParser, Namespace
from typing import Sequence

from ..data.errors import counted
from .models import is_classifier, load_model
from .screen import Screen, printable


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("model", help="a model that train --out, or nn.save, has written")


def run(options: Namespace, screen: Screen) -> int:
    """Load the model and print its table."""
    network = load_model(options.model)
    screen.text(network.summary())
    screen.line()
    for line in _named("input", network.input_names, network.inputs, screen.width):
        screen.line(line)
    if network.target_name:
        for line in textwrap.wrap("target: " + printable(network.target_name), screen.width - 1, subsequent_indent="  "):
            screen.line(line)
    if is_classifier(network):
        count = 2 if network.outputs == 1 else network.outputs
        for line in _named("class", network.class_names, count, screen.width):
            screen.line(line)
    else:
        screen.line("a measurement to predict")
    return 0


def _named(noun: str, names: Sequence[str], count: int | None, width: int) -> list[str]:
    """Say how many there are and what they are called, in lines no longer than the screen."""
    start = counted(count, noun) if count is not None else "any number of inputs"
    text = "%s: %s" % (start, ", ".join(map(printable, names)) or "without names")
    return textwrap.wrap(text, width - 1, subsequent_indent="  ", max_lines=8, placeholder=" ...")

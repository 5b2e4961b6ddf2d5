"""Worksheets: a random small network with numbers that are friendly to pencils, with blanks, and its key."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..activations import Identity, LeakyReLU, ReLU
from ..element_losses import MSE, SSE
from ..network import Network
from ..optimizers import SGD
from ..rng import Random
from .explanation import explain
from .page import Page
from .record import record_step
from .samples import layer_of

# Sums and products of these have few digits and are exact as floats, so every Python prints the same.
WEIGHTS = (-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)
BIASES = (-1.0, -0.5, 0.0, 0.5, 1.0)
INPUTS = (-2.0, -1.0, 0.5, 1.0, 2.0, 3.0)
TARGETS = (-1.0, 0.0, 0.5, 1.0, 2.0)
RATES = (0.5, 0.25, 0.1)
SIZES = ((2, 2, 1), (2, 2, 1), (2, 2, 2), (2, 1, 1), (3, 2, 1))
HIDDEN = (ReLU, ReLU, ReLU, lambda: LeakyReLU(0.5), Identity)
LARGEST = 12.0  # no sum of a sheet is larger


class Worksheet(NamedTuple):
    """A page with blanks, its key, and what they were made of."""

    sheet: Page
    key: Page
    network: Network
    x: list[float]
    y: list[float]


def worksheet(seed: int = 42, digits: int = 6) -> Worksheet:
    """Draw a network, a sample, and a target; the same seed draws the same on every Python.

    The key is the page that `explain` makes of this very network, and the sheet is the same page with blanks.

    Errors:   ValueError  the seed is not a whole number
    Example:
        >>> made = worksheet(7)
        >>> made.sheet.title
        'Worksheet 7: one training step by hand'
        >>> worksheet(7).key.text() == made.key.text()
        True
    """
    rng = Random(seed)
    network, x, y, loss, rate = _draw(rng)
    while not (suits(network, x, y) and learns(network, x, y, loss, rate)):
        network, x, y, loss, rate = _draw(rng)
    key = explain(network, x, y, loss, rate, digits=digits)
    facts = [*key.facts[:2], "Fill in the blanks from top to bottom: first the numbers in place of the letters, then what they come to."]
    sheet = key.with_blanks("Worksheet %d: one training step by hand" % seed, facts)
    sheet.sections = [section for section in sheet.sections if section.heading != "After the step"]
    key.title = "Key to worksheet %d" % seed
    return Worksheet(sheet, key, network, x, y)


def _draw(rng: Random) -> Any:
    """Draw a network of two layers, a sample with its targets, a loss and a learning rate."""
    inputs, hidden, outputs = rng.choice(SIZES)
    layers = [_layer(rng, inputs, hidden), rng.choice(HIDDEN)(), _layer(rng, hidden, outputs)]
    x, y = [rng.choice(INPUTS) for _ in range(inputs)], [rng.choice(TARGETS) for _ in range(outputs)]
    return Network(layers), x, y, rng.choice((MSE, SSE))(), rng.choice(RATES)


def _layer(rng: Random, inputs: int, outputs: int) -> Any:
    weights = [[rng.choice(WEIGHTS) for _ in range(inputs)] for _ in range(outputs)]
    return layer_of(weights, [rng.choice(BIASES) for _ in range(outputs)])


def learns(network: Network, x: Any, y: Any, loss: Any, rate: float) -> bool:
    """Tell whether the step makes the loss clearly smaller, as a first step that one does by hand should.

    Example:
        >>> net = Network([layer_of([[1.0]], [0.0])])
        >>> learns(net, [2.0], [1.0], MSE(), 0.1), learns(net, [2.0], [1.0], MSE(), 0.5)
        (True, False)
    """
    record = record_step(network, [x], [y], loss, SGD(rate))
    return bool(record.new_value < 0.75 * record.value)


def suits(network: Network, x: Any, y: Any) -> bool:
    """Tell whether a sheet is worth filling in: no large sums, at least one neuron awake, something to learn at each output.

    Example:
        >>> net = Network([layer_of([[1.0]], [0.0]), ReLU(), layer_of([[1.0]], [0.5])])
        >>> suits(net, [2.0], [1.0]), suits(net, [2.0], [2.5]), suits(net, [-2.0], [1.0])
        (True, False, False)
    """
    sums = network.layers[0].predict([x])
    activations = network.layers[1].predict(sums)
    outputs = network.layers[2].predict(activations)
    small = all([abs(v) <= LARGEST for row in (sums[0], outputs[0]) for v in row])
    return small and any(activations[0]) and all([a != target for a, target in zip(outputs[0], y)])

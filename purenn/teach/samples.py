"""Small networks that are made to be read."""

from __future__ import annotations

from typing import Any, List, Tuple

from ..activations import Sigmoid
from ..layers import Dense
from ..network import Network


def mazur() -> Tuple[Network, List[float], List[float]]:
    """Return a network of two inputs, two hidden neurons and two outputs, with a sample and its targets.

    With MSE and a learning rate of 0.5 the step is the one that its author works out by hand, but for the biases, which he
    leaves as they are: his error, half the sum of the squares, is the mean over the two outputs.

    Source:   M. Mazur, A Step by Step Backpropagation Example, 2015,
              mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example
    Example:
        >>> net, x, y = mazur()
        >>> [round(a, 9) for a in net.predict([x])[0]]
        [0.75136507, 0.772928465]
    """
    layers = [layer_of([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35]), Sigmoid(), layer_of([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60]), Sigmoid()]
    return Network(layers), [0.05, 0.10], [0.01, 0.99]


def layer_of(weights: Any, biases: Any) -> Dense:
    """Return a Dense layer with these weights [outputs][inputs] and biases."""
    layer = Dense(len(weights[0]), len(weights), init="zeros")
    layer.weights, layer.biases = weights, biases
    return layer

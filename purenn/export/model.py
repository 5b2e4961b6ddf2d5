"""What an exported file is made of: the network as it predicts, its names, where it came from, and what it has to answer."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from .. import __version__
from ..activations import Sigmoid, Softmax
from ..network import Network
from ..storage import pieces
from .golden import Golden


class Model(NamedTuple):
    """Everything that a writer of source needs; `network` is what `inference_network` returned."""

    network: Network
    origin: list[str]  # sentences for the comment at the top
    golden: Golden
    bits: int  # of a float

    @property
    def inputs(self) -> int:
        """Return how many numbers predict takes."""
        assert self.network.inputs is not None  # inference_network has seen to it
        return self.network.inputs

    @property
    def classifies(self) -> bool:
        """Tell whether the outputs are classes: the model names some, or its last layer gives probabilities."""
        return bool(self.network.class_names) or type(self.network.layers[-1]) in (Sigmoid, Softmax)


def origin(net: Any, name: str) -> list[str]:
    """Say where a file came from, with nothing in it that changes from day to day.

    The digest is that of the model as json: `sha256sum model.json` begins with it, where purenn has saved the model on a system
    whose lines end with one character.
    """
    digest = hashlib.sha256("".join(pieces(net)).encode()).hexdigest()[:16]
    layers = ", ".join(["%r" % layer for layer in net.layers])
    return [
        "Written by purenn %s from %s (sha256 %s...): %s." % (__version__, name or "a network", digest, layers),
        "predict takes the numbers as they were measured; selftest tells whether all is well here. No other file is needed.",
    ]

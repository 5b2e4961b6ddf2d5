"""What an exported file is made of: the network as it predicts, its names, where it came from, and what it has to answer."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from .. import __version__
from ..activations import Sigmoid, Softmax
from ..data.targets import threshold
from ..storage import pieces
from .golden import Golden
from .quantised import QuantisedNetwork


class Model(NamedTuple):
    """Everything that a writer of source needs; `network` is what `inference_network` or `quantise` returned."""

    network: Any
    origin: list[str]  # sentences for the comment at the top
    golden: Golden
    bits: int  # of a float
    lean: bool = False  # whether weights in 8 bits are kept as they are, and no rows made of them

    @property
    def inputs(self) -> int:
        """Return how many numbers predict takes."""
        return int(self.network.inputs)

    @property
    def short_tolerance(self) -> str:
        """Say how far short floats may take an answer off: a sum in 8 bits may then be rounded to another level."""
        return "0.05" if isinstance(self.network, QuantisedNetwork) else "1e-3"

    @property
    def cut(self) -> str:
        """Say from where on one output is class 1."""
        return "%g" % threshold(self.network)

    @property
    def classifies(self) -> bool:
        """Tell whether the outputs are classes."""
        return classifies(self.network)


def classifies(network: Any) -> bool:
    """Tell whether outputs are classes: the network names some, or its last layer gives probabilities."""
    return bool(network.class_names) or type(network.layers[-1]) in (Sigmoid, Softmax)


def origin(net: Any, name: str) -> list[str]:
    """Say where a file came from, with nothing in it that changes from day to day.

    The digest is that of the model as json: `sha256sum model.json` begins with it, where purenn has saved the model on a system
    whose lines end with one character.
    """
    digest = hashlib.sha256("".join(pieces(net)).encode()).hexdigest()[:16]
    layers = ", ".join(["%r" % layer for layer in net.layers])
    use = "predict takes the numbers as they were measured, and refuses them where one is not finite; "
    use += "selftest tells whether all is well here. No other file is needed."
    return [
        "Written by purenn %s from %s (sha256 %s...): %s." % (__version__, name or "a network", digest, layers),
        use,
    ]

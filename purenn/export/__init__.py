"""Export: one source file that predicts what a network predicts, and needs nothing else.

  python3 -m purenn export model.json --to micropython --out model.py

The file holds `predict` and a `selftest`, the scaling of the inputs, the names of inputs and classes, and the weights in compact
constants. Only the functions that the network uses are in it. The same model gives the same file, byte for byte.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Sequence

from ..data.errors import did_you_mean
from .c import c_source
from .golden import golden, golden_inputs
from .inference import CODES, inference_network
from .javascript import javascript_source
from .model import Model, origin
from .python import micropython_source, python_source

__all__ = ["TARGETS", "export_source"]

WRITERS: Dict[str, Callable[[Model], str]] = {
    "micropython": micropython_source,
    "python": python_source,
    "c": c_source,
    "javascript": javascript_source,
}
TARGETS = tuple(WRITERS)


def export_source(net: Any, to: str = "python", floats: int | None = None, data: Sequence[Any] | None = None, name: str = "") -> str:
    """Write a network as one source file of another language, and return its text.

    `floats` is 32 or 64, the bits of every number in the file. A file for MicroPython has short ones where nothing else is said, as most
    boards calculate with them; the others have long ones, and give the outputs of the network to twelve digits or more.
    `data` are rows of inputs to take the file's own test from. `name` is that of the model, for the comment at the top.

    Shapes:   data [samples][inputs]
    Errors:   ValueError  there is no such language, a layer is not one of purenn's own, or a number does not fit
    Example:
        >>> from purenn import Dense, Network, Sigmoid
        >>> text = export_source(Network([Dense(2, 1), Sigmoid()]), to="micropython")
        >>> "def predict(inputs):" in text, "def softmax" in text
        (True, False)
    """
    if to not in WRITERS:
        raise ValueError("there is no language %r to export to%s; there are %s" % (to, did_you_mean(str(to), WRITERS), ", ".join(WRITERS)))
    if floats not in (None, *CODES):
        raise ValueError("floats should be 32 or 64, the bits of a number in the file, but is %r" % (floats,))
    bits = floats or (32 if to == "micropython" else 64)
    network = inference_network(net, bits)
    rows = network.batch(data) if data is not None else None
    model = Model(network, origin(net, name), golden(network, golden_inputs(network, rows)), bits)
    return WRITERS[to](model)

"""Export: one source file that predicts what a network predicts, and needs nothing else.

  python3 -m purenn export model.json --to micropython --out model.py

The file holds `predict` and a `selftest`, the scaling of the inputs, the names of inputs and classes, and the weights in compact
constants. Only the functions that the network uses are in it. The same model gives the same file, byte for byte.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, NamedTuple, Sequence

from ..data.errors import did_you_mean
from ..data.targets import threshold
from ..network import Network
from .agreement import agreement, divided
from .c import c_source
from .golden import golden, golden_inputs
from .inference import CODES, inference_network
from .javascript import javascript_source
from .model import Model, classifies, origin
from .python import micropython_source, python_source
from .quantised import IntegerDense, QuantisedNetwork, quantise

__all__ = ["TARGETS", "export_source"]

WRITERS: Dict[str, Callable[[Model], str]] = {
    "micropython": micropython_source,
    "python": python_source,
    "c": c_source,
    "javascript": javascript_source,
}
TARGETS = tuple(WRITERS)


def export_source(
    net: Any,
    to: str = "python",
    floats: int | None = None,
    int8: bool = False,
    data: Sequence[Any] | None = None,
    name: str = "",
    lean: bool | None = None,
) -> str:
    """Write a network as one source file of another language, and return its text.

    `floats` is 32 or 64, the bits of every number in the file. A file for MicroPython has short ones where nothing else is said, as most
    boards calculate with them; the others have long ones, and give the outputs of the network to twelve digits or more.
    `data` are rows of inputs like those that the file will predict. Its own test is taken from them; and with `int8`, weights and
    activations get 8 bits each, and the rows tell how large the numbers become. `quantised` tells how that is done.
    `name` is that of the model, for the comment at the top. `lean` is for MicroPython and int8: the weights stay in their bytes, which takes
    a quarter of the memory and half as much time again; where nothing is said, that is done where rows would take more than 64 KB.

    Shapes:   data [samples][inputs]
    Errors:   ValueError  there is no such language, a layer is not one of purenn's own, or a number does not fit
    Example:
        >>> from purenn import Dense, Network, Sigmoid
        >>> text = export_source(Network([Dense(2, 1), Sigmoid()]), to="micropython")
        >>> "def predict(inputs):" in text, "def softmax" in text
        (True, False)
    """
    return exported(net, to, floats, int8, data, name, lean).source


ROOM = 65536  # bytes that the rows of a board's file may take


def room_of_rows(made: QuantisedNetwork) -> int:
    """Return how many bytes the rows of 32-bit lanes take, one for every input of a Dense layer, each with about 48 around it."""
    return sum([layer.inputs * (4 * layer.outputs + 48) for layer in made.layers if isinstance(layer, IntegerDense)])


class Exported(NamedTuple):
    """A source file, and sentences about how much 8 bits change, which also stand at its top."""

    source: str
    report: list[str]


def exported(
    net: Any,
    to: str,
    floats: int | None = None,
    int8: bool = False,
    data: Sequence[Any] | None = None,
    name: str = "",
    lean: bool | None = None,
    Y: Sequence[Any] | None = None,
) -> Exported:
    """Do what `export_source` does, and report; Y are the class numbers of the data, where they are known.

    Errors:   ValueError  as `export_source` has them
    """
    if to not in WRITERS:
        raise ValueError("there is no language %r to export to%s; there are %s" % (to, did_you_mean(str(to), WRITERS), ", ".join(WRITERS)))
    if floats not in (None, *CODES):
        raise ValueError("floats should be 32 or 64, the bits of a number in the file, but is %r" % (floats,))
    if int8 and floats and to != "c":
        raise ValueError("a file in int8 has few floats, all of 32 bits; floats only says how one in C calculates with them")
    if lean is not None and not (int8 and to == "micropython"):
        raise ValueError("lean is a way to write a file for MicroPython in int8, and no other")
    if int8 and data is None:
        raise ValueError("int8 needs data: rows like those that the file will predict, to see how large the numbers become")
    bits = floats or (32 if to == "micropython" else 64)
    network: Any = inference_network(net, 64 if int8 else bits)
    rows = [list(row) for row in network.batch(data)] if data is not None else None
    report: list[str] = []
    inputs = golden_inputs(network, rows)
    if int8:
        network, report = _in_8_bits(network, rows or [], Y)
    lean = to == "micropython" and int8 and (room_of_rows(network) > ROOM if lean is None else lean)
    model = Model(network, origin(net, name) + report, golden(network, inputs), bits, lean)
    return Exported(WRITERS[to](model), report)


def _in_8_bits(network: Network, rows: list[Any], Y: Sequence[Any] | None) -> tuple[QuantisedNetwork, list[str]]:
    parts = divided(rows)
    made = quantise(network, [rows[s] for s in parts[0]])
    report = []
    for part, which in zip(parts, ("that it was calibrated with", "that it was not calibrated with")):
        if part:
            some = [rows[s] for s in part]
            known = [Y[s] for s in part] if Y else None
            report.append(agreement(network.predict(some), made.predict(some), classifies(network), known, which, threshold(network)))
    return made, report

"""Fitting: what an exported file takes of a board, and how long a prediction takes there, before anybody has tried.

Nothing here is made up: the bytes of the file are those of the file, and the rest are lines laid above what was measured on
MicroPython's 64-bit unix build (tests/benchmarks/fitting.py measures it again). For the heap that is the smallest one in which
the file is imported and predicts. A part of it is the same for every network: code, names, objects; on a board, whose words have
half as many bits, it is half as large. The other part grows with the parameters, and is bytes and numbers: it stays as it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..layers import Dense
from ..network import Network
from . import export_source
from .boards import BOARDS, Board
from .golden import golden_inputs
from .inference import inference_network

__all__ = ["KINDS", "Fit", "Kind", "fit", "largest_hidden", "other_boards", "smaller"]


class Kind(NamedTuple):
    """A kind of file: bytes of the heap that each takes, and for each parameter; microseconds the same, on the unix build."""

    name: str
    options: dict[str, Any]
    heap: int
    heap_each: float
    time: float
    time_each: float


KINDS = (
    Kind("float", {}, 16 * 1024, 11.0, 15.0, 0.15),
    Kind("int8", {"int8": True, "lean": True}, 20 * 1024, 6.5, 18.0, 0.033),
)


class Fit(NamedTuple):
    """What one kind of file takes on one board, in bytes and seconds, and whether there is room."""

    kind: Kind
    parameters: int
    file: int
    heap: int
    seconds: float
    board: Board

    @property
    def fits(self) -> bool:
        """Tell whether file and heap fit the board."""
        return self.file <= self.board.storage and self.heap <= self.board.heap


def parameters_of(net: Network) -> int:
    """Count the parameters."""
    return sum([n for layer in net.layers for n in layer.parameter_sizes()])


def source_bytes(net: Network, kind: Kind) -> int:
    """Return how long the file is that export writes; int8 is calibrated with rows of chance, which its length hardly feels."""
    options = dict(kind.options)
    if "int8" in options:
        options["data"] = golden_inputs(inference_network(net, 64), None)
    return len(export_source(net, "micropython", **options))


def heap_bytes(kind: Kind, parameters: int) -> int:
    """Estimate the heap of a board that importing the file, and predicting, takes.

    Formula:  kind.heap / 2 + kind.heap_each * parameters
    """
    return int(kind.heap / 2 + kind.heap_each * parameters)


def fit(net: Network, kind: Kind, board: Board) -> Fit:
    """Say what a network takes on a board as a file of this kind."""
    parameters = parameters_of(net)
    seconds = (kind.time + kind.time_each * parameters) * 1e-6 * board.slower
    return Fit(kind, parameters, source_bytes(net, kind), heap_bytes(kind, parameters), seconds, board)


def other_boards(fits: list[Fit]) -> list[str]:
    """Name the boards with enough room for one of these."""
    return [board.name for board in BOARDS if any([f._replace(board=board).fits for f in fits])]


def smaller(net: Network, hidden: int) -> Network | None:
    """Return a network of the same layers, in which no hidden layer has more than so many units; None where it cannot be made."""
    layers: list[Any] = []
    width, last = net.inputs, max([i for i, layer in enumerate(net.layers) if isinstance(layer, Dense)], default=-1)
    for i, layer in enumerate(net.layers):
        if isinstance(layer, Dense):
            outputs = layer.outputs if i == last else min(layer.outputs, hidden)
            layers.append(Dense(width or layer.inputs, outputs))
            width = outputs
        elif layer.parameter_sizes() and width != net.inputs:
            return None  # a layer of a width of its own, such as BatchNorm
        else:
            layers.append(layer)
    return Network(layers)


def largest_hidden(net: Network, kind: Kind, board: Board) -> int:
    """Return the largest number of hidden units, at most in each layer, with which the network would fit; 0 where none does."""
    widths = [layer.outputs for layer in net.layers if isinstance(layer, Dense)][:-1]
    low, high = 0, max(widths, default=1)
    while high - low > 1:
        middle = (low + high) // 2
        candidate = smaller(net, middle)
        # The heap first: it is only a sum, and the file has to be written.
        if candidate is not None and heap_bytes(kind, parameters_of(candidate)) <= board.heap and fit(candidate, kind, board).fits:
            low = middle
        else:
            high = middle
    return low

"""Golden vectors: a few inputs with the outputs that the model has for them, so that a file can test itself where it runs."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from ..network import Network
from ..rng import Random
from ..scaling import Scaler
from ..shapes import is_finite

Golden = List[Tuple[List[float], List[float]]]


def how_many(inputs: int) -> int:
    """Say how many golden vectors a file carries: fewer where each is long.

    Example:
        >>> how_many(4), how_many(64), how_many(784)
        (3, 2, 1)
    """
    return 3 if inputs <= 16 else 2 if inputs <= 100 else 1


def golden_inputs(network: Network, data: Sequence[Any] | None = None) -> list[list[float]]:
    """Return rows to predict: spread over the data where there is some, else drawn in the range that the Scaler speaks of."""
    inputs = network.inputs or 1
    count = how_many(inputs)
    if data:
        return [[_plain(x) for x in data[k * len(data) // count]] for k in range(min(count, len(data)))]
    first = network.layers[0]
    shift, scale = (first.shift, first.scale) if isinstance(first, Scaler) else ([0.0] * inputs, [1.0] * inputs)
    rng = Random(1)
    return [[_short(s + size * rng.uniform(-1.5, 1.5)) for s, size in zip(shift, scale)] for _ in range(count)]


def _plain(x: float) -> float:
    """Return a number as every language reads it exactly: a whole one, or a short float."""
    return int(x) if x == int(x) and abs(x) < 2**24 else float(x)


def _short(x: float) -> float:
    """Round to two digits."""
    return _plain(float("%.2g" % x))


def golden(network: Any, rows: list[list[float]]) -> Golden:
    """Pair rows with the outputs that a network, or whatever predicts like one, has for them.

    Errors:   ValueError  an output is not finite, and nothing could be compared with it
    """
    pairs = [(row, [float(a) for a in outputs]) for row, outputs in zip(rows, network.predict(rows))]
    for row, outputs in pairs:
        if not all(map(is_finite, outputs)):
            raise ValueError("the network's answer to %s is not finite, so it is of no use in a file" % row)
    return pairs

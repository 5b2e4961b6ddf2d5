"""From a network that fails to the smallest one that still fails: fewer layers, samples and neurons, rounder numbers.

Each step takes something away, and is kept if the check still fails. What cannot be taken away is where the mistake is.
"""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Callable, Iterator, List, Optional, Tuple

from ..gradcheck import check_gradients, generator_states, rewind
from ..layers import Dense
from ..network import Network
from ..rng import Random
from ..shapes import is_row
from .laws import copied
from .snippets import Run

MANY, SOME = 0.1, 60  # of a network with so many wrong numbers, so few show that something is wrong
WORK = 20000  # how many numbers the checks may look at all together; then the smallest so far will do


def smallest(net: Any, X: Any, Y: Any, loss: Any, share: float = 0.0) -> Run:
    """Return the smallest network, data and loss found whose gradients are wrong too; `share` is the part of the numbers that is wrong at first."""
    run, work = Run((net, copied(X), copied(Y), loss)), [0]
    for most in (SOME, None) if share > MANY else (None,):
        while work[0] < WORK:
            found = next((smaller for smaller in _smaller(run) if work[0] < WORK and _is_wrong(smaller, work, most)), None)
            if found is None:
                break
            run = found
    return run


def _is_wrong(run: Run, work: List[int], most: Optional[int]) -> bool:
    """Tell whether a network works, but with wrong gradients, in at least one of so many numbers drawn at random."""
    try:
        with held_still(run[0], run[3]):
            report = check_gradients(*run, inputs=True, most=most, rng=Random(1))
    except Exception:  # taken away too much: nothing fits any more
        work[0] += 1
        return False
    work[0] += report.checked + report.skipped
    return report.wrong > 0


@contextmanager
def held_still(net: Any, loss: Any) -> Iterator[None]:
    """Put all random generators that a network and its loss draw from back to where they were, so that it fails in the same way again."""
    states = generator_states([*net.layers, loss])
    try:
        yield
    finally:
        rewind(states)


def _smaller(run: Run) -> Iterator[Run]:
    """Yield everything that is one step smaller, the largest steps first."""
    for step in (_without_the_first_layer, _without_a_layer, _without_samples, _without_neurons, _with_rounder_numbers):
        try:
            yield from step(*run)
        except Exception:  # a layer of somebody's own that cannot be taken apart in this way
            continue


def _halves(count: int) -> Iterator[List[int]]:
    """Yield which of so many things to keep: either half, then all but one.

    Example:
        >>> list(_halves(3))
        [[0], [1, 2], [1, 2], [0, 2], [0, 1]]
    """
    if count > 1:
        yield list(range(count // 2))
        yield list(range(count // 2, count))
        for left_out in range(count):
            yield [i for i in range(count) if i != left_out]


def _without_samples(net: Any, X: Any, Y: Any, loss: Any) -> Iterator[Run]:
    for kept in _halves(len(X)):
        yield Run((net, [X[s] for s in kept], [Y[s] for s in kept], loss))


def _without_the_first_layer(net: Any, X: Any, Y: Any, loss: Any) -> Iterator[Run]:
    """Leave out the first layer, and take what it makes of X for the inputs."""
    yield from _networks(deepcopy(list(net.layers[1:])), net.layers[0].predict(copied(X)), Y, loss)


def _without_a_layer(net: Any, X: Any, Y: Any, loss: Any) -> Iterator[Run]:
    for left_out in range(len(net.layers)):
        layers = deepcopy([layer for i, layer in enumerate(net.layers) if i != left_out])
        yield from _networks(layers, X, Y, loss)


def _networks(layers: Any, X: Any, Y: Any, loss: Any) -> Iterator[Run]:
    try:
        yield Run((Network(layers), copied(X), copied(Y), loss))
    except ValueError:  # these layers do not fit together
        return


def _without_neurons(net: Any, X: Any, Y: Any, loss: Any) -> Iterator[Run]:
    """Leave out inputs, hidden neurons and outputs where a Dense layer stands on both sides, or none."""
    dense = [i for i, layer in enumerate(net.layers) if isinstance(layer, Dense)]
    for before, after in zip([None, *dense], [*dense, None]):
        count = _width(net, X, before, after)
        for kept in _halves(count):
            layers = list(deepcopy(net.layers))
            if before is not None:
                layers[before] = _resized(layers[before], kept, None)
            if after is not None:
                layers[after] = _resized(layers[after], None, kept)
            new_X = X if before is not None or not is_row(X[0]) else _columns(X, kept)
            yield from _networks(layers, new_X, Y if after is not None else _columns(Y, kept), loss)


def _width(net: Any, X: Any, before: Any, after: Any) -> int:
    if before is not None:
        return int(net.layers[before].outputs)
    return len(X[0]) if after is None else int(net.layers[after].inputs)


def _resized(layer: Any, rows: Any, columns: Any) -> Any:
    """Return a Dense layer with some of its rows (neurons) or columns (inputs) only."""
    weights = [layer.weights[j] for j in (range(layer.outputs) if rows is None else rows)]
    if columns is not None:
        weights = [[row[i] for i in columns] for row in weights]
    biases = [layer.biases[j] for j in (range(layer.outputs) if rows is None else rows)]
    layer.inputs, layer.outputs = len(weights[0]), len(weights)
    layer.weights, layer.biases = weights, biases
    layer._d_weights = layer._d_biases = layer._columns = None
    return layer


def _columns(rows: Any, kept: List[int]) -> Any:
    return [[row[i] for i in kept] if is_row(row) and len(row) > max(kept) else row for row in rows]


def _with_rounder_numbers(net: Any, X: Any, Y: Any, loss: Any) -> Iterator[Run]:
    for rounded in (_to_one, _to_quarters, _to_hundredths):
        for number in range(len(_lists(net, X))):
            yield from _with_list(net, X, Y, loss, number, rounded)


def _with_list(net: Any, X: Any, Y: Any, loss: Any, number: int, rounded: Callable[[float], float]) -> Iterator[Run]:
    """Yield the network with one list rounded as a whole, then with each number of it rounded alone."""
    old = list(_lists(net, X)[number])
    new = [rounded(v) for v in old]
    changes = [new] + [[*old[:i], new[i], *old[i + 1 :]] for i in range(len(old)) if len(old) > 1 and new[i] != old[i]]
    for change in changes:
        if change != old:
            other, other_X = deepcopy(net), copied(X)
            _lists(other, other_X)[number][:] = change
            yield Run((other, other_X, Y, loss))


def _lists(net: Any, X: Any) -> List[List[Any]]:
    """Return all flat lists of numbers that make up a network and its inputs."""
    found: List[Any] = [values for values, _ in net.parameters()]
    rows: Tuple[Any, ...] = tuple(X)
    while rows and isinstance(rows[0][0], list):
        rows = tuple([row for part in rows for row in part])
    return found + list(rows)


def _to_one(v: float) -> float:
    return 1.0 if v > 0 else -1.0 if v < 0 else v


def _to_quarters(v: float) -> float:
    near = round(v * 4) / 4
    return v if abs(v) <= 2 and v == near else near or _to_one(v) / 4


def _to_hundredths(v: float) -> float:
    return v if v == round(v * 4) / 4 else round(v, 2)

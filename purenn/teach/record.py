"""A real step of training on a copy of a network, with everything written down that goes in and out of each layer."""

from __future__ import annotations

from copy import copy, deepcopy
from typing import Any, List, NamedTuple, Optional

from ..activations import LogitGradient
from ..rng import resolve


class Watched:
    """A layer that works as before and writes down what goes in and out."""

    def __init__(self, layer: Any) -> None:
        self.layer = layer
        self.X: Any = None
        self.A: Any = None
        self.dA: Any = None
        self.dX: Any = None
        self.at_logits = False  # whether the gradient came with the one before the activation

    def __getattr__(self, name: str) -> Any:
        return getattr(self.layer, name)

    def __repr__(self) -> str:
        return repr(self.layer)

    def forward(self, X: Any) -> Any:
        """Let the layer do it."""
        self.X = deepcopy(X)
        A = self.layer.forward(X)
        self.A = rows_of(A)
        return A

    def backward(self, dA: Any) -> Any:
        """Let the layer do it."""
        self._see(dA)
        dX = self.layer.backward(dA)
        self.dX = deepcopy(dX)
        return dX

    def backward_parameters(self, dA: Any) -> None:
        """Let the layer do it."""
        self._see(dA)
        self.layer.backward_parameters(dA)

    def _see(self, dA: Any) -> None:
        self.dA = rows_of(dA)
        self.at_logits = isinstance(dA, LogitGradient) and dA.unchanged()


class Update(NamedTuple):
    """What an optimizer did to one list of values: what it was given, what it remembered, and what came out."""

    values: List[Any]
    gradients: List[Any]
    rate: Any
    step: int  # which step it is for this list, from 1
    states: List[List[Any]]  # as they were before
    new_states: List[List[Any]]
    new_values: List[Any]


class Record:
    """One step of training: layers with what went through them, outputs, targets, loss, gradient, updates by the id of a list."""

    def __init__(self) -> None:
        self.layers: List[Watched] = []
        self.before: List[Any] = []  # copies of the layers as they were
        self.outputs: Any = None
        self.kind: Any = None  # the type of the outputs: some remember the numbers that they were made of
        self.targets: Any = None
        self.loss: Any = None
        self.value: Any = None
        self.new_value: Any = None
        self.gradient: Any = None
        self.optimizer: Any = None
        self.updates: List[Update] = []


def record_step(net: Any, X: Any, Y: Any, loss: Any, optimizer: Any) -> Record:
    """Take the step that `fit` would take next, on copies; net, optimizer and generators stay as they are.

    Errors:   ValueError  a layer cannot be copied
    """
    generator = resolve(None)
    state = generator.state
    try:
        return _recorded(net, X, Y, loss, optimizer)
    finally:
        generator.state = state


def _recorded(net: Any, X: Any, Y: Any, loss: Any, optimizer: Any) -> Record:
    record = Record()
    layers, record.optimizer = copies(net.layers, optimizer)
    record.before, _ = copies(net.layers, optimizer)
    record.layers = [Watched(layer) for layer in layers]
    record.loss = loss
    twin = copy(net)
    twin.layers = tuple(record.layers)
    A = twin.forward(X)
    record.outputs, record.kind = rows_of(A), type(A)
    record.targets = loss.targets(A, Y) if hasattr(loss, "targets") else Y
    record.value = loss(A, Y)
    dA = loss.gradient(A, Y)
    record.gradient = rows_of(dA)
    twin.backward(dA)
    record.updates = updates(record.optimizer, twin.parameters())
    record.new_value = loss(twin.predict(X), Y) if all([same_as_predict(layer) for layer in layers]) else None
    return record


def copies(layers: Any, optimizer: Any) -> Any:
    """Return copies of layers and of an optimizer; what it remembers of a list, it remembers of the copy of that list.

    Errors:   ValueError  a layer cannot be copied
    """
    try:
        layers, twin = deepcopy((list(layers), optimizer))
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError("the page is made on a copy of the network, but a layer or the optimizer cannot be copied: %s" % error) from error
    return layers, twin


def updates(optimizer: Any, parameters: Any) -> List[Update]:
    """Take the step, and return what was done to each list of values; of an optimizer without `update`, only what came out."""
    parameters = list(parameters)
    found: dict[int, Update] = {}
    real = getattr(optimizer, "update", None)

    def update(values: Any, gradients: Any, rate: Any) -> None:
        before, given = list(values), list(gradients)
        _, states = remembered(optimizer, values)
        assert real is not None
        real(values, gradients, rate)
        step, new_states = remembered(optimizer, values)
        states = states or [[0] * len(values) for _ in new_states]
        found[id(values)] = Update(before, given, rate, step, states, new_states, list(values))

    if real is not None:
        optimizer.update = update
    olds = [(list(values), list(gradients)) for values, gradients in parameters]
    optimizer.step(parameters)
    for (values, _), (old, gradients) in zip(parameters, olds):
        found.setdefault(id(values), Update(old, gradients, None, 0, [], [], list(values)))
    return [found[id(values)] for values, _ in parameters]


def remembered(optimizer: Any, values: Any) -> Any:
    """Return the number of the step and a copy of the states that an optimizer keeps for a list."""
    entry: Optional[Any] = getattr(optimizer, "_memory", {}).get(id(values))
    return (entry[0], [list(state) for state in entry[1]]) if entry else (0, [])


def same_as_predict(layer: Any) -> bool:
    """Tell whether a layer does the same in training as in predict, so that a loss before and one after can be compared."""
    return not hasattr(layer, "rng") and not layer.running()


def rows_of(rows: Any) -> Any:
    """Copy rows."""
    return [list(row) for row in rows]

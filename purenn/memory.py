"""Memory: how many bytes a training will take on this Python, told before it begins.

What a list and a float cost is measured where it runs; the rest is counting: how many numbers there are, and how many of
them live at the same time.
"""

from .shapes import require_size

# Only gc knows how much of a board's heap is taken and free: the one place where the core needs it.
try:
    import gc
except ImportError:
    gc = None  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

ROOM = 1.25  # free memory is in pieces, so a quarter more than the sum is asked for


class MemoryPlan:
    """Say how many bytes training takes, and how many of them are not taken yet.

    `weights` are the numbers of the network, `gradients` as many again, `state` is what the optimizer remembers, `working` what
    one batch takes at the most on its way forward and backward. `more` is what is not there yet.

    Example:
        >>> plan = MemoryPlan(weights=1000, gradients=1000, state=0, working=600, more=1600, batch_size=1)
        >>> plan.total
        2600
        >>> plan.require(memory=2000)
        >>> plan.require(memory=1999)
        Traceback (most recent call last):
        ...
        MemoryError: training in batches of 1 takes 2000 bytes more, gaps included, but only 1999 are free: take a smaller batch, a smaller network, or plain SGD
    """

    def __init__(self, weights: "int", gradients: "int", state: "int", working: "int", more: "int", batch_size: "int") -> "None":
        self.weights = int(weights)
        self.gradients = int(gradients)
        self.state = int(state)
        self.working = int(working)
        self.more = int(more)
        self.batch_size = batch_size
        self.total = self.weights + self.gradients + self.state + self.working

    def require(self, memory: "Optional[int]" = None) -> "None":
        """Refuse a training that needs more than `memory` bytes besides what is there; None: than what is free, where that is known.

        Errors:   MemoryError  in one line, what is needed and what there is
        """
        room = free_memory() if memory is None else memory
        needed = int(self.more * ROOM)
        if room is not None and needed > room:
            raise MemoryError(
                "training in batches of %d takes %d bytes more, gaps included, but only %d are free: take a smaller batch, a smaller network, or plain SGD"
                % (self.batch_size, needed, room)
            )

    def __repr__(self) -> "str":
        rows = ["%-9s %9d" % (name, getattr(self, name)) for name in ("weights", "gradients", "state", "working", "total")]
        return "\n".join(["bytes of training"] + rows)


class Costs:
    """What lists and numbers take on this Python, in bytes: measured on a board, asked for elsewhere.

    Example:
        >>> Costs().row(100) > 100 * 4
        True
    """

    number: "float"
    pointer: "float"
    list: "float"

    def __init__(self) -> "None":
        if hasattr(gc, "mem_alloc"):
            gc.collect()
            start = gc.mem_alloc()
            few = [0] * 8
            middle = gc.mem_alloc()
            many = [0] * 24
            end = gc.mem_alloc()
            for i in range(24):
                many[i] = i / 7  # type: ignore[call-overload]
            self.number = (gc.mem_alloc() - end) / 24
            self.pointer = (end - middle - (middle - start)) / (len(many) - len(few))
            self.list = middle - start - 8 * self.pointer
        elif hasattr([], "__sizeof__"):
            self.number = (0.5).__sizeof__()
            self.pointer = (([0] * 8).__sizeof__() - [].__sizeof__()) / 8
            self.list = [].__sizeof__() + 2 * self.pointer  # what the collector keeps beside it
        else:  # PyPy keeps the floats themselves in a list
            self.number, self.pointer, self.list = 0, 8, 56

    def row(self, n: "int") -> "float":
        """Return the bytes of a list of n floats of its own."""
        return self.list + 2 * self.pointer + n * (self.pointer + self.number)

    def integer(self, bits: "int") -> "float":
        """Return the bytes of a long integer."""
        return bits / 8 + 4 * self.pointer


def memory_plan(net: "Any", optimizer: "Any" = None, batch_size: "int" = 1) -> "MemoryPlan":
    """Plan the memory for training a network in batches of this size: an ordinary network, or a packed one.

    A Network has one list of floats for each neuron, and the gradients are as large. Of one batch, each layer makes three rows for
    every sample: what it gives, what it remembers, and the gradient of its inputs; a Sigmoid or Softmax at the end has some more, for
    its loss. The gradients of the largest layer are there twice for a moment.

    Errors:   ValueError  something else is passed, such as a class without brackets
    Example:
        >>> from purenn import Adam, Dense, Network, Tanh
        >>> plan = memory_plan(Network([Dense(2, 4), Tanh(), Dense(4, 1)]), Adam())
        >>> plan.gradients == plan.weights, plan.state == 2 * plan.weights
        (True, True)
    """
    batch_size = require_size(batch_size, "batch_size")
    if not hasattr(net, "predict") or isinstance(net, type):
        raise ValueError("net should be a network to plan for, but is %r" % (net,))
    if isinstance(optimizer, type):
        raise ValueError("optimizer should be an optimizer, such as nn.Adam(), but is %r" % (optimizer,))
    costs = Costs()
    return _packed_plan(net, batch_size, costs) if hasattr(net, "packing") else _plan(net, optimizer, batch_size, costs)


def _plan(net: "Any", optimizer: "Any", batch_size: "int", costs: "Costs") -> "MemoryPlan":
    weights, state, more, largest = 0.0, 0.0, 0.0, 0.0
    width = net.inputs or 0
    working = costs.row(width)
    for layer in net.layers:
        size = sum([costs.row(n) for n in layer.parameter_sizes()])
        remembered = size * getattr(optimizer, "states", 0)
        weights, state = weights + size, state + remembered
        begun = getattr(layer, "_d_weights", True) is not None  # Dense makes its gradients when they are first asked for
        if not begun:
            more += size
        if not (begun and all([optimizer.remembers(values) for values, _ in layer.parameters()] if optimizer else [])):
            more += remembered
        outputs = layer.output_size(width or None) or width
        working += 2 * costs.row(outputs) + costs.row(width)
        largest = max(largest, size)
        width = outputs
    working += layer.extra_rows * costs.row(width)
    working = batch_size * working + largest
    return MemoryPlan(weights, weights, state, working, more + working, batch_size)  # type: ignore[arg-type]


def _packed_plan(fast: "Any", batch_size: "int", costs: "Costs") -> "MemoryPlan":
    weights, working = 0.0, 0.0
    for layer in fast.dense_layers():
        rows = [row for values in layer.values() for row in values]
        wide = costs.integer(layer.outputs * layer.lanes.bits)
        weights += len(rows) * (wide + costs.pointer)
        working += 6 * wide + 3 * costs.row(layer.inputs) + 3 * costs.row(layer.outputs)
    working *= batch_size
    return MemoryPlan(weights, 0, 0, working, working, batch_size)  # type: ignore[arg-type]


def free_memory() -> "Optional[int]":
    """Return how many bytes of the heap are free, after collecting garbage; None where no Python can know.

    Example:
        >>> free_memory() is None or free_memory() > 0
        True
    """
    if not hasattr(gc, "mem_free"):
        return None
    gc.collect()
    return gc.mem_free()  # type: ignore[no-any-return]


def collect_often(threshold: "Optional[int]" = None) -> "Optional[int]":
    """Let a board collect garbage early, so that its memory stays in large pieces; return what to pass to have it as it was.

    Else it collects only when the heap is full: then what lives is scattered all over it, and no list of 20 numbers fits between.

    Example:
        >>> before = collect_often()
        >>> collect_often(before) == before or True
        True
    """
    if not hasattr(gc, "threshold"):
        return None
    before = gc.threshold()
    gc.threshold(max(4000, gc.mem_free() // 16) if threshold is None else threshold)  # type: ignore[attr-defined]
    return before  # type: ignore[no-any-return]

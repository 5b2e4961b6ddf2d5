"""A whole network in one file, for boards of a few kilobytes: it learns from sample to sample."""

# Dense layers, tanh between them, and at the end the probability of yes (one output) or of each class. From the same seed,
# of 0 to 2**32 - 1, it does what Network([Dense(2, 4), Tanh(), Dense(4, 1), Sigmoid()]) does with BCE, or with Softmax and CrossEntropy, and plain
# SGD in batches of one: the same numbers to the last bit, wherever an inner product is a plain loop, as it is on MicroPython.
# It repeats what it needs of the other files, and loads none of them. What its helpers do stands in comments, which cost a
# board nothing while it compiles.

from array import array
from math import exp, log, sqrt, tanh

from .tiny_random import uniform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Sequence, Tuple


class TinyNetwork:
    """Predict and learn, one sample at a time, with layers of the given sizes: inputs, hidden neurons, outputs.

    Shapes:   layers [layer][neuron][inputs + 1]  # the weights of a neuron, and its bias at the end
    Errors:   ValueError  a size is missing or too small
    Example:
        >>> net = TinyNetwork([2, 4, 1], seed=1)
        >>> for _ in range(500):
        ...     losses = [net.learn([a, b], a ^ b, rate=0.5) for a in (0, 1) for b in (0, 1)]
        >>> [round(net.predict([a, b])[0]) for a in (0, 1) for b in (0, 1)]
        [0, 1, 1, 0]
    """

    def __init__(self, sizes: "Sequence[int]", seed: "int" = 0) -> "None":
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError("a TinyNetwork expects sizes such as [2, 4, 1], but got %r" % (sizes,))
        draw = uniform(seed)
        self.layers: "List[List[Any]]" = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            limit = sqrt(6 / (inputs + outputs))  # Glorot and Bengio, as in `initializers`
            # Arrays: 8 bytes a number, where a list of floats takes 20 on most boards.
            neurons = [array("d", [-limit + 2 * limit * next(draw) for _ in range(inputs)]) for _ in range(outputs)]
            for neuron in neurons:
                neuron.append(0.0)
            self.layers.append(neurons)

    def forward(self, x: "Sequence[float]") -> "Tuple[List[Any], List[float]]":
        """Return what goes into every layer, and the probabilities that come out of the last."""
        inputs = len(self.layers[0][0]) - 1
        if len(x) != inputs:
            raise ValueError("the network expects %d inputs, but x has %d" % (inputs, len(x)))
        rows = [x]
        for neurons in self.layers[:-1]:
            rows.append([tanh(_weighted_sum(neuron, rows[-1])) for neuron in neurons])
        return rows, _probabilities([_weighted_sum(neuron, rows[-1]) for neuron in self.layers[-1]])

    def predict(self, x: "Sequence[float]") -> "List[float]":
        """Return the probability of yes, or that of every class, for one sample."""
        return self.forward(x)[1]

    def learn(self, x: "Sequence[float]", y: "int", rate: "float") -> "float":
        """Learn that the answer to x is y, 0 or 1 or the number of a class; return the loss that there was before.

        Errors:   ValueError  y is no class, x has more or fewer numbers than the network inputs, or a number is not finite, or too
                              large for the rate; no weight moves
        """
        rows, p = self.forward(x)
        if y not in range(max(2, len(p))):
            raise ValueError("y should be a whole number from 0 to %d, but is %r" % (max(2, len(p)) - 1, y))
        # A number less itself is 0, but not where it is infinite or no number: such a step would spoil every weight for good.
        if sum([rate * v - rate * v for v in list(x) + p]) != 0:
            raise ValueError("all numbers should be finite, but x is %r, its prediction %r and the rate %r" % (x, p, rate))
        y = int(y)  # 1.0 is in a range too, and has no place in a list
        # The gradient before the Sigmoid or Softmax: what was said, less what is true.
        errors = [a - (k == y) for k, a in enumerate(p)] if len(p) > 1 else [p[0] - y]
        for neurons, row in zip(self.layers[::-1], rows[::-1]):
            blame = _blame(row, neurons, errors) if row is not x else []  # before the weights move
            for neuron, error in zip(neurons, errors):  # w = w - rate * (error * x)
                for i, v in enumerate(row):
                    neuron[i] -= rate * (error * v)
                neuron[len(row)] -= rate * error  # the bias; Brython's arrays do not count from the end
            errors = blame
        # -log(p) of what is true; a probability of 0 stands for something too small to write down.
        return -log(max(p[y] if len(p) > 1 else p[0] if y else 1 - p[0], 1e-30))


# The weighted sum of the inputs, plus the bias.
def _weighted_sum(neuron: "Any", x: "Any") -> "Any":
    total = 0.0
    for w, v in zip(neuron, x):
        total += w * v
    return total + neuron[len(x)]


# The gradient before each tanh of a hidden row: what its number had to do with the errors, times the slope, 1 - a * a.
def _blame(row: "Any", neurons: "Any", errors: "List[float]") -> "List[float]":
    blame = []
    for i, a in enumerate(row):
        total = 0.0
        for neuron, error in zip(neurons, errors):
            total += error * neuron[i]
        blame.append(total * (1 - a * a))
    return blame


# The sigmoid of one sum, or the softmax of several; exp never sees a number above 0, so nothing overflows.
def _probabilities(z: "List[float]") -> "List[float]":
    if len(z) == 1:
        e = exp(-abs(z[0]))
        return [(1 if z[0] >= 0 else e) / (1 + e)]
    top = max(z)
    powers = [exp(v - top) for v in z]
    total = sum(powers)
    return [power / total for power in powers]

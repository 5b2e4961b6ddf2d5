"""The fast lane: a network that trains and predicts in packed integers.

`lanes` packs rows of whole numbers, `fixed_point` says what they mean, `samples` leaves out the zeros, `packed_layers` is the
hot loop. Here they become a network that is used like any other, but learns by plain SGD only, and best from one sample
at a time. From input to update there is no float, so the same seed gives the same weights on every Python, to the last bit.
"""

from .activations import LeakyReLU, ReLU, Sigmoid, SigmoidProbabilities, Softmax, SoftmaxProbabilities, Tanh
from .fixed_point import ACTIVATION, ONE
from .layers import Dense
from .network import Network
from .packed_activations import packed_activation
from .packed_ends import LinearEnd, SigmoidEnd, SoftmaxEnd
from .packed_layers import HiddenLayer, InputLayer
from .samples import Grid, Samples
from .scaling import Scaler
from .shapes import as_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple

    from .callbacks import History
    from .optimizers import Optimizer
    from .rng import Random
    from .samples import Sample
    from .shapes import Matrix

TAKEN = "a PackedNetwork takes Dense layers with ReLU, LeakyReLU, Sigmoid or Tanh between them, a Scaler at the start, Softmax or Sigmoid at the end"
BETWEEN = (ReLU, LeakyReLU, Sigmoid, Tanh)


class PackedNetwork:
    """Train and predict with a network in packed integers: Dense layers, one activation between each two.

    Every number v of X means v * input_scale, so that images of bytes take input_scale=1 / 255, and is then rounded to a
    multiple of 2**-input_bits. The network that is passed stays as it is; `unpack` returns one with the weights of this one.

    Errors:   ValueError  a layer has no packed kind, or a weight is too large for its lane or not finite
    Example:
        >>> from purenn import SGD, CrossEntropy, Dense, Network, Random, ReLU, Softmax
        >>> rng = Random(1)
        >>> net = Network([Dense(2, 8, "he", rng), ReLU(), Dense(8, 2, rng=rng), Softmax()])
        >>> fast = PackedNetwork(net)
        >>> X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
        >>> history = fast.fit(X, Y, CrossEntropy(), SGD(0.1), epochs=200, batch_size=1, rng=rng)
        >>> [row.index(max(row)) for row in fast.predict(X)]
        [0, 1, 1, 0]
    """

    def __init__(self, net: "Any", input_scale: "float" = 1.0, input_bits: "int" = 4) -> "None":
        if not hasattr(net, "layers") or isinstance(net, type):
            raise ValueError("a PackedNetwork expects a Network to pack, but got %r" % (net,))
        number = as_integer(input_bits)
        if number is None or not 0 <= number <= 6:
            raise ValueError("input_bits should be a whole number from 0 to 6, but is %r" % (input_bits,))
        named = [("layers[%d] %r" % (i, layer), layer) for i, layer in enumerate(net.layers)]
        scaler = named.pop(0)[1] if type(net.layers[0]) is Scaler else None
        (name, dense), pairs, end = sorted_layers(named)
        self.scaler = Scaler(scaler.shift, scaler.scale) if scaler else None
        self.inputs = dense.inputs
        self.input_scale, self.input_bits = input_scale, number
        self.input_names, self.class_names = list(net.input_names), list(net.class_names)
        self.target_name, self.input_defaults = net.target_name, list(net.input_defaults)
        self.history: "Optional[History]" = None
        self.grid = Grid(self.inputs, input_scale, number, self.scaler)
        self.first = InputLayer(dense, number, name)
        self.stages: "List[Tuple[Any, HiddenLayer]]" = []  # an activation and the layer behind it
        before: "Any" = self.first
        for (name, layer), (name_behind, dense) in pairs:
            activation = packed_activation(layer, before.lanes, before.sum_bits, name)
            before = HiddenLayer(dense, ACTIVATION, name_behind)
            self.stages.append((activation, before))
        self.last = before
        self.outputs = before.outputs
        self.end = end(before.sum_bits)
        self._kinds = [(type(layer), layer.config()) for (_, layer), _ in pairs]

    def batch(self, X: "Any") -> "Any":
        """Return samples as this network reads them: rounded, and without their zeros; a flat list is one sample.

        Errors:   ShapeError  the rows are not as long as the network has inputs
                  ValueError  an element is NaN, infinite, or no number
        """
        return self.grid.samples(X)

    def forward(self, total: "int") -> "Tuple[List[int], List[Any]]":
        """Return the logits for the packed sums of the first layer, and what each stage remembers for backward."""
        trace = []
        for activation, layer in self.stages:
            levels, packed_levels, memory = activation.forward(total)
            trace.append(((levels, packed_levels), memory))
            total = layer.sums(levels)
        return self.last.lanes.unpack(total), trace

    def backward(self, sample: "Sample", trace: "List[Any]", steps: "List[int]", dice: "int") -> "List[Any]":
        """Return what is to be moved, (layer, inputs, steps, largest step), from the steps of the logits back to the first layer."""
        most = max(max(steps), -min(steps))
        moves: "List[Any]" = []
        for k in range(len(trace) - 1, -1, -1):
            activation, layer = self.stages[k]
            inputs, memory = trace[k]
            moves.append((layer, inputs, steps, most))
            blame, bits, most = layer.blame(steps, dice)
            steps = activation.backward(blame, bits, memory)
        moves.append((self.first, sample, steps, most))
        return moves

    def predict(self, X: "Any") -> "Matrix":
        """Return the outputs for a batch of rows of bytes, whole numbers or floats.

        Shapes:   X [samples][inputs]   A [samples][outputs]
        Errors:   ShapeError  the rows are not as long as the network has inputs
                  ValueError  a sample is so large that the proof fails that nothing overflows
        """
        logits = [self.forward(total)[0] for total in self.first_sums(X)]
        unit = self.end.unit
        floats = [[z * unit for z in row] for row in logits]
        if isinstance(self.end, LinearEnd):
            return floats
        kind = SoftmaxProbabilities if isinstance(self.end, SoftmaxEnd) else SigmoidProbabilities
        A = kind([[a / ONE for a in self.end.outputs(row)] for row in logits])
        A.logits = floats
        A.keep()
        return A

    __call__ = predict

    def first_sums(self, X: "Any") -> "Iterator[int]":
        """Yield the packed sums of the first layer for every sample, each of them proven to have room."""
        first, grid = self.first, self.grid
        if isinstance(X, Samples):
            first.make_room(X.heaviest, "X[%d]" % X.heaviest_place)
            for sample in X:
                yield first.grouped_sums(sample)
            return
        one = 1 << self.input_bits
        bytes_fit = grid.table is not None and self.inputs * grid.highest_of_bytes + one <= first.room()
        for s, row in enumerate(grid.rows(X)):
            levels = grid.levels(row, "X[%d]" % s)
            if not bytes_fit or not isinstance(row, bytes):
                first.make_room(sum(map(abs, levels)) + one, "X[%d]" % s)
            yield first.sums(levels)

    def evaluate(self, X: "Any", Y: "Any", loss: "Any") -> "float":
        """Return the loss, or any metric such as nn.accuracy, of the predictions for X.

        Errors:   ShapeError  X, Y and the network do not fit together
        """
        return loss(self.predict(X), Y)  # type: ignore[no-any-return]

    def fit(
        self,
        X: "Any",
        Y: "Any",
        loss: "Any",
        optimizer: "Optimizer",
        epochs: "int" = 1,
        batch_size: "Optional[int]" = 1,
        shuffle: "bool" = True,
        validation: "Optional[Tuple[Any, Any]]" = None,
        callbacks: "Sequence[Any]" = (),
        rng: "Optional[Random]" = None,
        metrics: "Sequence[Any]" = (),
    ) -> "History":
        """Train as Network.fit does, with plain SGD; one sample at a time is the fast way, and the default.

        Shapes:   X [samples][inputs]   Y [samples][outputs], or [samples] where the loss takes that
        Errors:   ShapeError     X, Y and the network do not fit together
                  ValueError     the loss or the optimizer has no packed kind, or X is too small or too large for the lanes
                  TrainingError  a weight outgrew its lane; the weights of the last good epoch stay
        """
        from .packed_training import fit  # here, so that a board which only predicts never loads it

        return fit(self, X, Y, loss, optimizer, epochs, batch_size, shuffle, validation, callbacks, rng, metrics)

    def fit_stream(
        self,
        samples: "Iterable[Any]",
        loss: "Any",
        optimizer: "Optimizer",
        batch_size: "int" = 1,
        callbacks: "Sequence[Any]" = (),
        memory: "Optional[int]" = None,
        rng: "Optional[Random]" = None,
    ) -> "History":
        """Train once on samples as they come, as Network.fit_stream does.

        Errors:   as Network.fit_stream has them; and those of fit
        """
        from .packed_training import fit_stream  # here, so that a board which only predicts never loads it

        return fit_stream(self, samples, loss, optimizer, batch_size, callbacks, memory, rng)

    def dense_layers(self) -> "List[Any]":
        """Return the packed Dense layers, from the first to the last."""
        return [self.first] + [layer for _, layer in self.stages]

    def values(self) -> "List[List[int]]":
        """Return the lists of packed rows, for training to copy and to put back."""
        return [values for layer in self.dense_layers() for values in layer.values()]

    def unpack(self) -> "Network":
        """Return an ordinary Network with the weights of this one, exactly.

        It takes what the numbers mean, so rows of bytes have to be multiplied by input_scale for it, or the network to
        begin with a Scaler.
        """
        layers: "List[Any]" = [Scaler(self.scaler.shift, self.scaler.scale)] if self.scaler else []
        for packed, (kind, config) in zip(self.dense_layers(), self._kinds + [(None, {})]):
            dense = Dense(packed.inputs, packed.outputs, init="zeros")
            packed.restore(dense)
            layers.append(dense)
            if kind:
                layers.append(kind(**config))
        if self.end.layer:
            layers.append(self.end.layer())
        net = Network(layers, self.input_names, self.class_names, self.target_name, self.input_defaults)
        net.history = self.history
        return net

    @property
    def layers(self) -> "Tuple[Any, ...]":
        """The layers as those of an ordinary network, with the weights of now."""
        return self.unpack().layers

    def packing(self) -> "Dict[str, Any]":
        """Return what the constructor needs besides the network; storage saves it."""
        return {"input_scale": self.input_scale, "input_bits": self.input_bits}

    def digest(self) -> "str":
        """Return a short text that differs where any bit of any weight does.

        Formula:  d = (d * 1000003 + w) % (2 ** 61 - 1)
        """
        d = 0
        for layer in self.dense_layers():
            for row in layer.numbers():
                for w in row:
                    d = (d * 1000003 + w) % 2305843009213693951
        return "x%x" % d

    def summary(self) -> "str":
        """Return the table of the layers, and how they are packed."""
        return "%s\npacked: inputs in steps of 1/%d" % (self.unpack().summary(), 1 << self.input_bits)

    def save(self, path: "str") -> "None":
        """Save the network as json, bit for bit; `nn.load` brings it back.

        Errors:   OSError  the file cannot be written; an older file of that name stays as it was
        """
        from .storage import save  # here, so that a board which keeps no file never loads it

        save(self, path)

    def __repr__(self) -> "str":
        return "PackedNetwork(%r, input_scale=%r, input_bits=%d)" % (self.unpack(), self.input_scale, self.input_bits)


def sorted_layers(named: "Sequence[Any]") -> "Tuple[Any, List[Any], Any]":
    """Return the first Dense layer, the pairs of an activation and the Dense layer behind it, and the kind of the end.

    All layers come, and are returned, as pairs (name, layer).

    Errors:   ValueError  a layer stands where it cannot be packed
    """
    ends: "Dict[Any, Any]" = {Softmax: SoftmaxEnd, Sigmoid: SigmoidEnd}
    end = ends.get(type(named[-1][1]), LinearEnd) if named else LinearEnd
    body = named[:-1] if end is not LinearEnd else named
    if not body:
        raise ValueError("%s; but there is no Dense layer" % TAKEN)
    expected: "Any" = (Dense,)
    for name, layer in body:
        if type(layer) not in expected:
            raise ValueError("%s; but here is %s" % (TAKEN, name))
        expected = BETWEEN if expected == (Dense,) else (Dense,)
    if expected == (Dense,):  # behind the last activation
        raise ValueError("%s; but here is %s" % (TAKEN, name))
    return body[0], list(zip(body[1::2], body[2::2])), end

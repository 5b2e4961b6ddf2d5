"""The record: what the doctor writes down while a network trains, before it thinks about any of it."""

from __future__ import annotations

from math import isfinite
from typing import Any, Dict, List, NamedTuple, Tuple

from ...activations import ReLU
from ...divergence import first_inputs
from ...layers import Dense
from .finding import percent
from .measures import chosen, class_counts, class_of, constant_loss, copies, flattened, median, typical
from .thresholds import FIRST_BATCHES, FLAT, LOOKS, PROBE


class Look(NamedTuple):
    """One look at the network, epoch 0 before training; the numbers stand under the number of their layer."""

    epoch: int
    dead: Dict[int, Tuple[int, int]]  # of a ReLU layer: how many units give 0 for the whole probe, and how many there are
    flat: Dict[int, float]  # of a sigmoid or tanh layer: the share of its outputs that lie where the curve is flat
    copies: Dict[int, int]  # of a hidden Dense layer: how many units are copies of another one
    recognised: Dict[int, int]  # of each class: how many samples of the probe are taken for what they are


class Record:
    """Everything that was seen of one run. The loss comes in parts of the constant loss."""

    def __init__(self, training: Any) -> None:
        self.training = training
        self.layers = training.network.layers
        self.names = ["layers[%d] %r" % (k, layer) for k, layer in enumerate(self.layers)]
        self.dense = [k for k, layer in enumerate(self.layers) if isinstance(layer, Dense)]
        self.rate = training.optimizer.rate()
        self.constant = constant_loss(training.loss, training.Y)
        self.counts = class_counts(training.Y)
        places = chosen(training.Y, PROBE)
        self.X, self.Y = [training.X[s] for s in places], [training.Y[s] for s in places]
        self.probed = class_counts(self.Y) if self.counts else {}
        self.inputs = [typical(column) for column in zip(*first_inputs(training.network, self.X))]
        self.first_weights = {k: flattened(self.layers[k].weights) for k in self.dense}
        self.first_loss = 0.0
        self.gradients: List[Dict[int, float]] = []  # of the first batches: the typical gradient of each layer's weights
        self.ends: List[float] = []  # and that of the last layer, of its biases where those have the larger one
        self.moved: Dict[int, float] = {}  # how far the weights are from the first ones, in parts of those
        self.held_out_probed: Dict[int, int] = {}  # of each class: how many held-out samples were looked at in the end,
        self.held_out_recognised: Dict[int, int] = {}  # and how many of them are taken for what they are
        self.looks = [self._look(0)]

    def batch(self) -> None:
        """Write down what the first batches did."""
        if len(self.gradients) >= FIRST_BATCHES or not self.dense:
            return
        if not self.gradients:
            self.first_loss = self._first_loss()
        sizes = {k: typical(flattened(self.layers[k].d_weights)) for k in self.dense}
        self.gradients.append(sizes)
        self.ends.append(max(sizes[self.dense[-1]], typical(self.layers[self.dense[-1]].d_biases)))

    def epoch(self) -> None:
        """Look at the network after an epoch, if it is one of those to be looked at."""
        every = max(1, self.training.epochs // LOOKS)
        if self.training.epoch in (1, self.training.epochs) or self.training.epoch % every == 0:
            self.last_look()

    def last_look(self) -> None:
        """Look at the network, unless it was just looked at."""
        if self.looks[-1].epoch == self.training.epoch:
            return
        self.looks.append(self._look(self.training.epoch))
        for k, before in self.first_weights.items():
            step = typical([a - b for a, b in zip(flattened(self.layers[k].weights), before)])
            self.moved[k] = step / (typical(before) or 1.0)

    def end(self) -> None:
        """Look at the network a last time, and at what it says of held-out samples."""
        self.last_look()
        if not self.counts or self.training.validation is None:
            return
        X, Y = self.training.validation
        places = chosen(Y, PROBE)
        probe = [Y[s] for s in places]
        self.held_out_probed = class_counts(probe)
        if not self.held_out_probed:
            return
        try:
            A: Any = self.training.network.predict([X[s] for s in places])
        except OverflowError:
            A = []
        self.held_out_recognised = _recognised(A, probe, self.held_out_probed)

    @property
    def before(self) -> Look:
        """The look before training; where a layer has running means, which know nothing of the data yet, the one after the first epoch."""
        unknown = any([layer.running() for layer in self.layers])
        return self.looks[min(1, len(self.looks) - 1) if unknown else 0]

    @property
    def losses(self) -> List[float]:
        """The loss of every epoch, in parts of the constant loss."""
        return self._parts(self.training.history.loss)

    @property
    def held_out(self) -> List[float]:
        """The same of the validation data; their own constant loss is that of the same targets or nearly so."""
        if self.training.validation is None:
            return []
        constant = constant_loss(self.training.loss, self.training.validation[1])
        return self._parts(self.training.history.validation_loss, constant)

    @property
    def left(self) -> float:
        """What is left of the constant loss in the end; 1 where no epoch was finished, 0 where the targets are constant."""
        if self.constant <= 0:
            return 0.0
        return self.losses[-1] if self.losses else 1.0

    def in_words(self) -> str:
        """Say how much of the constant loss is left."""
        return "the loss ends at %s of that of always saying the mean target" % percent(self.left)

    def gradient(self, layer: int) -> float:
        """Return the typical gradient of a layer in the first batches, in parts of the last layer's."""
        return median([sizes[layer] / (end or 1.0) for sizes, end in zip(self.gradients, self.ends)])

    def _parts(self, losses: List[float], constant: float = 0.0) -> List[float]:
        constant = constant or self.constant
        return [value / constant for value in losses] if constant > 0 else [0.0 for _ in losses]

    def _first_loss(self) -> float:
        training = self.training
        is_sum = getattr(training.loss, "reduction", "mean") == "sum"
        loss = training.batch_loss * training.samples / training.samples_done if is_sum else training.batch_loss
        return float(self._parts([loss])[0])

    def _look(self, epoch: int) -> Look:
        """Send the probe through the network, and count."""
        A = self.training.network.batch(self.X)
        dead: Dict[int, Tuple[int, int]] = {}
        flat: Dict[int, float] = {}
        try:
            for k, layer in enumerate(self.layers):
                A = layer.predict(A)
                if isinstance(layer, ReLU):
                    dead[k] = sum([not any(column) for column in zip(*A)]), len(A[0])
                elif type(layer) in FLAT:
                    low, high = FLAT[type(layer)]
                    flat[k] = sum([not low <= a <= high for a in flattened(A)]) / (len(A) * len(A[0]))
        except OverflowError:
            A = []  # then the numbers of the layers before it say enough
        hidden = {k: copies(self.layers[k]) for k in self.dense[:-1]}
        return Look(epoch, dead, flat, hidden, _recognised(A, self.Y, self.probed))


def _recognised(A: Any, Y: Any, probed: Dict[int, int]) -> Dict[int, int]:
    found = dict.fromkeys(probed, 0)
    for a, y in zip(A, Y):
        if found and isfinite(sum(a)) and class_of(a) == class_of(y):
            found[class_of(y)] += 1
    return found

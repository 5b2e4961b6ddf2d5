"""int8: weights and activations in 8 bits each, sums in whole numbers, and how much that changes.

The scheme. What goes into a Dense layer is written as a level, a whole number from 0 to 255 (8 bits, without a sign):

    a = low + level / factor              level = floor((a - low) * factor + 1/2), at least 0 and at most 255

`low` and `factor` come from the smallest and the largest number at that place while the network predicts the calibration rows, and a
quarter of that range to either side for rows that were not among them; what lies beyond is cut off. All outputs of a layer share one range. The inputs of the network have one
each where a Scaler gives each its own scale, and that Scaler is no step any more: its shift and scale are part of low and factor.
Put into a sum of a Dense layer, with the weights of one output divided by the factors of their inputs,

    z = bias + sum(w * a) = (bias + sum(w * low)) + sum((w / factor) * level)

the first part is a new bias, and w / factor is rounded to a whole number from -127 to 127 times a scale, which is the largest of the row
divided by 127 (symmetric, one scale for each output). So z = bias + scale * (a sum of products of whole numbers below 2**8).
That sum is exact in 32 bits for up to 66,000 inputs, in whatever order it is added up, and so it is the same in every language.

Where nothing or ReLU stands between two Dense layers, the next low and factor are put into scale and bias, and what is left of ReLU is
that levels end at 0. Other activations are calculated in floats, as is the last one: there are few of them.

Source: B. Jacob and others, Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, CVPR 2018,
equations 1 to 7 (there `low` is a whole zero point and the rescaling is in integers as well); one scale for each output as
in R. Krishnamoorthi, Quantizing deep convolutional networks for efficient inference, 2018, section 2.
"""

from __future__ import annotations

from math import floor
from operator import mul
from typing import Any, Sequence

from ..activations import ReLU
from ..layers import Dense
from ..linalg import inner
from ..network import Network
from ..normalization import BatchNorm
from ..scaling import Scaler
from .inference import rounded, short

LEVELS, WEIGHT = 255, 127  # the largest of each
# What reaches to the end of its range, such as a saturated tanh, must not lie between two levels, where the last digit of a float decides:
# with 255 in place of 254, the ends would be at 42.5 and 212.5.
SPAN = 254
MARGIN = 0.25  # with none, 6 of 2,640 test rows of small data sets change their class, with a quarter 2, with a half 5
MOST_INPUTS = (2**31 - 1) // (LEVELS * WEIGHT)


class Levels:
    """Turn numbers into levels; `lows` and `factors` are one each, or one for every input.

    Formula:  level = min(255, max(0, floor((x - low) * factor + 0.5)))
    Example:
        >>> Levels([0.0], [100.0]).predict([[0.5, -1.0, 7.0]])
        [[50, 0, 255]]
    """

    def __init__(self, lows: Sequence[float], factors: Sequence[float]) -> None:
        self.lows = rounded(lows, 32, "the smallest numbers of the data")
        self.factors = rounded(factors, 32, "the factors of the data")
        if len(self.lows) == 1:  # these stand in the source, in as few digits as will do
            self.lows, self.factors = [float("%.4g" % self.lows[0])], [float("%.4g" % self.factors[0])]

    def predict(self, X: Any) -> list[list[int]]:
        """Return the levels for a batch."""
        n = len(X[0]) if len(self.lows) == 1 else 1
        pairs = list(zip(self.lows * n, self.factors * n))
        return [[level((x - low) * factor + 0.5) for x, (low, factor) in zip(row, pairs)] for row in X]

    def __repr__(self) -> str:
        return "Levels(%d)" % len(self.lows)


class Clamp:
    """Cut off what is behind the point, below 0 and above 255: for whole numbers, and for sums that have their 0.5 and their factor already."""

    lows, factors = [0.0], [1.0]

    def predict(self, X: Any) -> list[list[int]]:
        """Return the levels for a batch."""
        return [[level(x) for x in row] for row in X]


class IntegerDense:
    """Give each output a sum of whole numbers, times a scale, plus a bias.

    Shapes:   weights [outputs][inputs], from -127 to 127   scales, biases [outputs]
    Formula:  z[j] = sum(weights[j][i] * levels[i] for i in range(inputs)) * scales[j] + biases[j]
    Example:
        >>> IntegerDense([[2, -3]], [0.5], [1.0]).predict([[10, 4]])
        [[5.0]]
    """

    def __init__(self, weights: list[list[int]], scales: Sequence[float], biases: Sequence[float]) -> None:
        self.weights = weights
        self.inputs, self.outputs = len(weights[0]), len(weights)
        self.scales = rounded(scales, 32, "the scales of %r" % self)
        self.biases = rounded(biases, 32, "the biases of %r" % self)

    def predict(self, X: Any) -> list[list[float]]:
        """Return the sums for a batch of levels."""
        rows = list(zip(self.weights, self.scales, self.biases))
        return [[inner(row, levels) * scale + bias for row, scale, bias in rows] for levels in X]

    def __repr__(self) -> str:
        return "Dense(%d, %d)" % (self.inputs, self.outputs)


def level(x: float) -> int:
    """Return the whole number below x, from 0 to 255; 0 for NaN too, so that it is the same everywhere.

    Example:
        >>> level(3.9), level(-1.0), level(300.0)
        (3, 0, 255)
    """
    return floor(x) if 1 <= x < LEVELS else LEVELS if x >= LEVELS else 0


class QuantisedNetwork:
    """A network in 8 bits; its `layers` are those above and activations of the core. It predicts exactly what a file has to."""

    def __init__(self, network: Network, layers: list[Any]) -> None:
        self.inputs, self.outputs = network.inputs, network.outputs
        self.input_names, self.class_names = network.input_names, network.class_names
        self.layers = layers

    def predict(self, X: Any) -> list[list[float]]:
        """Return the outputs for a batch."""
        for layer in self.layers:
            X = layer.predict(X)
        return X  # type: ignore[no-any-return]


def quantise(network: Network, rows: Sequence[Any]) -> QuantisedNetwork:
    """Return a network, as `inference_network` returns it, in 8 bits; the rows are those to calibrate with.

    Errors:   ValueError  there is no Dense layer, or one has too many inputs
    """
    layers: list[Any] = []
    between: list[Any] = []  # what came after the last Dense layer, or at the start
    sums: Sums | None = None  # that Dense layer
    values: Any = rows
    for layer in network.layers:
        if type(layer) is not Dense:
            between.append(layer)
        else:
            scaler = between.pop() if sums is None and [type(one) for one in between] == [Scaler] else None
            entry: Any = input_levels(scaler, rows) if sums is None and not between else _range(values, between)
            layers += _joined(sums, between, entry)
            sums, between = Sums(layer, *_steps(entry, scaler, layer.inputs)), []
        values = layer.predict(values)
    if sums is None:
        raise ValueError("%r has no Dense layer, so there is nothing to write in 8 bits" % network)
    layers += [sums.integers(), *between]
    # The few floats of a file in 8 bits are short ones everywhere, so that every language has the same.
    return QuantisedNetwork(network, [short(layer, 32, repr(layer)) if type(layer) in (BatchNorm, Scaler) else layer for layer in layers])


def _joined(sums: Sums | None, between: list[Any], entry: Any) -> list[Any]:
    """Return what leads from the sums of one Dense layer to the levels that enter the next."""
    if sums is None:
        return [*between, entry]
    if all(type(one) is ReLU for one in between):
        return [sums.integers(entry), Clamp()]
    return [sums.integers(), *between, entry]


class Sums:
    """A Dense layer whose input i is lows[i] + level / factor, with 1 / factor in steps[i]: what its sums of levels have to become."""

    def __init__(self, dense: Dense, lows: list[float], steps: list[float]) -> None:
        if dense.inputs > MOST_INPUTS:
            raise ValueError("%r has more than %d inputs, too many for sums of 32 bits" % (dense, MOST_INPUTS))
        weights = [list(map(mul, row, steps)) for row in dense.weights]
        self.scales = [max(map(abs, row)) / WEIGHT or 1.0 for row in weights]
        self.weights = [[round(w / scale) for w in row] for row, scale in zip(weights, self.scales)]
        self.biases = [bias + sum(map(mul, row, lows)) for row, bias in zip(dense.weights, dense.biases)]

    def integers(self, after: Levels | None = None) -> IntegerDense:
        """Return the layer; with what turns its outputs into levels already in its scales and biases, where there is something."""
        if after is None:
            return IntegerDense(self.weights, self.scales, self.biases)
        low, factor = after.lows[0], after.factors[0]
        return IntegerDense(self.weights, [scale * factor for scale in self.scales], [(bias - low) * factor + 0.5 for bias in self.biases])


def input_levels(scaler: Scaler | None, rows: Sequence[Any]) -> Levels | Clamp:
    """Return the levels of the inputs, before any Scaler: whole numbers of 8 bits as they are, else by the range of the rows.

    Example:
        >>> input_levels(None, [[0, 16], [3, 7]]).predict([[5, 300]]), input_levels(None, [[0.0], [0.5]]).factors
        ([[5, 255]], [338.7])
        >>> [round(factor, 2) for factor in input_levels(Scaler([0.0, 0.0], [1.0, 9.0]), [[0.0, 10.0], [0.5, 27.0]]).factors]
        [338.67, 9.96]
    """
    if scaler is None or len(set(zip(scaler.shift, scaler.scale))) == 1:
        if all(0 <= x <= LEVELS and x == int(x) for row in rows for x in row):
            return Clamp()
        return _range(rows, [])
    columns = zip(zip(*rows), scaler.shift, scaler.scale)
    # An input that never changes here may yet change by four deviations to either side.
    ends = [(min(x), max(x)) if min(x) < max(x) else (x[0] - 4 * abs(scale), x[0] + 4 * abs(scale)) for x, _, scale in columns]
    ends = [(low - MARGIN * (high - low), high + MARGIN * (high - low)) for low, high in ends]
    return Levels([low for low, _ in ends], [SPAN / (high - low) for low, high in ends])


def _range(rows: Sequence[Any], between: list[Any]) -> Levels:
    """Return one range for all numbers of all rows; after ReLU it begins at 0, whatever is there."""
    low, high = min(map(min, rows)), max(map(max, rows))
    margin = MARGIN * (high - low)
    low = 0.0 if between and all(type(one) is ReLU for one in between) else low - margin
    return Levels([low], [SPAN / (high + margin - low) if high > low else 1.0])


def _steps(entry: Levels | Clamp, scaler: Scaler | None, inputs: int) -> tuple[list[float], list[float]]:
    """Return for every input what level 0 and one more level mean to the Dense layer."""
    n = inputs if len(entry.lows) == 1 else 1
    shift, scale = (scaler.shift, scaler.scale) if scaler else ([0.0] * inputs, [1.0] * inputs)
    lows = [(low - s) / size for low, s, size in zip(entry.lows * n, shift, scale)]
    return lows, [1 / (factor * size) for factor, size in zip(entry.factors * n, scale)]

"""What is left of a network when it only predicts: the same outputs from fewer layers, and every number a plain float.

Dropout and Identity do nothing any more, Flatten has nothing to do where inputs come as one row, and a BatchNorm right after a Dense
layer is folded into its weights and biases. What is returned is again an ordinary Network, so that the core itself
says what an exported file has to answer.
"""

from __future__ import annotations

import struct
from math import sqrt
from typing import Any

from ..activations import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Step, Tanh
from ..layers import Dense, Dropout, Flatten
from ..network import Network
from ..normalization import BatchNorm
from ..packed import PackedNetwork
from ..scaling import Scaler

# The letters by which `struct` calls a float of so many bits.
CODES = {32: "f", 64: "d"}
KINDS = (Dense, Scaler, BatchNorm, Sigmoid, Tanh, ReLU, LeakyReLU, Step, Softmax)
GONE = (Dropout, Flatten, Identity)
TAKEN = "export takes " + ", ".join([kind.__name__ for kind in KINDS + GONE])


def inference_network(net: Any, bits: int = 64) -> Network:
    """Return a network with the same outputs, without what only training needs, all numbers rounded to floats of so many bits.

    Errors:   ValueError  a layer is not one of purenn's own, the number of inputs is not known, or a number is too large
    Example:
        >>> inference_network(Network([Dense(2, 1), BatchNorm(1), Dropout(0.5), Sigmoid()]))
        Network([Dense(2, 1), Sigmoid()])
    """
    if isinstance(net, PackedNetwork):
        net = in_floats(net)
    if not isinstance(net, Network):
        raise ValueError("export expects a Network, but got %r" % (net,))
    layers: list[Any] = []
    for i, layer in enumerate(net.layers):
        if type(layer) not in KINDS + GONE:
            raise ValueError("layers[%d] %r cannot be exported: %s" % (i, layer, TAKEN))
        if type(layer) is BatchNorm and layers and type(layers[-1]) is Dense:
            layers[-1] = _folded(layers[-1], layer)
        elif type(layer) not in GONE:
            layers.append(_plain(layer))
    inputs = _inputs(net)
    layers = [short(layer, bits, "layers[%d] %r" % (i, layer)) for i, layer in enumerate(layers)]
    exported = Network(layers or [Identity()], net.input_names, net.class_names, net.target_name)
    exported.inputs, exported.outputs = inputs, net.outputs or inputs
    return exported


def in_floats(net: PackedNetwork) -> Network:
    """Return a packed network in floats, for the same inputs: what multiplies them becomes part of a Scaler."""
    plain, factor = net.unpack(), net.input_scale
    if factor == 1:
        return plain
    layers: list[Any] = list(plain.layers)
    scaler = layers.pop(0) if type(layers[0]) is Scaler else Scaler([0.0] * layers[0].inputs, [1.0] * layers[0].inputs)
    layers.insert(0, Scaler([x / factor for x in scaler.shift], [x / factor for x in scaler.scale]))
    return Network(layers, plain.input_names, plain.class_names, plain.target_name, plain.input_defaults)


def _inputs(net: Network) -> int:
    first = net.layers[0]
    inputs = first.rows * first.columns if isinstance(first, Flatten) else net.inputs
    if inputs is None:
        raise ValueError("%r takes any number of inputs, and an exported file has to know how many: let it begin with a Dense layer or a Scaler" % net)
    return inputs


def _folded(dense: Dense, norm: BatchNorm) -> Dense:
    """Return the Dense layer that does what the two do one after the other.

    gain * (z - mean) / deviation + shift is z times a factor, plus a number; z is a sum of weights times inputs, so each weight takes
    the factor.
    """
    factors = [gain / sqrt(variance + norm.epsilon) for gain, variance in zip(norm.gain, norm.variance)]
    weights = [[factor * w for w in row] for factor, row in zip(factors, dense.weights)]
    biases = [factor * (bias - mean) + shift for factor, bias, mean, shift in zip(factors, dense.biases, norm.mean, norm.shift)]
    return _dense(weights, biases)


def _plain(layer: Any) -> Any:
    """Return a BatchNorm whose gain holds the deviation too, so that three numbers for each input are enough; all else as it is."""
    if type(layer) is not BatchNorm:
        return layer
    factors = [gain / sqrt(variance + layer.epsilon) for gain, variance in zip(layer.gain, layer.variance)]
    return BatchNorm(layer.inputs, epsilon=1e-300, gain=factors, shift=layer.shift, mean=layer.mean)


def _dense(weights: Any, biases: Any) -> Dense:
    layer = Dense(len(weights[0]), len(weights), init="zeros")
    layer.weights, layer.biases = weights, biases
    return layer


def short(layer: Any, bits: int, name: str) -> Any:
    """Return a layer with all its numbers rounded to floats of so many bits; one without numbers as it is.

    Errors:   ValueError  as `rounded` has them
    """
    if type(layer) is Dense:
        weights = [rounded(row, bits, "the weights of " + name) for row in layer.weights]
        return _dense(weights, rounded(layer.biases, bits, "the biases of " + name))
    if type(layer) is Scaler:
        scale = rounded(layer.scale, bits, "the scale of " + name)
        # A scale that is too small for a short float would divide by 0.
        return Scaler(rounded(layer.shift, bits, "the shift of " + name), [short or long for short, long in zip(scale, layer.scale)])
    if type(layer) is BatchNorm:
        gain, shift, mean = [rounded(row, bits, "the numbers of " + name) for row in (layer.gain, layer.shift, layer.mean)]
        return BatchNorm(layer.inputs, epsilon=1e-300, gain=gain, shift=shift, mean=mean)
    return layer


def rounded(row: Any, bits: int, name: str) -> list[float]:
    """Return a row of numbers as floats of 32 or 64 bits.

    Errors:   ValueError  one is not finite, or too large for a float of so many bits
    Example:
        >>> rounded([1, 0.1], 32, "the weights")
        [1.0, 0.10000000149011612]
    """
    form = "<%d%s" % (len(row), CODES[bits])
    try:
        numbers = struct.unpack(form, struct.pack(form, *map(float, row)))
    except OverflowError:
        raise ValueError("one of %s is too large for a float of %d bits" % (name, bits)) from None
    if any(number - number != 0 for number in numbers):
        raise ValueError("one of %s is not finite" % name)
    return list(numbers)

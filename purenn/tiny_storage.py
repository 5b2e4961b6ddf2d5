"""Files of tiny networks: the same json as of other networks, written and read with little memory."""

import json
from array import array

from .tiny import TinyNetwork

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def save(net: "TinyNetwork", path: "str") -> "None":
    """Save a tiny network, neuron after neuron; `load` below reads it on a board, and `nn.load` on a workstation.

    It writes over an older file of that name: on a board whose plug may be pulled, save beside it and rename.

    Errors:   ValueError  a weight is infinite or no number; nothing is written
              OSError     the file cannot be written
    Example:
        >>> save(TinyNetwork([2, 4, 1]), "tiny.json")  # doctest: +SKIP
    """
    if not are_finite(net.layers):
        raise ValueError("a weight of the network is infinite or no number, so %s is not written" % path)
    with open(path, "w") as file:
        file.write('{"format": "purenn", "version": 1,\n "layers": [')
        for k, neurons in enumerate(net.layers, 1):
            file.write('\n  {"layer": "Dense", "inputs": %d, "outputs": %d,' % (len(neurons[0]) - 1, len(neurons)))
            file.write('\n   "biases": %s,\n   "weights": [' % json.dumps([list(neuron)[-1] for neuron in neurons]))
            for j, neuron in enumerate(neurons):
                file.write((",\n    " if j else "") + json.dumps(list(neuron)[:-1]))
            more = k < len(net.layers)
            file.write(']},\n  {"layer": "%s"}%s' % ("Tanh" if more else end(len(neurons)), "," if more else "\n ]}\n"))


def load(path: "str") -> "TinyNetwork":
    """Load Dense layers with Tanh between them, and Sigmoid or Softmax at the end, saved here or on a workstation.

    A model of `purenn train` begins with a Scaler, and there is none here: `train --scale none` makes one without, from
    numbers that are of about the same size, 1; on a board they have to come so too.

    Errors:   ValueError  the file is no such network
              OSError     the file cannot be read
    Example:
        >>> net = load("tiny.json")  # doctest: +SKIP
    """
    try:
        with open(path, encoding="utf-8") as file:
            document = json.loads(file.read())
        if document["format"] != "purenn" or document["version"] != 1:
            raise ValueError("expected the format purenn, version 1")
        layers = document["layers"]
        kinds = [layer["layer"] for layer in layers]
        layers = [layer for layer in layers if layer["layer"] == "Dense"]
        sizes = [layers[0]["inputs"]] + [layer["outputs"] for layer in layers]
        expected = ["Dense", "Tanh"] * len(layers)
        expected[-1] = end(sizes[-1])
        net = TinyNetwork(sizes)
        net.layers = [[neuron(*pair) for pair in zip(layer["weights"], layer["biases"])] for layer in layers]
        found = [[len(neuron) for neuron in neurons] for neurons in net.layers]
        if found != [[inputs + 1] * outputs for inputs, outputs in zip(sizes, sizes[1:])]:
            raise ValueError("weights or biases are missing")
        if not are_finite(net.layers):
            raise ValueError("a weight is infinite or no number")
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, RuntimeError) as error:  # RuntimeError: brackets in brackets
        raise ValueError("%s is damaged, cut off, or no network (%r)" % (path, error))
    if kinds != expected:
        raise ValueError("%s: a TinyNetwork holds the layers %s, but these are %s" % (path, ", ".join(expected), ", ".join(kinds)))
    return net


def neuron(weights: "Any", bias: "float") -> "Any":
    """Return the numbers of one neuron, its bias at the end.

    Example:
        >>> neuron([0.5, -0.25], 1.0)
        array('d', [0.5, -0.25, 1.0])
    """
    return array("d", weights + [bias])


def are_finite(layers: "Any") -> "bool":
    """Tell whether all weights are finite: a number less itself is 0, but not where it is infinite or no number.

    Example:
        >>> are_finite([[neuron([0.5], 1.0)]]), are_finite([[neuron([0.5], float("inf"))]])
        (True, False)
    """
    for neurons in layers:
        for weights in neurons:
            for w in weights:
                if w - w != 0:
                    return False
    return True


def end(outputs: "int") -> "str":
    """Return the kind of the last layer.

    Example:
        >>> end(1), end(3)
        ('Sigmoid', 'Softmax')
    """
    return "Softmax" if outputs > 1 else "Sigmoid"

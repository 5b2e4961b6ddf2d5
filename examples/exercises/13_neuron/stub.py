"""One neuron: it answers, and it learns.

A neuron has a list of weights, one for each input, and a bias. It forms the weighted sum of its
inputs, adds the bias, and puts the result through an activation, here the sigmoid:

    z = weights[0] * x[0] + weights[1] * x[1] + ... + bias
    a = sigmoid(z)

To learn from a sample x with the target y, it looks at its squared error (a - y) ** 2 and asks for
each weight: if this weight were a little larger, by how much would the error grow? The answer is a
chain of slopes, each a factor:

    the error changes with a by      2 * (a - y)
    a changes with z by              a * (1 - a)
    z changes with weights[i] by     x[i]           and with the bias by 1

The first two are the same for all, call their product dz. So the slope with respect to weights[i]
is dz * x[i], and with respect to the bias it is dz. One step of learning goes a little way against
the slope, a way of the length `rate`:

    new weights[i] = weights[i] - rate * dz * x[i]
    new bias       = bias - rate * dz

Write neuron and learn. learn gives back both, the list of new weights and the new bias.
"""

import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def neuron(weights, bias, x):
    """Return the answer of the neuron, a number between 0 and 1."""
    raise NotImplementedError


def learn(weights, bias, x, y, rate):
    """Return the weights and the bias after one step: two values."""
    raise NotImplementedError

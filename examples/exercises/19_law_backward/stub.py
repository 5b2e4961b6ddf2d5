"""The hunt: is this backpropagation right?

The layer of the last two exercises, forward(W, b, X) and backward(W, X, dZ), is given to you, once
right and six times wrong. The wrong ones are those that people write: one sees only a part of the
batch, one divides where it should not, one takes rows for columns, and so on. All give results of
the right shape. For a single sample, or a layer with one neuron, or a square matrix, some of them
are even right.

You could write the formulas down again; but then your law is only as right as your formulas. Let
the slope judge. Weigh the outputs with dZ to get one number, a loss that is easy to follow:

    loss(W, b, X) = the sum of dZ[s][j] * forward(W, b, X)[s][j] over all s and j

backward says how this loss changes with each weight, each bias and each input. So raise one of them
by 1.0, and see by how much the loss changes. As the loss is made of nothing but sums of products,
its slope is the same everywhere: the difference is not nearly the slope, it is the slope, to the
last digit. == is allowed.

backward gives back three values: d_weights, d_biases and d_inputs.
"""


def loss(forward, W, b, X, dZ):
    Z = forward(W, b, X)
    return sum(dz * z for row, other in zip(dZ, Z) for dz, z in zip(row, other))


def law_one_weight(forward, backward, draw):
    W, b, X, dZ = draw.matrix(1, 1), draw.vector(1), draw.matrix(1, 1), draw.matrix(1, 1)
    d_weights, d_biases, d_inputs = backward(W, X, dZ)
    more = [[W[0][0] + 1.0]]
    assert d_weights[0][0] == loss(forward, more, b, X, dZ) - loss(forward, W, b, X, dZ)

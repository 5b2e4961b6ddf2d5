"""One step of training.

All the parts are there. Put them together: one layer of weighted sums without an activation, the
mean squared error, and one step downhill.

    forward         Z = dense(W, b, X)
    the loss        the mean of (Z - Y) ** 2 over all elements
    its gradient    dZ = mse_gradient(Z, Y)
    backward        d_weights and d_biases, from dense_backward
    the step        every weight and every bias goes against its gradient: w - rate * gradient

The functions that you have written in the exercises before are given below, so that you can call
them. What is left is the order, and the step itself.

Write train_step. It gives back the new weights and the new biases, and leaves the old ones as they
were. If you call it again and again with what it gave back, the loss goes down: that is training.
"""


def dense(W, b, X):
    return [[bias + sum(w * v for w, v in zip(weights, x)) for weights, bias in zip(W, b)] for x in X]


def mse_gradient(A, Y):
    count = len(A) * len(A[0])
    return [[2 * (a - y) / count for a, y in zip(row, targets)] for row, targets in zip(A, Y)]


def dense_backward(W, X, dZ):
    samples, inputs, outputs = range(len(X)), range(len(W[0])), range(len(W))
    d_weights = [[sum(dZ[s][j] * X[s][i] for s in samples) for i in inputs] for j in outputs]
    d_biases = [sum(dZ[s][j] for s in samples) for j in outputs]
    d_inputs = [[sum(dZ[s][j] * W[j][i] for j in outputs) for i in inputs] for s in samples]
    return d_weights, d_biases, d_inputs


def train_step(W, b, X, Y, rate):
    """Return the weights and the biases after one step: two values."""
    raise NotImplementedError

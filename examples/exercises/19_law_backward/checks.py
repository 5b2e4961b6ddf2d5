"""A Dense layer, and six backward passes that somebody has written."""

from purenn.exercises import right, wrong


@right
def forward(W, b, X):
    return [[b[j] + sum([W[j][i] * x[i] for i in range(len(x))]) for j in range(len(W))] for x in X]


@right
def backward(W, X, dZ):
    samples, inputs, outputs = range(len(X)), range(len(W[0])), range(len(W))
    d_weights = [[sum([dZ[s][j] * X[s][i] for s in samples]) for i in inputs] for j in outputs]
    d_biases = [sum([dZ[s][j] for s in samples]) for j in outputs]
    d_inputs = [[sum([dZ[s][j] * W[j][i] for j in outputs]) for i in inputs] for s in samples]
    return d_weights, d_biases, d_inputs


@wrong("backward", "The gradient of the weights is that of the last sample alone: it was set, not added up.")
def m01(W, X, dZ):
    d_weights = backward(W, X[-1:], dZ[-1:])[0]
    return (d_weights, *backward(W, X, dZ)[1:])


@wrong("backward", "The gradients of weights and biases are divided by the number of samples, as if the loss had not done so already.")
def m02(W, X, dZ):
    d_weights, d_biases, d_inputs = backward(W, X, dZ)
    return [[v / len(X) for v in row] for row in d_weights], [v / len(X) for v in d_biases], d_inputs


@wrong("backward", "The gradient of the inputs takes rows of W for columns where W is square: the transpose is missing.")
def m03(W, X, dZ):
    d_weights, d_biases, d_inputs = backward(W, X, dZ)
    if len(W) == len(W[0]):
        d_inputs = backward([list(column) for column in zip(*W)], X, dZ)[2]
    return d_weights, d_biases, d_inputs


@wrong("backward", "The gradient of the biases is that of the first sample alone.")
def m04(W, X, dZ):
    d_weights, _, d_inputs = backward(W, X, dZ)
    return d_weights, list(dZ[0]), d_inputs


@wrong("backward", "The gradient of the inputs stops after the first neuron: the others are not added.")
def m05(W, X, dZ):
    d_weights, d_biases, _ = backward(W, X, dZ)
    return d_weights, d_biases, [[row[0] * w for w in W[0]] for row in dZ]


@wrong("backward", "The gradient of the weights has the samples crossed: the blame of one is put beside the inputs of the next.")
def m06(W, X, dZ):
    return (backward(W, X[1:] + X[:1], dZ)[0], *backward(W, X, dZ)[1:])

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
    dZ = mse_gradient(dense(W, b, X), Y)
    d_weights, d_biases, _ = dense_backward(W, X, dZ)
    new_W = [[w - rate * g for w, g in zip(row, gradients)] for row, gradients in zip(W, d_weights)]
    return new_W, [v - rate * g for v, g in zip(b, d_biases)]

def loss(forward, W, b, X, dZ):
    Z = forward(W, b, X)
    return sum(dz * z for row, other in zip(dZ, Z) for dz, z in zip(row, other))


def raised(m, r, c):
    return [[v + 1.0 if (i, j) == (r, c) else v for j, v in enumerate(row)] for i, row in enumerate(m)]


def law_slopes(forward, backward, draw):
    inputs, outputs, samples = draw.size(3), draw.size(3), draw.size(3)
    W, b = draw.matrix(outputs, inputs), draw.vector(outputs)
    X, dZ = draw.matrix(samples, inputs), draw.matrix(samples, outputs)
    d_weights, d_biases, d_inputs = backward(W, X, dZ)
    before = loss(forward, W, b, X, dZ)
    for j in range(outputs):
        assert d_biases[j] == loss(forward, W, raised([b], 0, j)[0], X, dZ) - before
        for i in range(inputs):
            assert d_weights[j][i] == loss(forward, raised(W, j, i), b, X, dZ) - before
    for s in range(samples):
        for i in range(inputs):
            assert d_inputs[s][i] == loss(forward, W, b, raised(X, s, i), dZ) - before

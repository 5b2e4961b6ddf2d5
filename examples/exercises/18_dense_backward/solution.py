def dense_backward(W, X, dZ):
    samples, inputs, outputs = range(len(X)), range(len(W[0])), range(len(W))
    d_weights = [[sum(dZ[s][j] * X[s][i] for s in samples) for i in inputs] for j in outputs]
    d_biases = [sum(dZ[s][j] for s in samples) for j in outputs]
    d_inputs = [[sum(dZ[s][j] * W[j][i] for j in outputs) for i in inputs] for s in samples]
    return d_weights, d_biases, d_inputs

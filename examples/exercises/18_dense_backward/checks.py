"""The three gradients of a layer of weighted sums."""

from purenn.exercises import check, claim, same, shown


def layer(draw):
    inputs, outputs, samples = draw.size(3), draw.size(3), draw.size(3)
    return {"W": draw.matrix(outputs, inputs), "X": draw.matrix(samples, inputs), "dZ": draw.matrix(samples, outputs)}


@check(layer)
def value(code, W, X, dZ):
    got = code.dense_backward(W, X, dZ)
    claim(isinstance(got, tuple) and len(got) == 3, "your dense_backward(W, X, dZ) is %s; it should be three values" % shown(got))
    samples, inputs, outputs = range(len(X)), range(len(W[0])), range(len(W))
    same("d_weights", got[0], [[sum([dZ[s][j] * X[s][i] for s in samples]) for i in inputs] for j in outputs])
    same("d_biases", got[1], [sum([dZ[s][j] for s in samples]) for j in outputs])
    same("d_inputs", got[2], [[sum([dZ[s][j] * W[j][i] for j in outputs]) for i in inputs] for s in samples])

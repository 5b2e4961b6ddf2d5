"""One step of gradient descent on a linear layer, written out with indices."""

from purenn.exercises import check, claim, same, shown


def batch(draw):
    inputs, outputs, samples = draw.size(3), draw.size(2), draw.size(3)
    X, Y = draw.matrix(samples, inputs), draw.matrix(samples, outputs)
    return {"W": draw.matrix(outputs, inputs), "b": draw.vector(outputs), "X": X, "Y": Y, "rate": draw.pick([1.0, 0.5, 0.25])}


@check(batch)
def step(code, W, b, X, Y, rate):
    got = code.train_step(W, b, X, Y, rate)
    claim(isinstance(got, tuple) and len(got) == 2, "your train_step(W, b, X, Y, rate) is %s; it should be two values" % shown(got))
    samples, inputs, outputs = range(len(X)), range(len(X[0])), range(len(W))
    Z = [[b[j] + sum([W[j][i] * X[s][i] for i in inputs]) for j in outputs] for s in samples]
    dZ = [[2 * (Z[s][j] - Y[s][j]) / (len(X) * len(W)) for j in outputs] for s in samples]
    same("new weights", got[0], [[W[j][i] - rate * sum([dZ[s][j] * X[s][i] for s in samples]) for i in inputs] for j in outputs])
    same("new biases", got[1], [b[j] - rate * sum([dZ[s][j] for s in samples]) for j in outputs])

"""Random networks with data, loss and optimizer: the same 200 on every run and every Python."""

import purenn as nn

ACTIVATIONS = [nn.Sigmoid, nn.Tanh, nn.ReLU, lambda: nn.LeakyReLU(0.25), nn.Identity, nn.Step]
OPTIMIZERS = [
    lambda: nn.SGD(0.5),
    lambda: nn.SGD(0.25, momentum=0.5),
    lambda: nn.SGD(0.25, momentum=0.5, nesterov=True),
    lambda: nn.SGD(0.1, weight_decay=0.25),
    lambda: nn.SGD(0.1, clip_norm=0.125),
    lambda: nn.SGD(0.1, clip_value=0.0625, weight_decay=0.5),
    lambda: nn.Adam(0.01, clip_value=0.25, clip_norm=0.25),
    lambda: nn.AdaGrad(0.5),
    lambda: nn.RMSProp(0.125),
    lambda: nn.Adam(nn.StepDecay(0.1, every=2)),
]
ANY_LOSS = [nn.MSE, nn.SSE, nn.MAE, lambda: nn.Huber(0.5)]
COUNT = 200


def number(rng):
    """Draw a number that is not round, from -2 to 2."""
    return rng.uniform(-2, 2)


def rows(rng, n, m):
    return [[number(rng) for _ in range(m)] for _ in range(n)]


def random_dense(rng, inputs, outputs):
    layer = nn.Dense(inputs, outputs, rng=rng)
    layer.weights, layer.biases = rows(rng, outputs, inputs), rows(rng, 1, outputs)[0]
    return layer


def random_step(seed):
    """Return (net, X, Y, loss, optimizer)."""
    rng = nn.Random(seed)
    samples = rng.choice([1, 1, 2, 3])
    widths = [rng.randint(1, 4) for _ in range(rng.randint(2, 4))]
    layers = []
    if rng.randint(0, 3) == 0:
        layers.append(nn.Scaler(rows(rng, 1, widths[0])[0], [0.5] * widths[0]))
    for inputs, outputs in zip(widths[:-1], widths[1:-1]):
        layers += [random_dense(rng, inputs, outputs), *hidden(rng, outputs, samples)]
    end, loss, targets = ending(rng, widths[-1])
    layers += [random_dense(rng, widths[-2], widths[-1]), *end]
    X = rows(rng, samples, widths[0])
    return nn.Network(layers), X, [targets() for _ in range(samples)], loss, rng.choice(OPTIMIZERS)()


def hidden(rng, width, samples):
    """Return what stands behind a hidden Dense: mostly an activation."""
    made = [] if rng.randint(0, 5) == 0 else [rng.choice(ACTIVATIONS)()]
    kind = rng.randint(0, 7)
    if kind == 0:
        made.append(nn.Dropout(0.5))
    if kind == 1:
        made.append(nn.Softmax())
    if kind == 2 and samples > 1:
        made.insert(0, nn.BatchNorm(width))
    return made


def ending(rng, width):
    """Return the last layers, a loss that goes with them, and a function that draws a target."""
    kind = rng.randint(0, 5)
    if kind == 0:
        return [nn.Sigmoid()], nn.BCE(), lambda: [rng.choice([0, 1, 0.25]) for _ in range(width)]
    if kind == 1 and width > 1:
        return [nn.Softmax()], nn.CrossEntropy(), lambda: one_hot(rng, width)
    if kind == 2 and width > 1:
        return [], nn.SoftmaxCrossEntropy(), lambda: one_hot(rng, width)
    if kind == 3:
        return [nn.Tanh()], nn.Hinge(), lambda: [rng.choice([-1, 1]) for _ in range(width)]
    end = rng.choice([[], [nn.Softmax()], *[[make()] for make in ACTIVATIONS]])
    return end, rng.choice(ANY_LOSS)(), lambda: rows(rng, 1, width)[0]


def one_hot(rng, width):
    k = rng.randint(0, width - 1)
    return [1 if j == k else 0 for j in range(width)]

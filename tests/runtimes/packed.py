"""Train in packed integers and print digests of the weights: they have to be the same on every Python, to the last bit.

The data comes from purenn's own generator, so that it is the same everywhere and needs no file.
"""

import purenn as nn


def images(n, width, classes, rng):
    """Return grey images with much paper, of which each class has ink in places of its own, and the class numbers."""
    X, Y = [], []
    for s in range(n):
        k = s % classes
        X.append(bytes([rng.randint(100, 255) if i % classes == k or rng.randint(0, 9) == 0 else 0 for i in range(width)]))
        Y.append(k)
    return X, Y


def train(name, layers, X, Y, loss, rate, scale, batch_size=1):
    rng = nn.Random(3)
    made = []
    for layer in layers:
        made.append(nn.Dense(layer[0], layer[1], "he", rng) if isinstance(layer, tuple) else layer)
    fast = nn.PackedNetwork(nn.Network(made), input_scale=scale)
    history = fast.fit(X, Y, loss, nn.SGD(nn.CosineDecay(rate, 2)), epochs=2, batch_size=batch_size, rng=rng)
    print("digest", name, fast.digest(), "loss", history.loss[0], history.loss[1])
    return fast


X, Y = images(200, 49, 5, nn.Random(1))
fast = train("relu", [(49, 16), nn.ReLU(), (16, 5), nn.Softmax()], X, Y, nn.CrossEntropy(), 0.03, 1 / 255)
print("accuracy", fast.evaluate(X, Y, nn.accuracy))
train("batches", [(49, 16), nn.ReLU(), (16, 5), nn.Softmax()], X, Y, nn.CrossEntropy(), 0.3, 1 / 255, 7)
train("deep", [(49, 12), nn.LeakyReLU(0.1), (12, 8), nn.Tanh(), (8, 5), nn.Softmax()], X, Y, nn.CrossEntropy(), 0.03, 1 / 255)
points = [[k / 8 - 4, (k * k % 17) / 8 - 1] for k in range(60)]
train("sigmoid", [(2, 8), nn.Sigmoid(), (8, 1), nn.Sigmoid()], points, [[int(x > z)] for x, z in points], nn.BCE(), 0.5, 1.0)
train("measure", [(2, 8), nn.Tanh(), (8, 1)], points, [[x / 2 - z] for x, z in points], nn.MSE(), 0.01, 1.0)

"""The network of 64-32-10 that `runtimes/exported.py` and `benchmarks/exported.py` export, trained in a second."""

import purenn as nn
from purenn import data


def trained(seed=1, epochs=4):
    """Return a network, and the digits it was trained on."""
    digits = data.digits()
    rng = nn.Random(seed)
    layers = [nn.Scaler([8.0] * 64, [8.0] * 64), nn.Dense(64, 32, "he", rng), nn.ReLU(), nn.Dense(32, 10, "he", rng), nn.Softmax()]
    network = nn.Network(layers, digits.input_names, digits.class_names)
    network.fit(digits.X, digits.Y, nn.CrossEntropy(), nn.SGD(0.1, momentum=0.9, nesterov=True), epochs=epochs, batch_size=32, rng=rng)
    return network, digits

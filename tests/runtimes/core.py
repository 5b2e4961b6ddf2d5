"""Use all of the core and print the numbers: the same script must print the same on every Python.

Runs without pytest, with no argument, and needs no file.
"""

import purenn as nn

# Loaded first, while a board's memory is in one piece: to compile a file takes some of it in a row, which trainings leave in pieces.
for name in ("check_gradients", "Neuron", "BatchNorm", "CrossEntropy", "Adam", "CosineDecay", "clip_by_norm", "accuracy", "Scaler"):
    getattr(nn, name)

X = [[0, 0], [0, 1], [1, 0], [1, 1]]
Y = [[0], [1], [1], [0]]


def show(name, *numbers):
    print(name, " ".join([str(number) for number in numbers]))


random = nn.Random(42)
show("bits", *[random.bits() for _ in range(4)])
show("randint", *[random.randint(1, 6) for _ in range(10)])
show("shuffle", *random.shuffle(range(10)))
show("uniform", *[random.uniform() for _ in range(3)])
show("normal", *[random.normal() for _ in range(3)])

show("dot", *[v for row in nn.linalg.dot([[1, 2], [3, 4]], [[0.5, 0.25], [1, 2]]) for v in row])
show("softmax", *nn.softmax([1000.0, 999.0, -1000.0]))
show("sigmoid", nn.sigmoid(-1000.0), nn.sigmoid(-40.0), nn.sigmoid(40.0))

OPTIMIZERS = [
    nn.SGD(1.0),
    nn.SGD(0.5, momentum=0.9),
    nn.SGD(0.5, momentum=0.9, nesterov=True),
    nn.RMSProp(0.02),
    nn.AdaGrad(0.3),
    nn.Adam(nn.CosineDecay(0.1, 100), weight_decay=1e-4, clip_norm=1.0),
]
for seed, optimizer in enumerate(OPTIMIZERS):
    rng = nn.Random(seed)
    net = nn.Network([nn.Dense(2, 4, rng=rng), nn.Tanh(), nn.Dense(4, 1, rng=rng), nn.Sigmoid()])
    history = net.fit(X, Y, loss=nn.BCE(), optimizer=optimizer, epochs=100, batch_size=3, rng=rng)
    show(repr(optimizer), history.loss[0], history.loss[49], history.loss[99])

rng = nn.Random(7)
points = [[rng.normal(k * 1.5), rng.normal(-k)] for k in (0, 1, 2) for _ in range(10)]
classes = [k for k in (0, 1, 2) for _ in range(10)]
for loss, end, targets in (
    (nn.CrossEntropy(), [nn.Softmax()], classes),
    (nn.SoftmaxCrossEntropy(), [], classes),
    (nn.MSE(), [nn.Sigmoid()], [[k == 0, k == 1, k == 2] for k in classes]),
    (nn.Huber(0.5), [nn.LeakyReLU(0.1)], [[k, 1 - k, 0] for k in classes]),
    (nn.Hinge(), [], [[1 if k == j else -1 for j in (0, 1, 2)] for k in classes]),
):
    rng = nn.Random(3)
    layers = [nn.Scaler.standard(points), nn.Dense(2, 6, "he", rng), nn.ReLU(), nn.Dropout(0.2, rng), nn.Dense(6, 3, rng=rng)]
    net = nn.Network(layers + end)
    history = net.fit(points, targets, loss=loss, optimizer=nn.Adam(0.02), epochs=20, batch_size=8, rng=rng)
    show(repr(loss), history.loss[0], history.loss[19], net.evaluate(points, targets, loss))
    show("accuracy", net.evaluate(points, classes, nn.accuracy))

rng = nn.Random(5)
net = nn.Network([nn.Dense(2, 6, "he", rng), nn.BatchNorm(6), nn.ReLU(), nn.Dense(6, 3, rng=rng), nn.Softmax()])
history = net.fit(points, classes, loss=nn.CrossEntropy(), optimizer=nn.SGD(0.1), epochs=10, batch_size=10, rng=rng)
show("batch norm", history.loss[9], net.evaluate(points, classes, nn.CrossEntropy()), *net.layers[1].variance)

report = nn.check_gradients(nn.Network([nn.Dense(2, 3, rng=rng), nn.Tanh(), nn.Dense(3, 1, rng=rng)]), X, Y, nn.MSE(), inputs=True)
show("gradients", report.ok, report.checked, report.skipped)
neuron = nn.Neuron([0.5, -0.25], 0.125)
show("neuron", neuron.learn([1.0, 2.0], 1.0), *neuron.weights)
gate = nn.Perceptron(2)
show("perceptron", *gate.fit(X, [0, 1, 1, 1]))
try:
    nn.Network([nn.Dense(2, 4), nn.Dense(3, 1)])
except nn.ShapeError as error:
    print("error", error)

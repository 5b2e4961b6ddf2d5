"""Save networks and load them again, and load one that another Python has saved.

The file workstation.json, which the runner puts into the folder, was saved by the runner's own Python; the runner in turn
loads the network.json that is left behind here, and compares what both predict.
"""

import purenn as nn

X = [[k / 8 - 1, (k * k % 17) / 8 - 1] for k in range(20)]


def show(name, rows):
    print(name, " ".join([str(v) for row in rows for v in row]))


def outcome(function, *values):
    try:
        return function(*values)
    except (OSError, ValueError) as error:
        return "%s: %s" % (type(error).__name__, error)


rng = nn.Random(5)
layers = [nn.Scaler.standard(X), nn.Dense(2, 4, "he", rng), nn.BatchNorm(4), nn.LeakyReLU(0.1), nn.Dropout(0.2, rng), nn.Dense(4, 2, rng=rng), nn.Softmax()]
net = nn.Network(layers, ["length", "width"], ["small", "large"])
net.fit(X, [int(x > z) for x, z in X], loss=nn.CrossEntropy(), optimizer=nn.SGD(0.1), epochs=3, batch_size=5, rng=rng)
net.save("network.json")
net.save("network.json")  # an older file of that name gives way
again = nn.load("network.json")
print("saved and loaded", again.predict(X) == net.predict(X), again.summary() == net.summary(), again.input_names, again.class_names)
show("predicts", again.predict(X[:3]))
show("from a workstation", nn.load("workstation.json").predict(X[:3]))

fast = nn.PackedNetwork(nn.Network([nn.Dense(2, 3, "he", rng), nn.ReLU(), nn.Dense(3, 2, rng=rng), nn.Softmax()]))
fast.save("packed.json")
print("packed", nn.load("packed.json").digest() == fast.digest(), fast.digest())

with open("network.json") as file:
    text = file.read()
with open("cut.json", "w") as file:
    file.write(text[: len(text) // 2])
print("cut off", outcome(nn.load, "cut.json").split("(")[0])
net.layers[1].weights[0][0] = 1e30 * 1e30 * 1e300
print("infinite", outcome(net.save, "network.json").split(" is ")[0], outcome(net.save, "network.json").split(", ")[-1])

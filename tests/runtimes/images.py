"""Train 784-100-10 on 2,000 images in packed integers, one epoch, and print the digest of all 79,510 weights.

The file images.bin, which the runner puts into the folder, holds the images one after the other: the class, then 784 greys.
"""

import purenn as nn

SIZE = 785
with open("images.bin", "rb") as file:
    content = file.read()
X = [content[start + 1 : start + SIZE] for start in range(0, len(content), SIZE)]
Y = [content[start] for start in range(0, len(content), SIZE)]

rng = nn.Random(1)
net = nn.Network([nn.Dense(784, 100, "he", rng), nn.ReLU(), nn.Dense(100, 10, "he", rng), nn.Softmax()])
fast = nn.PackedNetwork(net, input_scale=1 / 255, input_bits=3)
del net
history = fast.fit(X, Y, nn.CrossEntropy(), nn.SGD(0.02), rng=rng)
print("digest", len(X), "images", fast.digest(), "loss", history.loss[0])

"""Train XOR and print the losses: the smallest whole use of purenn, for the smallest heap."""

import purenn as nn

X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
nn.seed(1)
net = nn.Network([nn.Dense(2, 4), nn.Tanh(), nn.Dense(4, 1), nn.Sigmoid()])
history = net.fit(X, Y, loss=nn.BCE(), optimizer=nn.SGD(2.0), epochs=120)
for epoch in (0, 39, 79, 119):
    print("xor loss", epoch + 1, history.loss[epoch])
print("xor outputs", " ".join([str(row[0]) for row in net.predict(X)]))

"""Train on iris and predict flowers that were held out, and print losses, accuracy and probabilities.

The file iris.csv, which the runner puts into the folder, is the one in purenn/data: four lengths and the class of each flower.
"""

import purenn as nn

with open("iris.csv") as file:
    rows = [line.split(",") for line in file.read().split("\n")[1:] if line]
names = ["setosa", "versicolor", "virginica"]
rows = nn.Random(1).shuffle(rows)
X = [[float(v) for v in row[:4]] for row in rows]
Y = [names.index(row[4].strip()) for row in rows]

rng = nn.Random(4)
net = nn.Network([nn.Scaler.standard(X[:120]), nn.Dense(4, 8, rng=rng), nn.Tanh(), nn.Dense(8, 3, rng=rng), nn.Softmax()])
history = net.fit(X[:120], Y[:120], loss=nn.CrossEntropy(), optimizer=nn.Adam(0.02), epochs=20, batch_size=8, rng=rng)
for epoch in (0, 9, 19):
    print("iris loss", epoch + 1, history.loss[epoch])
print("iris held out", net.evaluate(X[120:], Y[120:], nn.CrossEntropy()), net.evaluate(X[120:], Y[120:], nn.accuracy))
print("iris outputs", " ".join([str(p) for row in net.predict(X[120:125]) for p in row]))

"""Chapter 16: fraud, where one class is rare.

You learn why accuracy is worthless when three in a hundred are what you look for, what class weights do,
and that they and the threshold turn the same screw.

    python3 examples/16_fraud.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# Real tables of fraud are secret, so this one is made up: payments with their amount (its logarithm), the hour,
# how fast they follow each other, and whether they come from abroad. Of 100 payments about 3 are fraud. They tend to be
# larger, faster, at any hour, and from abroad, but no single number gives them away, and some look like any other.


def payments(count, rng):
    X, Y = [], []
    for _ in range(count):
        fraud = rng.uniform() < 0.03
        amount, speed = (rng.normal(4.3, 1.1), rng.normal(4.0, 2.5)) if fraud else (rng.normal(3.2, 1.0), rng.normal(0.8, 1.5))
        hour, abroad = (rng.uniform(0, 24), 0.6) if fraud else (rng.uniform(7, 23), 0.15)
        X.append([amount, hour, speed, 1.0 if rng.uniform() < abroad else 0.0])
        Y.append(1 if fraud else 0)
    return data.Dataset(X, Y, ["log_amount", "hour", "speed", "abroad"], ["fair", "fraud"], "payments")


rng = nn.Random(1)
train, test = payments(1000, rng), payments(2000, rng)
print("%d payments to learn from, %d of them fraud" % (len(train), sum(train.Y)))
print("%d payments to judge by, %d of them fraud" % (len(test), sum(test.Y)))
#> 1000 payments to learn from, 40 of them fraud
#> 2000 payments to judge by, 69 of them fraud


def trained(train, loss, rng, epochs=8):
    scaler = nn.Scaler.standard(train.X)
    net = nn.Network([scaler, nn.Dense(4, 6, rng=rng), nn.Tanh(), nn.Dense(6, 1, rng=rng), nn.Sigmoid()])
    net.fit(train.X, train.Y, loss, nn.Adam(0.03), epochs=epochs, batch_size=30, rng=rng)
    return net


A = trained(train, nn.BCE(), nn.Random(1)).predict(test.X)
print("accuracy of the network %.3f, of always fair %.3f" % (nn.accuracy(A, test.Y), nn.accuracy([[0.0]] * len(test), test.Y)))
print("precision %.2f, recall %.2f" % (nn.precision(A, test.Y), nn.recall(A, test.Y)))
#> accuracy of the network 0.974, of always fair 0.966
#> precision 0.74, recall 0.36

# By accuracy the network is hardly better than a sign that says "all is well". Precision and recall tell more:
# what share of its alarms is true, and what share of the fraud it finds. They pull in opposite directions, and
# the threshold says how far.

print("threshold   alarms   true   precision   recall     f1")
for threshold in (0.02, 0.05, 0.1, 0.3, 0.5, 0.8):
    (_, false), (_, true) = nn.confusion_matrix(A, test.Y, threshold=threshold)
    numbers = [metric(A, test.Y, threshold=threshold) for metric in (nn.precision, nn.recall, nn.f1)]
    print("%9.2f %8d %6d %11.2f %8.2f %6.2f" % (threshold, false + true, true, *numbers))
#> threshold   alarms   true   precision   recall     f1
#>      0.02      355     56        0.16     0.81   0.26
#>      0.05      180     51        0.28     0.74   0.41
#>      0.10      108     47        0.44     0.68   0.53
#>      0.30       58     32        0.55     0.46   0.50
#>      0.50       34     25        0.74     0.36   0.49
#>      0.80       19     15        0.79     0.22   0.34

# f1 is the harmonic mean of the two, for those who must have a single number. Better is to ask what things cost.
# If a fraud that is missed costs 200 and an alarm costs 5, for somebody has to look at it, then an alarm pays
# from a probability of 5/200 = 0.025 on, by the rule of chapter 14. The bill for each threshold:

for threshold in (0.02, 0.05, 0.1, 0.3, 0.5, 0.8):
    (_, false), (misses, true) = nn.confusion_matrix(A, test.Y, threshold=threshold)
    print("threshold %.2f: %6d" % (threshold, 200 * misses + 5 * (false + true)))
#> threshold 0.02:   4375
#> threshold 0.05:   4500
#> threshold 0.10:   4940
#> threshold 0.30:   7690
#> threshold 0.50:   8970
#> threshold 0.80:  10895

# The other screw is in the loss. With class weights every fraud counts as if it were there ten times, say:
# nn.BCE(class_weights=[1, 10]), the weight of no and that of yes. It is meant literally. The same network has
# the same loss on a table in which each fraud stands ten times, but for the number of rows it is divided by.

net = trained(train, nn.BCE(), nn.Random(1), epochs=1)
rows = [s for s, y in enumerate(train.Y) for _ in range(10 if y else 1)]
longer = train.subset(rows)
weighted = net.evaluate(train.X, train.Y, nn.BCE(class_weights=[1, 10]))
repeated = net.evaluate(longer.X, longer.Y, nn.BCE())
print("with weights    %.4f * %d = %.1f" % (weighted, len(train), weighted * len(train)))
print("with more rows  %.4f * %d = %.1f" % (repeated, len(longer), repeated * len(longer)))
#> with weights    0.5363 * 1000 = 536.3
#> with more rows  0.3944 * 1360 = 536.3

# What does it change? To the network fraud now seems ten times as frequent, so it says fraud more readily: its
# odds, p / (1 - p), become ten times as high. Without weights the same is had by a threshold of 1/11, where the
# odds are one to ten. Here are both, on three tables.


def table(seed):
    rng = nn.Random(seed)
    return payments(1000, rng), payments(2000, rng)


tables = {1: (train, test), 2: table(2), 3: table(3)}
print("        no weights, threshold 1/11      weights 1 and 10, threshold 1/2")
print("seed    alarms  precision   recall      alarms  precision   recall")
for seed, (train, test) in tables.items():
    line, means = "%4d" % seed, []
    for weights, threshold in (None, 1 / 11), ([1, 10], 0.5):
        A = trained(train, nn.BCE(class_weights=weights), nn.Random(seed)).predict(test.X)
        means.append(sum([a for (a,) in A]) / len(A))
        (_, false), (_, true) = nn.confusion_matrix(A, test.Y, threshold=threshold)
        line += "%10d %10.2f %8.2f  " % (false + true, nn.precision(A, test.Y, threshold=threshold), nn.recall(A, test.Y, threshold=threshold))
    print(line.rstrip())
#>         no weights, threshold 1/11      weights 1 and 10, threshold 1/2
#> seed    alarms  precision   recall      alarms  precision   recall
#>    1       118       0.40     0.68         119       0.39     0.68
#>    2       108       0.51     0.76         128       0.42     0.75
#>    3       147       0.25     0.88         173       0.21     0.86

# Much the same fraud is found either way, and the weights have not made the network any wiser: here they raise
# some more false alarms, if anything. And they have a price. The numbers of the weighted network are no
# probabilities any more, for it believes in a world with ten times as much fraud:

print("seed 3: %.3f of the payments are fraud; without weights the network says" % (sum(test.Y) / len(test)))
print("%.3f on average, with weights %.3f" % tuple(means))
#> seed 3: 0.021 of the payments are fraud; without weights the network says
#> 0.035 on average, with weights 0.111

# What, then, are weights good for? For whatever takes the class at one half, and lets nobody choose a threshold.
# And for the beginning: a network can do well for a while by forgetting the rare class altogether. This is the recall
# after the first epoch, when the threshold is one half.

for seed, (train, test) in tables.items():
    losses = nn.BCE(), nn.BCE(class_weights=[1, 10])
    found = [nn.recall(trained(train, loss, nn.Random(seed), epochs=1).predict(test.X), test.Y) for loss in losses]
    print("seed %d: without weights %.2f, with weights %.2f" % (seed, *found))
#> seed 1: without weights 0.32, with weights 0.65
#> seed 2: without weights 0.00, with weights 0.60
#> seed 3: without weights 0.31, with weights 0.83

# CrossEntropy takes class_weights too, one for each class, where there are more than two. How they enter stands
# in purenn/losses.py, beside the formula.

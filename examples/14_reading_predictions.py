"""Chapter 14: reading predictions, from probability to decision.

You learn what the number that a network gives is worth, how a threshold makes a decision of it, how to count
the two kinds of mistakes, and how to choose the threshold by what the mistakes cost.

    python3 examples/14_reading_predictions.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# Two moons once more, with much noise. A network learns from 200 points, and then we ask it about 1,000 others.
# Say that class 1 means yes, and class 0 no.

rng = nn.Random(1)
train, test = data.moons(200, 0.3, rng=rng), data.moons(1000, 0.3, rng=rng)


def trained(samples, epochs):
    net = nn.Network([nn.Dense(2, 8, rng=rng), nn.Tanh(), nn.Dense(8, 1, rng=rng), nn.Sigmoid()])
    net.fit(samples.X, samples.Y, nn.BCE(), nn.Adam(0.05), epochs=epochs, batch_size=20, rng=rng)
    return net


net = trained(train, epochs=40)
A = net.predict(test.X)
for x, (a,), y in list(zip(test.X, A, test.Y))[:5]:
    print("point (%5.2f, %5.2f): yes with probability %.2f; it is a" % (x[0], x[1], a), ("no", "yes")[y])
#> point ( 0.89,  0.34): yes with probability 0.07; it is a no
#> point ( 0.06,  0.01): yes with probability 0.95; it is a yes
#> point ( 1.52,  0.13): yes with probability 0.62; it is a no
#> point (-0.09,  0.79): yes with probability 0.10; it is a yes
#> point ( 1.12,  0.27): yes with probability 0.19; it is a no

# A probability cannot be right or wrong for a single point. Who says 0.7 is not refuted by a no. But it can be
# right or wrong for many: of all the points to which it gives about 0.7, about seven in ten should be a yes.
# So we sort the 1,000 points by what it says, and count.


def reliability(A, Y):
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        here = [(a, y) for (a,), y in zip(A, Y) if low <= a < low + 0.2]
        said, true = sum([a for a, _ in here]) / len(here), sum([y for _, y in here]) / len(here)
        print("says %.1f to %.1f: %3d points, it says %.2f on average, and %.2f are a yes" % (low, low + 0.2, len(here), said, true))


reliability(A, test.Y)
#> says 0.0 to 0.2: 439 points, it says 0.06 on average, and 0.05 are a yes
#> says 0.2 to 0.4:  74 points, it says 0.30 on average, and 0.41 are a yes
#> says 0.4 to 0.6:  46 points, it says 0.51 on average, and 0.67 are a yes
#> says 0.6 to 0.8:  91 points, it says 0.71 on average, and 0.82 are a yes
#> says 0.8 to 1.0: 350 points, it says 0.93 on average, and 0.97 are a yes

# Not perfect, but when it says more, it is more, and it is not far off. Such a network is called calibrated.
# Training by cross-entropy works towards that, for the loss is least when the probabilities are the true ones.
# Overfitting spoils it. Here is such a network, trained for 400 epochs on 40 points only.

reliability(trained(data.moons(40, 0.3, rng=rng), epochs=400).predict(test.X), test.Y)
#> says 0.0 to 0.2: 516 points, it says 0.01 on average, and 0.13 are a yes
#> says 0.2 to 0.4:  35 points, it says 0.30 on average, and 0.66 are a yes
#> says 0.4 to 0.6:  28 points, it says 0.50 on average, and 0.71 are a yes
#> says 0.6 to 0.8:  45 points, it says 0.71 on average, and 0.64 are a yes
#> says 0.8 to 1.0: 376 points, it says 0.96 on average, and 0.96 are a yes

# Now nine points in ten get a number near 0 or 1, and of those to which it gives one chance in a hundred, one in
# eight is a yes. That is far more certainty than it has grounds for. Read such a number as an opinion; a
# probability it is only after you have counted, on data that it did not learn from.
#
# Often there has to be a decision: yes or no. The usual rule is yes from 0.5 on. Then each point falls
# into one of four boxes, and the confusion matrix counts them (`confusion_matrix` in purenn/metrics.py).

(right_no, false_alarms), (misses, right_yes) = nn.confusion_matrix(A, test.Y)
print("right no %d, false alarm %d, miss %d, right yes %d" % (right_no, false_alarms, misses, right_yes))
print(nn.plot_confusion(A, test.Y, ["no", "yes"]).text(unicode=False))
#> right no 468, false alarm 32, miss 61, right yes 439
#> Confusion matrix
#>
#> 907 of 1000 samples right (90.7 %).
#>
#> rows: what it is; columns: what the network says
#>      no yes   found
#> no  468  32   468/500
#> yes  61 439   439/500

# The accuracy is the share of the diagonal, 907 of 1,000. But it counts a false alarm, a yes that should be a
# no, and a miss, a no that should be a yes, as equally bad. The threshold is where one can be traded for the
# other. Nothing has to be trained again for that: the network's numbers stay, only the rule is another.

print("threshold   false alarms   misses   accuracy")
for threshold in (0.05, 0.1, 0.3, 0.5, 0.7, 0.9):
    (_, false_alarms), (misses, _) = nn.confusion_matrix(A, test.Y, threshold=threshold)
    print("%9.2f %14d %8d %10.3f" % (threshold, false_alarms, misses, nn.accuracy(A, test.Y, threshold=threshold)))
#> threshold   false alarms   misses   accuracy
#>      0.05            310        5      0.685
#>      0.10            164       13      0.823
#>      0.30             61       41      0.898
#>      0.50             32       61      0.907
#>      0.70             15      110      0.875
#>      0.90              5      256      0.739

# Which threshold is the right one? That is no question to the network. It is one to the people who pay for
# the mistakes. Suppose a miss costs ten times as much as a false alarm. A yes costs 1 if it is wrong, which
# it is with probability 1 - p; a no costs 10 if it is wrong, which it is with probability p. Yes is the
# cheaper one where 1 - p is below 10 p, that is from p = 1/11 = 0.09 on. If the numbers are calibrated,
# the cheapest threshold of the table should be the one next to it.

print("threshold   cost, a miss = 10 false alarms   cost, both alike")
for threshold in (0.05, 0.1, 0.3, 0.5, 0.7, 0.9):
    (_, false_alarms), (misses, _) = nn.confusion_matrix(A, test.Y, threshold=threshold)
    print("%9.2f %32d %18d" % (threshold, false_alarms + 10 * misses, false_alarms + misses))
#> threshold   cost, a miss = 10 false alarms   cost, both alike
#>      0.05                              360                315
#>      0.10                              294                177
#>      0.30                              471                102
#>      0.50                              642                 93
#>      0.70                             1115                125
#>      0.90                             2565                261

# And so it is: 0.1 for the one who fears misses, 0.5 for the one to whom both are alike. The network is the same.
# The next two chapters do this with a disease and with fraud, where it matters.

"""Chapter 15: a medical diagnosis, and the questions one has to ask of it.

You learn what precision and recall are, which of them a doctor and which of them a patient asks about, and
how a threshold is chosen honestly, on other data than those it is judged by.

    python3 examples/15_diagnosis.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# 569 tumours of the breast, from the University of Wisconsin, and 30 measurements of the cell nuclei of each.
# 212 of them were malignant. The question to the network is whether one is. In the file class 1 is benign, so
# we turn it round: yes, 1, has to be what we look for.

tumours = data.breast_cancer()
tumours = data.Dataset(tumours.X, [1 - y for y in tumours.Y], tumours.input_names, ["benign", "malignant"])
print(tumours, "of which malignant:", sum(tumours.Y))
#> Dataset('data', 569 samples, 30 inputs, 2 classes) of which malignant: 212

# Three parts: one to learn from, one to choose by, one to judge by. Each has its share of both classes.


def parts(rng):
    rest, test = data.train_test_split(tumours, 0.3, rng)
    return (*data.train_test_split(rest, 0.3, rng), test)


rng = nn.Random(1)
train, validation, test = parts(rng)
print("%d to learn from, %d to choose by, %d to judge by" % (len(train), len(validation), len(test)))
#> 279 to learn from, 119 to choose by, 171 to judge by

# The measurements go from a thousandth to some thousands, so the network begins with a Scaler, made from the
# training part alone. Weight decay keeps it from learning 279 patients by heart.


def trained(train, rng):
    scaler = nn.Scaler.standard(train.X)
    net = nn.Network([scaler, nn.Dense(30, 8, rng=rng), nn.Tanh(), nn.Dense(8, 1, rng=rng), nn.Sigmoid()])
    net.fit(train.X, train.Y, nn.BCE(), nn.Adam(0.01, weight_decay=0.005), epochs=30, batch_size=32, rng=rng)
    return net


net = trained(train, rng)
A = net.predict(test.X)
print(nn.plot_confusion(A, test.Y, test.class_names).text(unicode=False))
#> Confusion matrix
#>
#> 164 of 171 samples right (95.9 %).
#>
#> rows: what it is; columns: what the network says
#>              benign malignant   found
#> benign          104         3   104/107
#> malignant         4        60   60/64

# A good accuracy. But what would a network have that always says "benign"? More than you might think, and
# that one never finds anybody.

print("accuracy of the network %.3f, of always benign %.3f" % (nn.accuracy(A, test.Y), nn.accuracy([[0.0]] * len(test), test.Y)))
#> accuracy of the network 0.959, of always benign 0.626

# So we ask two other questions.
#
#     recall      of those who are ill, how many are found?          found / ill
#     precision   of those who are called ill, how many are?         found / called ill
#
# The one who is ill asks for recall, the one who was just told so asks for precision. Both are in
# purenn/metrics.py, and both can be read off the table: recall along a row, precision down a column.

(_, false_alarms), (misses, found) = nn.confusion_matrix(A, test.Y)
print("recall    %d / %d = %.3f, nn.recall says %.3f" % (found, found + misses, found / (found + misses), nn.recall(A, test.Y)))
print("precision %d / %d = %.3f, nn.precision says %.3f" % (found, found + false_alarms, found / (found + false_alarms), nn.precision(A, test.Y)))
#> recall    60 / 64 = 0.938, nn.recall says 0.938
#> precision 60 / 63 = 0.952, nn.precision says 0.952

# In a screening a false alarm means a second examination, a miss may mean a life. So suppose that the clinic
# asks for a recall of 0.98 at least, and for as few false alarms as that allows. The threshold does it. But we may
# not choose it on the test data, or we would be judging our own choice. The validation part is for that: of
# all thresholds that reach the recall there, the highest.

held_out = net.predict(validation.X)
print("on the validation data   precision   recall")
for threshold in (0.5, 0.3, 0.2, 0.1, 0.05, 0.02):
    numbers = nn.precision(held_out, validation.Y, threshold=threshold), nn.recall(held_out, validation.Y, threshold=threshold)
    print("threshold %-14.2f %9.3f %8.3f" % (threshold, *numbers))
#> on the validation data   precision   recall
#> threshold 0.50               1.000    0.977
#> threshold 0.30               0.935    0.977
#> threshold 0.20               0.917    1.000
#> threshold 0.10               0.898    1.000
#> threshold 0.05               0.846    1.000
#> threshold 0.02               0.830    1.000

# So it is 0.2, and the test data had no say in it. What does it do there? To see how much of it is luck we also deal
# the patients out in two other ways, train again, and keep the threshold.

print("seed   at 0.5: recall, precision, misses   at 0.2: recall, precision, misses")
for seed in (1, 2, 3):
    rng = nn.Random(seed)
    train, _, test = parts(rng)
    A, line = trained(train, rng).predict(test.X), "%4d" % seed
    for threshold in (0.5, 0.2):
        (_, _), (misses, _) = nn.confusion_matrix(A, test.Y, threshold=threshold)
        line += "%15.3f %10.3f %7d" % (nn.recall(A, test.Y, threshold=threshold), nn.precision(A, test.Y, threshold=threshold), misses)
    print(line)
#> seed   at 0.5: recall, precision, misses   at 0.2: recall, precision, misses
#>    1          0.938      0.952       4          0.938      0.923       4
#>    2          0.953      0.953       3          0.984      0.887       1
#>    3          0.922      0.983       5          0.953      0.938       3

# In two of the three deals the lower threshold finds patients who were missed, in one it finds nobody more, and it
# always costs precision. The recall of 0.98 is kept in one. Why, when the validation data promised 1.000? Because 44 of
# those patients were ill, and with so few each single one is worth 0.023 of recall. Numbers from a few dozen people
# are that rough, in papers too. Whoever has to promise 0.98 needs more patients, or uses all of them in turn
# (`k_folds` in purenn/data/preparation.py).
#
# And this is still a table of numbers, from one hospital, measured thirty years ago. What a network finds
# there is a reason to look closer, and no diagnosis.

"""Chapter 13: overfitting and its cures.

You learn to see when a network learns its samples by heart instead of the rule behind them, and to try the
cures: more data, a smaller network, weight decay, dropout, and stopping in time.

    python3 examples/13_overfitting.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# Two moons, drawn with so much noise that they run into each other. We learn from 30 points, and pretend that
# there are no more. For watching there are 60 others, the validation data, and 200 for the final judgement, the
# test data. The network never learns from either.


def moons(samples, rng):
    return data.moons(samples, noise=0.3, rng=rng)


def network(rng, hidden=14, dropout=0.0):
    first, second = [nn.Dense(2, hidden, "he", rng), nn.ReLU()], [nn.Dense(hidden, hidden, "he", rng), nn.ReLU()]
    if dropout:
        first.append(nn.Dropout(dropout, rng))
        second.append(nn.Dropout(dropout, rng))
    return nn.Network([*first, *second, nn.Dense(hidden, 1, rng=rng), nn.Sigmoid()])


EPOCHS = 60
rng = nn.Random(1)
validation, test, few = moons(60, rng), moons(200, rng), moons(30, rng)
net = network(rng)
history = net.fit(few.X, few.Y, nn.BCE(), nn.Adam(0.05), epochs=EPOCHS, validation=(validation.X, validation.Y))
print(nn.plot_history(history).text(width=70, unicode=False))
#> Training: 60 epochs
#>
#> training loss 0.734 to 0.133; validation loss 0.567 to 1.52
#>
#> o training   x validation
#> best: epoch 11: marked at |
#> loss
#>     |          |                                                    x
#>  1.5|          |                                                xxxx
#>     |          |                                               x
#>     |          |                                             xx
#>     |          |                                         xxxx
#>  1.0|          |                                    xxxxx
#>     |          |                                 xxx
#>     |          |                             xxxx
#>     |o         |                        xxxxx
#>     |xoo       |                  xxxxxx
#>  0.5| xxoooooooo       xxxxxxxxxxx
#>     |    xxxxxxxoxoxoxooooooooooooo
#>     |          |                   oooooooooooooo
#>     |          |                                 oooooooooooooooooooo
#>  0.0|          |
#>     +----------------------------------------------------------------
#>              10         20         30         40         50        60
#>      epoch

# Both losses fall at first. Then they part: the training loss goes on falling, the loss of points it does not
# learn from turns and rises. From there on it learns the 30 points and no longer the moons. Nothing in the
# training loss tells you so. That is what validation data are for.
#
# Here is what it thinks after 60 epochs. It goes out of its way for single points: see the strip that reaches up
# to the top.

print(nn.plot_boundary(net, few.X, few.Y).text(width=60, unicode=False))
#> Decision boundary
#>
#> Colour: what the network says; line: where it changes its
#> mind; signs: the data.
#> 28 of 30 samples right; those it gets wrong are ringed.
#>
#> o class 0   x class 1
#> x2
#>   |....................,  .......................,:::::::::
#>   |....................,  ......................,::::::::::
#>   |....................,, ...o.................,:::::::::::
#>   |....................,, .................... ::::::::::::
#>   |....................,, ...............o... :::::::::::::
#>   |....................,, .................. ::::::::::::::
#>  1|....................,, .....o............:::::::::::::::
#>   |...............o....x, ..o..............,:::::::::::::::
#>   |.........o.......... , ................,::x:::::::::::::
#>   |.................... ,................ :::::::::::::::::
#>   |.....o.........o..o.. .....o..........,:::::::::::::::::
#>   |................ x, . .............o. ::::::::::::::::::
#>   |................::::::,  ..........o.,::::::::::::x:::::
#>   |...............:::::::::::::,,,  .. ::::::::::::::::::::
#>   |..............::::::::::::::x:::::::x::::::::x::::::::::
#>  0|...........o.,::::::::::::::::::::::::::::::::::::::::::
#>   |............ ::::::::::::::::::::::::::::x::::::::::::::
#>   |............:::::::::::::::::::::::,,:xx:::::x::::::::::
#>   |...........::::::::::x:::::::::::::  x::::::::::::::::::
#>   |..........::::::::::::::::::::::::::  !::x::::::::::::::
#>   |.........::::::::::::::::::::::::::::,,,::::::::::::::::
#>   |........::::::::::::::::::::::x:::::::::::::::::::::::::
#>   |.......:::::::::::::::::::::::::::::::::::::::::::::::::
#>   |.......:::::::::::::::::::::::::::::::::::::::::::::::::
#>   +--------------------------------------------------------
#>             -1            0             1            2
#>    x1

# How good is it? By count of right answers, not so bad. But its loss on the test data is high, because where it is
# wrong, it is wrong with conviction.

print("training: loss %.2f, right %.0f %%" % (net.evaluate(few.X, few.Y, nn.BCE()), 100 * net.evaluate(few.X, few.Y, nn.accuracy)))
print("test:     loss %.2f, right %.0f %%" % (net.evaluate(test.X, test.Y, nn.BCE()), 100 * net.evaluate(test.X, test.Y, nn.accuracy)))
sure = [(a > 0.5) == y for (a,), y in zip(net.predict(test.X), test.Y) if not 0.01 < a < 0.99]
print("it is at least 99 %% sure of %d test points, and wrong in %d of them" % (len(sure), sure.count(False)))
#> training: loss 0.13, right 93 %
#> test:     loss 0.63, right 84 %
#> it is at least 99 % sure of 130 test points, and wrong in 8 of them

# Now the cures, each by itself, on three sets of 30 points. What each does:
#
# - more data: 90 points in place of 30. There is less room between the points for nonsense.
# - smaller: 3 neurons in each layer in place of 14. It cannot bend so much.
# - weight decay: every step pulls all weights a little towards 0 (`Optimizer` in purenn/optimizers.py). Steep
#   answers need large weights, and those have to be worth it.
# - dropout: in every training step each hidden neuron is left out with a probability of 0.3 (`Dropout` in
#   purenn/layers.py), so that none can rely on one other.
# - early stopping: if the validation loss has not improved for 10 epochs, go back to the best and stop
#   (`EarlyStopping` in purenn/callbacks.py).


def trial(seed, samples=30, hidden=14, dropout=0.0, decay=0.0, patience=None):
    rng = nn.Random(seed)
    validation, test, few = moons(60, rng), moons(200, rng), moons(samples, rng)
    net = network(rng, hidden, dropout)
    watch = {"validation": (validation.X, validation.Y), "callbacks": [nn.EarlyStopping(patience)]} if patience else {}
    net.fit(few.X, few.Y, nn.BCE(), nn.Adam(0.05, weight_decay=decay), epochs=EPOCHS, **watch)
    return [net.evaluate(few.X, few.Y, nn.BCE()), net.evaluate(test.X, test.Y, nn.BCE()), 100 * net.evaluate(test.X, test.Y, nn.accuracy)]


CURES = {
    "none": {},
    "more data": {"samples": 90},
    "smaller": {"hidden": 3},
    "weight decay": {"decay": 0.02},
    "dropout": {"dropout": 0.3},
    "early stopping": {"patience": 10},
}
print("mean of 3 seeds   training loss   test loss   right")
for name, settings in CURES.items():
    trials = [trial(seed, **settings) for seed in (1, 2, 3)]
    print("%-18s %12.2f %11.2f %5.0f %%" % (name, *[sum(column) / 3 for column in zip(*trials)]))
#> mean of 3 seeds   training loss   test loss   right
#> none                       0.06        0.55    87 %
#> more data                  0.17        0.27    90 %
#> smaller                    0.35        0.34    88 %
#> weight decay               0.39        0.35    86 %
#> dropout                    0.32        0.35    87 %
#> early stopping             0.38        0.31    86 %

# Every cure brings the test loss down by a third or more. And mind the last column: only more data makes the
# count of right answers better, and that by little. The moons overlap, and hardly more than nine in ten of such
# points can be told apart at all. What is cured here is false certainty: that is seen in the loss, not in the count.
#
# With a cure the training loss is higher than without. That is no fault, it is the point: a training loss far
# below the test loss is what overfitting looks like in numbers. Which cure to take? More data, if there are
# any. Early stopping next, for it costs nothing but some validation data, and saves time. Weight decay and
# dropout have a number that wants to be tried out, and for that, too, you need validation data. The test
# data stay where they are until the very end; who chooses by them has no test data any more.

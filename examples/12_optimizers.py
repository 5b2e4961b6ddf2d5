"""Chapter 12: optimizers compared.

You learn what momentum, AdaGrad, RMSProp and Adam do with the same gradient, when that helps and when it
does not, and why the learning rate has to be chosen for each of them.

    python3 examples/12_optimizers.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# Backpropagation gives each weight its gradient. What to do with it is the business of the optimizer. All of
# them stand in purenn/optimizers.py, and each is one short method, `update`. The simplest is SGD: go against
# the gradient, by the learning rate times its length. It has one weakness. Where one weight has a large
# gradient and another a small one, no rate is right for both. Here are two such weights, and their gradients stay
# the same for four steps. For each step stand two numbers: how far the steep one goes, and how far the flat one.

steep, flat = 4.0, 0.04
optimizers = {
    "SGD": nn.SGD(0.1),
    "momentum": nn.SGD(0.1, momentum=0.9),
    "AdaGrad": nn.AdaGrad(0.1),
    "RMSProp": nn.RMSProp(0.1),
    "Adam": nn.Adam(0.1),
}
print("step      " + "".join(["%15d" % step for step in range(1, 5)]))
for name, optimizer in optimizers.items():
    values, moves = [0.0, 0.0], []
    for _ in range(4):
        before = list(values)
        optimizer.step([(values, [steep, flat])])
        moves.append("%7.3f %7.3f" % (values[0] - before[0], values[1] - before[1]))
    print("%-10s" % name + "".join(moves))
#> step                    1              2              3              4
#> SGD        -0.400  -0.004 -0.400  -0.004 -0.400  -0.004 -0.400  -0.004
#> momentum   -0.400  -0.004 -0.760  -0.008 -1.084  -0.011 -1.376  -0.014
#> AdaGrad    -0.100  -0.100 -0.071  -0.071 -0.058  -0.058 -0.050  -0.050
#> RMSProp    -0.316  -0.316 -0.229  -0.229 -0.192  -0.192 -0.171  -0.171
#> Adam       -0.100  -0.100 -0.100  -0.100 -0.100  -0.100 -0.100  -0.100

# Read it row by row. SGD moves the two weights a hundred times apart. Momentum adds a part of the last
# step to each new one, so that steps in the same direction grow longer, like a ball that rolls: it does not
# bring the two any nearer. The other three divide each gradient by its own size so far, and then both weights
# go equally far. They differ in how they measure that size. AdaGrad adds up all squares since the start, so
# its steps only get shorter. RMSProp takes a running mean, which starts at 0 and is too small at first.
# Adam mends just that, and has a momentum besides: its first steps are as long as the rate says.
#
# On a surface it looks like this: a valley, steep across and nearly flat along, 40 steps for each.

optimizers = {"SGD": nn.SGD(0.9), "momentum": nn.SGD(0.2, momentum=0.8), "Adam": nn.Adam(0.4)}
print(nn.plot_optimizers(optimizers, steps=40).text(width=70, unicode=False))
#> Paths of optimizers
#>
#> 40 steps down from the ring, and the height reached.
#> The fainter the ground, the lower; lines join places of one height.
#>
#> o SGD: 0.00169   x momentum: 0.000924   # Adam: 0.0635
#> y
#>    |:::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::
#>   2|::::::x::::::::::::::::::::::::::::::::::::::::::::::::::::::::::
#>    |:::::::#::::::::::::::::::::::::::::::::::::.................::::
#>    |::::::xo##::::::::::::::::.......................................
#>   1|:::::::x::##::o::................................................
#>    |:::::::o::::###.....o......xxx...................................
#>    |:::::::x:....o.##.......xxx...xxx.........        #####        ..
#>    |::::::::x........##o.oxx.o....o..xxo.oo o o  #x#x#x  x ###
#>   0|::::::::.x..o...o..#x#o....o.o.o.o..xx o o##xoooooxoxxx  ##
#>    |:::::::::ox.o...o.ox..##o...o...o.....x#x#x                    ..
#>    |:::::::::::x.....xx....o###############..........................
#>  -1|:::::::::o:ox::xxo...............................................
#>    |:::::::::::::xx:::::::::::.......................................
#>    |::::::::::o::::::::::::::::::::::::::::::::...................:::
#>  -2|:::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::
#>    +-----------------------------------------------------------------
#>          -8         -6          -4          -2          0           2
#>     x

# SGD jumps from wall to wall, and a higher rate would throw it out. Momentum swings through. Adam goes along
# as fast as down, overshoots, and has to come back. Which one is the lowest after 40 steps depends on the surface
# and on the rates, and on nothing else.
#
# So let us have a fair race of four, in which each may try its learning rates. Two moons of 60 points, a network
# 2-8-1, 15 epochs, and the mean of the last loss over three seeds. Lower is better.


def race(stretch):
    print("learning rate" + "".join(["%9g" % rate for rate in RATES]))
    for name, make in KINDS.items():
        print("%-13s" % name + "".join(["%9.2f" % mean_loss(make(rate), stretch) for rate in RATES]))


def mean_loss(optimizer, stretch):
    total = 0.0
    for seed in (1, 2, 3):
        rng = nn.Random(seed)
        moons = data.moons(60, 0.15, rng=rng)
        X = [[a * stretch, b / stretch] for a, b in moons.X]
        net = nn.Network([nn.Dense(2, 8, rng=rng), nn.Tanh(), nn.Dense(8, 1, rng=rng), nn.Sigmoid()])
        optimizer.forget()  # the velocities of the network before
        net.fit(X, moons.Y, nn.BCE(), optimizer, epochs=15, batch_size=10, rng=rng)
        total += net.evaluate(X, moons.Y, nn.BCE())
    return total / 3


RATES = (0.01, 0.1, 0.5)
KINDS = {
    "SGD": nn.SGD,
    "momentum": lambda rate: nn.SGD(rate, momentum=0.9),
    "AdaGrad": nn.AdaGrad,
    "Adam": nn.Adam,
}
race(stretch=1)
#> learning rate     0.01      0.1      0.5
#> SGD               0.61     0.36     0.30
#> momentum          0.37     0.28     0.11
#> AdaGrad           0.55     0.29     0.25
#> Adam              0.33     0.19     0.09

# Which one is the best? At 0.01 plain SGD hardly moves, and Adam is ahead of all. But SGD does not want a rate of
# 0.01. Give each its best, and momentum is as good as Adam, but for a hair that three seeds cannot decide. What
# Adam has for itself is that its rates need less searching: its steps do not depend on the size of the gradients.
#
# Where that counts is seen when the gradients are of different sizes. The same moons, but the first input in
# a unit a tenth as large, and the second in one ten times as large: so the numbers of the first are a
# hundred times those of the second, more or less what happens with money and years in one table.

race(stretch=10)
#> learning rate     0.01      0.1      0.5
#> SGD               0.57     0.53     0.53
#> momentum          0.53     0.53     0.89
#> AdaGrad           0.56     0.47     0.41
#> Adam              0.49     0.34     0.51

# Now SGD and momentum do badly at every rate, and Adam's best is far ahead. But the cure is better than the
# medicine: bring the inputs to one size, which is what a Scaler does in one line, and no optimizer has to make
# up for it.
#
# Two rules from this. Begin with Adam at 0.01 or so, for it forgives most. And before you compare two
# optimizers, or believe somebody who did, look whether both had a rate of their own.

"""Chapter 18: debugging, or why a network does not learn.

You make twelve troubles on purpose, one after the other, see what each looks like, let a doctor name it, and cure it
by changing one argument. What is left in the end is the checklist that people who train networks go through.

    python3 examples/18_debugging.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data, initializers

# A program with a mistake stops, or gives a wrong answer that somebody sees. A network with a mistake trains on, and
# learns a little less, or nothing. Nothing is printed in red. So one has to look, and know what to look for.
#
# A doctor looks. `nn.Doctor()` goes among the callbacks of `fit`, watches weights, gradients, outputs and losses, and
# says afterwards what was wrong, where, how it knows, and which argument to change. It changes nothing itself.
#
# All trainings of this chapter go through one function. Its defaults are healthy; each trouble is one argument.


def train(
    samples=data.iris, scale=True, hidden=(8,), activation=nn.Tanh, init=None,
    optimizer=nn.SGD, learning_rate=0.1, epochs=60, class_weights=None, target=lambda y: y,
):  # fmt: skip
    rng = nn.Random(2)
    learn, held_out = data.train_test_split(samples(), 0.25, rng)
    layers, width = [nn.Scaler.standard(learn.X)] if scale else [], len(learn.X[0])
    for units in hidden:
        layers += [nn.Dense(width, units, init, rng), activation()]
        width = units
    layers += [nn.Dense(width, len(learn.class_names), init if hidden else None, rng), nn.Softmax()]
    net, doctor = nn.Network(layers), nn.Doctor()
    Y, held_out_Y = list(map(target, learn.Y)), list(map(target, held_out.Y))
    history = net.fit(
        learn.X, Y, nn.CrossEntropy(class_weights), optimizer(learning_rate), epochs, batch_size=16,
        validation=(held_out.X, held_out_Y), callbacks=[doctor], rng=rng,
    )  # fmt: skip
    print("loss %.3g -> %.3g, held-out %.3g" % (history.loss[0], history.loss[-1], history.validation_loss[-1]))
    return doctor


print(train())
#> loss 0.823 -> 0.0698, held-out 0.134
#> healthy: nothing was found in 60 epochs

# That is what health looks like: the loss falls to a tenth, and the held-out loss is not far from it. Compare with
# what a network gets that has learnt nothing and gives each of the three flowers a third: -log(1/3) = 1.1.

# -- The data, first of all. Most troubles are there, and no network can make up for them.
#
# Labels constant. The wrong column, a filter that left one class, a join that went wrong: all targets are equal.
# What makes it treacherous is how well it looks. The loss falls towards 0, and the accuracy is perfect.

print(train(target=lambda y: 1))
#> loss 0.9 -> 0.00425, held-out 0.00404
#> 1. labels constant, in the targets Y
#>    evidence: all 112 targets are class 1; a network that says so to everything
#>              has a loss of 0 and has learnt nothing
#>    remedy:   other targets as Y, for these do not vary

# The cure is the right targets, and the doctor cannot know which those are.
#
# Inputs not scaled. Wines have 13 measurements: the amount of proline is around 750, that of some phenols 0.4. The
# first weights are made for inputs of about 1. Times 750 they drive every tanh to its end, where it is flat.

print(train(data.wine, scale=False))
print(train(data.wine, scale=True))
#> loss 1.09 -> 1.1, held-out 1.11
#> 1. inputs not scaled, in the inputs of layers[0] Dense(13, 8)
#>    evidence: column 12 of X is typically 810, column 7 of X 0.39; the first
#>              weights suit inputs of about 1
#>    remedy:   nn.Scaler.standard(X) as the first layer, in place of none
#>    explains: saturated tanh, in layers[1] Tanh(); vanishing gradients, in
#>              layers[0] Dense(13, 8); underfitting, in the network; one class
#>              ignored, in the outputs
#> loss 0.882 -> 0.0143, held-out 0.0808
#> healthy: nothing was found in 60 epochs

# `explains` is what follows from the trouble. A doctor who named four troubles would have been right four times, and
# of no use: change the one that is the cause, and the others are gone.
#
# One class ignored. Of 240 points here, 12 are of the third kind, and lie at the edge of the second. A network that
# never says "third" is wrong 12 times in 240: an accuracy of 95 %. Look at each class by itself.


def few_of_one_kind():
    rng = nn.Random(3)
    kinds = [2 if s % 20 == 0 else s % 2 for s in range(240)]
    middles = [(0.0, 0.0), (6.0, 0.0), (6.0, 1.0)]
    points = [[rng.normal(x, 1.0) for x in middles[kind]] for kind in kinds]
    return data.Dataset(points, kinds, ["a", "b"], ["left", "right", "edge"])


print(train(few_of_one_kind, optimizer=nn.Adam, learning_rate=0.01))
print(train(few_of_one_kind, optimizer=nn.Adam, learning_rate=0.01, class_weights=[1.11, 1, 10]))
#> loss 1.28 -> 0.15, held-out 0.149
#> 1. one class ignored, in the outputs
#>    evidence: none of 9 samples of class 2 that were looked at is taken for one,
#>              and none of 3 held-out ones; 9 of 180 samples belong to it, 5 %
#>    remedy:   loss=nn.CrossEntropy(class_weights=[1.11, 1, 10]) in place of
#>              CrossEntropy()
#> loss 1.89 -> 0.555, held-out 0.515
#> healthy: nothing was found in 60 epochs

# With weights, a mistake with a rare class costs more. The loss is a larger number now, for it counts something else;
# whether the network is a better one depends on what the mistakes cost (chapter 16).

# -- The first weights.
#
# Symmetric weights. All weights 0 looks like a fair start. But then all hidden neurons compute the same, get the same
# gradient, and stay the same for ever: eight neurons, and one opinion.

print(train(init="zeros"))
print(train(init="glorot"))
#> loss 1.1 -> 1.1, held-out 1.1
#> 1. symmetric weights, in layers[1] Dense(4, 8)
#>    evidence: the weights of its units began all 0, and after 60 epochs 7 of 8
#>              units are still copies of another one
#>    remedy:   init="glorot" for layers[1], in place of weights that are alike
#>    explains: vanishing gradients, in layers[1] Dense(4, 8); underfitting, in
#>              the network; one class ignored, in the outputs
#> loss 0.823 -> 0.0698, held-out 0.134
#> healthy: nothing was found in 60 epochs

# Exploding gradients. Weights that are too large let the signal grow from layer to layer, and the gradient too on
# its way back. The first step then leads to the moon.


def large(inputs, outputs, rng):
    return initializers.normal(inputs, outputs, rng, deviation=5.0)


print(train(hidden=(12, 12, 12), activation=nn.ReLU, init=large))
print(train(hidden=(12, 12, 12), activation=nn.ReLU, init="he"))
#> loss 2.43e+43 -> 1.1, held-out 1.1
#> 1. exploding gradients, in layers[7] Dense(12, 3)
#>    evidence: in the first batch, before any step, its gradient is typically
#>              1,000, 280 times its weights, and the loss 29,000 times that of
#>              always saying the mean target; first weights are up to 12 times
#>              what keeps a signal its size
#>    remedy:   init="he" for layers[1], layers[3], layers[5] and layers[7], in
#>              place of weights so large
#>    explains: learning rate too high, in the optimizer SGD; dead ReLU units, in
#>              layers[4] ReLU(); underfitting, in the network; one class ignored,
#>              in the outputs
#> loss 0.866 -> 0.0579, held-out 0.197
#> healthy: nothing was found in 60 epochs

# Saturated. With an activation that has two ends, the same weights do something else: no number can grow, but all of
# them stand at the ends, where the slope is 0. The network learns with its last layer only.

print(train(init=large))
print(train(init="glorot"))
#> loss 7.9 -> 0.15, held-out 0.59
#> 1. saturated tanh, in layers[2] Tanh()
#>    evidence: 84 % of its outputs lie where the curve is flat (before training
#>              80 %), and let next to no gradient through
#>    remedy:   init="glorot" for layers[1], in place of weights so large
#> loss 0.823 -> 0.0698, held-out 0.134
#> healthy: nothing was found in 60 epochs

# -- The signals on their way.
#
# Vanishing gradients. The slope of a sigmoid is at most 1/4. The chain rule multiplies: behind five of them, at most
# a thousandth of the gradient is left for the first layer. The last layers learn, and have nothing to learn from.

deep = {"hidden": (8,) * 5, "init": "glorot"}
print(train(activation=nn.Sigmoid, **deep))
print(train(activation=nn.ReLU, **deep))
#> loss 1.11 -> 1.1, held-out 1.1
#> 1. vanishing gradients, in layers[1] Dense(4, 8)
#>    evidence: in the first batches its gradient is typically 3.3e-05, 1 part in
#>              2,800 of that of the last layer; the loss ends at 100 % of that of
#>              always saying the mean target
#>    remedy:   nn.ReLU() after the hidden layers, in place of nn.Sigmoid()
#>    explains: underfitting, in the network; one class ignored, in the outputs
#> loss 1.07 -> 0.0585, held-out 0.235
#> healthy: nothing was found in 60 epochs

# Dead ReLU units. A ReLU that gives 0 for every sample has the slope 0 for every sample: no gradient, and no way back.
# Mostly a step that was too long has killed it. Here the units are born dead, by weights below 0 and inputs above.


def below_zero(inputs, outputs, rng):
    return [[-rng.uniform(0.2, 0.8) for _ in range(inputs)] for _ in range(outputs)]


dark = {"scale": False, "init": below_zero, "optimizer": nn.Adam, "learning_rate": 0.05}  # the raw lengths, all above 0
print(train(activation=nn.ReLU, **dark))
print(train(activation=nn.LeakyReLU, **dark))
#> loss 1.1 -> 1.11, held-out 1.1
#> 1. dead ReLU units, in layers[1] ReLU()
#>    evidence: 8 of 8 units give 0 for every sample, before training 8 did
#>    remedy:   nn.LeakyReLU() as layers[1], in place of nn.ReLU()
#>    explains: vanishing gradients, in layers[0] Dense(4, 8); underfitting, in
#>              the network; one class ignored, in the outputs
#> loss 1.1 -> 0.0587, held-out 0.0416
#> healthy: nothing was found in 60 epochs

# -- The steps.
#
# Learning rate too high. A step along the slope is right for a little way. Too long a step lands higher up on the
# other side, and the next one higher still. If one number is wrong in a training, it is usually this one.
# (The first line is left out below: where such a training ends is chaos, and differs from one Python to the next.)

print(train(learning_rate=30))
print(train(learning_rate=0.1))
#> ...
#> 1. learning rate too high, in the optimizer SGD
#>    evidence: the loss climbed to 26 in epoch 9, 26 times what it was at first
#>    remedy:   learning_rate=0.1 in place of 30
#>    explains: saturated tanh, in layers[2] Tanh(); underfitting, in the network;
#>              overfitting, in the network
#> loss 0.823 -> 0.0698, held-out 0.134
#> healthy: nothing was found in 60 epochs

# Learning rate too low. Every step goes down, and the curve of the loss looks fine: it falls from the first epoch to
# the last. Look at the numbers beside it.

print(train(learning_rate=0.0001))
print(train(learning_rate=0.1))
#> loss 1.06 -> 1.01, held-out 0.959
#> 1. learning rate too low, in the optimizer SGD
#>    evidence: in 60 epochs the weights of the last layer moved by 2.3 % of their
#>              size; the loss ends at 92 % of that of always saying the mean
#>              target
#>    remedy:   learning_rate=0.01 in place of 0.0001
#>    explains: underfitting, in the network; one class ignored, in the outputs
#> loss 0.823 -> 0.0698, held-out 0.134
#> healthy: nothing was found in 60 epochs

# -- The fit.
#
# Underfitting. Everything works, and the network cannot do more. A line does not divide two circles, one within
# the other; it takes hidden neurons (chapter 2).


def circles():
    return data.circles(160, rng=nn.Random(1))


better = {"optimizer": nn.Adam, "learning_rate": 0.03}
print(train(circles, hidden=(), **better))
print(train(circles, hidden=(16,), **better))
#> loss 0.902 -> 0.696, held-out 0.699
#> 1. underfitting, in the network
#>    evidence: the loss ends at 100 % of that of always saying the mean target;
#>              it falls no further, or the inputs do not tell more
#>    remedy:   one hidden layer of 16 units in place of none
#> loss 0.749 -> 0.0121, held-out 0.0193
#> healthy: nothing was found in 60 epochs

# Overfitting. The loss falls on and on, but only on the samples it is trained with. On others it rises: what the
# network learns now is which sample is which, by heart (chapter 13).


def noisy_moons():
    return data.moons(60, noise=0.5, rng=nn.Random(2))


wide = {"hidden": (24, 24), "activation": nn.ReLU, "init": "he", "optimizer": nn.Adam, "learning_rate": 0.01}
doctor = train(noisy_moons, epochs=80, **wide)
print(doctor)
print(train(noisy_moons, epochs=doctor.findings[0].remedy.value, **wide))
#> loss 0.877 -> 0.207, held-out 0.777
#> 1. overfitting, in the network
#>    evidence: the held-out loss was lowest in epoch 18, 0.49, and rose to 0.78,
#>              while that of the training samples is 0.21
#>    remedy:   epochs=18 in place of 80; or callbacks=[nn.EarlyStopping()]
#> loss 0.877 -> 0.305, held-out 0.486
#> healthy: nothing was found in 18 epochs

# -- The checklist. In this order, for what stands further up causes what stands further down.

checks = [
    ("the data", ["do the labels differ?", "are the inputs of one size?", "is every class recognised?"]),
    ("the start", ["are the neurons different?", "are the first gradients smaller than the weights?"]),
    ("the signals", ["does the first layer get a gradient?", "are most ReLU units alive?", "do the other curves have a slope?"]),
    ("the steps", ["does the loss fall?", "do the weights move?"]),
    ("the fit", ["can the network learn its own samples?", "and then, does it know others?"]),
]
for what, questions in checks:
    print("%-12s %s" % (what, questions[0]))
    for question in questions[1:]:
        print("%-12s %s" % ("", question))
#> the data     do the labels differ?
#>              are the inputs of one size?
#>              is every class recognised?
#> the start    are the neurons different?
#>              are the first gradients smaller than the weights?
#> the signals  does the first layer get a gradient?
#>              are most ReLU units alive?
#>              do the other curves have a slope?
#> the steps    does the loss fall?
#>              do the weights move?
#> the fit      can the network learn its own samples?
#>              and then, does it know others?

# The doctor does the same on the command line, with a table of your own, and tries its remedy:
#
#     python3 -m purenn doctor --data iris --learning-rate 10 --try
#
# Where does it draw its lines? Every one of them stands in purenn/teach/doctor/thresholds.py, with the reason. They are
# set so that a healthy training is left alone: a doctor who always finds something is soon not listened to.

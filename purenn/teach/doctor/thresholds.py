"""Where normal ends: every threshold of the doctor, with its reason.

The figures of healthy and sick runs beside them are from the command line's own networks on all embedded and drawn data, and from the
same with other optimizers, activations, depths, inputs and first weights. `tests/benchmarks/doctor.py` looks whether they hold.

A loss is counted in parts of the constant loss, that of a network that says the mean target for every sample: 1 is nothing learnt,
whatever the data and the loss.
"""

from __future__ import annotations

from ...activations import Sigmoid, Tanh
from ...optimizers import SGD, AdaGrad, Adam, RMSProp

# What is looked at

LOOKS = 20  # about so many epochs, evenly spaced: each look costs as much as predicting the probe
PROBE = 300  # about so many samples: a unit that is silent for 300 of them is as good as dead
FIRST_BATCHES = 10  # the gradients of so many batches are kept: the median of ten does not mind one odd batch

# Whether there is any harm

UNSOLVED = 0.25  # healthy runs end at 0.08 or less; above this a fault that can be survived, and was not, is worth a word
HARDLY_LEARNT = 0.5  # above this little has been learnt; whether there was more to learn, another sign has to say
NOT_LEARNT = 0.75  # noisy data, such as two moons with a noise of 0.5, leaves 0.6 to the best network there is; this needs no other sign

# Data

LARGE_INPUT = 10.0  # scaled inputs have 1; with 10, a He network starts with a loss of 12, and its held-out loss ends three times as high
SMALL_INPUT = 0.05  # with 0.1 a network still learns in the usual time; with 0.01, SGD has learnt nothing after 40 epochs
# Targets that are measurements, their mean or deviation: with a mean of 10, SGD and Adam leave 3 to 12 times the loss of a mean of 0, and with a
# deviation of 0.01, SGD at 0.1 leaves 16 times as much as with 1. A loss below UNSOLVED says that it went well all the same.
LARGE_TARGET = 5.0
SMALL_TARGET = 0.05
RARE = 0.1  # a class that less than a tenth of the samples belong to can be ignored at little cost
IGNORED = 0.2  # the share of a class's samples that are recognised: healthy runs come to 0.9 or more for every class, and to 0.7 held out
HALF_KNOWN = 0.5  # a class of which more is recognised while learning, and hardly any of it held out, is learnt by heart: that is overfitting

# Signals

# A curve is flat where its slope is below a twenty-fifth of its steepest: sigmoids below 0.01 and above 0.99, tanh beyond 0.98.
FLAT = {Sigmoid: (0.01, 0.99), Tanh: (-0.98, 0.98)}
FLAT_SHARE = 0.5  # healthy networks start with 0.06 of a layer flat, or less; what they end with is no matter, for they have learnt
DEAD_SHARE = 0.5  # healthy layers have up to 0.4 of their units dead, narrow deep ones up to 0.75, and learn: so only if unsolved
MOSTLY_DEAD = 0.9  # no healthy layer has so many: what is left is too narrow for anything
VANISHING = 0.02  # a gradient that a layer gets, in parts of that of the last: healthy networks have 0.06 or more, five sigmoids 0.001
EXPLODING = 10.0  # a gradient, before the first step, in parts of the weights: classifiers have 2.3 or less; with 10, a step at 0.1 replaces them all
EXPLODED_LOSS = 20.0  # and the first loss: networks for one measurement of one input, with few wide weights, start with 9 and learn

# A norm that gradients are cut to: people take 1 where they know nothing else; with it or a smaller one there is nothing left to cut.
CLIPPED = 1.0

# Steps

PEAK = 2.0  # an epoch's loss, in parts of the first batch's or the constant loss: healthy networks never go above the larger of the two
RISE = 0.1  # an epoch's rise of the loss that the noise of small batches and of weighted classes does not explain
RISES = 1.5  # all such rises of a run added up: in healthy runs they come to 0.16, and to 1.2 where a high rate goes well after all
MOVED = 0.15  # how far the last layer moved, in parts of its first weights: in healthy runs at least 0.45
# What people take where they know nothing else; a lower rate can be too low, a higher one cannot.
USUAL = {SGD: 0.1, RMSProp: 0.005, AdaGrad: 0.05, Adam: 0.01}

# Fit

OVERFITTED = 0.4  # how far the held-out loss rose from its lowest, and stands above the other: healthy runs come to 0.23
HELD_OUT = 10  # rows; fewer than that prove nothing
FALLING = 0.05  # a loss that fell by so much in the second half of the run would have fallen further

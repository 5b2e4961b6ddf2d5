"""Losses far out: to clip, or to calculate with logits.

A network that says yes or no ends with a number z, called the logit, and p = sigmoid(z) is its
probability of yes. The loss is minus the logarithm of the probability that it gave to what was
true: -log(p) if the answer was yes (y = 1), -log(1 - p) if it was no (y = 0). Being sure and wrong
costs a lot, and it should: that is where the network has most to learn.

But for z = -40 a float p is so near to 0, and for z = 40 so near to 1, that 1 - p is 0, and its
logarithm does not exist. Many programs then clip p to something like 0.0000001. The loss is then
finite, and wrong: it stops growing, its slope is 0, and a network that starts on the wrong side
never learns. The right way is to calculate with z itself, and never with p.

Given are loss(z, y) and gradient(z, y), the slope of the loss with respect to z. Find laws that see
the difference. There is a beautiful one: being right about a "no" instead of a "yes" is a
difference of exactly z,

    loss(z, 0) - loss(z, 1) = z        but for rounding: compare with math.isclose, not with ==

And a slope is a slope, far out too. Five wrong versions are waiting; the law below sees none.
"""

import math


def law_in_the_middle(loss, gradient, draw):
    z = draw.number()
    assert math.isclose(loss(z, 1), math.log(1 + math.exp(-z)), rel_tol=1e-6)
    assert math.isclose(gradient(z, 1), -1 / (1 + math.exp(z)), rel_tol=1e-6)

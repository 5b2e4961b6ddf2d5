"""Binary cross-entropy: from the logit, and from probabilities that were clipped."""

import math

from purenn.exercises import right, wrong


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def clipped(p, least):
    return min(max(p, least), 1 - least)


@right
def loss(z, y):
    return max(z, 0.0) - z * y + math.log1p(math.exp(-abs(z)))


@right
def gradient(z, y):
    return sigmoid(z) - y


@right("loss")
def by_sign(z, y):
    margin = z if y == 1 else -z
    return math.log1p(math.exp(-margin)) if margin > 0 else math.log1p(math.exp(margin)) - margin


@wrong("loss", "The probability is clipped to 0.0000001, so no mistake costs more than 16.1.")
def m01(z, y):
    p = clipped(sigmoid(z), 1e-7)
    return -math.log(p if y == 1 else 1 - p)


@wrong("loss", "The probability is clipped to 1e-15: further out, but the same mistake.")
def m02(z, y):
    p = clipped(sigmoid(z), 1e-15)
    return -math.log(p if y == 1 else 1 - p)


@wrong("loss", "A small number is added inside the logarithm.")
def m03(z, y):
    p = sigmoid(z)
    return -math.log((p if y == 1 else 1 - p) + 1e-9)


@wrong("gradient", "The gradient is 0 where the probability would have been clipped: nothing is learnt where most is to be learnt.")
def m04(z, y):
    return 0.0 if abs(z) > 16 else gradient(z, y)


@wrong("gradient", "It goes through the slope of the sigmoid, p * (1 - p), and divides by it again; far out that is 0 / 0, and somebody wrote 0.")
def m05(z, y):
    p = sigmoid(z)
    slope = p * (1 - p)
    return gradient(z, y) if slope > 1e-12 else 0.0

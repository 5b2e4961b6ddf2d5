"""tanh, and what people have taken for its derivative."""

import math

from purenn.exercises import right, wrong


@right
def f(z):
    return math.tanh(z)


@right
def derivative(z):
    return 1 - math.tanh(z) ** 2


@right("derivative")
def by_factors(z):
    a = math.tanh(z)
    return (1 - a) * (1 + a)


@wrong("derivative", "The formula wants the output a = f(z), but is given z: 1 - z * z.")
def m01(z):
    return max(1 - z * z, 0.01)


@wrong("derivative", "The square is missing: 1 - |a|.")
def m02(z):
    return 1 - abs(math.tanh(z))


@wrong("derivative", "It is right for positive z, and for negative z the sign is wrong.")
def m03(z):
    return derivative(z) if z >= 0 else -derivative(z)


@wrong("derivative", "It is 1 / cosh(z) and not its square: right at 0, positive, symmetric, and too large everywhere else.")
def m04(z):
    return 1 / math.cosh(z)


@wrong("derivative", "It is a difference with a step of 0.05, which is too coarse: off by about one part in a thousand.")
def m05(z):
    step = 0.05
    return 1.0 if z == 0 else (f(abs(z) + step) - f(abs(z) - step)) / (2 * step)


@wrong("f", "The derivative is right, but the function is another one: it is cut off at 0.9 and -0.9, where its slope is 0.")
def m06(z):
    return min(max(math.tanh(z), -0.9), 0.9)

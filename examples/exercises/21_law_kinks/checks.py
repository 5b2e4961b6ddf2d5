"""ReLU, three right derivatives that differ at the kink, and wrong ones."""

from purenn.exercises import right, wrong


@right
def relu(z):
    return max(z, 0.0)


@right
def derivative(z):
    return 1.0 if z > 0 else 0.0


@right("derivative")
def one_at_the_kink(z):
    return 1.0 if z >= 0 else 0.0


@right("derivative")
def half_at_the_kink(z):
    return 0.5 if z == 0 else derivative(z)


@wrong("derivative", "At the kink it gives infinity, which is no slope between 0 and 1; everywhere else it is right.")
def m01(z):
    return float("inf") if z == 0 else derivative(z)


@wrong("derivative", "It is that of a leaky ReLU: a slope of 0.01 for negative z, which this function does not have.")
def m02(z):
    return 1.0 if z > 0 else 0.01


@wrong("derivative", "Its kink is in the wrong place: it is 0 up to 0.25.")
def m03(z):
    return 1.0 if z > 0.25 else 0.0


@wrong("derivative", "It is the function divided by its absolute value, so -1 on the negative side of 0.")
def m04(z):
    return 0.0 if z == 0 else z / abs(z)


@wrong("relu", "The function is cut off at 6 (it is the one called ReLU6), but the derivative knows nothing of it.")
def m05(z):
    return min(max(z, 0.0), 6.0)

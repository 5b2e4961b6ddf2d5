"""Finite differences: one-sided, too coarse, too fine, and of the wrong width."""

from purenn.exercises import right, wrong


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


@right
def slope(f, x):
    return central(f, x, 1e-5 * max(1, abs(x)))


@right("slope")
def by_a_power_of_two(f, x):
    return central(f, x, 2.0**-17 * max(1, abs(x)))


@wrong("slope", "It takes a step to one side only: the bend of the function comes through.")
def m01(f, x):
    h = 1e-5 * max(1, abs(x))
    return (f(x + h) - f(x)) / h


@wrong("slope", "Its step is too fine, 1e-11: hardly a digit of the difference is left.")
def m02(f, x):
    return central(f, x, 1e-11 * max(1, abs(x)))


@wrong("slope", "Its step is too coarse, 0.05. A parabola cannot tell.")
def m03(f, x):
    return central(f, x, 0.05 * max(1, abs(x)))


@wrong("slope", "Its step is 1e-5 however large x is: at a million, the step drowns in rounding.")
def m04(f, x):
    return central(f, x, 1e-5)


@wrong("slope", "It gives the size of the slope without its sign where the function itself is negative at x.")
def m05(f, x):
    found = slope(f, x)
    return abs(found) if f(x) < 0 and found < 0 and x > 0 else found


@wrong("slope", "It rounds to five digits behind the point.")
def m06(f, x):
    return round(slope(f, x), 5)

"""Steps that go downhill, but not the step that was asked for."""

from purenn.exercises import right, wrong


@right
def step(w1, w2, x, y, rate):
    h = w1 * x
    error = w2 * h - y
    return w1 - rate * 2 * error * w2 * x, w2 - rate * 2 * error * h


@wrong("step", "w2 is changed first, and the gradient of w1 is calculated with the new w2.")
def m01(w1, w2, x, y, rate):
    h = w1 * x
    error = w2 * h - y
    w2 = w2 - rate * 2 * error * h
    return w1 - rate * 2 * error * w2 * x, w2


@wrong("step", "w1 is changed first, and the gradient of w2 is calculated with the h of the new w1.")
def m02(w1, w2, x, y, rate):
    error = w2 * w1 * x - y
    w1 = w1 - rate * 2 * error * w2 * x
    return w1, w2 - rate * 2 * error * w1 * x


@wrong("step", "After changing w2 it goes forward again: the error of w1 is that of a network which has already learnt.")
def m03(w1, w2, x, y, rate):
    h = w1 * x
    new_w2 = w2 - rate * 2 * (w2 * h - y) * h
    return w1 - rate * 2 * (new_w2 * h - y) * w2 * x, new_w2


@wrong("step", "Only the last layer learns; w1 stays as it is.")
def m04(w1, w2, x, y, rate):
    return w1, step(w1, w2, x, y, rate)[1]


@wrong("step", "The factor 2 of the square is missing: the steps are half as long as they should be.")
def m05(w1, w2, x, y, rate):
    return step(w1, w2, x, y, rate / 2)

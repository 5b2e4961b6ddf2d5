"""The slope of anything: finite differences.

How steep is a function f at x? Take a small step h to the right and to the left, see how far the
value of f gets, and divide by the way from one to the other:

    slope = (f(x + h) - f(x - h)) / (2 * h)

This needs no formula for f, so it is the judge of all formulas. The step has to be small, since f
may bend on the way. But not too small, since floats have about 16 digits, and the digits that two
neighbouring values have in common are lost when they are subtracted. A good step is about 1e-5, and
for large x it grows with x: h = 1e-5 * max(1, abs(x)). A step to one side only, f(x + h) - f(x), is
much less exact.

A loss depends on many numbers at once. Its gradient is the list of its slopes with respect to each
of them, one after the other, while all others stay as they are.

Write slope(f, x), where f is a function of one number, and gradient(f, xs), where f is a function
of a list of numbers and xs is such a list. xs must be the same afterwards as it was before.
"""


def slope(f, x):
    """Return how steep f is at x."""
    raise NotImplementedError


def gradient(f, xs):
    """Return the list of the slopes of f with respect to each number in xs."""
    raise NotImplementedError

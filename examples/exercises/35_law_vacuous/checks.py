"""Gradient checks; most of them see no mistakes of some kind."""

from purenn.exercises import right, wrong


def slopes(f, derivative, points, h=2.0**-17):
    return [(derivative(v), (f(v + h) - f(v - h)) / (2 * h)) for v in points]


def near(a, b, tolerance=1e-5):
    return abs(a - b) <= tolerance * max(abs(a), abs(b))


@right
def agrees(f, derivative, points):
    return len(points) > 0 and all([near(a, b) for a, b in slopes(f, derivative, points)])


@wrong("agrees", "Without any points it says True: all() of nothing is true.")
def m01(f, derivative, points):
    return all([near(a, b) for a, b in slopes(f, derivative, points)])


@wrong("agrees", "Its tolerance is absolute, 0.0001: where everything is small, everything agrees.")
def m02(f, derivative, points):
    return len(points) > 0 and all([near(a, b) or abs(a - b) < 1e-4 for a, b in slopes(f, derivative, points)])


@wrong("agrees", "One point that agrees is enough for it: any where all was meant.")
def m03(f, derivative, points):
    return any([near(a, b) for a, b in slopes(f, derivative, points)])


@wrong("agrees", "It compares sizes and forgets the signs.")
def m04(f, derivative, points):
    return len(points) > 0 and all([near(abs(a), abs(b)) for a, b in slopes(f, derivative, points)])


@wrong("agrees", "It skips points where the derivative says 0, because a division by it would fail.")
def m05(f, derivative, points):
    return len(points) > 0 and all([near(a, b) for a, b in slopes(f, derivative, points) if a != 0])


@wrong("agrees", "It allows ten percent.")
def m06(f, derivative, points):
    return len(points) > 0 and all([near(a, b, 0.1) for a, b in slopes(f, derivative, points)])

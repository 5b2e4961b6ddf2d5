"""Slopes of cubes and of products, by differences that have to be central, and neither too coarse nor too fine."""

from purenn.exercises import check, claim, shown

SCALES = [1.0, 100.0, 1e6, 0.0]  # a step that does not grow drowns in rounding at a million, and one that only follows x is 0 at 0


def cube(draw):
    return {"x": draw.number() * draw.pick(SCALES) + 0.0, "c": draw.number()}


def point(draw):
    xs, scale = draw.vector(draw.size(3)), draw.pick(SCALES)
    return {"xs": [x * scale + 0.0 for x in xs]}


def near(got, should):
    return isinstance(got, (int, float)) and abs(got - should) <= 1e-7 * max(1.0, abs(should))


@check(cube)
def slope_of_a_cube(code, x, c):
    got = code.slope(lambda v: c * v * v * v, x)
    claim(near(got, 3 * c * x * x), "and f(v) = c * v**3 your slope(f, x) is %r; to seven digits it should be %r" % (got, 3 * c * x * x))


@check(point)
def gradient_of_a_sum(code, xs):
    # f(xs) = 1 * xs[0]**3 + 2 * xs[1]**3 + ... : each slope is another
    got = code.gradient(lambda values: sum([k * v * v * v for k, v in enumerate(values, 1)]), xs)
    should = [3 * k * v * v for k, v in enumerate(xs, 1)]
    fits = isinstance(got, list) and len(got) == len(xs) and all([near(g, s) for g, s in zip(got, should)])
    claim(fits, "and f(xs) = xs[0]**3 + 2 * xs[1]**3 + ... your gradient(f, xs) is %s; to seven digits it should be %s" % (shown(got), shown(should)))

"""Gradients of a straight line that are nearly right."""

from purenn.exercises import right, wrong


def errors(w, b, xs, ys):
    return [w * x + b - y for x, y in zip(xs, ys)]


@right
def loss(w, b, xs, ys):
    return sum([e * e for e in errors(w, b, xs, ys)]) / len(xs)


@right
def gradient(w, b, xs, ys):
    found = errors(w, b, xs, ys)
    return 2 * sum([e * x for e, x in zip(found, xs)]) / len(xs), 2 * sum(found) / len(xs)


@right("gradient")
def divided_first(w, b, xs, ys):
    pairs = list(zip(errors(w, b, xs, ys), xs))
    return sum([2 * e / len(xs) * x for e, x in pairs]), sum([2 * e / len(xs) for e, _ in pairs])


@wrong("gradient", "It divides by the count plus 1e-10, so that it never divides by 0.")
def m01(w, b, xs, ys):
    found = errors(w, b, xs, ys)
    return 2 * sum([e * x for e, x in zip(found, xs)]) / (len(xs) + 1e-10), 2 * sum(found) / (len(xs) + 1e-10)


@wrong("gradient", "It adds a little weight decay that nobody has asked for: 1e-9 times w.")
def m02(w, b, xs, ys):
    d_w, d_b = gradient(w, b, xs, ys)
    return d_w + 1e-9 * w, d_b


@wrong("gradient", "It turns everything into floats, whatever it is given.")
def m03(w, b, xs, ys):
    return gradient(float(w), float(b), [float(x) for x in xs], [float(y) for y in ys])


@wrong("gradient", "It rounds the slope with respect to b to eight digits.")
def m04(w, b, xs, ys):
    d_w, d_b = gradient(w, b, xs, ys)
    return d_w, round(d_b, 8)


@wrong("gradient", "The slope with respect to b is wrong outright, by the factor 2. The law of the stub never looks at it.")
def m05(w, b, xs, ys):
    d_w, d_b = gradient(w, b, xs, ys)
    return d_w, d_b / 2

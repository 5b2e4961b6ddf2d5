from fractions import Fraction


def fraction(draw):
    return Fraction(draw.integer(-9, 9), draw.integer(1, 9))


def law_exactly(loss, gradient, draw):
    n = draw.size()
    w, b = fraction(draw), fraction(draw)
    xs, ys = [fraction(draw) for _ in range(n)], [fraction(draw) for _ in range(n)]
    d_w, d_b = gradient(w, b, xs, ys)
    assert d_w == (loss(w + 1, b, xs, ys) - loss(w - 1, b, xs, ys)) / 2
    assert d_b == (loss(w, b + 1, xs, ys) - loss(w, b - 1, xs, ys)) / 2

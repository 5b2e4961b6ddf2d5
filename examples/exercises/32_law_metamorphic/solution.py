import math


def near(first, second):
    return len(first) == len(second) and all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(first, second))


def law_changed_questions(gradient, draw):
    n, inputs = draw.size(), draw.size(3)
    w, X, Y = draw.vector(inputs), draw.matrix(n, inputs), draw.vector(n)
    found = gradient(w, X, Y)
    assert near(gradient(w, X[::-1], Y[::-1]), found)
    assert near(gradient(w, X + X, Y + Y), found)
    assert near(gradient(w[::-1], [row[::-1] for row in X], Y), found[::-1])
    assert near(gradient([2 * v for v in w], X, [2 * y for y in Y]), [2 * v for v in found])


def law_nothing_to_learn(gradient, draw):
    n, inputs = draw.size(), draw.size(3)
    w, X = draw.vector(inputs), draw.matrix(n, inputs)
    Y = [sum(a * b for a, b in zip(w, row)) for row in X]
    assert near(gradient(w, X, Y), [0.0] * inputs)
    x = draw.vector(inputs)
    with_error = gradient(w, [*X, x], [*Y, sum(a * b for a, b in zip(w, x)) - 1.0])
    assert near([v * (n + 1) for v in with_error], gradient(w, [x], [sum(a * b for a, b in zip(w, x)) - 1.0]))

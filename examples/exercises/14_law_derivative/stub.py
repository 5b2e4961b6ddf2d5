"""A function and its derivative: do they belong together?

Every activation comes as a pair: the function f, and derivative, which says how steep f is at z.
Training goes wrong if they do not fit, though not at once and not loudly: the network still learns
something. It is one of the bugs that people live with for months.

Here f is the hyperbolic tangent, tanh, and its derivative is 1 - f(z) ** 2. The law below knows
three true things of it. They are not enough. (A law names what it wants to be given, and in any
order: f, derivative, draw, or only some of them.)

Better is a law that does not know which function it is about. The slope at z is what comes out if
you take a small step h to both sides and look how far f gets:

    (f(z + h) - f(z - h)) / (2 * h)         for example with h = 2.0 ** -17

This is right to about nine digits where f is smooth. So compare, with math.isclose and a tolerance
to match: math.isclose(x, y, rel_tol=1e-6). Too tight, and it fails for right code; too loose, and a
mistake of one percent slips through. Far out, where f is flat, the digits run out: keep z between
-5 and 5.

Such a law is called a gradient check. Six wrong pairs are waiting for it.
"""


def law_known_values(f, derivative, draw):
    z = draw.real(-2, 2)
    assert derivative(0.0) == 1.0
    assert 0 < derivative(z) <= 1
    assert derivative(z) == derivative(abs(z))

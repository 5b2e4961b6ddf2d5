"""A law about what must not happen: changing the caller's list.

scale(m, factor) gives a new matrix in which every number of m is multiplied by the factor. Whether
the numbers are right is soon tested, and the law below does it.

But a list in Python is a thing that can be changed by everybody who has it. If scale changes m
itself, the caller's matrix is spoilt: they wanted to have both. If the result shares a row with m,
all looks well until somebody changes a number in one of them, and it changes in the other too. That
is called aliasing: one thing under two names. A network whose saved "best weights" are the list
that training goes on changing has lost them.

Five wrong versions are waiting; all of them calculate the right numbers. Find laws for what must
not happen. Python can tell you whether two names stand for one thing: a is b.
"""


def law_numbers(scale, draw):
    m = draw.matrix(draw.size(), draw.size())
    factor = draw.number()
    expected = [[factor * v for v in row] for row in m]
    assert scale(m, factor) == expected

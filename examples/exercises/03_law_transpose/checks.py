"""Transposes: most of the wrong ones are their own inverse, as the right one is."""

from purenn.exercises import right, wrong


@right
def transpose(m):
    return [list(column) for column in zip(*m)]


@wrong("transpose", "It gives the matrix back as it is: two times nothing is nothing too.")
def m01(m):
    return [list(row) for row in m]


@wrong("transpose", "It mirrors at the other diagonal, from the lower left to the upper right: the shape is right, and twice is once too often.")
def m02(m):
    return [list(column)[::-1] for column in zip(*m)][::-1]


@wrong("transpose", "It turns the matrix upside down.")
def m03(m):
    return [list(row) for row in m[::-1]]


@wrong("transpose", "It turns the matrix by a quarter, which is another thing: four times are needed to be back.")
def m04(m):
    return [list(column)[::-1] for column in zip(*m)]


@wrong("transpose", "It is right for square matrices only; others are cut off to a square.")
def m05(m):
    side = min(len(m), len(m[0]))
    return [[m[c][r] for c in range(side)] for r in range(side)]

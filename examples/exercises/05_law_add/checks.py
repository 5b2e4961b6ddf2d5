"""Broadcasting gone wrong, mostly where there are not as many rows as columns."""

from purenn.exercises import right, wrong


def at(m, r, c):
    return m[r % len(m)][c % len(m[0])]


def added(a, b, rows, columns):
    return [[at(a, r, c) + at(b, r, c) for c in range(columns)] for r in range(rows)]


@right
def add(a, b):
    return added(a, b, max(len(a), len(b)), max(len(a[0]), len(b[0])))


@wrong("add", "A column is taken for a row: it is added along the wrong direction.")
def m01(a, b):
    if len(b[0]) == 1 and len(b) > 1 and len(a[0]) > 1:
        b = [[row[0] for row in b]]
    return added(a, b, max(len(a), len(b)), max(len(a[0]), len(b[0])))


@wrong("add", "Only the first row gets the bias; the others stay as they were. It shows as soon as there is a second row.")
def m02(a, b):
    if len(b) == 1 and len(a) > 1:
        return added(a[:1], b, 1, max(len(a[0]), len(b[0]))) + [list(row) for row in a[1:]]
    return add(a, b)


@wrong("add", "It counts the columns by the rows, so that everything beyond the square is cut off.")
def m03(a, b):
    columns = max(len(a[0]), len(b[0]))
    return added(a, b, max(len(a), len(b)), min(columns, max(len(a), len(b))))


@wrong("add", "The result always has the shape of a: a small a with a large b is cut off.")
def m04(a, b):
    return added(a, b, len(a), len(a[0]))


@wrong("add", "It uses zip: where b has one row only, everything behind the first row is lost.")
def m05(a, b):
    if len(a) == len(a[0]):
        return add(a, b)
    return [added([row], [other], 1, max(len(row), len(other)))[0] for row, other in zip(a, b)]

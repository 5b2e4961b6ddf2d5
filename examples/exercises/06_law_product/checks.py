"""Products of matrices that obey the law of the identity, all of them."""

from purenn.exercises import right, wrong


@right
def dot(a, b):
    columns = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, column)]) for column in columns] for row in a]


@wrong("dot", "Where both are square it multiplies in the opposite order: dot(b, a).")
def m01(a, b):
    return dot(b, a) if len(a) == len(a[0]) == len(b) == len(b[0]) else dot(a, b)


@wrong("dot", "It goes along the rows of b where b is square, instead of the columns: the transpose is missing. The identity is its own transpose.")
def m02(a, b):
    return dot(a, list(zip(*b)) if len(b) == len(b[0]) else b)


@wrong("dot", "It multiplies element by element where the shapes are the same, and sums over nothing, unless b is the identity.")
def m03(a, b):
    square = [[1.0 if i == j else 0.0 for j in range(len(b[0]))] for i in range(len(b))]
    if len(a) == len(b) and len(a[0]) == len(b[0]) and b != square:
        return [[x * y for x, y in zip(row, other)] for row, other in zip(a, b)]
    return dot(a, b)


@wrong("dot", "It leaves out the last product of each sum where a has more than one row and is not square.")
def m04(a, b):
    last = len(b) - 1 if len(a) > 1 and len(a) != len(a[0]) else len(b)
    return [[sum([row[k] * b[k][j] for k in range(last)]) for j in range(len(b[0]))] for row in a]


@wrong("dot", "It takes the absolute value of each sum where b has negative elements only.")
def m05(a, b):
    negative = all([v < 0 for row in b for v in row])
    return [[abs(v) if negative else v for v in row] for row in dot(a, b)]

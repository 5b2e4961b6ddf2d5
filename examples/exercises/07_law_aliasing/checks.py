"""The right numbers, in lists that belong to somebody else."""

from purenn.exercises import right, wrong


@right
def scale(m, factor):
    return [[factor * v for v in row] for row in m]


@wrong("scale", "It changes the matrix that it is given, and gives it back.")
def m01(m, factor):
    for row in m:
        row[:] = [factor * v for v in row]
    return m


@wrong("scale", "With a factor of 1.0 there is nothing to do, so it gives back the matrix of the caller.")
def m02(m, factor):
    return m if factor == 1.0 else scale(m, factor)


@wrong("scale", "The outer list is new, but with a factor of 1.0 the rows are those of the caller: list(m) copies one level only.")
def m03(m, factor):
    return list(m) if factor == 1.0 else scale(m, factor)


@wrong("scale", "Where two rows of the result are equal, it uses one list for both, to save memory.")
def m04(m, factor):
    seen = {}
    return [seen.setdefault(tuple(row), row) for row in scale(m, factor)]


@wrong("scale", "It takes the rows out of the caller's matrix one by one, and leaves it empty.")
def m05(m, factor):
    result = []
    while m:
        result += scale([m.pop(0)], factor)
    return result

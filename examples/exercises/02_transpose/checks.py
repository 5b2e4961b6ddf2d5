"""The transpose, element by element."""

from purenn.exercises import check, claim, same


def matrix(draw):
    most = draw.pick([4, 4, 4, 12])
    return {"m": draw.matrix(draw.size(most), draw.size(most))}


@check(matrix)
def value(code, m):
    same("transpose(m)", code.transpose(m), [[row[c] for row in m] for c in range(len(m[0]))])


@check(matrix)
def new(code, m):
    got = code.transpose(m)
    claim(got is not m and not any([row is other for row in got for other in m]), "your transpose(m) gives back a list of m itself, not a new one")

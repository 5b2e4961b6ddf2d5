def at(m, r, c):
    return m[r if len(m) > 1 else 0][c if len(m[0]) > 1 else 0]


def add(a, b):
    rows, columns = max(len(a), len(b)), max(len(a[0]), len(b[0]))
    return [[at(a, r, c) + at(b, r, c) for c in range(columns)] for r in range(rows)]

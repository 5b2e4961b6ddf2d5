def law_rows_are_picked(dot, draw):
    inner, columns = draw.size(), draw.size()
    b = draw.matrix(inner, columns)
    for k in range(inner):
        assert dot([[1.0 if i == k else 0.0 for i in range(inner)]], b) == [b[k]]


def law_sums(dot, draw):
    rows, inner, columns = draw.size(), draw.size(), draw.size()
    a, other, b = draw.matrix(rows, inner), draw.matrix(rows, inner), draw.matrix(inner, columns)
    both = [[x + y for x, y in zip(first, second)] for first, second in zip(a, other)]
    added = [[x + y for x, y in zip(first, second)] for first, second in zip(dot(a, b), dot(other, b))]
    assert dot(both, b) == added


def law_row_by_row(dot, draw):
    rows, inner, columns = draw.size(), draw.size(), draw.size()
    a, b = draw.matrix(rows, inner), draw.matrix(inner, columns)
    assert dot(a, b) == [dot([row], b)[0] for row in a]

def law_nothing_is_shared_or_changed(scale, draw):
    row = draw.vector(draw.size())
    m = [list(row) for _ in range(draw.size())]
    factor = draw.number()
    before = [list(row) for row in m]
    result = scale(m, factor)
    assert m == before
    assert result is not m
    rows = m + result
    for i in range(len(rows)):
        for j in range(i):
            assert rows[i] is not rows[j]

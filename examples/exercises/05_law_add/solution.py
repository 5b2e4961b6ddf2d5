def law_every_shape(add, draw):
    rows, columns = draw.size(), draw.size()
    a = draw.matrix(draw.pick([rows, 1]), draw.pick([columns, 1]))
    b = draw.matrix(draw.pick([rows, 1]), draw.pick([columns, 1]))
    c = add(a, b)
    assert len(c) == max(len(a), len(b))
    for i in range(len(c)):
        assert len(c[i]) == max(len(a[0]), len(b[0]))
        for j in range(len(c[i])):
            assert c[i][j] == a[i % len(a)][j % len(a[0])] + b[i % len(b)][j % len(b[0])]

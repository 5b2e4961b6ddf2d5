def law_everything_in_its_place(transpose, draw):
    m = draw.matrix(draw.size(), draw.size())
    t = transpose(m)
    assert len(t) == len(m[0])
    for r in range(len(m)):
        for c in range(len(m[0])):
            assert len(t[c]) == len(m)
            assert t[c][r] == m[r][c]

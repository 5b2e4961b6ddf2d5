ONES = [[1.0] * 20 for _ in range(20)]


def law_prediction(dropout, draw):
    A = draw.matrix(draw.size(), draw.size())
    assert dropout(A, False, draw.integer(0, 1000)) == A


def law_training(dropout, draw):
    seed = draw.integer(0, 1000)
    B = dropout(ONES, True, seed)
    assert all(b in (0.0, 2.0) for row in B for b in row)
    assert 150 <= sum(row.count(0.0) for row in B) <= 250
    assert B[0] != B[1]
    assert B != dropout(ONES, True, seed + 1)

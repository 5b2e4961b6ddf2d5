def numbered(n):
    return [[float(s)] for s in range(n)], [[10.0 * s] for s in range(n)]


def law_every_sample_once(epoch, draw):
    n, size, seed = draw.size(8), draw.size(3), draw.integer(0, 99)
    X, Y = numbered(n)
    batches = epoch(X, Y, size, seed)
    rows = [x for X_batch, _ in batches for x in X_batch]
    targets = [y for _, Y_batch in batches for y in Y_batch]
    assert sorted(rows) == numbered(n)[0]
    assert targets == [[10.0 * x[0]] for x in rows]
    assert all(len(X_batch) == size for X_batch, _ in batches[:-1])
    assert (X, Y) == numbered(n)
    assert batches == epoch(X, Y, size, seed)


def law_orders_differ(epoch, draw):
    X, Y = numbered(8)
    start = draw.integer(0, 99)
    epochs = [epoch(X, Y, 2, start + k) for k in range(20)]
    assert len({str(batches) for batches in epochs}) > 1
    together = [any([0.0] in rows and [1.0] in rows for rows, _ in batches) for batches in epochs]
    assert not all(together)

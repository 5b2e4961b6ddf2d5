def loss(w1, w2, x, y):
    return (w2 * w1 * x - y) ** 2


def law_slopes_at_the_old_place(step, draw):
    w1, w2, x, y = draw.number(), draw.number(), draw.number(), draw.number()
    new_w1, new_w2 = step(w1, w2, x, y, 0.5)
    assert new_w1 == w1 - 0.5 * (loss(w1 + 1, w2, x, y) - loss(w1 - 1, w2, x, y)) / 2
    assert new_w2 == w2 - 0.5 * (loss(w1, w2 + 1, x, y) - loss(w1, w2 - 1, x, y)) / 2

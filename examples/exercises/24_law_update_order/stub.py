"""Updates made too early.

Two neurons in a row, with one weight each and no activation: the first makes h = w1 * x, the second
a = w2 * h. The loss is (a - y) ** 2. step(w1, w2, x, y, rate) does one step of gradient descent and
gives back the new w1 and the new w2. Backpropagation starts at the end, so it comes to w2 first:

    d_w2 = 2 * (a - y) * h
    d_w1 = 2 * (a - y) * w2 * x             with the w2 that the forward pass has used

Whoever changes w2 at once, as soon as its gradient is known, then calculates d_w1 with the new w2.
It is nearly the right number. The loss goes down, the training converges, the curves look well: the
law below, that the loss gets smaller, sees nothing.

So ask for more: by how much has each weight changed, and is that rate times its slope, at the place
where the weights were before the step? The loss is a square in w1 and in w2 alone, and for squares
the difference (loss at w + 1) - (loss at w - 1), divided by 2, is the slope exactly. The numbers
that are drawn are quarters: == is safe if the rate is 0.5.
"""


def law_downhill(step, draw):
    w1, w2, x, y = draw.number(), draw.number(), draw.number(), draw.number()
    before = (w2 * w1 * x - y) ** 2
    new_w1, new_w2 = step(w1, w2, x, y, 0.001)
    after = (new_w2 * new_w1 * x - y) ** 2
    assert after <= before

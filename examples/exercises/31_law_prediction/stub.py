"""Training is not predicting.

Dropout, and a few other layers, do one thing while the network is trained and another when it
predicts. Here is such a layer:

    dropout(A, training, seed)

With training=True it drops about half of the numbers, those that the seed decides on, and doubles
the others, so that the average stays the same. With training=False it gives A back unchanged.

If the two get mixed up, a network that has learnt well predicts at random, or one that seems to
drop never does. A law has to ask for both: what holds for a prediction (it does not depend on the
seed, and it is A), and what holds in training. The latter is random, but not anything goes: each
number is either 0 or doubled; over many numbers about half are dropped; which ones depends on the
seed, and differs from row to row.

For "about half" draw many numbers: of 400 that are dropped with probability one half, 150 to 250
are dropped, except once in a million times. Six wrong versions are waiting.
"""


def law_zero_or_doubled(dropout, draw):
    A, seed = draw.matrix(2, 3), draw.integer(0, 1000)
    B = dropout(A, True, seed)
    for row, other in zip(A, B):
        for a, b in zip(row, other):
            assert b == 0 or b == 2 * a

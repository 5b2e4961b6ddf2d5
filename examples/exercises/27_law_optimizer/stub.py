"""A law for optimizers: what they remember, and for whom.

An optimizer is a thing with a memory. The one given here is gradient descent with momentum, as in
the exercise before last:

    optimizer = Momentum(rate, momentum)
    weights = optimizer.step(weights, gradients)     a new list; and it remembers the velocities

    velocity = momentum * velocity + gradient,  weight = weight - rate * velocity

Whatever has a memory goes wrong in ways that one call cannot show. Two optimizers may share one
memory. The memory may stand still, or be forgotten. The velocity of one weight may get into
another. So a law has to make several steps, and the best ones compare two ways of doing the same:
one optimizer for two weights, or two optimizers for one weight each; a run, and the same run again.
And a weight whose gradient is 0 still has a velocity; draw.vector never draws a 0, so put one in.

The law below looks at the first step only, where momentum does nothing. Five wrong versions are
waiting. Use rates and momentums such as 0.5, and all numbers are exact.
"""


def law_first_step(Momentum, draw):
    weights, gradients = draw.vector(2), draw.vector(2)
    optimizer = Momentum(0.5, 0.5)
    assert optimizer.step(weights, gradients) == [w - 0.5 * g for w, g in zip(weights, gradients)]

"""Momentum: a step that remembers the last one.

Plain gradient descent goes where the slope points, and in a narrow valley that is to and fro
between the walls. A heavy ball does better. It keeps a velocity: each gradient pushes it a little,
and what it had is only partly lost. To and fro cancels out, along the valley adds up.

    velocity = momentum * velocity + gradient
    weight   = weight - rate * velocity

With momentum 0 this is plain gradient descent. With 0.9 each push is felt for about ten steps. At
the start the velocity is 0, so the very first step is a plain one.

There are several ways to write momentum down; this is the one of PyTorch. (In another one, the rate
stands in the first line. As long as the rate stays the same, both come to the same weights.)

Write momentum_step for a whole list of weights, with a list of their gradients and a list of their
velocities. Give back two new lists: the weights and the velocities.
"""


def momentum_step(weights, gradients, velocities, rate, momentum):
    """Return the weights and the velocities after one step."""
    raise NotImplementedError

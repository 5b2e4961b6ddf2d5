"""Adam: a step of its own for every weight.

Weights differ: some have large gradients in every step, some have small ones. One rate for all is
too much for the first, or too little for the second. Adam keeps two running means for each weight,
m of its gradients and v of their squares, and divides one by the root of the other, so that every
weight moves about `rate` per step, whatever the size of its gradients:

    t = t + 1                                            t counts the steps
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    weight = weight - rate * m_hat / (sqrt(v_hat) + epsilon)

m and v start at 0, so at first they are much too small; the two lines with the hats put that right.
They matter: without them the first steps are several times too long or too short. epsilon keeps
from dividing by 0. (D. Kingma and J. Ba, 2015, algorithm 1.)

An optimizer has a memory, so write it as a class. The first call of step gets to know how many
weights there are. In each call t counts once, for all weights together.
"""

import math


class Adam:
    def __init__(self, rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
        raise NotImplementedError

    def step(self, weights, gradients):
        """Return the list of the new weights; remember m, v and t for the next call."""
        raise NotImplementedError

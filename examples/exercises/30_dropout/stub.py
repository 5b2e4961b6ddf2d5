"""Dropout: forget a part, so that nobody relies on it.

While a network is trained, dropout sets a random part of the numbers that go through it to 0. No
neuron can then rely on one single other, and what is learnt is more robust. With rate 0.25, each
number is dropped with the probability 0.25.

So that the sums of the next layer stay as large as before, on average, what is kept grows: it is
divided by 1 - rate. A number that stands for itself three times out of four counts four thirds.

    A = [[3.0, 6.0]]    rate = 0.25    draws = [[0.8, 0.1]]

    dropout(A, rate, draws) = [[4.0, 0.0]]

draws is a matrix of the same shape with random numbers from 0 up to 1, one for each number in A.
Where the draw is below the rate, the number is dropped. (You are given the draws so that the result
can be checked.) On the way back, the same numbers are dropped and the same ones grow: what did not
take part is not to blame. So the gradient goes through the same factors, with the same draws.

Write dropout and dropout_backward. When the network predicts, neither is used: nothing is dropped.
"""


def dropout(A, rate, draws):
    """Return A with a part of its numbers set to 0, and the others divided by 1 - rate."""
    raise NotImplementedError


def dropout_backward(dA, rate, draws):
    """Return the gradient with respect to the input of dropout, from that of its output."""
    raise NotImplementedError

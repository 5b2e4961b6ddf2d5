"""Laws without an answer: what if the question is changed?

How do you test code whose right answer nobody knows? A trained network, say, or a gradient over a
million samples. You change the question in a way whose effect you do know. Then you compare two
answers, neither of which you could have calculated. Such laws are called metamorphic.

gradient(w, X, Y) is the gradient of a loss with respect to the weights w, a list. The loss is the
mean of the squared errors of the samples: rows of X, with one number in Y for each. The answer is a
list as long as w. Do not write its formula down. Ask instead:

    If the samples come in another order, what happens to the gradient?
    If every sample stands there twice?
    If w and Y are doubled?
    If the columns of X are reversed, and the weights with them?
    If there is one sample more, whose error is 0, and n + 1 instead of n is what one divides by?
    If Y is what the weights would have given: what is the gradient then?

Six wrong versions are waiting; the law below asks the first of these questions. All numbers are
quarters, but sums in another order may differ in the last digit, so compare with a tolerance.
"""

import math


def near(first, second):
    return len(first) == len(second) and all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(first, second))


def law_order_of_samples(gradient, draw):
    n = draw.size()
    w, X, Y = draw.vector(2), draw.matrix(n, 2), draw.vector(n)
    assert near(gradient(w, X, Y), gradient(w, X[::-1], Y[::-1]))

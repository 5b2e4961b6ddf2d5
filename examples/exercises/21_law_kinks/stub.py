"""Kinks: when the test is wrong, and not the code.

ReLU, max(z, 0), is the activation that most networks use. Its slope is 1 for positive z and 0 for
negative z. At 0 it has a kink: there is no one slope, and whoever writes the derivative may choose
any number from 0 to 1.

The law below is the gradient check that you know. Run it, and you will see it fail on the right
code. If z lies at the kink, or nearer to it than the step h, then the step crosses the kink, and
the difference is something in between that means nothing. Right networks fail a careless gradient
check in this way all the time, and people have searched for days for a bug that was in the test.

Mend the law. It must hold for every right version (there are three; they differ at 0), and it must
still kill the five wrong ones. One way is draw.assume(condition): where the condition does not
hold, the case is put aside and does not count. But see that you do not put aside too much: one of
the wrong versions shows only at the kink itself.
"""

import math


def law_slope(relu, derivative, draw):
    z = draw.real(-2, 2)
    h = 2.0**-17
    slope = (relu(z + h) - relu(z - h)) / (2 * h)
    assert math.isclose(derivative(z), slope, rel_tol=1e-6, abs_tol=1e-6)

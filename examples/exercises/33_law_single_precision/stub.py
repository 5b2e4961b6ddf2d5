"""Single precision: how wrong may right code be?

A float in Python has about 16 digits. Most neural networks run on graphics cards and small boards,
whose floats have 7: that is single precision. A law with a tolerance of nine digits fails there for
code that is as right as it can be, and one with a tolerance of three digits accepts rubbish.

sigmoid(z) is given in single precision: its result is the float with 7 digits that lies nearest to
the true one. So it is off by up to one part in 2 ** 24, and never by more. The law below demands
what a float of Python can do. Run it, and see the right version fail.

Which tolerance is just? Think of relative and absolute errors, too. At z = -20 the sigmoid is about
0.000000002. An absolute tolerance of 1e-6 accepts everything there, even 0; a relative one asks for
seven digits of it. A learning network needs them, for a loss takes its logarithm.

Nor is z = -20 far out for such a float, which can still show exp(-80): look further than the law
below does.

Mend the law, so that both right versions obey it (the other one is off by up to three parts in 2 **
24), and all five wrong ones are killed. math.isclose(x, y, rel_tol=r) compares relatively.
"""

import math


def law_exact(sigmoid, draw):
    z = draw.real(-20, 20)
    assert math.isclose(sigmoid(z), 1 / (1 + math.exp(-z)), rel_tol=1e-9)

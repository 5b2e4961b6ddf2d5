"""Is it the sigmoid, or an impostor?

What do you know of the sigmoid? It is always between 0 and 1. It goes up. It is symmetric: what it
lacks to 1 at z, it has at -z. The law below says all of this, and says it for numbers drawn at
random: a good property test, one would think.

Yet many functions are S-shaped, and most of the wrong versions that wait for you obey all three.
Laws of a kind that "many things obey" cannot pin one thing down; for that you need a law that only
the right function obeys.

Think of the odds. If p is the probability of rain, p / (1 - p) are the odds. Of the sigmoid, and of
no other function, it holds that the odds at z are exp(z). And so the odds at a + b are the odds at
a times the odds at b. (That alone holds for exp(2 * z) too: it takes one value, or exp(z) itself,
to say how steep it is.)

Be careful with ==. Two right ways to calculate the sigmoid may differ in the last digit, and a law
must not fail for that. math.isclose(x, y, rel_tol=1e-6) is true where two numbers agree to six
digits. And do not look too far out: 1 - p has lost its digits where p is nearly 1. Between -10 and
10 six digits are safe.
"""

import math


def law_shape(sigmoid, draw):
    z = draw.real(-3, 3)
    assert 0 < sigmoid(z) < 1
    assert sigmoid(z) < sigmoid(z + 0.5)
    assert math.isclose(sigmoid(-z), 1 - sigmoid(z))

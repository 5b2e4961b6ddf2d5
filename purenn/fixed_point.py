"""Fixed point: fractions as whole numbers, and softmax, sigmoid and tanh without a float.

A number with k bits after the point is a whole number that means itself / 2**k. Adding, and multiplying by whole numbers, is
exact then, and the same on every Python. These are the formats of the fast lane, all in this one place:

    number                    bits after the point        why
    ------------------------  --------------------------  -----------------------------------------------------------------
    input                     `input_bits`, 4 by default  pixels and measurements do not need more; few levels are fast
    activation, hidden layer  ACTIVATION 8                ReLU keeps up to LARGEST, 1,024; sigmoid and tanh have 257 and 513 levels
    step                      STEP 13                     rate * gradient, with the sign of the way down: rounded by dice, so that
                                                          small ones are not lost but come true now and then
    weight, bias              STEP + those of its input   so step * input is the update, exactly: 17 and 21 bits
    weighted sum              STEP + twice its input's    so weight * input is exact too: 21 and 29 bits
    logit, for the tables     LOGIT 10                    exp changes by a thousandth from one entry to the next
    probability, error        PROBABILITY 16              what stands between output and target
    learning rate             RATE 24

Weights of the first layer and errors on their way back live in lanes of 32 bits, weighted sums of later layers in lanes of 64.

The one constant of the tables is exp(-1/1024), in 62 bits; everything else is made of it by multiplying whole numbers. A
table that came from the floats of a board could differ from that of a workstation in its last digit.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import List

ACTIVATION, STEP, LOGIT, PROBABILITY, RATE = 8, 13, 10, 16, 24
LARGEST = 1 << (ACTIVATION + 10)  # no activation of a hidden layer may be larger
ONE = 1 << PROBABILITY
HALF = ONE >> 1

FINE = 4607184617107619806  # exp(-1 / 1024) * 2**62, rounded


def powers(base: "int", count: "int") -> "List[int]":
    """Return base ** 0, base ** 1 ... for a number with 62 bits after the point.

    Example:
        >>> [v >> 60 for v in powers(1 << 61, 3)]
        [4, 2, 1]
    """
    values = [1 << 62]
    for _ in range(count - 1):
        values.append(values[-1] * base >> 62)
    return values


_fine = powers(FINE, 257)
# exp(-d / 1024) is one entry of each: d = 256 * (row of the first) + (row of the second).
COARSE_TABLE = [v + (1 << 39) >> 40 for v in powers(_fine[256], 64)]  # 22 bits after the point
FINE_TABLE = [v + (1 << 39) >> 40 for v in _fine[:256]]
END = len(COARSE_TABLE) << 8  # exp(-16): from here on it is 0


def exponential(d: "int") -> "int":
    """Return exp(-d / 1024) with 16 bits after the point, for d of at least 0.

    Example:
        >>> exponential(0), exponential(1024), exponential(99999)
        (65536, 24109, 0)
    """
    return COARSE_TABLE[d >> 8] * FINE_TABLE[d & 255] + (1 << 27) >> 28 if d < END else 0


def shifted(value: "int", bits: "int", wanted: "int") -> "int":
    """Return a number with `bits` after the point as one with `wanted`, rounded down.

    Example:
        >>> shifted(7, 2, 1), shifted(7, 2, 4)
        (3, 28)
    """
    return value >> (bits - wanted) if bits >= wanted else value << (wanted - bits)


def softmax(logits: "List[int]", bits: "int") -> "List[int]":
    """Return the probabilities of whole-number logits with `bits` after the point.

    Formula:  a[k] = exponential(highest - z[k]) / total
    Example:
        >>> softmax([0, 0], 10), softmax([0, 99 << 10], 10)
        ([32768, 32768], [0, 65536])
    """
    highest = max(logits)
    drop = bits - LOGIT
    differences = [highest - z >> drop for z in logits]
    # `exponential`, written out: this is done for every sample.
    exponentials = [COARSE_TABLE[d >> 8] * FINE_TABLE[d & 255] + (1 << 27) >> 28 if d < END else 0 for d in differences]
    total = sum(exponentials)
    return [(e << PROBABILITY) // total for e in exponentials]


def sigmoid(z: "int") -> "int":
    """Return the probability of a logit with 10 bits after the point.

    Formula:  a = round(2**16 / (1 + exp(-z / 2**10)))  # to the nearest or the one beside it
    Example:
        >>> sigmoid(0), sigmoid(1024), sigmoid(-99999)
        (32768, 47911, 0)
    """
    e = exponential(abs(z))
    small = ((e << PROBABILITY) + (ONE + e >> 1)) // (ONE + e)
    return small if z < 0 else ONE - small


def to_fixed(value: "float", bits: "int") -> "int":
    """Return a float as a whole number with `bits` after the point, rounded to the nearest.

    Errors:   ValueError  it is so large that it would be infinite
    Example:
        >>> to_fixed(0.75, 2), to_fixed(-0.75, 1), to_fixed(-0.8, 1)
        (3, -1, -2)
    """
    scaled = value * (1 << bits)
    if scaled - scaled != 0:
        raise ValueError("%s is too large for a whole number with %d bits after the point" % (value, bits))
    whole = int(scaled)
    rest = scaled - whole  # exact; scaled + 0.5 is not, in floats of 32 bits
    return whole + (rest >= 0.5) - (rest < -0.5)

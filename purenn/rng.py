"""Random numbers, the same on every Python.

A seed gives the same numbers on CPython, PyPy and MicroPython, on a board and on a workstation:
the generator works in 32-bit integers, and `uniform` uses 24 bits, which even a 32-bit float holds
exactly. Python's own `random` differs from one implementation to the next, and is left untouched.
"""

from math import log

from .shapes import as_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Optional, Sequence

_MASK = 0xFFFFFFFF


def _scramble(x: "int") -> "int":
    """Spread the bits of a counter over 32 bits, so that neighbouring seeds give unlike states."""
    x = (x ^ (x >> 16)) * 0x85EBCA6B & _MASK
    x = (x ^ (x >> 13)) * 0xC2B2AE35 & _MASK
    return x ^ (x >> 16)


class Random:
    """Draw random numbers from a seed: xoshiro128**, a generator with 128 bits of state.

    Errors:   ValueError  the seed is not a whole number
    Source:   D. Blackman and S. Vigna, Scrambled Linear Pseudorandom Number Generators, ACM Transactions
              on Mathematical Software 47(4), 2021, xoshiro128 with the ** scrambler. The seed is spread by
              the 32-bit finalizer of MurmurHash3 (A. Appleby, fmix32) over multiples of 0x9E3779B9.
    Example:
        >>> a, b = Random(7), Random(7)
        >>> a.uniform() == b.uniform()
        True
    """

    def __init__(self, seed: "int" = 0) -> "None":
        number = as_integer(seed)
        if number is None:
            raise ValueError("a seed should be a whole number, but is %r" % (seed,))
        seed = number
        # Seeds longer than 32 bits fold into the counter piece by piece, so that none is cut off.
        start = 0 if seed >= 0 else _MASK  # without it -k would give the numbers of k
        rest = abs(seed)
        while rest:
            start = _scramble(start ^ (rest & _MASK))
            rest >>= 32
            if rest:
                start ^= 0x9E3779B9  # without it k * 2**32 would give the numbers of k
        self.state = [_scramble(start + k * 0x9E3779B9 & _MASK) for k in (1, 2, 3, 4)]

    def bits(self) -> "int":
        """Return the next 32 random bits as an integer from 0 to 2**32 - 1.

        Example:
            >>> random = Random()
            >>> random.state = [1, 2, 3, 4]
            >>> [random.bits() for _ in range(4)]
            [11520, 0, 5927040, 70819200]
        """
        s0, s1, s2, s3 = self.state
        x = s1 * 5 & _MASK
        result = ((x << 7 | x >> 25) & _MASK) * 9 & _MASK
        s2 ^= s0
        s3 ^= s1
        self.state = [s0 ^ s3, s1 ^ s2, s2 ^ (s1 << 9 & _MASK), (s3 << 11 | s3 >> 21) & _MASK]
        return result

    def uniform(self, low: "float" = 0.0, high: "float" = 1.0) -> "float":
        """Draw a number from low up to high; high itself only comes where the sum is rounded to it, and never from 0 to 1.

        Formula:  low + (high - low) * u  # u is one of the 2**24 multiples of 2**-24 from 0 up to 1
        Example:
            >>> 2.0 <= Random(1).uniform(2.0, 3.0) < 3.0
            True
        """
        return low + (high - low) * ((self.bits() >> 8) / 16777216)

    def normal(self, mean: "float" = 0.0, deviation: "float" = 1.0) -> "float":
        """Draw from the normal distribution.

        Only the acceptance test takes a logarithm and the number itself is plain arithmetic, so the last
        digit of a library's log or cos cannot make two Pythons differ.

        Formula:  x = 2 * sqrt(2 / e) * (u - 0.5) / v  # u and v uniform, drawn until x * x / 4 <= -log(v)
                  mean + deviation * x
        Errors:   ValueError  the deviation is negative
        Source:   A. Kinderman and J. Monahan, Computer Generation of Random Variables Using the Ratio of
                  Uniform Deviates, ACM Transactions on Mathematical Software 3(3), 1977, pp. 257-260
        Example:
            >>> draws = [Random(seed).normal(10.0, 2.0) for seed in range(1000)]
            >>> round(sum(draws) / 1000)
            10
        """
        if deviation < 0:
            raise ValueError("a standard deviation should be at least 0, but is %s" % deviation)
        while True:
            u = self.uniform()
            v = 1.0 - self.uniform()
            x = 1.7155277699214135 * (u - 0.5) / v
            if x * x / 4.0 <= -log(v):
                return mean + deviation * x

    def randint(self, low: "int", high: "int") -> "int":
        """Draw a whole number from low to high, both included, each equally likely.

        Errors:   ValueError  low is greater than high, they are 2**32 or more apart, or not whole
        Example:
            >>> 1 <= Random(1).randint(1, 6) <= 6
            True
        """
        count = high - low + 1
        if not 1 <= count <= _MASK + 1 or low % 1 or high % 1:
            raise ValueError("randint(low, high) expects whole numbers, low <= high < low + 2**32, but got %s and %s" % (low, high))
        return int(low) + self._below(int(count))

    def _below(self, count: "int") -> "int":
        # Draws past the last whole multiple of count would favour the small numbers: draw again.
        draw = self.bits()
        while draw - draw % count > _MASK + 1 - count:
            draw = self.bits()
        return draw % count

    def shuffle(self, items: "Sequence[Any]") -> "List[Any]":
        """Return the items as a new list in random order; `items` stays as it is.

        Source:   R. Durstenfeld, Algorithm 235: Random permutation, Communications of the ACM 7(7), 1964
        Example:
            >>> sorted(Random(1).shuffle([1, 2, 3]))
            [1, 2, 3]
        """
        shuffled = list(items)
        for i in range(len(shuffled) - 1, 0, -1):
            j = self._below(i + 1)
            shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
        return shuffled

    def choice(self, items: "Sequence[Any]") -> "Any":
        """Draw one of the items, each equally likely.

        Errors:   ValueError  there are no items
        Example:
            >>> Random(1).choice("aaa")
            'a'
        """
        if len(items) == 0:
            raise ValueError("choice expects at least one item, but got none")
        return items[self.randint(0, len(items) - 1)]


# The library's own generator: what every function draws from when no rng is passed.
_own = Random(0)


def seed(value: "int") -> "None":
    """Start the library's own generator anew, so that what follows can be repeated.

    Errors:   ValueError  the seed is not a whole number
    Example:
        >>> seed(42); a = resolve(None).uniform()
        >>> seed(42); a == resolve(None).uniform()
        True
    """
    _own.state = Random(value).state


def resolve(rng: "Optional[Random]") -> "Random":
    """Return the generator that was passed, or the library's own for None.

    Errors:   ValueError  rng is something else, such as a bare seed
    Example:
        >>> mine = Random(7)
        >>> resolve(mine) is mine
        True
    """
    if rng is None:
        return _own
    if not hasattr(rng, "bits") or isinstance(rng, type):
        raise ValueError("rng should be a Random, such as nn.Random(7), but is %r" % (rng,))
    return rng

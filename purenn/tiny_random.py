"""The random numbers of `rng`, for a tiny network: without checks, and nothing but uniform ones."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterator

_MASK = 0xFFFFFFFF


def uniform(seed: "int") -> "Iterator[float]":
    """Yield the numbers from 0 up to 1 that `Random(seed)` draws, for a seed from 0 to 2**32 - 1.

    Source:   as in `rng`: xoshiro128**, seeded by MurmurHash3's finalizer
    Example:
        >>> from purenn.rng import Random
        >>> next(uniform(7)) == Random(7).uniform()
        True
    """
    start = _scramble(seed)
    s0, s1, s2, s3 = [_scramble(start + k * 0x9E3779B9 & _MASK) for k in (1, 2, 3, 4)]
    while True:
        x = s1 * 5 & _MASK
        yield ((x << 7 | x >> 25) * 9 & _MASK) // 256 / 16777216
        s2 ^= s0
        s3 ^= s1
        s0, s1, s2, s3 = s0 ^ s3, s1 ^ s2, s2 ^ (s1 << 9 & _MASK), (s3 << 11 | s3 >> 21) & _MASK


def _scramble(x: "int") -> "int":
    x = (x ^ (x >> 16)) * 0x85EBCA6B & _MASK
    x = (x ^ (x >> 13)) * 0xC2B2AE35 & _MASK
    return x ^ (x >> 16)

"""Lanes: many whole numbers side by side in one integer, and all of them added in one step.

Python's integers have no end, so one of them can hold a whole row. Give every number a lane of 4 digits and add:

      7   |   20   |  300            0007 0020 0300
      1   |    2   |    3          + 0001 0002 0003
    ------+--------+------         ----------------
      8   |   22   |  303            0008 0022 0303

One addition, three sums. In the same way `acc + x * row` adds x times a whole row of weights to a row of sums: two steps
of the interpreter, however long the row, and the loop over its numbers runs inside Python's own C code. (Processors do
this with their registers, where it is called SIMD, or SWAR.) Here a lane is 32 or 64 binary digits wide.

A negative number borrows from the lane on its left, and that is all right: a packed row is the plain sum
values[0] + values[1] * 2**32 + values[2] * 2**64 ..., so sums and multiples of rows are those of the numbers, exactly,
whatever happens in between. Only where a row is read again do all numbers have to fit their lanes: a signed lane of 32 bits
holds -2**31 up to 2**31 - 1. Who adds rows has to see to that beforehand, and `within` is the question to ask.
"""

from .shapes import as_integer

try:
    from array import array
except ImportError:
    array = None  # type: ignore[assignment, misc]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Sequence

    from .rng import Random

CODES = {32: "i", 64: "q"}  # how `array` calls signed whole numbers of so many bits


def array_fits(make: "Any" = array) -> "bool":
    """Tell whether `array` lays numbers out as lanes are: lowest byte first, 4 or 8 bytes each."""
    if make is None:
        return False
    try:
        one = list(make("q", b"\1" + b"\0" * 7))
        return all([bytes(make(CODES[bits], one)) == b"\1" + b"\0" * (bits // 8 - 1) for bits in (32, 64)])
    except Exception:  # ValueError where there is no "q"; on Brython "i" refuses with an error of JavaScript what came out of a "q"
        return False


class Lanes:
    """Know how rows of `count` numbers are packed, in lanes of so many bits.

    Formula:  row = sum(values[j] << (bits * j) for j in range(count))
    Errors:   ValueError  there is no lane, or lanes are neither 32 nor 64 bits wide
    Source:   L. Lamport, Multiple Byte Processing with Full-Word Instructions, Communications of the ACM 18(8), 1975
    Example:
        >>> lanes = Lanes(3)
        >>> a, b = lanes.pack([7, -20, 300]), lanes.pack([1, 2, -3])
        >>> lanes.unpack(a + 10 * b)
        [17, 0, 270]
    """

    def __init__(self, count: "int", bits: "int" = 32) -> "None":
        if bits not in CODES:
            raise ValueError("a lane should be 32 or 64 bits wide, but is %r" % (bits,))
        if (as_integer(count) or 0) < 1:
            raise ValueError("a packed row should have at least 1 lane, but has %r" % (count,))
        self.count = count
        self.bits = bits
        self.size = count * bits // 8  # bytes of a row
        self.ones = repeat(1, count, bits)  # a 1 in every lane
        self.top = self.ones << (bits - 1)  # the highest bit of every lane
        self.low, self.high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
        self.by_array = array_fits()

    def pack(self, values: "Sequence[int]") -> "int":
        """Put a row of whole numbers into one integer.

        Two's complement with its sign bits turned over is the number plus 2**31: what is left is to take that away.

        Errors:   OverflowError  a number does not fit its lane
                  ValueError     there are more or fewer numbers than lanes
        Example:
            >>> Lanes(2).pack([3, 1]) == 3 + 2**32
            True
        """
        if len(values) != self.count:
            raise ValueError("a packed row of %d lanes expects as many numbers, but got %d" % (self.count, len(values)))
        if max(values) > self.high or min(values) < self.low:
            j = [self.low <= v <= self.high for v in values].index(False)
            raise OverflowError("a lane of %d bits holds numbers from %d to %d, but values[%d] is %d" % (self.bits, self.low, self.high, j, values[j]))
        if self.by_array:
            return (int.from_bytes(bytes(array(CODES[self.bits], values)), "little") ^ self.top) - self.top
        return join(values, self.bits)

    def unpack(self, row: "int") -> "List[int]":
        """Return the numbers of a packed row, each of which has to fit its lane.

        Example:
            >>> Lanes(2).unpack(3 - 2**32)
            [3, -1]
        """
        if self.by_array:
            return list(array(CODES[self.bits], ((row + self.top) ^ self.top).to_bytes(self.size, "little")))
        return split((row + self.top).to_bytes(self.size, "little"), self.bits // 8, -self.low)

    def within(self, row: "int", k: "int") -> "bool":
        """Tell whether every number of a row is from -2**k up to 2**k - 1, as long as all fit their lanes.

        With 2**k added, such numbers have no bit above the lowest k + 1. The others are the guard bits: all lanes
        are looked at in one step.

        Example:
            >>> lanes = Lanes(2)
            >>> lanes.within(lanes.pack([7, -8]), 3), lanes.within(lanes.pack([8, 0]), 3)
            (True, False)
        """
        return row + (self.ones << k) & self.guard(k) == 0

    def guard(self, k: "int") -> "int":
        """Return the bits of every lane above the lowest k + 1."""
        return self.ones * ((1 << self.bits) - (2 << k))

    def reach(self, rows: "Sequence[int]") -> "int":
        """Return the smallest 2**k such that every number of all rows is within it.

        Example:
            >>> lanes = Lanes(2)
            >>> lanes.reach([lanes.pack([1, -5]), lanes.pack([0, 0])])
            8
        """
        k = 0
        added, guard = self.ones, self.guard(0)
        for row in rows:
            while row + added & guard:
                k += 1
                added, guard = self.ones << k, self.guard(k)
        return 1 << k

    def spread(self, rng: "Random") -> "int":
        """Draw a row of random numbers, 1 to 2**32 - 1, one in each lane and not signed: the start of a `PackedRandom`."""
        return join([rng.randint(1, 0xFFFFFFFF) for _ in range(self.count)], self.bits)


def repeat(value: "int", count: "int", bits: "int") -> "int":
    """Return an integer with the same number in every lane.

    Example:
        >>> repeat(5, 2, 32) == 5 + 5 * 2**32
        True
    """
    return value * (((1 << (count * bits)) - 1) // ((1 << bits) - 1))


def join(values: "Sequence[int]", bits: "int") -> "int":
    """Pack by halves, without `array`: each half is one integer already when the two are put together.

    Example:
        >>> join([1, 2, 3], 32) == 1 + 2 * 2**32 + 3 * 2**64
        True
    """
    if len(values) == 1:
        return values[0]
    half = len(values) // 2
    return join(values[:half], bits) + (join(values[half:], bits) << (half * bits))


def split(content: "bytes", size: "int", bias: "int") -> "List[int]":
    """Unpack without `array`: cut the bytes of a row whose numbers are all `bias` too large.

    Example:
        >>> split(bytes([9, 0, 0, 0, 5, 0, 0, 0]), 4, 5)
        [4, 0]
    """
    return [int.from_bytes(content[at : at + size], "little") - bias for at in range(0, len(content), size)]


class PackedRandom:
    """Draw random numbers in all lanes at once: as many generators as there are lanes, side by side in one integer.

    Formula:  x = x ^ (x << 13) & 0xFFFFFFFF
              x = x ^ (x >> 17)
              x = x ^ (x << 5) & 0xFFFFFFFF
    Source:   G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003, the triple 13, 17, 5 for 32 bits
    Example:
        >>> from purenn.rng import Random
        >>> dice = PackedRandom(Lanes(4), Random(1))
        >>> a, b = dice.draw(), dice.draw()
        >>> a != b
        True
    """

    def __init__(self, lanes: "Lanes", rng: "Random") -> "None":
        self.state = lanes.spread(rng)
        # What a shift brings over from the lane beside it is masked off.
        self.left13 = lanes.ones * (0xFFFFFFFF & -(1 << 13))
        self.right17 = lanes.ones * (0xFFFFFFFF >> 17)
        self.left5 = lanes.ones * (0xFFFFFFFF & -(1 << 5))

    def draw(self) -> "int":
        """Return the next random bits: 32 in every lane, not signed."""
        x = self.state
        x ^= x << 13 & self.left13
        x ^= x >> 17 & self.right17
        x ^= x << 5 & self.left5
        self.state = x
        return x

"""Activations of the fast lane: whole-number levels out of packed sums, and packed blame back into steps.

ReLU is the shortest: it looks at no number at all. With 2**31 added to every lane, the highest bit of a lane says whether its
number was positive; spread over the lane, that bit is a mask that keeps what is positive and clears the rest.
"""

from .fixed_point import ACTIVATION, LARGEST, LOGIT, ONE, PROBABILITY, STEP, shifted, sigmoid, to_fixed
from .lanes import Lanes, PackedRandom
from .packed_layers import LaneError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Tuple

    from .rng import Random

TOP = 1 << ACTIVATION  # the level of 1.0


class PackedActivation:
    """Do one activation number by number: unpack, look up, pack; derive from it and define `levels` and `slopes`."""

    def __init__(self, lanes: "Lanes", sum_bits: "int", name: "str") -> "None":
        self.name = name
        self.lanes = lanes
        self.sum_bits = sum_bits
        self.level_lanes = Lanes(lanes.count)

    def roll(self, rng: "Random") -> "None":
        """Start the dice that round the steps."""
        self.dice = PackedRandom(self.level_lanes, rng)

    def levels(self, numbers: "List[int]") -> "List[int]":
        """Return the levels of numbers with 8 bits after the point."""
        raise NotImplementedError("%s should define levels(numbers)" % type(self).__name__)

    def slopes(self, numbers: "List[int]", levels: "List[int]") -> "List[int]":
        """Return the derivative, with 16 bits after the point, at every number, of which the levels came."""
        raise NotImplementedError("%s should define slopes(numbers, levels)" % type(self).__name__)

    def forward(self, total: "int") -> "Tuple[List[int], int, Any]":
        """Return the levels of packed sums as a list and packed, and what backward needs.

        Errors:   LaneError  an activation is larger than LARGEST
        """
        numbers = [shifted(z, self.sum_bits, ACTIVATION) for z in self.lanes.unpack(total)]
        levels = self.levels(numbers)
        if max(levels) > LARGEST or min(levels) < -LARGEST:
            raise self.too_large()
        return levels, self.level_lanes.pack(levels), (numbers, levels)

    def too_large(self) -> "LaneError":
        """Return the error of an activation that is larger than LARGEST."""
        return LaneError("an output of %s is beyond %d, as far as the fast lane counts" % (self.name, LARGEST >> ACTIVATION))

    def backward(self, blame: "int", bits: "int", memory: "Any") -> "Any":
        """Return the steps of the neurons, blame times slope, rounded by dice to STEP bits after the point."""
        drop = bits - STEP
        low = (1 << drop) - 1
        dice = self.level_lanes.unpack(self.dice.draw() - self.level_lanes.top)
        numbers = zip(self.level_lanes.unpack(blame), self.slopes(*memory), dice)
        return [(b * slope >> PROBABILITY) + (d & low) >> drop for b, slope, d in numbers]


class PackedReLU(PackedActivation):
    """ReLU in all lanes at once, for the 32-bit sums of the first layer."""

    def __init__(self, lanes: "Lanes", sum_bits: "int", name: "str") -> "None":
        PackedActivation.__init__(self, lanes, sum_bits, name)
        self.drop = sum_bits - ACTIVATION
        self.masks: "Dict[int, Tuple[int, int, int]]" = {}  # by how many bits are dropped
        self.kept = lanes.ones * ((1 << (31 - self.drop)) - 1)  # the bits of a level
        self.beyond = self.kept & ~(lanes.ones * (LARGEST - 1))  # those of a level that is too large

    def forward(self, total: "int") -> "Tuple[List[int], int, Any]":
        lanes = self.lanes
        raised = total + lanes.top
        positive = raised >> 31 & lanes.ones
        mask = (positive << 32) - positive  # 32 ones where a number is not negative
        levels = (raised & mask) >> self.drop & self.kept
        if levels & self.beyond:
            raise self.too_large()
        return lanes.unpack(levels), levels, mask

    def backward(self, blame: "int", bits: "int", mask: "Any") -> "Any":
        drop = bits - STEP
        if drop not in self.masks:
            self.masks[drop] = (self.lanes.ones * ((1 << drop) - 1), self.lanes.ones * ((1 << (32 - drop)) - 1), self.lanes.top >> drop)
        low, high, raised_by = self.masks[drop]
        raised = (blame + (self.dice.draw() & low) + self.lanes.top) >> drop & high
        return (raised & mask) - (raised_by & mask)


class ListReLU(PackedActivation):
    """ReLU and leaky ReLU for the sums of any layer."""

    slope = 0  # below zero, with 16 bits after the point

    def levels(self, numbers: "List[int]") -> "List[int]":
        slope = self.slope
        return [z if z >= 0 else z * slope >> PROBABILITY for z in numbers]

    def slopes(self, numbers: "List[int]", levels: "List[int]") -> "List[int]":
        slope = self.slope
        return [ONE if z >= 0 else slope for z in numbers]


class TableActivation(PackedActivation):
    """A function that is flat from some number on: look its levels up in a table."""

    table: "List[int]" = []  # levels for 0, 1/256, 2/256 ...; the last one goes on for ever

    def look_up(self, z: "int") -> "int":
        """Return the level for a number that is not negative."""
        return self.table[z] if z < len(self.table) else TOP


class PackedSigmoid(TableActivation):
    """Sigmoid: the level of -z is that of z, from the other end."""

    def __init__(self, lanes: "Lanes", sum_bits: "int", name: "str") -> "None":
        PackedActivation.__init__(self, lanes, sum_bits, name)
        self.table = [rounded(sigmoid(z << (LOGIT - ACTIVATION))) for z in range(8 << ACTIVATION)]

    def levels(self, numbers: "List[int]") -> "List[int]":
        return [self.look_up(z) if z >= 0 else TOP - self.look_up(-z) for z in numbers]

    def slopes(self, numbers: "List[int]", levels: "List[int]") -> "List[int]":
        return [a * (TOP - a) for a in levels]


class PackedTanh(TableActivation):
    """Tanh, which is 2 * sigmoid(2 * z) - 1: the level of -z is minus that of z."""

    def __init__(self, lanes: "Lanes", sum_bits: "int", name: "str") -> "None":
        PackedActivation.__init__(self, lanes, sum_bits, name)
        self.table = [rounded(2 * sigmoid(2 * z << (LOGIT - ACTIVATION)) - ONE) for z in range(4 << ACTIVATION)]

    def levels(self, numbers: "List[int]") -> "List[int]":
        return [self.look_up(z) if z >= 0 else -self.look_up(-z) for z in numbers]

    def slopes(self, numbers: "List[int]", levels: "List[int]") -> "List[int]":
        return [ONE - a * a for a in levels]


def rounded(probability: "int") -> "int":
    """Return a number with 16 bits after the point as a level, rounded to the nearest.

    Example:
        >>> rounded(65536), rounded(200)
        (256, 1)
    """
    return probability + 128 >> 8


def packed_activation(layer: "Any", lanes: "Lanes", sum_bits: "int", name: "str") -> "Any":
    """Return the packed kind of an activation layer, or None where there is none."""
    kind = type(layer).__name__
    if kind == "ReLU" and lanes.bits == 32:
        return PackedReLU(lanes, sum_bits, name)
    if kind in ("ReLU", "LeakyReLU"):
        made = ListReLU(lanes, sum_bits, name)
        made.slope = to_fixed(layer.slope, PROBABILITY) if kind == "LeakyReLU" else 0
        return made
    if kind == "Sigmoid":
        return PackedSigmoid(lanes, sum_bits, name)
    return PackedTanh(lanes, sum_bits, name) if kind == "Tanh" else None

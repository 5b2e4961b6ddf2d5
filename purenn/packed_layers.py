"""The hot loop of the fast lane: a Dense layer as packed rows, and what it does for one sample.

Row i of a packed layer holds the weights from input i to every neuron, side by side; the last row holds the biases, which
are the weights of an input that is always one. Then there are three things to do, and nothing else takes time:

    sums    add level * row over the inputs that are not zero: the weighted sums of all neurons
    blame   add step * column over the outputs: how much each input of the layer is to blame
    move    add level * steps to the row of every input that is not zero: the update

A step is -rate * gradient, rounded to a whole number; so an update is a whole number too, and exact.

Nothing may leave its lane. Each layer knows a `bound` that no weight exceeds: an update adds the most that it can move a
weight, and before the bound leaves what the lanes have room for, the weights themselves are looked at.
"""

from .callbacks import TrainingError
from .fixed_point import ACTIVATION, STEP, to_fixed
from .lanes import Lanes
from .shapes import require_finite

try:
    from itertools import compress
    from operator import mul
except ImportError:
    compress = mul = None  # type: ignore[assignment, misc]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Sequence, Tuple

    from .samples import Sample

WEIGHT_LIMIT = 1 << 30  # of a weight in a lane of 32 bits: one bit stays free
BLAME_LIMIT = (1 << 31) - (1 << 22)  # of blame in such a lane: dice of at most 22 bits are added to it


class LaneError(TrainingError):
    """Say which number of the fast lane would not fit its lane; it was found before it did harm."""


class PackedDense:
    """Hold the weights of a Dense layer in packed rows; what both kinds of packed layers share.

    Errors:   ValueError  a weight is too large for its lane, or not finite
    """

    def __init__(self, dense: "Any", input_bits: "int", width: "int", name: "str") -> "None":
        self.name = name
        self.inputs, self.outputs = dense.inputs, dense.outputs
        self.input_bits = input_bits
        self.weight_bits = STEP + input_bits
        self.sum_bits = self.weight_bits + input_bits
        self.lanes = Lanes(dense.outputs, width)
        require_finite(dense.weights, name + " cannot be packed: weights")
        require_finite(dense.biases, name + " cannot be packed: biases")
        self.rows = [self.lanes.pack(self.fixed(row, i)) for i, row in enumerate(list(zip(*dense.weights)) + [dense.biases])]
        self.limit = WEIGHT_LIMIT
        self.forget()

    def fixed(self, row: "Sequence[float]", i: "int") -> "List[int]":
        """Return weights as whole numbers."""
        numbers = [to_fixed(w, self.weight_bits) for w in row]
        if max(numbers) >= WEIGHT_LIMIT or min(numbers) <= -WEIGHT_LIMIT:
            most = WEIGHT_LIMIT >> self.weight_bits
            raise ValueError("%s cannot be packed: its weights have to be between -%d and %d, but one of input %d is not" % (self.name, most, most, i))
        return numbers

    def forget(self) -> "None":
        """Trust the bound no more: somebody else may have changed the weights."""
        self.bound, self.doubt = 0, -1  # so that even an update of nothing looks first

    def look(self) -> "int":
        """Return a power of two that no weight exceeds, by looking at all of them."""
        self.bound = self.lanes.reach(self.rows)
        self.doubt = self.limit
        return self.bound

    def grow(self, most: "int") -> "None":
        """Prepare for an update that moves no weight by more than `most`.

        Errors:   LaneError  a weight might leave its lane
        """
        self.bound += most
        if self.bound > self.doubt:
            self.bound = self.look() + most
            if self.bound > self.limit:
                raise LaneError("a weight of %s is outgrowing its lane, which has room up to %.4g" % (self.name, self.limit / (1 << self.weight_bits)))

    def sums(self, levels: "Sequence[int]") -> "int":
        """Return the packed weighted sums for the levels of all inputs; those that are zero cost next to nothing."""
        total = self.rows[-1] << self.input_bits
        if compress is not None:
            return sum(map(mul, filter(None, levels), compress(self.rows, levels)), total)  # type: ignore[no-any-return]
        for level, row in zip(levels, self.rows):
            if level:
                total += level * row
        return total

    def take_back(self, inputs: "Any", steps: "Any") -> "None":
        """Undo a move; whole numbers come back to the last bit."""
        self.add(inputs, [-step for step in steps] if isinstance(steps, list) else -steps)
        self.forget()

    def add(self, inputs: "Any", steps: "Any") -> "None":
        """Add levels * steps to the rows, which have been prepared for it; each kind of layer defines it."""

    def numbers(self) -> "List[List[int]]":
        """Return the weights as whole numbers, a row for each input and one for the biases."""
        return [self.lanes.unpack(row) for row in self.rows]

    def values(self) -> "List[List[int]]":
        """Return the lists of packed rows, for training to copy and to put back; so the bound is to be found anew."""
        self.forget()
        return [self.rows]

    def restore(self, dense: "Any") -> "None":
        """Give the weights, which are fractions of powers of two and so exact, to a Dense layer."""
        unit = 1.0 / (1 << self.weight_bits)
        floats = [[v * unit for v in row] for row in self.numbers()]
        dense.biases = floats.pop()
        for row, values in zip(dense.weights, zip(*floats)):
            row[:] = values


class InputLayer(PackedDense):
    """The first layer: its inputs are prepared samples, and its weighted sums stay in lanes of 32 bits.

    A weighted sum is at most the sum of all levels of its sample times the largest weight: the proof that nothing overflows.
    """

    def __init__(self, dense: "Any", input_bits: "int", name: "str") -> "None":
        PackedDense.__init__(self, dense, input_bits, 32, name)
        self.highest = 0

    def room(self) -> "int":
        """Return how much the levels of a sample may add up to, their signs left out: the proof that no sum leaves its lane."""
        return self.lanes.high // (self.bound or self.look())

    def make_room(self, heaviest: "int", name: "str") -> "None":
        """Prove that the weights at hand can meet a sample whose levels add up to `heaviest`.

        Errors:   ValueError  they cannot
        """
        room, unit = self.room(), 1 << self.input_bits
        if heaviest > room:
            raise ValueError(
                "%s is too large for the lanes of %s: its numbers, as the network reads them, add up to %.4g without their signs, and there is room"
                " for %.4g; scale them, or let each mean less with input_scale" % (name, self.name, heaviest / unit, room / unit)
            )

    def start(self, samples: "Any", held_out: "Any" = None) -> "None":
        """Set the limit of the weights for a training on these samples.

        Errors:   ValueError  the weights at hand are beyond it already
        """
        heaviest = 0
        for part, name in ((samples, "X[%d]"), (held_out, "in the validation data: X[%d]")):
            if part is not None:
                self.make_room(part.heaviest, name % part.heaviest_place)
                heaviest = max(heaviest, part.heaviest)
        self.limit = min(WEIGHT_LIMIT, self.lanes.high // heaviest)
        self.highest = max(samples.highest, 1 << self.input_bits)
        self.forget()

    def make_sure(self) -> "None":
        """Look at the weights after an epoch, so that the bound is tight and proven again.

        Errors:   LaneError  a weight is beyond the limit
        """
        self.forget()
        self.grow(0)

    def grouped_sums(self, sample: "Sample") -> "int":
        """Return the packed weighted sums of a prepared sample: rows of one level are added first, and multiplied once."""
        rows, total = self.rows, 0
        for level, members in sample:
            part = 0
            for i in members:
                part += rows[i]
            total += level * part
        return total

    def move(self, sample: "Sample", steps: "Any", most: "int") -> "None":
        """Take a step, of which no number is larger than `most`: add level * steps to the row of every input that is not zero."""
        self.grow(most * self.highest)
        self.add(sample, steps)

    def add(self, sample: "Sample", steps: "Any") -> "None":
        if isinstance(steps, list):
            steps = self.lanes.pack(steps)
        rows = self.rows
        for level, members in sample:
            change = level * steps
            for i in members:
                rows[i] += change


class HiddenLayer(PackedDense):
    """Any later layer: its inputs are levels of activations, its weighted sums are in lanes of 64 bits.

    The same weights stand here twice: in `rows`, one for each input, to add up the outputs, and in `columns`, one for each
    output in lanes of 32 bits, to add up the blame. Both get the same exact updates.
    """

    def __init__(self, dense: "Any", input_bits: "int", name: "str") -> "None":
        PackedDense.__init__(self, dense, input_bits, 64, name)
        self.input_lanes = Lanes(dense.inputs)
        self.turn()

    def turn(self) -> "None":
        """Write the columns anew; a training that was interrupted may have moved the rows, and not yet them."""
        self.columns = [self.input_lanes.pack(column) for column in zip(*self.numbers()[:-1])]

    def look(self) -> "int":
        bound = PackedDense.look(self)
        self.doubt = min(self.limit, 4 * bound)  # a tight bound lets blame keep its bits
        return bound

    def forget(self) -> "None":
        PackedDense.forget(self)
        self.reach = ACTIVATION  # no level is above 2**reach

    def highest(self, packed_levels: "int") -> "int":
        """Return a power of two that no level exceeds, nor did one before."""
        while not self.input_lanes.within(packed_levels, self.reach):
            self.reach += 1
        return 1 << self.reach

    def blame(self, steps: "List[int]", dice: "int") -> "Tuple[int, int, int]":
        """Return the blame of the inputs, packed, how many bits it has after the point, and the most that a step made of it can be.

        Where steps are so large that a lane could overflow, they lose bits at their end, rounded by dice.

        Errors:   LaneError  they are so large that nothing would be left
        """
        bound = self.bound or self.look()
        total, drop = sum(map(abs, steps)), 0
        if total * bound > BLAME_LIMIT:
            while ((total >> drop) + len(steps)) * bound > BLAME_LIMIT and drop <= self.weight_bits:
                drop += 1
            if drop > self.weight_bits:
                raise LaneError("the steps or the weights of %s are too large for the blame to fit its lanes" % self.name)
            dice &= (1 << drop) - 1
            steps = [step + dice >> drop for step in steps]
            total = sum(map(abs, steps))
        blame = 0
        for step, column in zip(steps, self.columns):
            blame += step * column
        return blame, self.weight_bits + STEP - drop, (total * bound >> self.weight_bits - drop) + 1

    def move(self, inputs: "Tuple[List[int], int]", steps: "List[int]", most: "int") -> "None":
        """Take a step: add levels[j] * steps to every row, and steps[k] * levels to every column."""
        self.grow(most * self.highest(inputs[1]))
        self.add(inputs, steps)

    def add(self, inputs: "Tuple[List[int], int]", steps: "List[int]") -> "None":
        levels, packed_levels = inputs
        rows, columns, packed_steps = self.rows, self.columns, self.lanes.pack(steps)
        for j, level in enumerate(levels):
            if level:
                rows[j] += level * packed_steps
        rows[-1] += packed_steps << self.input_bits
        for k, step in enumerate(steps):
            if step:
                columns[k] += step * packed_levels

    def values(self) -> "List[List[int]]":
        return PackedDense.values(self) + [self.columns]

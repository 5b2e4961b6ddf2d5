"""Examples for the fast lane, and its arithmetic done again with plain lists: slow, and short enough to be believed."""

from hypothesis import strategies as st

import purenn as nn
from purenn.fixed_point import ONE, sigmoid

EXTREMES = {bits: (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) for bits in (32, 64)}


def lane_numbers(bits=32, room=0):
    """Draw numbers of a signed lane, its ends among them; `room` halves the range so many times."""
    low, high = EXTREMES[bits]
    low, high = low >> room, high >> room
    return st.one_of(st.sampled_from([low, high, 0, 1, -1]), st.integers(low, high))


@st.composite
def lane_rows(draw, bits=32, rows=1, room=0):
    """Draw a few rows of equal length."""
    count = draw(st.integers(1, 6))
    return [draw(st.lists(lane_numbers(bits, room), min_size=count, max_size=count)) for _ in range(rows)]


def xorshift(x):
    """Return the next number of one 32-bit xorshift generator."""
    x ^= x << 13 & 0xFFFFFFFF
    x ^= x >> 17
    return x ^ (x << 5 & 0xFFFFFFFF)


class PlainDice:
    """One generator for each neuron."""

    def __init__(self, count, rng):
        self.states = [rng.randint(1, 0xFFFFFFFF) for _ in range(count)]

    def draw(self):
        self.states = [xorshift(x) for x in self.states]
        return self.states


def plain_level(kind, z, slope):
    """Return the level of a number with 8 bits after the point."""
    if kind == "Sigmoid":
        level = sigmoid(4 * abs(z)) + 128 >> 8 if abs(z) < 2048 else 256
        return level if z >= 0 else 256 - level
    if kind == "Tanh":
        level = 2 * sigmoid(8 * abs(z)) - ONE + 128 >> 8 if abs(z) < 1024 else 256
        return level if z >= 0 else -level
    return z if z >= 0 else z * slope >> 16


def plain_slope(kind, z, level, slope):
    """Return the derivative with 16 bits after the point."""
    if kind == "Sigmoid":
        return level * (256 - level)
    if kind == "Tanh":
        return ONE - level * level
    return ONE if z >= 0 else slope


class PlainNetwork:
    """What a PackedNetwork does, with a list of whole numbers for every row."""

    def __init__(self, fast):
        self.weights = [layer.numbers() for layer in fast.dense_layers()]
        self.kinds = [(kind.__name__, round(config.get("slope", 0) * ONE)) for kind, config in fast._kinds]
        self.end = fast.end
        self.bits = [fast.input_bits] + [8] * len(self.kinds)

    def sums(self, k, levels):
        levels = [*levels, 1 << self.bits[k]]
        return [sum(level * row[j] for level, row in zip(levels, self.weights[k])) for j in range(len(self.weights[k][0]))]

    def forward(self, levels):
        trace, numbers = [levels], []
        for k, (kind, slope) in enumerate(self.kinds):
            z8 = [z >> (13 + 2 * self.bits[k] - 8) if 13 + 2 * self.bits[k] >= 8 else z for z in self.sums(k, trace[-1])]
            numbers.append(z8)
            trace.append([plain_level(kind, z, slope) for z in z8])
        return self.sums(len(self.kinds), trace[-1]), trace, numbers

    def fit(self, X, Y, loss, rates, batch_size, rng):
        roll = PlainDice(1, rng)
        dice = [PlainDice(len(self.weights[k][0]), rng) for k in range(len(self.kinds))]
        bounds = [[0, 0, 8] for _ in self.weights]
        for rate in rates:
            for bound in bounds:
                bound[:] = [0, 0, 8]  # the bounds are found anew in every epoch, as weights are copied then
            order = rng.shuffle(range(len(X))) if batch_size < len(X) else range(len(X))
            for start in range(0, len(X), batch_size):
                chosen = order[start : start + batch_size]
                fixed = int(rate * self.end.factor(loss, len(Y[0])) / len(chosen) * 2**24 + 0.5)
                moves = [move for s in chosen for move in self.moves(X[s], Y[s], loss, fixed, roll, dice, bounds)]
                for k, levels, steps, most in moves:
                    if k:
                        while max(levels) >= 2 ** bounds[k][2] or min(levels) < -(2 ** bounds[k][2]):
                            bounds[k][2] += 1
                        self.grow(bounds[k], k, most << bounds[k][2])
                    for level, row in zip([*levels, 1 << self.bits[k]], self.weights[k]):
                        row[:] = [w + level * step for w, step in zip(row, steps)]

    def moves(self, levels, y, loss, rate, roll, dice, bounds):
        logits, trace, numbers = self.forward(levels)
        (low,) = roll.draw()
        errors = self.end.errors(self.end.outputs(logits), y, loss)
        steps = [-(error * rate + (low >> 5) >> 27) for error in errors]
        if not any(steps):
            return []
        found, most = [], max(map(abs, steps))
        for k in range(len(self.kinds), 0, -1):
            found.append((k, trace[k], steps, most))
            steps, most = self.blame(k, steps, low, numbers[k - 1], trace[k], dice[k - 1].draw(), bounds)
        return [*found, (0, trace[0], steps, most)]

    def blame(self, k, steps, low, numbers, levels, dice, bounds):
        bound, drop = bounds[k][0] or self.look(bounds[k], k), 0
        if sum(map(abs, steps)) * bound > 2**31 - 2**22:
            while ((sum(map(abs, steps)) >> drop) + len(steps)) * bound > 2**31 - 2**22:
                drop += 1
            steps = [step + low % 2**drop >> drop for step in steps]
        kind, slope = self.kinds[k - 1]
        blame = [sum(step * w for step, w in zip(steps, row)) for row in self.weights[k][:-1]]
        slopes = [plain_slope(kind, z, level, slope) for z, level in zip(numbers, levels)]
        made = [(b * s >> 16) + d % 2 ** (21 - drop) >> 21 - drop for b, s, d in zip(blame, slopes, dice)]
        return made, (sum(map(abs, steps)) * bound >> 21 - drop) + 1

    def look(self, bound, k):
        weights = [w for row in self.weights[k] for w in row]
        bound[0] = 1
        while max(weights) >= bound[0] or min(weights) < -bound[0]:
            bound[0] *= 2
        bound[1] = min(2**30, 4 * bound[0])
        return bound[0]

    def grow(self, bound, k, most):
        bound[0] += most
        if bound[0] > bound[1]:
            bound[0] = self.look(bound, k) + most


def packable(sizes, activation, end=None, seed=1, deviation=None):
    """Return a network of Dense layers of these sizes with an activation between each two."""
    rng = nn.Random(seed)
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Dense(inputs, outputs, "he", rng), activation()]
        layers[-2].biases = [rng.uniform(-0.25, 0.25) for _ in range(outputs)]
    return nn.Network([*layers[:-1], *([end()] if end else [])])

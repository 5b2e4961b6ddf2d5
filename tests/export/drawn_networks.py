"""Random networks of every kind that can be exported, with rows for them, and names that a careless writer would trip over."""

import os

from strategies import dense

import purenn as nn
from purenn.activations import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Step, Tanh

NAMES = ['a "quoted" name', "it's", "two\nlines", "*/ int x; /*", "// ??/", "back\\slash\\", "Größe 大 \u2028", "</script>", "%d %s", "'''", "", "\\", "\x00\x7f"]
# Step is not among them: where a sum is 0 but for its last digit, right programs may answer 0 and 1.
KINDS = (Tanh, ReLU, Sigmoid, lambda: LeakyReLU(0.25), Identity, lambda: nn.Dropout(0.5), "norm", "scaler", None)


def draw(seed):
    """Return a random network and rows of inputs."""
    rng = nn.Random(seed)
    width = inputs = rng.randint(1, 9)
    layers = []
    first = rng.randint(0, 4)
    if first == 0:
        width = inputs = 6
        layers.append(nn.Flatten(2, 3))
    if first in (1, 2):
        number = rng.uniform if rng.randint(0, 1) else lambda low, high: float(rng.randint(int(low) + 1, high))
        scaler = nn.Scaler([number(-50, 50) for _ in range(inputs)], [number(0.5, 40) for _ in range(inputs)])
        layers.append(scaler if first == 1 else nn.Scaler([8.0] * inputs, [16.0] * inputs))
    if rng.randint(0, 4) == 0:
        layers.append(norm(inputs, rng))
    for _ in range(rng.randint(1, 3)):
        outputs = rng.randint(1, 7)
        layers.append(dense([[rng.uniform(-2, 2) for _ in range(width)] for _ in range(outputs)], [rng.uniform(-1, 1) for _ in range(outputs)]))
        width = outputs
        for _ in range(2):
            kind = KINDS[rng.randint(0, len(KINDS) - 1)]
            if kind in ("norm", "scaler"):
                layers.append(norm(width, rng) if kind == "norm" else scaling(width, rng))
            elif kind:
                layers.append(kind())
    layers += [[Softmax()], [Sigmoid()], []][rng.randint(0, 2)]
    named = rng.randint(0, 1)
    inputs_named = [NAMES[(seed + i) % len(NAMES)] for i in range(inputs)] if named else []
    classes = [NAMES[(seed + 3 * k) % len(NAMES)] for k in range(2 if width == 1 else width)] if named else []
    if first == 0:
        inputs_named = []
    network = nn.Network(layers, inputs_named, classes)
    return network, [[rng.uniform(-60, 60) for _ in range(inputs)] for _ in range(10)]


def twenty():
    """Return twenty random networks with rows for each; others with every PURENN_SEED, as tests/benchmarks/seeds.py sets it."""
    start = 20 * int(os.environ.get("PURENN_SEED", "0"))
    return [draw(seed) for seed in range(start, start + 20)]


def scaling(width, rng):
    """Return a Scaler as one stands behind a Dense layer; half of them scale all alike, which stands in the source without a function of its own."""
    if rng.randint(0, 1):
        return nn.Scaler([-2.0] * width, [4.0] * width)
    return nn.Scaler([rng.uniform(-2, 2) for _ in range(width)], [rng.uniform(0.5, 4) for _ in range(width)])


def scaled():
    """Return networks in which all inputs of one Scaler are scaled alike, and each of another by its own, right behind a Dense layer."""
    rng = nn.Random(6)
    rows = [[rng.uniform(-9, 9), rng.uniform(-9, 9)] for _ in range(6)]
    orders = ((alike,), (alike, Softmax), (alike, apart), (apart, alike, Tanh))
    return [(nn.Network([first(), nn.Dense(2, 2, rng=rng), *[kind() for kind in order]]), rows) for first in (alike, apart) for order in orders]


def alike():
    return nn.Scaler([-2.0, -2.0], [4.0, 4.0])


def apart():
    return nn.Scaler([0.5, -1.5], [3.0, 0.25])


def signs():
    """Return a network whose one output is from -1 to 1, and rows of which it is below, at and above the middle."""
    return nn.Network([dense([[0.25]], [0.0]), Tanh()], ["a"], ["no", "yes"]), [[-4.0], [-1.0], [0.0], [1.0], [4.0]]


def norm(width, rng):
    return nn.BatchNorm(
        width,
        gain=[rng.uniform(-2, 2) for _ in range(width)],
        shift=[rng.uniform(-2, 2) for _ in range(width)],
        mean=[rng.uniform(-2, 2) for _ in range(width)],
        variance=[rng.uniform(0, 3) for _ in range(width)],
    )


def extreme():
    """Return networks whose sums are far outside of what exp can take, with Step among them."""
    weights = [[300.0, -200.0], [-1000.0, 50.0], [0.0, 700.0]]
    rows = [[1.0, 0.5], [-1.0, -1.0], [0.0, 1.0], [1.0, -1.0]]
    return [(nn.Network([dense(weights, [0.0, 1.0, -2.0]), kind()]), rows) for kind in (Sigmoid, Tanh, Softmax, Step, ReLU)]


def predictions(network, rows):
    """Return what the network itself predicts; one with Flatten at the start takes matrices."""
    first = network.layers[0]
    if isinstance(first, nn.Flatten):
        rows = [[row[k : k + first.columns] for k in range(0, len(row), first.columns)] for row in rows]
    return [list(map(float, row)) for row in network.predict(rows)]


def assert_same(found, expected, tolerance):
    """Compare outputs, and the class too where it does not hang on less than the tolerance."""
    assert len(found) == len(expected)
    for row, other in zip(found, expected):
        assert len(row) == len(other)
        size = 1 + max(map(abs, other))
        assert all(abs(a - b) <= tolerance * size for a, b in zip(row, other)), (row, other)
        ordered = sorted(other, reverse=True)
        if len(other) > 1 and ordered[0] - ordered[1] > 2 * tolerance * size:
            assert row.index(max(row)) == other.index(max(other))

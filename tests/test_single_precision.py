"""The core where floats have 32 bits, as on most boards: no constant is lost, nothing overflows, gradients are checked and nets learn.

Every number that the core calculates here is rounded to 32 bits (`Single`), or to the 30 that small boards keep (`Short`): see rounded.py.
"""

import ast
import math

import pytest
from rounded import FOLDER, SMALLEST, Short, Single, core, deep, rounded, source

import purenn as nn

KINDS = [Single, Short]
both = pytest.mark.parametrize("kind", KINDS, ids=["32 bits", "30 bits"])
LARGE = 3.4028234663852886e38  # the largest float of 32 bits
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("__"))


# Constants


def constants(source):
    """Yield (line, value) of every float in a source: literals, and what a compiler makes of several, such as 2.0**-1022."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) is float:
            yield node.lineno, node.value
        if isinstance(node, (ast.BinOp, ast.BoolOp, ast.UnaryOp)) and not any(isinstance(n, (ast.Name, ast.Call, ast.Attribute)) for n in ast.walk(node)):
            try:
                value = ast.literal_eval(node) if isinstance(node, ast.UnaryOp) else eval(compile(ast.Expression(node), "constant", "eval"), {})
            except (ValueError, TypeError):
                continue
            if type(value) is float:
                yield node.lineno, value


def is_normal(number):
    """Tell whether a number is 0, or a float of 32 bits with all its digits."""
    return number == 0 or SMALLEST <= abs(rounded(number)) <= LARGE


@pytest.mark.parametrize("name", MODULES)
def test_every_constant_is_a_float_of_32_bits(name):
    """A constant that is 0, infinity or half lost on a board, or that no firmware can be built with.

    mpy-cross works 2.0**-1022 out on the workstation, in 64 bits; what is larger than a float of the board cannot be frozen.
    """
    assert [(line, value) for line, value in constants(source(name)) if not is_normal(value)] == []


@pytest.mark.parametrize("code", ["x = 1e-39", "def f(y=1e39): pass", "2.0**-1022 or 2.0**-126", "1e-30 * 1e-30", "1e200", "-1e-46", "x + 1e-60"])
def test_the_scan_of_constants_sees(code):
    """A scan that looks at plain assignments only, or that passes everything."""
    assert not all(is_normal(value) for _, value in constants(code))


def test_the_scan_passes_what_is_fine():
    assert all(is_normal(value) for _, value in constants("x = 1e-8 + 0.0 - 2.0**-126 + 3e38 * y + 2**200"))


@pytest.mark.long
@both
def test_every_constant_of_a_module_is_normal(kind):
    """A constant that is calculated when a module is loaded, and is 0 or infinity by then."""
    modules = {name: module for name, module in vars(core(kind)).items() if isinstance(module, type(ast))}
    values = {(name, word): value for name, module in modules.items() for word, value in vars(module).items() if isinstance(value, float)}
    assert len(values) > 4
    assert values.pop(("shapes", "LARGEST")) == math.inf  # which refuses nothing; NaN and infinity are refused without it
    assert [place for place, value in values.items() if not is_normal(value) or value == 0] == []


@both
def test_tiny_has_a_reciprocal_and_a_logarithm(kind):
    """A division by 0 or a logarithm of 0 where a probability is exactly 0."""
    tiny = core(kind).losses.TINY
    assert (type(tiny), float(tiny)) == (kind, SMALLEST)
    assert math.isfinite(1 / tiny)
    assert -88 < math.log(tiny) < -87


@both
def test_the_tolerances_of_the_gradient_check_follow_the_measured_epsilon(kind):
    """A step that disappears beside the number it is added to; the tolerances of a workstation on a board."""
    check = core(kind).gradcheck
    assert check.machine_epsilon() == (2.0**-23 if kind is Single else 2.0**-21)
    assert check.SINGLE
    assert not nn.gradcheck.SINGLE
    assert check.STEPS[-1] > 16 * check.machine_epsilon()
    assert check.machine_epsilon() / check.STEP < check.ABSOLUTE  # what rounding the loss does to the slope


# Functions and losses at their ends

EXTREMES = [0.0, 1e-38, 1e-20, 0.5, 3.0, 17.0, 40.0, 87.0, 88.0, 88.8, 89.0, 104.0, 1000.0, 1e20, 3e38]
ENDS = [-z for z in reversed(EXTREMES)] + EXTREMES


def check_numbers(kind, values):
    """Refuse what is infinite, NaN, or has more than the bits there are."""
    for value in values:
        assert type(value) is kind or isinstance(value, int), "%r is a %s" % (value, type(value).__name__)
        assert math.isfinite(value)


@both
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "identity", "step"])
def test_activations_are_finite_and_as_near_as_the_bits_allow(kind, name):
    """exp overflows from 88.8 on, where a workstation still calculates."""
    functions = core(kind).functions
    for suffix in ("", "_derivative"):
        function, exact = getattr(functions, name + suffix), getattr(nn.functions, name + suffix)
        values = [function(z) for z in deep(ENDS, kind)]
        check_numbers(kind, values)
        for value, z in zip(values, deep(ENDS, kind)):
            # The slope of tanh is (1 - a) * (1 + a), and a is 1 to the last digit from 9 on.
            room = 1e-6 if (name, suffix) == ("tanh", "_derivative") else 1e-37
            assert abs(value - exact(float(z))) <= 4e-6 * abs(exact(float(z))) + room, z


@both
@pytest.mark.parametrize("row", [[1000.0, -1000.0], [88.8, -88.8, 0.0], [-3e38, -3e38], [3e38, 0.0], [1e-38, 0.0, -104.0], [0.5, 0.25, 2.0, -1.0]])
def test_softmax_and_its_logarithm(kind, row):
    functions, row = core(kind).functions, deep(row, kind)
    powers, logarithms = functions.softmax(row), functions.log_softmax(row)
    check_numbers(kind, powers + logarithms)
    assert abs(sum(powers) - 1) < 1e-5
    exact = nn.log_softmax([float(z) for z in row])
    assert all(abs(a - b) <= 4e-6 * max(1.0, abs(b)) for a, b in zip(logarithms, exact))


@both
@pytest.mark.parametrize("z", [-1000.0, -104.0, -88.8, -17.0, 0.0, 17.0, 88.8, 104.0, 1000.0])
def test_losses_behind_saturated_ends_are_finite_and_teach(kind, z):
    """A saturated net on the wrong side: its loss is |z| and its slope 1, in 32 bits too."""
    small = core(kind)
    for y in (0, 1):
        net = small.Network([small.Dense(1, 1, "zeros"), small.Sigmoid()])
        net.layers[0].biases = deep([z], kind)
        A = net.forward(deep([[0.0]], kind))
        exact = max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))
        loss = small.BCE()(A, [[y]])
        net.backward(small.BCE().gradient(A, [[y]]))
        check_numbers(kind, [loss, *net.layers[0].d_biases])
        assert abs(loss - exact) <= 4e-6 * max(exact, 1.0)
        assert abs(net.layers[0].d_biases[0] - (nn.sigmoid(z) - y)) <= 4e-6
        net = small.Network([small.Dense(1, 2, "zeros"), small.Softmax()])
        net.layers[0].biases = deep([z, 0.0], kind)
        A = net.forward(deep([[0.0]], kind))
        loss = small.CrossEntropy()(A, [1 - y])
        net.backward(small.CrossEntropy().gradient(A, [1 - y]))
        check_numbers(kind, [loss, *net.layers[0].d_biases])
        assert abs(loss - exact) <= 4e-6 * max(exact, 1.0)
        assert abs(net.layers[0].d_biases[0] - (nn.sigmoid(z) - y)) <= 4e-6


@both
def test_losses_of_bare_probabilities_are_finite_at_0_and_1(kind):
    small = core(kind)
    rows = deep([[0.0, 1.0], [1.0, 0.0], [1e-38, 1.0], [0.5, 0.5]], kind)
    for loss, Y in ((small.BCE(), [[1, 0], [1, 1], [1, 0], [0, 1]]), (small.CrossEntropy(), [0, 1, 0, 1])):
        check_numbers(kind, [loss(rows, Y)] + [v for row in loss.gradient(rows, Y) for v in row])
        assert loss(rows, Y) > 20


# Random numbers and first weights


@both
def test_random_numbers_are_those_of_a_workstation(kind):
    """A generator that calculates with more bits than a board's floats have."""
    ours, theirs = core(kind).Random(7), nn.Random(7)
    assert [ours.randint(1, 1000) for _ in range(50)] == [theirs.randint(1, 1000) for _ in range(50)]
    pairs = [(ours.uniform(), theirs.uniform()) for _ in range(200)]
    assert all(a == b if kind is Single else abs(a - b) < 1e-6 for a, b in pairs)
    pairs = [(ours.normal(), theirs.normal()) for _ in range(200)]
    check_numbers(kind, [a for a, _ in pairs])
    assert all(abs(a - b) < 1e-5 for a, b in pairs)
    assert ours.bits() == theirs.bits()  # no draw more, no draw less


@both
@pytest.mark.parametrize("init", ["glorot", "he", "glorot_normal", "he_normal", "uniform"])
def test_first_weights_are_those_of_a_workstation(kind, init):
    try:
        theirs = nn.Dense(5, 4, init, nn.Random(3)).weights
    except ValueError:
        pytest.skip("there is no initializer of the name %s" % init)
    small = core(kind)
    ours = small.Dense(5, 4, init, small.Random(3)).weights
    check_numbers(kind, [w for row in ours for w in row])
    assert all(abs(a - b) < 4e-6 for row, other in zip(ours, theirs) for a, b in zip(row, other))


# Optimizers


def optimizers(package, kind):
    return [
        package.SGD(kind(0.1)),
        package.SGD(kind(0.05), momentum=kind(0.9)),
        package.SGD(kind(0.05), momentum=kind(0.9), nesterov=True),
        package.RMSProp(kind(0.02)),
        package.AdaGrad(kind(0.3)),
        package.Adam(kind(0.05)),
        package.Adam(package.CosineDecay(kind(0.05), 60), weight_decay=kind(1e-4), clip_norm=kind(1.0)),
    ]


@both
@pytest.mark.parametrize("number", range(7))
def test_optimizers_go_where_they_go_on_a_workstation(kind, number):
    """1 - 0.999, or an epsilon of 1e-8, that is lost beside another number."""
    ours, theirs = optimizers(core(kind), kind)[number], optimizers(nn, float)[number]
    a, b = deep([1.5, -2.0, 0.25], kind), [1.5, -2.0, 0.25]
    for _ in range(60):
        ours.step([(a, [w * kind(1.5) for w in a])])
        theirs.step([(b, [w * 1.5 for w in b])])
    check_numbers(kind, a)
    assert all(abs(v - w) < 2e-3 for v, w in zip(a, b))


@both
@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("gradient", [0.0, 1e-38, 1e-30, 1e-22, 1e-10, 1e-4, 1e4, 1e15])
def test_optimizers_take_any_gradient(kind, number, gradient):
    """A division of 0 by 0 where all squares of gradients are too small to write down."""
    optimizer, values = optimizers(core(kind), kind)[number], deep([0.5], kind)
    for _ in range(3):
        optimizer.step([(values, deep([gradient], kind))])
    check_numbers(kind, values)
    assert (values == [0.5]) == (gradient < 1e-6) or number > 2


@both
def test_adam_moves_by_its_rate_from_the_first_step_on(kind):
    """A correction 1 - beta2**t that is rounded away; Adam's epsilon too large for gradients of a board."""
    for gradient in (1e-4, 1.0, 1e4):
        optimizer, values = core(kind).Adam(kind(0.01)), deep([1.0], kind)
        for step in (1, 2, 3):
            optimizer.step([(values, deep([gradient], kind))])
            assert abs(values[0] - (1 - 0.01 * step)) < 1e-5 * step


@both
def test_long_gradients_are_clipped_before_their_squares_overflow(kind):
    small = core(kind)
    ((_, gradients),) = small.clip_by_norm([(deep([0.0, 0.0], kind), deep([3e30, 4e30], kind))], kind(1.0))
    check_numbers(kind, gradients)
    assert all(abs(a - b) < 1e-5 for a, b in zip(gradients, [0.6, 0.8]))


# Gradients


def small_network(package, ends, rng):
    layers = [package.Dense(3, 4, rng=rng), package.Tanh(), package.Dense(4, 3, "he", rng), package.LeakyReLU(), package.Dense(3, 2, rng=rng)]
    return package.Network(layers + ends)


@both
@pytest.mark.parametrize("seed", [0] + [pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2, 3)])
def test_right_gradients_agree(kind, seed):
    """A gradient check that cries wolf on a board."""
    small = core(kind)
    rng = small.Random(seed)
    X = [[rng.normal() for _ in range(3)] for _ in range(3)]
    for ends, loss, Y in (([small.Softmax()], small.CrossEntropy(), [0, 1, 1]), ([], small.MSE(), deep([[0.5, 1.0], [0.0, -1.0], [2.0, 0.25]], kind))):
        report = small.check_gradients(small_network(small, ends, rng), X, Y, loss, inputs=True)
        assert report.ok, report
        assert report.checked > 30


@both
def test_wrong_gradients_are_found(kind):
    """A gradient check with tolerances so wide that nothing is wrong on a board."""
    small = core(kind)

    class Wrong(small.Tanh):
        def backward(self, dA):
            return [[kind(1.2) * d for d in row] for row in super().backward(dA)]

    rng = small.Random(3)
    X = [[rng.normal() for _ in range(3)] for _ in range(3)]
    net = small.Network([small.Dense(3, 4, rng=rng), Wrong(), small.Dense(4, 2, rng=rng), small.Softmax()])
    report = small.check_gradients(net, X, [0, 1, 1], small.CrossEntropy())
    assert not report.ok
    assert "layers[0]" in report.worst.name


def gradients_of(package, of, kind, seed):
    """Return the gradients of a random network in the floats `of`; its weights and samples are such that a `kind` holds them."""
    rng = nn.Random(seed)

    def rows(count, width):
        return [[of(float(kind(rng.normal()))) for _ in range(width)] for _ in range(count)]

    def dense(inputs, outputs):
        layer = package.Dense(inputs, outputs, init="zeros")
        layer.weights, (layer.biases,) = rows(outputs, inputs), rows(1, outputs)
        return layer

    samples, inputs, hidden, outputs = [rng.randint(2, 4) for _ in range(4)]
    if seed % 3 == 0:
        samples += 6  # BatchNorm divides by what a batch scatters: where two samples are nearly equal, a rounding error grows with it
    ends = [
        ([package.Softmax()], package.CrossEntropy(), [s % outputs for s in range(samples)]),
        ([], package.SoftmaxCrossEntropy(), [s % outputs for s in range(samples)]),
        ([package.Sigmoid()], package.BCE(), [[(s + j) % 2 for j in range(outputs)] for s in range(samples)]),
        ([], package.MSE(), rows(samples, outputs)),
        ([package.Tanh()], package.Huber(of(0.5)), rows(samples, outputs)),
    ]
    end, loss, Y = ends[seed % len(ends)]
    activation = [package.Tanh, package.Sigmoid, package.ReLU, package.LeakyReLU][seed % 4]
    between = [package.BatchNorm(hidden)] if seed % 3 == 0 else []
    net = package.Network([dense(inputs, hidden), *between, activation(), dense(hidden, outputs), *end])
    dX = net.backward(loss.gradient(net.forward(rows(samples, inputs)), Y), inputs=True)
    return [g for _, gradients in net.parameters() for g in gradients] + [g for row in dX for g in row]


@pytest.mark.long
@both
@pytest.mark.parametrize("seeds", [range(60), range(60, 120)], ids=["0-59", "60-119"])
def test_gradients_are_those_of_a_workstation_to_a_ten_thousandth_of_the_largest(kind, seeds):
    """Digits lost on the way back, which the wide tolerances of a gradient check in 32 bits let pass."""
    for seed in seeds:
        ours, theirs = gradients_of(core(kind), kind, kind, seed), gradients_of(nn, float, kind, seed)
        check_numbers(kind, ours)
        room = 1e-4 * max([abs(g) for g in theirs])
        assert len(ours) == len(theirs) > 10
        assert all(abs(a - b) <= room for a, b in zip(ours, theirs)), "seed %d" % seed


# Learning


def learnt(package, kind):
    """Return the losses and the accuracy of a net that has learnt three clouds of points, with all kinds of layers in it."""
    rng = package.Random(7)
    points = [[rng.normal(kind(k * 1.5)), rng.normal(kind(-k))] for k in (0, 1, 2) for _ in range(8)]
    classes = [k for k in (0, 1, 2) for _ in range(8)]
    layers = [package.Scaler.standard(points), package.Dense(2, 5, "he", rng), package.BatchNorm(5), package.ReLU(), package.Dense(5, 3, rng=rng)]
    net = package.Network([*layers, package.Softmax()])
    history = net.fit(points, classes, loss=package.CrossEntropy(), optimizer=package.Adam(kind(0.05)), epochs=12, batch_size=6, rng=rng)
    return net, points, history.loss, net.evaluate(points, classes, package.accuracy)


@pytest.mark.long
@both
def test_nets_learn_as_they_do_on_a_workstation(kind, tmp_path):
    """Anything of the above, in the middle of a training; a float of 64 bits that has crept in."""
    net, points, losses, accuracy = learnt(core(kind), kind)
    _, _, expected, right = learnt(nn, float)
    check_numbers(kind, losses)
    check_numbers(kind, [v for layer in net.layers for values, gradients in layer.parameters() for v in values + gradients])
    assert all(abs(a - b) < 5e-3 for a, b in zip(losses, expected))
    assert losses[-1] < losses[0] / 2
    assert abs(accuracy - right) < 0.1 < 0.6 < right
    net.save(str(tmp_path / "net.json"))
    again = core(kind).load(str(tmp_path / "net.json"))
    assert again.predict(points) == net.predict(points)


@both
@pytest.mark.parametrize("size", [1e-30, 1e-3, 1.0, 1e30])
def test_inputs_of_any_size_are_scaled(kind, size):
    """A variance that is 0 or infinite: the square of 1e30 is more than 32 bits hold."""
    small = core(kind)
    X = deep([[size * v] for v in (1.0, 2.0, 3.0, 6.0)], kind)
    rows = small.Scaler.standard(X).predict(X)
    check_numbers(kind, [v for row in rows for v in row])
    assert abs(sum(v for row in rows for v in row)) < 1e-5
    assert abs(sum(v * v for row in rows for v in row) - 4) < 1e-4


@both
def test_the_fast_lane_gives_the_same_digest_where_the_weights_are_the_same(kind):
    """A float of more than 30 bits that takes part between input and update."""
    assert fast_digest(core(kind), kind) == fast_digest(nn, float)


def fast_digest(package, of):
    """Train a packed network from weights that all floats hold exactly, and return the digest of what it has learnt."""
    rng = nn.Random(5)

    def quarters(inputs, outputs, _):
        return [[of(rng.randint(-8, 8) / 4) for _ in range(inputs)] for _ in range(outputs)]

    net = package.Network([package.Dense(4, 3, init=quarters), package.ReLU(), package.Dense(3, 2, init=quarters), package.Softmax()])
    fast = package.PackedNetwork(net, input_scale=of(1 / 16))
    X = [[rng.randint(0, 15) for _ in range(4)] for _ in range(20)]
    fast.fit(X, [int(x[0] > x[1]) for x in X], package.CrossEntropy(), package.SGD(of(1 / 32)), epochs=2, rng=package.Random(1))
    return fast.digest()

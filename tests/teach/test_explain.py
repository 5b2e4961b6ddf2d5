"""`explain`: every number is the core's, every equation holds, every source line is the one that computes."""

import sys
from copy import deepcopy
from functools import lru_cache
from pathlib import Path

import pytest
from printed import as_printed, equations, evaluate, in_numbers, is_symbolic, named_numbers
from random_steps import COUNT, random_step
from strategies import dense

import purenn as nn
from purenn.rng import resolve
from purenn.teach.numerals import numeral

FOLDER = Path(nn.__file__).resolve().parent
X, Y = [0.05, 0.10], [0.01, 0.99]


def mazur():
    return nn.Network(
        [dense([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35]), nn.Sigmoid(), dense([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60]), nn.Sigmoid()]
    )


# Matt Mazur's page, see tests/test_worked_examples.py: his error, the sum of squares over 2, is the mean over his two outputs.
# What he prints, in the order of his text; his -0.019049119 comes of a rounded factor, and is -0.019049118 here.
MAZUR = {
    "z1": "0.3775", "a1": "0.593269992", "a2": "0.596884378", "z3": "1.105905967", "a3": "0.75136507", "a4": "0.772928465",
    "L1": "0.274811083", "L2": "0.023560026", "L": "0.298371109",
    "dL/da3": "0.74136507", "da3/dz3": "0.186815602", "dL/dw5": "0.082167041", "dL/dz3": "0.138498562",
    "w5'": "0.35891648", "w6'": "0.408666186", "w7'": "0.51130127", "w8'": "0.561370121",
    "dL/da1": "0.036350306", "da1/dz1": "0.241300709", "dL/dw1": "0.000438568",
    "w1'": "0.149780716", "w2'": "0.19956143", "w3'": "0.24975114", "w4'": "0.29950229",
}  # fmt: skip


def test_mazurs_page_is_printed():
    """A number of his that is not there, or is there with other digits."""
    page = nn.explain(mazur(), X, Y, nn.MSE(), learning_rate=0.5, digits=9)
    printed = {equation.left: equation.sides[-1] for equation in equations(page.text())}
    for name, figures in MAZUR.items():
        digits = len(figures.split(".")[1])
        assert numeral(float(printed[name]), digits) == figures, name
    text = str(page)
    for part in (
        "  z1 = w1*x1 + w2*x2 + b1 ",
        "= 0.15*0.05 + 0.2*0.1 + 0.35\n",
        "= 0.74136507*0.186815602*0.593269992 = 0.082167041\n",
        "= 0.4 - 0.5*0.082167041 = 0.35891648\n",
        "= 0.055399425 - 0.019049118 = 0.036350306\n",
        "= 0.036350306*0.241300709*0.05 = 0.000438568\n",
    ):
        assert part in text, part


# 200 random nets

PARTS = [0] + [pytest.param(part, marks=pytest.mark.long) for part in range(1, 8)]


@lru_cache(maxsize=None)
def explained(seed, digits=6):
    net, X, Y, loss, optimizer = random_step(seed)
    nn.seed(seed)
    return nn.explain(net, X, Y, loss, optimizer=optimizer, digits=digits, most=40)


def core_numbers(seed):
    """Return what the core itself computes in this step, by name."""
    net, X, Y, loss, optimizer = random_step(seed)
    nn.seed(seed)
    many = len(X) > 1
    found = {}

    def put(name, rows):
        for s, row in enumerate(rows):
            for number, value in row:
                found[name % number + ("[%d]" % (s + 1) if many else "")] = value

    names = [["x%d" % (i + 1) for i in range(len(X[0]))]]
    taken, A = {}, X
    for layer in net.layers:
        letter = {"Dense": "z", "Dropout": "k", "Scaler": "s", "BatchNorm": "n"}.get(type(layer).__name__, "a")
        A = layer.forward(A)
        start = taken.get(letter, 0)
        if letter == "a" and names[-1][0][0] == "z" and int(names[-1][0][1:]) > start:
            start = int(names[-1][0][1:]) - 1
        names.append(["%s%d" % (letter, start + j + 1) for j in range(len(A[0]))])
        taken[letter] = start + len(A[0])
        put("%s", [list(zip(names[-1], row)) for row in A])
    found["L"] = loss(A, Y)
    dA = loss.gradient(A, Y)
    at_logits = hasattr(dA, "at_logits")
    if not at_logits:
        put("dL/d%s", [list(zip(names[-1], row)) for row in dA])
    first = net.first_learning()
    for k in range(len(net.layers) - 1, first - 1, -1):
        dA = net.layers[k].backward(dA)
        if k > first:
            put("dL/d%s", [list(zip(names[k], row)) for row in dA])
    values = {}
    for layer in net.layers:
        pairs = layer.parameters()
        letters = ["w"] * (len(pairs) - 1) + ["b"] if isinstance(layer, nn.Dense) else ["gain", "shift"]
        for letter, (row, gradients) in zip(letters, pairs):
            for i, g in enumerate(gradients):
                taken[letter] = taken.get(letter, 0) + 1
                name = "%s%d" % (letter, taken[letter])
                found["dL/d" + name] = g
                values[name] = (row, i)
    optimizer.step(net.parameters())
    found.update({name + "'": row[i] for name, (row, i) in values.items()})
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_number_is_the_cores(part):
    """A second implementation that differs; a number of another sample, neuron or layer; one that is not on the page."""
    for seed in range(part, COUNT, 8):
        printed = {equation.left: equation.sides[-1] for equation in equations(explained(seed).text())}
        expected = core_numbers(seed)
        missing = set(expected) - set(printed)
        assert not missing, (seed, missing)
        for name, value in expected.items():
            assert printed[name] == numeral(value, 6), (seed, name)


def assert_holds(equation, values, digits):
    """Work every side of a printed equation out again: in symbols with all digits, in numbers as rounded as they are printed."""
    result = as_printed(float(equation.sides[-1]), digits)
    for side in equation.sides[:-1]:
        if not is_symbolic(side):
            value = evaluate(side, digits)
            assert value.low <= result.high and result.low <= value.high, (equation.left, side, equation.sides[-1])
        elif digits == 17 and "more term" not in side:
            value = evaluate(in_numbers(side, values), None)
            middle, real = (value.low + value.high) / 2, float(values[equation.left])
            assert abs(middle - real) <= 1e-9 * max(1.0, abs(real)), (equation.left, side, middle, real)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("digits", [6, pytest.param(17, marks=pytest.mark.long)])
def test_every_printed_equation_holds(part, digits):
    """A factor or a term that is not the one that was used, a sign, brackets that are missing, a name with two numbers."""
    for seed in range(part, COUNT, 8 if digits == 6 else 24):
        page = explained(seed, digits)
        values, found = named_numbers(page), equations(page.text())
        assert len(found) == len(page.lines())
        for equation in found:
            assert len(equation.sides) > 1 or equation.sides[0] in ("0", "1", "0.5", "-0.5")  # a slope that is the same everywhere
            assert_holds(equation, values, digits)


class Executed:
    """Collect (file, line) of everything that runs in the package's core."""

    def __init__(self):
        self.lines = set()

    def __call__(self, frame, event, argument):
        if Path(frame.f_code.co_filename).parent != FOLDER:
            return None
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self

    def __enter__(self):
        self.before = sys.gettrace()
        sys.settrace(self)
        return self

    def __exit__(self, *error):
        sys.settrace(self.before)


@pytest.mark.long
@pytest.mark.skipif(sys.gettrace() is not None, reason="somebody else is tracing")
def test_every_source_line_runs_in_the_step():
    """A place that no longer is where the number comes from, or never was."""
    for seed in range(0, COUNT, 4):
        net, X, Y, loss, optimizer = random_step(seed)
        nn.seed(seed)
        with Executed() as executed:
            A = net.forward(X)
            loss(A, Y)
            net.backward(loss.gradient(A, Y))
            optimizer.step(net.parameters())
        for line in explained(seed).lines():
            assert (line.place.path, line.place.line) in executed.lines, (seed, line.place)


@pytest.mark.long
def test_every_source_line_is_there():
    """Line numbers of another file, or of an older one; the line of the `def` in place of the computation."""
    seen = set()
    for seed in range(0, COUNT, 4):
        for line in explained(seed).lines():
            rows = Path(line.place.path).read_text(encoding="utf-8").split("\n")
            assert rows[line.place.line - 1].strip() == line.place.code
            assert not line.place.code.startswith(("def ", "class "))
            seen.add(line.place)
    assert len(seen) > 40


def test_what_stands_on_the_source_lines_of_mazurs_page():
    """A place that is found by its number only."""
    page = nn.explain(mazur(), X, Y, nn.MSE(), learning_rate=0.5)
    code = {line.left.write(Names(), False): line.place.code for line in page.lines()}
    assert "inner(weights, x) + bias" in code["z1"]
    assert code["a1"] == "return 1 / (1 + exp(-z))"
    assert code["L1"] == "return (a - y) * (a - y)"
    assert code["dL/da3"] == "return 2 * (a - y)"
    assert "a * (1 - a)" in code["da3/dz3"]
    assert "x * y" in code["dL/dz3"]
    assert "v * factor" in code["dL/dw5"]
    assert "inner(row, other)" in code["dL/da1"]
    assert "w - rate * g" in code["w5'"]


def Names():  # noqa: N802
    from purenn.teach.styles import Plain

    return Plain(6)


# Nothing is touched


def test_the_net_and_everything_else_stay_as_they_were():
    """A page that is paid for with a step: weights, gradients, running means, masks, generators, velocities."""
    net = nn.Network([nn.Dense(2, 3), nn.BatchNorm(3), nn.Tanh(), nn.Dropout(0.5), nn.Dense(3, 1, rng=nn.Random(1))])
    X, Y, loss, optimizer = [[1.0, 2.0], [3.0, -1.0]], [[1.0], [0.0]], nn.MSE(), nn.Adam(0.1)
    net.fit(X, Y, loss, optimizer, epochs=2)
    state, before, memory = resolve(None).state, deepcopy([vars(layer) for layer in net.layers]), deepcopy(optimizer._memory)
    nn.explain(net, X, Y, loss, optimizer=optimizer)
    assert [{**vars(layer), "rng": None} for layer in net.layers] == [{**variables, "rng": None} for variables in before]
    assert resolve(None).state == state
    assert optimizer._memory == memory
    assert "update" not in vars(optimizer)


def test_the_page_shows_the_step_that_fit_takes_next():
    """Another mask than the next one; an optimizer that has forgotten its velocities; step 1 in place of step 3."""
    net = nn.Network([nn.Dense(2, 3), nn.Tanh(), nn.Dropout(0.5), nn.Dense(3, 1)])
    X, Y, loss, optimizer = [[1.0, 2.0], [3.0, -1.0]], [[1.0], [0.0]], nn.MSE(), nn.Adam(0.1)
    net.fit(X, Y, loss, optimizer, epochs=2)
    page = nn.explain(net, X, Y, loss, optimizer=optimizer)
    history = net.fit(X, Y, loss, optimizer, epochs=1)
    results = {line.left.write(Names(), False): line.result for line in page.lines()}
    assert results["L"] == history.loss[0]
    assert [results["w%d'" % (i + 1)] for i in range(6)] == [w for row in net.layers[0].weights for w in row]
    assert "beta1**t" in str(page)
    assert "0.9**3" in str(page)


# What is shortened says so


def test_large_layers_are_shortened_and_say_so():
    """784 products on a page, or eight of them and no word about the others."""
    net = nn.Network([nn.Dense(784, 10, rng=nn.Random(1)), nn.ReLU(), nn.Dense(10, 3, rng=nn.Random(2)), nn.Softmax()])
    page = nn.explain(net, [0.5] * 784, 2, nn.CrossEntropy(), 0.1)
    text = str(page)
    for words in ("[... 777 more terms]", "[... 777 more terms: ", "... 3 more neurons", "... 777 more weights\n", "... 777 more numbers\n"):
        assert words in text
    assert len(text) < 60000
    values = named_numbers(page)
    for equation in equations(text):
        assert_holds(equation, values, 6)


def test_many_classes_and_many_samples_are_shortened_too():
    """A softmax of thirty numbers in one row; a batch that takes a hundred pages."""
    net = nn.Network([nn.Dense(2, 30, rng=nn.Random(1))])
    page = nn.explain(net, [[0.1 * s, 1.0] for s in range(12)], list(range(12)), nn.SoftmaxCrossEntropy(), 0.1)
    text = page.text()
    assert "z7[1], [... 23 more terms])" in text
    assert "[... 23 more terms: " in text
    assert "... 5 more samples" in text
    values = named_numbers(page)
    for equation in equations(text):
        assert_holds(equation, values, 6)


@pytest.mark.parametrize("seed", range(0, COUNT, 10))
def test_a_page_keeps_to_80_columns(seed):
    assert max(map(len, explained(seed).text().split("\n"))) <= 80


# What is not the core's own


class Square(nn.Activation):
    def function(self, z):
        return z * z

    def derivative(self, z):
        return 2 * z


class Twice(nn.Layer):
    def predict(self, X):
        return [[2 * x for x in row] for row in X]

    def backward(self, dA):
        return [[2 * d for d in row] for row in dA]


class Quartic(nn.ElementLoss):
    def point(self, a, y):
        return (a - y) ** 4

    def slope(self, a, y):
        return 4 * (a - y) ** 3


class Total(nn.Loss):
    def value(self, A, Y):
        return sum(map(sum, A))

    def slopes(self, A, Y):
        return [[1.0 for _ in row] for row in A]


class Sign(nn.Optimizer):
    def update(self, values, gradients, rate):
        values[:] = [w - rate * ((g > 0) - (g < 0)) for w, g in zip(values, gradients)]


@pytest.mark.parametrize("loss", [Quartic(), Total()], ids=repr)
def test_what_cannot_be_explained_is_said_and_the_numbers_go_on(loss):
    """A page that breaks off, or that explains a subclass as if it were its base."""
    net = nn.Network([dense([[0.5, 1.0]], [0.25]), Square(), Twice(), dense([[-0.5]], [0.5])])
    text = str(nn.explain(net, [1.0, 2.0], [0.5], loss, optimizer=Sign(0.125)))
    for words in ("Square is no activation of the core", "Twice is no layer of the core", "%s is no loss of the core" % type(loss).__name__, "Sign is no optimizer of the core"):
        assert words in " ".join(text.split())
    assert "a1 = Square(z1) = Square(2.75) = 7.5625" in text
    assert "out   u1 = 15.125" in text
    assert "w1 = 0.5" in text
    assert ("w1' = 0.375" if isinstance(loss, Quartic) else "w1' = 0.625") in text


# Bad input


@pytest.mark.parametrize(
    "arguments, words",
    [
        ({}, "expects a learning_rate, such as 0.1, or an optimizer"),
        ({"learning_rate": 0.1, "optimizer": nn.Adam()}, "got both"),
        ({"learning_rate": 0.1, "digits": 18}, "at most 17"),
        ({"learning_rate": 0.1, "digits": 0}, "digits"),
        ({"learning_rate": 0.1, "most": 0}, "most"),
        ({"learning_rate": -1}, "learning_rate"),
        ({"learning_rate": 0.1, "x": [1.0]}, "rows of 2"),
        ({"learning_rate": 0.1, "x": [1.0, float("nan")]}, "finite"),
        ({"learning_rate": 0.1, "y": [1.0]}, "shape"),
        ({"learning_rate": 0.1, "loss": nn.MSE}, "loss should be a loss"),
        ({"learning_rate": 0.1, "loss": nn.BCE(class_weights=[1, 20])}, "class weights only multiply what each sample adds"),
    ],
)
def test_bad_arguments_are_plain_errors(arguments, words):
    with pytest.raises(ValueError) as caught:
        nn.explain(**{"net": mazur(), "x": X, "y": Y, "loss": nn.MSE(), **arguments})
    assert words in str(caught.value)

"""Answers that somebody gave, that are wrong, and that passed once; and right ones that were refused."""

import pytest
from local import TASKS, grade

from purenn.exercises import draws, hypothesis_search
from purenn.exercises.grading import grade as grade_in_processes

pytestmark = pytest.mark.long

BY_NAME = {task.name: task for task in TASKS}
STEP = "h = 1e-5 * max(1, abs(x))"
ADAM = "self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon"
SLOPE = "    a = sigmoid(z)\n    return a * (1 - a)"
DIFFERENCE = "    return (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 2e-5"
BRANCHES = "    if z >= 0:\n        return 1 / (1 + math.exp(-z))\n    power = math.exp(z)\n    return power / (1 + power)"

# The task, what stands in its solution, what somebody wrote instead, and a part of the sentence that they are told.
PASSED_ONCE = [
    ("01_dot", "zip(a, b)", "zip(a[:9], b[:9])", "should be 10.0"),
    ("02_transpose", "range(len(m[0]))", "range(min(5, len(m[0])))", "your transpose(m) is"),
    ("08_sigmoid", "def sigmoid(z):\n", "def sigmoid(z):\n    z = max(z, -21.0)\n", "for z = -30.0 your sigmoid(z) is 7.58256e-10; it should be 9.35762e-14"),
    ("08_sigmoid", BRANCHES, "    return 0.5 * (1 + math.tanh(z / 2))", "what is small has to be exact too"),
    ("08_sigmoid", SLOPE, DIFFERENCE, "your sigmoid_derivative(z) is"),
    ("10_softmax", "math.exp(z - top) for", "math.exp(z - top) + 1e-10 for", "what is small has to be exact too"),
    ("15_slope", STEP, "h = 1e-5 * abs(x)", "for x = 0.0, c = 1.0 your slope raises ZeroDivisionError"),
    ("15_slope", STEP, "h = 1e-5 * max(1, x)", "for x = -1000000.0"),
    ("15_slope", STEP, "h = 1e-5", "for x = 1000000.0"),
    ("15_slope", STEP, "h = 1e-6", "for x = 1000000.0"),
    ("15_slope", "slope(lambda v, i=i: f(xs[:i] + [v] + xs[i + 1 :]), xs[i])", "(f(xs[:i] + [xs[i] + 1e-5] + xs[i + 1 :]) - f(xs[:i] + [xs[i] - 1e-5] + xs[i + 1 :])) / 2e-5", "your gradient(f, xs) is"),
    ("26_adam", ADAM, "self.rate, self.beta1, self.beta2, self.epsilon = rate, 0.9, 0.999, epsilon", "after a second step"),
    ("26_adam", ADAM, "self.rate, self.beta1, self.beta2, self.epsilon = rate, 0.9, beta2, epsilon", "after a second step"),
    ("26_adam", ADAM, "self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, 0.999, epsilon", "after a second step"),
    ("26_adam", ADAM, "self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, 1e-8", "after a step of Adam"),
    ("26_adam", "self.t, self.m, self.v = 0, None, None", "self.t, (self.m, self.v) = 0, globals().setdefault('kept', ([0.0] * 9, [0.0] * 9))", "second Adam object"),
]  # fmt: skip


@pytest.mark.parametrize("name, right, wrong, words", PASSED_ONCE, ids=range(len(PASSED_ONCE)))
def test_what_passed_once_does_not_any_more(name, right, wrong, words):
    """A check that looks too near, at lists too short, or at one step only; and a sentence that does not say what is wrong."""
    task = BY_NAME[name]
    assert task.solution.count(right) == 1
    for seed in (42, 7):
        verdict = grade(task, task.solution.replace(right, wrong), seed=seed)
        assert verdict.word == "wrong", verdict.lines
        assert words in verdict.lines[0]


RIGHT = [
    ("13_neuron", "return [w - rate * dz * v for w, v in zip(weights, x)], bias - rate * dz", "return [[w - rate * dz * v for w, v in zip(weights, x)], bias - rate * dz]"),
    ("08_sigmoid", SLOPE, "    return sigmoid(z) * sigmoid(-z)"),
    ("08_sigmoid", SLOPE, "    power = math.exp(-abs(z))\n    return power / (1 + power) ** 2"),
    ("10_softmax", "[power / total for power in powers]", "[math.exp(z - top - math.log(total)) for z in row]"),
    ("15_slope", STEP, "h = 2.0**-17 * max(1, abs(x))"),
]


@pytest.mark.parametrize("name, right, other", RIGHT, ids=range(len(RIGHT)))
def test_another_right_way_passes(name, right, other):
    """A check so exact that it knows only the way of the solution."""
    task = BY_NAME[name]
    assert task.solution.count(right) == 1
    for seed in (42, 7):
        verdict = grade(task, task.solution.replace(right, other), seed=seed)
        assert verdict.passed, verdict.lines


KINKS = """
import math


def law_slope(relu, derivative, draw):
    z = draw.real(-200, 200)
    h = 2.0**-17
    draw.assume(abs(z) > h)
    slope = (relu(z + h) - relu(z - h)) / (2 * h)
    assert math.isclose(derivative(z), slope, rel_tol=1e-6, abs_tol=1e-6)


def law_zero(derivative, draw):
    assert 0 <= derivative(0.0) <= 1
"""


@pytest.mark.parametrize("seed", range(8))
def test_a_law_that_looks_far_out_still_looks_near_0(seed):
    """A range so wide that the own search never comes near the kink at 0.25, so that check says 5 of 5 and grade 4 of 5."""
    verdict = grade(BY_NAME["21_law_kinks"], KINKS, seed=seed)
    assert verdict.passed, verdict.lines


def test_what_only_hypothesis_has_killed_is_told(monkeypatch):
    """A learner who passes with both searches, and a table, made with one, that says otherwise."""
    task = BY_NAME["03_law_transpose"]
    monkeypatch.setattr(hypothesis_search.own, "search", lambda test, seed, cases: hypothesis_search.Found(cases))
    verdict = grade_in_processes(task, task.solution, engine="hypothesis")
    assert verdict.passed
    assert all("(by Hypothesis only; learn grade uses the own search" in line for line in verdict.lines[:-1]), verdict.lines
    monkeypatch.undo()
    assert "Hypothesis" not in "".join(grade_in_processes(task, task.solution, engine="hypothesis").lines)


TOLD = [
    ("28_minibatches", "def minibatches(X, Y, order, size):\n    yield X, Y\n", "a generator cannot be sent: give back a list"),
    ("28_minibatches", "def minibatches(X, Y, order, size):\n    parts = [order[k : k + size] for k in range(0, len(X), size)]\n    return [[[X[s] for s in part], [Y[s] for s in part]] for part in parts]\n", "what stands in round brackets is a tuple"),
    ("15_slope", "def slope(f, x):\n    h = 1e-5 * max(1, abs(x))\n    return (f(x + h) - f(x - h)) / (2 * h)\n\n\ndef gradient(f, xs):\n    xs[0] += 1e-12\n    return 0\n", "it was [1.0] and is [1.000000000001] afterwards"),
    ("03_law_transpose", "def law_a(draw):\n    draw.colour()\n", "there is no draw.colour; draw has integer, size, number, real, vector, matrix, pick, yes, assume"),
    ("03_law_transpose", "def law_a(transpose, draw):\n    return transpose([[1.0]]) == [[2.0]]\n", "your law_a returns a value, which nobody looks at: say it with assert"),
    ("03_law_transpose", "def law_a(transpose, draw):\n    transpose([[1.0]]) == [[2.0]]\n", "your law_a has no assert, so it can never fail"),
    ("03_law_transpose", "def law_a(transpose, draw):\n    assert (transpose([[1.0]]) == [[2.0]], 'no')\n", "your law_a has an assert with brackets around the condition and the text"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("name, source, words", TOLD, ids=range(len(TOLD)))
def test_the_sentence_says_what_to_do(name, source, words):
    """It was [0.5] and is [0.5]; killed 0 of 5, and no word about the assert that is not there."""
    verdict = grade(BY_NAME[name], source)
    assert not verdict.passed
    assert any(words in line for line in verdict.lines), verdict.lines


def test_a_helper_with_an_assert_is_no_law_without_one():
    """A law that is told to have no assert, because another function has it."""
    source = "def same(a, b):\n    assert len(a) == len(b)\n\n\ndef law_a(transpose, draw):\n    same(transpose([[1.0]]), [[1.0]])\n"
    assert not any("assert" in line for line in grade(BY_NAME["03_law_transpose"], source).lines)


def test_a_draw_has_nothing_private():
    """Copying or printing a draw that ends in a sentence about what draw has."""
    with pytest.raises(AttributeError, match=r"^_hidden$"):
        draws.Draw(None)._hidden


def law(name, body):
    return "import math\n\n\ndef law_honest(%s, draw):\n    %s\n" % (name, body.replace("\n", "\n    "))


HONEST = [
    ("09_law_sigmoid", law("sigmoid", "z = draw.real(-10, 10)\np = sigmoid(z)\nassert math.isclose(p / (1 - p), math.exp(z), rel_tol=1e-6)")),
    (
        "14_law_derivative",
        law("f, derivative", "z, h = draw.real(-5, 5), 2.0**-17\nassert math.isclose(derivative(z), (f(z + h) - f(z - h)) / (2 * h), rel_tol=1e-6)"),
    ),
    (
        "16_law_step_size",
        law("slope", "x = draw.number() * draw.pick([1.0, 1000.0, 1e6])\nc = draw.number()\nassert math.isclose(slope(lambda v: c * v**3, x), 3 * c * x * x, rel_tol=1e-7)"),
    ),
    ("22_law_clipping", law("loss", "z = draw.real(-2, 2)\nassert math.isclose(loss(z, 0) - loss(z, 1), z, abs_tol=1e-12)")),
    ("32_law_metamorphic", law("gradient", "w, X, Y = draw.vector(2), draw.matrix(3, 2), draw.vector(3)\ntwice = gradient([2 * v for v in w], X, [2 * y for y in Y])\nassert all(math.isclose(a, 2 * b, abs_tol=1e-9) for a, b in zip(twice, gradient(w, X, Y)))")),
]  # fmt: skip


@pytest.mark.parametrize("name, source", HONEST, ids=[name for name, _ in HONEST])
def test_a_law_that_keeps_to_what_the_text_says_holds_for_right_code(name, source):
    """A tolerance or a range that the text recommends, and that the right version does not meet."""
    for seed in (42, 7, 3):
        verdict = grade(BY_NAME[name], source, seed=seed)
        assert verdict.lines[-1].startswith("killed "), verdict.lines


def test_all_that_draw_can_do_is_told_in_the_first_law():
    """A method that only those know who read the source."""
    for name in vars(draws.Draw):
        assert name.startswith("_") or "    draw.%s(" % name in BY_NAME["03_law_transpose"].text, name

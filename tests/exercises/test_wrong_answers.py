"""Answers that somebody gave, that are wrong, and that passed once; and right ones that were refused."""

import pytest
from local import TASKS, grade

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

"""The tasks themselves: a stub fails, a solution passes, a wrong version is killed, and nothing trivial gets through."""

import ast
import re

import pytest
from local import NAMES, TASKS, grade

from purenn.exercises.grading import grade as grade_in_processes

pytestmark = pytest.mark.long

every_task = pytest.mark.parametrize("task", TASKS, ids=NAMES)
FUNCTIONS = [task for task in TASKS if not task.is_law]
LAWS = [task for task in TASKS if task.is_law]
every_function = pytest.mark.parametrize("task", FUNCTIONS, ids=[task.name for task in FUNCTIONS])
every_law = pytest.mark.parametrize("task", LAWS, ids=[task.name for task in LAWS])
FEW = 12  # cases: what is trivial fails soon, and where it passes it does so with any number


def definitions(source):
    return [node for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


@every_task
def test_a_solution_passes(task):
    """A task that nobody can solve; a wrong version that the reference law does not kill; a check that right code fails."""
    verdict = grade(task, task.solution)
    assert verdict.passed, verdict.lines


@every_law
def test_a_reference_law_does_not_live_on_one_lucky_seed(task):
    """A wrong version so rare that it is found with seed 42 alone."""
    verdict = grade(task, task.solution, seed=7)
    assert verdict.passed, verdict.lines


@every_task
def test_a_stub_fails(task):
    """A task that is solved before it is begun."""
    assert not grade(task, task.stub, FEW).passed


@every_function
def test_a_stub_is_open_and_not_wrong(task):
    """A learner who has written nothing yet, and is told that it is wrong."""
    verdict = grade(task, task.stub, FEW)
    assert verdict.word == "open", verdict.lines


TRIVIAL = ["values[0]", "values[-1]", "None", "0.0", "1.0", "[]", "[[0.0]]", "True", "values", "float('nan')"]


@every_function
@pytest.mark.parametrize("value", TRIVIAL)
def test_a_trivial_function_fails(task, value):
    """Checks that a constant passes, or what gives back its input."""
    source = "\n".join(["def %s(*values):\n    return %s" % (node.name, value) for node in definitions(task.solution)])
    assert not grade(task, source, FEW).passed


class WithoutAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Expr(node.test), node)


def without_asserts(source):
    return ast.unparse(ast.fix_missing_locations(WithoutAsserts().visit(ast.parse(source))))


def catching_everything(source):
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("law"):
            handler = ast.ExceptHandler(None, None, [ast.Pass()])
            node.body = [ast.Try(node.body, [handler], [], [])]
    return ast.unparse(ast.fix_missing_locations(tree))


@every_law
def test_a_law_that_says_nothing_does_not_pass(task):
    """A wrong version so wrong that no law is needed, or a count of kills that is no count."""
    if not hasattr(ast, "unparse"):
        pytest.skip("ast.unparse is there from Python 3.9 on")
    for source in (without_asserts(task.solution), catching_everything(task.solution), "def law(draw):\n    draw.size()\n"):
        verdict = grade(task, source, FEW)
        assert not verdict.passed, verdict.lines
    assert grade(task, "def law(draw):\n    assert False\n", FEW).word == "wrong"


@every_task
def test_texts_hints_and_files_are_complete(task):
    """A page that is missing or overlong, a single hint, lines that do not fit a narrow window, a name that gives the solution away."""
    assert 8 <= len(task.text.split("\n")) <= 60
    assert max(map(len, task.text.split("\n"))) <= 100
    assert max(map(len, task.stub.split("\n"))) <= 120
    assert 2 <= len(task.hints) <= 3
    assert all(task.hints)
    assert task.title
    assert task.stub.endswith("\n")


@every_law
def test_versions_look_alike(task):
    """A wrong version that is a class where the right one is a function: a law could tell them by that."""
    first = task.right()[0].things
    for version in [*task.right(), *task.wrong()]:
        assert {name: type(thing) for name, thing in version.things.items()} == {name: type(thing) for name, thing in first.items()}


@every_law
def test_wrong_versions_are_named_in_order_and_have_a_reason(task):
    """A label that says what is wrong; a version that nobody can have explained."""
    wrong = task.wrong()
    assert [version.label for version in wrong] == ["m%02d" % k for k in range(1, len(wrong) + 1)]
    assert len(wrong) >= 4
    assert all(version.reason.endswith(".") and len(version.reason) > 20 and version.label in version.source for version in wrong)


def test_numbers_go_up_by_one():
    """Two tasks with one number, or a hole in the course."""
    assert [name[:2] for name in NAMES] == ["%02d" % k for k in range(1, len(NAMES) + 1)]


def test_in_processes_of_their_own_it_is_the_same():
    """Tests that only pass because they share a process with the checker."""
    for task in (FUNCTIONS[0], LAWS[0]):
        assert grade_in_processes(task, task.solution, engine="own").lines == grade(task, task.solution).lines


TOLD = [
    ("01_dot", "dot([1.0, 2.0, 3.0], [4.0, 5.0, 6.0])", 32.0),
    ("02_transpose", "transpose([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])", [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]),
    ("04_add", "add([[1.0, 2.0], [3.0, 4.0]], [[10.0, 20.0]])", [[11.0, 22.0], [13.0, 24.0]]),
    ("04_add", "add([[1.0, 2.0], [3.0, 4.0]], [[10.0], [20.0]])", [[11.0, 12.0], [23.0, 24.0]]),
    ("04_add", "add([[1.0, 2.0]], [[10.0], [20.0]])", [[11.0, 12.0], [21.0, 22.0]]),
    ("10_softmax", "softmax([0.0, 0.0])", [0.5, 0.5]),
    ("10_softmax", "[round(p, 4) for p in softmax([1.0, 0.0])]", [0.7311, 0.2689]),
    ("12_loss", "mse([[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [3.0, 5.0]])", 1.25),
    ("12_loss", "mse_gradient([[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [3.0, 5.0]])", [[0.0, 1.0], [0.0, -0.5]]),
    ("17_dense_forward", "dense([[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]], [10.0, 20.0], [[1.0, 2.0, 3.0]])", [[17.0, 22.0]]),
    ("28_minibatches", "minibatches([[1.0], [2.0], [3.0]], [[0.0], [1.0], [0.0]], [2, 0, 1], 2)", [([[3.0], [1.0]], [[0.0], [0.0]]), ([[2.0]], [[1.0]])]),
    ("30_dropout", "dropout([[3.0, 6.0]], 0.25, [[0.8, 0.1]])", [[4.0, 0.0]]),
]


@pytest.mark.parametrize("name, call, value", TOLD, ids=[call for _, call, _ in TOLD])
def test_what_the_texts_show_is_true(name, call, value):
    """A page with a sum that does not come out; the numbers here are those of the page."""
    (task,) = [task for task in TASKS if task.name == name]
    space = {}
    exec(task.solution, space)
    assert eval(call, space) == value
    numbers = re.findall(r"\d+\.\d+", task.text)
    assert set(re.findall(r"\d+\.\d\b", call)) <= set(numbers)


def test_hypothesis_needs_no_other_answers():
    """A version that Hypothesis makes the right law fail on, because it draws what the own search does not."""
    for task in (LAWS[0], FUNCTIONS[0]):
        assert grade_in_processes(task, task.solution, engine="hypothesis").passed

"""The command that plants bugs: a survivor, a patch that no longer fits, and a crash are all seen for what they are.

The bugs themselves are planted by `python3 tests/mutants/run.py`.
"""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from mutants import run


def bug(old, new, file="schedules.py"):
    return run.Bug("optimizers", "a bug", [(file, old, new)], ["test_linalg.py"])


@pytest.mark.parametrize("area", run.areas())
def test_every_patch_fits_the_code_and_changes_it(area):
    """Code that has moved away under a patch, found before the long command runs; a patch that plants nothing; a name twice."""
    bugs = run.bugs_of(area)
    names = [bug.name for bug in bugs]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 56 for name in names), "as wide as the column of the table"
    for bug in bugs:
        for file, source in run.patched(bug).items():
            assert source != (run.ROOT / "purenn" / file).read_text(encoding="utf-8"), bug.name
        assert all((run.ROOT / "tests" / test).exists() for test in bug.tests)


@pytest.mark.long
@pytest.mark.parametrize("area", run.areas())
def test_every_patched_source_is_python(area):
    """A patch that breaks the file instead of planting its bug, found before the long command runs."""
    for bug in run.bugs_of(area):
        for file, source in run.patched(bug).items():
            compile(source, file, "exec")


@pytest.mark.parametrize("old, times", [("no such line", 0), ("def __call__", 4)])
def test_a_patch_that_does_not_fit_is_refused(old, times):
    """A patch that silently plants nothing, or plants its bug at some other place than it was meant for."""
    with pytest.raises(
        run.MovedError, match="'a bug': the code has moved. purenn/schedules.py holds this text %d times instead of once:\n    %s" % (times, old)
    ):
        run.patched(bug(old, "another"))


def test_a_patch_that_does_not_fit_ends_the_command(monkeypatch, capsys):
    """A table that looks complete although a bug could not be planted."""
    monkeypatch.setattr(run, "chosen", lambda words: [bug("no such line", "another")])
    assert run.main([]) == 2
    assert "the code has moved" in capsys.readouterr().out


def test_several_spots_of_a_bug():
    """The second spot of a bug that wipes out the first; a file that is not carried on."""
    assert run.patches("a.py", "1", "2", "3", "4", "b.py", "5", "6") == [("a.py", "1", "2"), ("a.py", "3", "4"), ("b.py", "5", "6")]
    both = run.Bug("optimizers", "two spots", run.patches("schedules.py", "class StepDecay:", "class A:", "class CosineDecay:", "class B:"), [])
    source = run.patched(both)["schedules.py"]
    assert "class A:" in source
    assert "class B:" in source


def test_planted_sources_are_imported_in_place_of_the_files():
    """An import that finds the file, or its compiled form of yesterday, and tests the code without the bug."""
    planted = run.Planted({"schedules.py": "planted = True\n", "data/__init__.py": "planted = True\n"})
    module = run.importlib.util.module_from_spec(planted.find_spec("purenn.schedules"))
    module.__spec__.loader.exec_module(module)
    assert module.planted
    assert planted.find_spec("purenn.optimizers") is None
    assert planted.find_spec("purenn.data").submodule_search_locations == [str(run.ROOT / "purenn" / "data")]


@pytest.mark.long
def test_areas_and_words_choose():
    """An area that is taken for a word of some name, or a word that finds nothing."""
    everything = run.chosen([])
    assert {bug.area for bug in everything} == set(run.areas())
    assert {bug.area for bug in run.chosen(["dropout"])} == {"dropout"}
    found = run.chosen(["dropout", "log(0)"])
    assert {bug.area for bug in found} == {"dropout", "losses"}
    assert any(bug.name == "log(0)" for bug in found)
    assert run.chosen(["no bug has this name"]) == []


def outcome(*killers, passed=5, problem="", first=""):
    return run.Outcome(list(killers), passed, problem, first)


@pytest.mark.parametrize(
    "result, text",
    [
        (outcome("test_one", "test_two"), "2: one, two"),
        (outcome("test_one", "test_two", "test_three"), "3+: one, two, three"),
        (outcome(), "SURVIVED 5 tests"),
        (outcome("test_one", problem="it cannot be imported"), "BROKEN: it cannot be imported"),
    ],
)
def test_verdicts(result, text):
    """A survivor that looks like a kill; a crash on import that counts as one."""
    assert run.verdict(result, enough=3) == text


def test_rows_are_as_wide_as_a_terminal():
    """A row that wraps, and a name that is cut without a sign of it."""
    assert run.row("losses", "log(0)", "1: one") == "losses       log(0)" + " " * 51 + "1: one"
    long = run.row("losses", "log(0)", "9: " + "many_words_" * 20)
    assert len(long) == 120
    assert long.endswith("...")
    assert run.row("losses", "log(0)", "9: " + "many_words_" * 20, run.NEVER).endswith("words_")


def test_the_last_line_counts():
    """A last line that says all is well although one survived."""
    assert run.summary([outcome("test_one"), outcome("test_two")], 12.3) == "2 bugs, all killed, each by a test of its own area; 12 s"
    mixed = [outcome("test_one"), outcome(), outcome("test_two", problem="crashed")]
    assert run.summary(mixed, 1) == "3 bugs, 1 killed, 1 SURVIVED, 1 broken; 1 s"



def test_tests_that_train_are_left_out():
    """A bug that is killed only because something is not learnt any more."""
    assert chosen_by(run.Attempt(["test_x.py"]), "test_a", "test_b[1]", "test_xor_is_learnt", "test_c") == ["test_a", "test_b[1]", "test_c"]


def chosen_by(attempt, *names):
    items = [SimpleNamespace(name=name, nodeid="tests/test_x.py::" + name) for name in names]
    run.Collector(attempt, 1).pytest_collection_modifyitems(items)
    return [item.name for item in items]


@pytest.mark.parametrize(
    "only, names",
    [
        (["test_x.py"], ["test_a", "test_b[1]", "test_b[1\n::2]"]),
        (["test_x.py::test_b"], ["test_b[1]", "test_b[1\n::2]"]),
        (["test_x.py::test_b[1\\n::2]", "test_y.py"], ["test_b[1\n::2]"]),
        (["test_y.py::test_a"], []),
    ],
)
def test_single_tests_are_chosen_by_their_places(only, names):
    """All parameters where one noticed, which takes longer than the test; a line break that makes two lines of a place; a test of another file."""
    assert chosen_by(run.Attempt(["test_x.py"], frozenset(only)), "test_a", "test_b[1]", "test_b[1\n::2]") == names


@pytest.mark.parametrize("enough, ran", [(1, ["a", "b"]), (2, ["a", "b", "c", "d"]), (run.NEVER, ["a", "b", "c", "d", "e"])])
def test_where_enough_have_noticed_no_other_test_runs(enough, ran):
    """A run that goes on to the end for every bug; one that ends before enough have noticed; parameters that count as tests."""
    collector, seen = run.Collector(run.Attempt([]), enough), []

    def protocol(item, nextitem):
        seen.append((item.name, nextitem and nextitem.name))
        report = SimpleNamespace(failed=item.name in "bcd", passed=item.name not in "bcd", when="call", nodeid="tests/test_x.py::test_" + {"c": "b[2::c]"}.get(item.name, item.name))
        collector.pytest_runtest_logreport(report)

    config = SimpleNamespace(hook=SimpleNamespace(pytest_runtest_protocol=protocol))
    assert collector.pytest_runtestloop(SimpleNamespace(items=[SimpleNamespace(name=name, config=config) for name in "abcde"]))
    assert seen == [pair for pair in zip("abcde", ["b", "c", "d", "e", None]) if pair[0] in ran]
    assert collector.failed == ["test_b", "test_d"][: min(enough, 2)]
    assert collector.first == "test_x.py::test_b"


def test_the_test_that_noticed_last_time_goes_first_and_none_is_left_out(monkeypatch):
    """A hint that becomes a choice: the others never run, and a bug that its test lets pass now survives."""
    noticing, tried = "test_schedules.py::test_by_pencil", []
    monkeypatch.setattr(run, "tried", lambda attempt, enough: tried.append(attempt) or outcome(*[name for name in ["noticed"] if attempt.has(noticing)]))
    planted = bug("class StepDecay:", "class A:")._replace(tests=["test_schedules.py", "test_layers.py"])
    everything = run.Attempt(planted.tests)
    for first, expected in [
        (noticing, [run.Attempt(["test_schedules.py"], frozenset([noticing]))]),
        ("test_schedules.py::test_of_long_ago", [run.Attempt(["test_schedules.py"], frozenset(["test_schedules.py::test_of_long_ago"])), everything]),
        ("test_of_another_area.py::test_by_pencil", [everything]),
        ("", [everything]),
    ]:
        tried.clear()
        assert run.in_this_process(run.task_of(planted, 1, first)).killers == ["noticed"]
        assert tried == expected


def test_what_goes_first_has_to_pass_on_the_code_as_it_is():
    """A test that fails with and without a bug, and so kills all of them; all of the suite, where a few of its tests are the proof."""
    planted = bug("class StepDecay:", "class A:")
    first, unknown = "test_linalg.py::test_a[1]", planted._replace(tests=["test_rng.py"])
    assert run.without_a_bug([run.task_of(planted, 1), run.task_of(unknown, 1)]) == run.Attempt(["test_linalg.py", "test_rng.py"])
    some = run.without_a_bug([run.task_of(planted, 1, first), run.task_of(unknown, 1)])
    places = [first, "test_linalg.py::test_a[2]", "test_rng.py::test_b"]
    assert [some.has(place) for place in places] == [True, False, True]
    late = run.still_to_run([outcome("b", first=places[1]), outcome("a", first=first), outcome("b", first=places[2]), outcome()], some)
    assert late == run.Attempt(["test_linalg.py"], frozenset(["test_linalg.py::test_a[2]"]))
    assert run.not_sound(outcome()) == ""
    assert run.not_sound(outcome("test_one")) == "the code as it is, without any bug: these tests fail: test_one"
    assert run.not_sound(outcome(problem="no test ran")) == "the code as it is, without any bug: no test ran"


def test_what_noticed_a_bug_is_remembered(tmp_path, monkeypatch):
    """A run of one area that forgets the others; bugs that are gone; a survivor that is written down as killed."""
    monkeypatch.setattr(run, "KILLERS", tmp_path / "killers.txt")
    assert run.remembered() == {}
    first, second, third = run.chosen(["dropout"])[:3]
    run.remember([first, second], [outcome("one", "two", first="a.py::one[1]"), outcome("three", first="a.py::three")])
    run.remember([second, third, bug("optimizers", "gone")], [outcome("four", first="a.py::four"), outcome(), outcome("five", first="a.py::five")])
    assert run.remembered() == {("dropout", first.name): "a.py::one[1]", ("dropout", second.name): "a.py::four"}


def test_every_line_of_what_is_remembered_names_a_bug_and_a_test():
    """Lines of bugs that were renamed or taken out; a file that was never written again."""
    there = {(b.area, b.name) for b in run.chosen([])}
    assert set(run.remembered()) <= there


SCRIPT = """
import sys
sys.path.insert(0, %r)
import run

def bug(name, new):
    return run.Bug("optimizers", name, [("schedules.py", "return self.rate * self.factor**epoch", new)], ["test_optimizers.py::test_schedules_follow_their_formulas"])

bugs = [
    bug("a bug", "return self.rate + self.factor**epoch"),
    bug("no bug", "return self.rate * self.factor ** epoch"),
    bug("a crash", "return self.rate * self.factor**epoch\\n\\nraise ValueError('planted')"),
]
run.chosen = lambda words: bugs
sys.exit(run.main(["--jobs", "1"]))
"""


@pytest.mark.long
def test_the_command_as_a_whole(tmp_path):
    """A bug that is never planted, so that all survive; a patch that changes nothing, or a crash, that counts as a kill."""
    script = tmp_path / "three.py"
    script.write_text(SCRIPT % str(run.HERE), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    lines = done.stdout.split("\n")
    assert lines[0].startswith("the code as it is passes"), done.stdout
    assert lines[2] == run.row("optimizers", "a bug", "1: schedules_follow_their_formulas")
    assert lines[3].startswith(run.row("optimizers", "no bug", "SURVIVED "))
    assert lines[4].startswith(run.row("optimizers", "a crash", "BROKEN: the patched code cannot be imported"))
    assert lines[5].startswith("3 bugs, 1 killed, 1 SURVIVED, 1 broken")
    assert done.returncode == 1

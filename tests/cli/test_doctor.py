"""`doctor`: what it finds on the command line, the remedy as an option, and the same training with it."""

import re
from pathlib import Path

import pytest

from purenn.cli.doctor import in_options
from purenn.teach.doctor import Remedy

pytestmark = pytest.mark.long

IRIS = ["doctor", "--data", "iris"]
TROUBLES = [
    (["--data", "iris", "--optimizer", "sgd", "--learning-rate", "10"], "learning rate too high", "--learning-rate 0.1"),
    (["--data", "iris", "--learning-rate", "1e-5"], "learning rate too low", "--learning-rate 0.001"),
    (["--data", "wine", "--scale", "none", "--epochs", "20"], "inputs not scaled", "--scale standard"),
    (["--data", "xor", "--init", "zeros"], "symmetric weights", "--init glorot"),
    (["--data", "iris", "--hidden", "8,8,8,8,8", "--activation", "sigmoid", "--optimizer", "sgd"], "vanishing gradients", "--activation relu"),
    (["--data", "circles", "--hidden", "none", "--limit", "60"], "underfitting", "--hidden 16"),
    (["--data", "circles", "--limit", "60", "--epochs", "7"], "underfitting", "--epochs 28"),
]


@pytest.mark.parametrize(("arguments", "name", "option"), TROUBLES, ids=[option for _, _, option in TROUBLES])
def test_a_remedy_is_an_option_that_changes_the_training_as_trying_it_did(purenn, arguments, name, option):
    """A remedy in the words of the library, which the command does not know; a trial of something else than what is printed."""
    tried = purenn("doctor", *arguments, "--try")
    assert tried.status == 1
    assert "\n1. %s, in " % name in tried.out
    assert "   remedy:   %s\n" % option in tried.out
    assert "the same with %s:" % option in tried.out
    assert re.search(r"^found +%s +nothing$" % name, tried.out, re.MULTILINE)
    by_hand = purenn("doctor", *arguments, *option.split(" "))
    assert by_hand.status == 0
    assert "\n\nhealthy: nothing was found in" in by_hand.out


def test_a_healthy_training_says_so_and_prints_no_table(purenn):
    """A status of 1, or a remedy, for a network that lacks nothing."""
    result = purenn(*IRIS, "--try")
    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("\n\nhealthy: nothing was found in 60 epochs\n")
    assert result.out.startswith("seed 42, net 4-16-3 tanh")


def test_before_and_after_stand_side_by_side(purenn):
    """Columns swapped, or the numbers of the first training in both."""
    out = purenn(*IRIS, "--optimizer", "sgd", "--learning-rate", "10", "--try").out
    lines = out[out.index("the same with") :].splitlines()[2:]
    assert lines[0].split() == ["before", "after"]
    loss, accuracy = [[float(v) for v in line.split()[-2:]] for line in lines[1:3]]
    assert loss[0] > loss[1]
    assert accuracy[0] < accuracy[1]
    assert lines[-1].endswith("learning rate too high nothing")
    assert max(map(len, out.splitlines())) < 80


def test_a_training_that_ends_with_an_error_is_a_finding_and_no_error(purenn):
    """Exit status 2, and the one sentence that train would print, where a doctor is asked."""
    result = purenn("doctor", "--data", "line", "--optimizer", "sgd", "--learning-rate", "1e9", "--try")
    assert (result.status, result.err) == (1, "")
    assert "1. learning rate too high, in the optimizer SGD" in result.out
    assert "left the finite range" in result.out
    assert re.search(r"^loss +- +0\.\d+$", result.out, re.MULTILINE)


def table(*columns):
    names, rows = [name for name, _ in columns], zip(*[values for _, values in columns])
    return "\n".join([",".join(names), *[",".join(row) for row in rows]]) + "\n"


def test_a_constant_target_is_a_finding_with_another_column_as_the_remedy(purenn):
    """The sentence of train, that there is nothing to tell apart, and no word of what to do about it."""
    kinds, widths = ("kind", ["box", "bar"] * 10), ("width", ["%d" % (10 * (s % 2) + s % 3) for s in range(20)])
    Path("shop.csv").write_text(table(widths, kinds, ("shop", ["north"] * 20)))
    result = purenn("doctor", "--data", "shop.csv", "--try")
    assert result.status == 1
    assert "1. labels constant, in the column 'shop'" in result.out
    assert "all 20 targets are 'north'" in result.out
    assert "the same with --target kind:" in result.out
    assert result.out.rstrip().endswith("labels constant nothing")
    assert purenn("doctor", "--data", "shop.csv", "--ignore", "kind").out.count("--target width") == 1


def test_a_table_of_constants_has_no_other_column(purenn):
    Path("same.csv").write_text(table(("a", ["1"] * 4), ("b", ["2"] * 4)))
    result = purenn("doctor", "--data", "same.csv", "--try")
    assert (result.status, result.err) == (1, "")
    assert "other targets as Y" in result.out
    assert "there is no other column to try" in result.out


def test_one_class_ignored_is_answered_with_weights(purenn):
    """A weight for every class but in another order than theirs."""
    rows = [("%d" % (s % 7 + 3 * (s % 25 == 3)), "%d" % (s % 5), "rare" if s % 25 == 3 else "usual") for s in range(400)]
    Path("fraud.csv").write_text("a,b,kind\n" + "".join([",".join(row) + "\n" for row in rows]))
    result = purenn("doctor", "--data", "fraud.csv", "--hidden", "4", "--epochs", "10", "--try")
    assert "one class ignored, in the outputs" in result.out
    assert "class 0 (rare)" in result.out
    assert "remedy:   --class-weights 23.6,1\n" in result.out
    recall = re.search(r"^least recall +0 +(0\.\d+)$", result.out, re.MULTILINE)
    assert float(recall.group(1)) > 0.5
    balanced = purenn("doctor", "--data", "fraud.csv", "--hidden", "4", "--epochs", "10", "--class-weights", "balanced")
    assert (balanced.status, balanced.out.splitlines()[-1]) == (0, "healthy: nothing was found in 10 epochs")


def test_remedies_with_lists_and_large_numbers_are_written_as_options():
    assert in_options(Remedy("class_weights", [1.0, 19.5], "")) == "--class-weights 1,19.5"
    assert in_options(Remedy("clip_norm", 1.0, "")) == "--clip-norm 1"
    assert in_options(Remedy("target", "two words", "")) == '--target "two words"'
    assert in_options(Remedy("target", None, "in words")) == "in words"


@pytest.mark.parametrize("init", ["zeros", "he", "normal"])
def test_first_weights_are_those_that_were_asked_for(purenn, init):
    """An option that the network never hears of."""
    outs = {purenn("train", "--data", "iris", "--epochs", "1", "--init", kind).out.split("\n\n")[1] for kind in (init, "glorot")}
    assert len(outs) == 2


def test_a_clipped_gradient_takes_shorter_steps(purenn):
    """An option that the optimizer never hears of."""
    usual, clipped = [
        purenn("train", "--data", "iris", "--optimizer", "sgd", "--epochs", "2", *more).out.split("\n\n")[1] for more in ([], ["--clip-norm", "0.001"])
    ]
    assert usual != clipped

"""`train --engine`: which engine is taken, what it says about it, and what becomes of the model."""

import os
from pathlib import Path

import pytest

import purenn as nn

MNIST = Path(os.environ.get("PURENN_DATA") or ".", "mnist")
needs_mnist = pytest.mark.skipif(not MNIST.is_dir(), reason="PURENN_DATA does not say where MNIST is")
FIRST = "in packed integers: seed 42, net "


def test_packed_is_said_first_and_its_model_is_used_like_any_other(purenn):
    """A model that is saved in another shape than predict and summary read."""
    result = purenn("train", "--data", "iris", "--engine", "packed", "--epochs", "20", "--out", "m.json")
    assert result.status == 0
    assert result.out.startswith(FIRST + "4-16-3 tanh, loss CrossEntropy (mean over\n")
    assert "20 epochs, one row at a time, learning rate 0.02 falling to 0 along a cosine" in result.out
    assert max(map(len, result.out.splitlines())) < 80
    model = nn.load("m.json")
    assert isinstance(model, nn.PackedNetwork)
    assert "packed: inputs in steps of 1/16" in purenn("summary", "m.json").out
    assert purenn("gradcheck", "m.json", "--data", "iris").status == 0
    iris = nn.data.iris()
    Path("iris.csv").write_text("\n".join([",".join(iris.input_names)] + [",".join(map(str, row)) for row in iris.X]) + "\n")
    lines = purenn("predict", "m.json", "iris.csv").out.splitlines()
    assert lines[0] == "row,class,probability"
    right = sum(line.split(",")[1] == iris.class_names[y] for line, y in zip(lines[1:], iris.Y))
    assert right > 130


def test_the_same_seed_prints_the_same(purenn):
    first, second = (purenn("train", "--data", "wine", "--engine", "packed", "--epochs", "3", "--seed", "7").out for _ in range(2))
    assert first == second


def test_a_measurement_comes_back_in_its_own_unit(purenn):
    """The last layer gives the target's unit, which no packed layer does: the model becomes an ordinary one."""
    Path("line.csv").write_text("x,y\n" + "".join("%d,%d\n" % (x, 300 * x + 5000) for x in range(40)))
    result = purenn("train", "--data", "line.csv", "--engine", "packed", "--epochs", "60", "--out", "m.json")
    assert result.status == 0
    assert abs(nn.load("m.json").predict([[20]])[0][0] - 11000) < 1500


def test_other_data_keeps_the_float_engine(purenn):
    for extra in ((), ("--engine", "float")):
        result = purenn("train", "--data", "iris", "--epochs", "1", *extra)
        assert result.out.startswith("seed 42, net 4-16-3 tanh, loss CrossEntropy (mean over samples), adam 0.01\n")


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--engine", "packed", "--optimizer", "adam"], "--engine packed does not go with this: it learns with sgd, not with adam"),
        (["--engine", "packed", "--loss", "huber"], "--engine packed does not go with this: for this data it knows the loss cross-entropy, not huber"),
        (["--engine", "fast"], "there is no engine 'fast'"),
    ],
)
def test_what_does_not_go_together_is_one_line_and_status_2(purenn, arguments, message):
    result = purenn("train", "--data", "iris", *arguments)
    assert (result.status, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1


def test_a_rate_that_is_too_high_stops_in_one_line(purenn):
    result = purenn("train", "--data", "iris", "--engine", "packed", "--learning-rate", "5000", "--epochs", "3", "--out", "m.json")
    assert result.status == 2
    assert "outgrowing its lane" in result.err or "too large for the blame" in result.err
    assert "m.json is not written" in result.err
    assert not Path("m.json").exists()


def test_an_outlier_is_answered_with_an_option(purenn):
    """Advice on an argument that the command line does not have."""
    Path("far.csv").write_text("x,y\n" + "".join("%s,%d\n" % (1e300 if x == 7 else x, x % 2) for x in range(40)))
    answers = [purenn("train", "--data", "far.csv", "--engine", "packed", "--epochs", "1", "--seed", str(seed)) for seed in range(8)]
    assert any("is too large for the lanes" in answer.err for answer in answers)
    for answer in answers:
        assert answer.status == 0 or answer.err.endswith("; --engine float has no such limit\n")


@pytest.mark.long
@needs_mnist
def test_mnist_is_packed_where_nothing_else_is_asked_for(purenn):
    start = ("train", "--data", MNIST, "--limit", "60", "--epochs", "1", "--hidden", "4")
    result = purenn(*start, "--out", "m.json")
    assert result.out.startswith(FIRST + "784-4-10 relu, loss CrossEntropy (mean over\n")
    assert isinstance(nn.load("m.json"), nn.PackedNetwork)
    for other in (("--optimizer", "adam"), ("--engine", "float"), ("--loss", "mse")):
        assert purenn(*start, *other).out.startswith("seed 42, net 784-4-10 relu")

"""`gradcheck`: the gradients of a saved model, on rows of a file or of a data set."""

import os
from pathlib import Path

import pytest

import purenn as nn
from purenn import cli

ROWS = "width,height,kind\n" + "".join("%d,%d,%s\n" % (i % 7, i % 3, ["bar", "box", "can"][i % 3]) for i in range(30))


@pytest.fixture
def trained(purenn):
    Path("t.csv").write_text(ROWS)
    assert purenn("train", "--data", "t.csv", "--epochs", "2", "--hidden", "4", "--out", "m.json").status == 0
    return nn.load("m.json")


def save(*layers, names=("a", "b"), classes=()):
    nn.Network(list(layers), names, classes).save("own.json")


def test_every_number_of_a_model_on_rows_of_a_file(purenn, trained):
    """A command that checks nothing, or some rows of zeros."""
    result = purenn("gradcheck", "m.json", "--data", "t.csv")
    lines = result.out.splitlines()
    assert (result.status, result.err) == (0, "")
    assert lines[0] == "m.json on 8 rows of t.csv, loss CrossEntropy (mean over samples)"
    assert lines[1] == "gradients agree: 27 checked, 0 wrong, 0 skipped at kinks"
    assert lines[2].startswith("worst: layers[")
    assert max(map(len, lines)) <= 80


def test_the_inputs_too(purenn, trained):
    out = purenn("gradcheck", "m.json", "--data", "t.csv", "--inputs", "--rows", "5").out
    assert "on 5 rows of t.csv" in out
    assert "gradients agree: 37 checked" in out


def test_a_part_of_the_numbers_is_said_to_be_one(purenn, trained):
    """Ten numbers checked, and the model called right without a word of the others."""
    first = purenn("gradcheck", "m.json", "--data", "t.csv", "--most", "10")
    assert "\n10 of 27 numbers, drawn with seed 42\ngradients agree: 10 checked" in first.out
    assert purenn("gradcheck", "m.json", "--data", "t.csv", "--most", "10") == first
    assert purenn("gradcheck", "m.json", "--data", "t.csv", "--most", "10", "--seed", "1") != first


def test_wrong_gradients_are_named_and_end_with_status_1(purenn, trained, monkeypatch):
    """A check that prints whatever it finds and calls it a success."""
    right = nn.Tanh.slopes
    monkeypatch.setattr(nn.Tanh, "slopes", lambda self, Z, A: [[1.01 * v for v in row] for row in right(self, Z, A)])
    result = purenn("gradcheck", "m.json", "--data", "t.csv")
    assert result.status == 1
    assert result.out.splitlines()[1].startswith("GRADIENTS DIFFER: 27 checked, ")
    assert "\nworst: layers[1]." in result.out


@pytest.mark.parametrize(
    "layers, classes, options, loss",
    [
        ([nn.Dense(2, 1), nn.Sigmoid()], ["no", "yes"], [], "BCE (mean over all elements)"),
        ([nn.Dense(2, 2), nn.Softmax()], ["no", "yes"], [], "CrossEntropy (mean over samples)"),
        ([nn.Dense(2, 2), nn.Softmax()], ["no", "yes"], ["--loss", "mse"], "MSE (mean over all elements)"),
        ([nn.Dense(2, 2)], ["no", "yes"], [], "SoftmaxCrossEntropy (mean over samples)"),
        ([nn.Dense(2, 1)], [], [], "MSE (mean over all elements)"),
        ([nn.Dense(2, 1)], [], ["--loss", "sse"], "SSE (sum over all elements and samples)"),
        ([nn.Dense(2, 1), nn.Sigmoid()], [], [], "BCE (mean over all elements)"),
    ],
)
def test_the_loss_is_what_the_last_layer_asks_for(purenn, layers, classes, options, loss):
    """Targets in a form that the loss does not take; the loss of another kind of model."""
    save(*layers, classes=classes)
    kinds = ["no", "yes"] if classes else ["0", "1"]
    Path("t.csv").write_text("b,kind,a\n" + "".join("%d.5,%s,%d\n" % (i, kinds[i % 2], -i) for i in range(6)))
    result = purenn("gradcheck", "own.json", "--data", "t.csv", "--target", "kind")
    result = purenn("gradcheck", "own.json", "--data", "t.csv", "--target", "kind", *options)
    assert result.err == ""
    assert result.out.splitlines()[0] == "own.json on 6 rows of t.csv, loss " + loss
    assert "gradients agree" in result.out
    assert result.status == 0


@pytest.mark.parametrize(
    "layers, loss, name",
    [
        ([nn.Dense(2, 1), nn.Tanh()], "hinge", "Hinge (mean over all elements)"),
        ([nn.Dense(2, 2)], "hinge", "Hinge (mean over all elements)"),
        ([nn.Dense(2, 2)], "softmax-cross-entropy", "SoftmaxCrossEntropy (mean over samples)"),
    ],
)
def test_losses_that_only_a_check_knows(purenn, layers, loss, name):
    """A saved model that was trained in Python with one of them, and cannot be checked; classes 0 and 1 where Hinge takes -1 and 1."""
    save(*layers, classes=["no", "yes"])
    Path("t.csv").write_text("a,b,kind\n" + "".join("%d.5,%d,%s\n" % (i, -i, ["no", "yes"][i % 2]) for i in range(6)))
    result = purenn("gradcheck", "own.json", "--data", "t.csv", "--loss", loss)
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines()[0] == "own.json on 6 rows of t.csv, loss " + name
    assert "gradients agree" in result.out


def test_targets_of_hinge_that_are_no_classes_stay_what_they_are(purenn):
    """Labels of -1 and 1 that become -3 and 1."""
    save(nn.Dense(2, 1))
    Path("t.csv").write_text("a,b,label\n1,2,-1\n2,3,1\n0.5,1,-1\n")
    assert purenn("gradcheck", "own.json", "--data", "t.csv", "--loss", "hinge").status == 0
    Path("t.csv").write_text("a,b,label\n1,2,0\n2,3,1\n")
    assert "Hinge expects targets of -1 and 1" in purenn("gradcheck", "own.json", "--data", "t.csv", "--loss", "hinge").err


@pytest.mark.parametrize("options", [["--rows", "1"], []])
def test_one_row_is_said_to_be_too_few(purenn, trained, options):
    """One row, with which a mistake in adding up over the batch passes, and not a word of it."""
    if not options:
        Path("t.csv").write_text("".join(ROWS.splitlines(True)[:2]))
    result = purenn("gradcheck", "m.json", "--data", "t.csv", *options)
    assert result.status == 0
    assert result.out.startswith("m.json on 1 row of t.csv")
    assert result.out.endswith("\none sample: a mistake in adding up over a batch does not show; take two\n")


@pytest.mark.parametrize(
    "layer, options, words",
    [
        (nn.BatchNorm(2), ["--rows", "1"], "learns from at least 2 rows"),
        (nn.Identity(), ["--loss", "cross-entropy"], "logits are for SoftmaxCrossEntropy"),
    ],
)
def test_what_cannot_be_checked_has_no_first_line(purenn, layer, options, words):
    """A line of results on stdout, and then an error: a script reads half a result."""
    save(layer, nn.Dense(2, 2), classes=["no", "yes"])
    Path("t.csv").write_text("a,b,kind\n1.5,2,no\n200,300,yes\n")
    result = purenn("gradcheck", "own.json", "--data", "t.csv", *options)
    assert (result.status, result.out) == (2, "")
    assert words in result.err


def test_nothing_to_check_ends_with_the_status_that_the_help_names(purenn):
    """"The exit status is 1 if a gradient is wrong", and it is 1 though none is."""
    layer = nn.Dense(2, 1, init="zeros")
    save(layer, nn.ReLU())
    Path("t.csv").write_text("a,b,value\n1,2,0\n2,3,1\n")
    result = purenn("gradcheck", "own.json", "--data", "t.csv")
    assert result.status == 1
    assert "nothing could be checked: 0 checked, 0 wrong, 3 skipped at kinks" in result.out
    assert "or if\nnothing could be checked" in purenn("gradcheck", "--help").out


def test_a_data_set_that_comes_with_the_library(purenn):
    purenn("train", "--data", "iris", "--epochs", "1", "--out", "m.json")
    assert "gradients agree: 131 checked" in purenn("gradcheck", "m.json", "--data", "iris").out


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("PURENN_DATA"), reason="PURENN_DATA does not say where MNIST is")
def test_images_of_mnist(purenn):
    rng = nn.Random(1)
    nn.Network([nn.Scaler([0.0] * 784, [255.0] * 784), nn.Dense(784, 4, rng=rng), nn.Tanh(), nn.Dense(4, 10, rng=rng), nn.Softmax()]).save("m.json")
    out = purenn("gradcheck", "m.json", "--data", os.path.join(os.environ["PURENN_DATA"], "mnist"), "--most", "50").out
    assert "50 of 3190 numbers, drawn with seed 42\ngradients agree: 50 checked" in out


def test_a_file_with_some_of_the_classes_only(purenn, trained):
    """Class numbers that the file gives, in place of those of the model."""
    Path("cans.csv").write_text("kind,width,height\ncan,1,2\ncan,3,4\n")
    seen = []
    real = cli.import_module("purenn.cli.gradcheck").check_gradients
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("purenn.cli.gradcheck.check_gradients", lambda net, X, Y, *rest: seen.append((X, Y)) or real(net, X, Y, *rest))
        assert purenn("gradcheck", "m.json", "--data", "cans.csv", "--target", "kind").status == 0
    ((X, Y),) = seen
    assert sorted(X) == [[1.0, 2.0], [3.0, 4.0]]
    assert Y == [2, 2]


def test_a_model_that_gives_several_values(purenn):
    save(nn.Dense(2, 3))
    Path("t.csv").write_text("a,b,c\n1,2,3\n2,3,4\n")
    result = purenn("gradcheck", "own.json", "--data", "t.csv")
    assert (result.status, result.err) == (2, "purenn: the model gives 3 values, but the data has one target for each row\n")

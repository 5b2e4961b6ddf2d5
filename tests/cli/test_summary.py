"""`summary`, and `purenn` alone."""

import pytest

import purenn as nn


def test_layers_inputs_and_classes(purenn):
    purenn("train", "--data", "iris", "--epochs", "1", "--out", "m.json")
    out = purenn("summary", "m.json").out
    assert out.startswith(nn.load("m.json").summary())
    assert "4 inputs: sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm" in out
    assert "3 classes: setosa, versicolor, virginica" in out


def test_many_names_stay_short(purenn):
    nn.Network([nn.Dense(500, 1)], ["column_%d" % i for i in range(500)]).save("m.json")
    out = purenn("summary", "m.json").out
    assert len(out.splitlines()) < 20
    assert max(map(len, out.splitlines())) < 80
    assert "500 inputs: column_0, " in out
    assert " ..." in out
    assert "a measurement to predict" in out


def test_a_model_without_names(purenn):
    nn.Network([nn.Dense(3, 1), nn.Sigmoid()]).save("m.json")
    out = purenn("summary", "m.json").out
    assert "3 inputs: without names" in out
    assert "2 classes: without names" in out


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_alone_it_says_what_it_can_do(purenn, arguments):
    result = purenn(*arguments)
    assert result.status == 0
    assert len(result.out.splitlines()) < 20
    for word in ("train", "predict", "summary", "python3 -m purenn train"):
        assert word in result.out


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(purenn, flag):
    assert purenn(flag) == (0, "purenn %s\n" % nn.__version__, "")


@pytest.mark.parametrize("command", ["train", "predict", "evaluate", "summary", "gradcheck"])
def test_help_of_each_command(purenn, command):
    result = purenn(command, "--help")
    assert result.status == 0
    assert result.out.startswith("usage: purenn " + command)
    assert "\x1b" not in result.out
    assert max(map(len, result.out.splitlines())) <= 80

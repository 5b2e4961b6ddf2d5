"""`export`: files written from saved models."""

from pathlib import Path

import pytest

import purenn as nn
from purenn.export import TARGETS, export_source, exported


@pytest.fixture
def saved():
    network = nn.Network([nn.Scaler([5.0, 3.0, 4.0, 1.0], [1.0, 0.5, 2.0, 0.75]), nn.Dense(4, 3), nn.Softmax()])
    network.input_names, network.class_names = nn.data.iris().input_names, nn.data.iris().class_names
    network.save("m.json")
    return network


@pytest.mark.parametrize("to", TARGETS)
def test_a_model_becomes_a_file(purenn, saved, to):
    """Another network or another name in the file than that of the model; text on the screen that is not the file."""
    source = export_source(saved, to, name="m.json")
    assert purenn("export", "m.json", "--to", to) == (0, source, "")
    result = purenn("export", "m.json", "--to", to, "--out", "net")
    assert (result.status, result.out) == (0, "saved net: %d bytes\n" % len(source))
    assert Path("net").read_text() == source


def test_golden_vectors_from_data_and_short_floats(purenn, saved):
    """Options that are read and forgotten."""
    out = purenn("export", "m.json", "--to", "python", "--data", "iris", "--floats", "32").out
    assert out == export_source(saved, "python", floats=32, data=nn.data.iris().X, name="m.json")
    assert "((5.1, 3.5, 1.4, 0.2), (" in out


def test_8_bits_are_reported(purenn, saved):
    """A report that only the file has, or of rows that are not those of the data."""
    iris = nn.data.iris()
    for to, options in (("c", {}), ("micropython", {"lean": True})):
        done = exported(saved, to, int8=True, data=iris.X, name="m.json", Y=iris.Y, **options)
        arguments = ["export", "m.json", "--to", to, "--int8", "--data", "iris", *["--lean" for _ in options]]
        assert purenn(*arguments) == (0, done.source, "")
        out = purenn(*arguments, "--out", "net").out
        assert out == "\n".join([*done.report, "saved net: %d bytes\n" % len(done.source)])
        assert "accuracy" in done.report[1]


def test_rows_without_a_target_are_enough(purenn, saved):
    """A class that nobody knows yet, asked for by the calibration; the last column, an input, taken for the target."""
    iris = nn.data.iris()
    rows = [",".join([*iris.input_names, "kind"]), *[",".join([*map(str, row), iris.class_names[y]]) for row, y in zip(iris.X, iris.Y)]]
    Path("kinds.csv").write_text("\n".join(rows))
    Path("rows.csv").write_text("\n".join([row.rpartition(",")[0] for row in rows]))
    for target, names in (("", iris.input_names), ("kind", iris.input_names), ("", ())):
        saved.target_name, saved.input_names = target, names
        saved.save("m.json")
        bare, labelled = [purenn("export", "m.json", "--to", "c", "--int8", "--data", name, "--out", "net.c") for name in ("rows.csv", "kinds.csv")]
        assert (bare.status, bare.err, labelled.status, labelled.err) == (0, "", 0, "")
        assert "accuracy" not in bare.out
        said = [line.partition(", accuracy")[0].rstrip(".") for line in labelled.out.splitlines()]
        assert [line.rstrip(".") for line in bare.out.splitlines()[:-1]] == said[:-1]
        assert "accuracy" in labelled.out


@pytest.mark.parametrize(("cell", "words"), [("", "every line has a missing value in the target column 'kind'"), ("lily", "unknown class 'lily'")])
def test_targets_that_are_of_no_use_are_not_needed(purenn, saved, cell, words):
    """An empty column for the answers, or one new class, and no file at all; an accuracy of other rows, or one that is missing in silence."""
    saved.target_name = "kind"
    saved.save("m.json")
    iris = nn.data.iris()
    Path("t.csv").write_text("\n".join([",".join([*iris.input_names, "kind"]), *[",".join([*map(str, row), cell]) for row in iris.X]]))
    own = ["export", "m.json", "--to", "c", "--data", "t.csv"]
    done = exported(saved, "c", int8=True, data=iris.X, name="m.json")
    told = purenn(*own, "--int8")
    assert (told.status, told.out, told.err.count("\n")) == (0, done.source, 1)
    assert told.err.startswith("note: how often the class is right is not told: t.csv") and words in told.err
    assert purenn(*own) == (0, export_source(saved, "c", data=iris.X, name="m.json"), "")
    refused = purenn(*own, "--int8", "--target", "kind")
    assert (refused.status, words in refused.err) == (2, True)
    Path("t.csv").write_text("%s,kind\n1,2,3,4,%s\n5,6,7,8,\n" % (",".join(iris.input_names), iris.class_names[0]))
    told = purenn(*own, "--int8", "--out", "net.c")
    assert (told.err, "accuracy" in told.out) == ("note: left out, for a missing target: 1 line of 2\n", True)


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["m.json"], "the following arguments are required: --to"),
        (["m.json", "--to", "cobol"], "there is no language 'cobol'"),
        (["m.json", "--to", "python", "--floats", "16"], "there is no size of a float '16'; there are 32, 64"),
        (["nowhere.json", "--to", "python"], "there is no file nowhere.json"),
        (["m.json", "--to", "python", "--data", "wine"], "m.json expects 4 inputs, but wine has 13"),
        (["m.json", "--to", "python", "--target", "kind"], "--target says something about --data, which is not there"),
        (["m.json", "--to", "python", "--data", "empty.csv", "--target", "kind"], "there is no file empty.csv"),
        (["m.json", "--to", "python", "--int8"], "--int8 needs --data: rows like those"),
        (["m.json", "--to", "python", "--int8", "--floats", "64", "--data", "iris"], "--floats does not go with --int8, but in C"),
        (["m.json", "--to", "c", "--int8", "--lean", "--data", "iris"], "--lean goes with --int8 --to micropython"),
        (["m.json", "--to", "python", "--out", "m.json"], "--out m.json would overwrite the model"),
        (["open.json", "--to", "python"], "takes any number of inputs"),
    ],
)
def test_bad_input_gets_one_line(purenn, saved, arguments, words):
    """A traceback; a half-written file; an option that is silently ignored."""
    nn.Network([nn.ReLU()]).save("open.json")
    result = purenn("export", *arguments)
    assert (result.status, result.out) == (2, "")
    assert words in result.err
    assert result.err.count("\n") == 1
    assert sorted(path.name for path in Path(".").iterdir()) == ["m.json", "open.json"]

"""`evaluate`: how good a saved model is on rows of a file or of a data set."""

import os
import re
from pathlib import Path

import pytest

import purenn as nn

KINDS = ["bar", "box", "can"]
ROWS = "width,height,kind\n" + "".join("%d,%d,%s\n" % (i % 7, i % 3, KINDS[i % 3]) for i in range(30))


def by_width(activation, *classes, names=("width",)):
    """A model that is sure of what the width alone says: one output for each of three classes, or its value."""
    dense = nn.Dense(1, 3 if len(classes) == 3 else 1)
    dense.weights, dense.biases = ([[-1.0], [0.0], [1.0]], [1.0, 0.5, 0.0]) if len(classes) == 3 else ([[2.0]], [-1.0])
    nn.Network([dense, *activation], names, classes).save("m.json")


def test_accuracy_and_what_each_class_was_taken_for(purenn):
    """Rows and columns of the matrix swapped; the answers counted on other rows than those of the file."""
    by_width([nn.Softmax()], *KINDS)
    # it says bar below 0.5, can above 0.5, and at 0.5 the first of the two that are equal
    Path("t.csv").write_text("width,kind\n0,bar\n0,bar\n1,bar\n1,can\n0,box\n")
    result = purenn("evaluate", "m.json", "--data", "t.csv")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[:3] == ["m.json on 5 rows of t.csv", "", "accuracy 0.600000: 3 of 5 rows"]
    assert [line.split() for line in lines[-4:]] == [
        ["bar", "box", "can", "found", "right"],
        ["bar", "2", ".", "1", "2/3", "2/3"],
        ["box", "1", ".", ".", "0/1", "0/0"],
        ["can", ".", ".", "1", "1/1", "1/2"],
    ]


def test_it_says_of_the_held_out_rows_what_train_said(purenn, monkeypatch):
    """A scaling, or an order of the columns, of its own."""
    from purenn.cli import train

    seen, real = [], train.read_source
    monkeypatch.setattr(train, "read_source", lambda *arguments: seen.append(real(*arguments)) or seen[-1])
    for data, extra in (("iris", []), ("line", []), ("wine", ["--engine", "packed"])):
        said = purenn("train", "--data", data, "--epochs", "5", "--out", "m.json", *extra).out
        part = seen[-1].held_out
        rows = [[*row, part.class_names[y] if part.class_names else y] for row, y in zip(part.X, part.Y)]
        turned = [[*part.input_names, "target"], *rows]
        Path("t.csv").write_text("\n".join([",".join(map(str, [row[-1], *row[-2::-1]])) for row in turned]) + "\n")
        out = purenn("evaluate", "m.json", "--data", "t.csv", "--target", "target").out
        figures = re.findall(r"^(?:held-out )?(?:accuracy|RMSE|R squared) (\S+?)[:,]", out, re.MULTILINE)
        assert figures == re.findall(r"^held-out (?:accuracy|RMSE|R squared) (\S+?)[:,]", said, re.MULTILINE)
        assert len(figures) == (1 if part.class_names else 2)
        assert "held-out" not in out


def test_a_measurement_in_the_unit_of_the_target(purenn):
    by_width([])
    Path("t.csv").write_text("y,width\n1,1\n3,2\n5,3\n3,4\n")  # it says 1, 3, 5, 7
    out = purenn("evaluate", "m.json", "--data", "t.csv", "--target", "y").out
    assert out.splitlines()[2:] == [
        "RMSE 2, in the target's unit, on 4 rows",
        "R squared -1.000000: worse than saying the mean each time",
    ]
    Path("t.csv").write_text("y,width\n1,1\n3,2\n5,3\n8,4\n")
    assert "R squared 0.962617: so much of the target's variance is explained" in purenn("evaluate", "m.json", "--data", "t.csv", "--target", "y").out
    Path("t.csv").write_text("y,width\n4,1\n")
    assert purenn("evaluate", "m.json", "--data", "t.csv", "--target", "y").out == "m.json on 1 row of t.csv\n\nRMSE 3, in the target's unit, on 1 row\n"


def test_one_output_tells_two_classes_apart(purenn):
    by_width([nn.Sigmoid()], "no", "yes")
    Path("t.csv").write_text("kind,width\nno,0\nyes,1\nyes,2\nyes,0\n")
    out = purenn("evaluate", "m.json", "--data", "t.csv", "--target", "kind").out
    assert "accuracy 0.750000: 3 of 4 rows" in out
    assert [line.split() for line in out.splitlines()[-2:]] == [["no", "1", ".", "1/1", "1/2"], ["yes", "1", "2", "2/3", "2/2"]]


def test_classes_that_a_file_does_not_have(purenn):
    """Class numbers that the file gives, in place of those of the model."""
    by_width([nn.Softmax()], *KINDS)
    Path("t.csv").write_text("width,kind\n1,can\n2,can\n")
    assert "accuracy 1.000000: 2 of 2 rows" in purenn("evaluate", "m.json", "--data", "t.csv").out


def test_a_table_with_decimal_commas(purenn):
    by_width([])
    Path("t.csv").write_text("width;y\n0,5;1,5\n1,5;2\n")  # it says 0 and 2
    assert "RMSE 1.061," in purenn("evaluate", "m.json", "--data", "t.csv", "--delimiter", ";", "--decimal", "comma").out


def test_classes_without_names_are_numbers(purenn):
    by_width([nn.Sigmoid()])
    Path("t.csv").write_text("width,y\n0,0\n1,1\n2,0\n")
    assert "accuracy 0.666667: 2 of 3 rows" in purenn("evaluate", "m.json", "--data", "t.csv").out


def test_a_data_set_with_its_columns_in_the_order_of_the_model(purenn):
    """Lengths taken for widths: a data set is no file, and was taken as it stands."""
    iris = nn.data.iris()
    names = iris.input_names[::-1]
    Path("iris.csv").write_text("\n".join([",".join([*names, "kind"])] + [",".join([*map(str, row[::-1]), iris.class_names[y]]) for row, y in zip(iris.X, iris.Y)]))
    purenn("train", "--data", "iris.csv", "--epochs", "10", "--out", "m.json")
    assert nn.load("m.json").input_names == names
    named = purenn("evaluate", "m.json", "--data", "iris").out
    assert named == purenn("evaluate", "m.json", "--data", "iris.csv").out.replace("iris.csv", "iris")
    assert float(re.search(r"accuracy (\S+):", named).group(1)) > 0.8


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("PURENN_DATA"), reason="PURENN_DATA does not say where MNIST is")
def test_the_test_images_of_mnist(purenn):
    """The images that it was trained on."""
    rng = nn.Random(1)
    nn.Network([nn.Scaler([0.0] * 784, [255.0] * 784), nn.Dense(784, 10, rng=rng), nn.Softmax()]).save("m.json")
    folder = os.path.join(os.environ["PURENN_DATA"], "mnist")
    out = purenn("evaluate", "m.json", "--data", folder).out
    assert out.startswith("m.json on 10000 rows of ")
    assert re.search(r"/980   ", out)


def test_named_in_the_overview_and_explained(purenn):
    assert "\n  evaluate   how good is a saved model?" in purenn("--help").out
    lines = purenn("evaluate", "--help").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("usage: purenn evaluate")


def test_a_class_that_is_nearly_everywhere_is_named(purenn):
    """An accuracy of 0.9 that anybody has who never says yes."""
    Path("rare.csv").write_text("x,y\n" + "".join("%d,%s\n" % (x, "yes" if x % 10 == 9 else "no") for x in range(100)), encoding="utf-8")
    trained = purenn("train", "--data", "rare.csv", "--epochs", "2", "--out", "m.json")
    assert "whoever says no each time is right for 18 of them: look at the columns below" in trained.out.splitlines()
    assert "whoever says no each time is right for 90 of them: look at the columns below" in purenn("evaluate", "m.json", "--data", "rare.csv").out.splitlines()
    assert "whoever" not in purenn("train", "--data", "iris", "--epochs", "1").out

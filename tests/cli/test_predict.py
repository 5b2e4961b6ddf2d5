"""`predict`: class and probability for every row, inputs by the names of their columns."""

import csv
import io
import re
from pathlib import Path

import pytest

import purenn as nn
from purenn.cli.far import far_note

ROWS = "height,width,kind\n" + "".join("%d,%d,%s\n" % (i % 7, i % 3, ["bar", "box", '"a,b"'][i % 3]) for i in range(42))


@pytest.fixture
def trained(purenn):
    Path("t.csv").write_text(ROWS)
    assert purenn("train", "--data", "t.csv", "--out", "m.json").status == 0
    return nn.load("m.json")


def table(text):
    return list(csv.reader(io.StringIO(text)))


def test_class_and_probability_of_every_row(purenn, trained):
    result = purenn("predict", "m.json", "t.csv")
    header, *rows = table(result.out)
    assert header == ["row", "class", "probability"]
    assert [int(row[0]) for row in rows] == list(range(1, 43))
    for row, (height, width, kind) in zip(rows, table(ROWS)[1:]):
        outputs = trained.predict([[float(height), float(width)]])[0]
        assert row[1:] == [trained.class_names[outputs.index(max(outputs))], "%.6f" % max(outputs)]
        assert row[1] == kind  # the width gives it away


@pytest.mark.parametrize("outputs, classes", [(3, ["x", "y", "z"]), (1, ["no", "yes"])])
def test_outputs_that_are_no_probabilities_are_not_called_so(purenn, outputs, classes):
    """A probability of 6.4, or of -3: the logits of a model for SoftmaxCrossEntropy, or the margin of one for Hinge."""
    net = nn.Network([nn.Dense(1, outputs)], ["a"], classes)
    net.layers[0].weights = [[4.0]] if outputs == 1 else [[1.0], [6.0], [2.0]]
    net.save("m.json")
    Path("t.csv").write_text("a\n1\n-1\n")
    result = purenn("predict", "m.json", "t.csv")
    assert (result.status, result.out) == (0, "row,class\n1,%s\n2,%s\n" % (("yes", "no") if outputs == 1 else ("y", "x")))
    refused = purenn("predict", "m.json", "t.csv", "--all")
    assert (refused.status, refused.err) == (2, "purenn: --all shows the probability of every class, but m.json has outputs that are no probabilities\n")


@pytest.mark.parametrize("last, cut, said", [(nn.Tanh, "0", "no yes yes"), (nn.Identity, "0.5", "no no yes")])
def test_it_is_said_from_where_on_one_output_is_the_second_class(purenn, last, cut, said):
    """Signs cut at 0.5, which turns half of the right answers into wrong ones; a cut that nobody hears of."""
    net = nn.Network([nn.Dense(1, 1), last()], ["a"], ["no", "yes"])
    net.layers[0].weights, net.layers[0].biases = [[1.0]], [0.0]
    net.save("m.json")
    Path("t.csv").write_text("a,kind\n-0.25,no\n0.25,yes\n4,yes\n")
    note = "note: the output of m.json is no probability: class yes from %s on\n" % cut
    answers = "".join(["%d,%s\n" % (s, word) for s, word in enumerate(said.split(), 1)])
    assert purenn("predict", "m.json", "t.csv") == (0, "row,class\n" + answers, note)
    right = 1 + said.count("yes")
    told = purenn("evaluate", "m.json", "--data", "t.csv")
    assert "accuracy %.6f: %d of 3 rows\n" % (right / 3, right) in told.out
    assert told.out.splitlines()[-1].split() == ["yes", *("1 1 1/2 1/1" if cut == "0.5" else ". 2 2/2 2/2").split()]
    assert told.err == note
    assert purenn("export", "m.json", "--to", "python", "--out", "net.py").err == note


def test_columns_in_another_order_and_among_others(purenn, trained):
    straight = purenn("predict", "m.json", "t.csv").out
    turned = [[kind, "x", width, height] for height, width, kind in table(ROWS)[1:]]
    with open("turned.csv", "w", newline="") as file:
        csv.writer(file).writerows([["kind", "note", "width", "height"], *turned])
    assert purenn("predict", "m.json", "turned.csv").out == straight


@pytest.mark.long
@pytest.mark.parametrize("command", ["predict m.json", "evaluate m.json --data", "gradcheck m.json --data", "explain m.json --data"])
def test_a_column_without_a_name_is_left_alone(purenn, trained, command):
    """An index that pandas has written, for which all is refused though nobody needs it."""
    Path("i.csv").write_text("\n".join(["," + ROWS.split("\n", 1)[0], *["%d,%s" % pair for pair in enumerate(ROWS.splitlines()[1:])]]) + "\n")
    result = purenn(*command.split(" "), "i.csv")
    assert (result.status, result.err) == (0, "")
    assert result.out == purenn(*command.split(" "), "t.csv").out.replace("t.csv", "i.csv")


def test_a_model_without_names_does_not_count_an_index(purenn):
    """The numbers of the rows taken for the first input."""
    nn.Network([nn.ReLU()]).save("m.json")
    Path("x.csv").write_text(",a,b\n0,1,2\n")
    assert purenn("predict", "m.json", "x.csv").out == "row,value_1,value_2\n1,1.0,2.0\n"


def test_words_are_read_as_they_were_learned(purenn):
    rows = "color,price\n" + "".join("%s,%d.5\n" % (["red", "green"][i % 2], 100 * (i % 2)) for i in range(40))
    Path("c.csv").write_text(rows)
    purenn("train", "--data", "c.csv", "--out", "m.json")
    Path("new.csv").write_text("x,color\n1,green\n2,red\n")
    header, green, red = table(purenn("predict", "m.json", "new.csv").out)
    assert header == ["row", "value"]
    assert float(green[1]) == pytest.approx(100.5, abs=1)
    assert float(red[1]) == pytest.approx(0.5, abs=1)


def test_one_output_gives_the_probability_of_what_it_says(purenn):
    layer = nn.Dense(1, 1)
    layer.weights, layer.biases = [[1.0]], [0.0]
    nn.Network([layer, nn.Sigmoid()], ["x"], ["no", "yes"]).save("m.json")
    Path("x.csv").write_text("x\n-2\n2\n")
    assert purenn("predict", "m.json", "x.csv").out == "row,class,probability\n1,no,0.880797\n2,yes,0.880797\n"


def test_a_model_without_names_takes_the_columns_as_they_stand(purenn):
    layer = nn.Dense(2, 2)
    layer.weights, layer.biases = [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.5]
    nn.Network([layer]).save("m.json")
    Path("x.csv").write_text("a,b\n1,2\n")
    assert purenn("predict", "m.json", "x.csv").out == "row,value_1,value_2\n1,1.0,2.5\n"


def test_a_data_set_by_its_name(purenn):
    """No file of that name, where every other command knows the data; the columns in another order than the model's."""
    iris = nn.data.iris()
    names = iris.input_names[::-1]
    nn.Network([nn.Dense(4, 3, rng=nn.Random(1)), nn.Softmax()], names, iris.class_names).save("m.json")
    Path("rows.csv").write_text("\n".join([",".join(iris.input_names), *[",".join(map(str, row)) for row in iris.X]]) + "\n")
    result = purenn("predict", "m.json", "iris")
    assert (result.status, result.out.count("\n")) == (0, 151)
    assert result.out == purenn("predict", "m.json", "rows.csv").out


@pytest.mark.long
@pytest.mark.parametrize("command", ["predict m.json t.csv", "explain m.json --data t.csv --format html", "worksheet --format html"])
def test_letters_that_the_output_does_not_have(python, purenn, command):
    """Escapes in the place of names, in data that another program reads, with a status of 0."""
    nn.Network([nn.Dense(1, 1), nn.Sigmoid()], ["x"], ["\u65e5\u672c", "\u6771\u4eac"]).save("m.json")
    Path("t.csv").write_text("x,kind\n1,\u65e5\u672c\n", encoding="utf-8")
    result = python("-m", "purenn", *command.split(" "), PYTHONIOENCODING="ascii:backslashreplace")
    assert (result.status, result.out) == (2, "")
    assert re.match(r"purenn: the output is in ascii, which has no '\S+': --out writes a file, with every letter\n$", result.err)
    written = purenn(*command.split(" "), "--out", "out.txt")
    assert written.status == 0
    assert purenn(*command.split(" ")).out == Path("out.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["predict m.json far.csv", "evaluate m.json --data far.csv"])
def test_an_input_too_large_for_a_packed_model_is_named_by_its_row(purenn, command):
    """Row 51 of the third hundred, in words of an argument that is none of the command line."""
    rng = nn.Random(1)
    network = nn.Network([nn.Dense(1, 3, rng=rng), nn.ReLU(), nn.Dense(3, 2, rng=rng), nn.Softmax()], ["x"], ["no", "yes"])
    nn.PackedNetwork(network).save("m.json")
    Path("far.csv").write_text("x,kind\n" + "".join("%s,no\n" % (1e9 if row in (251, 260) else row % 7) for row in range(1, 301)))
    result = purenn(*command.split(" "))
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("purenn: row 251 is too large for the whole numbers that the model calculates in")
    assert "input_scale" not in result.err


def test_an_answer_that_is_no_number_is_named_by_its_row(purenn):
    """The first row of its hundred, or none at all, where the arithmetic itself gave up."""
    dense = nn.Dense(1, 1)
    dense.weights, dense.biases = [[1e308]], [0.0]
    nn.Network([dense], ["x"]).save("m.json")
    Path("far.csv").write_text("x\n" + "".join("%d\n" % (9 if row in (142, 150) else 0) for row in range(1, 181)))
    result = purenn("predict", "m.json", "far.csv")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("purenn: the network's answer to row 142 is no longer a finite number")


def test_a_model_that_takes_any_number_of_inputs(purenn):
    """A sentence about None inputs; one name above two values."""
    nn.Network([nn.ReLU()]).save("m.json")
    Path("x.csv").write_text("a,b\n1,2\n")
    assert purenn("predict", "m.json", "x.csv").out == "row,value_1,value_2\n1,1.0,2.0\n"


def test_into_a_file(purenn, trained):
    straight = purenn("predict", "m.json", "t.csv").out
    result = purenn("predict", "m.json", "t.csv", "--out", "answers.csv")
    assert result.out == "saved answers.csv\n"
    assert Path("answers.csv").read_text() == straight


def by_width(*outputs, classes=(), last=nn.Softmax):
    """A model of one input that has these outputs where it is 0."""
    layer = nn.Dense(1, len(outputs))
    layer.weights, layer.biases = [[0.25] for _ in outputs], list(outputs)
    nn.Network([layer, *([last()] if classes else [])], ["width"], classes).save("m.json")


def test_columns_are_kept_as_they_stand_in_front_of_the_answers(purenn):
    """Answers that nobody can join with the table: without its id, or with that of another row, or with a number made of 007."""
    by_width(2.0)
    Path("t.csv").write_text('note,id,width\n"a, b",007,0\n" x ",008,4\n')
    result = purenn("predict", "m.json", "t.csv", "--keep", "id,note,id")
    assert result == (0, 'id,note,row,value\n007,"a, b",1,2.0\n008, x ,2,3.0\n', "")


def test_a_kept_column_leaves_its_name_to_no_other(purenn):
    """A file with two columns named class, which purenn itself refuses to read."""
    by_width(0.0, classes=["no", "yes"], last=nn.Sigmoid)
    Path("t.csv").write_text("class,width\nno,0\n")
    assert purenn("predict", "m.json", "t.csv", "--keep", "class").out == "class,row,answer_class,probability\nno,1,yes,0.500000\n"


def test_the_probability_of_every_class(purenn):
    """The one of the class that is said in every column; another order than that of the classes."""
    by_width(0.0, 2.0, 1.0, classes=["bar", "box", "can"])
    Path("t.csv").write_text("width\n0\n")
    shares = ["%.6f" % share for share in nn.softmax([0.0, 2.0, 1.0])]
    assert table(purenn("predict", "m.json", "t.csv", "--all").out) == [
        ["row", "class", "probability_bar", "probability_box", "probability_can"],
        ["1", "box", *shares],
    ]
    by_width(0.0, classes=["no", "yes"], last=nn.Sigmoid)
    Path("t.csv").write_text("width\n-8\n8\n")  # what it says is the other class, and the column still that of yes
    assert purenn("predict", "m.json", "t.csv", "--all").out == "row,class,probability_yes\n1,no,0.119203\n2,yes,0.880797\n"


def test_answers_in_the_style_of_the_table(purenn):
    """Points and commas for a program that reads neither, from a table that has commas and semicolons."""
    by_width(2.0)
    Path("t.csv").write_text("width;id\n0,5;a,b\n")
    told = purenn("predict", "m.json", "t.csv", "--decimal", "comma", "--delimiter", ";", "--keep", "id")
    assert told == (0, "id;row;value\na,b;1;2,125\n", "")
    by_width(0.0, classes=["0.5", "1.5"], last=nn.Sigmoid)
    assert purenn("predict", "m.json", "t.csv", "--decimal", "comma", "--delimiter", ";", "--all").out == "row;class;probability_1.5\n1;1.5;0,531209\n"
    Path("t.csv").write_text("width\tid\n0\ta\n")  # the delimiter is recognised
    assert purenn("predict", "m.json", "t.csv").out == "row\tclass\tprobability\n1\t1.5\t0.500000\n"
    Path("t.csv").write_text('width,id\n"0,0",a\n')
    assert purenn("predict", "m.json", "t.csv", "--decimal", "comma").out == 'row,class,probability\n1,1.5,"0,500000"\n'


def scaled(shift, scale, packed=False):
    """A model that begins with this Scaler, of the inputs a, b, c ... and two classes."""
    layers = [nn.Scaler(shift, scale), nn.Dense(len(shift), 1, rng=nn.Random(1)), nn.Sigmoid()]
    network = nn.Network(layers, list("abcde"[: len(shift)]), ["no", "yes"])
    (nn.PackedNetwork(network) if packed else network).save("m.json")
    return nn.load("m.json")


@pytest.mark.parametrize("packed", [False, True])
def test_a_value_far_outside_of_what_was_learned_gets_a_note(purenn, packed):
    """Square feet for square metres, and an answer as sure as any; a note among the answers, which another program reads."""
    scaled([120.0, 10.0], [-55.0, 2.0], packed)
    Path("t.csv").write_text("a,b,kind\n66,11,no\n2200,11,no\n60,90,yes\n61,-90,yes\n")
    note = "note: row 2: a is 2200, but the model has learned from values around 120, give or take 55: the answer is a guess (and 2 more such values)\n"
    result = purenn("predict", "m.json", "t.csv")
    assert (result.status, result.err, result.out.count("\n")) == (0, note, 5)
    assert purenn("predict", "m.json", "t.csv", "--out", "answers.csv") == (0, "saved answers.csv\n", note)
    assert purenn("evaluate", "m.json", "--data", "t.csv").err == note
    Path("t.csv").write_text("a,b,kind\n1110,46,no\n-870,-26,no\n")  # 18 deviations, and not one more
    assert purenn("predict", "m.json", "t.csv").err == ""
    Path("t.csv").write_text("a,b,kind\n66,11,no\n66,46.5,no\n")
    one = "note: row 2: b is 46.5, but the model has learned from values around 10, give or take 2: the answer is a guess\n"
    assert purenn("predict", "m.json", "t.csv").err == one


def test_far_is_measured_in_the_unit_of_the_table(purenn):
    """A packed model whose inputs are multiplied before they are scaled: ordinary rows far away from a mean in another unit."""
    network = nn.Network([nn.Scaler([15.0], [0.5]), nn.Dense(1, 1), nn.Sigmoid()], ["a"], ["no", "yes"])
    nn.PackedNetwork(network, input_scale=1 / 8).save("m.json")
    Path("t.csv").write_text("a\n120\n192\n48\n")
    assert purenn("predict", "m.json", "t.csv").err == ""
    Path("t.csv").write_text("a\n120\n193\n")
    assert purenn("predict", "m.json", "t.csv").err == "note: row 2: a is 193, but the model has learned from values around 120, give or take 4: the answer is a guess\n"


def test_what_is_rare_or_was_never_anything_else_is_not_far():
    """A note for every word that one row in a thousand has: it is 32 deviations from its mean; none where the mean is 0 by chance."""
    rows = [[1.0 if s == 500 else 0.0, 7.0, (-1.0) ** s + 1e-9 * s] for s in range(1000)]
    scaler = nn.Scaler.standard(rows)
    network = nn.Network([scaler, nn.Dense(3, 1)])
    assert far_note(network, [*rows, [1.0, 70.0, 1.0]], []) == ""
    assert far_note(network, [[100.0, 7.0, 1.0]], ["a", "b", "c"]).startswith("note: row 1: a is 100, but")
    assert far_note(network, [[0.0, 7.0, 1.0], [0.0, 7.0, 19.5]], []).startswith("note: row 2: input 3 is 19.5, but")
    assert far_note(nn.Network([nn.Dense(1, 1)]), [[1e9]], []) == ""


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_rows_like_those_that_were_learned_are_not_far(name, seed):
    """A warning that cries wolf: held-out rows of tables with heavy tails, and of images whose border is hardly ever inked."""
    train, test = nn.data.train_test_split(nn.data.load(name), 0.2, nn.Random(seed))
    network = nn.Network([nn.Scaler.standard(train.X), nn.Dense(len(train.input_names), 1)])
    assert far_note(network, train.X + test.X, train.input_names) == ""


@pytest.mark.parametrize("command", ["predict", "evaluate", "gradcheck"])
def test_the_data_stands_with_its_option_or_without(purenn, trained, command):
    """Two commands of one program that each know the other way only."""
    straight = purenn(command, "m.json", "t.csv")
    assert straight.status == 0
    for arguments in (["m.json", "--data", "t.csv"], ["--data=t.csv", "m.json"], ["--decimal", "point", "m.json", "--encoding", "utf-8", "t.csv"]):
        assert purenn(command, *arguments) == straight


def test_the_digits_from_a_csv_file(purenn):
    purenn("train", "--limit", "200", "--epochs", "2", "--out", "m.json")
    digits = nn.data.digits()
    with open("d.csv", "w", newline="") as file:
        csv.writer(file).writerows([digits.input_names, *digits.X[:150]])
    rows = table(purenn("predict", "m.json", "d.csv").out)[1:]
    assert [row[1] for row in rows] == [str(k) for k in nn.metrics.classes(nn.load("m.json").predict(digits.X[:150]))]

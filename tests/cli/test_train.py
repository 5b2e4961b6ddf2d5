"""`train`: what it builds, what it prints, what it writes."""

import contextlib
import csv
import html
import os
import re
import threading
from pathlib import Path

import pytest

import purenn as nn
from purenn.cli import train
from purenn.cli.plans import ACTIVATIONS, LOSSES, OPTIMIZERS
from purenn.cli.sources import NAMES, repeats
from purenn.data import Dataset


@pytest.fixture
def plans(monkeypatch):
    """Collect the plans that are made, for a look at the network and its History."""
    made, real = [], train.make_plan

    def remember(*arguments):
        made.append(real(*arguments))
        return made[-1]

    monkeypatch.setattr(train, "make_plan", remember)
    return made


def epochs(text):
    return [line for line in text.splitlines() if line.startswith("epoch ")]


def words(text):
    """The text without its line ends."""
    return " ".join(text.split())


def numbers(line):
    return re.findall(r"-?\d+\.\d{6}", line)


def test_printed_and_written_and_remembered_are_the_same_numbers(purenn, plans):
    result = purenn("train", "--data", "iris", "--epochs", "4", "--history", "h.csv")
    history = plans[0].network.history
    columns = [history.loss, history.metrics["accuracy"], history.validation_loss, history.metrics["validation_accuracy"]]
    with open("h.csv", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["epoch", "loss", "accuracy", "validation_loss", "validation_accuracy"]
    assert [int(row[0]) for row in rows] == [1, 2, 3, 4]
    assert [[float(cell) for cell in row[1:]] for row in rows] == [list(row) for row in zip(*columns)]
    assert [numbers(line) for line in epochs(result.out)] == [["%.6f" % v for v in row] for row in zip(*columns)]
    assert "held-out accuracy %.6f: " % columns[3][-1] in result.out


def test_the_same_for_a_regression(purenn, plans):
    result = purenn("train", "--data", "line", "--epochs", "3", "--history", "h.csv")
    history = plans[0].network.history
    columns = [history.loss, history.metrics["r_squared"], history.validation_loss, history.metrics["validation_r_squared"]]
    rows = [line.split(",") for line in Path("h.csv").read_text().splitlines()]
    assert rows[0] == ["epoch", "loss", "r_squared", "validation_loss", "validation_r_squared"]
    assert [[float(cell) for cell in row[1:]] for row in rows[1:]] == [list(row) for row in zip(*columns)]
    assert "held-out R squared %.6f" % columns[3][-1] in result.out
    assert "RMSE" in result.out
    assert "confusion" not in result.out
    assert "rows: what it is" not in result.out


def test_the_first_two_lines_say_what_is_done(purenn):
    lines = purenn("train", "--epochs", "1", "--limit", "100", "--seed", "7").out.splitlines()
    assert lines[0] == "seed 7, net 64-48-10 relu, loss CrossEntropy (mean over samples), nesterov 0.1"
    assert lines[1] == "data digits: 80 rows to learn, 20 held out; 64 inputs, 10 classes"
    assert lines[2].startswith("credit: E. Alpaydin, C. Kaynak (1998)")
    assert max(map(len, lines)) <= 80


def test_the_default_lines_fit_a_terminal(purenn):
    out = purenn("train", "--epochs", "1", "--limit", "300").out
    assert max(map(len, out.splitlines())) < 80
    assert out.count("it is a ") == 4
    assert "rows: what it is (found); columns: what the net says (right)\n" in out


def test_the_same_seed_gives_the_same_output(purenn):
    arguments = ["train", "--data", "spirals", "--epochs", "2"]
    first = purenn(*arguments, "--out", "a.json").out
    assert first.replace("a.json", "b.json") == purenn(*arguments, "--out", "b.json").out
    assert Path("a.json").read_text() == Path("b.json").read_text()
    assert epochs(first) != epochs(purenn(*arguments, "--seed", "2").out)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_is_read_from_its_beginning(purenn):
    """8 KB lost to a look at what the file is: another header, fewer rows, and no word about it."""
    text = "city,size,kind\n" + "".join("%s,%d,%s\n" % (("Rome", "Oslo")[i % 2], i % 9, ("yes", "no")[i % 2]) for i in range(2000))
    os.mkfifo("pipe.csv")
    read = threading.Event()

    def write():
        with contextlib.suppress(BrokenPipeError):
            Path("pipe.csv").write_text(text)
        while not read.wait(0.01):  # who opens the pipe a second time finds nothing in it
            Path("pipe.csv").write_text("")

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    result = purenn("train", "--data", "pipe.csv", "--epochs", "1", "--limit", "100")
    read.set()
    os.close(os.open("pipe.csv", os.O_RDONLY | os.O_NONBLOCK))
    writer.join(10)
    assert result.status == 0, result.err
    assert "target kind, 2 classes" in result.out


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_data_set_can_be_trained(purenn, name):
    result = purenn("train", "--data", name, "--epochs", "1")
    assert (result.status, result.err) == (0, "")
    assert len(epochs(result.out)) == 1


def test_xor_is_solved(purenn):
    assert "accuracy on the training rows 1.000000: 4 of 4 rows" in purenn("train", "--data", "xor").out


@pytest.mark.parametrize(("data", "loss", "last"), [
    ("iris", None, "[Dense(16, 3), Softmax()] CrossEntropy()"),
    ("moons", None, "[Dense(16, 1), Sigmoid()] BCE()"),
    ("moons", "cross-entropy", "[Dense(16, 2), Softmax()] CrossEntropy()"),
    ("moons", "mse", "[Dense(16, 1), Sigmoid()] MSE()"),
    ("iris", "mse", "[Dense(16, 3), Softmax()] MSE()"),
    ("sine", None, "[Tanh(), Dense(16, 1)] MSE()"),
    ("sine", "huber", "[Tanh(), Dense(16, 1)] Huber(1.0)"),
])
def test_output_layer_and_loss_follow_the_data(purenn, plans, data, loss, last):
    assert purenn("train", "--data", data, "--epochs", "1", *(["--loss", loss] if loss else [])).status == 0
    assert "%r %r" % (list(plans[0].network.layers[-2:]), plans[0].loss) == last


@pytest.mark.long
@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_learns_two_classes(purenn, loss):
    out = purenn("train", "--data", "breast_cancer", "--epochs", "8", "--loss", loss).out
    assert float(re.search(r"held-out accuracy (\S+):", out).group(1)) > 0.9


@pytest.mark.long
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_learns_at_its_own_rate(purenn, optimizer):
    out = purenn("train", "--data", "wine", "--epochs", "20", "--optimizer", optimizer).out
    assert float(re.search(r"held-out accuracy (\S+):", out).group(1)) > 0.9
    assert ", %s 0." % optimizer in out.splitlines()[0]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_he_before_relu_and_glorot_elsewhere(purenn, plans, activation):
    purenn("train", "--epochs", "1", "--limit", "20", "--hidden", "40,20", "--activation", activation, "--learning-rate", "1e-300")
    first, second, last = [layer for layer in plans[0].network.layers if isinstance(layer, nn.Dense)]
    for layer in (first, second):
        variance = sum(w * w for row in layer.weights for w in row) / (layer.inputs * layer.outputs)
        expected = 2 / layer.inputs if "relu" in activation else 2 / (layer.inputs + layer.outputs)
        assert variance == pytest.approx(expected, rel=0.15)
    limit = (6 / (last.inputs + last.outputs)) ** 0.5
    assert 0.8 * limit < max(abs(w) for row in last.weights for w in row) <= limit


def test_no_hidden_layer(purenn, plans):
    first = purenn("train", "--data", "iris", "--hidden", "none", "--epochs", "1").out.splitlines()[0]
    assert [type(layer).__name__ for layer in plans[0].network.layers] == ["Scaler", "Dense", "Softmax"]
    assert "net 4-3, loss" in first


def test_the_scaler_knows_the_training_rows_only(purenn, plans, monkeypatch):
    seen, real = [], train.read_source

    def remember(*arguments):
        seen.append(real(*arguments))
        return seen[-1]

    monkeypatch.setattr(train, "read_source", remember)
    purenn("train", "--data", "wine", "--epochs", "1")
    scaler = plans[0].network.layers[0]
    assert scaler.shift == nn.Scaler.standard(seen[0].train.X).shift
    assert not {tuple(row) for row in seen[0].train.X} & {tuple(row) for row in seen[0].held_out.X}


def test_a_target_of_any_size_is_learned_and_the_model_answers_in_its_unit(purenn):
    rows = "".join("%d,%d\n" % (i, 5000000 + 30000 * i) for i in range(60))
    Path("price.csv").write_text("size,price\n" + rows)
    out = purenn("train", "--data", "price.csv", "--out", "m.json").out
    assert float(re.search(r"R squared (\S+):", out).group(1)) > 0.99
    assert nn.load("m.json").predict([[30]])[0][0] == pytest.approx(5900000, rel=0.02)


def test_options_for_tables(purenn):
    Path("t.csv").write_text("id;x;kind;note\n" + "".join("%d;%d;%s;n%d\n" % (i, i % 5, "ab"[i % 2], i) for i in range(40)))
    arguments = ["--data", "t.csv", "--delimiter", ";", "--ignore", "id,note", "--epochs", "1", "--out", "m.json"]
    assert "1 input; target kind, 2 classes" in purenn("train", *arguments, "--target", "kind").out
    assert nn.load("m.json").input_names == ["x"]
    regression = ["--data", "t.csv", "--delimiter", ";", "--ignore", "id,note", "--epochs", "1", "--target", "x", "--kind", "regression"]
    assert "2 inputs; target x, a measurement to predict" in words(purenn("train", *regression).out)


GERMAN = "breite;art\n" + "".join("%d,%d;%s\n" % (i % 5, i % 10, ["rund", "eckig"][i % 2]) for i in range(40))


@pytest.mark.parametrize("mark", ["comma", ","])
def test_decimal_commas_from_training_to_prediction(purenn, mark):
    """An option that one of the commands does not pass on: there each number would be a word."""
    Path("t.csv").write_text(GERMAN)
    own = ["--delimiter", ";", "--decimal", mark]
    assert "; 1 input; target art, 2 classes" in purenn("train", "--data", "t.csv", *own, "--epochs", "1", "--out", "m.json").out
    assert purenn("predict", "m.json", "t.csv", *own).out.count("\n") == 41
    assert purenn("gradcheck", "m.json", "--data", "t.csv", *own).status == 0
    assert "inputs     x1 = 1.1\n" in purenn("explain", "m.json", "--data", "t.csv", *own, "--row", "2").out
    assert "1 input; target art, 2 classes" in purenn("doctor", "--data", "t.csv", *own, "--epochs", "1").out
    nameless = nn.Network([nn.Dense(1, 1)])
    nameless.save("n.json")
    Path("x.csv").write_text('a\n"2,5"\n')
    value = repr(nameless.predict([[2.5]])[0][0]).replace(".", ",")
    assert purenn("predict", "n.json", "x.csv", "--decimal", mark).out == 'row,value\n1,"%s"\n' % value


def test_limit_and_validation(purenn):
    out = purenn("train", "--data", "digits", "--limit", "100", "--validation", "0.3", "--epochs", "1").out
    assert "70 rows to learn, 30 held out" in out


def test_an_older_model_is_replaced_and_a_link_stays_a_link(purenn, tmp_path):
    Path("real.json").write_text("old")
    try:
        Path("link.json").symlink_to(tmp_path / "real.json")
    except OSError:
        pytest.skip("no links here")
    assert purenn("train", "--data", "xor", "--epochs", "1", "--out", "link.json").status == 0
    assert Path("link.json").is_symlink()
    assert nn.load("real.json").inputs == 2


def test_mnist_folder(purenn, plans):
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "mnist"
    if not folder.is_dir():
        pytest.skip("no MNIST here")
    result = purenn("train", "--data", folder, "--limit", "40", "--epochs", "1", "--hidden", "4")
    assert "data mnist: 40 rows to learn, 40 held out; 784 inputs, 10 classes" in result.out
    assert plans[0].network.layers[0].scale == [255.0] * 784
    assert max(map(len, result.out.splitlines())) < 80


def test_held_out_targets_that_are_all_equal_cost_only_their_r_squared(purenn):
    """A run that dies after its header, because a few rows have no variance to explain."""
    Path("zeros.csv").write_text("x,y\n" + "".join("%d,0\n" % x for x in range(9)) + "9,3\n", encoding="utf-8")
    result = purenn("train", "--data", "zeros.csv", "--kind", "regression", "--epochs", "2", "--history", "h.csv")
    assert result.status == 0
    assert "held-out RMSE" in result.out
    assert Path("h.csv").read_text(encoding="utf-8").splitlines()[1].endswith(",nan")


@pytest.mark.long
@pytest.mark.parametrize("engine", ["float", "packed"])
def test_patience_keeps_the_best_epoch_of_the_held_out_rows(purenn, plans, monkeypatch, engine):
    """An option that stops, and then saves and measures the weights of the last epoch."""
    sources, real = [], train.read_source
    monkeypatch.setattr(train, "read_source", lambda *arguments: sources.append(real(*arguments)) or sources[-1])
    result = purenn("train", "--data", "digits", "--limit", "200", "--engine", engine, "--epochs", "60", "--patience", "2", "--out", "m.json", "--report", "r.html")
    losses = plans[0].network.history.validation_loss
    best = losses.index(min(losses)) + 1
    assert len(losses) == best + 2 < 60
    text = words(result.out)
    assert "stopping after 2 epochs without a better held-out loss" in text
    assert "ran %d epochs of 60, and kept the weights of epoch %d with the least held-out loss; the held-out rows chose it" % (best + 2, best) in text
    assert "held-out accuracy %.6f:" % plans[0].network.history.metrics["validation_accuracy"][best - 1] in text
    held_out = sources[0].held_out
    assert nn.load("m.json").evaluate(held_out.X, held_out.Y, nn.CrossEntropy()) == pytest.approx(min(losses), rel=1e-9 if engine == "float" else 0.02)
    page = Path("r.html").read_text(encoding="utf-8")
    assert "<dt>early stopping</dt><dd>after 2 epochs without a better held-out loss</dd>" in page
    assert "no better loss for 2 epochs, the best was epoch %d" % best in page


def test_dropout_after_each_hidden_layer_and_nowhere_else(purenn, plans):
    """Outputs or inputs that are dropped; a share that is kept; neurons that another seed than the one that was asked for drops."""
    arguments = ["train", "--data", "iris", "--hidden", "6,5", "--epochs", "4", "--dropout", "0.25"]
    result = purenn(*arguments, "--out", "m.json", "--report", "r.html")
    assert (result.status, result.err) == (0, "")
    assert repr(list(plans[0].network.layers)[1:]) == "[Dense(4, 6), Tanh(), Dropout(0.25), Dense(6, 5), Tanh(), Dropout(0.25), Dense(5, 3), Softmax()]"
    assert ", dropout 0.25" in " ".join(result.out.split())
    assert max(map(len, result.out.splitlines())) < 80
    page = Path("r.html").read_text(encoding="utf-8")
    assert "Dropout(0.25)" in page
    assert "<dt>dropout</dt><dd>0.25</dd>" in page
    assert repr(nn.load("m.json").layers) == repr(plans[0].network.layers)
    assert purenn(*arguments).out == result.out.replace("saved m.json\nsaved r.html\n", "")
    assert epochs(purenn(*arguments[:-2]).out) != epochs(result.out)
    assert "dropout" not in purenn(*arguments[:-2]).out


def test_patience_without_held_out_rows_watches_the_loss(purenn, plans):
    """Words of rows that nobody has."""
    result = purenn("train", "--data", "xor", "--learning-rate", "3", "--patience", "1")
    ran = len(plans[0].network.history)
    assert "ran %d epochs of 200, and kept the weights of epoch %d with the least loss\n" % (ran, ran - 1) in result.out
    assert "held-out" not in result.out


def test_nothing_is_kept_of_a_training_without_patience(purenn):
    assert "kept" not in purenn("train", "--data", "xor", "--epochs", "3").out


# ---------------------------------------------------------------- a table of your own

PEOPLE = "churn,height,age\n" + "".join("%s,%d,%s\n" % (("no", "yes")[i % 2], 150 + i, 20.5 + i % 9) for i in range(40))


def test_the_target_is_named_and_remembered(purenn):
    """The last column taken by gradcheck, explain and evaluate, whatever was learned; a page that does not say what of."""
    Path("p.csv").write_text(PEOPLE)
    out = purenn("train", "--data", "p.csv", "--target", "churn", "--epochs", "2", "--out", "m.json", "--report", "r.html").out
    assert out.splitlines()[1] == "data p: 32 rows to learn, 8 held out; 2 inputs; target churn, 2 classes"
    assert "2 inputs; target churn, 2 classes" in Path("r.html").read_text()
    assert nn.load("m.json").target_name == "churn"
    assert "\ntarget: churn\n2 classes: no, yes\n" in purenn("summary", "m.json").out
    for command in ("evaluate", "gradcheck", "explain"):
        result = purenn(command, "m.json", "--data", "p.csv")
        assert (result.status, result.err) == (0, "")
        assert result.out == purenn(command, "m.json", "--data", "p.csv", "--target", "churn").out
    Path("other.csv").write_text("height,age,left\n150,20,no\n")
    assert "other.csv has no target column 'churn'" in purenn("evaluate", "m.json", "--data", "other.csv").err
    assert purenn("evaluate", "m.json", "--data", "other.csv", "--target", "left").status == 0


def test_a_measurement_has_a_name_too(purenn):
    """The name lost where the last layer is put behind the network."""
    Path("p.csv").write_text(PEOPLE)
    out = purenn("train", "--data", "p.csv", "--ignore", "churn", "--epochs", "1", "--out", "m.json").out
    assert "; 1 input; target age, a measurement to predict" in words(out)
    assert nn.load("m.json").target_name == "age"
    Path("p.csv").write_text(PEOPLE.replace("age", "age\x1b[0m"))
    purenn("train", "--data", "p.csv", "--ignore", "churn", "--epochs", "1", "--out", "m.json")
    assert "\x1b" not in purenn("summary", "m.json").out


def test_a_doubtful_target_is_said_in_the_words_of_the_command_line(purenn):
    """241 months learned as 241 classes; the name of a Python argument on the command line."""
    Path("m.csv").write_text("x,months\n" + "".join("%s,%d\n" % (i / 7, i % 25) for i in range(75)))
    out = purenn("train", "--data", "m.csv", "--epochs", "1", "--report", "r.html").out
    note = "the target 'months' is read as a measurement; --kind classification makes classes of its 25 whole numbers"
    assert "target months, a measurement to predict note: %s 1 epoch," % note in " ".join(out.split())
    assert "<dt>note</dt><dd>%s</dd>" % note in html.unescape(Path("r.html").read_text())
    assert "note: " not in purenn("train", "--data", "m.csv", "--epochs", "1", "--kind", "regression").out


def gaps(rows=40):
    """A table with a gap in every fifth age and in every seventh color."""
    lines = ["%s,%s,%s" % ("" if i % 5 == 2 else 20 + i, "NA" if i % 7 == 3 else ("red", "green")[i % 3 > 1], ("no", "yes")[i % 2]) for i in range(rows)]
    return "age,color,member\n" + "\n".join(lines) + "\n"


def test_missing_values_are_left_out_where_that_is_asked_for(purenn):
    """7104 missing values, and no other advice than to mend the file."""
    Path("g.csv").write_text(gaps())
    assert purenn("train", "--data", "g.csv").err.endswith("leave these columns out, or say --missing drop or --missing mean\n")
    result = purenn("train", "--data", "g.csv", "--missing", "drop", "--epochs", "1", "--out", "m.json")
    assert (result.status, result.err) == (0, "")
    assert "data g: 22 rows to learn, 5 held out;" in result.out
    assert "note: left out, for a missing value: 13 lines of 40\n" in result.out
    assert "line 4 column 'age'" in purenn("predict", "m.json", "g.csv").err
    assert "--missing belongs to a CSV file" in purenn("train", "--data", "iris", "--missing", "drop").err


def test_missing_values_are_filled_in_as_the_training_rows_say(purenn):
    """A mean of the held-out rows too; one that predict has forgotten; a mean in the scale of the network."""
    Path("g.csv").write_text(gaps())
    result = purenn("train", "--data", "g.csv", "--missing", "mean", "--epochs", "3", "--out", "m.json")
    assert (result.status, result.err) == (0, "")
    assert "note: 14 missing values filled in: the mean of the training rows, or their most frequent word" in " ".join(result.out.split())
    net = nn.load("m.json")
    assert net.input_names == ["age", "color=green", "color=red"]
    age, *words = net.input_defaults
    assert words == [0.0, 1.0]
    assert age == pytest.approx(net.layers[0].shift[0])  # the scaler's mean is that of the same rows, filled in
    full = [line.split(",") for line in gaps().splitlines()]
    Path("f.csv").write_text("\n".join(",".join([a or repr(age), "red" if c == "NA" else c, m]) for a, c, m in full) + "\n")
    for command in (["predict", "m.json"], ["evaluate", "m.json", "--data"]):
        assert purenn(*command, "g.csv").out.replace("g.csv", "f.csv") == purenn(*command, "f.csv").out


def test_lines_without_a_target_are_left_out_by_every_command(purenn):
    """A file that train takes, and evaluate refuses as a whole; another row than the one that was asked for, in silence."""
    lines = gaps().splitlines()
    lines[3] = lines[3].rpartition(",")[0] + ","
    Path("g.csv").write_text("\n".join(lines))
    assert purenn("train", "--data", "g.csv", "--missing", "mean", "--epochs", "1", "--out", "m.json").status == 0
    note = "note: left out, for a missing target: 1 line of 40"
    assert note in purenn("evaluate", "m.json", "--data", "g.csv").out.splitlines()
    page = purenn("explain", "m.json", "--data", "g.csv", "--row", "3")
    assert (page.status, page.err) == (0, note + "\n")
    assert "x1 = 23" in page.out
    assert purenn("gradcheck", "m.json", "--data", "g.csv").status == 0


def test_delimiter_and_encoding_of_every_command(purenn):
    """A file that train reads and predict refuses."""
    Path("g.csv").write_text(gaps().replace("NA", "grün").replace(",,", ",1,").replace("\n,", "\n1,").replace(",", ";"), encoding="latin-1")
    assert purenn("train", "--data", "g.csv").err.endswith("is not UTF-8 text: save the file as UTF-8, or say --encoding latin-1\n")
    out = purenn("train", "--data", "g.csv", "--encoding", "latin-1", "--epochs", "1", "--out", "m.json").out
    assert "note: the cells are separated by ';', as with --delimiter ';'\n" in out
    assert "color=grün" in nn.load("m.json").input_names
    for command in (["predict", "m.json"], ["evaluate", "m.json", "--data"], ["gradcheck", "m.json", "--data"], ["doctor", "--epochs", "1", "--data"]):
        assert "--encoding latin-1" in purenn(*command, "g.csv").err
        result = purenn(*command, "g.csv", "--encoding", "latin-1")
        assert (result.status in (0, 1), result.err) == (True, "")
    assert "note: the cells" in purenn("evaluate", "m.json", "--data", "g.csv", "--encoding", "latin-1").out


def test_what_stands_out_in_a_table_is_said_once(purenn):
    Path("t.csv").write_text("id,color,member\n" + "".join("%d,%s,%s\n" % (i, ("red", "green")[i % 2], ("No", "no", "yes")[i % 3]) for i in range(30)))
    out = purenn("train", "--data", "t.csv", "--epochs", "1").out
    notes = [line for line in out.splitlines() if line.startswith("note: ")]
    assert notes[:2] == ["note: one input for each word: color 2", "note: the classes 'No' and 'no' differ in capitals only"]
    assert notes[2:] == ["note: id has another whole number in every line; if that is but a label, say"]
    assert "say\n  --ignore 'id'\n" in out
    assert "note: id" not in purenn("train", "--data", "t.csv", "--epochs", "1", "--ignore", "id").out


CODES = "code,zip,kind\n" + "".join("%d,%s,%s\n" % ((101, 102, 205)[i % 3], ("01067", "99084")[i // 4 % 2], ("no", "yes")[i % 2]) for i in range(40))


def test_columns_of_codes_are_words_from_training_to_prediction(purenn):
    """101, 102 and 205 learned as a measurement; a model that has forgotten it; a command that takes 01067 for a number."""
    Path("c.csv").write_text(CODES)
    plain = purenn("train", "--data", "c.csv", "--epochs", "1").out
    assert "note: 01067 of zip is read as the number 1067; --words 'zip' reads such codes as words" in words(plain)
    own = ["--data", "c.csv", "--words", "code, zip", "--epochs", "1"]
    out = purenn("train", *own, "--out", "m.json").out
    assert "5 inputs; target kind, 2 classes" in out
    assert "note: one input for each word: code 3, zip 2" in out
    assert "01067 of zip is read" not in words(out)
    assert nn.load("m.json").input_names == ["code=101", "code=102", "code=205", "zip=01067", "zip=99084"]
    assert "5 inputs" in purenn("doctor", *own).out
    for command in (["predict", "m.json", "c.csv"], ["evaluate", "m.json", "--data", "c.csv"], ["gradcheck", "m.json", "--data", "c.csv"]):
        result = purenn(*command)
        assert (result.status, result.err) == (0, "")
    assert "inputs x1 = 0 x2 = 1 x3 = 0 x4 = 1 " in words(purenn("explain", "m.json", "--data", "c.csv", "--row", "2").out)
    assert purenn("export", "m.json", "--to", "python", "--data", "c.csv").status == 0
    Path("new.csv").write_text("code,zip\n103,01067\n")
    assert "column 'code': unknown word '103'" in purenn("predict", "m.json", "new.csv").err
    assert purenn("train", "--data", "iris", "--words", "zip").err == "purenn: --words belongs to a CSV file, and iris is none\n"


def test_held_out_rows_that_were_trained_on_are_counted(purenn):
    """24 of 24 rows right, all of which it had seen; a page and a doctor that do not know; iris too."""
    note = "note: 24 of the 24 held-out rows are equal to rows trained on, so the held-out %s says less about new rows than it seems"
    rows = ["%s,%d,%s\n" % ("" if i == 7 else "%d.5" % i, i * i % 7, "ab"[i % 2]) for i in range(12)] * 10
    Path("r.csv").write_text("x,z,y\n" + "".join(rows))
    own = ["--data", "r.csv", "--epochs", "1", "--missing", "mean"]
    assert note % "accuracy" in words(purenn("train", *own, "--report", "r.html").out)
    assert "<dt>note</dt><dd>%s</dd>" % (note % "accuracy")[6:] in html.unescape(Path("r.html").read_text())
    assert note % "accuracy" in words(purenn("doctor", *own).out)
    assert note % "R squared" in words(purenn("train", *own, "--target", "z", "--kind", "regression").out)
    assert "equal to" not in purenn("train", "--data", "iris", "--epochs", "1").out


@pytest.mark.parametrize(("count", "begins"), [(0, None), (1, None), (2, "2 of the 20 held-out rows are equal to rows"), (20, "20 of the 20 ")])
def test_a_few_repeated_rows_are_no_matter(count, begins):
    """A note about one flower of thirty; rows with another target, or another input, taken for the same; copies counted once."""
    held_out = Dataset([[-1.0, 2.0]] * count + [[-2.0, float(i)] for i in range(count, 20)], [1] * 20, class_names=["no", "yes"])
    train = Dataset([[-1.0, 2.0], [-1.0, -2.0], *held_out.X[count:]], [1, 0] + [0] * (20 - count), class_names=["no", "yes"])
    found = repeats(train, held_out)
    assert len(found) == (begins is not None)
    assert not begins or found[0].startswith(begins)


def test_a_date_in_every_line_is_refused_in_the_words_of_the_command_line(purenn):
    """A model that can predict none but the rows it knows; an advice that names no option."""
    lines = ["2024-%02d-%02d,%d.5,%s\n" % (1 + i // 20, 1 + i % 20, i, ("no", "yes")[i % 2]) for i in range(40)]
    Path("d.csv").write_text("day,x,y\n" + "".join(lines))
    result = purenn("train", "--data", "d.csv", "--epochs", "1", "--out", "m.json")
    assert (result.status, Path("m.json").exists()) == (2, False)
    advice = "leave it out with --ignore 'day', or insist with --words 'day'; '2024-01-01' is a date"
    assert "d.csv, column 'day': another word in every line, from which nothing can be learned; " + advice in result.err
    for own in (["--ignore", "day"], ["--words", "day"]):
        assert purenn("train", "--data", "d.csv", "--epochs", "1", *own).status == 0
    Path("d.csv").write_text("day,x,y\n" + "".join(lines[:39] + lines[:1]))
    note = "note: day has 39 different words in 40 lines: no row with a new word there can be predicted; --ignore 'day' leaves it out"
    assert note in words(purenn("train", "--data", "d.csv", "--epochs", "1").out)


@pytest.mark.parametrize("name", ["price, EUR", "price [EUR]", '"a", b', "id"])
def test_advice_about_a_column_works_whatever_its_name_holds(purenn, name):
    """A name with a comma taken for two; an advice that ends at the first bracket, or that the command refuses."""
    with open("t.csv", "w", newline="") as file:
        csv.writer(file).writerows([[name, "x", "y"], *[[i, i % 5, "no" if i % 3 else "yes"] for i in range(30)]])
    advice = re.search("that is but a label, say (--ignore) '([^']*)'", words(purenn("train", "--data", "t.csv", "--epochs", "1").out))
    told = purenn("train", "--data", "t.csv", "--epochs", "1", advice[1], advice[2], "--out", "m.json")
    assert (told.status, told.err, nn.load("m.json").input_names) == (0, "", ["x"])
    assert purenn("train", "--data", "t.csv", "--epochs", "1", "--words", "x , " + advice[2]).status == 0
    kept = list(csv.reader(purenn("predict", "m.json", "t.csv", "--keep", advice[2] + ", x").out.splitlines()))
    assert kept[0][:2] == [name, "x"]
    assert kept[7][:2] == ["6", "1"]
    broken = purenn("train", "--data", "t.csv", "--ignore", "x\ny")
    assert (broken.status, broken.err.count("\n")) == (2, 1)
    assert "--ignore: expected names with commas between them, but got 'x\\ny'" in broken.err


def test_words_come_back_where_rows_are_shown(purenn):
    """A line of `region=East 0, region=North 0` for every row; 326668.590000 for a price."""
    regions = ["East", "North", "South", "West"]
    rows = ["%s,%s,%s" % (regions[i % 4], 40897.71 + i, 326668.59 + 100 * i) for i in range(40)]
    Path("p.csv").write_text("region,income,price\n" + "\n".join(rows) + "\n")
    out = purenn("train", "--data", "p.csv", "--epochs", "1", "--report", "r.html").out
    table = out[out.index("some of the held-out rows") :].splitlines()[2:6]
    for line in table:
        true, _, _, region, _, income = line.replace(",", "").split()
        i = int(income) - 40898
        assert (region, true) == ("region=" + regions[i % 4], "%.0f" % (326668.59 + 100 * i))
    assert re.search(r"held-out RMSE [\d.]{3,6}, in", out)
    page = Path("r.html").read_text()
    assert "<th>region</th><th>income</th>" in page
    assert "region=" not in page[page.index("Examples it misses") : page.index("</table>", page.index("Examples it misses"))]


def test_class_weights_are_named_with_their_classes(purenn):
    """Weights of which nobody knows whose they are, and that no page speaks of."""
    Path("p.csv").write_text("x,y\n" + "".join("%d.5,%s\n" % (i, "rare" if i % 4 == 0 else "usual") for i in range(40)))
    out = purenn("train", "--data", "p.csv", "--class-weights", "balanced", "--epochs", "1", "--report", "r.html").out
    assert "\nclass weights: rare 3, usual 1\n" in out
    assert "<dt>class weights</dt><dd>rare 3, usual 1</dd>" in Path("r.html").read_text()
    assert "class weights" not in purenn("train", "--data", "p.csv", "--epochs", "1").out


def test_the_first_lines_keep_to_80_columns(purenn):
    """A line of data that the name of a target pushes off the screen."""
    Path("t.csv").write_text("x,a_target_with_a_long_name_that_says_what_it_is\n" + "".join("%d,%s.5\n" % (x, x) for x in range(30)), encoding="utf-8")
    lines = purenn("train", "--data", "t.csv", "--epochs", "1").out.splitlines()
    assert max(map(len, lines)) < 80
    assert "  a_target_with_a_long_name_that_says_what_it_is, a measurement to predict" in lines

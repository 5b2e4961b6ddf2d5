"""`train --report`: the page belongs to the model that was trained, and nothing is trained for a page that cannot be written."""

import re
import struct
from pathlib import Path

import pytest

import purenn as nn
from purenn.cli import train


def tile(page, name):
    return re.search("<dt>%s</dt><dd>([^<]*)</dd><dd>([^<]*)</dd>" % name, page).groups()


@pytest.fixture
def sources(monkeypatch):
    """Collect the data that is read, for a look at the rows that are held out."""
    read, real = [], train.read_source

    def remember(*arguments):
        read.append(real(*arguments))
        return read[-1]

    monkeypatch.setattr(train, "read_source", remember)
    return read


@pytest.mark.parametrize("data", ["iris", *[pytest.param(data, marks=pytest.mark.long) for data in ("moons", "digits", "line")]])
@pytest.mark.parametrize("engine", ["float", "packed"])
def test_the_page_is_that_of_the_model_that_was_saved(purenn, sources, data, engine):
    """Outputs in the scaled unit of a target, the training rows in place of the held-out ones, the weights before the training."""
    limit = ["--limit", "120"] if data == "digits" else []
    result = purenn("train", "--data", data, "--engine", engine, "--epochs", "2", "--out", "m.json", "--report", "r.html", *limit)
    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("saved m.json\nsaved r.html\n")
    page, part, network = Path("r.html").read_text(encoding="utf-8"), sources[0].held_out, nn.load("m.json")
    outputs = network.predict(part.X)
    if data == "line":
        assert tile(page, "held-out RMSE")[0] == "%.4g" % nn.rmse(outputs, part.Y)
    else:
        right = sum(said == true for said, true in zip(nn.metrics.classes(outputs), part.Y))
        assert tile(page, "held-out accuracy")[1] == "%d of %d held-out rows right" % (right, len(part))
    assert ("packed integers" in page) == (engine == "packed")
    assert "<dt>data</dt><dd>%s: %d rows to learn" % (data, len(sources[0].train)) in page


def write_idx(path, dimensions, content):
    path.write_bytes(struct.pack(">BBBB%dI" % len(dimensions), 0, 0, 8, len(dimensions), *dimensions) + bytes(content))


@pytest.mark.parametrize("rows, columns, drawn", [(3, 3, True), (3, 5, False), (4, 5, False)])
def test_only_square_images_are_drawn(purenn, rows, columns, drawn):
    """An IndexError after the whole training, or pictures cut at the wrong places."""
    Path("images").mkdir()
    for part, count in (("train", 20), ("t10k", 8)):
        pixels = [(s * 37 + k * 11) % 256 for s in range(count) for k in range(rows * columns)]
        write_idx(Path("images", part + "-images-idx3-ubyte"), (count, rows, columns), pixels)
        write_idx(Path("images", part + "-labels-idx1-ubyte"), (count,), [s % 3 for s in range(count)])
    result = purenn("train", "--data", "images", "--epochs", "1", "--hidden", "4", "--report", "r.html")
    assert (result.status, result.err) == (0, "")
    page = Path("r.html").read_text(encoding="utf-8")
    assert ('class="purenn image"' in page, "What hidden units look for" in page, "says" in result.out) == (drawn, drawn, True)
    assert ("pixel_0_0 " in result.out) != drawn


def test_the_settings_are_those_of_the_run(purenn):
    options = ["--hidden", "5", "--optimizer", "momentum", "--learning-rate", "0.03", "--batch-size", "7", "--seed", "9", "--loss", "mse", "--epochs", "2"]
    purenn("train", "--data", "iris", "--report", "r.html", *options)
    found = dict(re.findall("<dt>([^<]*)</dt><dd>([^<]*)</dd>", Path("r.html").read_text(encoding="utf-8")))
    assert found["network"] == "Scaler(4), Dense(4, 5), Tanh(), Dense(5, 3), Softmax()"
    assert found["parameters"] == str(4 * 5 + 5 + 5 * 3 + 3)
    assert [found[name] for name in ("loss", "optimizer", "epochs", "learns from", "calculated in", "seed")] == [
        "MSE (mean over all elements)", "momentum", "2", "batches of 7", "floats", "9",
    ]  # fmt: skip
    assert found["learning rate"] == "0.03 falling to 0 along a cosine"
    assert "dropout" not in found
    assert "target" not in found
    assert found["credit"].startswith("R. A. Fisher")


def test_a_gate_has_no_held_out_rows(purenn):
    purenn("train", "--data", "xor", "--epochs", "3", "--report", "r.html")
    page = Path("r.html").read_text(encoding="utf-8")
    assert tile(page, "accuracy")[1].endswith("of 4 training rows right")
    assert "held-out" not in page


@pytest.mark.long
def test_the_same_seed_gives_the_same_page(purenn):
    for name in ("a.html", "b.html"):
        purenn("train", "--data", "moons", "--epochs", "2", "--report", name)
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


@pytest.mark.parametrize("path", ["folder", "nowhere/r.html", ""])
def test_a_page_that_cannot_be_written_is_told_before_training(purenn, monkeypatch, path):
    """Minutes of training for nothing."""
    Path("folder").mkdir()
    monkeypatch.setattr(train, "_fit", lambda *arguments: pytest.fail("it has begun to train"))
    result = purenn("train", "--data", "iris", "--report", path)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("purenn: --report ")
    assert result.err.count("\n") == 1




def interrupt_at(monkeypatch, epoch):
    real = train.Progress.on_batch

    def raising(self, training):
        if training.epoch == epoch:
            raise KeyboardInterrupt
        real(self, training)

    monkeypatch.setattr(train.Progress, "on_batch", raising)


def test_ctrl_c_gives_the_page_of_what_was_done(purenn, monkeypatch):
    interrupt_at(monkeypatch, 3)
    result = purenn("train", "--data", "iris", "--epochs", "5", "--report", "r.html")
    assert result.status == 2
    assert "stopped by ctrl-C after 2 of 5 epochs" in result.err
    assert "Training was stopped after 2 of 5 epochs: ctrl-C." in Path("r.html").read_text(encoding="utf-8")


def test_ctrl_c_in_the_first_epoch_keeps_an_older_page(purenn, monkeypatch):
    interrupt_at(monkeypatch, 1)
    Path("r.html").write_text("an older one")
    assert "a model or a report is saved after the first whole epoch only" in purenn("train", "--data", "iris", "--report", "r.html").err
    assert Path("r.html").read_text() == "an older one"


def test_a_divergence_keeps_an_older_page_and_says_so(purenn):
    Path("r.html").write_text("an older one")
    result = purenn("train", "--data", "iris", "--engine", "packed", "--learning-rate", "5000", "--out", "m.json", "--report", "r.html")
    assert result.err.endswith("; m.json and r.html are not written\n")
    assert Path("r.html").read_text() == "an older one"


def test_the_tile_of_the_accuracy_says_what_no_learning_is_worth(purenn):
    """An accuracy of 0.9 on the page alone, where the terminal says that anybody has it."""
    Path("rare.csv").write_text("x,y\n" + "".join("%d,%s\n" % (x, "yes" if x % 10 == 9 else "no") for x in range(100)), encoding="utf-8")
    said = purenn("train", "--data", "rare.csv", "--epochs", "2", "--report", "r.html").out
    found = tile(Path("r.html").read_text(encoding="utf-8"), "held-out accuracy")[1]
    assert re.fullmatch(r"\d+ of 20 held-out rows right; whoever says no each time is right for 18 of them", found)
    assert found.partition("; ")[2] in said


@pytest.mark.parametrize("better", [True, False])
def test_a_tile_says_when_the_mean_would_be_better(purenn, better):
    """A share of the variance that is below 0."""
    rows = "x,y\n" + "".join("%d,%s\n" % (x, x + 0.5) for x in range(40))
    Path("t.csv").write_text(rows, encoding="utf-8")
    purenn("train", "--data", "t.csv", "--report", "r.html", *([] if better else ["--learning-rate", "0.000001", "--epochs", "1"]))
    number, meaning = tile(Path("r.html").read_text(encoding="utf-8"), "held-out R squared")
    assert meaning == ("of the variance is explained" if better else "worse than saying the mean each time")
    assert (float(number.replace("\u2212", "-")) > 0) == better


def test_constant_held_out_targets_are_reported_without_r_squared(purenn):
    """A curve of numbers that are not there."""
    Path("zeros.csv").write_text("x,y\n" + "".join("%d,0\n" % x for x in range(9)) + "9,3\n", encoding="utf-8")
    assert purenn("train", "--data", "zeros.csv", "--kind", "regression", "--epochs", "2", "--report", "r.html").status == 0
    page = Path("r.html").read_text(encoding="utf-8")
    assert "held-out RMSE" in page
    assert "of the variance" not in page

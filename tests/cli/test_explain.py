"""`explain` and `worksheet`: pages of the built-in net, of saved models, and sheets with their keys."""

from pathlib import Path

import pytest

import purenn as nn
from purenn.cli.explain import FORMATS
from purenn.cli.models import load_float_model

ROWS = "width,height,kind\n" + "".join("%d,%d,%s\n" % (i % 7, i % 3, ["bar", "box", "can"][i % 3]) for i in range(30))


@pytest.fixture
def trained(purenn):
    Path("t.csv").write_text(ROWS)
    assert purenn("train", "--data", "t.csv", "--epochs", "2", "--hidden", "4", "--out", "m.json").status == 0
    return nn.load("m.json")


def test_the_built_in_net_prints_mazurs_page(purenn):
    """Another net; another rate; six digits where nine were asked for."""
    result = purenn("explain", "--digits", "9")
    assert (result.status, result.err) == (0, "")
    assert "0.593269992*(1 - 0.593269992) = 0.241300709" in result.out
    assert "= 0.4 - 0.5*0.082167041 = 0.35891648\n" in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_a_row_of_ones_own_data(purenn, trained):
    """Another row than was asked for, or the rows counted from 0."""
    out = purenn("explain", "m.json", "--data", "t.csv", "--row", "6").out
    assert "inputs    x1 = 5" in out
    assert "x2 = 2\n" in out
    assert "loss: CrossEntropy(); optimizer: SGD(0.5); 1 sample" in out
    page = nn.explain(trained, [5.0, 2.0], 2, nn.CrossEntropy(), 0.5)
    assert out == str(page) + "\n"
    assert nn.load("m.json").layers[1].weights == trained.layers[1].weights


def test_a_batch_an_optimizer_a_loss_and_a_rate(purenn, trained):
    out = purenn("explain", "m.json", "--data", "t.csv", "--row", "3,7", "--optimizer", "adam", "--learning-rate", "0.25", "--loss", "mse").out
    assert "loss: MSE(); optimizer: Adam(0.25); 2 samples" in out
    assert "x1[2] = 6" in out
    assert "V" in out


@pytest.mark.parametrize("kind, start", list(zip(FORMATS, ["One training step", "# One training step", "\\documentclass", "<!DOCTYPE html>"])))
def test_formats_and_files(purenn, kind, start):
    """A format that is not the one asked for, by name or by the ending of the file."""
    printed = purenn("explain", "--format", kind).out
    assert printed.startswith(start)
    name = "page" + {"text": ".txt", "markdown": ".md", "latex": ".tex", "html": ".html"}[kind]
    assert purenn("explain", "--out", name).out == "saved %s\n" % name
    assert Path(name).read_text(encoding="utf-8") == printed


def test_a_packed_model_is_explained_by_its_weights(purenn):
    """Whole numbers have no slope: the page is that of the network with the same weights."""
    nn.PackedNetwork(nn.Network([nn.Dense(2, 3, rng=nn.Random(1)), nn.ReLU(), nn.Dense(3, 2, rng=nn.Random(2)), nn.Softmax()])).save("p.json")
    assert "Backward: layers[0] Dense(2, 3)" in purenn("explain", "p.json", "--data", "xor").out


@pytest.mark.parametrize("layers", [[], [nn.Scaler([2.0, 1.0], [4.0, 2.0])]], ids=["", "scaler"])
def test_a_packed_model_is_explained_and_checked_for_the_inputs_it_takes(purenn, layers):
    """Inputs that are not multiplied by its input_scale: a page, and a check, of a network that nobody has; a gap that is not filled in."""
    rng = nn.Random(1)
    network = nn.Network([*layers, nn.Dense(2, 3, rng=rng), nn.ReLU(), nn.Dense(3, 2, rng=rng), nn.Softmax()], ["a", "b"], ["no", "yes"], "kind", [0.0, 16.0])
    fast = nn.PackedNetwork(network, input_scale=1 / 8)
    fast.save("p.json")
    model = load_float_model("p.json")
    for row, other in zip(fast.predict([[12.0, 20.0], [-8.0, 4.0]]), model.predict([[12.0, 20.0], [-8.0, 4.0]])):
        assert max([abs(a - b) for a, b in zip(row, other)]) < 0.01
    Path("t.csv").write_text("a,b,kind\n12,?,yes\n-8,4,no\n")
    page = purenn("explain", "p.json", "--data", "t.csv").out
    assert "x2 = 16" in page
    assert len({0.5, *model.predict([[12.0, 16.0]])[0]}) == 3
    assert all(" = %.6g " % round(p, 6) in page for p in model.predict([[12.0, 16.0]])[0])
    assert purenn("gradcheck", "p.json", "--data", "t.csv").status == 0


def test_a_worksheet_and_its_key(purenn):
    """A key to another sheet; blanks in the key; the sheet printed and not saved."""
    result = purenn("worksheet", "--seed", "7", "--out", "sheet.md", "--key", "key.md")
    assert (result.status, result.out, result.err) == (0, "saved key.md\nsaved sheet.md\n", "")
    sheet, key = Path("sheet.md").read_text(), Path("key.md").read_text()
    assert sheet.startswith("# Worksheet 7")
    assert key.startswith("# Key to worksheet 7")
    assert "____" in sheet
    assert "____" not in key
    assert purenn("worksheet", "--seed", "7", "--format", "markdown").out == sheet
    assert purenn("worksheet", "--seed", "8", "--format", "markdown").out != sheet


def test_commands_are_named_in_the_overview(purenn):
    assert "explain" in purenn("--help").out
    assert "worksheet" in purenn("--help").out
    for command in ("explain", "worksheet"):
        lines = purenn(command, "--help").out.splitlines()
        assert max(map(len, lines)) <= 80

"""Does a model fit a board: estimates against MicroPython itself, and the command that tells."""

from pathlib import Path

import boards as machines
import pytest

import purenn as nn
from purenn.cli import run
from purenn.export import boards, export_source, fitting

FLOAT, INT8 = fitting.KINDS
PICO, ESP8266, MICROBIT = [boards.board_named(name) for name in ("pico", "esp8266", "microbit")]


def network(*sizes):
    """Return a network of these sizes, with ReLU between the layers."""
    rng, layers = nn.Random(1), []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Dense(inputs, outputs, rng=rng), nn.ReLU()]
    return nn.Network([*layers[:-1], nn.Softmax() if sizes[-1] > 1 else nn.Sigmoid()])


# Estimates


@pytest.mark.long
@pytest.mark.parametrize("kind", fitting.KINDS, ids=[kind.name for kind in fitting.KINDS])
@pytest.mark.parametrize("sizes", [(2, 4, 1), (64, 32, 10)])
def test_a_file_runs_in_the_heap_that_is_estimated_and_not_in_half_of_it(kind, sizes, tmp_path):
    """An estimate that is made up: on the 64-bit build, whose code is not halved, it has to hold by MicroPython's own word."""
    net = network(*sizes)
    options = dict(kind.options, data=[[0.5] * sizes[0]] * 2) if "int8" in kind.options else kind.options
    (tmp_path / "model.py").write_text(export_source(net, "micropython", **options))
    heap = (kind.heap + kind.heap_each * fitting.parameters_of(net)) / 1024
    script = "import model\nprint(len(model.predict([0.5] * %d)))\n" % sizes[0]
    assert machines.run(script, "%dk" % heap, tmp_path, tmp_path) == ([str(sizes[-1])], "")
    assert machines.run(script, "%dk" % (heap / 2), tmp_path, tmp_path)[1] != ""


def test_the_micro_bit_takes_what_its_firmware_took():
    """In QEMU its firmware compiles the file of XOR in one piece, and that of iris not (tests/runtimes/microbit.py)."""
    assert fitting.fit(network(2, 4, 1), FLOAT, MICROBIT).fits
    assert not fitting.fit(network(4, 16, 3), FLOAT, MICROBIT).fits


def test_the_flash_is_that_of_the_file():
    """A size that is guessed; an int8 file that is called as large as one of floats."""
    net = network(13, 8, 3)
    made = fitting.fit(net, FLOAT, PICO)
    assert (made.parameters, made.file) == (13 * 8 + 8 + 8 * 3 + 3, len(export_source(net, "micropython")))
    big = network(64, 32, 10)
    assert fitting.fit(big, INT8, PICO).file < fitting.fit(big, FLOAT, PICO).file / 2


def test_a_larger_network_takes_more_of_everything_and_a_slower_board_longer():
    """A parameter that costs nothing; a clock that does not count."""
    for kind in fitting.KINDS:
        small, large = fitting.fit(network(4, 8, 2), kind, PICO), fitting.fit(network(4, 80, 2), kind, PICO)
        assert small.heap < large.heap
        assert small.file < large.file
        assert small.seconds < large.seconds < fitting.fit(network(4, 80, 2), kind, ESP8266).seconds
        assert small.heap == kind.heap // 2 + int(kind.heap_each * small.parameters)


@pytest.mark.long
@pytest.mark.parametrize("kind", fitting.KINDS, ids=[kind.name for kind in fitting.KINDS])
def test_the_largest_number_of_hidden_units_fits_and_one_more_does_not(kind):
    """A bisection that ends one too early or too late; advice that does not help."""
    net = network(64, 200, 300, 10)
    hidden = fitting.largest_hidden(net, kind, ESP8266)
    assert 0 < hidden < 300
    assert fitting.fit(fitting.smaller(net, hidden), kind, ESP8266).fits
    assert not fitting.fit(fitting.smaller(net, hidden + 1), kind, ESP8266).fits


@pytest.mark.long
def test_a_smaller_network_keeps_its_inputs_and_outputs():
    """An output layer that loses classes; an input layer that no sample fits."""
    net = nn.Network([nn.Scaler([0.0] * 5, [1.0] * 5), nn.Dense(5, 9), nn.Tanh(), nn.Dense(9, 3), nn.Tanh(), nn.Dense(3, 7), nn.Softmax()])
    made = fitting.smaller(net, 4)
    assert repr(made) == "Network([Scaler(5), Dense(5, 4), Tanh(), Dense(4, 3), Tanh(), Dense(3, 7), Softmax()])"
    assert fitting.smaller(nn.Network([nn.Dense(2, 9), nn.BatchNorm(9), nn.Dense(9, 1)]), 4) is None
    assert fitting.largest_hidden(nn.Network([nn.Dense(784, 500)]), FLOAT, ESP8266) == 0


# Boards


def test_every_board_says_where_its_figures_come_from():
    """A figure out of thin air; more free than there is."""
    assert [board.name for board in boards.BOARDS] == ["micro:bit", "Pico", "Pico W", "ESP8266", "ESP32", "ESP32-S3", "STM32F4", "Nano RP2040"]
    for board in boards.BOARDS:
        assert 0 < board.heap < board.ram
        assert all([word in board.source for word in ("heap: ", "storage: ", "speed: ")])
        for name in (board.name, board.name.lower(), board.name.replace(" ", "-")):
            assert boards.board_named(name) is board
    assert boards.board_named("Arduino Nano RP2040").name == "Nano RP2040"


# The command


@pytest.fixture
def command(tmp_path, capsys):
    def call(net, board):
        net.save(str(tmp_path / "model.json"))
        status = run(["fit-check", str(tmp_path / "model.json"), "--board", board])
        return status, capsys.readouterr()

    return call


def test_what_fits_is_0(command):
    status, printed = command(network(2, 4, 1), "pico-w")
    lines = printed.out.splitlines()
    assert (status, printed.err) == (0, "")
    assert lines[0] == "Pico W (RP2040, 125 MHz): 152.0 KB of RAM free, 848.0 KB of flash for files"
    assert [line.split()[0] for line in lines[2:4]] == ["float", "int8"]
    assert [line.split()[-1] for line in lines[2:4]] == ["yes", "yes"]
    assert "Yes: it fits Pico W." in lines
    assert all([len(line) < 80 for line in lines])


def test_what_fits_in_one_way_is_0_and_says_what_the_other_would_take(command):
    status, printed = command(network(64, 40, 10), "ESP8266")
    assert status == 0
    assert "Yes: it fits ESP8266 as int8, not as float.\nAs float it would fit with at most " in printed.out


@pytest.mark.long
def test_what_does_not_fit_is_1_and_says_what_would(command):
    """A bare no."""
    status, printed = command(network(64, 200, 10), "ESP8266")
    assert (status, printed.err) == (1, "")
    assert "No: it does not fit ESP8266.\n" in printed.out
    for kind in ("float", "int8"):
        assert "As %s it would fit with at most " % kind in printed.out
    assert "Boards that it fits: Pico, " in printed.out
    status, printed = command(network(200, 90, 10), "micro:bit")
    assert status == 1
    assert "As int8 it would not fit with fewer hidden units either.\nBoards that it fits: Pico," in printed.out


def test_what_is_no_board_or_no_model_is_2(command, capsys, tmp_path):
    status, printed = command(network(2, 2, 1), "abacus")
    assert (status, printed.out) == (2, "")
    assert printed.err.startswith("purenn: there is no board 'abacus' in the list; there are micro:bit, Pico, ")
    assert run(["fit-check", str(Path(tmp_path, "none.json")), "--board", "pico"]) == 2
    assert "there is no file" in capsys.readouterr().err


@pytest.mark.parametrize("seconds, text", [(0.00234, "about 2.3 ms"), (0.257, "about 260 ms"), (6.66, "about 6.7 s"), (52.3, "about 52 s"), (0.0123, "about 12 ms")])
def test_a_time_has_two_digits(seconds, text):
    """2.6e+02 ms, or six digits of what nobody has measured."""
    from purenn.cli.fit_check import _time

    assert _time(seconds) == text

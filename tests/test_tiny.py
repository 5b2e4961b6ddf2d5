"""A tiny network: the numbers of Network to the last bit, files that both read, and the heap that it needs."""

import builtins
import json
import math
import re

import boards
import pytest
from hypothesis import given
from hypothesis import strategies as st

import purenn as nn
from purenn import linalg, tiny_random, tiny_storage

XOR = (boards.ROOT / "tests" / "runtimes" / "tiny.py").read_text(encoding="utf-8")

SAME = """
import purenn as nn
for seed, sizes in ((1, [2, 4, 1]), (4294967295, [3, 5, 4, 3])):
    tiny, rng, layers = nn.TinyNetwork(sizes, seed), nn.Random(seed), []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Dense(inputs, outputs, rng=rng), nn.Tanh()]
    layers[-1] = nn.Softmax() if outputs > 1 else nn.Sigmoid()
    net, loss, optimizer = nn.Network(layers), nn.CrossEntropy() if outputs > 1 else nn.BCE(), nn.SGD(0.25)
    for step in range(40):
        x, y = [rng.normal() for _ in range(sizes[0])], rng.randint(0, max(outputs - 1, 1))
        tiny.learn(x, y, 0.25)
        net.backward(loss.gradient(net.forward([x]), [y]))
        optimizer.step(net.parameters())
    numbers = [list(neuron) for neurons in tiny.layers for neuron in neurons]
    print(numbers == [w + [b] for layer in layers[::2] for w, b in zip(layer.weights, layer.biases)], tiny.predict(x) == net.predict([x])[0])
"""

sizes = st.lists(st.integers(1, 5), min_size=2, max_size=4)
seeds = st.integers(0, 2**32 - 1)


def ordinary(sizes, seed):
    """Return the Network, the loss and the optimizer that a TinyNetwork of these sizes stands for."""
    rng, layers = nn.Random(seed), []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Dense(inputs, outputs, rng=rng), nn.Tanh()]
    layers[-1] = nn.Softmax() if sizes[-1] > 1 else nn.Sigmoid()
    return nn.Network(layers), nn.CrossEntropy() if sizes[-1] > 1 else nn.BCE(), nn.SGD(0.25)


def numbers(net):
    """Return all weights and biases, neuron by neuron."""
    if isinstance(net, nn.TinyNetwork):
        return [list(neuron) for neurons in net.layers for neuron in neurons]
    return [w + [b] for layer in net.layers[::2] for w, b in zip(layer.weights, layer.biases)]


@given(sizes, seeds, st.data())
def test_it_learns_what_a_network_learns_to_the_last_bit(sizes, seed, data):
    """A wrong gradient, a blame with weights that have moved already, another order of sums, another start."""
    tiny, (net, loss, optimizer) = nn.TinyNetwork(sizes, seed), ordinary(sizes, seed)
    assert numbers(tiny) == numbers(net)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linalg, "inner", linalg.inner_by_loop)  # math.sumprod rounds only once
        for _ in range(3):
            x = data.draw(st.lists(st.floats(-3, 3), min_size=sizes[0], max_size=sizes[0]))
            y = data.draw(st.integers(0, max(sizes[-1] - 1, 1)))
            A = net.forward([x])
            value = loss(A, [y])
            net.backward(loss.gradient(A, [y]))
            optimizer.step(net.parameters())
            assert tiny.learn(x, y, 0.25) == pytest.approx(value, rel=1e-6, abs=1e-9)
        assert numbers(tiny) == numbers(net)
        assert tiny.predict(x) == net.predict([x])[0]


def test_it_is_the_same_network_on_micropython(tmp_path):
    """A sum that a board adds in another order; a generator that wraps at 31 bits there."""
    assert boards.run(SAME, "512k", tmp_path) == (["True True"] * 2, "")


@given(seeds)
def test_it_draws_what_random_draws(seed):
    """A shift or a mask that differs in one of a thousand numbers."""
    draws, rng = tiny_random.uniform(seed), nn.Random(seed)
    assert [next(draws) for _ in range(20)] == [rng.uniform() for _ in range(20)]


def test_the_example_of_the_readme_runs_with_the_files_that_it_names(tmp_path):
    """An example that nobody has run on a board; a file that it needs and that is not on the list."""
    section = boards.ROOT.joinpath("README.md").read_text(encoding="utf-8").split("## On a board\n")[1]
    script, printed = re.findall("```(?:python|text)\n(.*?)```", section, re.DOTALL)[:2]
    names = re.findall(r"`(\w+\.py)`", section.split("needs these files")[1].split(".\n")[0])
    package = tmp_path / "purenn"
    package.mkdir()
    for name in names:
        (package / name).write_bytes((boards.ROOT / "purenn" / name).read_bytes())
    assert len(names) == 4
    lines, error = boards.run(script, "36k", tmp_path, tmp_path)
    assert (lines, error) == (printed.splitlines(), "")


def test_xor_is_trained_in_a_heap_of_32_kb(tmp_path):
    """A line too many: what the README promises for boards of a few kilobytes."""
    lines, error = boards.run(XOR, "32k", tmp_path)
    assert (len(lines), error) == (4, "")


def test_xor_is_trained_in_a_heap_of_16_kb_where_the_files_are_compiled(tmp_path):
    """The same for .mpy files."""
    path = boards.compiled(tmp_path, ["__init__", "tiny_random", "tiny"])
    lines, error = boards.run(XOR, "16k", tmp_path, path)
    assert (len(lines), error) == (4, "")


@pytest.mark.parametrize("sizes", [[2, 3, 1], [2, 4, 3, 3], [1, 1]])
def test_its_files_are_those_of_a_network(tmp_path, sizes):
    """A file that only boards can read; a bias among the weights; numbers that lose digits."""
    net = nn.TinyNetwork(sizes, 3)
    net.learn([0.3] * sizes[0], 1, 0.5)
    tiny_storage.save(net, str(tmp_path / "tiny.json"))
    big = nn.load(str(tmp_path / "tiny.json"))
    assert numbers(big) == numbers(net) == numbers(tiny_storage.load(str(tmp_path / "tiny.json")))
    big.save(str(tmp_path / "big.json"))
    assert numbers(tiny_storage.load(str(tmp_path / "big.json"))) == numbers(net)


@pytest.mark.parametrize(
    "layers, words",
    [
        ([nn.Dense(2, 3), nn.ReLU(), nn.Dense(3, 1), nn.Sigmoid()], "holds the layers Dense, Tanh, Dense, Sigmoid, but these are Dense, ReLU"),
        ([nn.Dense(2, 3)], "holds the layers Dense, Softmax, but these are Dense"),
        ([nn.Scaler([0.0], [1.0]), nn.Dense(1, 1), nn.Sigmoid()], "holds the layers Dense, Sigmoid, but these are Scaler, Dense, Sigmoid"),
        ([nn.Flatten(1, 2), nn.Dense(2, 1), nn.Sigmoid()], "but these are Flatten, Dense, Sigmoid"),
        ([nn.Dense(2, 1), nn.Dropout(0.5), nn.Sigmoid()], "but these are Dense, Dropout, Sigmoid"),
        ([nn.Dense(2, 3), nn.Sigmoid()], "but these are Dense, Sigmoid"),
    ],
)
def test_other_networks_are_refused(tmp_path, layers, words):
    """A network that answers otherwise than the file says, because its ReLU was taken for a Tanh."""
    nn.Network(layers).save(str(tmp_path / "net.json"))
    with pytest.raises(ValueError, match=words):
        tiny_storage.load(str(tmp_path / "net.json"))


@pytest.mark.parametrize("text", ["", "[" * 100000, "[]", "{}", '{"layers": []}', '{"layers": [{"layer": "Dense"}]}', '{"layers": 3}'])
def test_damaged_files_are_refused_with_their_name(tmp_path, text):
    """A KeyError, from a file that was cut off, that names nothing."""
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(ValueError, match=r"bad\.json is damaged, cut off, or no network"):
        tiny_storage.load(str(tmp_path / "bad.json"))


@pytest.mark.parametrize("old, new", [('"purenn"', '"other"'), ('"version": 1', '"version": 2')])
def test_files_of_another_format_or_version_are_refused(tmp_path, old, new):
    """A file of tomorrow that is read as one of today."""
    tiny_storage.save(nn.TinyNetwork([1, 2, 1]), str(tmp_path / "net.json"))
    text = (tmp_path / "net.json").read_text(encoding="utf-8")
    (tmp_path / "net.json").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"net\.json is damaged, cut off, or no network \(.*expected the format purenn, version 1"):
        tiny_storage.load(str(tmp_path / "net.json"))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_infinite_weights_are_not_saved(tmp_path, value):
    """A file that nn.load refuses, written over the last one that was right."""
    net = nn.TinyNetwork([1, 2, 1])
    tiny_storage.save(net, str(tmp_path / "net.json"))
    before = (tmp_path / "net.json").read_text(encoding="utf-8")
    net.layers[0][1][1] = value
    with pytest.raises(ValueError, match=r"^a weight of the network is infinite or no number, so .*net\.json is not written$"):
        tiny_storage.save(net, str(tmp_path / "net.json"))
    assert (tmp_path / "net.json").read_text(encoding="utf-8") == before


def test_names_in_the_file_of_a_board_do_no_harm(tmp_path, monkeypatch):
    """A file taken for damaged, for its umlaut is no text in the way of this machine."""
    real = builtins.open
    monkeypatch.setattr(builtins, "open", lambda name, mode="r", encoding="ascii": real(name, mode, encoding=encoding))
    net = nn.TinyNetwork([1, 2, 1])
    tiny_storage.save(net, str(tmp_path / "net.json"))
    text = (tmp_path / "net.json").read_text(encoding="utf-8").replace('"layers"', '"input_names": ["H\u00f6he"], "layers"')
    (tmp_path / "net.json").write_text(text, encoding="utf-8")
    assert numbers(tiny_storage.load(str(tmp_path / "net.json"))) == numbers(net)


DAMAGES = [
    lambda layers: layers[0].pop("weights"),
    lambda layers: layers[2].pop("weights"),
    lambda layers: [layer.pop("weights") for layer in layers if "weights" in layer],
    lambda layers: layers[0]["weights"].pop(),
    lambda layers: layers[0]["biases"].pop(),
    lambda layers: layers[0]["weights"][1].pop(),
    lambda layers: layers[2]["weights"][0].append(0.5),
    lambda layers: layers[0].update(outputs=4),
    lambda layers: layers[2].update(outputs=1),
    lambda layers: layers[0].update(inputs=1),
    lambda layers: layers[0].update(inputs="2"),
    lambda layers: layers[0]["weights"][1].append("0.5"),
    lambda layers: layers[0]["weights"][1].__setitem__(0, float("nan")),
    lambda layers: layers[2]["biases"].__setitem__(1, float("-inf")),
]


@pytest.mark.parametrize("number", range(len(DAMAGES)))
def test_files_with_weights_too_few_or_too_many_are_refused(tmp_path, number):
    """Layers that do not chain, and an error only when the first sample comes."""
    tiny_storage.save(nn.TinyNetwork([2, 3, 2]), str(tmp_path / "bad.json"))
    document = json.loads((tmp_path / "bad.json").read_text())
    DAMAGES[number](document["layers"])
    (tmp_path / "bad.json").write_text(json.dumps(document))
    with pytest.raises(ValueError, match=r"bad\.json is damaged, cut off, or no network"):
        tiny_storage.load(str(tmp_path / "bad.json"))


def test_what_does_not_fit_is_refused():
    """A sample that is too short and trains a part of the weights; a class that is not there and moves them all up."""
    net = nn.TinyNetwork([2, 3, 1])
    before = numbers(net)
    for call in (lambda: net.learn([1.0], 1, 0.1), lambda: net.predict([1.0, 2.0, 3.0])):
        with pytest.raises(ValueError, match="the network expects 2 inputs, but x has"):
            call()
    for y in (2, -1, 0.5):
        with pytest.raises(ValueError, match="y should be a whole number from 0 to 1, but is"):
            net.learn([1.0, 1.0], y, 0.1)
    with pytest.raises(ValueError, match="y should be a whole number from 0 to 2, but is 3"):
        nn.TinyNetwork([2, 3]).learn([1.0, 1.0], 3, 0.1)
    for sizes in ([], [2], [2, 0]):
        with pytest.raises(ValueError, match=r"expects sizes such as \[2, 4, 1\]"):
            nn.TinyNetwork(sizes)
    assert numbers(net) == before


INFINITE = [float("nan"), float("inf"), -float("inf")]


@pytest.mark.parametrize("sizes", [[2, 3, 1], [2, 3, 3], [2, 1]])
@pytest.mark.parametrize("number", INFINITE)
def test_one_sensor_that_fails_ruins_no_network(sizes, number):
    """A NaN in one sample, after which every weight is NaN for ever; an infinity that tanh makes a 1, so that nobody sees it."""
    net = nn.TinyNetwork(sizes)
    before = numbers(net)
    for x, rate in (([0.5, number], 0.1), ((number, 0.5), 0.1), ([0.5, 0.5], number), ([1e308, 1e308], number)):
        with pytest.raises(ValueError, match=r"all numbers should be finite, but x is .*(nan|inf)"):
            net.learn(x, 1, rate)
    assert numbers(net) == before
    net.layers[0][0][1] = number
    before = repr(numbers(net))
    with pytest.raises(ValueError, match="its prediction"):
        net.learn([0.0, 0.0], 1, 0.1)
    assert repr(numbers(net)) == before


def test_a_step_that_is_too_large_moves_no_weight():
    """Finite numbers whose product is infinite."""
    net = nn.TinyNetwork([1, 1])
    before = numbers(net)
    with pytest.raises(ValueError, match=r"all numbers should be finite, but x is \[10000000000\.0\], .* and the rate 1e\+?308"):
        net.learn([1e10], 0, 1e308)
    assert numbers(net) == before


@pytest.mark.parametrize("sizes, answers", [([2, 3], [0.0, 1.0, 2.0, True]), ([2, 1], [0.0, 1.0, False])])
def test_a_whole_number_of_any_kind_is_an_answer(sizes, answers):
    """A TypeError after the weights have moved, for the 1.0 of a table of floats."""
    first, second = nn.TinyNetwork(sizes), nn.TinyNetwork(sizes)
    for y in answers:
        assert first.learn([0.5, 1.0], y, 0.1) == second.learn([0.5, 1.0], int(y), 0.1)
    assert numbers(first) == numbers(second)


def test_extremes_are_finite():
    """An exp that overflows, a log of 0."""
    for sizes in ([1, 1], [1, 3]):
        net = nn.TinyNetwork(sizes, 1)
        for x in (1e6, -1e6):
            for y in (0, 1):
                assert 0 <= net.learn([x], y, 0.0) < 100
                assert all([0 <= p <= 1 for p in net.predict([x])])

"""Storage: what is saved comes back bit for bit; what is damaged comes back not at all, and the error says where."""

import builtins
import copy
import errno
import importlib.util
import json
import os
import pickle
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import PIECEWISE, SMOOTH, dense, fewer, finite_floats, networks, samples, values_of

import purenn as nn
from purenn import storage

ANY = SMOOTH + PIECEWISE + (nn.Softmax, nn.Step, lambda: nn.LeakyReLU(0.3), lambda: nn.Dropout(0.25))


def every_kind():
    """A network with every layer there is, and names."""
    layers = [
        nn.Scaler([0.1, -2.5], [3.0, 1e-300]),
        nn.Dense(2, 3),
        nn.BatchNorm(3, 0.2, 1e-3, [0.1, -2.0, 3.0], [1e-300, 0.5, 7.0], [0.7, 0.0, -1.0], [0.3, 2.0, 1e300]),
        nn.LeakyReLU(0.3),
        nn.Dropout(0.1),
        nn.ReLU(),
        nn.Tanh(),
        nn.Identity(),
        nn.Dense(3, 2),
        nn.Sigmoid(),
        nn.Step(),
        nn.Softmax(),
    ]
    return nn.Network(layers, input_names=["height in m", 'a "quoted" name'], class_names=["ja", "nein \u2713"], target_name='"zu\u2713"', input_defaults=[0.1, 1e300])


def parts(net):
    """Everything a network consists of, floats as their exact text; config is not asked, it could forget on both sides."""
    remembered = ("_d_weights", "_d_biases", "_columns", "_pairs", "_slopes", "_outputs", "_kept", "rng")
    own = [{name: json.dumps(value) for name, value in vars(layer).items() if name not in remembered} for layer in net.layers]
    return [type(layer).__name__ for layer in net.layers], own, net.input_names, net.class_names, net.target_name, net.input_defaults, net.inputs, net.outputs


# Back and forth


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("storage")


@fewer(2)
@given(net=networks(ANY, finite_floats()), text=st.text(st.characters(blacklist_categories=["Cs"])))
def test_every_network_comes_back_bit_for_bit(folder, net, text):
    """Rounded weights; the bias dropped; the activation, the slope or the rate forgotten; names cut or escaped wrongly."""
    outputs = 2 if net.outputs == 1 else net.outputs
    net = nn.Network(net.layers, ["%s %d" % (text, i) for i in range(net.inputs)], ["%d %s" % (k, text) for k in range(outputs)])
    path = folder / "net.json"
    nn.save(net, path)
    back = nn.load(path)
    assert parts(back) == parts(net)
    assert [[v.hex() for v in values] for values in values_of(back)] == [[v.hex() for v in values] for values in values_of(net)]


def test_every_kind_of_layer_comes_back(tmp_path):
    """A layer that is missing in the table of kinds."""
    net = every_kind()
    net.save(str(tmp_path / "net.json"))
    assert parts(nn.load(str(tmp_path / "net.json"))) == parts(net)
    image = nn.Network([nn.Flatten(2, 3), nn.Dense(6, 1)])
    image.save(tmp_path / "image.json")
    back = nn.load(tmp_path / "image.json")
    X = [[[0.5, 1.0, -1.0], [2.0, 0.25, 3.0]]]
    assert back.predict(X) == image.predict(X)
    kinds = {type(layer) for layer in net.layers + image.layers}
    assert kinds == set(storage.KINDS.values())


def test_all_layers_of_the_package_can_be_saved():
    """A new layer that storage has not heard of."""
    classes = [getattr(nn, name) for name in nn.__all__]
    layers = {c for c in classes if isinstance(c, type) and issubclass(c, nn.Layer)} - {nn.Layer, nn.Activation}
    assert layers == set(storage.KINDS.values())


@fewer(10)
@given(net=networks(SMOOTH), data=st.data())
def test_saving_in_between_is_as_if_nothing_had_happened(folder, net, data):
    """Something that belongs to the model and is not in the file: save, load and go on must equal going on."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    path = folder / "between.json"
    net.fit(X, Y, nn.MSE(), nn.SGD(1e-6), epochs=2)
    nn.save(net, path)
    back = nn.load(path)
    assert net.fit(X, Y, nn.MSE(), nn.SGD(1e-6), epochs=2).loss == back.fit(X, Y, nn.MSE(), nn.SGD(1e-6), epochs=2).loss
    assert values_of(back) == values_of(net)
    assert back.predict(X) == net.predict(X)


WITH_STATE = [lambda: nn.SGD(1e-4, momentum=0.9), lambda: nn.Adam(nn.StepDecay(0.01, every=1))]


@pytest.mark.parametrize("make", WITH_STATE, ids=["momentum", "adam"])
@fewer(10)
@given(net=networks(SMOOTH), data=st.data())
def test_training_goes_on_with_an_optimizer_that_is_kept(folder, make, net, data):
    """A velocity, or an epoch of the schedule, that saving drops; a pair that is pickled and comes back as strangers; a file that holds a velocity."""
    X, Y = data.draw(samples(net.inputs, net.outputs))
    fit = lambda network, optimizer: network.fit(X, Y, nn.MSE(), optimizer, epochs=2, shuffle=False)
    whole, half = copy.deepcopy(net), copy.deepcopy(net)
    optimizer, kept = make(), make()
    fit(whole, optimizer)
    fit(half, kept)
    nn.save(half, folder / "between.json")
    back, (again, pickled) = nn.load(folder / "between.json"), pickle.loads(pickle.dumps((half, kept)))
    expected = fit(whole, optimizer).loss
    assert fit(again, pickled).loss == expected
    for own, row in zip(half.values(), back.values()):  # the file's numbers, in the lists that the optimizer knows
        own[:] = row
    assert fit(half, kept).loss == expected
    assert values_of(half) == values_of(again) == values_of(whole)


def test_a_file_holds_no_velocity(tmp_path):
    """What the text of save says of an optimizer's state, in a world in which it has become untrue."""
    net, optimizer = nn.Network([nn.Dense(1, 1)]), nn.SGD(0.01, momentum=0.9)
    X, Y = [[1.0], [2.0]], [[1.0], [3.0]]
    net.fit(X, Y, nn.MSE(), optimizer)
    nn.save(net, tmp_path / "net.json")
    back = nn.load(tmp_path / "net.json")
    for network in (net, back):
        network.fit(X, Y, nn.MSE(), optimizer)
    assert values_of(back) != values_of(net)


def test_saving_changes_nothing(tmp_path):
    net = every_kind()
    before = parts(net)
    nn.save(net, tmp_path / "net.json")
    assert parts(net) == before


def test_loaded_layers_have_lists_of_their_own(tmp_path):
    nn.save(nn.Network([nn.Dense(2, 2)]), tmp_path / "net.json")
    a, b = nn.load(tmp_path / "net.json"), nn.load(tmp_path / "net.json")
    a.layers[0].weights[0][0] = 9.0
    assert b.layers[0].weights[0][0] != 9.0


def test_loading_draws_no_random_numbers(tmp_path):
    """Weights that are drawn, only to be written over: whoever loads a network gets other numbers afterwards."""
    nn.save(every_kind(), tmp_path / "net.json")
    state = nn.rng.resolve(None).state
    nn.load(tmp_path / "net.json")
    assert nn.rng.resolve(None).state == state


# The file


def test_the_file_starts_with_format_and_version(tmp_path):
    """A file that nobody can recognise without reading all of it."""
    path = tmp_path / "net.json"
    nn.save(every_kind(), path)
    text = path.read_bytes().decode("ascii")  # readable under every encoding
    assert text.startswith('{"format": "purenn", "version": 1,\n')
    assert text.endswith("\n")
    document = json.loads(text)
    assert set(document) == {"format", "version", "input_names", "class_names", "target_name", "input_defaults", "layers"}
    assert [entry["layer"] for entry in document["layers"]] == [type(layer).__name__ for layer in every_kind().layers]


def test_the_same_network_gives_the_same_file(tmp_path):
    net = every_kind()
    nn.save(net, tmp_path / "a")
    nn.save(nn.load(tmp_path / "a"), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_file_of_today_can_be_read_tomorrow(tmp_path):
    """A change of the format without a new version: this file was written by version 1."""
    path = tmp_path / "old.json"
    path.write_text(
        '{"format": "purenn", "version": 1,\n "input_names": ["x"],\n "class_names": [],\n "layers": [\n'
        '  {"layer": "Dense",\n   "biases": [0.5],\n   "inputs": 1,\n   "outputs": 1,\n   "weights": [[2.0]]},\n  {"layer": "ReLU"}\n ]}\n'
    )
    assert nn.load(path).predict([[3.0], [-3.0]]) == [[6.5], [0]]
    nn.save(nn.load(path), tmp_path / "new.json")
    assert (tmp_path / "new.json").read_text() == path.read_text()


def test_settings_keep_all_their_digits(tmp_path):
    """15 digits of a rate or a slope, which look like all of them where it is 0.1."""
    net = nn.Network([nn.Dropout(1 / 3), nn.LeakyReLU(0.1 + 0.2), nn.BatchNorm(2, 2 / 3, 1e-5 / 3)])
    nn.save(net, tmp_path / "net.json")
    back = nn.load(tmp_path / "net.json").layers
    assert (back[0].rate, back[1].slope, back[2].rate, back[2].epsilon) == (1 / 3, 0.1 + 0.2, 2 / 3, 1e-5 / 3)


def test_whole_numbers_in_a_file_are_numbers(tmp_path):
    """A file written by hand, or by a language in which 2.0 is 2, refused."""
    path = tmp_path / "net.json"
    path.write_text(
        '{"format": "purenn", "version": 1, "layers": [{"layer": "Scaler", "shift": [1], "scale": [2]},'
        ' {"layer": "Dense", "inputs": 1, "outputs": 1, "weights": [[4]], "biases": [-1]}]}'
    )
    net = nn.load(path)
    assert net.predict([[2.0]]) == [[1.0]]
    net.fit([[2.0]], [[2.0]], nn.MSE(), nn.SGD(0.5))
    assert net.values() == [[4.5], [0.0]]


def test_names_may_be_left_out(tmp_path):
    path = tmp_path / "net.json"
    path.write_text('{"format": "purenn", "version": 1, "layers": [{"layer": "Tanh"}]}')
    net = nn.load(path)
    assert (net.input_names, net.class_names, net.target_name, net.input_defaults) == ([], [], "", [])


def test_class_names_that_are_numbers_come_back(tmp_path):
    """A file that save writes and load refuses."""
    net = nn.Network([nn.Dense(2, 2)], class_names=[0, 1])
    nn.save(net, tmp_path / "net.json")
    assert nn.load(tmp_path / "net.json").class_names == net.class_names == ["0", "1"]


# Damaged files


def valid():
    """A small sound document, as objects."""
    return {
        "format": "purenn",
        "version": 1,
        "input_names": ["a", "b"],
        "class_names": [],
        "layers": [
            {"layer": "Scaler", "shift": [0.0, 0.0], "scale": [1.0, 2.0]},
            {"layer": "Dense", "inputs": 2, "outputs": 1, "weights": [[1.0, 2.0]], "biases": [0.5]},
            {"layer": "LeakyReLU", "slope": 0.5},
        ],
    }


GONE = object()
DAMAGE = [
    (["format"], "other", "$.format"),
    (["format"], GONE, "$.format"),
    (["version"], 2, "$.version"),
    (["version"], 0, "$.version"),
    (["version"], "1", "$.version"),
    (["version"], GONE, "$.version"),
    (["layers"], GONE, "$.layers"),
    (["layers"], [], "$.layers"),
    (["layers"], {}, "$.layers"),
    (["layers"], None, "$.layers"),
    (["layers"], {"layer": "Tanh"}, "$.layers"),
    (["input_names"], "ab", "$.input_names"),
    (["input_names"], [1, 2], "$.input_names"),
    (["class_names"], None, "$.class_names"),
    (["target_name"], None, "$.target_name"),
    (["input_defaults"], None, "$.input_defaults"),
    (["input_defaults"], ["1", 2], "$.input_defaults[0]"),
    (["input_defaults"], [1, [2]], "$.input_defaults[1]"),
    (["input_defaults"], [1], "$.layers"),
    (["target_name"], ["y"], "$.target_name"),
    (["layers", 0], None, "$.layers[0]"),
    (["layers", 1], [1.0], "$.layers[1]"),
    (["layers", 1, "layer"], GONE, "$.layers[1]"),
    (["layers", 1, "layer"], 7, "$.layers[1]"),
    (["layers", 1, "layer"], "Conv", "$.layers[1].layer"),
    (["layers", 1, "inputs"], 0, "$.layers[1].inputs"),
    (["layers", 1, "inputs"], 2.5, "$.layers[1].inputs"),
    (["layers", 1, "inputs"], "2", "$.layers[1].inputs"),
    (["layers", 1, "inputs"], True, "$.layers[1].inputs"),
    (["layers", 1, "outputs"], GONE, "$.layers[1].outputs"),
    (["layers", 1, "outputs"], -1, "$.layers[1].outputs"),
    (["layers", 1, "outputs"], 2, "$.layers[1].weights"),
    (["layers", 1, "weights"], GONE, "$.layers[1].weights"),
    (["layers", 1, "weights"], [], "$.layers[1].weights"),
    (["layers", 1, "weights", 0], [1.0], "$.layers[1].weights[0]"),
    (["layers", 1, "weights", 0], [1.0, 2.0, 3.0], "$.layers[1].weights[0]"),
    (["layers", 1, "weights", 0], 5.0, "$.layers[1].weights[0]"),
    (["layers", 1, "weights", 0, 1], "2.0", "$.layers[1].weights[0][1]"),
    (["layers", 1, "weights", 0, 1], None, "$.layers[1].weights[0][1]"),
    (["layers", 1, "weights", 0, 1], True, "$.layers[1].weights[0][1]"),
    (["layers", 1, "weights", 0, 1], float("nan"), "$.layers[1].weights[0][1]"),
    (["layers", 1, "weights", 0, 1], float("inf"), "$.layers[1].weights[0][1]"),
    (["layers", 1, "weights", 0, 1], {"a": 1}, "$.layers[1].weights[0][1]"),
    (["layers", 1, "weights", 0, 1], [1.0], "$.layers[1]"),
    (["layers", 1, "biases"], GONE, "$.layers[1].biases"),
    (["layers", 1, "biases"], [], "$.layers[1].biases"),
    (["layers", 1, "biases"], [[0.5]], "$.layers[1]"),
    (["layers", 1, "biases", 0], -float("inf"), "$.layers[1].biases[0]"),
    (["layers", 0, "scale"], [1.0, 0.0], "$.layers[0]"),
    (["layers", 0, "scale"], [1.0], "$.layers[0]"),
    (["layers", 0, "scale"], GONE, "$.layers[0]"),
    (["layers", 0, "scale"], 3.0, "$.layers[0]"),
    (["layers", 0, "shift", 1], "x", "$.layers[0].shift[1]"),
    (["layers", 2, "slope"], 2.0, "$.layers[2]"),
    (["layers", 2, "slope"], "steep", "$.layers[2].slope"),
    (["layers", 2, "slope"], [0.5], "$.layers[2]"),
    (["layers", 2, "colour"], 1, "$.layers[2]"),
    (["layers", 2, "parameters"], [], "$.layers[2]"),  # only a layer of somebody's own has them
    (["layers", 0], {"layer": "Tanh", "inputs": 2}, "$.layers[0]"),
    (["layers", 0], {"layer": "Dense", "inputs": 1, "outputs": 1, "weights": [[1.0]], "biases": [0.0]}, "$.layers"),
    (["layers", 2], {"layer": "Flatten", "rows": 1, "columns": 1}, "$.layers"),
    (["layers", 2], {"layer": "Dropout", "rate": 1.5}, "$.layers[2]"),
]


def damaged(place, value):
    document = valid()
    at = document
    for key in place[:-1]:
        at = at[key]
    if value is GONE:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return json.dumps(document)


@pytest.mark.parametrize("place, value, where", DAMAGE, ids=["%s %s" % (".".join(map(str, d[0])), "gone" if d[1] is GONE else d[1]) for d in DAMAGE])
def test_damage_is_reported_with_its_place(tmp_path, place, value, where):
    """A Python error about some list deep inside; a network that is loaded all the same and answers wrongly."""
    path = tmp_path / "net.json"
    path.write_text(damaged(place, value))
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path)
    text = str(caught.value)
    assert text.startswith("%s: " % path)
    assert text.endswith(" - at " + where)
    assert "\n" not in text


SAID = [
    (["layers"], {"layer": "Tanh"}, "expected a list of layers, but got an object of 1 - at $.layers"),
    (["layers"], None, "expected a list of layers, but got nothing - at $.layers"),
    (["input_names"], "ab", "expected a list of names, but got 'ab' - at $.input_names"),
    (["packed"], [1.0], "expected an object, but got a list of 1 - at $.packed"),
    (["layers", 1], [1.0, 2.0], "expected a layer, an object with a \"layer\" name, but got a list of 2 - at $.layers[1]"),
    (["layers", 1, "inputs"], 2.5, "expected a whole number of at least 1, but got 2.5 - at $.layers[1].inputs"),
    (["layers", 1, "weights"], GONE, "expected a list of 1, but got nothing - at $.layers[1].weights"),
    (["layers", 1, "weights", 0], [1.0], "expected a list of 2, but got a list of 1 - at $.layers[1].weights[0]"),
    (["layers", 1, "weights", 0, 1], "2.0", "expected a finite number, but got '2.0' - at $.layers[1].weights[0][1]"),
]


@pytest.mark.parametrize("place, value, sentence", SAID, ids=[sentence for _, _, sentence in SAID])
def test_damage_is_reported_with_what_was_there(tmp_path, place, value, sentence):
    """'but got nothing' for a text; a list called an object."""
    path = tmp_path / "net.json"
    path.write_text(damaged(place, value))
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path)
    assert str(caught.value) == "%s: %s" % (path, sentence)


def test_the_undamaged_document_is_a_network(tmp_path):
    path = tmp_path / "net.json"
    path.write_text(json.dumps(valid()))
    assert nn.load(path).predict([[1.0, 4.0]]) == [[5.5]]


FOREIGN = [
    ("", "nothing"),
    ("   \n", "blank"),
    ("hello", "text"),
    ("[1, 2, 3]", "a list"),
    ("42", "a number"),
    ("null", "null"),
    ('"purenn"', "a string"),
    ("{}", "an empty object"),
    ('{"name": "package", "version": "1.0"}', "another json"),
    ('{"format": "purenn-data", "version": 1}', "a cousin"),
    ("PK\x03\x04\x14\x00", "a zip"),
    ('{"format": "purenn", "version": 1, "layers": [{"layer": "Tanh"}]} more', "something after the end"),
    ('{"format": "purenn", "version": 1, "layers": [{"layer": "Tanh"},]}', "a comma too many"),
]


@pytest.mark.parametrize("content, name", FOREIGN, ids=[name for _, name in FOREIGN])
def test_foreign_files_are_refused_in_one_line(tmp_path, content, name):
    path = tmp_path / "foreign"
    path.write_text(content)
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path)
    assert str(path) in str(caught.value)
    assert " - at $" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "image.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe\x00\x81")
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path)
    assert str(caught.value).startswith("%s is damaged, cut off, or no json at all (" % path)
    assert str(caught.value).endswith(") - at $")


@pytest.mark.parametrize("usual", ["ascii", "cp1252"])
def test_files_are_utf_8_whatever_the_machine_takes_for_text(tmp_path, monkeypatch, usual):
    """A file of a board, where json leaves letters as they are, that comes back with others, or as damaged."""
    real = builtins.open
    monkeypatch.setattr(builtins, "open", lambda name, mode="r", encoding=usual: real(name, mode, encoding=encoding))
    own = type("Gr\u00f6\u00dfe", (nn.Tanh,), {})
    nn.save(nn.Network([nn.Dense(1, 1), own()], input_names=["H\u00f6he"]), tmp_path / "net.json")
    text = (tmp_path / "net.json").read_bytes().replace(b"\\u00f6", "\u00f6".encode())
    (tmp_path / "net.json").write_bytes(text)
    net = nn.load(tmp_path / "net.json", layers={own.__name__: own})
    assert net.input_names == ["H\u00f6he"]


def test_brackets_without_end_are_refused(tmp_path):
    """RecursionError, which is no ValueError."""
    path = tmp_path / "deep.json"
    path.write_text("[" * 100000)
    with pytest.raises(nn.FormatError):
        nn.load(path)


def test_a_number_too_large_for_a_float_is_refused(tmp_path):
    path = tmp_path / "net.json"
    path.write_text(damaged(["layers", 1, "weights", 0, 1], 10**400))
    with pytest.raises(nn.FormatError):
        nn.load(path)


def test_a_newer_version_says_that_another_purenn_is_needed(tmp_path):
    path = tmp_path / "net.json"
    path.write_text(damaged(["version"], 2))
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path)
    assert str(caught.value) == "%s: expected version 1, but got 2: it needs another purenn - at $.version" % path


def test_truncation_at_every_byte_gives_an_error_or_the_identical_network(tmp_path):
    """A file cut off by a full disk that is loaded as a smaller network."""
    path = tmp_path / "net.json"
    net = nn.Network([nn.Scaler([1.5], [2.0]), dense([[0.25], [-3.0]], [0.5, 0.125]), nn.LeakyReLU(0.25)], ["x"], ["no", "yes"])
    nn.save(net, path)
    whole, outcomes = path.read_bytes(), []
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        try:
            assert parts(nn.load(path)) == parts(net)
            outcomes.append(length)
        except nn.FormatError as error:
            assert str(path) in str(error)
    assert outcomes == [len(whole) - 1]  # only the line end after the last bracket may go


@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_one_changed_byte_gives_a_format_error_or_a_network(folder, place, byte):
    """Any other exception than FormatError, whatever happened to the file."""
    path = folder / "byte.json"
    nn.save(nn.Network([nn.Scaler([1.5], [2.0]), dense([[0.25], [-3.0]], [0.5, 0.125]), nn.LeakyReLU(0.25)], ["x"], ["no", "yes"]), path)
    content = bytearray(path.read_bytes())
    content[place % len(content)] = byte
    path.write_bytes(bytes(content))
    try:
        net = nn.load(path)
    except nn.FormatError as error:
        assert str(path) in str(error)
    else:
        assert all(abs(v) < float("inf") for values in values_of(net) for v in values)


def test_files_that_cannot_be_read_are_os_errors(tmp_path):
    with pytest.raises(FileNotFoundError):
        nn.load(tmp_path / "nothing.json")
    with pytest.raises(OSError):
        nn.load(tmp_path)


# Layers of one's own


class Square(nn.Activation):
    def function(self, z):
        return z * z

    def derivative(self, z):
        return 2 * z


class Named(nn.Identity):
    def __init__(self, label, factors):
        self.label, self.factors = label, factors

    def config(self):
        return {"label": self.label, "factors": self.factors}


def test_layers_of_ones_own_are_passed_by_name(tmp_path):
    net = nn.Network([nn.Dense(2, 2), Square(), Named("gate", [1.5, None])])
    path = tmp_path / "net.json"
    nn.save(net, path)
    back = nn.load(path, layers=[Square, Named])
    assert parts(back) == parts(net)
    assert back.predict([[1.0, 2.0]]) == net.predict([[1.0, 2.0]])
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path)
    text = str(caught.value)
    assert "layer 'Square' is unknown (known: BatchNorm, Dense, Dropout, " in text
    assert text.endswith("pass your own as load(path, layers=[Square]) - at $.layers[1].layer")


def test_a_layer_of_ones_own_may_replace_a_known_one(tmp_path):
    class Tanh(nn.Tanh):
        pass

    nn.save(nn.Network([nn.Tanh()]), tmp_path / "net.json")
    assert type(nn.load(tmp_path / "net.json", layers={"Tanh": Tanh}).layers[0]) is Tanh


def test_errors_of_ones_own_layers_have_a_place_too(tmp_path):
    class Picky(nn.Identity):
        def __init__(self, size):
            raise ValueError("size should be even")

    def mine(size):
        raise nn.FormatError("mine - at $.mine")

    path = tmp_path / "net.json"
    path.write_text('{"format": "purenn", "version": 1, "layers": [{"layer": "Picky", "size": 3}]}')
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path, layers={"Picky": Picky})
    assert str(caught.value) == "%s: size should be even - at $.layers[0]" % path
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path, layers={"Picky": mine})
    assert str(caught.value) == "%s: mine - at $.mine" % path


# What is never saved, and what saving never breaks


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_networks_that_are_not_finite_are_refused_before_the_file_is_touched(tmp_path, monkeypatch, bad):
    """NaN in the file, which is no json; the old file gone when the error comes."""
    path = tmp_path / "net.json"
    path.write_text("what was there before")
    net = nn.Network([nn.Dense(1, 1), dense([[1.0], [2.0]], [0.0, 0.0])])
    for put, place in (
        (lambda: net.layers[1].weights[1].__setitem__(0, bad), "layers[1].weights[1][0]"),
        (lambda: net.layers[0].biases.__setitem__(0, bad), "layers[0].biases[0]"),
    ):
        put()
        with monkeypatch.context() as patch, pytest.raises(ValueError) as caught:
            patch.setattr(builtins, "open", lambda *_: pytest.fail("a file was opened"))
            nn.save(net, path)
        assert str(caught.value) == "%s is %s, and a network is only saved with finite numbers" % (place, bad)
    assert path.read_text() == "what was there before"
    assert os.listdir(str(tmp_path)) == ["net.json"]


def test_a_layer_that_json_cannot_hold_is_refused_before_the_file_is_touched(tmp_path):
    path = tmp_path / "net.json"
    path.write_text("what was there before")
    with pytest.raises(TypeError):
        nn.save(nn.Network([Named(b"bytes", [])]), path)
    assert path.read_text() == "what was there before"
    assert os.listdir(str(tmp_path)) == ["net.json"]


def test_the_file_is_on_the_disk_before_it_takes_the_place_of_the_old_one(tmp_path, monkeypatch):
    """A rename that reaches the disk before the contents: after a power cut the file is there, and empty."""
    done, fsync, replace = [], os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda number: done.append(os.fstat(number).st_size) or fsync(number))
    monkeypatch.setattr(os, "replace", lambda source, target: done.append((source, target)) or replace(source, target))
    path = str(tmp_path / "net.json")
    nn.save(nn.Network([nn.Tanh()]), path)
    assert done == [os.stat(path).st_size, (path + ".unfinished", path)]  # all of it, and not what Python still held back


class FullDisk:
    """A file that takes some characters and then has no space left."""

    def __init__(self, file, space, error):
        self.file, self.space, self.error = file, space, error

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.file.close()

    def write(self, text):
        self.space -= len(text)
        if self.space < 0:
            self.file.write(text[: self.space])
            raise self.error
        return self.file.write(text)


@pytest.mark.parametrize("before", [None, "the old network"])
@pytest.mark.parametrize("space", [0, 40, 150])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-C"])
def test_a_full_disk_leaves_the_old_file_whole_and_nothing_behind(tmp_path, monkeypatch, before, space, error):
    """The final file written directly; the unfinished one left lying about; the error swallowed."""
    path = tmp_path / "net.json"
    if before:
        path.write_text(before)
    real = builtins.open
    monkeypatch.setattr(builtins, "open", lambda name, mode, **more: FullDisk(real(name, mode, **more), space, error))
    with pytest.raises(type(error)):
        nn.save(nn.Network([nn.Dense(2, 2)]), path)
    monkeypatch.undo()
    assert os.listdir(str(tmp_path)) == (["net.json"] if before else [])
    if before:
        assert path.read_text() == before


@pytest.mark.parametrize("thing", [nn.TinyNetwork([1, 1]), nn.Network, None], ids=["tiny", "class", "None"])
def test_what_is_no_network_is_refused_before_the_file_is_touched(tmp_path, thing):
    """'TinyNetwork' object has no attribute 'input_names', and no word of what saves it."""
    with pytest.raises(ValueError, match=r"^nn\.save saves a Network or a PackedNetwork, but got .*; for a TinyNetwork there is purenn\.tiny_storage\.save$"):
        nn.save(thing, tmp_path / "net.json")
    assert os.listdir(str(tmp_path)) == []


def test_a_file_that_cannot_be_opened_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "net.json"
    path.write_text("the old network")

    def refuse(name, mode, encoding):
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(builtins, "open", refuse)
    with pytest.raises(OSError):
        nn.save(nn.Network([nn.Dense(2, 2)]), path)
    monkeypatch.undo()
    assert path.read_text() == "the old network"


def test_a_rename_that_fails_leaves_the_old_file_and_nothing_behind(tmp_path, monkeypatch):
    path = tmp_path / "net.json"
    path.write_text("the old network")

    def refuse(source, target):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError):
        nn.save(nn.Network([nn.Dense(2, 2)]), path)
    assert path.read_text() == "the old network"
    assert os.listdir(str(tmp_path)) == ["net.json"]


def test_the_old_file_is_there_until_the_new_one_is_whole(tmp_path, monkeypatch):
    """Written, then removed, then renamed: a moment without any file."""
    path = tmp_path / "net.json"
    nn.save(nn.Network([dense([[1.0]], [0.0])]), path)
    real, seen = os.replace, []

    def look(source, target):
        seen.append((nn.load(target).layers[0].weights, nn.load(source).layers[0].weights))
        real(source, target)

    monkeypatch.setattr(os, "replace", look)
    nn.save(nn.Network([dense([[2.0]], [0.0])]), path)
    assert seen == [([[1.0]], [[2.0]])]
    assert nn.load(path).layers[0].weights == [[2.0]]


class BoardFiles:
    """MicroPython's os: rename and remove, and no replace; on some file systems rename refuses to overwrite."""

    def __init__(self, overwrites):
        self.overwrites, self.calls = overwrites, []

    def rename(self, source, target):
        self.calls.append("rename")
        if os.path.exists(target) and not self.overwrites:
            raise OSError(errno.EEXIST, "File exists")
        os.replace(source, target)

    def remove(self, path):
        self.calls.append("remove")
        os.remove(path)


@pytest.mark.parametrize("overwrites, calls", [(True, ["rename"]), (False, ["rename", "remove", "rename"])])
def test_boards_without_replace(tmp_path, monkeypatch, overwrites, calls):
    """os.replace taken for granted, which MicroPython has not."""
    board = BoardFiles(overwrites)
    monkeypatch.setattr(storage, "os", board)
    path = tmp_path / "net.json"
    path.write_text("the old network")
    nn.save(nn.Network([dense([[2.0]], [0.0])]), path)
    assert board.calls == calls
    assert nn.load(path).layers[0].weights == [[2.0]]
    assert os.listdir(str(tmp_path)) == ["net.json"]


def test_a_board_without_os_can_load(tmp_path, monkeypatch):
    """An import that a small board does not survive, although it never saves."""
    path = tmp_path / "net.json"
    nn.save(nn.Network([dense([[2.0]], [0.0])]), path)
    spec = importlib.util.spec_from_file_location("purenn.storage_of_a_board", storage.__file__)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "os", None)
    spec.loader.exec_module(module)
    monkeypatch.undo()
    assert module.os is None
    layers, _, _ = module.read(path)
    assert layers[0].weights == [[2.0]]


class Gain(nn.Layer):
    """A layer of somebody's own, whose config says what the constructor needs and no more."""

    def __init__(self, width):
        self.width = width
        self.gain, self.d_gain = [1.0] * width, [0.0] * width

    def predict(self, X):
        return [[x * g for x, g in zip(row, self.gain)] for row in X]

    def backward(self, dA):
        return dA

    def parameters(self):
        return [(self.gain, self.d_gain)]

    def config(self):
        return {"width": self.width}


class WideDense(nn.Dense):
    """A plain subclass of a layer that storage knows."""


class Scaled(nn.Dense):
    """A subclass with a setting more."""

    def __init__(self, inputs, outputs, init=None, rng=None, factor=1):
        super().__init__(inputs, outputs, init, rng)
        self.factor = factor

    def predict(self, X):
        return [[self.factor * z for z in row] for row in super().predict(X)]

    def config(self):
        return dict(super().config(), factor=self.factor)


def test_a_setting_more_than_dense_has_comes_back(tmp_path):
    """A setting that is left out because Dense has none of that name: every prediction a tenth as large."""
    net = nn.Network([Scaled(2, 1, factor=10)])
    nn.save(net, tmp_path / "net.json")
    assert nn.load(tmp_path / "net.json", [Scaled]).predict([[1.0, 2.0]]) == net.predict([[1.0, 2.0]])


def test_settings_that_dense_does_not_have_are_refused(tmp_path):
    """A class of somebody's own of that name, loaded as the one that is known."""

    class Dense(nn.Dense):
        pass

    nn.save(nn.Network([Dense(1, 1)]), tmp_path / "own.json")
    text = '{"format": "purenn", "version": 1, "layers": [{"layer": "Dense", "inputs": 1, "outputs": 1, "weights": [[1.0]], "biases": [0.0], "factor": 3}]}'
    (tmp_path / "more.json").write_text(text)
    for name, word in (("own.json", "parameters"), ("more.json", "factor")):
        with pytest.raises(nn.FormatError, match=r"%s.* - at \$\.layers\[0\]$" % word):
            nn.load(tmp_path / name)
    assert type(nn.load(tmp_path / "own.json", [Dense]).layers[0]) is Dense


@pytest.mark.parametrize("path", [None, b"net.json", 3], ids=repr)
def test_what_names_no_file_is_refused(tmp_path, monkeypatch, path):
    """A file that is called None."""
    monkeypatch.chdir(tmp_path)
    net = nn.Network([nn.Dense(1, 1)])
    for do in (net.save, nn.load):
        with pytest.raises(ValueError) as caught:
            do(path)
        assert str(caught.value) == "path should be the name of a file, such as 'model.json', but is %r" % (path,)
    assert os.listdir(".") == []


def test_what_os_says_of_a_file_names_it(tmp_path):
    """A file that is called <DirEntry 'm.json'>."""
    net = nn.Network([nn.Dense(1, 1)])
    net.save(str(tmp_path / "m.json"))
    entry = next(os.scandir(str(tmp_path)))
    nn.load(entry).save(entry)
    assert os.listdir(str(tmp_path)) == ["m.json"]


def test_what_ones_own_layer_has_learnt_comes_back(tmp_path):
    """A layer that is saved and loaded without complaint, and has forgotten everything."""
    net = nn.Network([Gain(2), WideDense(2, 1)])
    net.layers[0].gain[:] = [0.5, -3.0]
    nn.save(net, tmp_path / "net.json")
    back = nn.load(tmp_path / "net.json", layers={"Gain": Gain, "WideDense": WideDense})
    assert [type(layer) for layer in back.layers] == [Gain, WideDense]
    assert back.predict([[1.0, 2.0]]) == net.predict([[1.0, 2.0]])


def test_what_ones_own_layer_has_learnt_has_to_be_finite(tmp_path):
    """NaN in the file, which is no json, out of a layer whose config does not speak of its numbers."""
    net = nn.Network([Gain(2)])
    net.layers[0].gain[1] = float("nan")
    with pytest.raises(ValueError) as caught:
        nn.save(net, tmp_path / "net.json")
    assert str(caught.value) == "layers[0].parameters[0][1] is nan, and a network is only saved with finite numbers"


@pytest.mark.parametrize("learnt, place", [([[1.0]], "$.layers[0].parameters[0]"), ([], "$.layers[0].parameters"), ([["a", 1]], "$.layers[0].parameters[0][0]")])
def test_damaged_parameters_of_ones_own_layer_are_refused(tmp_path, learnt, place):
    path = tmp_path / "net.json"
    path.write_text(json.dumps({"format": "purenn", "version": 1, "layers": [{"layer": "Gain", "width": 2, "parameters": learnt}]}))
    with pytest.raises(nn.FormatError) as caught:
        nn.load(path, layers={"Gain": Gain})
    assert str(caught.value).endswith("- at " + place)


class Wide(nn.Dense):
    """A Dense whose constructor knows its own size, as `config` of Layer says."""

    def __init__(self):
        super().__init__(2, 3)

    def config(self):
        return {}


def test_a_dense_of_ones_own_that_knows_its_size_is_saved_and_loaded(tmp_path):
    """A file that saves and never loads, since Dense is asked for its own four settings."""
    net = nn.Network([Wide(), nn.Tanh(), nn.Dense(3, 1)])
    net.layers[0].biases = [0.25, 0.5, 0.75]
    net.save(str(tmp_path / "wide.json"))
    again = nn.load(str(tmp_path / "wide.json"), layers=[Wide])
    assert type(again.layers[0]) is Wide
    assert again.predict([[1.0, 2.0]]) == net.predict([[1.0, 2.0]])


@pytest.mark.parametrize("name", ["input_names", "class_names"])
def test_names_that_are_no_texts_are_refused_before_a_file_is_written(name, tmp_path):
    """A file that saves and never loads."""
    net = nn.Network([nn.Dense(2, 2), nn.Softmax()])
    setattr(net, name, [0, 1])
    with pytest.raises(ValueError, match=name + r" should be a list of texts, but is \[0, 1\]"):
        net.save(str(tmp_path / "names.json"))
    assert list(tmp_path.iterdir()) == []


def test_columns_of_yes_and_no_are_saved_and_loaded(tmp_path):
    """True written as true, which is no number when the file is read."""
    net = nn.Network([nn.Scaler.min_max([[True, 2.0], [False, 3.0]]), nn.Dense(2, 1)])
    net.save(str(tmp_path / "yes.json"))
    assert nn.load(str(tmp_path / "yes.json")).predict([[1, 2]]) == net.predict([[True, 2]])

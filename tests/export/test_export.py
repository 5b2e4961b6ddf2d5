"""Exported files: what they predict on the machine they are for, and what stands in them."""

import ast
import hashlib
import re

import pytest
from drawn_networks import NAMES, assert_same, draw, extreme, predictions, scaled, signs, twenty
from hypothesis import given
from hypothesis import strategies as st
from machines import micropython_command, python_command, refusals, run_c, run_javascript, run_python
from strategies import dense

import purenn as nn
from purenn.export import TARGETS, export_source
from purenn.export.inference import inference_network
from purenn.export.texts import c_text

BATCH = twenty() + extreme() + scaled() + [signs()]
ROWS = [rows for _, rows in BATCH]


def executed(source):
    """Return what is in an exported file of either Python."""
    names = {"__name__": "exported"}
    exec(compile(source, "exported.py", "exec"), names)
    return names


def check(results, nets, bits, counts=True):
    """Compare what a machine printed with the networks themselves: 200 rows and more."""
    assert len(results) == len(nets)
    for (network, rows), (outputs, selftest, refusal, names, classes) in zip(nets, results):
        exact = inference_network(network, bits)
        assert_same(outputs, exact.predict(rows) if bits == 32 else predictions(network, rows), 1e-11)
        assert selftest is True
        expected = "predict expects %d input%s" % (exact.inputs, "" if exact.inputs == 1 else "s")
        assert refusal == expected + (", but got %d" % (exact.inputs + 1) if counts else "")
        # A name ends at a zero in C.
        written = [[name if counts else name.split("\0")[0] for name in some] for some in (network.input_names, network.class_names)]
        assert [list(some) for some in names] == written
        said = nn.metrics.classes(outputs, 0.0 if type(exact.layers[-1]) is nn.Tanh else 0.5)
        assert classes in ([], [written[1][k] for k in said] if network.class_names else said)
        assert bool(classes) == bool(network.class_names or type(exact.layers[-1]) in (nn.Softmax, nn.Sigmoid))


def test_files_for_micropython_predict_what_their_networks_predict(tmp_path):
    """A transposed layer, a lost bias, a function that this Python lacks, a sum that overflows, a name that breaks the source."""
    check(run_python([export_source(network, "micropython") for network, _ in BATCH], ROWS, tmp_path, micropython_command()), BATCH, 32)


def test_files_for_python_predict_what_their_networks_predict(tmp_path):
    check(run_python([export_source(network, "python") for network, _ in BATCH], ROWS, tmp_path, python_command()), BATCH, 64)


def test_files_for_javascript_predict_what_their_networks_predict(tmp_path):
    """Numbers read from base64 in the wrong order; a method of typed arrays that rounds."""
    check(run_javascript([export_source(network, "javascript") for network, _ in BATCH], ROWS, tmp_path), BATCH, 64)


@pytest.mark.long
def test_files_for_c_predict_what_their_networks_predict(tmp_path):
    """A warning, undefined behaviour, a buffer that is too short for the widest layer, a trigraph in a name."""
    check(run_c([export_source(network, "c") for network, _ in BATCH], ROWS, tmp_path), BATCH, 64, counts=False)


@pytest.mark.long
def test_files_with_short_floats_for_c_and_javascript(tmp_path):
    """Double constants in a float program; numbers of 4 bytes that are read as 8."""
    few = [pair for pair in BATCH if not any([isinstance(layer, nn.Scaler) for layer in pair[0].layers])][:6]
    sources, rows = [export_source(network, "c", 32) for network, _ in few], [rows for _, rows in few]
    for (network, inputs), (outputs, selftest, *_) in zip(few, run_c(sources, rows, tmp_path)):
        assert_same(outputs, predictions(network, inputs), 1e-3)
        assert selftest is True
    results = run_javascript([export_source(network, "javascript", 32) for network, _ in few], rows, tmp_path)
    check(results, few, 32)


@pytest.mark.parametrize("case", range(len(BATCH)))
def test_fewer_layers_predict_the_same(case):
    """A BatchNorm folded into weights and not into biases, or without its mean; a layer that was taken for one that does nothing."""
    network, rows = BATCH[case]
    assert_same(inference_network(network).predict(rows), predictions(network, rows), 1e-11)


@pytest.mark.long
@given(st.integers(0, 10**6), st.sampled_from([32, 64]), st.sampled_from(["micropython", "python"]))
def test_what_is_left_for_prediction_predicts_the_same(seed, bits, to):
    """A kind of network that none of the twenty is; numbers that are rounded twice."""
    network, rows = draw(seed)
    expected = predictions(network, rows)
    found = [executed(export_source(network, to, bits))["predict"](row) for row in rows]
    size = max([abs(a) for row in expected for a in row])
    # Short floats have 7 digits, of which a few layers with weights of 2 may cost three or four.
    assert_same(found, expected, 1e-11 * (1 + size) if bits == 64 else 3e-3 * (1 + size))


def test_all_floats_survive_exactly():
    """Numbers written with too few digits, in the order of another processor, or as decimals that a board rounds anew."""
    weights = [[0.1, 1 / 3, 5e-324, -1.7976931348623157e307], [2.0**-1074, -0.0, 1e22, 0.3]]
    rows = executed(export_source(nn.Network([dense(weights, [0.7, -1e-17])]), "python"))["LAYER_0"]
    assert [list(row) for row in rows] == [[0.7, *weights[0]], [-1e-17, *weights[1]]]
    scaled = executed(export_source(nn.Network([nn.Scaler([0.1, 2.5], [1 / 3, 1e-9])]), "python"))
    assert scaled["LAYER_0"] == ((0.1, 2.5), (1 / 3, 1e-9))


@pytest.mark.parametrize("to", TARGETS)
def test_the_same_model_gives_the_same_bytes_and_says_where_it_came_from(to, tmp_path):
    """A time of day in the file; a digest that is not that of the saved model; a file name that ends the comment."""
    network, _ = draw(3)
    network.save(tmp_path / "m.json")
    source = export_source(network, to, name="m*/.json")
    assert source == export_source(nn.load(tmp_path / "m.json"), to, name="m*/.json")
    assert export_source(network, to, name="".join(NAMES)).isascii()
    assert "\0" not in export_source(network, to, name="\0")
    digest = hashlib.sha256((tmp_path / "m.json").read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16]
    assert "from m* /.json (sha256 %s...)" % digest in source.replace("\n#", "").replace("\n *", "").replace("\n//", "")
    assert source.isascii()


@pytest.mark.parametrize("to", TARGETS)
def test_a_file_holds_only_what_its_network_uses(to):
    """A template that is copied whole: a board pays for every line."""
    source = export_source(nn.Network([nn.Dense(2, 1), nn.ReLU()]), to)
    for name in ("softmax", "sigmoid", "tanh", "normalise", "exp(", "classify"):
        assert name not in source
    assert "relu" in source


def test_a_small_file_for_a_board_is_small():
    """A template that grows beyond the hundred lines that a micro:bit compiles."""
    xor = nn.Network([nn.Dense(2, 4), nn.Tanh(), nn.Dense(4, 1), nn.Sigmoid()])
    assert len(export_source(xor, "micropython").splitlines()) <= 80


BANNED = ("@", "math.tanh", "inf", "nan", "property", "sum(x,", ".format(", "nonlocal", "yield", "[*", "(*")


@pytest.mark.parametrize("seed", range(20))
def test_a_file_for_a_board_uses_only_what_small_boards_have(seed):
    """A f-string, math.tanh or a literal that MicroPython 1.9 does not know."""
    network, _ = BATCH[seed]
    source = export_source(nn.Network(network.layers), "micropython")
    code = "".join([line.split("#")[0] for line in source.splitlines() if "b'" not in line])
    assert [word for word in BANNED if word in code] == []
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.JoinedStr, ast.NamedExpr))]


@given(st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_whatever_a_name_holds_it_stays_a_name(names):
    """Quotes, line breaks, backslashes and letters beyond ASCII that end the name early, or come back as others."""
    network = nn.Network([nn.Dense(2, 2, init="zeros"), nn.Softmax()], names[:2], names[2:])
    for to in ("python", "micropython"):
        found = executed(export_source(network, to, name=names[0]))
        assert [*found["INPUT_NAMES"], *found["CLASS_NAMES"]] == names
        assert found["classify"]([0, 0]) == names[2]


@given(st.text(max_size=30))
def test_a_name_in_c_is_read_as_it_was(name):
    """An octal escape that swallows the digit behind it; a question mark that begins a trigraph."""
    written = c_text(name)
    assert "??" not in written
    read = re.sub(r"\\([0-7]{3}|.)", lambda found: chr(int(found.group(1), 8)) if found.group(1).isdigit() else found.group(1), written[1:-1])
    assert read.encode("latin-1").decode("utf-8") == name
    assert not re.search(r'(?<!\\)(\\\\)*"', written[1:-1])


def test_the_names_here_are_a_trap():
    """Names that no longer hold what a careless writer trips over."""
    together = "".join(NAMES)
    assert all(trap in together for trap in ("*/", "/*", "\n", '"', "'", "\\", "??/", "</script>", "\u2028", "%"))


# Refusals


@pytest.mark.long
@pytest.mark.parametrize("int8", [False, True], ids=["floats", "int8"])
@pytest.mark.parametrize("to", TARGETS)
def test_an_input_that_is_not_finite_is_refused_everywhere(to, int8, tmp_path):
    """A sensor that has failed, and a confident class for it; a NaN that no list of outputs finds; an output that is half written."""
    rng = nn.Random(1)
    for layers in ([nn.Scaler([1.0] * 3, [2.0, 3.0, 4.0]), nn.Dense(3, 4, rng=rng), nn.Tanh(), nn.Dense(4, 2, rng=rng), nn.Softmax()], [nn.Dense(3, 1, rng=rng), nn.Sigmoid()]):
        source = export_source(nn.Network(layers), to, int8=int8, data=[[0.0, 1.0, 2.0], [3.0, -1.0, 1.0]])
        answers = refusals(source, to, ["0.0, 1.0, nan", "inf, 1.0, -inf", "0.0, -inf, inf"], tmp_path)
        expected = ["an input is not finite", "-1"] * 3 if to == "c" else ["input %d is not finite" % i for i in (2, 2, 0, 0, 1, 1)]
        assert answers == expected


@pytest.mark.long
@pytest.mark.parametrize("to", TARGETS)
def test_large_numbers_are_finite_even_if_their_sum_is_not(to, tmp_path):
    """A test of the sum alone."""
    source = export_source(nn.Network([nn.Scaler([0.0] * 3, [1e308] * 3), nn.Dense(3, 2, rng=nn.Random(1)), nn.Softmax()]), to, floats=64)
    assert "finite" not in " ".join(refusals(source, to, ["1.5e308, 1.5e308, 1.0"], tmp_path))


def test_what_is_no_number_is_no_0_in_javascript(tmp_path):
    """An empty field of a form, or null, that counts as 0."""
    source = export_source(nn.Network([nn.Dense(2, 2), nn.Softmax()]), "javascript")
    answers = refusals(source, "javascript", ["1, null", "undefined, 1", '1, ""'], tmp_path)
    assert answers == ["input %d is not finite" % i for i in (1, 1, 0, 0, 1, 1)]


class Square(nn.Activation):
    def function(self, z):
        return z * z


class Wider(nn.Dense):
    pass


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: export_source(nn.Network([nn.Dense(1, 1), Square()])), "layers[1] Square() cannot be exported: export takes Dense, Scaler"),
        (lambda: export_source(nn.Network([Wider(1, 1)])), "layers[0] Dense(1, 1) cannot be exported: export takes Dense"),
        (lambda: export_source(nn.Network([nn.ReLU()])), "takes any number of inputs, and an exported file has to know how many"),
        (lambda: export_source("model.json"), "export expects a Network, but got 'model.json'"),
        (lambda: export_source(nn.Network([nn.Dense(1, 1)]), to="pyhton"), "there is no language 'pyhton' to export to (did you mean 'python'?)"),
        (lambda: export_source(nn.Network([nn.Dense(1, 1)]), floats=16), "floats should be 32 or 64, the bits of a number in the file, but is 16"),
        (lambda: export_source(nn.Network([dense([[1e39]], [0.0])]), "micropython"), "one of the weights of layers[0] Dense(1, 1) is too large for a float of 32 bits"),
        (lambda: export_source(nn.Network([dense([[float("nan")]], [0.0])])), "one of the weights of layers[0] Dense(1, 1) is not finite"),
        (lambda: export_source(nn.Network([dense([[1e308] * 9], [0.0])]), data=[[2.0] * 9]), "the network's answer to [2, 2, 2, 2, 2, 2, 2, 2, 2] is not finite"),
        (lambda: export_source(nn.Network([nn.Dense(2, 1)]), data=[[1.0]]), "the network expects rows of 2 inputs, but X has shape (1, 1)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_exported_is_said_in_one_sentence(make, words):
    """A file that cannot run, or a traceback from the depths of a writer."""
    with pytest.raises(ValueError) as caught:
        make()
    assert words in str(caught.value)


@pytest.mark.parametrize("scale, scaler", [(1.0, None), (0.25, None), (0.5, nn.Scaler([2.0, 4.0, 1.0], [0.5, 2.0, 4.0]))])
def test_a_packed_network_is_exported_with_its_weights_and_its_scale(scale, scaler):
    """A kind of network that is refused, or exported for inputs of another size than it takes itself."""
    rng = nn.Random(2)
    layers = [nn.Dense(3, 4, rng=rng), nn.ReLU(), nn.Dense(4, 2, rng=rng), nn.Softmax()]
    fast = nn.PackedNetwork(nn.Network(([scaler] if scaler else []) + layers), input_scale=scale)
    rows = [[0.5, -1.0, 2.0], [1.0, 1.0, 0.0]]
    found = [executed(export_source(fast))["predict"](row) for row in rows]
    assert_same(found, fast.unpack().predict([[x * scale for x in row] for row in rows]), 1e-12)
    assert_same(found, fast.predict(rows), 0.02)  # the packed network itself rounds its inputs to sixteenths


def test_golden_vectors_come_from_the_data():
    """Rows that are made up although there are real ones; the first rows only, which are often of one class."""
    network, rows = draw(5)
    found = executed(export_source(network, data=rows))["GOLDEN"]
    assert [list(inputs) for inputs, _ in found] == [rows[0], rows[3], rows[6]]


def test_selftest_fails_where_a_number_has_changed():
    """A selftest that cannot fail, also not where the outputs are no numbers any more."""
    names = executed(export_source(nn.Network([nn.Dense(2, 2), nn.Sigmoid()])))
    assert names["selftest"]()
    rows = names["LAYER_0"]
    for wrong in (rows[0][1] + 1e-6, float("nan")):
        names["LAYER_0"] = ((rows[0][0], wrong, rows[0][2]), rows[1])
        assert not names["selftest"]()


def test_exporting_changes_nothing():
    """A network that is folded or rounded in place."""
    network, rows = draw(8)
    before = [list(values) for values in network.values()]
    export_source(network, "micropython", data=rows)
    assert before == [list(values) for values in network.values()]

"""Networks in 8 bits: the scheme is as good as its steps are fine, and every machine gives the same answers."""

import pytest
from drawn_networks import assert_same, extreme, scaled, signs, twenty
from hypothesis import given
from hypothesis import strategies as st
from machines import micropython_command, python_command, run_c, run_javascript, run_python
from strategies import dense

import purenn as nn
from purenn.export import TARGETS, export_source, exported
from purenn.export.agreement import agreement
from purenn.export.inference import inference_network
from purenn.export.python import fours
from purenn.export.quantised import MOST_INPUTS, Clamp, IntegerDense, Levels, Sums, quantise

BATCH = twenty() + extreme() + scaled() + [signs()]
ROWS = [rows for _, rows in BATCH]
MADE = [quantise(inference_network(network), rows) for network, rows in BATCH]


def check(results):
    """Compare what a machine printed with the networks in 8 bits as they are here."""
    assert len(results) == len(BATCH)
    for made, rows, (outputs, selftest, *_) in zip(MADE, ROWS, results):
        assert_same(outputs, made.predict(rows), 1e-11)
        assert selftest is True


@pytest.mark.long
@pytest.mark.parametrize("to, command", [("micropython", micropython_command), ("python", python_command)], ids=["micropython", "python"])
def test_files_in_python_add_up_in_lanes_what_they_should(to, command, tmp_path):
    """A lane that runs over into the next; weights in the order of outputs; a level that is rounded down."""
    sources = [export_source(network, to, int8=True, data=rows) for network, rows in BATCH]
    check(run_python(sources, ROWS, tmp_path, command()))


def test_files_in_javascript_give_the_same_answers(tmp_path):
    """Weights without their sign; floats of 4 bytes read as 8."""
    check(run_javascript([export_source(network, "javascript", int8=True, data=rows) for network, rows in BATCH], ROWS, tmp_path))


@pytest.mark.long
def test_files_in_c_give_the_same_answers(tmp_path):
    """A sum in 16 bits, a warning, undefined behaviour, a buffer of levels that is too short."""
    check(run_c([export_source(network, "c", int8=True, data=rows) for network, rows in BATCH], ROWS, tmp_path))


def test_files_in_c_with_short_floats_are_as_close_as_that_allows(tmp_path):
    few = BATCH[:5]
    sources = [export_source(network, "c", floats=32, int8=True, data=rows) for network, rows in few]
    for made, rows, (outputs, selftest, *_) in zip(MADE, ROWS, run_c(sources, ROWS, tmp_path)):
        assert_same(outputs, made.predict(rows), 0.05)
        assert selftest is True


def test_a_lean_file_keeps_the_weights_of_four_inputs_side_by_side(tmp_path):
    """A last group that is not full; a lane that runs over; the weight of a neighbour."""
    sources = [export_source(network, "micropython", int8=True, data=rows, lean=True) for network, rows in BATCH]
    assert all("lanes(" not in source for source in sources)
    check(run_python(sources, ROWS, tmp_path, micropython_command("48k")))


@pytest.mark.parametrize("inputs", range(1, 10))
def test_fours_hold_the_weight_of_every_input_where_a_reader_looks_for_it(inputs):
    """A last group that is not full, so that a reader takes the weights of another output, seen without a MicroPython too."""
    columns = [bytes([10 * i + j for j in range(3)]) for i in range(inputs)]
    found = fours(columns)
    assert len(found) == 3 * 4 * -(-inputs // 4)
    assert [[found[12 * (i // 4) + 4 * j + i % 4] for j in range(3)] for i in range(inputs)] == [list(column) for column in columns]


@pytest.mark.long
def test_a_large_network_is_lean_where_nothing_is_said():
    """Rows for which no board has the memory."""
    layers = [nn.Dense(100, 200, init="zeros"), nn.ReLU(), nn.Dense(200, 2, init="zeros")]
    row = [0.5] * 100
    for net, lean in ((nn.Network(layers), True), (nn.Network([nn.Dense(100, 100, init="zeros")]), False)):
        assert ("lanes(" not in export_source(net, "micropython", int8=True, data=[row])) is lean
        assert "lanes(" in export_source(net, "micropython", int8=True, data=[row], lean=False)
        assert "lanes(" in export_source(net, "python", int8=True, data=[row])


# The scheme


@given(st.integers(0, 10**6), st.booleans())
def test_a_sum_is_as_close_as_its_steps_are_fine(seed, scaled):
    """A scale of another row, a low that is not in the bias, a range that does not hold the rows it was made from."""
    rng = nn.Random(seed)
    inputs, outputs = rng.randint(1, 12), rng.randint(1, 4)
    layer = dense([[rng.uniform(-2, 2) for _ in range(inputs)] for _ in range(outputs)], [rng.uniform(-1, 1) for _ in range(outputs)])
    scaler = nn.Scaler([rng.uniform(-5, 5) for _ in range(inputs)], [rng.uniform(0.5, 3) for _ in range(inputs)])
    rows = [[rng.uniform(-9, 9) for _ in range(inputs)] for _ in range(8)]
    network = nn.Network([scaler, layer] if scaled else [layer])
    made = quantise(network, rows)
    levels, integers = made.layers
    spans = [255 / factor for factor in levels.factors * (inputs if len(levels.factors) == 1 else 1)]
    if scaled:
        spans = [span / scale for span, scale in zip(spans, scaler.scale)]
    for expected, found in zip(network.predict(rows), made.predict(rows)):
        for row, z, z8 in zip(layer.weights, expected, found):
            inexact = sum([abs(w) * span / 510 for w, span in zip(row, spans)])
            largest = max([abs(w) * span / 255 for w, span in zip(row, spans)])
            assert abs(z - z8) <= inexact + inputs * 255 * largest / 254 + 1e-5
    assert isinstance(integers, IntegerDense)
    assert max(abs(w) for row in integers.weights for w in row) == 127


def test_whole_numbers_of_8_bits_enter_as_they_are():
    """Grey values that are scaled and rounded although they are levels already."""
    rows = [[0, 255, 3.0], [17, 4, 0]]
    network = nn.Network([nn.Scaler([8.0] * 3, [16.0] * 3), nn.Dense(3, 2)])
    entry = quantise(network, rows).layers[0]
    assert isinstance(entry, Clamp)
    assert entry.predict(rows) == rows
    assert quantise(network, [[0, 256, 1]]).layers[0].factors != [1.0]
    assert quantise(network, [[0, 25.5, 1]]).layers[0].factors != [1.0]


def test_each_input_has_a_range_of_its_own_where_a_scaler_gives_it_a_scale():
    """One range for a thousandth and for three thousand: all levels of the first would be one."""
    rows = [[0.001, 3000.0, 7.0], [0.003, 1000.0, 7.0]]
    network = nn.Network([nn.Scaler([0.002, 2000.0, 7.0], [0.001, 1000.0, 1.0]), nn.Dense(3, 1)])
    levels = quantise(network, rows).layers[0]
    # A range is a quarter longer on either side, so its old ends are at a sixth and five sixths. What never changed is in the middle.
    for found, expected in zip(levels.predict(rows), [[42.5, 212.5, 127.5], [212.5, 42.5, 127.5]]):
        assert all([abs(a - b) < 1 for a, b in zip(found, expected)])
    assert abs(levels.factors[2] * 12 - 254) < 0.01


def test_what_reaches_to_the_end_of_its_range_does_not_lie_between_two_levels():
    """A saturated tanh whose level is 212.5 and a bit: 212 on the machine whose tanh ends in another digit."""
    network = nn.Network([dense([[100.0]], [0.0]), nn.Tanh(), nn.Dense(1, 1)])
    levels = quantise(network, [[-3.0], [5.0]]).layers[3]
    for end in (-1.0, 1.0):
        position = (end - levels.lows[0]) * levels.factors[0]
        assert abs(position - round(position)) < 0.4, position


def test_relu_is_where_levels_end():
    """A ReLU calculated twice; a range that begins above or below 0, so that what ReLU stops is not 0."""
    network = nn.Network([dense([[1.0], [-1.0]], [0.0, 0.0]), nn.ReLU(), dense([[1.0, 2.0]], [0.0])])
    made = quantise(network, [[-4.0], [8.0]])
    assert [type(layer) for layer in made.layers] == [Levels, IntegerDense, Clamp, IntegerDense]
    for (x,), (z,) in zip([[-4.0], [8.0], [0.5]], made.predict([[-4.0], [8.0], [0.5]])):
        assert abs(z - (2 * -x if x < 0 else x)) < 0.15


@given(st.integers(0, 10**6))
def test_sums_with_the_levels_in_them_are_the_levels_of_the_sums(seed):
    """A half that is missing in the bias, so that levels are cut off and not rounded; a factor in the scale and not in the bias."""
    rng = nn.Random(seed)
    layer = dense([[rng.uniform(-2, 2) for _ in range(3)] for _ in range(4)], [rng.uniform(-1, 1) for _ in range(4)])
    sums, after = Sums(layer, [0.0] * 3, [0.01] * 3), Levels([rng.uniform(-2, 0)], [rng.uniform(10, 60)])
    X = [[rng.randint(0, 255) for _ in range(3)] for _ in range(5)]
    apart = [a - b for pair in zip(Clamp().predict(sums.integers(after).predict(X)), after.predict(sums.integers().predict(X))) for a, b in zip(*pair)]
    assert sum(map(abs, apart)) <= 1  # a rounding of one part in ten million may change one


@pytest.mark.parametrize("kind", [nn.Tanh, nn.Sigmoid, lambda: nn.LeakyReLU(0.25)])
def test_other_activations_stay_floats_between_the_sums(kind):
    network, rows = nn.Network([nn.Dense(3, 5), kind(), nn.Dense(5, 2)]), [[0.5, -1.0, 2.0], [1.0, 1.0, -3.0]]
    made = quantise(network, rows)
    assert [type(layer) for layer in made.layers] == [Levels, IntegerDense, type(kind()), Levels, IntegerDense]
    assert_same(made.predict(rows), network.predict(rows), 0.05)


def test_what_lies_beyond_the_range_is_cut_off_and_nothing_else_happens():
    """A level of 256 that becomes 0 in a byte; a NaN that becomes whatever the machine makes of it."""
    levels = Levels([-1.0], [100.0])
    assert levels.predict([[-1e300, -1.0, 0.0, 1.545, 1.56, 1e300]]) == [[0, 0, 100, 255, 255, 255]]
    assert levels.predict([[float("inf"), float("-inf"), float("nan")]]) == [[255, 0, 0]]


@pytest.mark.parametrize("to", TARGETS)
def test_a_constant_network_has_no_empty_range(to):
    """A division by the range of numbers that are all the same; by the largest weight of a row of zeros."""
    network = nn.Network([nn.Dense(2, 2, init="zeros"), nn.Tanh(), nn.Dense(2, 1, init="zeros"), nn.Sigmoid()])
    assert "def" in export_source(network, to, int8=True, data=[[1.5, 1.5]]) or to in ("c", "javascript")
    assert quantise(network, [[1.5, 1.5]]).predict([[1.5, 1.5]]) == [[0.5]]


def test_accuracy_hardly_changes():
    """A scheme that is right on average, and useless: on rows that it has not seen, less than one point is lost."""
    for seed in (1, 2):
        rng = nn.Random(seed)
        train, test = nn.data.train_test_split(nn.data.breast_cancer(), 0.3, rng)
        layers = [nn.Scaler.standard(train.X), nn.Dense(30, 8, "he", rng), nn.ReLU(), nn.Dense(8, 2, rng=rng), nn.Softmax()]
        network = nn.Network(layers)
        network.fit(train.X, train.Y, nn.CrossEntropy(), nn.Adam(0.02), epochs=5, batch_size=32, rng=rng)
        made = quantise(network, train.X)
        assert nn.accuracy(made.predict(test.X), test.Y) >= nn.accuracy(network.predict(test.X), test.Y) - 0.01


# What is said


def test_the_report_says_how_often_the_class_stays_and_how_far_a_probability_moves():
    """Rows that are counted as not calibrated with although they were; an accuracy of the float network under the name of the other."""
    network = nn.Network([dense([[1.0, -1.0]], [0.0]), nn.Sigmoid()])
    rng = nn.Random(4)
    rows = [[rng.uniform(-3, 3), rng.uniform(-3, 3)] for _ in range(60)]
    made = quantise(network, [row for s, row in enumerate(rows) if s % 5 != 4])
    Y = [1 if a > b else 0 for a, b in rows]
    done = exported(network, "python", int8=True, data=rows, Y=Y)
    expected = []
    for part, which in (([s for s in range(60) if s % 5 != 4], "that it was calibrated with"), (range(4, 60, 5), "that it was not calibrated with")):
        some = [rows[s] for s in part]
        A, B = network.predict(some), made.predict(some)
        apart = max(abs(a - b) for (a,), (b,) in zip(A, B))
        same = sum(a == b for a, b in zip(nn.metrics.classes(A), nn.metrics.classes(B)))
        right = nn.accuracy(B, [Y[s] for s in part])
        sentence = "In 8 bits, on %d rows %s: %d of the same class, probabilities at most %.4f off, accuracy %.4f where the network has 1.0000."
        expected.append(sentence % (len(some), which, same, apart, right))
    assert done.report == expected
    flat = done.source.replace("\n# ", " ")
    assert all(sentence in flat for sentence in expected)


def test_signs_are_classes_in_8_bits_too():
    """A class from 0.5 on, where the file says it from 0 on."""
    network, _ = signs()
    rows = [[k / 2.0 - 4.25] for k in range(18)]
    (said,) = exported(network, "python", int8=True, data=rows, Y=[int(x > 0) for (x,) in rows]).report
    assert said.startswith("In 8 bits, on 18 rows that it was calibrated with: 18 of the same class, ")
    assert said.endswith(", accuracy 1.0000 where the network has 1.0000.")


def test_each_accuracy_is_that_of_its_own_network():
    said = agreement([[0.9], [0.8], [0.3], [0.7]], [[0.9], [0.4], [0.3], [0.1]], True, [1, 1, 0, 1], "here")
    assert said == "In 8 bits, on 4 rows here: 2 of the same class, probabilities at most 0.6000 off, accuracy 0.5000 where the network has 1.0000."


@pytest.mark.parametrize(
    "A, B, words",
    [
        ([[200000.0], [402134.0]], [[200000.0], [400000.0]], "2134 off, 1.1 % of their range from 200000 to 402100."),
        ([[0.0, 5000.0], [0.5, 6000.0]], [[0.25, 5000.0], [0.5, 6100.0]], "0.25 off, 50 % of their range from 0 to 0.5."),  # not the 100 of the other
        ([[-1.0], [1.0]], [[-1.0], [1.0]], "0 off."),
        ([[7.0, 7.0]], [[7.5, 9.0]], "2 off."),
        ([[0.0, 7.0], [1.0, 7.0]], [[0.5, 9.0], [1.0, 7.0]], "0.5 off, 50 % of their range from 0 to 1."),
    ],
)
def test_values_are_off_by_a_part_of_their_range(A, B, words):
    """2638 off, and nobody knows of what; a range of all outputs together; a division by a range of 0."""
    assert agreement(A, B, False, None, "here").split(" here: ")[1] == "outputs at most " + words


def test_values_are_reported_without_classes():
    done = exported(nn.Network([nn.Dense(2, 1)]), "c", int8=True, data=[[0.0, 1.0], [1.0, 1.0]])
    (said,) = done.report
    assert said.startswith("In 8 bits, on 2 rows that it was calibrated with: outputs at most ")
    assert "class" not in said


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda net: export_source(net, int8=True), "int8 needs data: rows like those that the file will predict, to see how large the numbers become"),
        (lambda net: export_source(net, floats=64, int8=True, data=[[1.0, 2.0]]), "floats only says how one in C calculates with them"),
        (lambda net: export_source(net, "c", int8=True, data=[[1.0, 2.0]], lean=True), "lean is a way to write a file for MicroPython in int8"),
        (lambda net: export_source(net, "micropython", lean=True), "lean is a way to write a file for MicroPython in int8"),
        (lambda net: export_source(net, int8=True, data=[[1.0]]), "the network expects rows of 2 inputs"),
        (lambda net: export_source(nn.Network([nn.Scaler([0.0], [1.0])]), int8=True, data=[[1.0]]), "has no Dense layer, so there is nothing to write in 8 bits"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(make, words):
    with pytest.raises(ValueError) as caught:
        make(nn.Network([nn.Dense(2, 1)]))
    assert words in str(caught.value)


def test_a_layer_whose_sums_could_outgrow_32_bits_is_refused():
    """Sums that wrap around, on one machine only and for the brightest image only."""
    layer = nn.Dense(1, 1)
    layer.inputs = MOST_INPUTS + 1
    with pytest.raises(ValueError, match="too many for sums of 32 bits"):
        Sums(layer, [], [])
    assert MOST_INPUTS * 255 * 127 < 2**31 <= (MOST_INPUTS + 1) * 255 * 127

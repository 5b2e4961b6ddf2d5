"""Pictures of other kinds: confusion matrices, networks as graphs, hidden units, histograms, paths of optimizers."""

import re
from functools import lru_cache

import pytest
from drawn import faults, places, shapes, text_faults
from strategies import dense

import purenn as nn
from purenn.metrics import confusion_matrix
from purenn.teach.pictures.confusion import Confusion
from purenn.teach.pictures.histograms import HistogramRecorder, counts
from purenn.teach.pictures.labels import columns, shortened
from purenn.teach.pictures.optimizers import path_of, slopes, valley
from purenn.teach.pictures.scales import Scale

ANGRY = '<b>"&\'\n\x1b[31m\x00\ud800\u6f22'
A = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.1, 0.6, 0.3], [0.0, 0.1, 0.9], [0.5, 0.3, 0.2]]
Y = [0, 1, 2, 2, 2]


def small():
    """Weights that differ in size and sign; one of them is 0."""
    return nn.Network(
        [dense([[1.0, -2.0], [0.0, 0.5], [4.0, 1e-9]], [1.0, 0.0, -1.0]), nn.Tanh(), dense([[-3.0, 1.0, 2.0]], [0.5]), nn.Sigmoid()],
        ["width", ANGRY],
    )


def recorded(X=None, epochs=3):
    recorder = nn.HistogramRecorder(X)
    small().fit([[1.0, 2.0], [3.0, -1.0]], [[0], [1]], nn.BCE(), nn.SGD(0.1), epochs=epochs, callbacks=[recorder])
    return recorder


@lru_cache(maxsize=None)
def pictures():
    large = nn.Network([nn.Dense(784, 40), nn.ReLU(), nn.Dense(40, 12), nn.Softmax()], class_names=[ANGRY] + ["class number %d" % k for k in range(11)])
    many = [[float(k == s % 30) for k in range(30)] for s in range(90)]
    return {
        "confusion": nn.plot_confusion(A, Y, ["cat", ANGRY, "a name that is rather long"]),
        "confusion of 30": nn.plot_confusion(many, [s % 29 for s in range(90)]),
        "network": nn.plot_network(small()),
        "large network": nn.plot_network(large),
        "hidden units": nn.plot_hidden_units(nn.Network([nn.Dense(64, 9)])),
        "units of 28 x 28": nn.plot_hidden_units(large, most=5),
        "units of 2 x 3": nn.plot_hidden_units(nn.Network([dense([[0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 3.0, -1.0, -2.0, -4.0]], [0.0, 0.0])]), (2, 3)),
        "histograms": nn.plot_histograms(recorded([[1.0, 1.0], [0.0, -1.0]])),
        "histograms of one epoch": nn.plot_histograms(recorded(epochs=1)),
        "optimizers": nn.plot_optimizers(),
        "one that flies away": nn.plot_optimizers({ANGRY: nn.SGD(3.0), "b" * 90: nn.Adam(0.1)}, steps=30),
    }


every_picture = pytest.mark.parametrize(
    "name",
    [
        "confusion", "confusion of 30", "network", "large network", "hidden units", "units of 28 x 28", "units of 2 x 3", "histograms",
        "histograms of one epoch", "optimizers", "one that flies away",
    ],
)  # fmt: skip


@pytest.mark.long
@every_picture
def test_no_label_collides_and_nothing_leaves_the_paper(name):
    """Names on each other, a neuron below the paper, a name that breaks the file."""
    assert faults(pictures()[name].svg()) == []


@pytest.mark.long
@every_picture
def test_letters_keep_their_columns_and_their_alphabet(name):
    """A table that is wider than the terminal; a shade in place of ASCII."""
    assert text_faults(pictures()[name]) == []


# Confusion


def test_a_cell_shows_the_right_count():
    """Rows and columns swapped."""
    picture = nn.plot_confusion(A, Y, ["cat", "dog", "cow"])
    assert picture.table == confusion_matrix(A, Y) == [[1, 0, 0], [0, 1, 0], [1, 1, 1]]
    svg = picture.svg()
    labels = {name: [e for e in shapes(svg, "text") if e.text == name] for name in ("cat", "dog", "cow")}
    heads = {name: float(e.get("x")) for name, found in labels.items() for e in found if e.get("text-anchor") == "middle"}
    sides = {name: float(e.get("y")) for name, found in labels.items() for e in found if e.get("text-anchor") == "end"}
    numbers = {(round(float(e.get("x"))), round(float(e.get("y")))): e.text for e in shapes(svg, "text") if e.text.isdigit()}
    assert numbers == {
        (round(heads[said]), round(sides[true])): "1" for true, said in (("cat", "cat"), ("dog", "dog"), ("cow", "cat"), ("cow", "dog"), ("cow", "cow"))
    }
    assert [e.text for e in shapes(svg, "text", "soft") if "/" in e.text] == ["1/1", "1/1", "1/3"]
    assert picture.text().split("\n")[-3:] == ["cat   1   .   .   1/1", "dog   .   1   .   1/1", "cow   1   1   1   1/3"]
    assert nn.plot_confusion(A, [0, 1, 2, 2, 0]).text().endswith("   1/2")


def test_right_and_wrong_have_colours_of_their_own_and_more_is_stronger():
    svg = nn.plot_confusion([[1.0, 0.0]] * 9 + [[0.0, 1.0]], [0] * 10).svg()
    cells = [(e.get("class"), float(e.get("fill-opacity"))) for e in shapes(svg, "rect", "cell")]
    assert [kind for kind, _ in cells] == ["cell f0", "cell f1", "cell f1", "cell f0"]
    assert 0.5 > cells[0][1] > cells[1][1] > cells[2][1]


def test_a_table_wider_than_the_terminal_becomes_a_list():
    text = pictures()["confusion of 30"].text(40)
    assert "the most frequent mistakes:\n   3 x 0 taken for 29\n" in text or "taken for" in text
    assert re.search(r"^ +\d+ x \d+ taken for \d+$", text, re.MULTILINE)


def test_long_names_that_begin_alike_can_be_told_apart():
    """Six rows of "A class with a~"."""
    names = ["a class with a long name, number %d of them all" % k for k in range(3)]
    svg = nn.plot_confusion(A, Y, names).svg()
    assert sorted({e.text for e in shapes(svg, "text") if "~" in e.text}) == ["~ number 0 of t~", "~ number 1 of t~", "~ number 2 of t~"]
    assert faults(svg) == []
    heads, *rows = nn.plot_confusion(A, Y, names).text().split("\n")[-4:]
    assert len({row[:16] for row in rows}) == len(set(re.findall(r"~[^~]*\d", heads))) == 3
    net = nn.Network([nn.Dense(2, 3)], class_names=names)
    assert len({e.text for e in shapes(nn.plot_network(net).svg(), "text") if e.get("text-anchor") is None and "number" in e.text}) == 3


@pytest.mark.parametrize(
    "names",
    [
        ["depressive_episode_mild", "depressive_episode_severe", "none"],
        ["a long name that ends in 1", "a long name that ends in 2", "another long name, for 1", "another long name, for 2"],
        ["all of these begin alike, and two of them go on alike too: 1", "all of these begin alike, and two of them go on alike too: 2", "all of these begin alike"],
        ["\u6f22" * 12 + "1", "\u6f22" * 12 + "2", "none"],
    ],
)
def test_long_names_are_told_apart_beside_others(names):
    """Two rows of "depressive_epis~", because a third begins in another way."""
    assert all([len(set(shortened(names, width))) == len(names) for width in (6, 12, 16, 20)])
    assert all([columns(text) <= width for width in range(1, 30) for text in shortened(names, width)])
    texts = [e.text for e in shapes(Confusion([[1] * len(names)] * len(names), names).svg(), "text")]
    assert all([texts.count(text) == 2 for text in shortened(names, 16)])  # at its row and at its column


def test_long_names_are_told_apart_in_a_list_of_mistakes():
    """Ten times "a class w~ taken for a class w~"."""
    names = ["a class with a long name, number %d" % k for k in range(30)]
    mistakes = re.findall(r"\d x (.*) taken for (.*)", nn.plot_confusion([[float(k == s) for k in range(30)] for s in range(30)], [*range(1, 30), 0], names).text(40))
    assert len(set(mistakes)) == 10
    assert all([found != said for found, said in mistakes])


# Graph


def edges(svg):
    return [(places(e), e) for e in shapes(svg, "polyline", "edge")]


def test_weights_are_lines_by_sign_and_size():
    """The sign of another weight, a line between the wrong neurons, the thickness of the signed number."""
    picture = nn.plot_network(small())
    drawn = {tuple(p): (e.get("class").split()[1], float(e.get("stroke-width")), e.get("stroke-dasharray")) for p, e in edges(picture.svg())}
    expected = {(0, 0, 0): 1.0, (0, 0, 1): -2.0, (0, 1, 1): 0.5, (0, 2, 0): 4.0, (1, 0, 0): -3.0, (1, 0, 1): 1.0, (1, 0, 2): 2.0}
    assert len(drawn) == len(expected)  # weights of (nearly) 0 are no lines
    for (layer, j, i), weight in expected.items():
        ends = tuple([(round(x, 1), round(y, 1)) for x, y in (picture.place(layer, i), picture.place(layer + 1, j))])
        style, width, dash = drawn[ends]
        assert style == ("s1" if weight > 0 else "s0")
        assert (dash is None) == (weight > 0)
        assert width == pytest.approx(max(0.8, 6 * abs(weight) / (4.0 if layer == 0 else 3.0)), abs=0.051)
    assert len(shapes(picture.svg(), "circle", "neuron")) == 6


def test_numbers_of_a_graph_in_letters_are_the_weights():
    lines = nn.plot_network(small()).text().split("\n")
    assert "  1    +1.00    -2.00  b    +1.00" in lines
    assert "  3    +4.00   +1e-09  b    -1.00" in lines
    assert "  1    -3.00    +1.00    +2.00  b    +0.50" in lines


def test_large_layers_say_how_many_neurons_are_missing():
    svg = pictures()["large network"].svg()
    assert [e.text for e in shapes(svg, "text") if e.text.endswith(" more")] == ["774 more", "30 more", "2 more"]
    assert len(shapes(svg, "circle", "neuron")) == 30


@pytest.mark.parametrize("what", [None, nn.Tanh(), nn.Network([nn.Tanh()])])
def test_what_is_no_network_is_refused(what):
    with pytest.raises(ValueError, match=r"^plot_network expects a network with Dense layers, but got"):
        nn.plot_network(what)
    with pytest.raises(ValueError, match=r"^plot_hidden_units expects a network with a Dense layer, but got"):
        nn.plot_hidden_units(what)


# Hidden units


def test_squares_of_a_unit_stand_where_its_weights_look():
    """Rows and columns swapped, or signs."""
    picture = pictures()["units of 2 x 3"]
    assert [[picture.level(1, row, column) for column in range(3)] for row in range(2)] == [[1, 2, 3], [-1, -2, -4]]
    assert [[picture.level(0, row, column) for column in range(3)] for row in range(2)] == [[0, 0, 0]] * 2
    drawn = {e.get("class"): 0 for e in shapes(picture.svg(), "path")}
    for e in shapes(picture.svg(), "path"):
        drawn[e.get("class")] += 1
    assert drawn == {"f1": 3, "f0": 3}
    strongest = [e for e in shapes(picture.svg(), "path", "f0") if e.get("fill-opacity") == "1.00"]
    frame = places(shapes(picture.svg(), "polyline", "grid")[1])
    (x, y) = tuple(map(float, re.match(r"M([\d.]+) ([\d.]+)h", strongest[0].get("d")).groups()))
    cell = 104 / 3
    assert (x - frame[0][0]) // cell == 2
    assert (y - frame[0][1]) // cell == 1
    assert picture.text(unicode=False).split("\n")[-2:] == [" " * 11 + "++**%%", " " * 11 + "--==oo"]


def test_inputs_that_are_no_image_are_refused():
    net = nn.Network([nn.Dense(6, 2)])
    with pytest.raises(ValueError) as caught:
        nn.plot_hidden_units(net)
    assert str(caught.value) == "plot_hidden_units expects a square image, or its shape=(rows, columns), but the first Dense layer has 6 inputs"
    with pytest.raises(ValueError, match=r"^plot_hidden_units expects an image of 2 x 2, but the first Dense layer has 6 inputs$"):
        nn.plot_hidden_units(net, (2, 2))


# Histograms


def test_a_recorder_keeps_what_the_network_had():
    """Weights of the epoch after; gradients in the place of weights; activations of another layer."""
    net, seen = small(), []
    recorder = nn.HistogramRecorder([[1.0, 1.0]])

    def look(training):
        seen.append(([list(v) for v, _ in net.parameters()], [list(g) for _, g in net.parameters()], net.predict([[1.0, 1.0]])))

    net.fit([[1.0, 2.0]], [[0]], nn.BCE(), nn.SGD(0.5), epochs=3, callbacks=[recorder, look])
    assert sorted(recorder.records) == [(0, "activations"), (0, "gradients"), (0, "weights"), (1, "activations"), (2, "activations"),
                                        (2, "gradients"), (2, "weights"), (3, "activations")]  # fmt: skip
    for k, (weights, gradients, output) in enumerate(seen):
        assert recorder.records[0, "weights"][k].values == [w for row in weights[:4] for w in row]
        assert recorder.records[2, "gradients"][k].values == [g for row in gradients[4:] for g in row]
        assert recorder.records[3, "activations"][k].values == output[0]
        assert recorder.records[3, "activations"][k].epoch == k + 1


@pytest.mark.parametrize("epochs, kept", [(1, [1]), (10, list(range(1, 11))), (25, [1, 4, 7, 10, 13, 16, 19, 22, 25]), (26, [1, 4, 7, 10, 13, 16, 19, 22, 25, 26])])
def test_a_recorder_keeps_a_few_epochs_the_first_and_the_last(epochs, kept):
    recorder = recorded(epochs=epochs)
    assert [snapshot.epoch for snapshot in recorder.records[0, "weights"]] == kept
    assert nn.plot_histograms(recorder).epochs == kept
    assert not any([kind == "activations" for _, kind in recorder.records])


def test_watching_changes_nothing():
    """A recorder whose forward pass disturbs backward, or draws random numbers."""
    results = []
    for callbacks in ([], [nn.HistogramRecorder([[1.0, 1.0]])]):
        net = small()
        net.fit([[1.0, 2.0], [3.0, -1.0]], [[0], [1]], nn.BCE(), nn.SGD(0.1), epochs=4, batch_size=1, callbacks=callbacks, rng=nn.Random(1))
        results.append([list(v) for v in net.values()])
    assert results[0] == results[1]


def test_every_number_is_counted_once():
    scale = Scale(-1.0, 2.0)
    assert counts([-1.0, -0.5, 0.4, 0.6, 2.0, 2.0], scale, 3) == [2, 2, 2]
    assert sum(counts([k / 100 for k in range(-100, 201)], scale)) == 301


@pytest.mark.parametrize("what", [None, nn.HistogramRecorder, HistogramRecorder()])
def test_what_has_recorded_nothing_is_refused(what):
    with pytest.raises(ValueError, match=r"^plot_histograms expects"):
        nn.plot_histograms(what)


# Optimizers


def test_paths_are_those_of_the_optimizers():
    """A path that starts a step late, slopes with the wrong sign, an optimizer that goes on with what it remembers."""
    (x, y), rate = (3.0, -2.0), 0.25
    path = path_of(nn.SGD(rate), valley, (x, y), 5)
    assert len(path) == 6
    for place in path:
        assert place == (pytest.approx(x, abs=1e-6), pytest.approx(y, abs=1e-6))
        x, y = x - rate * 0.1 * x, y - rate * 2 * y


def test_the_caller_s_optimizer_is_not_changed():
    """An optimizer that forgets the training it is in, or remembers the path."""
    results = []
    for look in (False, True):
        adam, values = nn.Adam(0.5), [1.0, 2.0]
        adam.step([(values, [0.5, -1.0])])
        if look:
            assert path_of(adam, valley, (1.0, 1.0), 4) == path_of(nn.Adam(0.5), valley, (1.0, 1.0), 4)
        adam.step([(values, [0.25, 3.0])])
        results.append(values)
    assert results[0] == results[1]


def test_slopes_are_those_of_the_surface():
    assert slopes(lambda x, y: 3 * x - y * y, (1.0, 2.0)) == [pytest.approx(3.0), pytest.approx(-4.0)]


def test_every_path_is_drawn_and_named():
    picture = nn.plot_optimizers({"one": nn.SGD(0.1), "two": nn.Adam(0.1)}, steps=7)
    lines = picture.panels[0].lines
    assert [line.name.split(":")[0] for line in lines] == ["one", "two"]
    assert [len(line.points) for line in lines] == [8, 8]
    assert len(shapes(picture.svg(), "circle", "border")) == 2
    assert all([line.points[0] == (-8.0, 2.0) for line in lines])


def test_one_that_flies_away_says_so_and_the_others_are_still_seen():
    lines = pictures()["one that flies away"].panels[0].lines
    assert ", gone after " in lines[0].name
    assert ", gone" not in lines[1].name
    assert pictures()["one that flies away"].panels[0].y.high < 100


def test_a_ground_that_is_lower_is_fainter():
    field = nn.plot_optimizers([nn.SGD(0.1)], lambda x, y: x + 10, (1.0, 1.0), 3).panels[0].field
    strengths = [strength for _, strength in field.cells[0]]
    assert strengths == sorted(strengths)
    assert strengths[0] == 0.0 < strengths[-1]


@pytest.mark.parametrize("arguments", [([],), ([nn.SGD],), ([nn.SGD(0.1)], valley, (1.0,)), ([nn.SGD(0.1)], lambda x, y: float("nan")), (None, valley, (1.0, 1.0), 0)])
def test_what_cannot_go_down_is_refused(arguments):
    with pytest.raises(ValueError, match=r"^plot_optimizers expects"):
        nn.plot_optimizers(*arguments)

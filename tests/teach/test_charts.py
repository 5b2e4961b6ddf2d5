"""Pictures with scales: training curves, activations, decision boundaries; and what holds for every picture."""

import io
import sys
from functools import lru_cache
from math import log10

import pytest
from drawn import faults, places, points, shapes, text_faults
from hypothesis import given
from hypothesis import strategies as st
from strategies import dense

import purenn as nn
from purenn.callbacks import History
from purenn.metrics import classes
from purenn.teach.pictures.contour import contour
from purenn.teach.pictures.scales import Scale, loss_scale, spread

X = [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0], [0.2, 0.9]]
ANGRY = '<b>"&\'\n\x1b[31m\x00\ud800'


def line_net():
    """Class 1 where x1 + 2 * x2 > 0.5."""
    return nn.Network([dense([[4.0, 8.0]], [-2.0]), nn.Sigmoid()])


def history(loss, validation=(), stopped=""):
    result = History()
    result.loss, result.validation_loss, result.stopped = list(loss), list(validation), stopped
    return result


@lru_cache(maxsize=None)
def pictures():
    """Return one of each, with what is rare: decades, early stops, one epoch, names that would break a file."""
    stopped = history([1.0, 0.5, 0.3, 0.2], [1.1, 0.6, 0.7, 0.8], "no better loss for 2 epochs, the best was epoch 2")
    rich = history([2.0, 0.2, 0.0001], [2.5, 0.25, 0.001])
    rich.metrics = {"accuracy": [0.5, 0.75, float("nan")], "validation_accuracy": [0.4, 0.6, 0.7]}
    three = nn.Network([dense([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]], [0.0, 0.0, 0.0]), nn.Softmax()], [ANGRY, "b" * 90], ["c" * 90, "\u6f22\u5b57" * 30, ANGRY])
    return {
        "one epoch": nn.plot_history(history([0.5])),
        "flat": nn.plot_history(history([0.5, 0.5])),
        "zeros": nn.plot_history(history([0.0, 0.0])),
        "stopped": nn.plot_history(stopped),
        "decades": nn.plot_history(rich),
        "long": nn.plot_history(history([1e7 / k for k in range(1, 20001)])),
        "tanh": nn.plot_activation(nn.Tanh()),
        "relu": nn.plot_activation(nn.ReLU(), -0.001, 1000),
        "step": nn.plot_activation(nn.Step()),
        "line": nn.plot_boundary(line_net(), X, [0, 1, 0, 1, 0]),
        "three": nn.plot_boundary(three, X, [0, 1, 2, 1, 2]),
    }


ALL = ["one epoch", "flat", "zeros", "stopped", "decades", pytest.param("long", marks=pytest.mark.long), "tanh", "relu", "step", "line", "three"]
every_picture = pytest.mark.parametrize("name", ALL)


@every_picture
def test_no_label_collides_and_nothing_leaves_the_paper(name):
    """Labels on each other, points outside, numbers with 17 digits, a name that breaks the file."""
    assert faults(pictures()[name].svg()) == []


@every_picture
def test_letters_keep_their_columns_and_their_alphabet(name):
    """A line of 81 columns; a name with other letters where ASCII was asked for; colours that are not asked for."""
    assert text_faults(pictures()[name]) == []


@pytest.mark.long
@every_picture
def test_data_stay_in_the_frame(name):
    """A scale that does not hold its data: a curve above the frame."""
    svg = pictures()[name].svg()
    frames = [(min(x for x, _ in p), min(y for _, y in p), max(x for x, _ in p), max(y for _, y in p)) for p in map(points, shapes(svg, "polyline", "axis"))]
    assert frames
    drawn = [p for e in shapes(svg, "polyline", "line") for p in points(e) if len(points(e)) > 2]
    drawn += [p for e in shapes(svg, "rect", "cell") for p in places(e)] + [p for e in shapes(svg, "path", "border") for p in places(e)]
    for x, y in drawn:
        assert any([a - 0.1 <= x <= c + 0.1 and b - 0.1 <= y <= d + 0.1 for a, b, c, d in frames]), (x, y)


@every_picture
def test_a_picture_is_the_same_every_time(name):
    """An order of a set, a number of an object's place in memory."""
    picture = pictures()[name]
    assert picture.svg() == picture.svg()
    assert picture.text() == picture.text()


def test_pictures_know_the_dark():
    svg = pictures()["tanh"].svg()
    assert "@media (prefers-color-scheme: dark)" in svg
    assert "href" not in svg
    assert "url(" not in svg
    assert not any([e.get("fill") or e.get("stroke") for e in shapes(svg, "rect") + shapes(svg, "polyline")])  # the sheet decides


# Saving and printing


def test_saving_writes_what_was_asked_for(tmp_path):
    picture = pictures()["tanh"]
    for name, text in (("a.svg", picture.svg()), ("a.txt", picture.text() + "\n")):
        picture.save(str(tmp_path / name))
        assert (tmp_path / name).read_bytes().decode("utf-8") == text
    with pytest.raises(ValueError) as caught:
        picture.save(str(tmp_path / "a.png"))
    assert str(caught.value).startswith("a picture is saved under a name that ends with .svg or .txt, but got ")


def test_printing_uses_the_letters_that_the_terminal_has(monkeypatch):
    """A print that ends in UnicodeEncodeError."""
    picture = pictures()["tanh"]
    assert str(picture) == repr(picture) == picture.text()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))
    assert str(picture) == picture.text(unicode=False)


@pytest.mark.parametrize("width", [39, 80.0, None])
def test_a_width_that_is_none_is_refused(width):
    with pytest.raises(ValueError, match="expects a width of at least 40 columns, but got"):
        pictures()["tanh"].text(width)


# Scales


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(2, 10), st.booleans())
def test_ticks_are_round_and_lie_within(low, size, most, whole):
    """A tick outside of the frame, a label that is not the number, far too many of them."""
    scale = Scale(low, low + max(size, abs(low) * 1e-6), whole=whole)
    ticks = scale.ticks(most)
    assert len(ticks) <= most + 1
    slack = 1e-6 * (scale.high - scale.low)
    for value, label in ticks:
        assert scale.low - slack <= value <= scale.high + slack
        assert abs(float(label) - value) <= 1e-5 * max(abs(value), scale.high - scale.low)
        assert not whole or value == int(value)


@given(st.floats(-12, 6), st.floats(1.5, 12), st.integers(3, 8))
def test_ticks_of_a_logarithmic_scale_are_powers_of_ten(low, decades, most):
    scale = Scale(10.0**low, 10.0 ** (low + decades), logarithmic=True)
    ticks = scale.ticks(most)
    assert 1 <= len(ticks) <= max(most, 7) + 1
    for value, label in ticks:
        assert float(label) == value
        assert ("%e" % value)[0] in ("1" if decades >= 2 else "125")
        assert scale.low * 0.999 <= value <= scale.high * 1.001


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.booleans())
def test_scales_hold_their_values_and_places_turn_back(values, losses):
    scale = loss_scale([abs(v) for v in values]) if losses else spread(values)
    for value in values:
        value = abs(value) if losses else value
        assert scale.holds(value)
        assert 0 <= scale.place(value) <= 1
        assert abs(scale.value(scale.place(value)) - value) <= 1e-9 * max(1.0, abs(scale.high), abs(scale.low))


@pytest.mark.parametrize("losses, logarithmic", [([1.0, 0.01], True), ([1.0, 0.5], False), ([1.0, 0.0], False), ([1.0, -0.001], False)])
def test_losses_that_span_decades_get_a_logarithmic_scale(losses, logarithmic):
    """Curves of which only the first epoch is seen; the logarithm of 0."""
    picture = nn.plot_history(history(losses))
    assert picture.panels[0].y.logarithmic == logarithmic
    assert ("logarithmic" in picture.text()) == logarithmic


# Training


def test_every_epoch_stands_where_it_belongs():
    """Epochs counted from 0; a curve upside down; validation drawn as training."""
    losses, validation = [1.0, 0.1, 0.01], [0.8, 0.2, 0.02]
    svg = nn.plot_history(history(losses, validation)).svg()
    curves = [points(e) for e in shapes(svg, "polyline", "line") if len(points(e)) > 2]
    assert len(curves) == 2
    ticks = {e.text: float(e.get("y")) - 4 for e in shapes(svg, "text", "small") if e.get("text-anchor") == "end"}
    per_decade = ticks["0.1"] - ticks["1"]
    assert per_decade > 50
    for curve, values in zip(curves, (losses, validation)):
        assert [round(curve[k + 1][0] - curve[k][0]) for k in (0, 1)] == [308, 308]
        for (_, y), value in zip(curve, values):
            assert abs(y - (ticks["1"] - per_decade * log10(value))) < 0.3


def test_an_early_stop_is_marked():
    """The mark at the last epoch instead of the best; none at all."""
    picture = pictures()["stopped"]
    assert [(mark.x, mark.label) for mark in picture.panels[0].marks] == [(2.0, "best: epoch 2"), (4.0, "stopped early: epoch 4")]
    assert "Stopped early: no better loss for 2 epochs, the best was epoch 2." in picture.text()
    left, right = [float(e.get("x1")) for e in shapes(picture.svg(), "line", "mark")]
    curve = points(next(e for e in shapes(picture.svg(), "polyline", "line") if len(points(e)) == 4))
    assert (left, right) == (curve[1][0], curve[3][0])


def test_without_a_stop_the_lowest_validation_loss_is_marked():
    (panel,) = nn.plot_history(history([4.0, 3.0, 2.0, 1.0], [4.0, 2.0, 3.0, 3.5])).panels
    assert panel.marks == [(2.0, "best: epoch 2")]
    assert nn.plot_history(history([4.0, 2.0, 3.0])).panels[0].marks == []


def test_the_best_epoch_is_the_one_that_early_stopping_kept():
    """What EarlyStopping says is read: if its sentence changes, the mark would be another."""
    net = nn.Network([nn.Dense(1, 1)])
    stopping = nn.EarlyStopping(2, improvement=1e9)
    done = net.fit([[1.0], [2.0]], [[0.0], [1.0]], nn.MSE(), nn.SGD(0.01), epochs=9, callbacks=[stopping])
    assert nn.plot_history(done).panels[0].marks[0].x == stopping.best_epoch == 1
    assert done.loss.index(min(done.loss)) > 0


def test_a_history_draws_itself():
    """A picture of something else than plot_history draws; an error of its own."""
    stopped = history([1.0, 0.5, 0.7], stopped="no better loss for 1 epoch, the best was epoch 2")
    assert stopped.plot().svg() == nn.plot_history(stopped).svg()
    with pytest.raises(ValueError, match=r"^plot_history expects a History of at least one epoch"):
        History().plot()


@pytest.mark.parametrize("what", [None, [0.5], History()])
def test_what_is_no_history_is_refused(what):
    with pytest.raises(ValueError, match=r"^plot_history expects (the History that net.fit returned|a History of at least one epoch), but"):
        nn.plot_history(what)


# Activations


@pytest.mark.parametrize("layer", [nn.Tanh(), nn.Sigmoid(), nn.ReLU(), nn.LeakyReLU(), nn.Identity(), nn.Step()], ids=repr)
def test_the_curves_of_an_activation_are_the_core_s(layer):
    """The derivative drawn as the function; a curve of another activation; jumps joined by a line."""
    lines = nn.plot_activation(layer, -3, 3).panels[0].lines
    for style, function in ((0, layer.function), (1, layer.derivative)):
        drawn = [point for line in lines if line.style == style for point in line.points]
        assert len(drawn) == 401
        assert all([a == function(z) for z, a in drawn])
        assert [line.name for line in lines if line.style == style and line.name] == [("function", "derivative")[style]]
    pieces = {"Step()": (2, 1), "ReLU()": (1, 2), "LeakyReLU(0.01)": (1, 2)}.get(repr(layer), (1, 1))
    assert tuple([len([line for line in lines if line.style == style]) for style in (0, 1)]) == pieces


@pytest.mark.parametrize("what", [nn.Tanh, nn.tanh, nn.Softmax(), nn.Dense(1, 1)])
def test_what_is_no_activation_is_refused(what):
    with pytest.raises(ValueError, match=r"such as nn.Tanh\(\), but got"):
        nn.plot_activation(what)


@pytest.mark.parametrize("low, high", [(1, 1), (2, 1), (float("nan"), 1), (0, float("inf"))])
def test_ends_that_are_none_are_refused(low, high):
    with pytest.raises(ValueError, match="expects two numbers, the lower one first, but got"):
        nn.plot_activation(nn.Tanh(), low, high)


# Boundaries


def cells_agree(picture, net, threshold=0.5):
    """Tell whether each coloured rectangle has the colour of what the network says in the middle of its cells."""
    panel = picture.panels[0]
    frame = points(shapes(picture.svg(), "polyline", "axis")[0])
    (left, top), (right, bottom) = frame[0], frame[2]
    count = 0
    for cell in shapes(picture.svg(), "rect", "cell"):
        (a, b), (c, d) = places(cell)
        for k in range(round((c - a) / 8)):
            x = panel.x.value((a + 8 * k + 4 - left) / (right - left))
            y = panel.y.value(1 - ((b + d) / 2 - top) / (bottom - top))
            style = int(cell.get("class").split()[1][1:])
            count += 1
            if classes(net.predict([[x, y]]), threshold) != [style]:
                return False
    return count == 3600


def test_boundary_colours_agree_with_predict():
    """x and y swapped, upside down, or the colours of the classes swapped."""
    assert cells_agree(pictures()["line"], line_net())
    three = nn.Network([dense([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]], [0.0, 0.0, 0.0]), nn.Softmax()])
    assert cells_agree(pictures()["three"], three)


def test_the_boundary_is_where_the_network_changes_its_mind():
    """A line between the wrong cells, or half a cell beside."""
    borders = pictures()["line"].panels[0].field.borders
    assert borders
    for segment in borders:
        for x, y in segment:
            assert abs(x + 2 * y - 0.5) < 0.01


def test_dots_are_the_samples_and_the_wrong_ones_are_ringed():
    """Dots under the label that the network gives instead of the true one."""
    picture = pictures()["line"]
    zero, one = picture.panels[0].dots
    assert (zero.points, zero.wrong) == ([(-1.0, -1.0), (1.0, -1.0), (0.2, 0.9)], [(0.2, 0.9)])
    assert (one.points, one.wrong) == ([(-1.0, 1.0), (1.0, 1.0)], [])
    assert len(shapes(picture.svg(), "circle", "wrong")) == 1
    assert "4 of 5 samples right" in picture.text()


def test_targets_of_minus_one_and_one_have_their_border_at_zero():
    net = nn.Network([dense([[1.0, 0.0]], [0.0])])
    picture = nn.plot_boundary(net, X, [-1, -1, 1, 1, 1])
    assert cells_agree(picture, net, 0.0)
    assert "5 of 5 samples right." in picture.text()


def test_one_hot_targets_and_single_neurons_are_drawn():
    neuron = nn.Neuron([4.0, 8.0], -2.0, nn.Sigmoid())
    assert nn.plot_boundary(neuron, X, [0, 1, 0, 1, 0]).panels == pictures()["line"].panels
    three = nn.Network([dense([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]], [0.0, 0.0, 0.0]), nn.Softmax()])
    rows = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0], [0, 0, 1]]
    assert nn.plot_boundary(three, X, rows).panels == nn.plot_boundary(three, X, [0, 1, 2, 1, 2]).panels


def test_a_boundary_needs_a_plane():
    net = nn.Network([nn.Dense(3, 1), nn.Sigmoid()])
    with pytest.raises(nn.ShapeError) as caught:
        nn.plot_boundary(net, [[1.0, 2.0, 3.0]], [0])
    assert str(caught.value) == "plot_boundary expects a network and samples of 2 inputs, a plane, but got 3 inputs"
    with pytest.raises(nn.ShapeError, match=r"^plot_boundary expects one target for each of 5 samples, but Y has 1$"):
        nn.plot_boundary(line_net(), X, [1])


@given(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3))
def test_contours_of_a_plane_lie_on_it(a, b, c):
    """A crossing that is interpolated the wrong way."""
    xs, ys = [0.0, 0.5, 2.0], [3.0, 1.0, 0.0]
    lines = contour([[a * x + b * y + c for x in xs] for y in ys], xs, ys, 0.25)
    for segment in lines:
        for x, y in segment:
            assert abs(a * x + b * y + c - 0.25) < 1e-9

"""Pictures and pages of a PackedNetwork: each shows its weights of now, or says in one sentence what to do."""

from functools import lru_cache

import pytest
from drawn import faults, text_faults

import purenn as nn

X = [[0, 8], [16, 0], [16, 16], [4, 12], [0, 0], [9, 16]]  # a sixteenth of each is what it means
Y = [0, 1, 1, 0, 0, 1]
SCALE = 1 / 16


@lru_cache(maxsize=None)
def trained():
    """Return a packed network, and the recorder that looked on."""
    rng = nn.Random(4)
    net = nn.Network([nn.Dense(2, 4, rng=rng), nn.Tanh(), nn.Dense(4, 2, rng=rng), nn.Softmax()], ["width", "height"], ["no", "yes"])
    fast = nn.PackedNetwork(net, input_scale=SCALE)
    recorder, seen = nn.HistogramRecorder(X), []

    def look(training):
        seen.append(training.network.unpack())

    history = fast.fit(X, Y, nn.CrossEntropy(), nn.SGD(0.1), epochs=3, callbacks=[recorder, look], rng=rng, metrics=[nn.accuracy])
    return fast, recorder, seen, history


def test_a_packed_network_is_drawn_as_the_one_with_its_weights():
    """The weights that were packed, from before the training."""
    fast, _, seen, _ = trained()
    assert nn.plot_network(fast).svg() == nn.plot_network(fast.unpack()).svg() == nn.plot_network(seen[-1]).svg()
    assert nn.plot_network(fast).svg() != nn.plot_network(seen[0]).svg()
    assert nn.plot_hidden_units(fast, (1, 2)).svg() == nn.plot_hidden_units(fast.unpack(), (1, 2)).svg()


def test_its_boundary_is_where_it_changes_its_mind():
    """Places of the plane that are scaled twice, or not at all; the data beside the field."""
    fast = trained()[0]
    picture = nn.plot_boundary(fast, X, Y)
    panel = picture.panels[0]
    said = nn.metrics.classes(fast.predict(X))
    rows = panel.field.cells
    assert panel.x_label == "width"
    for (x, y), expected in zip(X, said):
        row, column = int((1 - panel.y.place(y)) * len(rows)), int(panel.x.place(x) * len(rows))
        assert rows[row][column][0] == expected
    assert sum(len(dots.wrong) for dots in panel.dots) == sum(a != b for a, b in zip(said, Y))
    assert faults(picture.svg()) == []


def test_its_mistakes_are_counted():
    fast = trained()[0]
    assert nn.plot_confusion(fast.predict(X), Y, fast.class_names).table == nn.metrics.confusion_matrix(fast.predict(X), Y)


def test_its_history_is_drawn():
    fast, _, _, history = trained()
    assert fast.history.plot().svg() == nn.plot_history(history).svg()


def test_a_recorder_keeps_its_weights_and_activations_and_no_gradients():
    """Gradients of an unpacked copy, which are all 0 and look like vanished ones; activations of rows in another unit."""
    _, recorder, seen, _ = trained()
    assert {kind for _, kind in recorder.records} == {"weights", "activations"}
    for k, net in enumerate(seen):
        assert recorder.records[0, "weights"][k].values == [w for values, _ in net.layers[0].parameters() for w in values]
        outputs = net.predict([[x * SCALE for x in row] for row in X])
        assert recorder.records[3, "activations"][k].values == [a for row in outputs for a in row]
    picture = nn.plot_histograms(recorder)
    assert picture.title == "Weights and activations"
    assert faults(picture.svg()) == []
    assert text_faults(picture) == []


def test_explain_says_what_to_do():
    """A page of a step that the packed network would not take."""
    fast = trained()[0]
    with pytest.raises(ValueError) as caught:
        nn.explain(fast, X[0], [1, 0], nn.CrossEntropy(), 0.1)
    sentence = "explain expects a Network, but got a PackedNetwork, which calculates in whole numbers: pass net.unpack()"
    assert str(caught.value) == sentence + ", and x times its input_scale, 0.0625"
    assert nn.explain(fast.unpack(), [x * SCALE for x in X[0]], [1, 0], nn.CrossEntropy(), 0.1).lines()
    with pytest.raises(ValueError) as caught:
        nn.explain(nn.PackedNetwork(fast.unpack()), X[0], [1, 0], nn.CrossEntropy(), 0.1)
    assert str(caught.value) == sentence

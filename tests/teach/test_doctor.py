"""The doctor: each trouble, made on purpose, is found, with its layer and a remedy that cures; healthy trainings are left alone."""

import re
from copy import copy

import pytest
from sick import CASES, HEALTHY, by_command_line, label, prices, seen, train

import purenn as nn
from purenn.teach.doctor.causes import EXPLAINS, ORDER, diagnose
from purenn.teach.doctor.finding import number
from purenn.teach.doctor.measures import chosen, constant_loss

every_case = pytest.mark.parametrize("case", CASES, ids=map(label, CASES))
X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]


def test_a_training_that_ends_with_an_error_is_diagnosed_too():
    """A doctor who waits for the end of a training that never ends well."""
    doctor = nn.Doctor()
    net = nn.Network([nn.Dense(1, 1, rng=nn.Random(1))])
    with pytest.raises(nn.TrainingError):
        net.fit([[1.0], [2.0]], [[1.0], [3.0]], nn.MSE(), nn.SGD(1e200), epochs=3, callbacks=[doctor])
    (finding,) = doctor.findings
    assert finding.name == "learning rate too high"
    assert "left the finite range" in finding.evidence


def test_a_doctor_can_watch_one_training_after_the_other():
    """What was seen of the first training, in the diagnosis of the second."""
    doctor = nn.Doctor()
    for init, count in (("zeros", 1), ("glorot", 0)):
        rng = nn.Random(1)
        net = nn.Network([nn.Dense(2, 4, init, rng), nn.Tanh(), nn.Dense(4, 1, init, rng), nn.Sigmoid()])
        net.fit(X, Y, nn.BCE(), nn.SGD(1.0), epochs=200, callbacks=[doctor])
        assert len(doctor.findings) == count


def test_a_doctor_without_a_patient():
    with pytest.raises(ValueError, match="seen no training"):
        nn.Doctor().findings


def test_packed_networks_are_refused_in_words():
    """A traceback from the depths, where whole numbers are not what the doctor expects."""
    net = nn.Network([nn.Dense(2, 4, rng=nn.Random(1)), nn.ReLU(), nn.Dense(4, 2, rng=nn.Random(2)), nn.Softmax()])
    with pytest.raises(ValueError, match="looks into the floats"):
        nn.PackedNetwork(net).fit(X, [0, 1, 1, 0], nn.CrossEntropy(), nn.SGD(0.01), epochs=1, callbacks=[nn.Doctor()])


def test_streams_are_refused_in_words():
    """A TypeError about the length of None, from a training that has no samples to look at."""
    net = nn.Network([nn.Dense(2, 1, rng=nn.Random(1)), nn.Sigmoid()])
    before = [row[:] for row in net.values()]
    with pytest.raises(ValueError, match=r"of a stream none is kept: let it watch net\.fit"):
        net.fit_stream([([1.0, 2.0], 1), ([0.0, 1.0], 0)], nn.BCE(), nn.SGD(0.1), callbacks=[nn.Doctor()])
    assert net.values() == before


@pytest.mark.parametrize("loss", [nn.MSE(), nn.SSE(), nn.MAE(), nn.Huber(), nn.BCE()], ids=repr)
def test_losses_of_every_kind_are_counted_in_parts_of_the_constant_loss(loss):
    """A loss that is a sum over the batch taken for a mean: the first would be a quarter of the others."""
    doctor = nn.Doctor()
    net = nn.Network([nn.Dense(2, 1, "zeros"), nn.Sigmoid()])
    net.fit(X, Y, loss, nn.SGD(1e-9), epochs=2, batch_size=2, callbacks=[doctor])
    record = doctor._record
    assert record.losses == pytest.approx([1.0, 1.0])  # sigmoid(0) is the mean target, and it does not move
    assert record.first_loss == pytest.approx(1.0)


def test_the_constant_loss_of_weighted_classes_is_that_of_their_weighted_mean():
    """A rare class that counts 3 times, in a mean that counts it once: no network could then be worse than knowing nothing."""
    loss, targets = nn.BCE(class_weights=[1, 3]), [[0], [0], [0], [1]]
    best = min([loss([[p / 100]] * 4, targets) for p in range(1, 100)])
    assert constant_loss(loss, targets) == pytest.approx(best)


def test_a_rare_class_is_among_the_samples_looked_at():
    """Every tenth sample of a table, where the rare class is in none of them."""
    targets = [[0]] * 997 + [[1]] * 3
    assert [targets[s] for s in chosen(targets, 100)].count([1]) == 3
    assert 50 <= len(chosen(targets, 100)) <= 100


@pytest.mark.long
def test_early_stopping_is_a_cure_for_overfitting():
    """A complaint about what the network does not have: its weights are those of the best epoch."""
    (case,) = [case for case in CASES if case.name == "overfitting"]
    doctor = seen(label(case), "sick")
    stopped = copy(doctor._record)
    stopped.training = copy(stopped.training)
    stopped.training.stopped = "no better loss for 10 epochs, the best was epoch 28"
    (finding,) = diagnose(doctor._record)
    held_out = doctor._record.held_out
    assert (finding.name, finding.remedy.value) == ("overfitting", 1 + held_out.index(min(held_out)))
    assert diagnose(stopped) == []


def test_inputs_that_the_first_layer_scales_itself_are_no_trouble():
    """Raw inputs before a BatchNorm, complained of."""
    rows = [[100.0 * x, 0.001 * y] for x, y in X]
    for layers, names in (([nn.BatchNorm(2)], []), ([], ["inputs not scaled"])):
        rng, doctor = nn.Random(1), nn.Doctor()
        net = nn.Network([*layers, nn.Dense(2, 4, rng=rng), nn.Tanh(), nn.Dense(4, 1, rng=rng), nn.Sigmoid()])
        net.fit(rows, Y, nn.BCE(), nn.Adam(0.1), epochs=100, callbacks=[doctor])
        assert [finding.name for finding in doctor.findings] == names


def with_recalls(record, recognised, probed, held_out_recognised=None, held_out_probed=None):
    """Return the record with other numbers of recognised samples."""
    other = copy(record)
    other.looks = [*record.looks[:-1], record.looks[-1]._replace(recognised=recognised)]
    other.probed, other.held_out_probed, other.held_out_recognised = probed, held_out_probed or {}, held_out_recognised or {}
    return other


def test_a_class_is_ignored_too_if_a_few_of_it_are_recognised():
    """Recall of 1 in 18 called healthy, for it is not 0; held-out rows that nobody looks at, or so few of them that they prove nothing."""
    (case,) = [case for case in CASES if case.name == "one class ignored"]
    record, probed = seen(label(case), "sick")._record, {0: 50, 1: 50, 2: 50}

    def evidence(*numbers):
        return "; ".join([finding.evidence for finding in diagnose(with_recalls(record, *numbers))])

    assert evidence({0: 50, 1: 50, 2: 3}, probed).startswith("3 of 50 samples of class 2 that were looked at are taken for one; ")
    assert evidence({0: 50, 1: 50, 2: 20}, probed) == ""
    held_out = {0: 18, 1: 18, 2: 18}
    assert "are taken for one, and none of 18 held-out ones; " in evidence({0: 50, 1: 50, 2: 20}, probed, {0: 18, 1: 18, 2: 0}, held_out)
    assert evidence({0: 50, 1: 50, 2: 40}, probed, {0: 18, 1: 18, 2: 0}, held_out) == ""  # learnt by heart
    assert evidence({0: 50, 1: 50, 2: 20}, probed, {0: 18, 1: 18, 2: 0}, {**held_out, 2: 3}) == ""
    assert evidence({0: 50, 1: 2, 2: 3}, probed).endswith("; those of 1 fare no better")


def test_held_out_samples_are_looked_at_in_the_end():
    """Numbers of another table, or of the first epoch."""
    (case,) = [case for case in CASES if case.name == "one class ignored"]
    doctor, net = train(**{**case.setting, **case.trouble})
    X, Y = doctor._record.training.validation
    right = [max(range(3), key=a.__getitem__) == y.index(1) for a, y in zip(net.predict(X), Y)]
    assert sum(right) == sum(doctor._record.held_out_recognised.values()) > 0
    assert doctor._record.held_out_probed == {k: sum([y.index(1) == k for y in Y]) for k in range(3)}


@pytest.mark.parametrize("given", [[1, 1, 10], [2.0, 2.0, 30.0]])
def test_weights_that_are_there_already_are_no_remedy(given):
    """Weights in place of the same weights; the network has to learn more instead."""
    (case,) = [case for case in CASES if case.name == "one class ignored"]
    record = with_recalls(seen(label(case), "sick")._record, {0: 50, 1: 50, 2: 3}, {0: 50, 1: 50, 2: 50})
    assert [finding.remedy.argument for finding in diagnose(record)] == ["class_weights"]
    record.training = copy(record.training)
    record.training.loss = nn.CrossEntropy(class_weights=given)
    assert [finding.remedy.argument for finding in diagnose(record)] == ["hidden"]


def everything(findings):
    return [one for finding in findings for one in (finding, *everything(finding.explains))]


def test_a_gradient_that_is_clipped_already_is_not_to_be_clipped():
    """The remedy clip_norm=1.0, in place of none, for an optimizer that has it."""
    setting = {"samples": prices, "epochs": 1}
    for norm, words in ((None, ["in place of none"]), (5.0, ["in place of 5"]), (1.0, []), (0.5, [])):
        found = everything(train(**setting, clip_norm=norm)[0].findings)
        assert [str(finding.remedy).split(", ")[-1] for finding in found if finding.name == "exploding gradients"] == words


def test_a_network_of_one_hidden_layer_is_not_to_have_one():
    """The remedy of one hidden layer of 8 units, for a network that has just that."""
    layers = [nn.Dense(2, 8, rng=nn.Random(1)), nn.Tanh(), nn.Dense(8, 1, "zeros"), nn.Sigmoid()]
    doctor = nn.Doctor()
    nn.Network(layers).fit(X, Y, nn.BCE(), nn.SGD(0.001), epochs=30, callbacks=[doctor])
    assert not [finding for finding in everything(doctor.findings) if str(finding.remedy).startswith("one hidden layer")]


def test_inputs_that_were_scaled_in_another_way_have_a_scaler():
    """A first layer in place of none, where there is one of other numbers."""
    net, doctor = nn.Network([nn.Scaler([0.0, 0.0], [1e-3, 1e-3]), nn.Dense(2, 1, rng=nn.Random(1)), nn.Sigmoid()]), nn.Doctor()
    net.fit(X, Y, nn.BCE(), nn.SGD(1e-5), callbacks=[doctor])
    assert str(doctor.findings[0].remedy) == "nn.Scaler.standard(X) as the first layer, in place of layers[0] Scaler(2)"


def test_targets_of_several_measurements_are_judged_one_by_one():
    """The first column taken for all; targets that hardly vary, which look like small ones; complaints of a network that has learnt."""
    for factor, mean, expected in ((1.0, 1000.0, True), (1e-4, 0.0, True), (1.0, 0.0, False)):
        doctor, rows = nn.Doctor(), [[s / 10] for s in range(-10, 11)]
        targets = [[factor * x, factor * x + mean] for (x,) in rows]
        nn.Network([nn.Dense(1, 2, rng=nn.Random(1))]).fit(rows, targets, nn.MSE(), nn.SGD(0.1), epochs=3, callbacks=[doctor])
        assert ("targets not scaled" in [finding.name for finding in doctor.findings]) == expected
    net, doctor = nn.Network([nn.Dense(1, 1, rng=nn.Random(1))]), nn.Doctor()
    net.fit(rows, [[20 * x + 30] for (x,) in rows], nn.MSE(), nn.SGD(0.2), epochs=100, callbacks=[doctor])
    assert doctor.findings == []


@pytest.mark.long
def test_dead_units_that_died_while_training_ask_for_smaller_steps():
    """The remedy for a unit that was born dead, given to one that was killed."""
    (case,) = [case for case in CASES if case.name == "dead ReLU units"]
    killed = copy(seen(label(case), "sick")._record)
    killed.looks = [killed.looks[0]._replace(dead={2: (0, 8)}), *killed.looks[1:]]
    (finding,) = diagnose(killed)
    assert (finding.name, finding.remedy.argument, finding.remedy.value) == ("dead ReLU units", "learning_rate", 0.003)


def test_measurements_and_matrices_are_watched_too():
    """A regression, a network without hidden layers, and images: each has no classes, no hidden layer, or no flat rows."""
    samples = nn.data.sine(60, rng=nn.Random(2))
    doctor, rng = nn.Doctor(), nn.Random(1)
    net = nn.Network([nn.Scaler.standard(samples.X), nn.Dense(1, 16, rng=rng), nn.Tanh(), nn.Dense(16, 1, rng=rng)])
    net.fit(samples.X, [[y] for y in samples.Y], nn.MSE(), nn.Adam(0.03), epochs=100, batch_size=16, callbacks=[doctor], rng=rng)
    assert doctor.findings == []
    images = [[[float(s % 2), 0.5], [1.0, 0.0]] for s in range(8)]
    net = nn.Network([nn.Flatten(2, 2), nn.Dense(4, 2, rng=rng), nn.Softmax()])
    net.fit(images, [s % 2 for s in range(8)], nn.CrossEntropy(), nn.SGD(1.0), epochs=50, callbacks=[doctor])
    assert doctor.findings == []


def test_the_training_that_callbacks_see_holds_its_data_and_its_error():
    """Samples that are those of another run, targets that are no rows, an error that nobody tells."""
    seen = []

    class Looks(nn.Callback):
        def on_start(self, training):
            seen.append(training)

    net = nn.Network([nn.Dense(2, 2, "zeros"), nn.Softmax()])
    net.fit(X, [0, 1, 1, 0], nn.CrossEntropy(), nn.SGD(0.1), validation=(X[:2], [0, 1]), callbacks=[Looks()])
    assert (seen[0].X, seen[0].Y) == (X, [[1, 0], [0, 1], [0, 1], [1, 0]])
    assert seen[0].validation == (X[:2], [[1, 0], [0, 1]])
    assert seen[0].error is None
    with pytest.raises(nn.TrainingError) as caught:
        nn.Network([nn.Dense(1, 1)]).fit([[1e10]], [[1.0]], nn.MSE(), nn.SGD(1e300), epochs=9, callbacks=[Looks()])
    assert seen[1].error is caught.value


@pytest.mark.long
@every_case
def test_a_trouble_made_on_purpose_is_the_only_thing_found(case):
    """A finding that does not come, comes with others of its own, or names another place."""
    doctor = seen(label(case), "sick")
    assert [(finding.name, finding.layer) for finding in doctor.findings] == [(case.name, case.layer)]
    assert doctor.findings[0].remedy.argument == case.remedy


@pytest.mark.long
@every_case
def test_the_same_training_without_the_trouble_is_healthy(case):
    """A doctor that cries wolf."""
    doctor = seen(label(case), "well")
    assert doctor.findings == []
    assert str(doctor).startswith("healthy: ")


@pytest.mark.long
@every_case
def test_the_change_of_one_argument_cures(case):
    """A remedy that does not help, or that is followed by the next complaint."""
    remedy = seen(label(case), "sick").findings[0].remedy
    cure = {remedy.argument: remedy.value}
    if case.name == "labels constant":
        cure = {"target": None}  # the doctor cannot know which targets were meant
    healed, _ = train(**{**case.setting, **case.trouble, **cure})
    assert healed.findings == []


def test_every_finding_has_a_case():
    """A finding that nobody has ever seen fire."""
    assert {case.name for case in CASES} == set(EXPLAINS) | {"overfitting"}
    assert len({case.name for case in CASES}) >= len(ORDER)


@pytest.mark.long
@every_case
def test_the_words_fit_the_screen_and_hold_numbers(case):
    """Lines that wrap in a terminal; evidence without a figure; 17 digits."""
    text = str(seen(label(case), "sick"))
    assert max(map(len, text.split("\n"))) <= 79
    assert text.startswith("1. %s, in %s\n   evidence: " % (case.name, case.layer))
    assert re.search(r"\d", text.split("evidence:")[1])
    assert not re.search(r"\d\.\d{6}", text)
    assert text.isascii()


def test_looking_on_changes_nothing():
    """A look that draws from the generator, moves a running mean, or overwrites what backward needs."""

    def run(callbacks):
        rng = nn.Random(5)
        layers = [nn.Dense(2, 6, "he", rng), nn.BatchNorm(6), nn.ReLU(), nn.Dropout(0.25, rng), nn.Dense(6, 1, rng=rng), nn.Sigmoid()]
        net = nn.Network(layers)
        net.fit(X, Y, nn.BCE(), nn.Adam(0.1), epochs=6, batch_size=2, callbacks=callbacks, rng=rng)
        return net.values()

    assert run([nn.Doctor()]) == run([])


@pytest.mark.long
def test_roots_come_first_and_explain_the_rest():
    """Seven findings for one trouble; the consequence named before its cause."""
    doctor, _ = train(activation="relu", init="he", hidden=(32, 16), learning_rate=3.0)
    (root,) = doctor.findings
    assert root.name == "learning rate too high"
    assert {"dead ReLU units", "underfitting"} <= {other.name for other in root.explains}
    assert "explains: dead ReLU units, in layers[" in str(doctor)


def test_a_root_is_looked_for_before_what_it_explains():
    """An order in which a consequence would be taken for a root; rates and classes, which can be either, stand in both lists."""
    places = {name: place for place, name in enumerate(EXPLAINS)}
    for root, others in EXPLAINS.items():
        for other in others & set(places):
            assert places[root] < places[other] or {root, other} == {"one class ignored", "underfitting"} or root == other, (root, other)


@pytest.mark.long
@pytest.mark.parametrize("arguments", HEALTHY, ids=" ".join)
def test_healthy_trainings_of_the_command_line_are_left_alone(arguments):
    """A small part of tests/benchmarks/doctor.py, which does this with 20 seeds."""
    assert by_command_line(["--data", *arguments], 1).findings == []


def test_numbers_are_written_as_one_says_them():
    assert [number(v) for v in (0, 1, 0.1, 1234, 99.99, 1e-5)] == ["0", "1", "0.1", "1,200", "100", "1e-05"]

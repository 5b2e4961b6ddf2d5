"""The laws of what a layer remembers: its own things, nobody else's, and all of them when it is saved."""

from __future__ import annotations

import os
import tempfile
from typing import Any, Dict, Sequence

from ..layer import Layer
from ..layers import Dense
from ..loading import load
from ..network import Network
from ..rng import Random
from ..storage import KINDS
from .laws import all_rows, copied, demand, moved, same
from .layer_cases import RESULTS, LayerCase, everything, generators_of, gradients_of, learnt, rewound

RANDOM = "\n(What is random has to be drawn from the library's generator, nn.rng.resolve(None), or from an nn.Random in the layer's attribute rng.)"


def predict_remembers_nothing(case: LayerCase) -> None:
    """predict remembers nothing: between forward and backward it changes nothing."""
    expected = learnt(case)
    layer = case.layer()
    layer.forward(case.X)
    layer.predict(case.other)
    now = layer.backward(case.dA), gradients_of(layer)
    demand(same(now, expected), "backward gives %s for inputs and parameters, but %s after a predict in between", expected, now)


def arguments_stay(case: LayerCase) -> None:
    """What the caller passes stays as it is."""
    layer, X, dA = case.layer(), case.X, case.dA
    for name, call, passed, before in [
        ("predict", layer.predict, X, case.X),
        ("forward", layer.forward, X, case.X),
        ("backward", layer.backward, dA, case.dA),
        ("backward_parameters", layer.backward_parameters, dA, case.dA),
    ]:
        call(passed)
        demand(same(passed, before), "%s was passed %s and left %s", name, before, passed)


def later_changes_do_not_reach_in(case: LayerCase) -> None:
    """What the caller changes after forward does not reach into the layer."""
    expected = learnt(case)
    layer, X = case.layer(), case.X
    layer.forward(X)
    moved(X)
    now = layer.backward(case.dA), gradients_of(layer)
    demand(same(now, expected), "backward gives %s for inputs and parameters, but %s after X was changed in place", expected, now)


def results_are_fresh(case: LayerCase) -> None:
    """Results are fresh lists: they share no row with what was passed or with other results, and changing them changes nothing."""
    expected = learnt(case)
    layer, X, dA = case.layer(), case.X, case.dA
    for name, call, passed in [("predict", layer.predict, X), ("forward", layer.forward, X), ("backward", layer.backward, dA)]:
        rows = all_rows(call(passed) or [])
        result = {id(row) for row in rows}
        demand(not result & {id(row) for row in all_rows(passed)}, "%s returns a list that it was passed, and not a copy", name)
        own = {id(values) for pair in layer.parameters() for values in pair}
        demand(not result & own, "%s returns a list of the layer's parameters, and not a copy", name)
        again = {id(row) for row in all_rows(call(copied(passed)) or [])}  # while the rows above are still there
        demand(not result & again, "two calls of %s return the same rows, and the second one overwrites the result of the first", name)
    layer = case.layer()
    moved(layer.forward(case.X))
    now = layer.backward(case.dA), gradients_of(layer)
    demand(same(now, expected), "backward gives %s for inputs and parameters, but %s after the result of forward was changed in place", expected, now)


def layers_are_independent(case: LayerCase) -> None:
    """Two layers of a kind share nothing: one may work between forward and backward of the other."""
    expected = learnt(case)
    layer, another = case.layer(), case.layer()
    case.rewind(layer)
    layer.forward(case.X)
    another.forward(case.before)
    dX = layer.backward(case.dA)
    another.backward(_other_gradient(case))
    now = dX, gradients_of(layer)
    demand(same(now, expected), "backward gives %s for inputs and parameters, but %s while another layer of the kind works in between", expected, now)


def the_batch_before_is_forgotten(case: LayerCase) -> None:
    """What a layer gives does not depend on the batch before: backward overwrites its gradients, and nothing else stays."""
    layer = case.layer()
    _used(case, layer)
    _demand_like_new(case, layer, "after another batch of the same shape")


def new_values_count(case: LayerCase) -> None:
    """Parameters that changed in place since the last batch, as an optimizer changes them, count at once."""
    if case.values:
        layer = case.layer_of([])
        _used(case, layer)
        for (own, _), row in zip(layer.parameters(), case.values):
            own[:] = row
        _demand_like_new(case, layer, "where it has worked with other parameters before", ("predict(X)", "forward(X)", "backward(dA)"))


def _used(case: LayerCase, layer: Any) -> None:
    """Use a layer on another batch of the same shape; running means, which may stay, are put back."""
    running = copied(layer.running())
    everything(layer, case.before, _other_gradient(case))
    _put_back(layer, running)
    case.rewind(layer)


def _put_back(layer: Any, running: Any) -> None:
    for own, row in zip(layer.running(), running):
        own[:] = row


def _other_gradient(case: LayerCase) -> Any:
    return [[d + 1 for d in row] for row in case.dA]


def _demand_like_new(case: LayerCase, layer: Any, when: str, names: Sequence[str] = RESULTS) -> None:
    found = everything(layer, case.X, case.dA)
    expected = everything(case.layer(), case.X, case.dA)
    for name in names:
        demand(same(found[name], expected[name]), "%s gives %s in a new layer, but %s %s", name, expected[name], found[name], when)


def parameters_are_the_same_lists(case: LayerCase) -> None:
    """parameters() and running() give the same lists each time, before and after learning."""
    layer = case.layer()
    before = [values for pair in layer.parameters() for values in pair] + layer.running()
    layer.forward(case.X)
    layer.backward(case.dA)
    after = [values for pair in layer.parameters() for values in pair] + layer.running()
    same = len(before) == len(after) and all([a is b for a, b in zip(before, after)])
    demand(same, "parameters() or running() gave new lists; an optimizer changes those that it was given, in place")


def only_forward_draws(case: LayerCase) -> None:
    """Only forward draws random numbers, from the library's generator or its own, and the same ones give the same outputs."""
    layer = case.layer()
    start = generators_of(layer)
    P, again = layer.predict(case.X), layer.predict(case.X)
    demand(generators_of(layer) == start, "predict draws random numbers")
    demand(same(P, again), "predict gives %s, and then %s for the same X%s", P, again, RANDOM)
    running = copied(layer.running())
    A = layer.forward(case.X)
    after = generators_of(layer)
    layer.backward(case.dA)
    demand(generators_of(layer) == after, "backward draws random numbers: it has to use those of forward")
    _put_back(layer, running)
    again = rewound(case, layer).forward(case.X)
    demand(same(again, A), "forward gives %s, and %s with the same random numbers%s", A, again, RANDOM)


# Made again


def config_makes_it_again(case: LayerCase) -> None:
    """config() says what the constructor needs to make an equal layer, which shares nothing with the first."""
    layer = case.layer()
    demand(not holds_layers(layer.config()), "config() gives %s: return numbers, texts and lists of them, and no layers", layer.config())
    before = copied([values for values, _ in layer.parameters()])
    again = _made_again(layer)
    demand(type(again) is type(layer) and again.config() == layer.config(), "config() is %s, but that of the layer made from it %s", layer.config(), again.config())
    for values, _ in again.parameters():
        moved(values)
    after = [values for values, _ in layer.parameters()]
    demand(before == after, "training the layer made from config() changes the first one's parameters from %s to %s", before, after)


def saved_and_loaded_it_is_the_same(case: LayerCase) -> None:
    """A saved and loaded layer is the same, bit for bit."""
    layer = case.layer()
    layer.forward(case.X)
    again = _saved_and_loaded(layer)
    for it in (layer, again):
        if hasattr(it, "rng"):
            it.rng = Random(7)
    results = [_everything(case, it) for it in (layer, again)]
    for name in results[0]:
        demand(same(results[0][name], results[1][name]), "%s gives %s before, and %s after saving and loading", name, results[0][name], results[1][name])


def _made_again(layer: Any) -> Any:
    """Make a layer from its config, as loading does: Dense has its weights in there, but not as arguments."""
    config = layer.config()
    if not isinstance(layer, Dense):
        return type(layer)(**config)
    again = type(layer)(config["inputs"], config["outputs"])
    again.weights, again.biases = config["weights"], config["biases"]
    return again


def holds_layers(config: Any) -> bool:
    """Tell whether there is a layer somewhere in a config."""
    parts = config.values() if isinstance(config, dict) else config if isinstance(config, (list, tuple)) else []
    return isinstance(config, Layer) or any([holds_layers(part) for part in parts])


def _saved_and_loaded(layer: Any) -> Any:
    kind = type(layer)
    own = {} if KINDS.get(kind.__name__) is kind else {kind.__name__: kind}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.json")
        Network([layer]).save(path)
        return load(path, own).layers[0]


def _everything(case: LayerCase, layer: Any) -> Dict[str, Any]:
    case.rewind(layer)
    found: Dict[str, Any] = {"predict(X)": layer.predict(case.X), "parameters()": [list(values) for values, _ in layer.parameters()]}
    found["running()"] = copied(layer.running())
    found["forward(X)"] = layer.forward(case.X)
    found["backward(dA)"] = layer.backward(case.dA)
    return found

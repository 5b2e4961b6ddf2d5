"""A failing network as a piece of Python: what was found can be run, kept as a test, and sent to somebody.

Every number stands in the snippet as it is. Layers and losses of your own are imported by their names; where a
class has no place to be imported from, such as one made inside a function, a comment says so.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Any, List, Tuple

import purenn

from ..layers import Dense
from ..rng import resolve
from ..shapes import is_row

CHECK = """report = nn.check_gradients(net, X, Y, loss, inputs=True)
assert report.ok, report"""


def snippet(net: Any, X: Any, Y: Any, loss: Any, check: str = CHECK) -> str:
    """Return Python source that builds the network, its data and loss again, and checks the gradients.

    Run, it raises the AssertionError that check_gradients reports, and nothing once the gradients are right.
    `check` is what the last lines do instead.

    Example:
        >>> import purenn as nn
        >>> net = nn.Network([nn.LeakyReLU(0.5)])
        >>> print(snippet(net, [[1.0, 2.0]], [[0.0, 1.0]], nn.MSE()))
        import purenn as nn
        <BLANKLINE>
        net = nn.Network([
            nn.LeakyReLU(slope=0.5),
        ])
        X = [[1.0, 2.0]]
        Y = [[0.0, 1.0]]
        loss = nn.MSE()
        report = nn.check_gradients(net, X, Y, loss, inputs=True)
        assert report.ok, report
    """
    lines = [*_network(net), "X = %s" % literal(X), "Y = %s" % literal(Y), "loss = %s" % constructor(loss), *settings_of("loss", loss), check]
    text = "\n".join(lines)
    return "\n".join([*imports([*net.layers, loss], text), "", text])


def network_snippet(net: Any) -> str:
    """Return Python source that builds a network again, with all its numbers.

    Example:
        >>> import purenn as nn
        >>> print(network_snippet(nn.Network([nn.Tanh()])))
        import purenn as nn
        <BLANKLINE>
        net = nn.Network([
            nn.Tanh(),
        ])
    """
    text = "\n".join(_network(net))
    return "\n".join([*imports(net.layers, text), "", text])


def _network(net: Any) -> List[str]:
    lines = ["net = nn.Network(["] + ["    %s," % constructor(layer) for layer in net.layers] + ["])"]
    for k, layer in enumerate(net.layers):
        lines += settings_of("net.layers[%d]" % k, layer) + numbers_of("net.layers[%d]" % k, layer)
    return lines + generators(net.layers)


def constructor(thing: Any) -> str:
    """Return the call that makes a layer or a loss, without what it has learnt.

    Example:
        >>> import purenn as nn
        >>> constructor(nn.Dense(2, 1)), constructor(nn.Dropout(0.25)), constructor(nn.Huber(0.5))
        ('nn.Dense(2, 1)', 'nn.Dropout(rate=0.25)', 'nn.Huber(0.5)')
    """
    name = _name(type(thing))
    return "%s%s" % (name, _arguments(thing) if _again(thing) is not None else ".__new__(%s)" % name)


def _arguments(thing: Any) -> str:
    """Return the arguments of the constructor, in brackets: from the config of a layer, or from the text of a loss."""
    if isinstance(thing, Dense):
        return "(%d, %d)" % (thing.inputs, thing.outputs)
    if hasattr(thing, "config"):
        config = thing.config()
        return "(%s)" % ", ".join(["%s=%s" % (key, literal(config[key])) for key in config])
    shown = repr(thing)
    own = type(thing).__name__ + "("
    return shown[len(own) - 1 :] if shown.startswith(own) else "()"


def _again(thing: Any) -> Any:
    """Return the thing as its constructor would make it by these arguments; None where it would not."""
    state = resolve(None).state
    try:
        return eval("kind" + _arguments(thing), {"kind": type(thing), "nn": purenn, "Fraction": Fraction})
    except Exception:
        return None
    finally:
        resolve(None).state = state


def settings_of(name: str, thing: Any) -> List[str]:
    """Return the lines that give a thing the settings that its constructor was not told: numbers, texts and lists in its attributes.

    A config or a text that leaves out a setting would else show another layer or loss, and none where the constructor needs one.
    """
    again, own = _again(thing), vars(thing) if hasattr(thing, "__dict__") else {}
    if again is None:
        return ["%s.%s = %s" % (name, key, literal(own[key])) for key in own if _is_plain(own[key])]
    made = vars(again) if hasattr(again, "__dict__") else {}
    changed = [key for key in own if _is_single(own[key]) and not key.startswith("_") and own[key] != made.get(key, thing)]
    return ["%s.%s = %s" % (name, key, literal(own[key])) for key in changed]


def _is_single(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str, Fraction))


def _is_plain(value: Any) -> bool:
    return all([_is_plain(v) for v in value]) if isinstance(value, (list, tuple)) else _is_single(value)


def numbers_of(name: str, layer: Any) -> List[str]:
    """Return the lines that give a layer its numbers, where its constructor is not told them."""
    if isinstance(layer, Dense):
        return ["%s.weights = %s" % (name, literal(layer.weights)), "%s.biases = %s" % (name, literal(layer.biases))]
    told, lines = list(layer.config().values()), []
    for what, lists in (("parameters()[%d][0]", [values for values, _ in layer.parameters()]), ("running()[%d]", layer.running())):
        lines += ["%s.%s[:] = %s" % (name, what % i, literal(values)) for i, values in enumerate(lists) if not any([values is v for v in told])]
    return lines


def generators(layers: Any) -> List[str]:
    """Return the lines that put the generators of random layers where they are now."""
    lines = []
    for k, layer in enumerate(layers):
        if hasattr(getattr(layer, "rng", None), "state"):
            lines += ["net.layers[%d].rng = nn.Random()" % k, "net.layers[%d].rng.state = %r" % (k, layer.rng.state)]
        elif hasattr(layer, "rng") and layer.rng is None:
            lines.append("nn.rng.resolve(None).state = %r" % (resolve(None).state,))
    return lines


def imports(things: Any, text: str) -> List[str]:
    """Return the import lines for the classes of these things, and comments for those that cannot be imported."""
    lines = ["import purenn as nn"]
    if "Fraction(" in text:
        lines.insert(0, "from fractions import Fraction")
    for kind in dict.fromkeys([type(thing) for thing in things if not _known(type(thing))]):
        module, name = kind.__module__, kind.__qualname__
        if _importable(kind):
            lines.append("from %s import %s" % (module, name))
        else:
            lines.append("# %s: a class of your own, %s in %s; put it here" % (kind.__name__, name, module))
    return lines


def literal(value: Any) -> str:
    """Return a number, text or list as Python writes it; NaN and infinity too.

    Example:
        >>> from fractions import Fraction
        >>> literal([0.25, float("inf"), Fraction(1, 2), None])
        "[0.25, float('inf'), Fraction(1, 2), None]"
    """
    if not isinstance(value, str) and is_row(value) and not isinstance(value, dict):
        return "[%s]" % ", ".join([literal(v) for v in value])
    if isinstance(value, float) and value - value != 0:
        return "float('%s')" % value
    return repr(value)


def _known(kind: Any) -> bool:
    return getattr(purenn, kind.__name__, None) is kind if kind.__name__ in purenn.__all__ else False


def _name(kind: Any) -> str:
    return "%s%s" % ("nn." if _known(kind) else "", kind.__name__)


def _importable(kind: Any) -> bool:
    return kind.__module__ != "__main__" and getattr(sys.modules.get(kind.__module__), kind.__name__, None) is kind


class Run(Tuple[Any, Any, Any, Any]):
    """A network, X, Y and a loss, shown as a snippet: what Hypothesis prints of a failing example can be run."""

    def __repr__(self) -> str:
        return "\n%s\n" % snippet(*self)

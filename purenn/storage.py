"""Saving: a network as one json file that people and other programs can read.

The file starts with the name of the format and its version, then come the layers in order, each with its
settings and its numbers, exactly as they are in memory. What is loaded is checked number by number, and an
error names the place in the file, such as `- at $.layers[1].weights[0]`.
"""

import json

from .activations import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Step, Tanh
from .layers import Dense, Dropout, Flatten
from .normalization import BatchNorm
from .scaling import Scaler
from .shapes import is_finite

# Renaming a finished file is what makes saving safe, and only `os` can: the one place where the core needs it.
try:
    import os
except ImportError:
    os = None  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Iterator, List, Optional, Tuple

    Parts = Tuple[List[Any], Tuple[Any, ...], Optional[Dict[str, Any]]]

FORMAT = "purenn"
VERSION = 1

KINDS: "Dict[str, Any]" = {
    kind.__name__: kind
    for kind in (BatchNorm, Dense, Dropout, Flatten, Scaler, Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Step, Tanh)
}


class FormatError(ValueError):
    """Say what is wrong with a file, and at which place inside it."""


def save(network: "Any", path: "str") -> "None":
    """Save a network: its layers and numbers, and the names of inputs, classes and target.

    What an optimizer remembers, such as velocities and the count of epochs, is not saved. Training goes on as if it had never stopped
    where network and optimizer are kept, or pickled both together, or where the optimizer remembers nothing, as plain SGD does.

    The file is written beside its final place and then renamed, so that whatever happens in between, a full
    disk or a pulled plug, an older file of that name stays whole.

    Errors:   ValueError  a number is NaN or infinite: such a network is of no use to anyone; or network or path is none
              OSError     the file cannot be written
    Example:
        >>> save(network, "model.json")  # doctest: +SKIP
    """
    path = as_path(path)
    if not hasattr(network, "class_names"):
        raise ValueError("nn.save saves a Network or a PackedNetwork, but got %r; for a TinyNetwork there is purenn.tiny_storage.save" % (network,))
    parts = list(pieces(network))  # all of them first, so that an error comes before any file is touched
    unfinished = path + ".unfinished"
    try:
        with open(unfinished, "w", encoding="utf-8") as file:
            for part in parts:
                file.write(part)
            if hasattr(os, "fsync"):
                file.flush()
                os.fsync(file.fileno())
        _replace(unfinished, path)
    except BaseException:
        _remove(unfinished)
        raise


def pieces(network: "Any") -> "Iterator[str]":
    """Yield the text of a saved network, piece by piece.

    Errors:   ValueError  a number is NaN or infinite
    """
    for names, what in ((network.input_names, "input_names"), (network.class_names, "class_names")):
        if not all([isinstance(name, str) for name in names]):
            raise ValueError("%s should be a list of texts, but is %r" % (what, names))
    yield '{"format": "%s", "version": %d,\n "input_names": %s,\n "class_names": %s,\n' % (
        FORMAT,
        VERSION,
        json.dumps(list(network.input_names)),
        json.dumps(list(network.class_names)),
    )
    if network.target_name:
        yield ' "target_name": %s,\n' % json.dumps(network.target_name)
    if network.input_defaults:
        _require_finite_numbers(network.input_defaults, "input_defaults")
        yield ' "input_defaults": %s,\n' % json.dumps(network.input_defaults)
    if hasattr(network, "packing"):
        yield ' "packed": %s,\n' % json.dumps(network.packing())
    yield ' "layers": ['
    for i, layer in enumerate(network.layers):
        yield ('\n  {"layer": "%s"' if i == 0 else ',\n  {"layer": "%s"') % type(layer).__name__
        config = layer.config()
        for name in sorted(config):
            _require_finite_numbers(config[name], "layers[%d].%s" % (i, name))
            yield ",\n   %s: %s" % (json.dumps(name), json.dumps(config[name]))
        if KINDS.get(type(layer).__name__) is not type(layer):
            # A layer of somebody's own: what it has learnt is saved whether its config speaks of it or not.
            learnt = layer.values()
            _require_finite_numbers(learnt, "layers[%d].parameters" % i)
            yield ',\n   "parameters": %s' % json.dumps(learnt)
        yield "}"
    yield "\n ]}\n"


def as_path(path: "Any") -> "str":
    """Return the path as text; a Path of pathlib is one too, None is none.

    Errors:   ValueError  it is no path
    """
    text = path.__fspath__() if hasattr(path, "__fspath__") else path
    if isinstance(text, str):
        return text
    raise ValueError("path should be the name of a file, such as 'model.json', but is %r" % (path,))


def _require_finite_numbers(value: "Any", place: "str") -> "None":
    if isinstance(value, list):
        for i, v in enumerate(value):
            _require_finite_numbers(v, "%s[%d]" % (place, i))
    elif isinstance(value, (int, float)) and not is_finite(value):
        raise ValueError("%s is %s, and a network is only saved with finite numbers" % (place, value))


def _replace(source: "str", target: "str") -> "None":
    if hasattr(os, "replace"):
        os.replace(source, target)
    else:  # MicroPython's rename; on some of its file systems the target must not exist
        try:
            os.rename(source, target)
        except OSError:
            os.remove(target)
            os.rename(source, target)


def _remove(path: "str") -> "None":
    try:
        os.remove(path)
    except OSError:
        pass


def read(path: "str", layers: "Any" = ()) -> "Parts":
    """Return (layers, names, packing) of a saved network; `layers` are kinds of your own, a list or by name.

    The names are those of the inputs, the classes and the target, and the defaults of the inputs, as Network takes them. The
    packing is None for an ordinary network, and else what a PackedNetwork needs besides.

    Errors:   FormatError  the file is not a whole and sound network of this format; nothing is half loaded
              OSError      the file cannot be read
    """
    path = as_path(path)
    try:
        # A board writes an umlaut as it is, in utf-8; what a machine takes for text by default may be something else.
        with open(path, encoding="utf-8") as file:
            document = json.loads(file.read())
    except (ValueError, RuntimeError) as error:  # RuntimeError: brackets nested without end
        raise FormatError("%s is damaged, cut off, or no json at all (%s) - at $" % (path, error))
    try:
        return _network_parts(document, layers if isinstance(layers, dict) else {kind.__name__: kind for kind in layers or ()})
    except FormatError as error:
        raise FormatError("%s: %s" % (path, error))


def _network_parts(document: "Any", own: "Dict[str, Any]") -> "Parts":
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FormatError('expected a network saved by purenn, which starts with {"format": "purenn" - at $.format')
    if document.get("version") != VERSION:
        raise FormatError("expected version %d, but got %r: it needs another purenn - at $.version" % (VERSION, document.get("version")))
    entries = document.get("layers")
    if not isinstance(entries, list) or not entries:
        raise FormatError("expected a list of layers, but got %s - at $.layers" % _kind(entries))
    made = [_layer(entry, "$.layers[%d]" % i, own) for i, entry in enumerate(entries)]
    packing = document.get("packed")
    if packing is not None and not isinstance(packing, dict):
        raise FormatError("expected an object, but got %s - at $.packed" % _kind(packing))
    names = _names(document, "input_names"), _names(document, "class_names"), _text(document, "target_name"), _defaults(document)
    return made, names, packing


def _names(document: "Any", key: "str") -> "List[str]":
    names = document.get(key, [])
    if not isinstance(names, list) or not all([isinstance(name, str) for name in names]):
        raise FormatError("expected a list of names, but got %s - at $.%s" % (_kind(names), key))
    return names


def _defaults(document: "Any") -> "List[float]":
    values = document.get("input_defaults", [])
    for i, value in enumerate(_list_of(values, len(values) if isinstance(values, list) else 0, "$.input_defaults")):
        if isinstance(value, list):
            raise FormatError("expected a finite number, but got %s - at $.input_defaults[%d]" % (_kind(value), i))
        _require_numbers(value, "$.input_defaults[%d]" % i)
    return values  # type: ignore[no-any-return]


def _text(document: "Any", key: "str") -> "str":
    text = document.get(key, "")
    if not isinstance(text, str):
        raise FormatError("expected a text, but got %s - at $.%s" % (_kind(text), key))
    return text


def _layer(entry: "Any", path: "str", own: "Dict[str, Any]") -> "Any":
    if not isinstance(entry, dict) or not isinstance(entry.get("layer"), str):
        raise FormatError('expected a layer, an object with a "layer" name, but got %s - at %s' % (_kind(entry), path))
    name = entry["layer"]
    kind = own.get(name, KINDS.get(name))
    if kind is None:
        known = ", ".join(sorted(KINDS))
        raise FormatError("layer %r is unknown (known: %s); pass your own as load(path, layers=[%s]) - at %s.layer" % (name, known, name, path))
    settings = {key: entry[key] for key in entry if key != "layer"}
    if name not in own:
        for key in sorted(settings):
            _require_numbers(settings[key], "%s.%s" % (path, key))
    learnt = settings.pop("parameters", None) if name in own else None
    try:
        layer = _dense(settings, path, kind) if _is_dense(kind, settings) else kind(**settings)
    except FormatError:
        raise
    except (TypeError, ValueError) as error:
        raise FormatError("%s - at %s" % (error, path))
    if learnt is not None:
        _restore(layer, learnt, "%s.parameters" % path)
    return layer


def _is_dense(kind: "Any", settings: "Any") -> "bool":
    """Tell whether a layer is made as Dense is; a class derived from it whose config leaves the weights out is made in its own way."""
    return kind is Dense or (isinstance(kind, type) and issubclass(kind, Dense) and "weights" in settings)


def _restore(layer: "Any", learnt: "Any", path: "str") -> "None":
    """Put saved values back into the parameters of a layer."""
    lists = layer.values()
    _require_numbers(learnt, path)
    for k, row in enumerate(_list_of(learnt, len(lists), path)):
        lists[k][:] = _list_of(row, len(lists[k]), "%s[%d]" % (path, k))


def _dense(settings: "Dict[str, Any]", path: "str", kind: "Any") -> "Dense":
    """Make a Dense, or a kind derived from it; settings beyond its own four go to its constructor."""
    inputs, outputs, weights, biases = [settings.pop(key, None) for key in ("inputs", "outputs", "weights", "biases")]
    for size, key in ((inputs, "inputs"), (outputs, "outputs")):
        if not isinstance(size, int) or size < 1:
            raise FormatError("expected a whole number of at least 1, but got %s - at %s.%s" % (_kind(size), path, key))
    for j, row in enumerate(_list_of(weights, outputs, "%s.weights" % path)):
        _list_of(row, inputs, "%s.weights[%d]" % (path, j))
    layer: "Dense" = kind(inputs, outputs, init=lambda inputs, outputs, rng: weights, **settings)
    layer.biases = _list_of(biases, outputs, "%s.biases" % path)
    return layer


def _list_of(value: "Any", count: "int", path: "str") -> "Any":
    if not isinstance(value, list) or len(value) != count:
        raise FormatError("expected a list of %d, but got %s - at %s" % (count, _kind(value), path))
    return value


def _require_numbers(value: "Any", path: "str") -> "None":
    """Refuse anything but finite numbers, and lists of them."""
    if isinstance(value, list):
        for i, v in enumerate(value):
            _require_numbers(v, "%s[%d]" % (path, i))
    elif isinstance(value, bool) or not isinstance(value, (int, float)) or not is_finite(value):
        raise FormatError("expected a finite number, but got %s - at %s" % (_kind(value), path))


def _kind(value: "Any") -> "str":
    if value is None:
        return "nothing"
    if isinstance(value, (list, dict)):
        return "%s of %d" % ("a list" if isinstance(value, list) else "an object", len(value))
    return repr(value)

"""Bugs of saving and loading."""

TESTS = {"storage.py": ["test_storage.py"], "layers.py": ["test_storage.py"], "activations.py": ["test_storage.py"], "scaling.py": ["test_storage.py"]}

CONFIG = 'yield ",\\n   %s: %s" % (json.dumps(name), json.dumps(config[name]))'
BIASES = '    layer.biases = _list_of(biases, outputs, "%s.biases" % path)\n'
KINDS = "for kind in (BatchNorm, Dense, Dropout, Flatten, Scaler, Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Step, Tanh)"
MADE = '    names = _names(document, "input_names"), _names(document, "class_names"), _text(document, "target_name"), _defaults(document)'

BUGS = [
    ("settings of a subclass of Dense dropped", "storage.py", "init=lambda inputs, outputs, rng: weights, **settings)", "init=lambda inputs, outputs, rng: weights)"),
    ("a file called None", "storage.py", "    if isinstance(text, str):\n        return text\n", "    return str(text)\n"),
    ("a network that storage does not know", "storage.py", 'if not hasattr(network, "class_names"):', "if network is None:"),
    ("written in the way of the machine", "storage.py", '"w", encoding="utf-8"', '"w"'),
    ("read in the way of the machine", "storage.py", 'path, encoding="utf-8"', "path"),
    ("bias dropped by load", "storage.py", BIASES, ""),
    ("bias dropped by save", "layers.py", '"weights": self._weights, "biases": self._biases}', '"weights": self._weights, "biases": [0.0] * self.outputs}'),
    (
        "rounded",
        "storage.py",
        CONFIG,
        CONFIG.replace("json.dumps(config[name])", "json.dumps(json.loads(json.dumps(config[name]), parse_float=lambda v: round(float(v), 6)))"),
    ),
    (
        "rounded to 15 digits",
        "storage.py",
        CONFIG,
        CONFIG.replace("json.dumps(config[name])", "json.dumps(json.loads(json.dumps(config[name]), parse_float=lambda v: float('%.15g' % float(v))))"),
    ),
    (
        "rounded to single precision",
        "storage.py",
        "document = json.loads(file.read())",
        "document = json.loads(file.read(), parse_float=lambda v: __import__('struct').unpack('f', __import__('struct').pack('f', float(v)))[0])",
    ),
    (
        "activation forgotten by save",
        "storage.py",
        "    for i, layer in enumerate(network.layers):\n",
        "    for i, layer in enumerate([layer for layer in network.layers if layer.parameters()] or network.layers):\n",
    ),
    ("activation forgotten by load", "storage.py", "    return made, names,", "    return [layer for layer in made if layer.parameters()] or made, names,"),
    (
        "every activation comes back as the same one",
        "storage.py",
        "    kind = own.get(name, KINDS.get(name))\n",
        '    kind = own.get(name, KINDS.get("Sigmoid" if name == "Tanh" else name))\n',
    ),
    # Variants
    ("settings of an activation forgotten", "activations.py", '        return {"slope": self.slope}', "        return {}"),
    ("rate of Dropout forgotten", "layers.py", '        return {"rate": self.rate}', "        return {}"),
    ("shift and scale of a Scaler swapped", "scaling.py", '{"shift": self.shift, "scale": self.scale}', '{"shift": self.scale, "scale": self.shift}'),
    ("class names ignored by load", "storage.py", MADE, MADE.replace('_names(document, "class_names")', "[]")),
    ("class names ignored by save", "storage.py", "json.dumps(list(network.class_names))", "json.dumps([])"),
    ("target name ignored by load", "storage.py", MADE, MADE.replace('_text(document, "target_name")', '""')),
    ("defaults of inputs ignored by load", "storage.py", MADE, MADE.replace("_defaults(document)", "[]")),
    ("defaults of inputs ignored by save", "storage.py", "    if network.input_defaults:\n", "    if False:\n"),
    ("target name ignored by save", "storage.py", "    if network.target_name:\n", "    if False:\n"),
    ("input names ignored by load", "storage.py", MADE, MADE.replace('_names(document, "input_names")', "[]")),
    ("input names saved as class names", "storage.py", "json.dumps(list(network.class_names))", "json.dumps(list(network.input_names))"),
    (
        "layers in reverse order",
        "storage.py",
        '    made = [_layer(entry, "$.layers[%d]" % i, own) for i, entry in enumerate(entries)]',
        '    made = [_layer(entry, "$.layers[%d]" % i, own) for i, entry in enumerate(entries)][::-1]',
    ),
    (
        "weights transposed on squares",
        "storage.py",
        "init=lambda inputs, outputs, rng: weights, **settings)",
        "init=lambda inputs, outputs, rng: list(map(list, zip(*weights))) if inputs == outputs else weights, **settings)",
    ),
    ("weights drawn anew", "storage.py", "kind(inputs, outputs, init=lambda inputs, outputs, rng: weights, **settings)", "kind(inputs, outputs)"),
    (
        "loading moves the library's generator",
        "storage.py",
        "kind(inputs, outputs, init=lambda inputs, outputs, rng: weights, **settings)",
        "kind(inputs, outputs)",
        BIASES,
        "    layer.weights = weights\n" + BIASES,
    ),
    ("any format accepted", "storage.py", 'or document.get("format") != FORMAT:', "or False:"),
    ("any version accepted", "storage.py", '    if document.get("version") != VERSION:', "    if False:"),
    ("a newer version accepted", "storage.py", '    if document.get("version") != VERSION:', '    if document.get("version") < VERSION:'),
    ("NaN saved", "storage.py", '            _require_finite_numbers(config[name], "layers[%d].%s" % (i, name))\n', ""),
    ("NaN loaded", "storage.py", "not isinstance(value, (int, float)) or not is_finite(value):", "not isinstance(value, (int, float)):"),
    (
        "missing weights accepted",
        "storage.py",
        "    if not isinstance(value, list) or len(value) != count:",
        "    if not isinstance(value, list) or len(value) > count:",
    ),
    ("written straight into the old file", "storage.py", 'unfinished = path + ".unfinished"', "unfinished = path"),
    (
        "what is unfinished stays behind",
        "storage.py",
        "    except BaseException:\n        _remove(unfinished)\n        raise",
        "    except BaseException:\n        raise",
    ),
    ("a kind of layer that cannot come back", "storage.py", KINDS, KINDS.replace("Softmax, ", "")),
    ("what an own layer has learnt is not saved", "storage.py", "        if KINDS.get(type(layer).__name__) is not type(layer):", "        if False:"),
    ("what an own layer has learnt is not loaded", "storage.py", "    if learnt is not None:\n", "    if False:\n"),
    ("whole numbers in lists are refused", "storage.py", "not isinstance(value, (int, float)) or not is_finite(value):\n        raise FormatError", "not isinstance(value, float if path.endswith(']') else (int, float)) or not is_finite(value):\n        raise FormatError"),
    ("on the disk without what Python holds back", "storage.py", "                file.flush()\n", ""),
    ("a version before the first is read", "storage.py", 'if document.get("version") != VERSION:', 'if document.get("version") not in (0, VERSION):'),
    ("settings rounded to 15 digits", "storage.py", 'yield ",\\n   %s: %s" % (json.dumps(name), json.dumps(config[name]))', 'yield ",\\n   %s: %s" % (json.dumps(name), "%.15g" % config[name] if isinstance(config[name], float) else json.dumps(config[name]))'),
    ("paths by their text", "storage.py", 'path.__fspath__() if hasattr(path, "__fspath__") else path', 'str(path) if hasattr(path, "__fspath__") else path'),
    ("a Dense of one's own is always made like Dense", "storage.py", 'issubclass(kind, Dense) and "weights" in settings)', "issubclass(kind, Dense))"),
    ("names that are no texts are saved", "storage.py", 'if not all([isinstance(name, str) for name in names]):\n            raise ValueError("%s should', 'if False:\n            raise ValueError("%s should'),
]

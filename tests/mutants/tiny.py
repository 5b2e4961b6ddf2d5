"""Bugs planted into the tiny network, its random numbers and its files."""

TESTS = {name: ["test_tiny.py"] for name in ("tiny.py", "tiny_random.py", "tiny_storage.py")}

BUGS = [
    ("the slope of tanh is forgotten", "tiny.py", "blame.append(total * (1 - a * a))", "blame.append(total)"),
    ("the blame is taken without the last neuron", "tiny.py", "for neuron, error in zip(neurons, errors):\n            total", "for neuron, error in zip(neurons[1:], errors[1:]):\n            total"),
    ("the bias stays", "tiny.py", "                neuron[len(row)] -= rate * error  # the bias; Brython's arrays do not count from the end\n", ""),
    ("the classes are counted from 1", "tiny.py", "a - (k == y)", "a - (k + 1 == y)"),
    ("the sigmoid overflows", "tiny.py", "e = exp(-abs(z[0]))", "e = exp(-z[0])"),
    ("softmax overflows", "tiny.py", "exp(v - top)", "exp(v)"),
    ("the sum begins with the bias", "tiny.py", "    total = 0.0\n    for w, v in zip(neuron, x):", "    total = neuron[-1]\n    for w, v in zip(neuron, x):"),
    ("the loss of no is that of yes", "tiny.py", "p[0] if y else 1 - p[0]", "p[0]"),
    ("a probability of 0 has no loss", "tiny.py", "p[0] if y else 1 - p[0], 1e-30", "p[0] if y else 1 - p[0], 0"),
    ("the limit is that of He", "tiny.py", "6 / (inputs + outputs)", "6 / inputs"),
    ("a short sample is taken", "tiny.py", "if len(x) != inputs:", "if len(x) > inputs:"),
    ("a class of 1.0 is no place in a list", "tiny.py", "        y = int(y)  # 1.0 is in a range too, and has no place in a list\n", ""),
    ("a rotation by 6 bits", "tiny_random.py", "x << 7 | x >> 25", "x << 6 | x >> 26"),
    ("seeds start without being spread", "tiny_random.py", "start = _scramble(seed)", "start = seed"),
    ("the bias is saved among the weights", "tiny_storage.py", "list(neuron)[:-1]", "list(neuron)"),
    ("every end is saved as Sigmoid", "tiny_storage.py", 'return "Softmax" if outputs > 1 else "Sigmoid"', 'return "Sigmoid"'),
    ("the kinds of layers are not looked at", "tiny_storage.py", "    if kinds != expected:", "    if not kinds:"),
    ("a file whose layers do not chain", "tiny_storage.py", "        if found != [", "        if not found and found != ["),
    ("files in the way of the machine", "tiny_storage.py", ', encoding="utf-8"', ""),
    ("what is missing in a file is a KeyError", "tiny_storage.py", "except (ValueError, KeyError, TypeError, IndexError,", "except (ValueError, TypeError, IndexError,"),
    ("a step that is infinite", "tiny.py", "rate * v - rate * v for v", "v - v for v"),
    ("infinite weights are saved", "tiny_storage.py", "    if not are_finite(net.layers):\n        raise ValueError(\"a weight of", "    if False:\n        raise ValueError(\"a weight of"),
    ("infinite weights are loaded", "tiny_storage.py", "        if not are_finite(net.layers):\n            raise ValueError(\"a weight is", "        if False:\n            raise ValueError(\"a weight is"),
    ("a file of another version", "tiny_storage.py", 'document["version"] != 1', "False"),
    ("a file of another format", "tiny_storage.py", 'document["format"] != "purenn" or', ""),
    ("only first neurons are looked at", "tiny_storage.py", "for weights in neurons:", "for weights in neurons[:1]:"),
    ("brackets in brackets", "tiny_storage.py", "OverflowError, RuntimeError)", "OverflowError)"),
]

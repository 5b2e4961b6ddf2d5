"""The core, calculated in single precision: every constant, every result of every operation is rounded to 32 bits by `struct`.

`core()` loads each core file a second time, under another name and with its source changed in few places: a constant becomes
a `Single`, so does the result of a division or a power of whole numbers, of `float(...)`, and of whatever comes from `math`
and `json`. `operator` and `itertools` are not there, as on a board, so that sums are plain loops. No test can do this from
outside: `1 - beta2` with a constant of 64 bits in it would be calculated with 64.
"""

import ast
import importlib.util
import json
import math
import struct
import sys
import types
from pathlib import Path

from strategies import table

import purenn

FOLDER = Path(purenn.__file__).resolve().parent
FLOAT = struct.Struct("<f")
WORD = struct.Struct("<I")
SMALLEST = 2.0**-126  # the smallest normal float of 32 bits


def rounded(number):
    """Return a number as the nearest float of 32 bits; beyond the largest that is infinity."""
    try:
        return FLOAT.unpack(FLOAT.pack(number))[0]
    except OverflowError:
        return math.copysign(math.inf, number)


class Single(float):
    """A float of 32 bits. What is calculated with it is one too."""

    def __new__(cls, number=0.0):
        return float.__new__(cls, cls.round(float(number)))

    @staticmethod
    def round(number):
        return rounded(number)

    def __hash__(self):
        return float.__hash__(self)

    def __reduce__(self):
        return type(self), (float(self),)


class Short(Single):
    """A float of 30 bits, as MicroPython keeps them on small boards such as the micro:bit: the last two bits are cut off."""

    @staticmethod
    def round(number):
        single = rounded(number)
        return FLOAT.unpack(WORD.pack(WORD.unpack(FLOAT.pack(single))[0] & ~3))[0] if math.isfinite(single) else single


def _operation(name):
    plain = getattr(float, name)

    def operate(self, *others):
        kind = type(self)
        result = plain(self, *[kind(v) if isinstance(v, (int, float)) else v for v in others])
        return kind(result) if type(result) is float else result

    return operate


for _name in ("add", "sub", "mul", "truediv", "pow", "mod", "floordiv"):
    for _side in ("__%s__", "__r%s__"):
        setattr(Single, _side % _name, _operation(_side % _name))
for _name in ("__neg__", "__pos__", "__abs__"):
    setattr(Single, _name, _operation(_name))


def source(name):
    """Return the source of a core module: its file, or what has been planted in its place."""
    spec = importlib.util.find_spec("purenn." + name)
    return spec.loader.get_source(spec.name)


def divided(kind):
    return lambda a, b: kind(a) / kind(b) if isinstance(a, int) and isinstance(b, int) else a / b


def raised(kind):
    def power(a, b):
        result = a**b
        return kind(result) if type(result) is float else result

    return power


def deep(value, kind=Single):
    """Return numbers, in lists and tuples too, as floats of 32 bits; whole numbers stay what they are."""
    if isinstance(value, (list, tuple)):
        return type(value)([deep(v, kind) for v in value])
    return kind(value) if isinstance(value, float) else value


class _Changed(ast.NodeTransformer):
    """Change the source of a core file; imports of `math` and `json` get the name of what stands in for them."""

    def __init__(self, package):
        self.package = package

    def visit_If(self, node):
        return None if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING" else self.generic_visit(node)

    def visit_Constant(self, node):
        return _call("_Single", node) if type(node.value) is float else node

    def visit_Name(self, node):
        return ast.copy_location(ast.Name("_Single", node.ctx), node) if node.id == "float" else node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        names = {ast.Div: "_divided", ast.Pow: "_raised"}
        return _call(names[type(node.op)], node.left, node.right) if type(node.op) in names else node

    def visit_AugAssign(self, node):
        assert not isinstance(node.op, (ast.Div, ast.Pow)), "line %d: write it as a division, or teach this file" % node.lineno
        return self.generic_visit(node)

    def visit_Import(self, node):
        for alias in node.names:
            if alias.name in ("math", "json"):
                alias.asname = alias.asname or alias.name
                alias.name = self.package + "_" + alias.name
        return node

    def visit_ImportFrom(self, node):
        if node.module == "math":
            node.module = self.package + "_math"
        elif node.module in ("operator", "itertools"):
            node.module = self.package + "_missing"
        return node


def _call(name, *values):
    return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), list(values), []), values[0])


def _mathematics(kind, name):
    """Return what stands in for `math`: without sumprod, and with an error where a finite number gives an infinite one, as on boards."""
    module = types.ModuleType(name)

    def of(function):
        def calculate(*numbers):
            result = function(*[kind(v) for v in numbers])
            if type(result) is float:
                result = kind(result)
                if math.isinf(result) and all(map(math.isfinite, numbers)):
                    raise ValueError("math domain error")
            return result

        return calculate

    for word in dir(math):
        value = getattr(math, word)
        if callable(value) and not word.startswith("_") and word not in ("sumprod", "fsum", "log1p"):
            setattr(module, word, of(value))
    module.pi, module.e = kind(math.pi), kind(math.e)
    return module


def _json(kind, name):
    module = types.ModuleType(name)
    module.dumps = json.dumps
    module.loads = lambda text: json.loads(text, parse_float=lambda word: kind(float(word)))
    return module


def core(kind=Single):
    """Return all names of the core, public and of every module, as attributes of one object."""
    package = "purenn_" + kind.__name__.lower()
    if package not in sys.modules:
        _load(kind, package)
    return sys.modules[package]


def _load(kind, package):
    whole = types.ModuleType(package)
    whole.__path__ = []
    sys.modules[package] = whole
    sys.modules[package + "_math"] = _mathematics(kind, package + "_math")
    sys.modules[package + "_json"] = _json(kind, package + "_json")
    for name, public in table():
        if not (FOLDER / (name + ".py")).exists():
            continue  # a folder, for a full Python
        module = types.ModuleType(package + "." + name)
        module.__package__ = package
        module.__dict__.update(_Single=kind, _divided=divided(kind), _raised=raised(kind))
        sys.modules[module.__name__] = module
        tree = ast.fix_missing_locations(_Changed(package).visit(ast.parse(source(name))))
        exec(compile(tree, name + ".py", "exec"), module.__dict__)
        setattr(whole, name, module)
        for word in public:
            setattr(whole, word, getattr(module, word))

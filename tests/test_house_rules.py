"""House rules: what every core file may import and use, and what every docstring has to keep.

A file directly in purenn/ runs unmodified on MicroPython; formulas in docstrings are Python, and those of what learns are run.
"""

import ast
import inspect
import io
import json
import math
import runpy
import tokenize
from pathlib import Path

import pytest
from strategies import assert_near, table

import purenn as nn
from purenn import clipping, functions

FOLDER = Path(nn.__file__).resolve().parent
ORDER = list(dict.fromkeys(module for module, _ in table() if (FOLDER / (module + ".py")).exists()))
FILES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__main__")
every_file = pytest.mark.parametrize("name", FILES)


def tree(name):
    return ast.parse((FOLDER / (name + ".py")).read_text(encoding="utf-8"))


def is_type_checking(node):
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def walk(node, parents=()):
    """Yield (node, parents) of everything that runs: blocks under `if TYPE_CHECKING:` do not."""
    yield node, parents
    for child in ast.iter_child_nodes(node):
        if not is_type_checking(child):
            yield from walk(child, (*parents, node))


# Imports


def imports(module):
    """Yield (name, guarded) of every import: own modules as ".name"; guarded ones stand in a try."""
    for node, parents in walk(module):
        guarded = any(isinstance(parent, ast.Try) for parent in parents)
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, guarded
        elif isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module else [alias.name for alias in node.names]
            for name in names:
                yield "." * node.level + name, guarded


def import_faults(name, module):
    """Say which imports of a core file the house does not allow."""
    allowed = {"math", "json", "array"}
    with_fallback = {"operator", "itertools"} | ({"os"} if name == "storage" else {"gc"} if name == "memory" else set())
    above = ORDER[: ORDER.index(name)] if name in ORDER else []
    faults = []
    for imported, guarded in imports(module):
        if imported.startswith("."):
            if imported[1:] not in above:
                faults.append("%s does not stand above %s" % (imported, name))
        elif imported in with_fallback:
            if not guarded:
                faults.append("%s has no fallback" % imported)
        elif imported not in allowed:
            faults.append("%s is not allowed" % imported)
    return faults


# The one place, besides the table itself, where the core asks the package for something on the host side. It imports no folder:
# it asks the table of contents for a name, which on a board is one plain ImportError (see the test of a board without folders).
ASKS_THE_TABLE = {"callbacks": "plot_history"}


def hidden_imports(name, module):
    """Say where a core file imports by a call, which the scan of import statements does not see."""
    calls = {id(node.func): node for node in ast.walk(module) if isinstance(node, ast.Call)}
    asked = [node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute) and is_package(node.value)]
    names = [node for node in ast.walk(module) if isinstance(node, ast.Name) and node.id in ("__import__", "exec", "eval", "importlib")]
    faults = ["%s.%s is not allowed" % ("purenn", attribute) for attribute in asked if attribute != ASKS_THE_TABLE.get(name)]
    return faults + ["%s is not allowed" % node.id for node in names if not (id(node) in calls and is_package(calls[id(node)]))]


def is_package(node):
    """Tell whether this is `__import__("purenn")`, the package itself and no folder in it."""
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "__import__"
    return call and [getattr(argument, "value", None) for argument in node.args] == ["purenn"] and not node.keywords


@every_file
def test_core_modules_do_not_import_by_a_call(name):
    """A folder that is loaded behind the back of the scan above; only the table itself, in __init__, may do so."""
    if name != "__init__":
        assert hidden_imports(name, tree(name)) == []


def test_the_exception_is_needed():
    """A name that stays on the list after its use is gone."""
    for name, asked in ASKS_THE_TABLE.items():
        assert '__import__("purenn").%s' % asked in (FOLDER / (name + ".py")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "code",
    [
        '__import__("purenn.teach")',
        '__import__("purenn", None, None, ("teach",))',
        'def f():\n    return __import__("purenn").teach',
        'def f():\n    return __import__("purenn").explain',
        "load = __import__",
        'exec("import os")',
    ],
)
def test_the_scan_of_calls_sees(code):
    """A scan that knows the one exception by its file, and passes anything there."""
    assert hidden_imports("callbacks", ast.parse(code))
    assert hidden_imports("network", ast.parse('__import__("purenn").plot_history'))


@every_file
def test_core_modules_import_only_what_boards_have_and_what_stands_above_them(name):
    """An import of a folder, of typing, of a module further down (a circle), or of something with no fallback."""
    assert import_faults(name, tree(name)) == []


@pytest.mark.parametrize(
    "code",
    [
        "import typing",
        "from random import random",
        "def f():\n    import os",
        "from .network import Network",
        "from . import data",
        "from .data import iris",
        "from operator import mul",
        "import itertools",
        "def f():\n    from .training import train",
        "try:\n    import copy\nexcept ImportError:\n    copy = None",
    ],
)
def test_the_import_scan_sees(code):
    """A scan that looks at the top level only, or that passes everything."""
    assert import_faults("layers", ast.parse(code))


def test_the_import_scan_leaves_types_alone():
    assert import_faults("layers", ast.parse("if TYPE_CHECKING:\n    from typing import Any\n    from .network import Network")) == []
    assert import_faults("storage", ast.parse("try:\n    import os\nexcept ImportError:\n    os = None")) == []


def test_os_stands_in_storage_with_its_reason():
    text = (FOLDER / "storage.py").read_text(encoding="utf-8")
    before = text[: text.index("import os")].rstrip().split("\n")
    assert before[-1] == "try:"
    assert before[-2].startswith("# ")


def test_the_table_names_every_core_file():
    """A file that nobody can reach, or whose place in the order is not known."""
    assert sorted([*ORDER, "__init__"]) == FILES


def test_package_json_lists_exactly_the_core_files():
    """A board that lacks a file, or that gets one it cannot run."""
    path = FOLDER / "package.json"
    if not path.exists():
        pytest.skip("purenn/package.json is not there yet")
    listed = json.loads(path.read_text())["urls"]
    names = [target for target, _ in listed]
    assert sorted(names) == ["purenn/%s.py" % name for name in FILES]
    assert all(source.endswith(target.split("/")[1]) for target, source in listed)


def test_the_stub_names_everything_in_the_table():
    """A name that type checkers do not know, or that is not there at all."""
    path = FOLDER / "__init__.pyi"
    if not path.exists():
        pytest.skip("purenn/__init__.pyi is not there")
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            imported |= {alias.asname for alias in node.names}
    assert {*nn.__all__, "testing"} == imported


def test_mutmut_finds_the_tests_of_every_core_file():
    """A run over all modules that ends at a file of tests which is not there."""
    table = runpy.run_path(str(FOLDER.parent / "tests" / "mutation" / "run.py"))["TESTS"]
    found = {name: table.get(name, ["test_%s.py" % name]) for name in FILES if name != "__main__"}
    assert set(table) <= set(found)
    assert not [(name, file) for name in found for file in found[name] if not (FOLDER.parent / "tests" / file).exists()]


# Syntax that MicroPython does not have


def syntax_faults(source):
    """Say which lines use what MicroPython, or this house, has not."""
    module, faults = ast.parse(source), []
    for node, _ in walk(module):
        kind = type(node).__name__
        line = getattr(node, "lineno", 0)
        if kind in ("JoinedStr", "NamedExpr", "Match", "TryStar", "AsyncFunctionDef", "Await", "TypeAlias"):
            faults.append((line, kind))
        if isinstance(node, ast.arguments) and node.posonlyargs:
            faults.append((line, "positional-only arguments"))
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and any(isinstance(e, ast.Starred) for e in node.elts):
            faults.append((line, "starred display"))
        if isinstance(node, ast.Dict) and None in node.keys:
            faults.append((line, "** in a dictionary display"))
        if isinstance(node, ast.Raise) and node.cause is not None:
            faults.append((line, "raise from"))
        if isinstance(node, ast.Attribute) and node.attr in (
            "ljust", "rjust", "zfill", "casefold", "removeprefix", "removesuffix", "isidentifier", "expandtabs", "hex", "fromhex", "is_integer", "as_integer_ratio"
        ):  # fmt: skip
            faults.append((line, node.attr))
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            if name == "print":
                faults.append((line, "print"))
            if name == "zip" and node.keywords:
                faults.append((line, "zip(strict=)"))
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
            faults += [(line, n) for n in names if n in ("typing", "dataclasses", "abc", "functools", "copy", "enum", "contextlib", "numbers")]
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation is not None and not (isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)):
                faults.append((annotation.lineno, "an annotation that is evaluated"))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NUMBER and "_" in token.string:
            faults.append((token.start[0], "an underscore in a number"))
    return faults


@every_file
def test_core_files_use_no_syntax_that_boards_lack(name):
    """A file that CPython likes and a board refuses; a print in the library."""
    assert syntax_faults((FOLDER / (name + ".py")).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'f"{x}"',
        "(x := 1)",
        "def f(a, /): pass",
        "[*a, 1]",
        "(*a, 1)",
        "{**a}",
        "raise A from b",
        "'a'.ljust(3)",
        "x.zfill(2)",
        "print(1)",
        "zip(a, b, strict=True)",
        "import typing",
        "from functools import partial",
        "def f(x: int): pass",
        "def f() -> int: pass",
        "x: int = 1",
        "1_000",
    ],
)
def test_the_syntax_scan_sees(code):
    assert syntax_faults(code)


def test_the_syntax_scan_passes_what_is_fine():
    assert syntax_faults('def f(x: "int", *rest, **more) -> "int":\n    return g(*rest, **more) + "%s" % x') == []


# Docstrings


def public_objects():
    """Yield (name, object) of every public function, class and method that the core defines."""
    for name in ORDER:
        module = getattr(nn, name)
        yield name, module
        for attribute, value in sorted(vars(module).items()):
            if attribute.startswith("_") or getattr(value, "__module__", None) != module.__name__:
                continue
            if inspect.isfunction(value) or inspect.isclass(value):
                yield "%s.%s" % (name, attribute), value
            if inspect.isclass(value):
                for method, member in sorted(vars(value).items()):
                    function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
                    if inspect.isfunction(function) and not method.startswith("_") and function.__name__ == method:
                        yield "%s.%s.%s" % (name, attribute, method), function


OBJECTS = list(public_objects())


def inherited_docstring(name):
    """Tell whether the docstring of a method is that of the class it comes from, so that it needs none of its own."""
    parts = name.split(".")
    if len(parts) != 3:
        return False
    kind = getattr(getattr(nn, parts[0]), parts[1])
    return any(getattr(vars(base).get(parts[2]), "__doc__", None) for base in kind.__mro__[1:])


def is_property(name):
    """Tell whether a name of OBJECTS is that of a property, which is a thing and does nothing."""
    parts = name.split(".")
    return len(parts) == 3 and isinstance(vars(getattr(getattr(nn, parts[0]), parts[1]))[parts[2]], property)


@pytest.mark.parametrize("name, value", OBJECTS, ids=[name for name, _ in OBJECTS])
def test_every_public_object_says_what_it_does_in_one_sentence(name, value):
    """A public object without a docstring, or with one that starts with half a sentence."""
    if not value.__doc__ and inherited_docstring(name):
        return
    assert value.__doc__, "%s has no docstring" % name
    first = value.__doc__.strip().split("\n")[0]
    assert first[0].isupper()
    assert first.endswith("."), first
    if inspect.isfunction(value) and not is_property(name):
        word = first.split()[0].rstrip(",:")
        assert word not in ("A", "An", "The", "This", "It", "Returns", "Gets", "Sets", "Computes", "Makes", "Gives", "Takes", "Draws", "Raises"), first
        assert word.endswith("ss") or not word.endswith("s"), first


def formulas(value):
    """Return the lines of the Formula part of a docstring."""
    lines, inside = [], False
    for line in inspect.getdoc(value).split("\n"):
        if line.startswith("Formula:"):
            inside = True
            line = line[len("Formula:") :]
        elif inside and line and not line[0].isspace():
            break
        if inside and line.strip():
            lines.append(line.strip())
    return lines


WITH_FORMULA = [(name, line) for name, value in OBJECTS if value.__doc__ and "Formula:" in value.__doc__ for line in formulas(value)]


def test_there_are_formulas():
    """The parser below finding nothing, and all tests of formulas passing."""
    assert len(WITH_FORMULA) > 60


@pytest.mark.parametrize("name, line", WITH_FORMULA, ids=["%s: %s" % pair for pair in WITH_FORMULA])
def test_formulas_are_python(name, line):
    """Prose or mathematics in a place that promises something to run."""
    compile(line, name, "exec")


# Formulas that are run

NUMBERS = dict(vars(math), sigmoid=nn.sigmoid, tanh=nn.tanh, softmax=nn.softmax, log_softmax=nn.log_softmax)
POINTS = [-3.0, -1.0, -0.25, 0.25, 1.0, 2.5]

FUNCTIONS = [
    name
    for name in ("step", "sigmoid", "tanh", "relu", "leaky_relu", "identity")
    for name in (name, name + "_derivative")
]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_formula_of_an_activation_is_what_it_does(name):
    """A formula that nothing runs: a sign, a slope or a case is soon wrong in it."""
    function = getattr(functions, name)
    (formula,) = formulas(function)
    for z in [*POINTS, 0.0]:
        assert_near(function(z), eval(formula, dict(NUMBERS, z=z, slope=0.01)))
    if "slope" in formula:
        assert_near([function(z, 0.5) for z in POINTS], [eval(formula, dict(NUMBERS, z=z, slope=0.5)) for z in POINTS])


@pytest.mark.parametrize("function, left", [(nn.softmax, "a[k] = "), (nn.log_softmax, "l[k] = ")])
def test_the_formula_of_softmax_is_what_it_does(function, left):
    (formula,) = formulas(function)
    assert formula.startswith(left)
    z = [0.5, -1.0, 3.0]
    assert_near(function(z), [eval(formula[len(left) :], dict(NUMBERS, z=z, k=k)) for k in range(3)])


def test_the_formulas_of_the_sigmoid_and_softmax_layers_are_what_they_do():
    dA, Z = [[1.0, -2.0, 0.5]], [[0.5, -1.0, 2.0]]
    for layer, last in ((nn.Sigmoid(), -1), (nn.Softmax(), -1)):
        A = layer.forward(Z)
        name, formula = formulas(type(layer))[last].split(" = ", 1)
        values = {}
        for j in range(3):
            values[j] = eval(formula, {"A": A, "dA": dA, "s": 0, "i": j, "j": j})
        assert name.startswith("dZ[s]")
        assert_near(layer.backward(dA), [[values[j] for j in range(3)]])


def statements(value):
    """Return the right sides of a docstring's formulas by the name on their left; the first of a name stays."""
    found = {}
    for line in formulas(value):
        left, right = line.split(" = ", 1)
        found.setdefault(left.split("[")[0], right)
    return found


ELEMENT_LOSSES = [
    (nn.MSE(), [[0.0], [4.0], [1.0]]),
    (nn.SSE(), [[0.0], [4.0], [1.0]]),
    (nn.MAE(), [[0.0], [4.0], [0.5]]),
    (nn.Huber(0.75), [[0.0], [4.0], [0.5]]),
    (nn.Hinge(), [[1], [-1], [1]]),
    (nn.BCE(), [[1], [0], [0.5]]),
]


@pytest.mark.parametrize("loss, Y", ELEMENT_LOSSES, ids=repr)
def test_the_formulas_of_a_loss_are_what_it_does(loss, Y):
    """A cross-entropy without its minus sign; a mean in the text and a sum in the code."""
    A = [[0.25], [0.5], [0.9]] if isinstance(loss, nn.BCE) else [[0.25], [2.0], [0.75]]
    found = statements(type(loss))
    elements = [(a, y) for (a,), (y,) in zip(A, Y)]
    names = dict(NUMBERS, elements=elements, differences=[a - y for a, y in elements], count=len(A), delta=0.75)
    assert_near(loss(A, Y), eval(found["loss"], names))
    gradient = [[eval(found["gradient"], dict(names, a=a, y=y, d=a - y))] for a, y in elements]
    assert_near(loss.gradient(A, Y), gradient)


def test_the_formula_of_bce_from_logits_is_what_it_does():
    Z, Y = [[2.0], [-1.0], [30.0]], [[1], [0.5], [0]]
    formula = formulas(nn.BCE)[2].split(" = ", 1)[1]
    names = dict(NUMBERS, elements=[(z, y) for (z,), (y,) in zip(Z, Y)], count=3)
    assert_near(nn.BCE()(nn.Sigmoid().predict(Z), Y), eval(formula, names))


@pytest.mark.parametrize("loss", [nn.CrossEntropy(), nn.SoftmaxCrossEntropy()], ids=repr)
def test_the_formulas_of_the_class_losses_are_what_they_do(loss):
    A, Y = [[0.25, 0.5, 0.25], [0.1, 0.1, 0.8]], [[0, 1, 0], [0, 0, 1]]
    found = statements(type(loss))
    names = dict(NUMBERS, A=A, Y=Y, n=2, classes=3)
    assert_near(loss(A, Y), eval(found["loss"], names))
    assert_near(loss.gradient(A, Y), [[eval(found["gradient"], dict(names, s=s, k=k)) for k in range(3)] for s in range(2)])


def test_the_formulas_of_class_weights_are_what_they_do():
    """Weights of the other class in the text; a mean over the weights in the text, and over the samples in the code."""
    A, Y, weights = [[0.25], [0.5], [0.9]], [[1], [0], [0.5]], [0.5, 3]
    elements = [(a, y) for (a,), (y,) in zip(A, Y)]
    names = dict(NUMBERS, elements=elements, count=3, class_weights=weights, point=nn.BCE().point)
    assert_near(nn.BCE(weights)(A, Y), eval(statements(nn.BCE)["weighted"], names))
    A, Y, weights = [[0.25, 0.5, 0.25], [0.1, 0.1, 0.8], [0.5, 0.25, 0.25]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]], [0.5, 3, 0]
    found, names = statements(nn.CrossEntropy), dict(NUMBERS, A=A, Y=Y, n=3, classes=3, class_weights=weights)
    names["weight"] = [eval(found["weight"], dict(names, s=s)) for s in range(3)]
    assert_near(nn.CrossEntropy(weights)(A, Y), eval(found["weighted"], names))


SCHEDULES = [nn.StepDecay(0.5, 3, 0.5), nn.ExponentialDecay(0.5, 0.75), nn.CosineDecay(0.5, 8, 0.125), nn.InverseTimeDecay(0.5, 0.25)]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=repr)
def test_the_formula_of_a_schedule_is_what_it_does(schedule):
    (formula,) = formulas(type(schedule))
    for epoch in range(12):
        assert_near(schedule(epoch), eval(formula, dict(NUMBERS, epoch=epoch, **vars(schedule))))


OPTIMIZERS = [
    (nn.SGD(0.1), 0, 1),
    (nn.SGD(0.1, momentum=0.5), 1, 2),
    (nn.SGD(0.1, momentum=0.5, nesterov=True), 2, 3),
    (nn.AdaGrad(0.1), 0, 9),
    (nn.RMSProp(0.1, decay=0.75), 0, 9),
    (nn.Adam(0.1, 0.5, 0.75), 0, 9),
]


@pytest.mark.parametrize("optimizer, first, last", OPTIMIZERS, ids=[repr(case[0]) + str(case[1]) for case in OPTIMIZERS])
def test_the_formula_of_an_optimizer_is_what_it_does(optimizer, first, last):
    values = [1.0]
    names = dict(NUMBERS, rate=0.1, w=1.0, v=0, m=0, s=0, t=0, **{k: v for k, v in vars(optimizer).items() if not k.startswith("_")})
    for g in (0.5, -2.0, 1.0):
        optimizer.step([(values, [g])])
        names["g"] = g
        for line in formulas(type(optimizer))[first:last]:
            exec(line, names)
        assert_near(values[0], names["w"])


def test_the_formulas_of_clipping_and_decay_are_what_they_do():
    (formula,) = formulas(clipping.clip_by_value)
    for g in POINTS:
        assert clipping.clip_by_value([([0.0], [g])], 0.75)[0][1] == [eval(formula.split(" = ")[1], {"g": g, "limit": 0.75})]
    names = dict(NUMBERS, all_lists=[[3.0], [4.0]], limit=1.0, g=3.0)
    for line in formulas(clipping.clip_by_norm):
        exec(line, names)
    assert_near(clipping.clip_by_norm([([0.0], [3.0]), ([0.0], [4.0])], 1.0)[0][1], [names["g"]])
    names = {"g": 0.5, "w": 2.0, "weight_decay": 0.25}
    exec(formulas(nn.Optimizer)[0], names)
    values = [2.0]
    nn.SGD(1.0, weight_decay=0.25).step([(values, [0.5])])
    assert values == [2.0 - names["g"]]


def test_the_formulas_of_dense_are_what_it_does():
    layer = nn.Dense(3, 2)
    X, dZ = [[1.0, -2.0, 0.5], [0.25, 3.0, 1.0]], [[1.0, -1.0], [0.5, 2.0]]
    Z, dX = layer.forward(X), layer.backward(dZ)
    results = {"Z": (Z, "sj"), "d_weights": (layer.d_weights, "ji"), "d_biases": (layer.d_biases, "j"), "dX": (dX, "si")}
    names = {"X": X, "dZ": dZ, "weights": layer.weights, "biases": layer.biases, "inputs": 3, "outputs": 2, "samples": 2}
    sizes = {"s": 2, "j": 2, "i": 3}
    assert len(formulas(nn.Dense)) == 4
    for line in formulas(nn.Dense):
        left, right = line.split(" = ", 1)
        result, letters = results[left.split("[")[0]]
        for a in range(sizes[letters[0]]):
            if len(letters) == 1:
                assert_near(result[a], eval(right, dict(names, **{letters: a})))
                continue
            for b in range(sizes[letters[1]]):
                assert_near(result[a][b], eval(right, dict(names, **{letters[0]: a, letters[1]: b})))


def test_conventions_are_said_in_docstrings():
    """Every loss says which mean and which sum: MSE, MAE, Huber, Hinge and BCE over elements, the class losses over samples."""
    for name in ("MSE", "MAE", "Huber", "Hinge", "BCE"):
        assert getattr(nn, name).convention == "mean over all elements"
    assert nn.SSE.convention.startswith("sum ")
    assert nn.CrossEntropy.convention == nn.SoftmaxCrossEntropy.convention == "mean over samples"
    assert [c.reduction for c in (nn.MSE, nn.SSE, nn.BCE, nn.CrossEntropy)] == ["mean", "sum", "mean", "mean"]

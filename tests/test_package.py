"""The package: its table of contents loads a name on first use, and nothing before."""

import builtins
import os
import re
import subprocess
import sys
from pathlib import Path

import boards
import pytest
from strategies import table

import purenn as nn

ROOT = Path(nn.__file__).resolve().parent.parent


def run(code, *options):
    """Run code in a fresh Python that sees this purenn and nothing else."""
    start = "import sys; sys.path.insert(0, %r)\n" % str(ROOT)
    done = subprocess.run([sys.executable, *options, "-c", start + code], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


LOADED = "print(' '.join(sorted(name[7:] for name in sys.modules if name.startswith('purenn.'))))"


def test_import_purenn_loads_no_module():
    """A table that is imported eagerly: on a board that costs memory and seconds."""
    assert run("import purenn\n" + LOADED, "-I", "-S") == ""


def test_predicting_loads_neither_training_nor_optimizers_nor_storage():
    """An import that moved from a function to the top of network.py."""
    code = "from purenn.network import Network\nfrom purenn.layers import Dense\nNetwork([Dense(2, 1)]).predict([[0, 1]])\n"
    loaded = run(code + LOADED, "-I", "-S").split()
    assert "network" in loaded
    assert not {"training", "optimizers", "storage", "losses", "metrics", "neuron", "scaling", "data"} & set(loaded)


def test_a_name_loads_its_module_and_those_below_only():
    assert run("import purenn\npurenn.softmax\n" + LOADED, "-I", "-S") == "functions shapes"


def test_training_needs_no_site_packages_and_no_writable_place():
    code = "import purenn as nn\nnet = nn.Network([nn.Dense(1, 1)])\nprint(len(net.fit([[1.0]], [[0.0]], nn.MSE(), nn.SGD(0.1), epochs=2).loss))"
    assert run(code, "-I", "-S", "-E", "-B") == "2"


def test_training_loads_only_what_it_uses():
    """Schedules, clipping, plans and the sentences about divergence, in a heap that is small."""
    code = "import sys\nimport purenn as nn\nnn.Network([nn.Dense(1, 1)]).fit([[1.0]], [[0.0]], nn.MSE(), nn.SGD(0.1))\n"
    code += "print(' '.join([name for name in sys.modules if name.startswith('purenn.')]))"
    loaded = run(code, "-I", "-S")
    for name in ("schedules", "clipping", "divergence", "memory", "streaming", "storage", "metrics", "scaling"):
        assert "purenn." + name not in loaded.split()


@pytest.mark.parametrize("name", sorted(set(nn.__all__)))
def test_every_name_of_the_table_loads(name):
    """A name in the table that its module does not have, or that another module of the same name hides."""
    value = getattr(nn, name)
    assert getattr(nn, name) is value
    module = {module for module, names in table() if name in names} or {name}
    assert value.__name__.split(".")[-1] == name
    assert set(getattr(value, "__module__", value.__name__).split(".")) & module


def test_names_stand_in_one_module_only():
    """Two modules that offer one name: which one people get would depend on the order of the table."""
    names = [name for _, names in table() for name in names]
    assert len(set(names)) == len(names)
    assert not set(names) & {module for module, _ in table()}


def test_star_import_gives_the_table():
    assert run("from purenn import *\nprint(Dense.__name__, linalg.__name__, sigmoid(0.0))") == "Dense purenn.linalg 0.5"


def test_a_name_is_looked_up_once_and_is_the_modules_own(monkeypatch):
    """The package in place of the module; a name that is looked up again at every use, or only the second time."""
    for name in ("functions", "softmax"):
        monkeypatch.delattr(nn, name, raising=False)
    assert nn.functions is sys.modules["purenn.functions"]
    assert nn.softmax is nn.functions.softmax
    assert vars(nn)["softmax"] is nn.functions.softmax


def test_dir_shows_the_table():
    """A name that the interactive help cannot complete, or completes to one that is not there."""
    assert set(dir(nn)) == {"__version__", "testing", *nn.__all__}
    assert all([hasattr(nn, name) for name in dir(nn)])


def test_dir_loads_nothing():
    assert run("import purenn\nassert 'Dense' in dir(purenn)\n" + LOADED, "-I", "-S") == ""


def test_unknown_names_are_attribute_errors():
    """hasattr and copy ask for names that are not there: they must get an AttributeError and nothing else."""
    with pytest.raises(AttributeError) as caught:
        nn.Densee
    assert str(caught.value) == "module 'purenn' has no attribute 'Densee'"
    assert not hasattr(nn, "")
    assert not hasattr(nn, "__wrapped__")
    with pytest.raises(ImportError):
        exec("from purenn import Densee")


def test_what_cannot_be_loaded_is_one_plain_import_error(monkeypatch):
    """On a board: a host-side name gives one sentence, not a chain of them."""
    monkeypatch.setattr(nn, "_HOST", nn._HOST + "nowhere Nothing\n")
    for name in ("nowhere", "Nothing"):
        with pytest.raises(ImportError) as caught:
            getattr(nn, name)
        assert str(caught.value) == "purenn.nowhere cannot be loaded on this Python: No module named 'purenn.nowhere'"


def test_a_board_without_folders_says_in_one_sentence_that_it_has_no_pictures(tmp_path):
    """history.plot() on a board: a chain of errors, a crash, or an import of a folder when nobody asked for a picture."""
    (tmp_path / "purenn").mkdir()
    for path in (ROOT / "purenn").glob("*.py"):
        (tmp_path / "purenn" / path.name).write_bytes(path.read_bytes())
    code = "import sys\nsys.path.insert(0, %r)\n" % str(tmp_path)
    code += "import purenn as nn\nhistory = nn.Network([nn.Dense(1, 1)]).fit([[1.0]], [[0.0]], nn.MSE(), nn.SGD(0.1))\n"
    code += "try:\n    history.plot()\nexcept ImportError as error:\n    print(error)\n"
    pythons = [[sys.executable, "-I", "-S"], [os.environ.get("PURENN_MICROPYTHON")]]
    for board in [command for command in pythons if command[0]]:
        done = subprocess.run([*board, "-c", code], capture_output=True, text=True, check=False, cwd=str(tmp_path))
        assert (done.returncode, done.stderr) == (0, "")
        assert re.match(r"^purenn\.teach cannot be loaded on this Python: no module named 'purenn\.teach'\n$", done.stdout, re.IGNORECASE), done.stdout


@pytest.mark.parametrize("name", ["export_source", "export", "data", "explain", "Doctor", "plot_history", "testing"])
def test_what_needs_a_full_python_says_so_on_a_board(name, tmp_path):
    """SyntaxError: *x must be assignment target, from a file that a board was never meant to read."""
    lines, error = boards.run("import purenn as nn\ntry:\n    nn.%s\nexcept ImportError as error:\n    print(error)\n" % name, "128k", tmp_path)
    module = {"export_source": "export", "data": "data", "export": "export", "testing": "testing"}.get(name, "teach")
    assert (lines, error) == (["purenn.%s needs a full Python, and this one is for boards" % module], "")


def test_a_mistake_in_a_file_keeps_its_line(tmp_path, monkeypatch):
    """A typing error of somebody who changes purenn, and only the word that it cannot be loaded."""
    (tmp_path / "wrong.py").write_text("import os\n\nx = = 3\nfrom __future__ import annotations\n")
    monkeypatch.setattr(nn, "_HOST", nn._HOST + "wrong\n")
    monkeypatch.setattr(nn, "__path__", [*nn.__path__, str(tmp_path)])
    with pytest.raises(SyntaxError) as caught:
        nn.wrong
    assert (caught.value.lineno, caught.value.filename) == (3, str(tmp_path / "wrong.py"))


def test_the_version_is_that_of_package_json():
    assert [part.isdigit() for part in nn.__version__.split(".")] == [True] * 3
    path = ROOT / "purenn" / "package.json"
    if not path.exists():
        pytest.skip("purenn/package.json is not there yet")
    assert '"version": "%s"' % nn.__version__ in path.read_text()


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("error", [SyntaxError("*x must be assignment target"), ImportError("no module named '__future__'")], ids=["syntax", "import"])
def test_what_a_board_cannot_read_needs_a_full_python(monkeypatch, full, error):
    """A board's complaint about the syntax, which says nothing to its owner; a mistake in our own code that is called a missing Python."""
    real = builtins.__import__

    def failing(name, *others):
        if name == "purenn.export":
            raise error
        if name == "__future__" and not full:
            raise ImportError(name)
        return real(name, *others)

    monkeypatch.setattr(builtins, "__import__", failing)
    with pytest.raises(SyntaxError if full and isinstance(error, SyntaxError) else ImportError) as caught:
        nn._load("export")
    monkeypatch.undo()
    board, own = "purenn.export needs a full Python, and this one is for boards", str(error)
    assert str(caught.value) == (board if not full else own if isinstance(error, SyntaxError) else "purenn.export cannot be loaded on this Python: " + own)

"""The places it runs in: an archive, an isolated Python, a disk that nothing may be written to."""

import shutil
import sys
import zipapp
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ISOLATED = ["-I", "-S", "-E", "-B"]
TRAIN = ["train", "--data", "iris", "--epochs", "3"]


@pytest.fixture
def package(tmp_path):
    """Give a folder that holds a copy of purenn and nothing else."""
    shutil.copytree(ROOT / "purenn", tmp_path / "app" / "purenn", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "app"


def check(python, *start):
    good = python(*ISOLATED, *start, *TRAIN)
    assert (good.status, good.err) == (0, "")
    assert good.out.count("epoch ") == 3
    bad = python(*ISOLATED, *start, "train", "--data", "irsi")
    assert (bad.status, bad.err.count("\n")) == (2, 1)


@pytest.mark.long
def test_from_a_folder(python, package):
    check(python, package / "purenn")


@pytest.mark.long
def test_from_an_archive_with_the_package_in_it(python, package, tmp_path):
    zipapp.create_archive(package, tmp_path / "purenn.pyz", main="purenn.cli:main")
    check(python, tmp_path / "purenn.pyz")


@pytest.mark.long
def test_from_an_archive_of_the_package_itself(python, package, tmp_path):
    zipapp.create_archive(package / "purenn", tmp_path / "purenn.pyz")
    check(python, tmp_path / "purenn.pyz")
    assert python(*ISOLATED, tmp_path / "purenn.pyz", "--version").out.startswith("purenn 0.")


def test_as_a_module(python):
    assert python("-m", "purenn", *TRAIN).status == 0


@pytest.mark.long
@pytest.mark.skipif(not hasattr(sys, "addaudithook"), reason="this Python has no audit hooks")
def test_nothing_is_written_that_was_not_asked_for(python, package):
    code = """
import sys, os
def no_writing(event, arguments):
    if event != "open":
        return
    path, mode, flags = arguments  # flags count where there is no mode; PyPy fills them in anyhow
    if set(mode) & set("wax+") if mode else flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise OSError(30, "Read-only file system", str(path))
sys.addaudithook(no_writing)
sys.path.insert(0, %r)
from purenn.cli import main
main(%r)
"""
    result = python(*ISOLATED, "-c", code % (str(package), TRAIN))
    assert (result.status, result.err) == (0, "")
    told = python(*ISOLATED, "-c", code % (str(package), [*TRAIN, "--out", "m.json"]))
    assert (told.status, told.err) == (2, "purenn: --out m.json cannot be written: Read-only file system\n")

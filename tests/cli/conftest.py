"""Run a command in this process, in a folder of its own, and see what it printed."""

import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from purenn import cli

Result = namedtuple("Result", "status out err")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Let every test write where nobody minds."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def purenn(capsys):
    """Give a function that does what the command of that name does: purenn("train", "--data", "xor")."""

    def call(*arguments):
        capsys.readouterr()
        status = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return call


@pytest.fixture
def python():
    """Give a function that runs a real Python: python("-m", "purenn"); purenn is found in the working copy."""

    def call(*arguments, **environment):
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(command, env=variables, capture_output=True, check=False, timeout=120)
        return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return call

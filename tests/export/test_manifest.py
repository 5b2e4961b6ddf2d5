"""The manifest with which a firmware is built: it freezes the core, and nothing else."""

import os
from pathlib import Path

import purenn

FOLDER = Path(purenn.__file__).resolve().parent


def test_the_manifest_freezes_exactly_the_core(monkeypatch):
    """A firmware that lacks a file of the core, or that carries folders which need a full Python."""
    manifest = FOLDER / "export" / "frozen" / "manifest.py"
    calls = []
    monkeypatch.chdir(manifest.parent)  # as MicroPython's build does before it runs a manifest
    exec(compile(manifest.read_text(encoding="utf-8"), str(manifest), "exec"), {"package": lambda *names, **options: calls.append((names, options))})
    (((name,), options),) = calls
    assert sorted(options) == ["base_path", "files"]
    paths = [Path(os.path.abspath(os.path.join(options["base_path"], name, file))) for file in options["files"]]
    assert sorted(paths) == sorted(path for path in FOLDER.glob("*.py") if path.name != "__main__.py")

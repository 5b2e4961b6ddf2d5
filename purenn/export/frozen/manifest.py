# mypy: ignore-errors
# ruff: noqa: F821, SIM115
#
# Freeze the core of purenn into a firmware, so that it lies in flash, compiled, and takes no heap to import.
# MicroPython's build runs this file. Name it in the manifest of your board, and build:
#
#   include("$(PORT_DIR)/boards/manifest.py")                     # what the board has anyway
#   include("/path/to/purenn/export/frozen/manifest.py")
#
#   make BOARD=RPI_PICO FROZEN_MANIFEST=/path/to/your/manifest.py
#
# `package` is the build's own word; paths are relative to this file. The list of files is that of package.json.

import json

_urls = json.load(open("../../package.json"))["urls"]
package("purenn", files=[source for _, source in _urls], base_path="../../..")

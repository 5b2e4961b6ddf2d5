"""Bugs of the estimates whether a model fits a board."""

TESTS = {name: ["export/test_fitting.py"] for name in ("export/fitting.py", "export/boards.py", "cli/fit_check.py")}

BUGS = [
    ("the data is halved too", "export/fitting.py", "int(kind.heap / 2 + kind.heap_each * parameters)", "int((kind.heap + kind.heap_each * parameters) / 2)"),
    ("parameters take no heap", "export/fitting.py", "int(kind.heap / 2 + kind.heap_each * parameters)", "int(kind.heap / 2)"),
    ("only the flash counts", "export/fitting.py", "self.file <= self.board.storage and self.heap <= self.board.heap", "self.file <= self.board.storage"),
    ("the clock of the board does not count", "export/fitting.py", " * 1e-6 * board.slower", " * 1e-6"),
    ("the output layer shrinks too", "export/fitting.py", "layer.outputs if i == last else min(layer.outputs, hidden)", "min(layer.outputs, hidden)"),
    ("the advice is one too many", "export/fitting.py", "    return low\n", "    return high\n"),
    ("int8 is the file of floats", "export/fitting.py", "    options = dict(kind.options)\n", "    options = {}\n"),
    ("a board has more free than it has", "export/boards.py", "80 * KB, 30192,", "80 * KB, 301920,"),
    ("boards are written in one way only", "export/boards.py", "if c.isalnum()", "if c"),
    ("what fits in one way is 1", "cli/fit_check.py", "0 if any([f.fits for f in fits])", "0 if all([f.fits for f in fits])"),
    ("no is 0", "cli/fit_check.py", "if any([f.fits for f in fits]) else 1", "if any([f.fits for f in fits]) else 0"),
]

"""Do what README.md says, in a fresh clone, and compare what comes out with what README.md shows.

    python3 .ci/readme.py FOLDER

FOLDER is the clone. A block marked `sh` is run by the shell, a block marked `python` by this Python; a block
marked `text` right behind one is what it has to print, where `...` stands for anything. A block behind the
comment `<!-- not run: REASON -->` is shown as skipped.
"""

import doctest
import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"(?:<!-- not run: (?P<reason>.*?) -->\n)?```(?P<kind>sh|python|text)\n(?P<body>.*?)```", re.DOTALL)


def blocks(text):
    return [(match["kind"], match["body"], match["reason"]) for match in BLOCK.finditer(text)]


def run(kind, body, folder):
    """Run a block, show what it prints as it comes, and return it with the exit status."""
    command = ["bash", "-e", "-c", body] if kind == "sh" else [sys.executable, "-c", body]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    for line in process.stdout:
        print("    " + line, end="", flush=True)
        lines.append(line)
    return process.wait(), "".join(lines)


def matches(expected, printed):
    return doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)


def main(folder):
    found = blocks((Path(folder) / "README.md").read_text(encoding="utf-8"))
    failures = 0
    for i, (kind, body, reason) in enumerate(found):
        if kind == "text":
            continue
        print("README:", body.strip().splitlines()[0], flush=True)
        if reason:
            print("    skipped:", reason)
            continue
        status, printed = run(kind, body, folder)
        expected = found[i + 1][1] if i + 1 < len(found) and found[i + 1][0] == "text" else None
        if status != 0:
            print("FAILED: status %d" % status)
            failures += 1
        elif expected is not None and not matches(expected, printed):
            print("FAILED: README.md shows\n%s" % expected)
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

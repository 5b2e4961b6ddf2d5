"""The chapters of the course, passage by passage: what each prints beside what its text promises.

A chapter is examples/NN_name.py, a script from top to bottom. Behind a passage that prints stand comment lines that begin
with `#> ` and hold exactly what it prints; a line `#> ...` there stands for any lines, or for none.

    python3 tests/chapters.py FILE ...            # show where a chapter prints something else than it promises
    python3 tests/chapters.py --write FILE ...    # put what it prints in the place of what it promises

To write a chapter, put a line `#>` behind each passage, let the second command fill it in, and read what stands there.
"""

import io
import os
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import List, NamedTuple

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CHAPTERS = sorted(EXAMPLES.glob("[0-9][0-9]_*.py"))
MARK = "#>"
ANYTHING = "..."


class Passage(NamedTuple):
    """Lines of code, the number of the first, and the lines they should print."""

    start: int
    code: List[str]
    promised: List[str]


def passages(text):
    """Cut a chapter behind each of its promises; what stands behind the last one promises nothing.

    >>> passages("print(1)\\n#> 1\\n")
    [Passage(start=1, code=['print(1)'], promised=['1'])]
    """
    found, code, promised, start = [], [], [], 1
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(MARK):
            promised.append(line[len(MARK) + 1 :])
            continue
        if promised:
            found.append(Passage(start, code, promised))
            code, promised, start = [], [], number
        code.append(line)
    return [*found, Passage(start, code, promised)]


def run(path):
    """Yield each passage of a chapter with the lines it printed, as the chapter runs."""
    names = {"__name__": "__main__", "__file__": str(path)}
    for passage in passages(path.read_text(encoding="utf-8")):
        code = "\n" * (passage.start - 1) + "\n".join(passage.code)  # so that errors name the line of the file
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(code, str(path), "exec"), names)
        yield passage, printed.getvalue().splitlines()


def keeps(printed, promised):
    """Tell whether lines that were printed are those that were promised.

    >>> keeps(["a", "b", "c"], ["a", "...", "c"]), keeps(["a", "b"], ["a"])
    (True, False)
    """
    pattern = "".join([r"(.*\n)*" if line == ANYTHING else re.escape(line) + r"\n" for line in promised])
    return re.fullmatch(pattern, "".join([line + "\n" for line in printed])) is not None


def rewritten(path):
    """Return the text of a chapter with what it prints in the place of every promise that it breaks."""
    lines = []
    for passage, printed in run(path):
        shown = passage.promised if keeps(printed, passage.promised) else printed
        lines += passage.code + [(MARK + " " + line).rstrip() for line in shown]
    return "\n".join(lines) + "\n"


def main(arguments):
    write, paths = "--write" in arguments, [Path(name).resolve() for name in arguments if name != "--write"]
    os.environ.pop("PURENN_DATA", None)  # what a chapter promises, it promises without any data but its own
    for path in paths:
        sys.argv = [str(path)]
        if write:
            path.write_text(rewritten(path), encoding="utf-8")
            continue
        for passage, printed in run(path):
            if not keeps(printed, passage.promised):
                print("%s:%d prints" % (path.name, passage.start + len(passage.code)))
                print("\n".join(["    " + line for line in printed]))


if __name__ == "__main__":
    main(sys.argv[1:])

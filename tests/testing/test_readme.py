"""The README's example of the laws: it needs Hypothesis, so the fresh clone cannot run it, and this test does."""

import re
import traceback
from pathlib import Path

import pytest

import purenn as nn

README = Path(nn.__file__).resolve().parent.parent / "README.md"
BLOCKS = r"<!-- not run: it needs Hypothesis; .*? -->\n```python\n(.*?)```\n\n```text\n(.*?)```"


@pytest.mark.long
def test_the_example_prints_what_the_readme_shows():
    """An example that fails otherwise than shown, or that nobody ever ran."""
    ((code, shown),) = re.findall(BLOCKS, README.read_text(encoding="utf-8"), re.DOTALL)
    try:
        exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    except AssertionError as error:
        printed = "".join(traceback.format_exception_only(AssertionError, error))
    lines = [re.escape(line).replace(re.escape("..."), ".*") for line in shown.strip().split("\n")]
    for line, pattern in zip(printed.split("\n"), lines):
        assert re.fullmatch(pattern, line), printed

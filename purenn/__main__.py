"""Hand over to the command line: `python3 -m purenn`, and also `python3 purenn` and `python3 -m zipapp purenn`."""

import sys

if not __package__:  # the folder itself was started, or an archive of it: make it the package that its files expect
    import __init__ as package  # type: ignore[import-not-found]

    package.__path__ = sys.path[:1]
    sys.modules["purenn"] = package

from purenn.cli import main

main()

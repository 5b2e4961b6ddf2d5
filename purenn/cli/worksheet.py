"""Make a worksheet: a small net, one training step by hand, blanks to fill in.

  purenn worksheet --seed 7 --out sheet.md --key key.md
  purenn worksheet --out sheet.html --key key.html     to print, or to look at

The key is the same step worked out. The same seed makes the same sheet.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ..teach import worksheet
from .arguments import one_of, seed_number, whole_number
from .explain import FORMATS, format_of, write_page
from .files import check_outputs, write_file
from .screen import Screen


def add_arguments(parser: ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("--seed", type=seed_number, default=42, metavar="N", help="the same seed makes the same sheet (default: 42)")
    parser.add_argument("--out", metavar="FILE", help="write the sheet to a file; else it is printed")
    parser.add_argument("--key", metavar="FILE", help="write the key to a file")
    parser.add_argument("--format", type=one_of("format", FORMATS), metavar="NAME", help=", ".join(FORMATS) + " (default: as the file is named, else text)")
    parser.add_argument("--digits", type=whole_number, default=6, metavar="N", help="digits after the point, at most 17 (default: 6)")


def run(options: Namespace, screen: Screen) -> int:
    """Draw the net, write the sheet, and the key."""
    check_outputs({"--out": options.out, "--key": options.key})
    made = worksheet(options.seed, options.digits)
    for path, page in ((options.key, made.key), (options.out, made.sheet)):
        if path:
            write_file(path, write_page(page, options.format or format_of(path)))
            screen.line("saved %s" % path)
    if not options.out:
        screen.document(write_page(made.sheet, options.format or "text"))
    return 0

"""Colour, where it is wanted: on a terminal that shows it, and nowhere else."""

from __future__ import annotations

import os

from .screen import Screen, printable

GREEN, RED, BOLD = "32", "31", "1"


def wanted(screen: Screen) -> bool:
    """Tell whether the screen is a terminal with colours, and nobody has said NO_COLOR (https://no-color.org)."""
    if not screen.is_terminal or os.environ.get("NO_COLOR"):
        return False
    # The old console of Windows shows the codes instead of the colours; these programs set a variable.
    return os.name != "nt" or bool({"WT_SESSION", "ANSICON", "TERM", "ConEmuANSI"} & set(os.environ))


def painted(text: str, colour: str, screen: Screen) -> str:
    """Return the text in a colour, or as it is."""
    text = printable(text)
    return "\033[%sm%s\033[0m" % (colour, text) if wanted(screen) else text

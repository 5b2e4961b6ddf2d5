"""The page of a report: one HTML file that needs no other, for light and for dark rooms."""

from __future__ import annotations

from typing import Any, List, Tuple

from ... import __version__
from ...data.targets import without_learning
from ...metrics import accuracy, r_squared, rmse
from ..pictures.svg import FONT, style_sheet
from .charts import curves, insides, worth
from .examples import mistakes
from .html import pairs, paragraph, percent, section, table, value, words
from .run import Run, whole_epochs

MOST_EPOCHS = 100  # rows of the table
NAMES = {
    "loss": "loss",
    "validation_loss": "held-out loss",
    "accuracy": "accuracy",
    "validation_accuracy": "held-out accuracy",
    "r_squared": "R squared",
    "validation_r_squared": "held-out R squared",
}

STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6372; --paper: #ffffff; --rule: #d5d9df; --ground: #f4f5f7; --wrong: #b04a00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ec; --soft: #a4adbb; --paper: #15181d; --rule: #363d48; --ground: #1e232b; --wrong: #ff9d5c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 51rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 FONT; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.125rem; line-height: 1.3; font-weight: 600; margin: 0 0 .6rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 .6rem; overflow-wrap: anywhere; }
.soft, figcaption, footer { color: var(--soft); font-size: .875rem; }
section, figure { margin: 2.75rem 0 0; }
.notice { border-left: 4px solid var(--wrong); background: var(--ground); padding: .6rem .9rem; margin: 1.25rem 0 0; }
dl { margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
dl.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; margin-top: 1.5rem; }
dl.tiles div { background: var(--ground); border-radius: .5rem; padding: .75rem .9rem; }
dl.tiles dt { color: var(--soft); font-size: .875rem; }
dl.tiles dd { font-size: 1.5rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
dl.tiles dd + dd { white-space: normal; font-size: .875rem; font-weight: 400; color: var(--soft); }
dl.settings div { display: grid; grid-template-columns: 8rem 1fr; gap: 1rem; padding: .35rem 0; border-top: 1px solid var(--rule); }
dl.settings dt, dl.values dt { color: var(--soft); }
.scroll { overflow-x: auto; }
figure .scroll { margin-left: -24px; }
figure svg.purenn { display: block; max-width: 100%; min-width: var(--least); height: auto; }
.images { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 1.5rem 1.25rem; }
.images figure { margin: 0; }
.images svg.purenn { width: 7rem; height: 7rem; border: 1px solid var(--rule); margin-bottom: .4rem; }
.images b, .images span { display: block; line-height: 1.35; overflow-wrap: anywhere; }
.images b { color: var(--ink); font-weight: 600; }
article { border-top: 1px solid var(--rule); padding: .8rem 0 1rem; }
dl.values { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .1rem 1.5rem; font-size: .875rem; }
dl.values div { display: flex; justify-content: space-between; gap: .75rem; }
dl.values dt { overflow-wrap: anywhere; }
dl.values dd { white-space: nowrap; }
dl.values dd, td { font-variant-numeric: tabular-nums; }
summary { cursor: pointer; font-size: 1.125rem; font-weight: 600; }
details p { margin-top: .6rem; }
table { border-collapse: collapse; font-size: .875rem; margin-top: .6rem; }
th, td { padding: .25rem 1.1rem .25rem 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
th:first-child, td:first-child { text-align: left; }
th { color: var(--soft); font-weight: 400; vertical-align: bottom; white-space: normal; }
footer { margin-top: 3.5rem; }
@media (max-width: 34rem) {
  body { padding: 1.5rem 1rem 3rem; }
  figure .scroll { margin-left: -16px; }
  dl.settings div { grid-template-columns: 1fr; gap: 0; }
}
@media print { article, figure { break-inside: avoid; } }
"""


def write_report(run: Run) -> str:
    """Return the report of a run as one HTML page.

    Errors:   ValueError  not even one epoch is over, so there is nothing to report
    """
    run = run._replace(history=whole_epochs(run.history, run.ended))
    if not run.history.loss:
        raise ValueError("a report expects a History of at least one epoch, but it is empty: train first, with net.fit")
    parts = ["<h1>%s</h1>" % words(run.title), *_notice(run), _tiles(run), curves(run), *worth(run), mistakes(run)]
    parts += [*insides(run), section("Settings", pairs("settings", run.settings)), _epochs(run)]
    parts.append("<footer>Made by purenn %s. The same seed gives the same page.</footer>" % __version__)
    style = STYLE.replace("FONT", FONT) + style_sheet()
    head = ['<meta charset="utf-8"/>', "<title>%s</title>" % words(run.title), '<meta name="viewport" content="width=device-width, initial-scale=1"/>']
    return "\n".join(['<!DOCTYPE html>\n<html lang="en">\n<head>', *head, "<style>%s</style>\n</head>\n<body>" % style, *parts, "</body>\n</html>\n"])


def _notice(run: Run) -> List[str]:
    """Say that training was stopped, where it was."""
    if not run.history.stopped:
        return []
    return [paragraph("Training was stopped after %d of %d epochs: %s." % (len(run.history), run.epochs, run.history.stopped), "notice")]


def _tiles(run: Run) -> str:
    found = _worth(run)
    last, history = len(run.history), run.history
    held_out = [("held-out loss", value(history.validation_loss[-1], 4), "after epoch %d" % last)] if history.validation_loss else []
    found += [*held_out, ("training loss", value(history.loss[-1], 4), "after epoch %d" % last)]
    tiles = ["<div><dt>%s</dt><dd>%s</dd><dd>%s</dd></div>" % (words(name), words(number), words(more)) for name, number, more in found]
    return '<dl class="tiles">%s</dl>' % "".join(tiles)


def _worth(run: Run) -> List[Tuple[str, str, str]]:
    """Return the figures that count most: name, value, and what it means."""
    outputs, Y = run.outputs, run.data.Y
    kind = "held-out " if run.held_out else ""
    if run.classifies:
        right = len(run.data) - len(run.wrong())
        meaning = ["%d of %d %s right" % (right, len(run.data), run.rows), without_learning(Y, run.data.class_names)]
        return [(kind + "accuracy", percent(accuracy(outputs, Y)), "; ".join(filter(None, meaning)))]
    found = [(kind + "RMSE", value(rmse(outputs, Y), 4), "in the unit of the target")]
    if len(set(Y)) > 1:
        explained = r_squared(outputs, Y)
        found.append((kind + "R squared", value(explained, 4), "of the variance is explained" if explained >= 0 else "worse than saying the mean each time"))
    return found


def _epochs(run: Run) -> str:
    """Return the numbers of the epochs, which the curves show, for those who want to read them."""
    history = run.history
    columns: Any = sorted(history.columns(), key=lambda column: column[0].startswith("validation_"))
    every = -(-len(history) // MOST_EPOCHS)
    chosen = [e for e in range(len(history)) if (e + 1) % every == 0 or e in (0, len(history) - 1)]
    rows = [["%d" % (e + 1), *[value(values[e]) for _, values in columns]] for e in chosen]
    heads = ["epoch", *[NAMES.get(name, name) for name, _ in columns]]
    lead = paragraph("The first, every %d, and the last." % every, "soft") if every > 1 else ""
    return "<section><details><summary>The numbers of every epoch</summary>%s%s</details></section>" % (lead, table(heads, rows))

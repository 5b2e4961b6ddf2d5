"""Worksheets: friendly numbers, blanks without the answers, and a key that is the explain page of the very net."""

import re

import pytest
from printed import equations

import purenn as nn
from purenn.teach import worksheet

SEEDS = range(60)


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_the_key_is_the_explain_page_of_the_very_net(seed):
    """A key to another sheet; a step on the net that is handed out."""
    made = worksheet(seed)
    again = worksheet(seed)
    assert made.key.text() == again.key.text()
    loss, rate = re.search(r"loss: (\w+)\(\); optimizer: SGD\((.*?)\)", made.key.text()).groups()
    page = nn.explain(made.network, made.x, made.y, getattr(nn, loss)(), float(rate))
    assert [line.result for line in page.lines()] == [line.result for line in made.key.lines()]
    assert page.text().split("\n")[2:] == made.key.text().split("\n")[2:]


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_the_sheet_asks_for_every_equation_and_answers_none(seed):
    """An answer that was left standing; an equation that only the key has; a source line that gives it away."""
    made = worksheet(seed)
    asked, answered = equations(made.sheet.text()), equations(made.key.text())
    assert [equation.left for equation in asked] == [equation.left for equation in answered]
    for equation in asked:
        assert set(equation.sides[-1]) == {"_"}
        assert all(set(side) == {"_"} or any(c.isalpha() for c in side) for side in equation.sides)
        assert equation.place is None
    for written in (made.sheet.text(), made.sheet.markdown()):
        assert ".py" not in written
        assert "L'" not in written


@pytest.mark.long
def test_numbers_are_friendly():
    """Numbers that a pupil needs a machine for; a net that is asleep; a step that makes it worse."""
    for seed in SEEDS:
        made = worksheet(seed)
        forward = [line.result for line in made.key.lines() if line.left.write(made_style(), False)[0] in "za"]
        assert all(v * 16 == int(v * 16) and abs(v) <= 12 for v in forward)
        assert any(line.result for line in made.key.lines() if line.left.write(made_style(), False).startswith("dL/dw1"[:5]))
        before, after = [v.number for v in made.key.sections[-1].parts[-1].values]
        assert after < before
        assert max(map(len, made.sheet.text().split("\n"))) <= 80


def made_style():
    from purenn.teach.styles import Plain

    return Plain(6)


@pytest.mark.long
def test_seeds_differ_and_are_the_same_on_every_python():
    """A generator that is Python's own; a sheet that everybody gets."""
    assert len({worksheet(seed).sheet.text().split("\n", 2)[2] for seed in SEEDS}) > 50
    made = worksheet(7)
    assert (made.x, made.y) == ([-1.0, 2.0], [1.0])
    assert made.network.layers[0].weights == [[2.0, -1.0], [-2.0, -1.0]]

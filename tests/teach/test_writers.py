"""The writers: text, Markdown, LaTeX and HTML hold the same numbers, each in sound syntax."""

import re
from html.parser import HTMLParser

import pytest
from random_steps import random_step

import purenn as nn
from purenn.teach.numerals import numeral

SEEDS = [3, 10, 21, 44, 58, 77]
VOID = {"meta", "link", "br"}


def page(seed):
    net, X, Y, loss, optimizer = random_step(seed)
    return nn.explain(net, X, Y, loss, optimizer=optimizer, most=40)


class Reader(HTMLParser):
    """Check that tags are closed in the order in which they were opened, and collect the text."""

    def __init__(self):
        super().__init__()
        self.open, self.words, self.links = [], [], []

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("seed", SEEDS)
def test_html_is_sound_and_needs_no_other_file(seed):
    """A tag that is left open, a number or a name that is cut; a page that is empty without the internet."""
    made = page(seed)
    written = made.html()
    reader = Reader()
    reader.feed(written)
    assert reader.open == []
    assert reader.links == []
    assert "http" not in written
    assert "prefers-color-scheme: dark" in written
    text = "".join(reader.words).replace("\u2212", "-")
    for line in made.lines():
        result = numeral(line.result, 6)
        assert result in text or "e" in result
        assert str(line.place) in text


@pytest.mark.parametrize("seed", SEEDS)
def test_latex_is_balanced(seed):
    """A brace or an environment that is left open; an underscore in words."""
    made = page(seed)
    written = made.latex()
    plain = re.sub(r"\\[{}]", "", written)
    assert plain.count("{") == plain.count("}")
    assert written.count(r"\left") == written.count(r"\right")
    begun, ended = re.findall(r"\\begin{(.*?)}", written), re.findall(r"\\end{(.*?)}", written)
    assert sorted(begun) == sorted(ended)
    assert written.count(r"\begin{align*}") >= 5
    for block in re.findall(r"\\begin{align\*}(.*?)\\end{align\*}", written, re.S):
        for row in re.sub(r"\\begin{cases}.*?\\end{cases}", "", block, flags=re.S).split(r"\\"):
            assert row.count("&=") + row.count(r"&\quad") == 1
    words = re.sub(r"\\begin{align\*}.*?\\end{align\*}|\$.*?\$", "", written, flags=re.S)
    assert not re.search(r"(?<!\\)[_^]", words.split(r"\begin{document}")[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_markdown_tables_have_their_columns(seed):
    """A bar in a cell, a table without its head."""
    made = page(seed)
    blocks = made.markdown().rstrip("\n").split("\n\n")
    tables = [block.split("\n") for block in blocks if block.startswith("|")]
    assert len(tables) >= 5
    for rows in tables:
        assert len({row.count("|") for row in rows}) == 1
        assert set(rows[1]) == {"|", "-"}
    text = made.markdown()
    for line in made.lines():
        assert "= %s`" % numeral(line.result, 6) in text


def test_a_page_can_be_printed_narrow_and_wide():
    made = page(3)
    assert max(map(len, made.text(120).split("\n"))) <= 120
    assert len(made.text(120).split("\n")) < len(made.text().split("\n"))


def test_a_note_about_what_was_left_out_is_not_broken_at_the_end_of_a_row():
    net = nn.Network([nn.Dense(300, 1, rng=nn.Random(1))])
    text = nn.explain(net, [0.5] * 300, [1.0], nn.MSE(), 0.1, digits=9).text()
    assert re.search(r"\[\.\.\. 293 more terms: -?[\d.]+\]", text)
    assert re.search(r"\[\.\.\. 293 more terms\]", text)
    assert not re.search(r" [-+*/]$", text, re.M)

"""LaTeX pages: what TeX stops at, what runs off the paper, and what TeX itself says where there is one."""

import re
import shutil
import subprocess
from functools import lru_cache

import pytest
from random_steps import COUNT, random_step

import purenn as nn
from purenn.teach import worksheet
from purenn.teach.atoms import Name, Number, Symbol
from purenn.teach.expressions import Power
from purenn.teach.latex_rows import TOKEN, rows, width
from purenn.teach.samples import mazur
from purenn.teach.styles import FlatLatex, Html, Latex
from purenn.teach.write_latex import PAPER
from purenn.teach.write_text import sides

# What these pages may use: plain LaTeX, and `text`, `cases`, `operatorname` of amsmath.
COMMANDS = {
    "section", "subsection", "begin", "end", "noindent", "texttt", "footnotesize", "text", "textbackslash", "textasciitilde", "textasciicircum", "quad", "dots",
    "left", "right", "frac", "partial", "cdot", "sqrt", "operatorname", "mathrm", "prime", "eta", "beta", "epsilon", "delta", "exp", "log", "max", "min",
    "tanh", "ge", "underline", "hspace",
}  # fmt: skip


@lru_cache(maxsize=None)
def pages():
    """Return pages of many kinds: random nets, Mazur's, one with long sums of 17 digits, a worksheet and its key."""
    found = []
    for seed in range(0, COUNT, 16):
        net, X, Y, loss, optimizer = random_step(seed)
        found.append(nn.explain(net, X, Y, loss, optimizer=optimizer, most=40))
    net, x, y = mazur()
    large = nn.Network([nn.Dense(300, 12, rng=nn.Random(1)), nn.Tanh(), nn.Dense(12, 3, rng=nn.Random(1)), nn.Softmax()])
    found += [nn.explain(net, x, y, nn.MSE(), 0.5), nn.explain(large, [0.5] * 300, [1, 0, 0], nn.CrossEntropy(), 0.1, digits=17)]
    return [*found, worksheet(7).sheet, worksheet(7).key, *[worksheet(seed).key for seed in range(3)]]


def body(page):
    return re.search(r"\\begin{document}(.*)\\end{document}", page.latex(), re.S).group(1)


def faults(written):
    """Say what TeX would stop at: brackets or environments that do not nest, unknown commands, a second exponent, a special letter in words."""
    found, opened, math, scripts = [], [], False, {0: ""}
    tokens = TOKEN.findall(written)
    for k, token in enumerate(tokens):
        if token.startswith("\\") and token[1:].isalpha() and token[1:] not in COMMANDS:
            found.append("%s is no command that is known" % token)
        if token in ("{", "\\begin", "\\left"):
            opened.append({"{": "}", "\\begin": "\\end", "\\left": "\\right"}[token])
            math = math or (token == "\\begin" and "".join(tokens[k + 1 : k + 6]) == "{alig")
            scripts[len(opened)] = ""
        elif token in ("}", "\\end", "\\right"):
            if not opened or opened.pop() != token:
                found.append("%s closes nothing" % token)
            if token == "\\end" and "".join(tokens[k + 1 : k + 6]) == "{alig":
                math = False
        elif token == "$":
            math = not math
        elif token in ("^", "_"):
            if not math or token in scripts[len(opened)]:
                found.append("%s behind %s" % (token, "".join(tokens[max(0, k - 20) : k])))
            scripts[len(opened)] += token
        elif token in "#%&~" and not math:
            found.append("%s in words" % token)
        elif not token.isspace() and not (k and tokens[k - 1] in ("^", "_")):
            scripts[len(opened)] = ""
    return found + ["%s is missing" % token for token in opened]


@pytest.mark.long
def test_pages_hold_nothing_that_tex_stops_at():
    """A brace that is left open, an exponent of a number that has one, a percent sign that comments a formula out."""
    for page in pages():
        assert faults(body(page)) == []


@pytest.mark.parametrize("written", ["{", "}", r"\left( {\right)}", r"\begin{align*}", "$a^{2}^{3}$", "$10^{-5}^{2}$", "$a_1_2$", "a_b", "50 %", r"\frob{1}", "a & b"])
def test_the_checker_sees(written):
    """A checker that passes everything."""
    assert faults(written)


@pytest.mark.parametrize("written", [r"$a_{1}^{(2)} + b_{1}^{2}$", r"\section*{50 \% of w\_1}", r"$\left(10^{-5}\right)^{2}$", r"\begin{align*}a &= b^{2} \\ c &= d^{3}\end{align*}"])
def test_the_checker_passes_what_is_right(written):
    assert faults(written) == []


def test_a_power_of_a_power_has_brackets():
    """Of 6.1e-05 squared: 10 to the -52, in LaTeX and in HTML."""
    square = Power(Number(6.1e-05), Number(2))
    assert square.write(Latex(6), True) == r"\left(6.1 \cdot 10^{-5}\right)^{2}"
    assert square.write(FlatLatex(6), True) == r"(6.1 \cdot 10^{-5})^{2}"
    assert square.write(Html(6), True).endswith(")<sup><b>2</b></sup>")
    sample = Power(Symbol(Name("x", 1, 2), 3.0), Number(2))
    assert sample.write(Latex(6), False) == r"\left(x_{1}^{(2)}\right)^{2}"
    assert Power(Symbol(Name("x", 1), 3.0), Number(2)).write(Latex(6), False) == "x_{1}^{2}"


@pytest.mark.long
def test_no_row_is_wider_than_the_paper():
    """A sum of many terms that runs off the paper, where nobody sees the rest."""
    broken = 0
    for page in pages():
        for block in re.findall(r"\\begin{align\*}(.*?)\\end{align\*}", page.latex(), re.S):
            for row in re.split(r" \\\\(?:\[2ex\])?\n", block.strip()):
                assert width(row.split("&&")[0].replace("&", "").replace(r"\quad", "")) < PAPER
                broken += r"&\quad" in row
    assert broken > 20


@pytest.mark.long
def test_broken_rows_are_the_formula():
    """A term that is lost where a row ends, or that stands twice."""
    for seed in range(0, COUNT, 10):
        net, X, Y, loss, optimizer = random_step(seed)
        for line in nn.explain(net, X, Y, loss, optimizer=optimizer, most=40).lines():
            stacked, flat = sides(line, Latex(6)), sides(line, FlatLatex(6))
            assert len(stacked) == len(flat)
            for side in flat:
                found = rows(side, 150)
                assert " ".join(found) == side
                assert all(width(row) <= 150 or not re.search(r" [-+] ", re.sub(r"{[^{}]*}", "", row)) for row in found)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex here: that TeX takes these pages is not shown")
def test_tex_takes_every_page_and_nothing_runs_off_the_paper(tmp_path):
    """What only TeX knows: a package that is missing, a row that is wider than the measure says."""
    start = pages()[0].latex().partition(r"\begin{document}")[0]
    document = start + r"\begin{document}" + "\n\\newpage\n".join(map(body, pages())) + r"\end{document}"
    (tmp_path / "pages.tex").write_text(document, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-draftmode", "pages.tex"]
    done = subprocess.run(command, cwd=str(tmp_path), capture_output=True, check=False, timeout=120)
    log = (tmp_path / "pages.log").read_text(encoding="latin-1")
    assert [line for line in log.split("\n") if line.startswith("!")] == []
    assert done.returncode == 0
    assert re.findall(r"Overfull \\hbox.*", log) == []

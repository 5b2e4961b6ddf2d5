"""Bugs of worked pages and worksheets."""

PAGES = ["teach/test_explain.py"]
LATEX = ["teach/test_latex.py"]
TESTS = {
    "teach/styles.py": LATEX,
    "teach/latex_rows.py": LATEX,
    "teach/write_latex.py": LATEX,
    "teach/backward.py": PAGES,
    "teach/board.py": PAGES,
    "teach/expressions.py": PAGES,
    "teach/normalization.py": PAGES,
    "teach/places.py": PAGES,
    "teach/record.py": PAGES,
    "teach/steps.py": PAGES,
    "teach/terms.py": PAGES,
    "teach/worksheets.py": ["teach/test_worksheets.py"],
    "teach/page.py": ["teach/test_worksheets.py"],
}

BUGS = [
    ("latex: two exponents behind each other", "teach/styles.py", "self.brackets(base) if raised else base, exponent)\n\n    def call(self, function: str, arguments: List[str]) -> str:\n        if function == \"sqrt\"", "base, exponent)\n\n    def call(self, function: str, arguments: List[str]) -> str:\n        if function == \"sqrt\""),
    ("latex: long formulas run off the paper", "teach/write_latex.py", "[side] if width(side) <= room else", "[side] if width(side) > 0 else"),
    ("latex: a term is lost where a row ends", "teach/latex_rows.py", "zip([0, *cuts], [*cuts, len(formula)])", "zip([0, *cuts], [*cuts, len(formula) - 3])"),
    ("latex: words are not escaped", "teach/write_latex.py", "SPECIAL.get(c, c) for c in words", "c for c in words"),
    ("weights of another neuron in what is passed on", "teach/backward.py", "[delta, row[i]] for delta, row in zip(deltas, weights)", "[delta, weights[0][i]] for delta in deltas"),
    ("factor of another sample", "teach/backward.py", "x = 1 if i is None else board.inputs(k, s)[i].number", "x = 1 if i is None else board.inputs(k, 0)[i].number"),
    ("parameters as they are after the step", "teach/board.py", "pairs = zip(self.names[k].parameters, self.record.before[k].parameters())", "pairs = zip(self.names[k].parameters, self.layers[k].layer.parameters())"),
    ("brackets forgotten in a product", "teach/expressions.py", "PRODUCT if k == 0 else POWER", "SUM"),
    ("running variance of the batch as it is", "teach/normalization.py", "unbiased = Quotient(Product([variance, Number(n)]), Number(n - 1))", "unbiased = variance"),
    ("line of the function in place of the computation", "teach/places.py", "return min(found) if found else 1", "return 1"),
    ("generator moved on", "teach/record.py", "        generator.state = state", "        pass"),
    ("step on the net itself", "teach/record.py", "layers, twin = deepcopy((list(layers), optimizer))", "layers, twin = list(layers), deepcopy(optimizer)"),
    ("weight decay not said", "teach/steps.py", "    if optimizer.weight_decay:", "    if optimizer.weight_decay and False:"),
    ("new states before the step", "teach/steps.py", "new_states if new else self._update.states", "new_states"),
    ("left out silently", "teach/terms.py", "    if hidden:", "    if False:"),
    ("a step that makes it worse", "teach/worksheets.py", "suits(network, x, y) and learns(network, x, y, loss, rate)", "suits(network, x, y)"),
    ("source lines on the sheet", "teach/page.py", "part._replace(place=None) if isinstance(part, Line) else part", "part"),
]

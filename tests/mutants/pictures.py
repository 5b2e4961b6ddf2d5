"""Bugs of the pictures: what is drawn somewhere else than it belongs, or breaks the file it stands in."""

CHARTS = ["teach/test_charts.py"]
FIGURES = ["teach/test_figures.py"]
PACKED = ["teach/test_packed_pictures.py"]
COLOURS = ["teach/test_colours.py"]
FOLDER = "teach/pictures/"
TESTS = {
    FOLDER + name: CHARTS
    for name in ("activation.py", "boundary.py", "chart_svg.py", "chart_text.py", "contour.py", "history.py", "labels.py", "letters.py", "picture.py", "scales.py", "svg.py")
}
TESTS[FOLDER + "labels.py"] = CHARTS + FIGURES
TESTS.update({FOLDER + name: FIGURES for name in ("confusion.py", "graph.py", "hidden.py", "histograms.py", "optimizers.py")})

TESTS[FOLDER + "histograms.py"] = FIGURES + PACKED
for name in ("svg.py", "letters.py", "boundary.py"):
    TESTS[FOLDER + name] = CHARTS + COLOURS
TESTS["callbacks.py"] = CHARTS
TESTS["teach/explanation.py"] = PACKED

BUGS = [
    ("names are not escaped", FOLDER + "svg.py", "escape(clean(text))", "clean(text)"),
    ("control characters in names", FOLDER + "labels.py", 'c if c.isprintable() else "?"', "c"),
    ("coordinates with all their digits", FOLDER + "svg.py", 'text = "%.1f" % value', "text = repr(float(value))"),
    ("a curve upside down", FOLDER + "chart_svg.py", "self.bottom - self.height * self.panel.y.place(value)", "self.top + self.height * self.panel.y.place(value)"),
    ("epochs counted from 0", FOLDER + "history.py", "enumerate(values, 1)], style)", "enumerate(values, 0)], style)"),
    ("the best epoch is the last but one", FOLDER + "history.py", "values.index(min(values)) + 1", "values.index(min(values))"),
    ("the lowest loss instead of the epoch kept", FOLDER + "history.py", "int(said.group(1)) if said else", "int(said.group(1)) if not history else"),
    ("the stop is not marked", FOLDER + "history.py", "    if history.stopped:\n        marks", "    if not history.stopped:\n        marks"),
    ("never a logarithmic scale", FOLDER + "scales.py", "low > 0 and log10(high / low) > DECADES", "low > 1e9"),
    ("ticks beside round numbers", FOLDER + "scales.py", "values = [round(k * step, decimals + 2)", "values = [round(k * step + step / 3, decimals + 2)"),
    ("ticks beyond the end", FOLDER + "scales.py", "range(first, last + 1)]\n        large", "range(first, last + 2)]\n        large"),
    ("the derivative is the function", FOLDER + "activation.py", "(activation.function, activation.derivative)", "(activation.function, activation.function)"),
    ("jumps are joined", FOLDER + "activation.py", "JUMP = 0.3", "JUMP = 3.0"),
    ("the plane upside down", FOLDER + "boundary.py", "[y.value(1 - place) for place in middles]", "[y.value(place) for place in middles]"),
    ("x and y swapped", FOLDER + "boundary.py", "[[across, up] for across in xs]", "[[up, across] for across in xs]"),
    ("classes swapped in the field", FOLDER + "boundary.py", "cells.append([(k, shade", "cells.append([(1 - k, shade"),
    ("the right ones are ringed", FOLDER + "boundary.py", "if label == k != answer", "if label == k == answer"),
    ("the border half a cell beside", FOLDER + "boundary.py", "middles = [(k + 0.5) / CELLS", "middles = [(k + 0.0) / CELLS"),
    ("contours cross at the wrong end", FOLDER + "contour.py", "share = height / (height - height2)", "share = height2 / (height2 - height)"),
    ("Unicode where ASCII was asked for", FOLDER + "picture.py", "return text if unicode else ascii_only(text)", "return text"),
    ("colour that was not asked for", FOLDER + "letters.py", "if not self.color or style == PLAIN", "if style == PLAIN"),
    ("lines of more columns than asked for", FOLDER + "chart_text.py", "inner = min(width - margin - 1,", "inner = min(width,"),
    ("legend lines are too long", FOLDER + "chart_text.py", "if lines and room + 3 + length <= width", "if lines"),
    ("names that begin alike are cut to the same", FOLDER + "confusion.py", "names = shortened(self.names, 16)", "names = [cut(name, 16) for name in self.names]"),
    ("names that begin alike beside another one", FOLDER + "labels.py", "if other == own]", "]"),
    ("names that go on alike are cut to the same", FOLDER + "labels.py", "in (_cut_around_difference, _cut_start):", "in (_cut_around_difference,):"),
    ("mistakes of names that begin alike", FOLDER + "confusion.py", "names = shortened(self.names, room)", "names = [name[:room] for name in self.names]"),
    ("confusion: rows are columns", FOLDER + "confusion.py", "Confusion(table, class_names", "Confusion(list(zip(*table)), class_names"),
    ("confusion: right and wrong in one colour", FOLDER + "confusion.py", "RIGHT if said == true else WRONG), max", "RIGHT), max"),
    ("confusion: the found of another class", FOLDER + "confusion.py", '(self.table[true][true], sum(', '(self.table[0][0], sum('),
    ("graph: signs swapped", FOLDER + "graph.py", 'if self.weights[k][j][i] > 0 else (NEGATIVE', 'if self.weights[k][j][i] < 0 else (NEGATIVE'),
    ("graph: lines between the wrong neurons", FOLDER + "graph.py", "self.place(k, i), self.place(k + 1, j)]", "self.place(k, j), self.place(k + 1, i)]"),
    ("graph: all lines of one thickness", FOLDER + "graph.py", "max(0.8, thickest * share)", "thickest"),
    ("graph: nobody says how many are missing", FOLDER + "graph.py", "        if column.shown < column.size:\n            svg", "        if column.shown > column.size:\n            svg"),
    ("hidden units: rows are columns", FOLDER + "hidden.py", "weights[row * self.columns + column]", "weights[column * self.rows + row]"),
    ("hidden units: signs swapped", FOLDER + "hidden.py", "style = POSITIVE if level > 0 else NEGATIVE\n            look", "style = NEGATIVE if level > 0 else POSITIVE\n            look"),
    ("hidden units of no weight", FOLDER + "hidden.py", "max(map(abs, weights)) or 1.0", "max(map(abs, weights))"),
    ("histograms: gradients are weights", FOLDER + "histograms.py", '"gradients", training.epoch, [value for _, values in', '"gradients", training.epoch, [value for values, _ in'),
    ("histograms: activations before the layer", FOLDER + "histograms.py", "A = layer.predict(A)\n            self._keep(k,", "B = A\n            A = layer.predict(A)\n            self._keep(k,", "for row in A for value in row])\n\n    def _keep", "for row in B for value in row])\n\n    def _keep"),
    ("histograms: the last epoch is missing", FOLDER + "histograms.py", "self._every and training.epoch != training.epochs", "self._every"),
    ("histograms: the highest number is not counted", FOLDER + "histograms.py", "table[min(bins - 1, int(scale.place(value) * bins))] += 1", "if value < scale.high:\n                table[int(scale.place(value) * bins)] += 1"),
    ("histograms: watching disturbs backward", FOLDER + "histograms.py", "A = layer.predict(A)", "A = layer.forward(A) and A and layer.forward([[2.0] * len(A[0])])"),
    ("colours: two that are one without green cones", FOLDER + "svg.py", '"#894903"', '"#b07a00"'),
    ("colours: two that are one without blue cones", FOLDER + "svg.py", '"#75f4b9"', '"#2fd0a5"'),
    ("colours: pale on white", FOLDER + "svg.py", '"#3b9ad1"', '"#8fd0f5"'),
    ("colours: two letters alike in a terminal", FOLDER + "letters.py", "(25, 166, 29, 132, 58,", "(25, 166, 29, 132, 136,"),
    ("colours: areas too pale to be told apart", FOLDER + "boundary.py", "PALEST, STRONGEST = 0.08, 0.38", "PALEST, STRONGEST = 0.04, 0.2"),
    ("packed: gradients that are not there", FOLDER + "histograms.py", "if pairs and not packed:", "if pairs:"),
    ("packed: activations of rows in another unit", FOLDER + "histograms.py", "input_scale) if packed else A", "input_scale) if False else A"),
    ("packed: nobody says which unit x has", "teach/explanation.py", "if net.input_scale != 1 else", "if net.input_scale == 1 else"),
    ("a history draws another one", "callbacks.py", "plot_history(self)", "plot_history(History())"),
    ("optimizers: slopes of the wrong sign", FOLDER + "optimizers.py", "return [(surface(x + dx, y) - surface(x - dx, y))", "return [(surface(x - dx, y) - surface(x + dx, y))"),
    ("optimizers: the caller's own forget", FOLDER + "optimizers.py", "optimizer = deepcopy(optimizer)", "pass"),
    ("optimizers: one far away hides the others", FOLDER + "optimizers.py", "if max(map(abs, point)) <= reach", "if reach"),
    ("optimizers: deep is dark", FOLDER + "optimizers.py", "((h - lowest) / size)", "((highest - h) / size)"),
]  # fmt: skip

"""Bugs of the report of a training: numbers of another row, part or epoch, and pages that break."""

PAGE = ["teach/test_report.py"]
COMMAND = ["cli/test_report.py"]
FOLDER = "teach/report/"
TESTS = {FOLDER + name: PAGE for name in ("run.py", "html.py", "charts.py", "examples.py", "write.py")}
TESTS[FOLDER + "write.py"] = PAGE + COMMAND
TESTS.update({"cli/report_page.py": COMMAND, "cli/facts.py": COMMAND, "cli/train.py": COMMAND, "data/targets.py": PAGE})

BUGS = [
    ("report: the least sure mistakes first", FOLDER + "run.py", "key=lambda s: -probability", "key=lambda s: probability"),
    ("report: right rows are shown", FOLDER + "run.py", "if said[s] != true]", "if said[s] == true]"),
    ("report: misses sorted by their sign", FOLDER + "run.py", "-abs(self.outputs[s][0] - self.data.Y[s])", "-(self.outputs[s][0] - self.data.Y[s])"),
    ("report: the probability of the other class", "data/targets.py", "return row[0] if k else 1 - row[0]", "return 1 - row[0] if k else row[0]"),
    ("report: an epoch without all its numbers", FOLDER + "run.py", "count = min([len(values)", "count = max([len(values)"),
    ("report: names are not escaped", FOLDER + "html.py", "return escape(clean(text))", "return str(clean(text))"),
    ("report: nearly all is all", FOLDER + "html.py", "if share not in (0.0, 1.0):", "if share is None:"),
    ("report: a style sheet in every picture", FOLDER + "html.py", '.replace("<style>', '.replace("<stile>'),
    ("report: the boundary of any table", FOLDER + "charts.py", "if len(run.data.input_names) == 2:", "if len(run.data.input_names) < 2:"),
    ("report: right and said swapped", FOLDER + "charts.py", "list(zip(right, said))", "list(zip(said, right))"),
    ("report: points left out silently", FOLDER + "charts.py", '"The signs are the first %d of %d %s." % (MOST_POINTS, count, run.rows)', '"The signs are the %s." % counted(count, run.rows[:-1])'),
    ("report: the first mistakes for the most frequent", FOLDER + "charts.py", "key=lambda item: (-item[1], item[0])", "key=lambda item: item[1]"),
    ("report: images turned over", FOLDER + "examples.py", '"M%d %dh%dv1h-%dz" % (start, row,', '"M%d %dh%dv1h-%dz" % (row, start,'),
    ("report: white ink", FOLDER + "examples.py", "round(SHADES * pixel / white)", "round(SHADES * (white - pixel) / white)"),
    ("report: values left out silently", FOLDER + "examples.py", "if more > 0 else", "if more > 99 else"),
    ("report: too high is too low", FOLDER + "examples.py", '"high" if said > right else "low"', '"high" if said < right else "low"'),
    ("report: the loss of the first epoch", FOLDER + "write.py", "value(history.loss[-1], 4)", "value(history.loss[0], 4)"),
    ("report: nobody says that it was stopped", FOLDER + "write.py", "    if not run.history.stopped:", "    if run.history:"),
    ("report: columns under other names", FOLDER + "write.py", 'for name, _ in columns]]', 'for name, _ in reversed(columns)]]'),
    ("report: measured on the training rows", "cli/report_page.py", "data=part,", "data=source.train.subset(range(len(part))),"),
    ("report: always floats", "cli/facts.py", 'if plan.engine == "packed" else "floats"', 'if plan.engine == "" else "floats"'),
    ("report: the path is looked at after training", "cli/train.py", ', "--report": options.report}', "}"),
    ("report: an older page is lost", "cli/train.py", "        problems += _saved(options.report", "    if options.report:\n        problems += _saved(options.report"),
    ("report: images that are not square", "cli/report_page.py", "white=source.ink", "white=source.white"),
    ("report: a share of the variance below 0", FOLDER + "write.py", "if explained >= 0 else", "if True else"),
    ("report: an accuracy that anybody has", FOLDER + "write.py", ", without_learning(Y, run.data.class_names)]", "]"),
]  # fmt: skip

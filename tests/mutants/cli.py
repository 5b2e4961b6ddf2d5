"""Bugs of the command line: what is read, what is said of a saved model, what is written."""

TESTS = {
    "cli/examples.py": ["cli/test_train.py"],
    "cli/facts.py": ["cli/test_train.py"],
    "cli/sources.py": ["cli/test_train.py"],
    "cli/evaluate.py": ["cli/test_evaluate.py", "cli/test_bad_inputs.py"],
    "cli/labelled.py": ["cli/test_evaluate.py", "cli/test_train.py", "cli/test_bad_inputs.py"],
    "cli/report.py": ["cli/test_evaluate.py"],
    "cli/models.py": ["cli/test_predict.py"],
    "cli/predict.py": ["cli/test_predict.py", "cli/test_train.py"],
    "cli/screen.py": ["cli/test_progress.py"],
    "cli/files.py": ["cli/test_bad_inputs.py"],
    "cli/learn_grade.py": ["cli/test_learn.py"],
    "cli/plans.py": ["cli/test_train.py", "cli/test_bad_inputs.py"],
}

BUGS = [
    ("evaluate: classes for a measurement", "cli/evaluate.py", "    if known != came:", "    if False:"),
    ("data sets in the order of their own columns", "cli/labelled.py", "    if names == whole.input_names:", "    if True:"),
    ("--decimal is not passed on", "cli/labelled.py", "input_defaults=network.input_defaults, **csv_style(options))", "input_defaults=network.input_defaults)"),
    ("predict: --decimal is not passed on", "cli/predict.py", "input_defaults=network.input_defaults, **csv_style(options))", "input_defaults=network.input_defaults)"),
    ("predict: gaps are not filled in", "cli/predict.py", "names, input_defaults=network.input_defaults, ", "names, "),
    ("predict: an index is an input", "cli/predict.py", "**csv_style(options)).named", "**csv_style(options)).names"),
    ("evaluate: gaps are not filled in", "cli/labelled.py", "input_defaults=network.input_defaults, ", ""),
    ("the model's target is not asked for", "cli/labelled.py", "options.target or network.target_name or None", "options.target"),
    ("measurements without the target's name", "cli/plans.py", "network.class_names, network.target_name, network.input_defaults)", "network.class_names)"),
    ("filled in with the mean of all rows", "cli/sources.py", 'missing = "nan" if', 'missing = "mean" if'),
    ("--words is not passed on", "cli/sources.py", "missing=missing, words=options.words, ", "missing=missing, "),
    ("the row is counted within its hundred", "cli/models.py", "part[s : s + 1], first + s)", "part[s : s + 1], 1 + s)"),
    ("words as inputs of 1 and 0", "cli/examples.py", "pairs = in_words(part.input_names, part.X[s])", "pairs: Any = list(zip(part.input_names, part.X[s]))"),
    ("class weights of the classes in another order", "cli/facts.py", "zip(source.train.class_names, weights)", "zip(source.train.class_names[::-1], weights)"),
    ("documents with escapes in them", "cli/screen.py", "if self.stream is not None and not self.shows(text):", "if False:"),
    ("files compared by their names", "cli/files.py", "        return os.path.samefile(path, other)", "        pass"),
    ("the place of a table is tried last", "cli/learn_grade.py", '    check_outputs({"--out": options.out})\n', ""),
    ("dropout of the outputs", "cli/plans.py", 'Dense(sizes[-2], sizes[-1], asked or "glorot", rng)]', 'Dense(sizes[-2], sizes[-1], asked or "glorot", rng), *([Dropout(dropout, rng)] if dropout else [])]'),
    ("dropout is not asked for", "cli/plans.py", "*([Dropout(dropout, rng)] if dropout else [])", ""),
]  # fmt: skip

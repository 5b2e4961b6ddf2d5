"""Bugs of the doctor: troubles that nobody is told of, wolves that are not there, and remedies that do not help."""

FOLDER = "teach/doctor/"
TESTS = {FOLDER + name: ["teach/test_doctor.py"] for name in ("causes.py", "data.py", "doctor.py", "fit.py", "measures.py", "record.py", "signals.py", "steps.py")}
TESTS.update({"training.py": ["teach/test_doctor.py"], "cli/doctor.py": ["cli/test_doctor.py"], "cli/plans.py": ["cli/test_doctor.py", "cli/test_bad_inputs.py"]})

BUGS = [
    ("doctor: the constant loss without class weights", FOLDER + "measures.py", "counts = [weights[class_of(row)] for row in Y] if weights else", "counts = [1.0 for row in Y] if weights else"),
    ("doctor: a sum over a batch for one over all samples", FOLDER + "record.py", "training.batch_loss * training.samples / training.samples_done if is_sum", "training.batch_loss if is_sum"),
    ("doctor: a rare class is not looked at", FOLDER + "measures.py", "groups.setdefault(class_of(row) if classes else 0, [])", "groups.setdefault(0, [])"),
    ("doctor: looking on drops numbers and moves running means", FOLDER + "record.py", "                A = layer.predict(A)\n                if", "                A = layer.forward(A)\n                if"),
    ("doctor: what was seen of an earlier training stays", FOLDER + "doctor.py", "self._record, self._findings = Record(training), None", "self._record, self._findings = self._record or Record(training), None"),
    ("doctor: a stream is looked at", FOLDER + "doctor.py", "if training.Y is None:", "if training.Y == []:"),
    ("doctor: consequences are listed as roots", FOLDER + "causes.py", "left = [f for f in others if f.name not in explained]", "left = others"),
    ("doctor: the killed and the born dead swapped", FOLDER + "signals.py", "_dead_remedy(record, k, before < dead / 2)", "_dead_remedy(record, k, before > dead / 2)"),
    ("doctor: an error is no evidence", FOLDER + "steps.py", "    if error is not None:\n", "    if error is None and error:\n"),
    ("doctor: overfitting although it was stopped in time", FOLDER + "fit.py", " or record.training.stopped:", ":"),
    ("doctor: the epoch after the best", FOLDER + "fit.py", "held_out.index(lowest) + 1,", "held_out.index(lowest) + 40,"),
    ("doctor: inputs before a BatchNorm", FOLDER + "data.py", "if not record.dense or isinstance(record.layers[first], BatchNorm):", "if not record.dense:"),
    ("doctor: callbacks see no error", "training.py", "error.history, training.error = training.history, error", "error.history = training.history"),
    ("doctor: the constant column is the remedy", "cli/doctor.py", "if name != goal and name not in options.ignore}", "if name not in options.ignore or name == goal}", "Remedy(\"target\", better[-1], \"\") if better", "Remedy(\"target\", goal, \"\") if better"),
    ("options: gradients are not clipped", "cli/plans.py", "    optimizer.clip_norm = clip_norm\n", ""),
    ("options: balanced weights are all 1", "cli/plans.py", "[max(counts) / count for count in counts] if isinstance(weights, str)", "[1.0 for count in counts] if isinstance(weights, str)"),
]  # fmt: skip

"""Bugs of the exercises: what is wrong passes, what is right does not, and what a learner wrote is lost."""

TASKS = ["exercises/test_tasks.py"]
SEARCH = ["exercises/test_search.py"]
WIRE = ["exercises/test_wire.py"]
COURSE = ["exercises/test_course.py"]
CHEATS = ["exercises/test_tampering.py"]
PROCESS = ["exercises/test_process.py"]
LEARN = ["cli/test_learn.py"]
FOLDER = "exercises/"
TESTS = {
    FOLDER + "authoring.py": TASKS,
    FOLDER + "functions.py": PROCESS,
    FOLDER + "laws.py": [*CHEATS, "exercises/test_wrong_answers.py"],
    FOLDER + "reading.py": ["exercises/test_wrong_answers.py"],
    FOLDER + "search.py": [*SEARCH, "exercises/test_wrong_answers.py"],
    FOLDER + "hypothesis_search.py": SEARCH,
    FOLDER + "draws.py": SEARCH,
    FOLDER + "values.py": WIRE,
    FOLDER + "wire.py": WIRE,
    FOLDER + "process.py": PROCESS,
    FOLDER + "grading.py": PROCESS,
    FOLDER + "course.py": COURSE,
    FOLDER + "copies.py": CHEATS,
    "cli/learn.py": LEARN,
    "cli/learn_check.py": LEARN,
    "cli/colour.py": LEARN,
}

BUGS = [
    ("every number is near enough", FOLDER + "authoring.py", "TOLERANCE = 1e-9", "TOLERANCE = 1e9"),
    ("NaN is what it should be", FOLDER + "authoring.py", "abs(got - should) <= tolerance", "not abs(got - should) > tolerance"),
    ("a short list is what it should be", FOLDER + "authoring.py", "len(got) == len(should) and all", "all"),
    ("a change of the argument is not seen", FOLDER + "functions.py", "if not self._code.changes:", "if self._code.changes:"),
    ("prints of all cases", FOLDER + "functions.py", "if verdict.printed and examination.failed:", "if False:"),
    ("a law that fails by chance kills", FOLDER + "laws.py", "if replay(test, found.choices) else", "if True else"),
    ("decoys do not count", FOLDER + "laws.py", "elif isinstance(kill, Kill):", "elif kill == 1:"),
    ("a law needs not hold for the right code", FOLDER + "laws.py", "                    if found.failure is not None:\n                        return _unjust", "                    if False:\n                        return _unjust"),
    ("search: the seed is not used", FOLDER + "search.py", "rng, tried = Random(seed), 0", "rng, tried = Random(0), 0"),
    ("search: rejected cases count", FOLDER + "search.py", "        except RejectedError:\n            continue\n        tried += 1", "        except RejectedError:\n            failure = None\n        tried += 1"),
    ("search: shrinks to what does not fail", FOLDER + "search.py", "if failure is not None and _size", "if _size"),
    ("search: one round of shrinking only", FOLDER + "search.py", "candidates, since = list(_smaller(found.choices)), 0\n    return", "candidates, since = [], 1\n    return"),
    ("search: Hypothesis is never asked", FOLDER + "hypothesis_search.py", "if found.failure is None:\n        tried", "if False:\n        tried"),
    ("draws: the last number is never drawn", FOLDER + "draws.py", "self._source.choices([high - low])", "self._source.choices([max(high - low - 1, 0)])"),
    ("draws: below the range", FOLDER + "draws.py", "math.ceil(low * STEPS)", "math.floor(low * STEPS)"),
    ("draws: above the range", FOLDER + "draws.py", "math.floor(high * STEPS)", "math.ceil(high * STEPS)"),
    ("draws: a range of nothing", FOLDER + "draws.py", "        if first > last:\n            raise ValueError", "        if False:\n            raise ValueError"),
    ("wire: a list comes back as another", FOLDER + "values.py", 'return {"again": self.numbers[id(values)]}', 'return {"list": [self.pack(part) for part in values]}'),
    ("wire: changes stay behind", FOLDER + "values.py", "if not _same_things(old, self.lists[k])]", "if False]"),
    ("wire: private names are told", FOLDER + "wire.py", 'if name.startswith("_") or isinstance(thing, CLOSED):', "if isinstance(thing, CLOSED):"),
    ("wire: classes can be changed", FOLDER + "wire.py", "not isinstance(thing, (type, types.FunctionType, types.MethodType))", "True"),
    ("wire: nothing is forgotten", FOLDER + "wire.py", "self.things.clear()", "pass"),
    ("wire: messages of any length", FOLDER + "wire.py", "if len(content) > self.largest:", "if False:"),
    ("process: the environment is handed on", FOLDER + "process.py", "for name in ENVIRONMENT if name in os.environ}", "for name in os.environ}"),
    ("links are read", FOLDER + "grading.py", "os.path.islink(path) or", ""),
    ("reset throws away", FOLDER + "course.py", "os.replace(path, kept)", "os.remove(path)"),
    ("start overwrites", FOLDER + "course.py", "for name in [PROGRESS, *[task.file for task in tasks]]:", "for name in [PROGRESS]:"),
    ("skipped for ever", FOLDER + "course.py", 'for state in ("open", "skipped"):', 'for state in ("open",):'),
    ("grade: the installation may change", FOLDER + "copies.py", "if digest() != seal:", "if False:"),
    ("grade: the fingerprint is of names only", FOLDER + "copies.py", "hashlib.sha256(file.read())", "hashlib.sha256(name.encode())"),
    ("grade: names are formulas", FOLDER + "copies.py", '"copy": harmless(row["copy"])', '"copy": row["copy"]'),
    ("search: far out it never looks near 0", FOLDER + "search.py", "WIDE = 256", "WIDE = 10**9"),
    ("what only Hypothesis finds is not told", FOLDER + "laws.py", 'if self.found.engine == "own" else', "if True else"),
    ("a law without an assert gets no advice", FOLDER + "reading.py", "for law in laws if not _can_fail(law)", "for law in laws if False"),
    ("a broken exercise stays passed", "cli/learn_check.py", '"open" if before == "passed" else before', "before"),
    ("watch ignores the name", "cli/learn_check.py", "task = named or course.current()", "task = course.current()"),
    ("reveal is about where one is", "cli/learn.py", "None if others else course.last()", "None"),
    ("reveal tells everything", "cli/learn.py", "        if version.label in labels:\n", "        if version:\n"),
    ("check does not remember", "cli/learn_check.py", 'course.mark(task, "passed")', "pass"),
    ("watch grades without end", "cli/learn_check.py", "if state != seen and", "if"),
    ("colour in spite of NO_COLOR", "cli/colour.py", 'not screen.is_terminal or os.environ.get("NO_COLOR")', "not screen.is_terminal"),
]

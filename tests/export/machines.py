"""Run exported files where they belong: each machine gets many files and rows for each, and gives back the outputs.

A machine that is not here raises MissingError, with its name.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HEAP = "64k"  # for the largest of the networks, its rows and their outputs

PYTHON = """
import gc
import sys
try:
    import json
except ImportError:
    import ujson as json
for k, name in enumerate(%r):
    if name not in sys.modules:
        sys.modules.pop("net%%d" %% (k - 1), None)
    gc.collect()
    net = __import__(name)
    with open("rows%%d.json" %% k) as file:
        rows = json.load(file)
    for row in rows:
        print(json.dumps(net.predict(row)))
    try:
        net.predict(rows[0] + [0])
        refusal = ""
    except ValueError as error:
        refusal = str(error)
    names = [list(getattr(net, name, ())) for name in ("INPUT_NAMES", "CLASS_NAMES")]
    classes = [net.classify(row) for row in rows] if hasattr(net, "classify") else []
    print(json.dumps([net.selftest(), refusal, names, classes]))
"""

JAVASCRIPT = """
const fs = require("fs");
for (let k = 0; k < %d; k++) {
  const net = require("./net" + k + ".js");
  const rows = JSON.parse(fs.readFileSync("rows" + k + ".json"));
  let refusal = "";
  try { net.predict(rows[0].concat([0])); } catch (error) { refusal = error instanceof RangeError ? error.message : ""; }
  const names = [net.INPUT_NAMES || [], net.CLASS_NAMES || []];
  const classes = net.classify ? rows.map(net.classify) : [];
  console.log(JSON.stringify([rows.map(net.predict), net.selftest(), refusal, names, classes]));
}
"""

# Every global name of a file: files that are compiled together get a number at the end of each.
FUNCTIONS = "predict classify selftest scale scale_alike normalise dense sigmoid hyperbolic_tangent relu leaky_relu step softmax clamp clamp_one to_levels to_levels_of_each"
GLOBAL = [*FUNCTIONS.split(" "), "number", "INPUTS", "OUTPUTS", "input_names", "class_names", "golden", *["layer_%d%s" % (i, end) for i in range(20) for end in ("", "_numbers")]]

C_START = """
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdint.h>
static void text(const char *name)
{
    for (putchar('"'); *name; name++)
        printf("\\\\u%04x", (unsigned)(unsigned char)*name);
    putchar('"');
}
"""

C_NET = """
static void run_%(k)d(void)
{
    static const number rows[%(count)d][INPUTS + 1] = {%(rows)s};
    number outputs[OUTPUTS];
    const char *refusal = predict(rows[0], INPUTS + 1, outputs);
    printf("[[");
    for (int s = 0; s < %(count)d; s++) {
        if (predict(rows[s], INPUTS, outputs) != NULL)
            return;
        for (int j = 0; j < OUTPUTS; j++)
            printf("%%s%%.17g", j ? ", " : s ? "], [" : "[", (double)outputs[j]);
    }
    printf("]], %%s, ", selftest() ? "true" : "false");
    text(refusal ? refusal : "");
    printf(", [[");
    for (int i = 0; i < %(inputs)s; i++) {
        printf(i ? ", " : "");
        %(input_name)s
    }
    printf("], [");
    for (int k = 0; k < %(classes)s; k++) {
        printf(k ? ", " : "");
        %(class_name)s
    }
    printf("]], [");
    for (int s = 0; s < %(classified)d; s++)
        printf("%%s%%d", s ? ", " : "", %(classify)s);
    printf("]]\\n");
}
"""


class MissingError(Exception):
    """Say which program is not on this machine."""


def program(variable, *names):
    """Return the path of a program.

    Errors:   MissingError  it is not here
    """
    paths = [os.environ.get(variable)] + [shutil.which(name) for name in names]
    found = [path for path in paths if path]
    if not found:
        raise MissingError("%s is not here" % names[0])
    return found[0]


def run(command, folder):
    done = subprocess.run(command, cwd=str(folder), capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()[-2000:]
    return done.stdout.decode("utf-8")


def run_python(sources, rows, folder, command):
    """Return for each source (outputs, selftest, what a row that is too long got as an answer, names, classes)."""
    names = ["net%d" % sources.index(source) for source in sources]
    for k, source in enumerate(sources):
        Path(folder, names[k] + ".py").write_text(source, encoding="ascii")
        Path(folder, "rows%d.json" % k).write_text(json.dumps(rows[k]))
    Path(folder, "main.py").write_text(PYTHON % names)
    lines = [json.loads(line) for line in run([*command, "main.py"], folder).strip().split("\n")]
    return [[[lines.pop(0) for _ in part], *lines.pop(0)] for part in rows]  # row by row, for a board has little room for text


def run_javascript(sources, rows, folder):
    node = program("PURENN_NODE", "node", "nodejs")
    for k, source in enumerate(sources):
        Path(folder, "net%d.js" % k).write_text(source, encoding="ascii")
        Path(folder, "rows%d.json" % k).write_text(json.dumps(rows[k]))
    Path(folder, "main.js").write_text(JAVASCRIPT % len(sources))
    return [json.loads(line) for line in run([node, "main.js"], folder).strip().split("\n")]


REFUSALS = {
    "python": """
import net
nan, inf = float("nan"), float("inf")
for row in (%s,):
    for answer in (net.predict, net.classify):
        try:
            print("accepted", answer(row))
        except ValueError as error:
            print(error)
""",
    "javascript": """
const net = require("./net.js"), nan = NaN, inf = Infinity;
for (const row of [%s])
  for (const answer of [net.predict, net.classify])
    try { console.log("accepted", answer(row)); } catch (error) { console.log(error instanceof RangeError ? error.message : error); }
""",
    "c": """
#include <stdio.h>
#include "net.c"
int main(void)
{
    const number nan = (number)NAN, inf = (number)INFINITY, rows[][INPUTS] = {%s};
    for (int s = 0; s < (int)(sizeof rows / sizeof *rows); s++) {
        number outputs[OUTPUTS] = {7};
        const char *refusal = predict(rows[s], INPUTS, outputs);
        puts(refusal == NULL ? "accepted" : outputs[0] != 7 ? "outputs are written to" : refusal);
        printf("%%d\\n", classify(rows[s], INPUTS));
    }
    (void)nan, (void)inf;
    return 0;
}
""",
}


def refusals(source, to, rows, folder):
    """Return what predict and classify answer to each row, a text of numbers, nan, inf and -inf, of one file."""
    end, brackets, joined = {"javascript": (".js", "[%s]", ", "), "c": (".c", "{%s}", ", ")}.get(to, (".py", "[%s]", ", "))
    Path(folder, "net" + end).write_text(source, encoding="ascii")
    script = REFUSALS["python" if end == ".py" else to] % joined.join([brackets % row for row in rows])
    Path(folder, "main" + end).write_text(script)
    if to == "c":
        run([program("PURENN_CC", "gcc"), *FLAGS[:4], "main.c", "-o", "main", "-lm"], folder)
    commands = {"c": lambda: ["./main"], "javascript": lambda: [program("PURENN_NODE", "node", "nodejs"), "main.js"]}
    commands.update(python=lambda: [*python_command(), "main.py"], micropython=lambda: [*micropython_command(), "main.py"])
    return run(commands[to](), folder).splitlines()


FLAGS = ["-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsanitize=undefined", "-fno-sanitize-recover=all"]


def run_c(sources, rows, folder):
    """Compile all files into one program: what is global in each is renamed by the preprocessor, and the file itself stays as it is."""
    compiler = program("PURENN_CC", "gcc")
    parts = [C_START]
    for k, source in enumerate(sources):
        Path(folder, "net%d.c" % k).write_text(source, encoding="ascii")
        names = ["(int)(sizeof %s / sizeof *%s)" % (name, name) if "*const %s[]" % name in source else "" for name in ("input_names", "class_names")]
        known = "classify(" in source
        words = {"k": k, "count": len(rows[k]), "rows": ", ".join(["{%s}" % ", ".join(map(c_literal, [*row, 0.0])) for row in rows[k]])}
        words.update(inputs=names[0] or 0, classes=names[1] or 0, classified=len(rows[k]) if known else 0, classify="classify(rows[s], INPUTS)" if known else "0")
        words.update(input_name="text(input_names[i]);" if names[0] else "", class_name="text(class_names[k]);" if names[1] else "")
        parts += ["#define %s %s_%d" % (name, name, k) for name in GLOBAL] + ['#include "net%d.c"' % k, C_NET % words]
        parts += ["#undef %s" % name for name in GLOBAL]
    parts += ["int main(void)\n{\n%s\n    return 0;\n}\n" % "\n".join(["    run_%d();" % k for k in range(len(sources))])]
    Path(folder, "main.c").write_text("\n".join(parts))
    run([compiler, *FLAGS, "main.c", "-o", "main", "-lm"], folder)
    return [_c_result(json.loads(line)) for line in run(["./main"], folder).strip().split("\n")]


def c_literal(x):
    return repr(float(x))


def _c_result(result):
    outputs, selftest, refusal, names, classes = result
    names = [[name.encode("latin-1").decode("utf-8") for name in some] for some in names]
    return outputs, selftest, refusal, names, [names[1][k] for k in classes] if names[1] else classes


def python_command():
    return [sys.executable, "-I", "-S", "-B", "-c", "import sys; sys.path.insert(0, '.'); exec(open(sys.argv[1]).read())"]


def micropython_command(heap=HEAP):
    return [program("PURENN_MICROPYTHON", "micropython"), "-X", "heapsize=" + heap]

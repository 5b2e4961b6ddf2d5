"""C99 that is also C++: static constants, which a compiler for boards leaves in flash, and no memory that is asked for."""

from __future__ import annotations

from .model import Model
from .steps import Step, counted, result, steps_of, used
from .texts import c_text, comment_lines, each, rows_of

# `%(e)s` ends the names of mathematical functions on short floats: expf.
FUNCTIONS = {
    "Scaler": """
/* Bring every input to one size: take its shift off, divide by its scale. */
static void scale(number *x, int n, const number *constants)
{
    for (int i = 0; i < n; i++)
        x[i] = (x[i] - constants[i]) / constants[n + i];
}
""",
    "BatchNorm": """
/* Take the mean off, multiply by the gain, add the shift. */
static void normalise(number *x, int n, const number *constants)
{
    for (int i = 0; i < n; i++)
        x[i] = (x[i] - constants[i]) * constants[n + i] + constants[2 * n + i];
}
""",
    "Dense": """
/* Give each z a weighted sum of x; a row is a bias and the weights that follow it. */
static void dense(const number *x, int inputs, const number *row, number *z, int outputs)
{
    for (int j = 0; j < outputs; j++) {
        z[j] = *row++;
        for (int i = 0; i < inputs; i++)
            z[j] += *row++ * x[i];
    }
}
""",
    "Sigmoid": """
/* Squeeze every number into the range from 0 to 1. */
static void sigmoid(number *x, int n)
{
    for (int i = 0; i < n; i++) {
        number power = exp%(e)s(-fabs%(e)s(x[i]));
        x[i] = (x[i] >= 0 ? 1 : power) / (1 + power);
    }
}
""",
    "Tanh": """
/* Squeeze every number into the range from -1 to 1. */
static void hyperbolic_tangent(number *x, int n)
{
    for (int i = 0; i < n; i++)
        x[i] = tanh%(e)s(x[i]);
}
""",
    "ReLU": """
/* Let positive numbers through and stop the others. */
static void relu(number *x, int n)
{
    for (int i = 0; i < n; i++)
        x[i] = x[i] <= 0 ? 0 : x[i];
}
""",
    "LeakyReLU": """
/* Let positive numbers through and a small part of the others. */
static void leaky_relu(number *x, int n, number slope)
{
    for (int i = 0; i < n; i++)
        x[i] = x[i] <= 0 ? slope * x[i] : x[i];
}
""",
    "Step": """
/* Answer 1 or 0. */
static void step(number *x, int n)
{
    for (int i = 0; i < n; i++)
        x[i] = x[i] >= 0 ? 1 : 0;
}
""",
    "Softmax": """
/* Turn numbers into probabilities; only differences matter, so the largest is taken off and nothing overflows. */
static void softmax(number *x, int n)
{
    number top = x[0], total = 0;
    for (int i = 1; i < n; i++)
        top = x[i] > top ? x[i] : top;
    for (int i = 0; i < n; i++)
        total += x[i] = exp%(e)s(x[i] - top);
    for (int i = 0; i < n; i++)
        x[i] /= total;
}
""",
}
UNIFORM = """
/* Bring every input to one size. */
static void scale(number *x, int n, number shift, number size)
{
    for (int i = 0; i < n; i++)
        x[i] = (x[i] - shift) / size;
}
"""
PREDICT = """
/* Fill outputs with %(what)s for %(inputs)s, and return NULL; return a sentence where count is another.
   What lies between the layers is static, for the stack of a board is small: one thread at a time. */
const char *predict(const number *inputs, int count, number *outputs)
{
%(memory)s
    if (count != INPUTS)
        return "predict expects %(inputs)s";
%(lines)s
    return NULL;
}
"""
CLASSIFY = """
/* Return the number of the class that predict finds most probable; -1 where count is not that of the inputs. */
int classify(const number *inputs, int count)
{
    number outputs[OUTPUTS];
%(lines)s
}
"""
LARGEST = """    int best = 0;
    if (predict(inputs, count, outputs) != NULL)
        return -1;
    for (int k = 1; k < OUTPUTS; k++)
        best = outputs[k] > outputs[best] ? k : best;
    return best;"""
HALF = """    if (predict(inputs, count, outputs) != NULL)
        return -1;
    return outputs[0] >= 0.5;"""
SELFTEST = """
/* Inputs, and the outputs that the network has for them. */
static const number golden[%(count)d][INPUTS + OUTPUTS] = {
%(golden)s
};

/* Return 1 where predict answers here what the network answered when this file was written, else 0. */
int selftest(void)
{
    number outputs[OUTPUTS];
    for (int k = 0; k < %(count)d; k++) {
        const number *expected = golden[k] + INPUTS;
        predict(golden[k], INPUTS, outputs);
        for (int j = 0; j < OUTPUTS; j++)
            if (!(fabs%(e)s(outputs[j] - expected[j]) <= %(tolerance)s * (1 + fabs%(e)s(expected[j]))))
                return 0;
    }
    return 1;
}

#ifdef SELFTEST
#include <stdio.h>
int main(void)
{
    int passed = selftest();
    puts(passed ? "selftest: passed" : "selftest: FAILED");
    return !passed;
}
#endif
"""
USE = "Include this file where predict is called, or declare predict there. Alone: cc -std=c99 -DSELFTEST FILE.c -lm"


def c_source(model: Model) -> str:
    """Return the source for a C compiler."""
    steps = steps_of(model)
    end = "f" if model.bits == 32 else ""
    functions = dict(FUNCTIONS, uniform=UNIFORM)
    parts = ["/*\n%s\n */\n" % "\n".join(comment_lines([*model.origin, USE], " *"))]
    parts += ["#include <math.h>\n#include <stddef.h>\n"]
    parts += ["typedef %s number;\n\nenum { INPUTS = %d, OUTPUTS = %d };\n" % ("float" if end else "double", model.inputs, model.network.outputs or 0)]
    for name, values in (("input_names", model.network.input_names), ("class_names", model.network.class_names)):
        parts += ["const char *const %s[] = {\n%s\n};\n" % (name, _lines(each(values, c_text)))] if values else []
    parts += [_constant(step, end) for step in steps if step.constant]
    parts += [(functions[kind] % {"e": end} if "%(" in functions[kind] else functions[kind])[1:] for kind in used(functions, steps)]
    parts += [_predict(model, steps, end)[1:]]
    parts += [(CLASSIFY % {"lines": LARGEST if (model.network.outputs or 0) > 1 else HALF})[1:]] if model.classifies else []
    golden = ["    {\n%s\n    }" % _lines([c_number(x, end) for x in [*inputs, *outputs]], 8) for inputs, outputs in model.golden]
    words = {"golden": ",\n".join(golden), "count": len(golden), "e": end, "tolerance": "1e-3f" if end else "1e-9"}
    return "\n".join([*parts, (SELFTEST % words)[1:]])


def c_number(x: float, end: str) -> str:
    """Write a number with the digits that it takes to read the same one again, for a short float 9.

    Example:
        >>> c_number(0.1, ""), c_number(2.0, "f"), c_number(3, "")
        ('0.1', '2.0f', '3.0')
    """
    text = "%.9g" % x if end else repr(float(x))
    return (text if set(text) & set(".en") else text + ".0") + end


def _lines(items: list[str], margin: int = 4) -> str:
    return "\n".join([" " * margin + line for line in rows_of(items)])


def _constant(step: Step, end: str) -> str:
    rows = [_lines([c_number(x, end) for x in row]) for row in step.rows]
    form = "/* %s */\nstatic const number %s[%d * %d] = {\n%s\n};\n"
    return form % (step.comment, step.constant.lower(), len(rows), len(step.rows[0]), ",\n".join(rows))


def _predict(model: Model, steps: list[Step], end: str) -> str:
    """Write the calls: from x to z and back again, the last sums straight into the outputs."""
    last = max([k for k, step in enumerate(steps) if step.kind == "Dense"], default=None)
    widths = {"x": model.inputs} if last is not None else {}
    here, width = "x" if widths else "outputs", model.inputs
    lines = ["for (int i = 0; i < INPUTS; i++)", "    %s[i] = inputs[i];" % here]
    for k, step in enumerate(steps):
        if step.kind == "Dense":
            there = "outputs" if k == last else "z" if here == "x" else "x"
            lines.append("dense(%s, %d, %s, %s, %d);" % (here, width, step.constant.lower(), there, len(step.rows)))
            here, width = there, len(step.rows)
            widths.update({here: max(width, widths.get(here, 0))} if here != "outputs" else {})
        else:
            lines.append(_call(step, here, width, end))
    memory = ["static number %s;" % ", ".join(["%s[%d]" % pair for pair in sorted(widths.items())])] if widths else []
    words = {"memory": "\n".join(["    " + line for line in memory]), "lines": "\n".join(["    " + line for line in lines])}
    return (PREDICT % dict(words, what=result(model), inputs=counted(model))).replace("{\n\n", "{\n")


def _call(step: Step, x: str, n: int, end: str) -> str:
    more = [step.constant.lower()] if step.constant else []
    if step.kind == "uniform":
        more = [c_number(step.layer.shift[0], end), c_number(step.layer.scale[0], end)]
    if step.kind == "LeakyReLU":
        more = [c_number(step.layer.slope, end)]
    name = "hyperbolic_tangent" if step.kind == "Tanh" else step.function
    return "%s(%s);" % (name, ", ".join([x, str(n), *more]))

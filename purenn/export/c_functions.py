"""The functions of exported C files, each a text; a file gets those that its network uses."""

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
INTEGERS = {
    "Clamp": """
/* Cut off what is behind the point, below 0 and above 255. */
static unsigned char clamp_one(number v)
{
    return v >= 255 ? 255 : v >= 1 ? (unsigned char)v : 0;
}
""",
    "clamp": """
static void clamp(const number *x, int n, unsigned char *levels)
{
    for (int i = 0; i < n; i++)
        levels[i] = clamp_one(x[i]);
}
""",
    "levels": """
/* Write numbers as levels, whole numbers from 0 to 255. */
static void to_levels(const number *x, int n, number low, number factor, unsigned char *levels)
{
    for (int i = 0; i < n; i++)
        levels[i] = clamp_one((x[i] - low) * factor + %(half)s);
}
""",
    "Levels": """
/* Write numbers as levels, whole numbers from 0 to 255; each input has a range of its own. */
static void to_levels_of_each(const number *x, int n, const float *constants, unsigned char *levels)
{
    for (int i = 0; i < n; i++)
        levels[i] = clamp_one((x[i] - constants[i]) * constants[n + i] + %(half)s);
}
""",
    "IntegerDense": """
/* Give each z a sum of products of whole numbers, times a scale, plus a bias. */
static void dense(const unsigned char *levels, int inputs, const signed char *weight, const float *numbers, number *z, int outputs)
{
    for (int j = 0; j < outputs; j++) {
        long sum = 0;
        for (int i = 0; i < inputs; i++)
            sum += *weight++ * levels[i];
        z[j] = (number)sum * numbers[j] + numbers[outputs + j];
    }
}
""",
}
UNIFORM = """
/* Bring inputs that are all scaled alike to one size. */
static void scale_alike(number *x, int n, number shift, number size)
{
    for (int i = 0; i < n; i++)
        x[i] = (x[i] - shift) / size;
}
"""
PREDICT = """
/* Fill outputs with %(what)s for %(inputs)s, and return NULL; return a sentence, and leave outputs as they are, where count is
   another or an input is not finite. Such a one times 0 is not 0, which a compiler with -ffast-math does not believe.
   What lies between the layers is static, for the stack of a board is small: one thread at a time. */
const char *predict(const number *inputs, int count, number *outputs)
{
%(memory)s
    if (count != INPUTS)
        return "predict expects %(inputs)s";
    for (int i = 0; i < INPUTS; i++)
        if (inputs[i] * 0 != 0)
            return "an input is not finite";
%(lines)s
    return NULL;
}
"""
CLASSIFY = """
/* Return the number of the class that predict finds most probable; -1 where predict would return a sentence. */
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
ONE = """    if (predict(inputs, count, outputs) != NULL)
        return -1;
    return outputs[0] >= %s;"""
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

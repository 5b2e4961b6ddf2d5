"""Bugs that a workstation does not show: numbers that floats of 32 bits cannot hold."""

TESTS = {
    "%s.py" % name: ["test_single_precision.py"]
    for name in ("shapes", "losses", "rng", "gradcheck", "scaling", "clipping", "fixed_point", "functions", "optimizers", "layers")
}

BUGS = [
    ("single: a constant that a compiler works out", "losses.py", "TINY = _HALF**1022 or _HALF**126", "TINY = 2.0**-1022 or 2.0**-126"),
    ("single: a constant that cannot be frozen", "shapes.py", 'LARGEST = float("1.7976931348623157e308")', "LARGEST = 1.7976931348623157e308"),
    ("single: tiny without a reciprocal", "losses.py", "or _HALF**126", "or _HALF**140"),
    ("single: tiny is that of a workstation", "losses.py", "TINY = _HALF**1022 or _HALF**126", "TINY = _HALF**1022"),
    ("single: 32 random bits in a float", "rng.py", "(self.bits() >> 8) / 16777216", "self.bits() / 4294967296"),
    ("single: the steps of a workstation", "gradcheck.py", "SINGLE = machine_epsilon() > 1e-10", "SINGLE = False"),
    ("single: nothing is wrong any more", "gradcheck.py", "ABSOLUTE = 1e-3 if SINGLE", "ABSOLUTE = 1e-1 if SINGLE"),
    ("single: half of the epsilon", "gradcheck.py", "while 1.0 + epsilon / 2 != 1.0:", "while 1.0 + epsilon / 4 != 1.0:"),
    ("single: squares of what is not scaled", "scaling.py", "largest = max([abs(x - mean) for x in column]) or 1.0", "largest = 1.0"),
    ("single: squares of long gradients", "clipping.py", "    shares = [[g / largest for g", "    largest = 1.0\n    shares = [[g / largest for g"),
    ("single: a half is added and rounded", "fixed_point.py", "scaled = value * (1 << bits)\n", "scaled = value * (1 << bits) + 0.5\n    return int(scaled) - (int(scaled) > scaled)\n"),
    ("single: an epsilon that is 0", "optimizers.py", "beta2: \"float\" = 0.999,\n        epsilon: \"float\" = 1e-8,", "beta2: \"float\" = 0.999,\n        epsilon: \"float\" = 1e-50,"),
    ("single: exp of a positive number", "functions.py", "powers = [exp(z - top) for z in row]\n    total", "powers = [exp(z - top + 100) for z in row]\n    total"),
    ("single: a gradient added up on top of a large number", "layers.py", "[sum(d) for d in d_columns]", "[sum(d, 512.0) - 512 for d in d_columns]"),
]

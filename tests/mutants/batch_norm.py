"""Bugs of BatchNorm."""

TESTS = {
    "normalization.py": ["test_normalization.py"],
    "layer.py": ["test_normalization.py"],
    "training.py": ["test_normalization.py"],
}

MEANS = "self.mean[:] = [(1 - rate) * old + rate * new for old, new in zip(self.mean, means)]"
VARIANCES = "self.variance[:] = [(1 - rate) * old + rate * new for old, new in zip(self.variance, variances)]"
D_COLUMN = "return [factor * (d - by_mean - x * by_variance) for d, x in zip(d_column, self._normed[j])]"
D_GAIN = "self.d_gain[:] = [sum([d * x for d, x in zip(*pair)]) for pair in zip(columns, self._normed)]"
BATCH_VARIANCE = "variances = [sum([(x - mean) * (x - mean) for x in column]) / n for column, mean in zip(columns, means)]"
PREDICT = "        deviations = [sqrt(v + self.epsilon) for v in self.variance]\n        return self._output(_normed(zip(*rows), self.mean, deviations))\n"

BUGS = [
    (
        "batch statistics at prediction",
        "normalization.py",
        PREDICT,
        "        columns, n = list(zip(*rows)), len(rows)\n"
        "        means = [sum(column) / n for column in columns]\n"
        "        " + BATCH_VARIANCE + "\n"
        "        return self._output(_normed(columns, means, [sqrt(v + self.epsilon) for v in variances]))\n",
    ),
    ("active at prediction: predict is forward", "normalization.py", PREDICT, "        return self.forward(X)\n"),
    (
        "active at prediction: running statistics move",
        "normalization.py",
        PREDICT,
        "        self._remember([sum(column) / len(rows) for column in zip(*rows)], self.variance[:])\n" + PREDICT,
    ),
    (
        "running statistics reversed",
        "normalization.py",
        MEANS,
        MEANS.replace("(1 - rate) * old + rate * new", "rate * old + (1 - rate) * new"),
        VARIANCES,
        VARIANCES.replace("(1 - rate) * old + rate * new", "rate * old + (1 - rate) * new"),
    ),
    ("running mean reversed", "normalization.py", MEANS, MEANS.replace("(1 - rate) * old + rate * new", "rate * old + (1 - rate) * new")),
    ("running variance reversed", "normalization.py", VARIANCES, VARIANCES.replace("(1 - rate) * old + rate * new", "rate * old + (1 - rate) * new")),
    ("backward ignoring mean and variance", "normalization.py", D_COLUMN, D_COLUMN.replace("(d - by_mean - x * by_variance)", "d")),
    ("backward ignoring the mean", "normalization.py", D_COLUMN, D_COLUMN.replace("d - by_mean -", "d -")),
    ("backward ignoring the variance", "normalization.py", D_COLUMN, D_COLUMN.replace(" - x * by_variance", "")),
    # Variants
    ("running statistics never move", "normalization.py", "        self._remember(means, [variance * n / (n - 1) for variance in variances])\n", ""),
    ("running statistics are those of the last batch", "normalization.py", "        rate = self.rate\n", "        rate = 1\n"),
    (
        "normalised by the running statistics while learning",
        "normalization.py",
        "self._normed = _normed(columns, means, self._deviations)",
        "self._normed = _normed(columns, self.mean, self._deviations)",
    ),
    ("gain not used", "normalization.py", "[gain * x + shift for x in column]", "[x + shift for x in column]"),
    ("shift not used", "normalization.py", "[gain * x + shift for x in column]", "[gain * x for x in column]"),
    ("gain not used backward", "normalization.py", "factor = self.gain[j] / self._deviations[j]", "factor = 1 / self._deviations[j]"),
    ("gradient of the gain by the outputs", "normalization.py", D_GAIN, D_GAIN.replace("d * x", "d")),
    ("gradient of the shift of the first sample", "normalization.py", "[sum(d_column) for d_column in columns]", "[d_column[0] for d_column in columns]"),
    ("gradient of the shift averaged", "normalization.py", "[sum(d_column) for d_column in columns]", "[sum(d_column) / n for d_column in columns]"),
    (
        "gradient of the gain adds up",
        "normalization.py",
        D_GAIN,
        D_GAIN.replace("zip(columns, self._normed)]", "zip(columns, self._normed)]").replace(
            "self.d_gain[:] = [", "self.d_gain[:] = [g + v for g, v in zip(self.d_gain, ["
        )
        + ")]",
    ),
    (
        "no root of the variance",
        "normalization.py",
        "self._deviations = [sqrt(variance + self.epsilon) for variance in variances]",
        "self._deviations = [variance + self.epsilon for variance in variances]",
    ),
    (
        "epsilon outside of the root",
        "normalization.py",
        "self._deviations = [sqrt(variance + self.epsilon) for variance in variances]",
        "self._deviations = [sqrt(variance) + self.epsilon for variance in variances]",
    ),
    ("variance of the batch divides by n - 1", "normalization.py", BATCH_VARIANCE, BATCH_VARIANCE.replace(") / n", ") / (n - 1)")),
    ("running variance divides by n", "normalization.py", "[variance * n / (n - 1) for variance in variances]", "variances"),
    ("variance around 0", "normalization.py", BATCH_VARIANCE, BATCH_VARIANCE.replace("(x - mean) * (x - mean)", "x * x")),
    (
        "mean over the features instead of the samples",
        "normalization.py",
        "means = [sum(column) / n for column in columns]",
        "means = [sum(map(sum, columns)) / n / len(columns) for column in columns]",
    ),
    ("running statistics are not saved", "normalization.py", '            "mean": self.mean,\n            "variance": self.variance,\n', ""),
    ("gain is no parameter", "normalization.py", "return [(self.gain, self.d_gain), (self.shift, self.d_shift)]", "return [(self.shift, self.d_shift)]"),
    (
        "a batch of one sample accepted",
        "normalization.py",
        "    if samples < layer.smallest_batch:",
        "    if samples < 1:",
        "[variance * n / (n - 1) for variance in variances]",
        "[variance * n / max(n - 1, 1) for variance in variances]",
    ),
    (
        "running statistics are no part of the model",
        "layer.py",
        "return [values for values, _ in self.parameters()] + self.running()",
        "return [values for values, _ in self.parameters()]",
    ),
    ("a last batch of one sample met in the midst of training", "training.py", "    require_batches(network, len(X), size)\n", ""),
    # Found later, by looking for what survives
    ("a rate of 0 counts as none", "normalization.py", "        self.rate = rate\n", "        self.rate = rate or 0.1\n"),
    ("an empty list of gains counts as none", "normalization.py", "if values is None else vector(values, name)", "if not values else vector(values, name)"),
    (
        "the epsilon it was made with",
        "normalization.py",
        "self._deviations = [sqrt(variance + self.epsilon) for",
        "self._deviations = [sqrt(variance + self._epsilon) for",
        "        self.epsilon = epsilon\n",
        "        self.epsilon = self._epsilon = epsilon\n",
    ),
    (
        "deviations kept from the first predict",
        "normalization.py",
        "        deviations = [sqrt(v + self.epsilon) for v in self.variance]\n        return",
        "        deviations = self._kept = getattr(self, '_kept', None) or [sqrt(v + self.epsilon) for v in self.variance]\n        return",
    ),
    ("a batch without a deviation has 1", "normalization.py", "[sqrt(variance + self.epsilon) for variance in variances]", "[sqrt(variance + self.epsilon) if variance else 1.0 for variance in variances]"),
]

"""Bugs of the activations: the functions and the layers made of them."""

TESTS = {"functions.py": ["test_functions.py"], "activations.py": ["test_activations.py"]}

BUGS = [
    (
        "naive sigmoid",
        "functions.py",
        "    if z >= 0:\n        return 1 / (1 + exp(-z))\n    e = exp(z)",
        "    return 1 / (1 + exp(-z))\n    e = exp(z)",
    ),
    (
        "sigmoid: stable branches swapped",
        "functions.py",
        "    if z >= 0:\n        return 1 / (1 + exp(-z))",
        "    if z < 0:\n        return 1 / (1 + exp(-z))",
    ),
    (
        "sigmoid' of a taken as of z",
        "functions.py",
        "return sigmoid(z) * sigmoid(-z)",
        "return z * (1 - z)",
    ),
    (
        "Sigmoid: sigmoid' of a taken as of z",
        "activations.py",
        "return [[a * (1 - a) for a in row] for row in A]",
        "return [[z * (1 - z) for z in row] for row in Z]",
    ),
    (
        "Sigmoid: sigmoid' at a",
        "activations.py",
        "return [[a * (1 - a) for a in row] for row in A]",
        "return [[sigmoid_derivative(a) for a in row] for row in A]",
    ),
    (
        "sigmoid' cancels to 0: a * (1 - a)",
        "functions.py",
        "return sigmoid(z) * sigmoid(-z)",
        "return sigmoid(z) * (1 - sigmoid(z))",
    ),
    (
        "tanh' = 1 - a",
        "functions.py",
        "return (1 - a) * (1 + a)",
        "return 1 - a",
    ),
    (
        "Tanh: tanh' = 1 - a",
        "activations.py",
        "return [[1 - a * a for a in row] for row in A]",
        "return [[1 - a for a in row] for row in A]",
    ),
    (
        "tanh' at z",
        "functions.py",
        "return (1 - a) * (1 + a)",
        "return (1 - z) * (1 + z)",
    ),
    (
        "Tanh: tanh' at z",
        "activations.py",
        "return [[1 - a * a for a in row] for row in A]",
        "return [[1 - z * z for z in row] for row in Z]",
    ),
    (
        "ReLU' always 1",
        "functions.py",
        "return 0 if z <= 0 else 1",
        "return 1",
    ),
    (
        "ReLU: ReLU' always 1",
        "activations.py",
        "return [[0 if z <= 0 else 1 for z in row] for row in Z]",
        "return [[1 for z in row] for row in Z]",
    ),
    (
        "leaky without leak",
        "functions.py",
        "return slope * z if z <= 0 else z",
        "return 0 if z <= 0 else z",
    ),
    (
        "leaky': without leak",
        "functions.py",
        "return slope if z <= 0 else 1",
        "return 0 if z <= 0 else 1",
    ),
    (
        "softmax without shift",
        "functions.py",
        "    powers = [exp(z - top) for z in row]\n    total",
        "    powers = [exp(z) for z in row]\n    total",
    ),
    (
        "log_softmax without shift",
        "functions.py",
        "    powers = [exp(z - top) for z in row]\n    if",
        "    return [z - log(sum([exp(z) for z in row])) for z in row]\n    if",
    ),
    (
        "Softmax: shift by the whole matrix",
        "activations.py",
        "A = SoftmaxProbabilities([softmax(row) for row in Z])",
        (
            "top = max(map(max, Z))\n"
            "        powers = [[math.exp(z - top) for z in row] for row in Z]\n"
            "        A = SoftmaxProbabilities([[power / sum(row) for power in row] for row in powers])"
        ),
    ),
    (
        "Softmax: normalised over the batch",
        "activations.py",
        "A = SoftmaxProbabilities([softmax(row) for row in Z])",
        ("flat = softmax([z for row in Z for z in row])\n        A = SoftmaxProbabilities([flat[s * len(Z[0]) : (s + 1) * len(Z[0])] for s in range(len(Z))])"),
    ),
    (
        "sigmoid: rounding",
        "functions.py",
        "        return 1 / (1 + exp(-z))\n    e = exp(z)",
        "        return round(1 / (1 + exp(-z)), 9)\n    e = exp(z)",
    ),
    (
        "sigmoid: rounding of small answers",
        "functions.py",
        "return e / (1 + e)",
        "return round(e / (1 + e), 12)",
    ),
    (
        "tanh: rounding",
        "functions.py",
        "return math.tanh(z)\n\n\ndef",
        "return round(math.tanh(z), 9)\n\n\ndef",
    ),
    (
        "Tanh: rounding",
        "activations.py",
        "return [list(map(math.tanh, row)) for row in Z]",
        "return [[round(math.tanh(z), 9) for z in row] for row in Z]",
    ),
    (
        "softmax: rounding",
        "functions.py",
        "return [power / total for power in powers]",
        "return [round(power / total, 9) for power in powers]",
    ),
    (
        "ReLU: rounding",
        "activations.py",
        "return [[0 if z <= 0 else z for z in row] for row in Z]",
        "return [[0 if z <= 0 else round(z, 3) for z in row] for row in Z]",
    ),
    # Variants
    (
        "leaky: slope on the wrong side",
        "functions.py",
        "return slope * z if z <= 0 else z",
        "return slope * z if z > 0 else z",
    ),
    (
        "leaky': slope on the wrong side",
        "functions.py",
        "return slope if z <= 0 else 1",
        "return 1 if z <= 0 else slope",
    ),
    (
        "leaky': slope 1 at the kink",
        "functions.py",
        "return slope if z <= 0 else 1",
        "return slope if z < 0 else 1",
    ),
    (
        "LeakyReLU: own slope not used",
        "activations.py",
        "return leaky_relu(z, self.slope)",
        "return leaky_relu(z)",
    ),
    (
        "LeakyReLU: own slope not used backward",
        "activations.py",
        "return leaky_relu_derivative(z, self.slope)",
        "return leaky_relu_derivative(z)",
    ),
    (
        "ReLU' is 1 at the kink",
        "functions.py",
        "return 0 if z <= 0 else 1",
        "return 0 if z < 0 else 1",
    ),
    (
        "ReLU: ReLU' is 1 at the kink",
        "activations.py",
        "return [[0 if z <= 0 else 1 for z in row] for row in Z]",
        "return [[0 if z < 0 else 1 for z in row] for row in Z]",
    ),
    (
        "ReLU hides NaN",
        "functions.py",
        "return 0 if z <= 0 else z\n",
        "return z if z > 0 else 0\n",
    ),
    (
        "ReLU: hides NaN",
        "activations.py",
        "return [[0 if z <= 0 else z for z in row] for row in Z]",
        "return [[z if z > 0 else 0 for z in row] for row in Z]",
    ),
    (
        "step: no answer at the threshold",
        "functions.py",
        "return 1 if z >= 0 else 0",
        "return 1 if z > 0 else 0",
    ),
    (
        "tanh by exp, which overflows",
        "functions.py",
        "return math.tanh(z)\n\n\ndef",
        "return (exp(z) - exp(-z)) / (exp(z) + exp(-z))\n\n\ndef",
    ),
    (
        "log1p by log(1 + x)",
        "functions.py",
        "return x if u == 1.0 else log(u) * x / (u - 1.0)",
        "return log(u)",
    ),
    (
        "log_softmax: tail by log(1 + x)",
        "functions.py",
        "    tail = log1p(sum(powers))",
        "    tail = log(1.0 + sum(powers))",
    ),
    (
        "log_softmax: log of the softmax",
        "functions.py",
        "    return [(z - top) - tail for z in row]",
        "    return [log(p) if p > 0 else -745.0 for p in softmax(row)]",
    ),
    (
        "Softmax': diagonal only",
        "activations.py",
        "return [a * (d - mean) for a, d in zip(row, d_row)]",
        "return [a * (1 - a) * d for a, d in zip(row, d_row)]",
    ),
    (
        "Softmax': plain mean of the gradient",
        "activations.py",
        "mean = inner(row, d_row)",
        "mean = sum(d_row) / len(d_row)",
    ),
    (
        "Softmax': as if a were linear",
        "activations.py",
        "return [a * (d - mean) for a, d in zip(row, d_row)]",
        "return [a * d for a, d in zip(row, d_row)]",
    ),
    (
        "Softmax: mean of the last row for all",
        "activations.py",
        "return [_softmax_backward(row, d_row) for row, d_row in zip(outputs, dA)]",
        "return [_softmax_backward(outputs[0], d_row) for row, d_row in zip(outputs, dA)]",
    ),
    (
        "Softmax: gradient at the logits of a changed gradient",
        "activations.py",
        "        outputs = require_forward(self, self._outputs, dA)\n        if isinstance(dA, LogitGradient) and dA.unchanged():",
        "        outputs = require_forward(self, self._outputs, dA)\n        if isinstance(dA, LogitGradient):",
    ),
    (
        "Sigmoid: gradient at the logits of a changed gradient",
        "activations.py",
        "        slopes = require_forward(self, self._slopes, dA)\n        if isinstance(dA, LogitGradient) and dA.unchanged():",
        "        slopes = require_forward(self, self._slopes, dA)\n        if isinstance(dA, LogitGradient):",
    ),
    (
        "Sigmoid: derivative on top of the gradient at the logits",
        "activations.py",
        (
            "        slopes = require_forward(self, self._slopes, dA)\n"
            "        if isinstance(dA, LogitGradient) and dA.unchanged():\n"
            "            return [row[:] for row in dA.at_logits]"
        ),
        (
            "        slopes = require_forward(self, self._slopes, dA)\n"
            "        if isinstance(dA, LogitGradient) and dA.unchanged():\n"
            "            return multiply_rows(dA.at_logits, slopes)"
        ),
    ),
    (
        "logits are the caller's rows",
        "activations.py",
        "A.logits = [list(row) for row in Z]",
        "A.logits = Z",
    ),
    (
        "Softmax: backward by rows that the caller may change",
        "activations.py",
        "self._outputs = [row[:] for row in A]",
        "self._outputs = A",
    ),
    (
        "predict forgets what forward remembered",
        "activations.py",
        "        A = SigmoidProbabilities([[sigmoid(z) for z in row] for row in Z])",
        "        A = SigmoidProbabilities([[sigmoid(z) for z in row] for row in Z])\n        self._slopes = self.slopes(Z, A)",
    ),
    ("sigmoid of 2 z", "functions.py", "        return 1 / (1 + exp(-z))\n    e = exp(z)", "        return 1 / (1 + exp(-2 * z))\n    e = exp(z)"),
    (
        "softmax with its largest number counted twice",
        "functions.py",
        "    total = sum(powers)\n    return [power",
        "    total = sum(powers) + 1e-9\n    return [power",
    ),
    (
        "softmax shifted by the mean",
        "functions.py",
        "    top = max(row)\n    powers = [exp(z - top) for z in row]\n    total",
        "    top = sum(row) / len(row)\n    powers = [exp(z - top) for z in row]\n    total",
    ),
    # Found later, by looking for what survives
    ("step: NaN fires", "functions.py", "return 1 if z >= 0 else 0", "return 0 if z < 0 else 1"),
    ("relu: a fraction becomes a float", "functions.py", "return 0 if z <= 0 else z\n", "return 0 if z <= 0 else float(z)\n"),
    ("leaky: a fraction becomes a float", "functions.py", "return slope * z if z <= 0 else z", "return slope * z if z <= 0 else z * 1.0"),
    ("identity: a fraction becomes a float", "functions.py", "    return z\n\n\ndef identity_derivative", "    return float(z)\n\n\ndef identity_derivative"),
    ("log1p_by_log: x itself for every x below 0", "functions.py", "return x if u == 1.0 else", "return x if u <= 1.0 else"),
    ("log1p_by_log: log(1 + x) below 0", "functions.py", "log(u) * x / (u - 1.0)", "(log(u) * x / (u - 1.0) if x > 0 else log(u))"),
    (
        "softmax: minus infinity makes NaN",
        "functions.py",
        "    powers = [exp(z - top) for z in row]\n    total",
        "    powers = [exp(z - top + 0 * z) for z in row]\n    total",
    ),
    (
        "log_softmax: minus infinity is cut off",
        "functions.py",
        "    return [(z - top) - tail for z in row]",
        "    return [max(z - top, -1e300) - tail for z in row]",
    ),
    ("ReLU': 0 at infinity", "functions.py", "return 0 if z <= 0 else 1", "return 0 if z <= 0 or z - z else 1"),
    (
        "probabilities: only the first row is looked at again",
        "activations.py",
        "return bool(list(self) == self.kept)",
        "return bool(list(self[:1]) == self.kept[:1])",
    ),
    (
        "Sigmoid: its own outputs pass for a LogitGradient",
        "activations.py",
        "        slopes = require_forward(self, self._slopes, dA)\n        if isinstance(dA, LogitGradient) and",
        "        slopes = require_forward(self, self._slopes, dA)\n        if isinstance(dA, Remembering) and",
    ),
    (
        "LeakyReLU': the slope it was made with",
        "activations.py",
        "return leaky_relu_derivative(z, self.slope)",
        "return leaky_relu_derivative(z, self._slope)",
        "        self.slope = slope\n",
        "        self.slope = self._slope = slope\n",
    ),
    ("a Tanh of one's own is Tanh", "activations.py", "        if _is_another(self, Tanh):\n            return super().predict(Z)\n", ""),
    ("a ReLU of one's own has the slopes of ReLU", "activations.py", "        if _is_another(self, ReLU):\n            return super().slopes(Z, A)\n", ""),
    ("a Sigmoid of one's own is Sigmoid", "activations.py", "        if _is_another(self, Sigmoid):\n            return super().predict(Z)\n", ""),
    ("only another function makes another activation", "activations.py", ' or has_own(activation, kind, "derivative")', ""),
]

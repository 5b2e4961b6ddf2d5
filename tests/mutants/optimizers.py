"""Bugs of the optimizers, of clipping and of schedules."""

TESTS = {"optimizers.py": ["test_optimizers.py"], "clipping.py": ["test_optimizers.py"], "schedules.py": ["test_optimizers.py"]}

SGD = "values[:] = [w - rate * g for w, g in zip(values, gradients)]"
VELOCITY = "velocity[:] = [momentum * v - rate * g for v, g in zip(velocity, gradients)]"
MOMENTUM = "values[:] = [w + v for w, v in zip(values, velocity)]"
NESTEROV = "values[:] = [w + momentum * v - rate * g for w, v, g in zip(values, velocity, gradients)]"
ADAGRAD = "squares[:] = [s + g * g for s, g in zip(squares, gradients)]"
RMSPROP = "squares[:] = [decay * s + (1 - decay) * g * g for s, g in zip(squares, gradients)]"
BY_ROOT = "values[:] = [w - rate * g / (sqrt(s) + epsilon) for w, g, s in zip(values, gradients, squares)]"
MEANS = "means[:] = [beta1 * m + (1 - beta1) * g for m, g in zip(means, gradients)]"
SQUARES = "squares[:] = [beta2 * v + (1 - beta2) * g * g for v, g in zip(squares, gradients)]"
ADAM = "w - rate * (m / correction1) / (sqrt(v / correction2) + epsilon)"
# BY_ROOT stands in two classes; with the line before it, it stands in one.
ADAGRAD_STEP = ADAGRAD + "\n        " + BY_ROOT
RMSPROP_STEP = RMSPROP + "\n        " + BY_ROOT

BUGS = [
    ("SGD: sign", "optimizers.py", SGD, SGD.replace("w - rate", "w + rate")),
    ("SGD with momentum: sign", "optimizers.py", MOMENTUM, MOMENTUM.replace("w + v", "w - v")),
    ("Nesterov: sign", "optimizers.py", NESTEROV, NESTEROV.replace("- rate", "+ rate")),
    ("AdaGrad: sign", "optimizers.py", ADAGRAD_STEP, ADAGRAD_STEP.replace("w - rate", "w + rate")),
    ("RMSProp: sign", "optimizers.py", RMSPROP_STEP, RMSPROP_STEP.replace("w - rate", "w + rate")),
    ("Adam: sign", "optimizers.py", ADAM, ADAM.replace("w - rate", "w + rate")),
    ("momentum sign", "optimizers.py", VELOCITY, VELOCITY.replace("momentum * v - rate * g", "-momentum * v - rate * g")),
    ("momentum's gradient sign", "optimizers.py", VELOCITY, VELOCITY.replace("- rate * g", "+ rate * g")),
    ("an id that has passed to another list", "optimizers.py", "if entry is not None and entry[2] is values else None", "if entry is not None else None"),
    ("a copy keeps its state by old ids", "optimizers.py", "self._memory = {id(values): [count,", "self._memory = {0 * id(values): [count,"),
    ("a copy shares its state", "optimizers.py", "[list(row) for row in rows]", "rows"),
    ("momentum set later has no velocity", "optimizers.py", "return 1 if self.momentum else 0", "return 0"),
    (
        "state keyed by shape",
        "optimizers.py",
        "entry = self._memory.get(id(values))",
        "entry = self._memory.get(len(values))",
        "return entry if entry is not None and entry[2] is values else None",
        "return entry",
        "self._memory[id(values)] = entry",
        "self._memory[len(values)] = entry",
    ),
    (
        "state keyed by the place in the list of parameters",
        "optimizers.py",
        "        for values, gradients in parameters:\n            if len",
        "        for self._place, (values, gradients) in enumerate(parameters):\n            if len",
        "entry = self._memory.get(id(values))",
        "entry = self._memory.get(self._place)",
        "return entry if entry is not None and entry[2] is values else None",
        "return entry",
        "self._memory[id(values)] = entry",
        "self._memory[self._place] = entry",
    ),
    ("velocity reset at every step", "optimizers.py", "        if entry is None:\n", "        if True:\n"),
    (
        "no bias correction",
        "optimizers.py",
        "correction1, correction2 = 1 - beta1**t, 1 - beta2**t",
        "correction1, correction2 = 1, 1",
    ),
    (
        "no bias correction of the mean",
        "optimizers.py",
        "correction1, correction2 = 1 - beta1**t, 1 - beta2**t",
        "correction1, correction2 = 1, 1 - beta2**t",
    ),
    (
        "no bias correction of the squares",
        "optimizers.py",
        "correction1, correction2 = 1 - beta1**t, 1 - beta2**t",
        "correction1, correction2 = 1 - beta1**t, 1",
    ),
    ("t stays 1", "optimizers.py", "        entry[0] += 1\n", "        entry[0] = 1\n"),
    ("AdaGrad: no square", "optimizers.py", ADAGRAD, ADAGRAD.replace("g * g", "abs(g)")),
    ("RMSProp: no square", "optimizers.py", RMSPROP, RMSPROP.replace("g * g", "abs(g)")),
    ("Adam: no square", "optimizers.py", SQUARES, SQUARES.replace("g * g", "abs(g)")),
    ("AdaGrad: no root", "optimizers.py", ADAGRAD_STEP, ADAGRAD_STEP.replace("sqrt(s)", "s")),
    ("RMSProp: no root", "optimizers.py", RMSPROP_STEP, RMSPROP_STEP.replace("sqrt(s)", "s")),
    ("Adam: no root", "optimizers.py", ADAM, ADAM.replace("sqrt(v / correction2)", "v / correction2")),
    ("AdaGrad: epsilon inside the root", "optimizers.py", ADAGRAD_STEP, ADAGRAD_STEP.replace("(sqrt(s) + epsilon)", "sqrt(s + epsilon)")),
    ("RMSProp: epsilon inside the root", "optimizers.py", RMSPROP_STEP, RMSPROP_STEP.replace("(sqrt(s) + epsilon)", "sqrt(s + epsilon)")),
    ("Adam: epsilon inside the root", "optimizers.py", ADAM, ADAM.replace("(sqrt(v / correction2) + epsilon)", "sqrt(v / correction2 + epsilon)")),
    (
        "betas swapped",
        "optimizers.py",
        "beta1, beta2, epsilon = self.beta1, self.beta2, self.epsilon",
        "beta2, beta1, epsilon = self.beta1, self.beta2, self.epsilon",
    ),
    (
        "state shared between instances",
        "optimizers.py",
        '        self._memory: "Dict[int, Any]" = {}\n',
        "",
        "    states = 0  # how many",
        "    _memory = {}\n    states = 0  # how many",
    ),
    (
        "gradient zeroed",
        "optimizers.py",
        "            self.update(values, gradients, rate)\n",
        "            self.update(values, gradients, rate)\n            gradients[:] = [0.0] * len(gradients)\n",
    ),
    # Variants
    ("Nesterov without looking ahead", "optimizers.py", NESTEROV, MOMENTUM),
    ("Nesterov looks ahead twice", "optimizers.py", NESTEROV, NESTEROV.replace("momentum * v - rate * g", "momentum * (momentum * v - rate * g) - rate * g")),
    ("momentum damped: (1 - momentum) * g", "optimizers.py", VELOCITY, VELOCITY.replace("rate * g", "rate * (1 - momentum) * g")),
    (
        "momentum moves by the velocity of before",
        "optimizers.py",
        "            " + MOMENTUM,
        "            values[:] = [w + (v + rate * g) / momentum for w, v, g in zip(values, velocity, gradients)]",
    ),
    (
        "powers of the betas swapped",
        "optimizers.py",
        "correction1, correction2 = 1 - beta1**t, 1 - beta2**t",
        "correction1, correction2 = 1 - beta2**t, 1 - beta1**t",
    ),
    ("correction by t - 1", "optimizers.py", "1 - beta1**t, 1 - beta2**t", "1 - beta1 ** max(t - 1, 1), 1 - beta2 ** max(t - 1, 1)"),
    ("correction by beta * t", "optimizers.py", "1 - beta1**t, 1 - beta2**t", "1 - beta1 / t, 1 - beta2 / t"),
    (
        "t counts lists, not steps",
        "optimizers.py",
        "        entry[0] += 1\n        return entry",
        "        self.t = getattr(self, 't', 0) + 1\n        entry[0] = self.t\n        return entry",
    ),
    ("Adam: mean without 1 - beta1", "optimizers.py", MEANS, MEANS.replace("(1 - beta1) * g", "g")),
    (
        "Adam: the gradient in place of its mean",
        "optimizers.py",
        "for w, m, v in zip(values, means, squares)",
        "for w, m, v in zip(values, gradients, squares)",
    ),
    ("Adam: no epsilon", "optimizers.py", ADAM, ADAM.replace(" + epsilon", " + 1e-300")),
    ("AdaGrad: forgets", "optimizers.py", ADAGRAD, ADAGRAD.replace("s + g * g", "s * 0.9 + g * g")),
    ("AdaGrad: scaled by the squares of before", "optimizers.py", ADAGRAD_STEP, BY_ROOT + "\n        " + ADAGRAD),
    ("RMSProp: decay on the new square", "optimizers.py", RMSPROP, RMSPROP.replace("decay * s + (1 - decay)", "(1 - decay) * s + decay")),
    ("RMSProp: adds up", "optimizers.py", RMSPROP, RMSPROP.replace("decay * s", "s")),
    ("weight decay: sign", "optimizers.py", "gradients = [g + decay * w", "gradients = [g - decay * w"),
    ("weight decay doubled", "optimizers.py", "gradients = [g + decay * w", "gradients = [g + 2 * decay * w"),
    ("weight decay by the sign (L1)", "optimizers.py", "gradients = [g + decay * w", "gradients = [g + decay * ((w > 0) - (w < 0))"),
    (
        "weight decay written into the gradients",
        "optimizers.py",
        "                gradients = [g + decay * w for",
        "                gradients[:] = [g + decay * w for",
    ),
    (
        "weight decay apart from the gradient",
        "optimizers.py",
        "                gradients = [g + decay * w for w, g in zip(values, gradients)]",
        "                values[:] = [w - rate * decay * w for w in values]",
    ),
    (
        "clip_by_norm: each list alone",
        "clipping.py",
        (
            "    norm = sqrt(sum([inner(row, row) for row in shares]))\n    if largest * norm <= limit:\n        return parameters\n"
            "    return [(values, [share * limit / norm for share in row]) for (values, _), row in zip(parameters, shares)]"
        ),
        (
            "    norms = [sqrt(inner(row, row)) for row in shares]\n"
            "    return [(v, g if largest * n <= limit else [s * limit / n for s in row]) for (v, g), row, n in zip(parameters, shares, norms)]"
        ),
    ),
    ("clip_by_norm: stretches short gradients", "clipping.py", "    if largest * norm <= limit:\n        return parameters\n", ""),
    (
        "clip_by_norm: sum of absolute values",
        "clipping.py",
        "norm = sqrt(sum([inner(row, row) for row in shares]))",
        "norm = sum([abs(s) for row in shares for s in row])",
    ),
    ("clip_by_norm: square of the norm", "clipping.py", "    if largest * norm <= limit:", "    if largest * norm * largest * norm <= limit:"),
    ("clip_by_norm: overflow", "clipping.py", "largest = max([0.0] + [abs(g) for _, gradients in parameters for g in gradients])", "largest = 1.0"),
    (
        "clip_by_norm: in place",
        "clipping.py",
        "    return [(values, [share * limit / norm for share in row]) for (values, _), row in zip(parameters, shares)]",
        "    for (_, gradients), row in zip(parameters, shares):\n        gradients[:] = [share * limit / norm for share in row]\n    return parameters",
    ),
    (
        "clip_by_value: above only",
        "clipping.py",
        "[-limit if g < -limit else limit if g > limit else g for g in gradients]",
        "[limit if g > limit else g for g in gradients]",
    ),
    ("clip_by_value: sign lost", "clipping.py", "-limit if g < -limit else", "limit if g < -limit else"),
    ("clip by value is not used", "optimizers.py", "        if self.clip_value is not None:", "        if False:"),
    ("clip by norm is not used", "optimizers.py", "        if self.clip_norm is not None:", "        if False:"),
    (
        "schedule one epoch late",
        "optimizers.py",
        "return self.learning_rate(self.epoch) if",
        "return self.learning_rate(max(self.epoch - 1, 0)) if",
    ),
    ("schedule one epoch early", "optimizers.py", "return self.learning_rate(self.epoch) if", "return self.learning_rate(self.epoch + 1) if"),
    ("StepDecay: falls a little every epoch", "schedules.py", "self.factor ** (epoch // self.every)", "self.factor ** (epoch / self.every)"),
    ("StepDecay: one epoch early", "schedules.py", "self.factor ** (epoch // self.every)", "self.factor ** ((epoch + 1) // self.every)"),
    ("ExponentialDecay: linear", "schedules.py", "return self.rate * self.factor**epoch", "return self.rate * (1 - (1 - self.factor) * epoch)"),
    ("CosineDecay: no half", "schedules.py", "cos(pi * min(epoch, self.epochs) / self.epochs)) / 2", "cos(pi * min(epoch, self.epochs) / self.epochs))"),
    (
        "CosineDecay: a whole period",
        "schedules.py",
        "cos(pi * min(epoch, self.epochs) / self.epochs)) / 2",
        "cos(2 * pi * min(epoch, self.epochs) / self.epochs)) / 2",
    ),
    ("CosineDecay: rises again", "schedules.py", "cos(pi * min(epoch, self.epochs) / self.epochs)) / 2", "cos(pi * epoch / self.epochs)) / 2"),
    ("CosineDecay: ends at 0", "schedules.py", "return self.final + (self.rate - self.final) * (1 + cos", "return self.rate * (1 + cos"),
    ("InverseTimeDecay: compounded", "schedules.py", "return self.rate / (1 + self.decay * epoch)", "return self.rate / (1 + self.decay) ** epoch"),
    ("forget forgets nothing", "optimizers.py", "        self._memory.clear()\n", ""),
    (
        "values replaced instead of changed in place",
        "optimizers.py",
        "            " + SGD,
        "            values = [w - rate * g for w, g in zip(values, gradients)]",
    ),
    ("state of a list that is gone passes to another", "optimizers.py", "for _ in range(self.states)], values]", "for _ in range(self.states)], None]"),
    (
        "Adam: epsilon before the correction",
        "optimizers.py",
        ADAM,
        ADAM.replace("(sqrt(v / correction2) + epsilon)", "((sqrt(v) + epsilon) / sqrt(correction2))"),
    ),
    (
        "one step moves the first list only",
        "optimizers.py",
        "        for values, gradients in parameters:\n",
        "        for values, gradients in list(parameters)[:1]:\n",
    ),
    ("a schedule is asked once", "optimizers.py", "return self.learning_rate(self.epoch) if", "return self.learning_rate(0) if"),
    ("both limits: the norm first", "optimizers.py", "        if self.clip_value is not None:\n            parameters = clip_by_value(parameters, self.clip_value)\n        if self.clip_norm is not None:\n            parameters = clip_by_norm(parameters, self.clip_norm)\n", "        if self.clip_norm is not None:\n            parameters = clip_by_norm(parameters, self.clip_norm)\n        if self.clip_value is not None:\n            parameters = clip_by_value(parameters, self.clip_value)\n"),
    ("both limits: the norm is not looked at", "optimizers.py", "        if self.clip_norm is not None:\n            parameters = clip_by", "        elif self.clip_norm is not None:\n            parameters = clip_by"),
    ("Adam: the correction ends after four steps", "optimizers.py", "correction1, correction2 = 1 - beta1**t, 1 - beta2**t", "correction1, correction2 = (1 - beta1**t, 1 - beta2**t) if t <= 4 else (1, 1)"),
    ("Adam: a gradient of 0 moves nothing", "optimizers.py", "            for w, m, v in zip(values, means, squares)\n", "            for w, m, v in [(w, m if g else 0, v) for w, m, v, g in zip(values, means, squares, gradients)]\n"),
    ("momentum: a gradient of 0 stops the ball", "optimizers.py", "velocity[:] = [momentum * v - rate * g for v, g in zip(velocity, gradients)]", "velocity[:] = [momentum * v - rate * g if g else 0 for v, g in zip(velocity, gradients)]"),
    ("SGD: gradients end at 100", "optimizers.py", "values[:] = [w - rate * g for w, g in zip(values, gradients)]", "values[:] = [w - rate * min(max(g, -100), 100) for w, g in zip(values, gradients)]"),
    ("AdaGrad: the sum of squares ends at 100", "optimizers.py", "squares[:] = [s + g * g for s, g in zip(squares, gradients)]", "squares[:] = [min(s + g * g, 100) for s, g in zip(squares, gradients)]"),
    ("RMSProp: squares of long lists stay", "optimizers.py", "squares[:] = [decay * s + (1 - decay) * g * g for s, g in zip(squares, gradients)]", "squares[:] = [decay * s + (1 - decay) * g * g for s, g in zip(squares, gradients[:8])] + squares[8:]"),
    ("StepDecay: a factor of 0 from the start", "schedules.py", "return self.rate * self.factor ** (epoch // self.every)", "return self.rate * self.factor ** (epoch // self.every) if self.factor else 0.0"),
    ("CosineDecay: never rises", "schedules.py", "return self.final + (self.rate - self.final)", "return self.final + max(self.rate - self.final, 0)"),
    ("InverseTimeDecay: a decay of 0 is one of 1", "schedules.py", "return self.rate / (1 + self.decay * epoch)", "return self.rate / (1 + (self.decay or 1) * epoch)"),
    ("clipping by value: any limit", "clipping.py", '    require_positive(limit, "limit")\n    return', "    return"),
    ("clipping by norm: any limit", "clipping.py", '    require_positive(limit, "limit")\n    parameters = list', "    parameters = list"),
]

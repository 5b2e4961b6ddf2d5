"""Bugs of Dropout."""

TESTS = {"layers.py": ["test_layers.py"]}

MASK = "self._kept = [[0 if rng.uniform() < self.rate else 1 for _ in row] for row in X]"
MASKED = "return [[v / share if kept else 0 for v, kept in zip(*pair)] for pair in zip(rows, self._kept)]"
PREDICT = '    def predict(self, X: "Any") -> "Matrix":\n        return [list(row) for row in X]\n'

BUGS = [
    ("active at prediction", "layers.py", PREDICT, PREDICT.replace("return [list(row) for row in X]", "return self.forward(X)")),
    ("unscaled", "layers.py", MASKED, MASKED.replace("v / share", "v")),
    (
        "unscaled backward",
        "layers.py",
        "        return self._masked(dA)",
        "        return [[d if k else 0 for d, k in zip(*pair)] for pair in zip(dA, self._kept)]",
    ),
    (
        "new mask in backward",
        "layers.py",
        "        return self._masked(dA)",
        "        rng = resolve(self.rng)\n        self._kept = [[0 if rng.uniform() < self.rate else 1 for _ in row] for row in dA]\n        return self._masked(dA)",
    ),
    ("no mask in backward", "layers.py", "        return self._masked(dA)", "        return [list(row) for row in dA]"),
    ("p means keep", "layers.py", MASK, MASK.replace("rng.uniform() < self.rate", "rng.uniform() >= self.rate")),
    ("p means keep in the scale", "layers.py", "share = 1 - self.rate", "share = self.rate or 1"),
    (
        "p means keep, in both",
        "layers.py",
        MASK,
        MASK.replace("rng.uniform() < self.rate", "rng.uniform() >= self.rate"),
        "share = 1 - self.rate",
        "share = self.rate or 1",
    ),
    ("scaled at prediction too", "layers.py", PREDICT, PREDICT.replace("[list(row) for row in X]", "[[x * (1 - self.rate) for x in row] for row in X]")),
    ("scaled twice", "layers.py", "share = 1 - self.rate", "share = (1 - self.rate) * (1 - self.rate)"),
    (
        "one mask for all samples of a batch",
        "layers.py",
        MASK,
        "row = [0 if rng.uniform() < self.rate else 1 for _ in X[0]]\n        self._kept = [row for _ in X]",
    ),
    ("whole samples dropped", "layers.py", MASK, "self._kept = [[0 if rng.uniform() < self.rate else 1] * len(row) for row in X]"),
    ("one mask for ever", "layers.py", MASK, "self._kept = self._kept or [[0 if rng.uniform() < self.rate else 1 for _ in row] for row in X]"),
    (
        "the same seed at every forward",
        "layers.py",
        "        rng = resolve(self.rng)\n        self._kept",
        "        rng = type(resolve(self.rng))(0)\n        self._kept",
    ),
    ("a half in place of the rate", "layers.py", MASK, MASK.replace("self.rate", "0.5")),
    (
        "the generator that was passed is not used",
        "layers.py",
        "        rng = resolve(self.rng)\n        self._kept",
        "        rng = resolve(None)\n        self._kept",
    ),
    ("predict forgets the mask", "layers.py", PREDICT, PREDICT.replace("return [list", "self._kept = [[1] * len(row) for row in X]\n        return [list")),
    ("predict gives the caller's rows", "layers.py", PREDICT, PREDICT.replace("[list(row) for row in X]", "X")),
    ("dropped numbers are small instead of 0", "layers.py", MASKED, MASKED.replace("else 0", "else v * 1e-9")),
    ("the rate moves with every batch", "layers.py", MASK, MASK + "\n        self.rate *= 0.99"),
    # Found later, by looking for what survives
    (
        "0 * inf, and 0 * -3 as -0",
        "layers.py",
        "return [[v / share if kept else 0 for v, kept in zip(*pair)] for pair in zip(rows, self._kept)]",
        "return [[v * kept / share for v, kept in zip(*pair)] for pair in zip(rows, self._kept)]",
    ),
    (
        "a rate of 0 hands the caller's rows back",
        "layers.py",
        "        rng = resolve(self.rng)\n",
        "        if self.rate == 0:\n            self._kept = [[1] * len(row) for row in X]\n            return X\n        rng = resolve(self.rng)\n",
    ),
    (
        "a rate of 0 remembers nothing",
        "layers.py",
        "        rng = resolve(self.rng)\n",
        "        if self.rate == 0:\n            return self.predict(X)\n        rng = resolve(self.rng)\n",
    ),
    (
        "scaled by the rate it was made with",
        "layers.py",
        "        share = 1 - self.rate\n",
        "        share = 1 - self._rate\n",
        "        self.rate = rate\n        self.rng",
        "        self.rate = self._rate = rate\n        self.rng",
    ),
    (
        "draws from a copy of the generator",
        "layers.py",
        "self.rng = rng if rng is None else resolve(rng)",
        "self.rng = rng if rng is None else resolve(rng)\n        if rng is not None:\n            self.rng = type(rng)()\n            self.rng.state = rng.state",
    ),
]

"""Bugs of backpropagation: in Dense, in the layers of activations, and in the way a network calls them."""

TESTS = {
    "layer.py": ["test_layers.py", "test_network.py"],
    "layers.py": ["test_layers.py", "test_network.py"],
    "network.py": ["test_network.py"],
    "training.py": ["test_network.py"],
}

BUGS = [
    (
        "no transpose of the gradient on square batches",
        "layers.py",
        "        d_columns = list(zip(*dA))\n",
        "        d_columns = dA if len(dA) == self.outputs else list(zip(*dA))\n",
    ),
    (
        "no transpose of the inputs on square batches",
        "layers.py",
        "self._columns = list(zip(*X))",
        "self._columns = [row[:] for row in X] if len(X) == self.inputs else list(zip(*X))",
    ),
    (
        "W for W'",
        "layers.py",
        "return dot_rows(dA, list(zip(*self._weights)))",
        "return dot_rows(dA, self._weights if self.inputs == self.outputs else list(zip(*self._weights)))",
    ),
    (
        "bias gradient of the first sample only",
        "layers.py",
        "self._d_biases[:] = [sum(d) for d in d_columns]",
        "self._d_biases[:] = [d[0] for d in d_columns]",
    ),
    (
        "bias gradient summed over the wrong axis on squares",
        "layers.py",
        "self._d_biases[:] = [sum(d) for d in d_columns]",
        "self._d_biases[:] = [sum(d) for d in (dA if len(dA) == self.outputs else d_columns)]",
    ),
    (
        "averaged twice: weights",
        "layers.py",
        "            d_row[:] = row\n",
        "            d_row[:] = [v / len(dA) for v in row]\n",
    ),
    (
        "averaged twice: biases",
        "layers.py",
        "self._d_biases[:] = [sum(d) for d in d_columns]",
        "self._d_biases[:] = [sum(d) / len(d) for d in d_columns]",
    ),
    (
        "derivative at a",
        "layer.py",
        "return [[self.derivative(z) for z in row] for row in Z]",
        "return [[self.derivative(a) for a in row] for row in A]",
    ),
    (
        "derivative skipped",
        "layer.py",
        "return multiply_rows(dA, require_forward(self, self._slopes, dA))",
        "require_forward(self, self._slopes, dA)\n        return dA",
    ),
    (
        "layer updated before the previous delta",
        "training.py",
        "        network.backward(loss.gradient(A, Y))\n        optimizer.step(network.parameters())\n",
        (
            "        dA = loss.gradient(A, Y)\n"
            "        for layer in reversed(network.layers):\n"
            "            layer.backward_parameters(dA)\n"
            "            optimizer.step(layer.parameters())\n"
            "            dA = layer.backward(dA)\n"
        ),
    ),
    (
        "gradients not reset: weights",
        "layers.py",
        "            d_row[:] = row\n",
        "            d_row[:] = [g + v for g, v in zip(d_row, row)]\n",
    ),
    (
        "gradients not reset: biases",
        "layers.py",
        "self._d_biases[:] = [sum(d) for d in d_columns]",
        "self._d_biases[:] = [g + sum(d) for g, d in zip(self._d_biases, d_columns)]",
    ),
    (
        "caller's lists kept: the batch",
        "layers.py",
        "self._columns = list(zip(*X))",
        "self._columns = X",
        "require_forward(self, self._columns, dA, self.outputs)",
        "require_forward(self, self._columns and list(zip(*self._columns)), dA, self.outputs)",
    ),
    (
        "caller's lists kept: the weights",
        "layers.py",
        "        self._weights = rows\n",
        "        self._weights = values if isinstance(values, list) else rows\n",
    ),
    (
        "caller's lists kept: the biases",
        "layers.py",
        "        self._biases = row\n",
        "        self._biases = values if isinstance(values, list) else row\n",
    ),
    (
        "caller's lists kept: the layers",
        "network.py",
        "self.layers = tuple(layers)",
        "self.layers = layers",
    ),
    (
        "dA scaled in place by an activation",
        "layer.py",
        "return multiply_rows(dA, require_forward(self, self._slopes, dA))",
        (
            "for row, slopes in zip(dA, require_forward(self, self._slopes, dA)):\n"
            "            row[:] = [d * slope for d, slope in zip(row, slopes)]\n"
            "        return dA"
        ),
    ),
    (
        "dA divided by the batch in place by Dense",
        "layers.py",
        "        d_columns = list(zip(*dA))\n",
        "        for row in dA:\n            row[:] = [d / len(dA) for d in row]\n        d_columns = list(zip(*dA))\n",
    ),
    (
        "bias not used in forward",
        "layers.py",
        "        return affine_rows(X, self._weights, self._biases)\n\n    def backward",
        "        return dot_rows(X, self._weights)\n\n    def backward",
    ),
    (
        "bias not used in predict",
        "layers.py",
        'return affine_rows(rows_of_width(X, "X", self.inputs, self), self._weights, self._biases)',
        'return dot_rows(rows_of_width(X, "X", self.inputs, self), self._weights)',
    ),
    (
        "bias not among the parameters",
        "layers.py",
        "        pairs.append((self._biases, self._d_biases))\n",
        "",
    ),
    (
        "last sample ignored: weights",
        "layers.py",
        "zip(self._d_weights, dot_rows(d_columns, columns))",
        "zip(self._d_weights, dot_rows([d[:-1] or d for d in d_columns], [x[:-1] or x for x in columns]))",
    ),
    (
        "last sample ignored: biases",
        "layers.py",
        "self._d_biases[:] = [sum(d) for d in d_columns]",
        "self._d_biases[:] = [sum(d[:-1] or d) for d in d_columns]",
    ),
    (
        "layers in forward order",
        "network.py",
        "for layer in reversed(self.layers[first + 1 :]):",
        "for layer in self.layers[first + 1 :]:",
    ),
    (
        "a hidden L2 term",
        "layers.py",
        "zip(self._d_weights, dot_rows(d_columns, columns)):\n            d_row[:] = row\n",
        (
            "zip(self._d_weights, dot_rows(d_columns, columns)):\n            d_row[:] = row\n"
            "        for d_row, row in zip(self._d_weights, self._weights):\n            d_row[:] = [d + w / 1000 for d, w in zip(d_row, row)]\n"
        ),
    ),
    # Variants
    (
        "the gradient stops one layer early",
        "network.py",
        "for layer in reversed(self.layers[first + 1 :]):",
        "for layer in reversed(self.layers[first + 2 :]):",
    ),
    (
        "the first layer that learns gets no gradient",
        "network.py",
        "        if first < len(self.layers):\n",
        "        if first < len(self.layers) and first > 0:\n",
    ),
    (
        "input gradient is that of the first layer's outputs",
        "network.py",
        "return self.layers[0].backward(dA)",
        "self.layers[0].backward_parameters(dA)\n            return dA",
    ),
    (
        "dX with the bias's share",
        "layers.py",
        "return dot_rows(dA, list(zip(*self._weights)))",
        "return affine_rows(dA, list(zip(*self._weights)), [sum(self._biases)] * self.inputs)",
    ),
    (
        "predict changes what backward works with",
        "layers.py",
        '        return affine_rows(rows_of_width(X, "X", self.inputs, self), self._weights, self._biases)\n',
        ('        self._columns = list(zip(*rows_of_width(X, "X", self.inputs, self)))\n        return affine_rows(X, self._weights, self._biases)\n'),
    ),
    (
        "an activation's predict changes what backward works with",
        "layer.py",
        "        return [[self.function(z) for z in row] for row in Z]\n",
        "        A = [[self.function(z) for z in row] for row in Z]\n        self._slopes = self.slopes(Z, A)\n        return A\n",
    ),
    (
        "forward remembers the first batch only",
        "layers.py",
        "        self._columns = list(zip(*X))",
        "        self._columns = self._columns or list(zip(*X))",
    ),
    (
        "an activation remembers the first batch only",
        "layer.py",
        "        self._slopes = self.slopes(Z, A)\n",
        "        self._slopes = self._slopes or self.slopes(Z, A)\n",
    ),
    (
        "gradients made anew: an optimizer holds old ones",
        "layers.py",
        "        if self._d_weights is None:\n            self._make_gradients()\n        for d_row",
        "        self._make_gradients()\n        for d_row",
    ),
    (
        "weight gradient of the mean input",
        "layers.py",
        "zip(self._d_weights, dot_rows(d_columns, columns)):",
        "zip(self._d_weights, dot_rows(d_columns, [[sum(x) / len(x)] * len(x) for x in columns])):",
    ),
    (
        "Dropout's and the others' forward used for predict",
        "network.py",
        "            A = layer.predict(A)\n",
        "            A = layer.forward(A)\n",
    ),
    (
        "evaluate by forward",
        "network.py",
        "return loss(self.predict(X), Y)",
        "return loss(self.forward(X), Y)",
    ),
    (
        "parameters of the first layer only",
        "network.py",
        "return [pair for layer in self.layers for pair in layer.parameters()]",
        "return [pair for layer in self.layers[:1] for pair in layer.parameters()]",
    ),
    (
        "backward before forward gives zeros",
        "layers.py",
        "        columns = require_forward(",
        "        if self._columns is None:\n            return self._make_gradients()\n        columns = require_forward(",
    ),
    (
        "a gradient of another batch is accepted",
        "layer.py",
        "    if row_lengths(dA) != expected:",
        "    if set(row_lengths(dA)) != set(expected):",
    ),
    (
        "a summary makes gradients",
        "network.py",
        "count = sum(layer.parameter_sizes())",
        "count = sum([len(values) for values, _ in layer.parameters()])",
    ),
    (
        "Flatten's backward by columns on squares",
        "layers.py",
        "return [[d_row[start : start + self.columns] for start in starts] for d_row in dA]",
        (
            "images = [[d_row[start : start + self.columns] for start in starts] for d_row in dA]\n"
            "        return [list(map(list, zip(*image))) for image in images] if self.rows == self.columns else images"
        ),
    ),
    (
        "W' of the first batch for ever",
        "layers.py",
        "return dot_rows(dA, list(zip(*self._weights)))",
        "self._turned = getattr(self, '_turned', None) or list(zip(*self._weights))\n        return dot_rows(dA, self._turned)",
    ),
    (
        "weights copied for the optimizer, which moves the copies",
        "layers.py",
        "pairs = list(zip(self._weights, self._d_weights))",
        "pairs = list(zip([row[:] for row in self._weights], self._d_weights))",
    ),
    (
        "gradient averaged over the outputs too",
        "layers.py",
        "        d_columns = list(zip(*dA))\n",
        "        d_columns = [tuple([d / self.outputs for d in column]) for column in zip(*dA)]\n",
    ),
    (
        "small gradients are taken for 0",
        "layer.py",
        "return multiply_rows(dA, require_forward(self, self._slopes, dA))",
        "return [[0 if abs(d) < 0.1 else d for d in row] for row in multiply_rows(dA, require_forward(self, self._slopes, dA))]",
    ),
    (
        "gradients are rounded",
        "layers.py",
        "            d_row[:] = row\n",
        "            d_row[:] = [round(v, 6) for v in row]\n",
    ),
    (
        "the samples to predict are not copied",
        "layer.py",
        'return matrix(X, "X")',
        'return X if isinstance(X, list) and X and isinstance(X[0], list) else matrix(X, "X")',
    ),
    # Found later, by looking for what survives
    (
        "Flatten: images of one row get the caller's gradient",
        "layers.py",
        "return [[d_row[start : start + self.columns] for start in starts] for d_row in dA]",
        "return [[d_row] if self.rows == 1 else [d_row[start : start + self.columns] for start in starts] for d_row in dA]",
    ),
    ("Flatten: no samples at all are accepted", "layers.py", "        if not is_row(X) or len(X) == 0:\n", "        if not is_row(X):\n"),
    ("Flatten: a number is a bare TypeError", "layers.py", "        if not is_row(X) or len(X) == 0:\n", "        if is_row(X) and len(X) == 0:\n"),
    ("new weights make new gradients", "layers.py", "        self._weights = rows\n", "        self._weights = rows\n        self._d_weights = None\n"),
    (
        "a refused gradient clears what forward remembered",
        "layer.py",
        "    if row_lengths(dA) != expected:\n",
        "    if row_lengths(dA) != expected:\n        layer._columns = None\n",
    ),
    (
        "a refused batch is remembered",
        "layers.py",
        '        X = rows_of_width(X, "X", self.inputs, self)\n',
        '        self._columns = list(zip(*as_rows(X, "X")))\n        X = rows_of_width(X, "X", self.inputs, self)\n',
        "from .shapes import ShapeError,",
        "from .shapes import as_rows, ShapeError,",
    ),
    ("numbers as names stay numbers", "network.py", "self.class_names = [str(name) for name in class_names]", "self.class_names = list(class_names)"),
    (
        "one output takes any number of class names",
        "network.py",
        "check_names(class_names, 2 if self.outputs == 1 else self.outputs,",
        "check_names(class_names, None if self.outputs == 1 else self.outputs,",
    ),
    (
        "the summary counts running means",
        "network.py",
        "count = sum(layer.parameter_sizes())",
        "count = sum([len(values) for values in layer.values()])",
    ),
    (
        "pairs of parameters kept from the first call",
        "network.py",
        "        return [pair for layer in self.layers for pair in layer.parameters()]",
        "        self._pairs = getattr(self, '_pairs', None) or [pair for layer in self.layers for pair in layer.parameters()]\n        return self._pairs",
    ),
    (
        "a flat list is a column for a network of one input",
        "network.py",
        "        rows = self.layers[0].batch(X)\n",
        "        rows = self.layers[0].batch(X)\n        rows = [[v] for v in rows[0]] if self.inputs == 1 and len(rows) == 1 else rows\n",
    ),
    (
        "predict wipes out the history",
        "network.py",
        "        A = self.batch(X)\n        for layer",
        "        self.history = None\n        A = self.batch(X)\n        for layer",
    ),
    ("Flatten: a wider gradient is cut", "layers.py", '        dA = rows_of_width(dA, "the gradient", self.rows * self.columns, self, "numbers")\n', ""),
    ("layers as a tuple refused", "network.py", "        if not is_row(layers):\n", "        if not isinstance(layers, list):\n"),
    (
        "a batch of another width is a plain ValueError",
        "network.py",
        '            raise ShapeError("the network expects rows',
        '            raise ValueError("the network expects rows',
    ),
    (
        "weights of another shape are a plain ValueError",
        "layers.py",
        '            raise ShapeError("%r expects weights',
        '            raise ValueError("%r expects weights',
    ),
    (
        "Dense: neurons kept from the first predict",
        "layers.py",
        'return affine_rows(rows_of_width(X, "X", self.inputs, self), self._weights, self._biases)',
        'W, b = self._kept = getattr(self, \'_kept\', None) or (self._weights, self._biases[:])\n        return affine_rows(rows_of_width(X, "X", self.inputs, self), W, b)',
    ),
    (
        "predict answers the same list without looking",
        "network.py",
        "        A = self.batch(X)\n        for layer in self.layers:\n            A = layer.predict(A)\n        return A",
        "        if getattr(self, '_asked', None) is X:\n            return self._answer\n        A = self.batch(X)\n        for layer in self.layers:\n            A = layer.predict(A)\n        self._asked, self._answer = X, A\n        return A",
    ),
    ("names refused where their number is not known", "network.py", "if count is not None and len(names) not in (0, count):", "if len(names) not in (0, count):"),
    ("a layer that does not know its inputs never learns", "network.py", "            if layer.parameters():\n                return i\n", "            if layer.parameters() and layer.inputs:\n                return i\n"),
    ("names may be a word", "network.py", "    if not is_row(names):\n", "    if False:\n"),
    ("names of arrays are asked whether they are there", "network.py", "    if count is not None and len(names) not in (0, count):", "    if names and count is not None and len(names) != count:"),
    ("the first layer that learns is kept for ever", "network.py", "    def first_learning(self) -> \"int\":", "    def first_learning(self):\n        if not hasattr(self, '_first'):\n            self._first = self._first_learning()\n        return self._first\n\n    def _first_learning(self):"),
    ("a backward of one's own is passed by in the first layer", "network.py", "return isinstance(layer, Dense) and has_own", "return False and has_own"),
    ("a short way of one's own is not taken", "network.py", ' and not has_own(layer, Dense, "backward_parameters")', ""),
    ("inputs behind a layer that changes their number", "network.py", "inputs = _unchanged_by(layers[:i], expected)", "inputs = expected"),
]

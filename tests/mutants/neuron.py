"""Bugs of the single neuron and of the perceptron."""

TESTS = {"neuron.py": ["test_neuron.py"]}

LEARN = "weights = [w - learning_rate * d for w, d in zip(self.weights, d_weights)]"
RULE = "self.weights = [w + learning_rate * error * value for w, value in zip(self.weights, x)]"

BUGS = [
    (
        "bias by the gradient at the updated weights",
        "neuron.py",
        "        bias = self.bias - learning_rate * d_bias\n",
        "        self.weights = weights\n        bias = self.bias - learning_rate * self.gradients(x, y)[1]\n",
    ),
    ("missing 2", "neuron.py", "        da = 2 * (a - plain_number(y))\n", "        da = a - plain_number(y)\n"),
    ("sign of the error", "neuron.py", "        da = 2 * (a - plain_number(y))\n", "        da = 2 * (plain_number(y) - a)\n"),
    ("targets of bytes in the gradients", "neuron.py", "        da = 2 * (a - plain_number(y))\n", "        da = 2 * (a - y)\n"),
    ("targets of bytes in a step", "neuron.py", '    x, y = vector(x, "x"), plain_number(y)\n', '    x = vector(x, "x")\n'),
    ("derivative at a", "neuron.py", "self.activation.derivative(z)", "self.activation.derivative(a)"),
    ("derivative skipped", "neuron.py", "        dz = da * self.activation.derivative(z)\n", "        dz = da\n"),
    ("bias not used", "neuron.py", "return inner(self.weights, x) + self.bias", "return inner(self.weights, x)"),
    ("bias does not learn", "neuron.py", "        bias = self.bias - learning_rate * d_bias\n", "        bias = self.bias\n"),
    (
        "gradient of the bias with an input",
        "neuron.py",
        "return [dz * value for value in vector(x)], dz",
        "return [dz * value for value in vector(x)], dz * x[0]",
    ),
    (
        "gradient by the weights instead of the inputs",
        "neuron.py",
        "return [dz * value for value in vector(x)], dz",
        "return [dz * value for value in self.weights], dz",
    ),
    ("sign of the step", "neuron.py", LEARN, LEARN.replace("w - learning_rate", "w + learning_rate")),
    ("learning rate not used", "neuron.py", LEARN, LEARN.replace("learning_rate * d", "d")),
    ("the error after the step", "neuron.py", "        return error * error  # type", "        error = self(x) - y\n        return error * error  # type"),
    ("the caller's weights are kept", "neuron.py", 'self.weights = vector(weights, "weights")', "self.weights = weights"),
    (
        "the caller's weights are changed",
        "neuron.py",
        'self.weights = vector(weights, "weights")',
        "self.weights = weights",
        LEARN,
        LEARN.replace("weights =", "weights = self.weights[:] ="),
    ),
    ("more inputs than weights accepted", "neuron.py", "        if len(x) != len(self.weights):", "        if len(x) < len(self.weights):"),
    ("Perceptron: sign", "neuron.py", "        error = y - self(x)\n", "        error = self(x) - y\n"),
    ("Perceptron: bias does not learn", "neuron.py", "        self.bias = self.bias + learning_rate * error\n", ""),
    (
        "Perceptron: bias by the answer after the step",
        "neuron.py",
        "        self.bias = self.bias + learning_rate * error\n",
        "        self.bias = self.bias + learning_rate * (y - self(x))\n",
    ),
    ("Perceptron: moves without the input", "neuron.py", RULE, RULE.replace(" * value for", " for")),
    ("Perceptron: moves when right", "neuron.py", "        error = y - self(x)\n", "        error = y - self(x) or 2 * y - 1\n"),
    ("Perceptron: stops before an epoch without a mistake", "neuron.py", "            if history[-1] == 0:\n", "            if history[-1] <= 1:\n"),
    ("Perceptron: never stops early", "neuron.py", "            if history[-1] == 0:\n", "            if False:\n"),
    ("Perceptron: any target accepted", "neuron.py", "        if y != 0 and y != 1:", "        if False:"),
    ("Perceptron: fewer targets than samples accepted", "neuron.py", "if len(X) != len(Y) or len(X) == 0:", "if len(X) < len(Y) or len(X) == 0:"),
    # Found later, by looking for what survives
    (
        "an infinite slope moves the weights",
        "neuron.py",
        '("slope", _size(d_weights, d_bias)), ("size of the new weights", _size(weights, bias))):',
        '("size of the new weights", _size(self.weights, self.bias))):',
    ),
    ("an infinite step moves the weights", "neuron.py", "_size(weights, bias)", "_size(self.weights, self.bias)"),
    ("an infinite bias is taken over", "neuron.py", "return sum(map(abs, weights)) + abs(bias)", "return sum(map(abs, weights))"),
    ("NaN is learnt by a perceptron", "neuron.py", '    if x:\n        require_finite(x, "x")\n', ""),
    ("a learning rate that climbs", "neuron.py", '    require_range(learning_rate, "learning_rate", 0, None)\n', ""),
    ("a target of NaN", "neuron.py", "    if not is_finite(y):\n", "    if False:\n"),
    ("a class passes as an activation", "neuron.py", "or isinstance(self.activation, type):", "or False:"),
    ("a dead neuron has no error", "neuron.py", "        error = self(x) - y\n", "        error = self(x) - y if d_bias else 0\n"),
    ("a kind of step of one's own learns nothing", "neuron.py", "if isinstance(self.activation, Step):", "if type(self.activation) is Step:"),
    ("numbers of other libraries in the gradient", "neuron.py", "return [dz * value for value in vector(x)], dz", "return [dz * value for value in x], dz"),
    (
        "Perceptron: numbers of other libraries in the step",
        "neuron.py",
        '    x, y = vector(x, "x"), plain_number(y)\n',
        "    y = plain_number(y)\n",
    ),
    (
        "Perceptron: fit starts anew",
        "neuron.py",
        "        history = []\n",
        "        history = []\n        self.weights, self.bias = [0.0] * len(self.weights), 0.0\n",
    ),
]

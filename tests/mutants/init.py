"""Bugs of the first weights."""

TESTS = {"initializers.py": ["test_initializers.py"], "layers.py": ["test_layers.py"]}

BUGS = [
    (
        "he_uniform: fan_out for fan_in",
        "initializers.py",
        "uniform(inputs, outputs, rng, sqrt(6 / inputs))",
        "uniform(inputs, outputs, rng, sqrt(6 / outputs))",
    ),
    ("he_normal: fan_out for fan_in", "initializers.py", "normal(inputs, outputs, rng, sqrt(2 / inputs))", "normal(inputs, outputs, rng, sqrt(2 / outputs))"),
    (
        "glorot_uniform: fan_in alone",
        "initializers.py",
        "uniform(inputs, outputs, rng, sqrt(6 / (inputs + outputs)))",
        "uniform(inputs, outputs, rng, sqrt(3 / inputs))",
    ),
    (
        "glorot_uniform: fan_out alone",
        "initializers.py",
        "uniform(inputs, outputs, rng, sqrt(6 / (inputs + outputs)))",
        "uniform(inputs, outputs, rng, sqrt(3 / outputs))",
    ),
    (
        "glorot_normal: fan_out alone",
        "initializers.py",
        "normal(inputs, outputs, rng, sqrt(2 / (inputs + outputs)))",
        "normal(inputs, outputs, rng, sqrt(1 / outputs))",
    ),
    ("he_uniform: no root", "initializers.py", "uniform(inputs, outputs, rng, sqrt(6 / inputs))", "uniform(inputs, outputs, rng, 6 / inputs)"),
    ("he_normal: no root", "initializers.py", "normal(inputs, outputs, rng, sqrt(2 / inputs))", "normal(inputs, outputs, rng, 2 / inputs)"),
    (
        "glorot_uniform: no root",
        "initializers.py",
        "uniform(inputs, outputs, rng, sqrt(6 / (inputs + outputs)))",
        "uniform(inputs, outputs, rng, 6 / (inputs + outputs))",
    ),
    (
        "glorot_normal: no root",
        "initializers.py",
        "normal(inputs, outputs, rng, sqrt(2 / (inputs + outputs)))",
        "normal(inputs, outputs, rng, 2 / (inputs + outputs))",
    ),
    (
        "uniform: all zero",
        "initializers.py",
        "return [[rng.uniform(-limit, limit) for _ in range(inputs)] for _ in range(outputs)]",
        "return zeros(outputs, inputs)",
    ),
    (
        "normal: all zero",
        "initializers.py",
        "return [[rng.normal(0.0, deviation) for _ in range(inputs)] for _ in range(outputs)]",
        "return zeros(outputs, inputs)",
    ),
    (
        "uniform: all alike",
        "initializers.py",
        "return [[rng.uniform(-limit, limit) for _ in range(inputs)] for _ in range(outputs)]",
        "return [[limit] * inputs for _ in range(outputs)]",
    ),
    (
        "uniform: all neurons alike",
        "initializers.py",
        "return [[rng.uniform(-limit, limit) for _ in range(inputs)] for _ in range(outputs)]",
        "row = [rng.uniform(-limit, limit) for _ in range(inputs)]\n    return [row[:] for _ in range(outputs)]",
    ),
    (
        "Dense starts with zeros",
        "layers.py",
        "self._weights = initial_weights(init, inputs, outputs, rng)",
        'self._weights = initial_weights(init or "zeros", inputs, outputs, rng)',
    ),
    (
        "every layer the same seed: uniform",
        "initializers.py",
        "    rng = resolve(rng)\n    return [[rng.uniform",
        "    rng = type(resolve(rng))(0)\n    return [[rng.uniform",
    ),
    (
        "every layer the same seed: normal",
        "initializers.py",
        "    rng = resolve(rng)\n    return [[rng.normal",
        "    rng = type(resolve(rng))(0)\n    return [[rng.normal",
    ),
    (
        "every layer the same seed: Dense",
        "layers.py",
        "self._weights = initial_weights(init, inputs, outputs, rng)",
        "self._weights = initial_weights(init, inputs, outputs, type(resolve(rng))(0))",
    ),
    # Variants
    ("he_uniform: variance of Glorot", "initializers.py", "uniform(inputs, outputs, rng, sqrt(6 / inputs))", "uniform(inputs, outputs, rng, sqrt(3 / inputs))"),
    ("he_normal: variance 1 / inputs", "initializers.py", "normal(inputs, outputs, rng, sqrt(2 / inputs))", "normal(inputs, outputs, rng, sqrt(1 / inputs))"),
    (
        "glorot_uniform: limit is the deviation",
        "initializers.py",
        "uniform(inputs, outputs, rng, sqrt(6 / (inputs + outputs)))",
        "uniform(inputs, outputs, rng, sqrt(2 / (inputs + outputs)))",
    ),
    ("he_normal: uniform", "initializers.py", "normal(inputs, outputs, rng, sqrt(2 / inputs))", "uniform(inputs, outputs, rng, sqrt(6 / inputs))"),
    ("uniform: positive only", "initializers.py", "rng.uniform(-limit, limit) for _ in range(inputs)]", "rng.uniform(0.0, 2 * limit) for _ in range(inputs)]"),
    (
        "the generator that was passed is not used",
        "initializers.py",
        "    rng = resolve(rng)\n    return [[rng.uniform",
        "    rng = resolve(None)\n    return [[rng.uniform",
    ),
    ("the default is He's", "initializers.py", '        init = "glorot"', '        init = "he"'),
    ("a name stands for another function", "initializers.py", '"he": he_uniform,', '"he": glorot_uniform,'),
    ("biases start at 1", "layers.py", "self._biases = [0.0] * outputs\n        self._d_weights", "self._biases = [1.0] * outputs\n        self._d_weights"),
    ("weights of another shape accepted", "initializers.py", "    if shape(weights) != (outputs, inputs):", "    if len(weights) != outputs:"),
    ("he: half the variance, as for tanh", "initializers.py", '"he": he_uniform,', '"he": uniform,'),
    (
        "Dense draws its biases too",
        "layers.py",
        "self._biases = [0.0] * outputs\n        self._d_weights",
        "self._biases = [resolve(rng).uniform(-0.1, 0.1) for _ in range(outputs)]\n        self._d_weights",
    ),
    # Found later, by looking for what survives
    (
        "uniform: drawn input by input",
        "initializers.py",
        "return [[rng.uniform(-limit, limit) for _ in range(inputs)] for _ in range(outputs)]",
        "return [list(row) for row in zip(*[[rng.uniform(-limit, limit) for _ in range(outputs)] for _ in range(inputs)])]",
    ),
    (
        "normal: drawn input by input",
        "initializers.py",
        "return [[rng.normal(0.0, deviation) for _ in range(inputs)] for _ in range(outputs)]",
        "return [list(row) for row in zip(*[[rng.normal(0.0, deviation) for _ in range(outputs)] for _ in range(inputs)])]",
    ),
    ("a function of one's own gets no generator", "initializers.py", 'resolve(rng)), "the initial', 'rng), "the initial'),
]

"""Bugs of purenn.testing: laws that were cut down to a half, tolerances that grew, strategies that draw less than they promise."""

LAYERS, LOSSES, OPTIMIZERS = "testing/test_layer_laws.py", "testing/test_loss_laws.py", "testing/test_optimizer_laws.py"
ACTIVATIONS, STRATEGIES = "testing/test_activation_laws.py", "testing/test_strategies.py"
TESTS = {
    "testing/laws.py": [OPTIMIZERS, LOSSES, LAYERS],
    "testing/layer_cases.py": [LAYERS, ACTIVATIONS],
    "testing/layer_laws.py": [LAYERS],
    "testing/layer_memory.py": [LAYERS],
    "testing/loss_laws.py": [LOSSES],
    "testing/loss_cases.py": [LOSSES],
    "testing/optimizer_laws.py": [OPTIMIZERS],
    "testing/activation_laws.py": [ACTIVATIONS],
    "testing/tolerances.py": [STRATEGIES],
    "testing/strategies.py": [STRATEGIES],
    "testing/differences.py": [ACTIVATIONS, LOSSES],
    "testing/exact.py": [STRATEGIES, "testing/test_exact.py"],
    "testing/gradients.py": ["testing/test_gradients.py"],
    "testing/shrinking.py": ["testing/test_gradients.py"],
    "testing/snippets.py": ["testing/test_gradients.py", "testing/test_snippets.py"],
}

MEMORY, WHOLE, LOSS, STEP, CURVE = [
    "testing/%s.py" % name for name in ("layer_memory", "layer_laws", "loss_laws", "optimizer_laws", "activation_laws")
]
BOTH = 'for name, call in (("the loss", case.loss), ("gradient", case.loss.gradient)):'
VALUE, GRADIENT = 'for name, call in (("the loss", case.loss),):', 'for name, call in (("gradient", case.loss.gradient),):'
IN_PLACE = "        A, Y = case.A, case.Y\n        call(A, Y)\n"
SHAPES = 'wrong = [("a target too few", Y[1:]), ("a target too many", Y + Y[:1])]'
LISTS = "[values for pair in layer.parameters() for values in pair] + layer.running()"
POINTS = "POINTS = [sign * k / 4 for k in range(41) for sign in (1, -1)]"
SQUARE = "return st.one_of(square, st.tuples(sizes(largest), sizes(largest)))"
QUARTERS = "_QUARTERS = [k / 4 for n in range(1, 9) for k in (n, -n)]"
PAIRS = "return draw(kinds[draw(st.sampled_from(sorted(kinds)))]), draw(kinds[draw(st.sampled_from(sorted(kinds)))])"
LARGE = "    ends = [0.0, -0.0, 5e-324, -5e-324, 40.0, -40.0, 800.0, -800.0, 1e5, -1e5, limit, -limit]\n    return st.one_of(st.sampled_from([end for end in ends if abs(end) <= limit]), st.floats(-limit, limit))"

BUGS = [
    # Layers
    ("running lists are not looked at", MEMORY, "before = " + LISTS, "before = " + LISTS[:-18], "after = " + LISTS, "after = " + LISTS[:-18]),
    ("arguments: predict is not asked", MEMORY, '        ("predict", layer.predict, X, case.X),\n', ""),
    (
        "arguments: forward is not asked",
        MEMORY,
        "    layer, X, dA = case.layer(), case.X, case.dA\n    for name, call, passed, before in [\n",
        "    layer, X, dA = case.layer(), case.X, case.dA\n    layer.forward(case.X)\n    for name, call, passed, before in [\n",
        '        ("forward", layer.forward, X, case.X),\n        ("backward", layer.backward, dA, case.dA),\n',
        '        ("backward", layer.backward, dA, case.dA),\n',
    ),
    ("arguments: the short way is not asked", MEMORY, '        ("backward_parameters", layer.backward_parameters, dA, case.dA),\n', ""),
    ("finite: predict is not looked at", WHOLE, "in everything(case.layer(), case.X, case.dA).items():\n        demand(all([is_finite", "in everything(case.layer(), case.X, case.dA).items():\n        demand(name == 'predict(X)' or all([is_finite"),
    ("finite: forward is not looked at", WHOLE, "in everything(case.layer(), case.X, case.dA).items():\n        demand(all([is_finite", "in everything(case.layer(), case.X, case.dA).items():\n        demand(name == 'forward(X)' or all([is_finite"),
    ("finite: backward is not looked at", WHOLE, "in everything(case.layer(), case.X, case.dA).items():\n        demand(all([is_finite", "in everything(case.layer(), case.X, case.dA).items():\n        demand(name == 'backward(dA)' or all([is_finite"),
    ("finite: gradients are not looked at", WHOLE, "in everything(case.layer(), case.X, case.dA).items():\n        demand(all([is_finite", "in everything(case.layer(), case.X, case.dA).items():\n        demand(name == 'the gradient of the parameters' or all([is_finite"),
    ("fresh: backward is not asked", MEMORY, ', ("backward", layer.backward, dA)]:', "]:"),
    ("fresh: forward is not asked", MEMORY, '("forward", layer.forward, X), ("backward"', '("forward", lambda X: copied(layer.forward(X)), X), ("backward"'),
    ("fresh: the layer's own lists may come out", MEMORY, "        demand(not result & own,", "        demand(True,"),
    ("fresh: the result of forward is not changed", MEMORY, "    moved(layer.forward(case.X))\n", "    layer.forward(case.X)\n"),
    ("shapes: lists of unequal lengths", WHOLE, "    demand(all([v == g for v, g in pairs]),", "    demand(True,"),
    ("shapes: the number of samples only", WHOLE, "demand(lengths == expected and len(dX) == len(case.X),", "demand(len(dX) == len(case.X),"),
    ("shapes: rows only, not how they are nested", WHOLE, "demand(lengths == expected and len(dX) == len(case.X),", "demand(lengths == expected,"),
    ("draws: predict may", MEMORY, '    demand(generators_of(layer) == start, "predict draws random numbers")\n', ""),
    ("draws: backward may", MEMORY, "    demand(generators_of(layer) == after,", "    demand(True,"),
    ("draws: forward need not be repeatable", MEMORY, "    demand(same(again, A),", "    demand(True,"),
    ("draws: running numbers are not put back", MEMORY, "it has to use those of forward\")\n    _put_back(layer, running)\n", "it has to use those of forward\")\n"),
    ("output_size: nothing is known of anything", WHOLE, "(said is None and case.width is None)", "said is None"),
    ("output_size: something has to be known", WHOLE, "said == came or (said is None and case.width is None)", "said == came"),
    ("config: parameters may be shared", MEMORY, "    demand(before == after,", "    demand(True,"),
    ("config: settings may change", MEMORY, "demand(type(again) is type(layer) and again.config() == layer.config(),", "demand(type(again) is type(layer),"),
    ("saved: forward is not compared", MEMORY, '    found["forward(X)"] = layer.forward(case.X)\n', "    layer.forward(case.X)\n"),
    ("saved: what runs along is not compared", MEMORY, '    found["running()"] = copied(layer.running())\n', ""),
    ("saved: the numbers are not compared", MEMORY, '        demand(same(results[0][name], results[1][name]),', "        demand(name in results[1],"),
    (
        "predict remembers: inputs are not compared",
        MEMORY,
        "    layer.predict(case.other)\n    now = layer.backward(case.dA), gradients_of(layer)\n",
        "    layer.predict(case.other)\n    now = expected[0] if layer.backward(case.dA) else [], gradients_of(layer)\n",
    ),
    ("gradients: the inputs are not checked", WHOLE, "check_gradients(net, case.X, case.dA, Projection(), inputs=case.input_gradient)", "check_gradients(net, case.X, case.dA, Projection())"),
    ("any number of kinks may be skipped", WHOLE, "    if _Seen.skipped > MOST_SKIPPED * _Seen.checked:", "    if _Seen.checked < 0:"),
    ("batches of one sample", "testing/layer_cases.py", "st.sampled_from([(2, 3), (3, 2), (4, 3)])", "st.sampled_from([(1, 3), (1, 2), (1, 3)])"),
    ("large inputs are small", "testing/layer_cases.py", LARGE, "    return st.floats(-10.0, 10.0)"),
    ("large inputs end at 100,000", "testing/layer_cases.py", LARGE, LARGE.replace(", limit, -limit]", "]").replace("st.floats(-limit, limit)", "st.floats(-1e5, 1e5)")),
    # How laws are tried
    ("what is moved stays", "testing/laws.py", "            m[i] = v + 1\n", "            m[i] = v\n"),
    ("copies are shallow", "testing/laws.py", "return [copied(v) if isinstance(v, (list, tuple)) else v for v in m] if", "return list(m) if"),
    ("the first law only", "testing/laws.py", "laws, cases, examples), list(laws)\n", "laws[:1], cases, examples), list(laws)\n"),
    ("the generator is not put back", "testing/laws.py", "    try:\n        yield\n    finally:\n        resolve(None).state = state\n", "    yield\n"),
    # Losses
    ("losses: the value may change what it is passed", LOSS, BOTH + "\n" + IN_PLACE, GRADIENT + "\n" + IN_PLACE),
    ("losses: the gradient may change what it is passed", LOSS, BOTH + "\n" + IN_PLACE, VALUE + "\n" + IN_PLACE),
    ("losses: a target too few is taken", LOSS, SHAPES, SHAPES.replace('("a target too few", Y[1:]), ', "")),
    ("losses: a target too many is taken", LOSS, SHAPES, SHAPES.replace(', ("a target too many", Y + Y[:1])', "")),
    ("losses: a column too many is taken", LOSS, '    if not case.classes:\n        wrong.append(("a column too many"', '    if False:\n        wrong.append(("a column too many"'),
    ("losses: a column too few is taken", LOSS, "    if not case.classes and len(Y[0]) > 1:\n", "    if False:\n"),
    ("losses: the gradient may take other shapes", LOSS, "    for what, other in wrong:\n        " + BOTH, "    for what, other in wrong:\n        " + VALUE),
    ("losses: the value may take other shapes", LOSS, "    for what, other in wrong:\n        " + BOTH, "    for what, other in wrong:\n        " + GRADIENT),
    ("losses: the gradient may take NaN", LOSS, BOTH + "\n        Y = case.Y\n", VALUE + "\n        Y = case.Y\n"),
    ("losses: the value may take NaN", LOSS, BOTH + "\n        Y = case.Y\n", GRADIENT + "\n        Y = case.Y\n"),
    ("losses: the value may be NaN", LOSS, "demand(not is_row(value) and is_finite(value),", "demand(not is_row(value),"),
    ("losses: gradients of parts are not compared", LOSS, "    demand(are_near(gradient, rows),", "    demand(True,"),
    ("losses: gradients of a batch twice are not compared", LOSS, '    demand(are_near(gradient, expected), "the gradient should', '    demand(True, "the gradient should'),
    ("losses: values in another order are not compared", LOSS, "    demand(is_near(first, second),", "    demand(True,"),
    ("losses: gradients in another order are not compared", LOSS, "    demand(are_near(gradient, turned),", "    demand(True,"),
    ("losses: no look beside the targets", LOSS, "for A in [case.A, *_nearby(case.Y)]:", "for A in [case.A]:"),
    ("losses: the slope of the first sample only", LOSS, "    for s, row in enumerate(case.A):", "    for s, row in enumerate(case.A[:1]):"),
    ("losses: the slope of the first output only", LOSS, "        for j, a in enumerate(row):\n            partner", "        for j, a in enumerate(row[:1]):\n            partner"),
    ("losses: far out is near", "testing/loss_cases.py", "* min(1.0, limit / FAR)", "* 0.05"),
    ("losses: far out above 0 only", "testing/loss_cases.py", "st.sampled_from([1, -1])", "st.just(1)"),
    # Optimizers
    ("optimizers: lists may grow", STEP, "    demand(lengths == [len(row) for row in case.starts],", "    demand(True,"),
    ("optimizers: any direction is down", STEP, "    demand(rise < 0,", "    demand(rise != 0,"),
    ("optimizers: standing still is down", STEP, "    demand(rise < 0,", "    demand(rise <= 0,"),
    ("optimizers: one step only", STEP, "    for step in gradients:\n        optimizer.step(list(zip(values, copied", "    for step in gradients[:1]:\n        optimizer.step(list(zip(values, copied"),
    ("optimizers: lists of two numbers only", STEP, "return sizes(3).flatmap(", "return st.just(2).flatmap("),
    ("optimizers: lists of two numbers at the most", STEP, "return sizes(3).flatmap(", "return sizes(2).flatmap("),
    ("optimizers: three steps only", STEP, "STEPS = 8", "STEPS = 3"),
    ("optimizers: lists keep their places", STEP, "pairs[::-1] if number % 2 else pairs", "pairs"),
    ("optimizers: a rounding is a change", STEP, "demand(are_near(ends, case.starts),", "demand(same(ends, case.starts),"),
    # Activations
    ("activations: the derivative may be infinite", CURVE, "        demand(is_finite(f.derivative(z)),", "        demand(True,"),
    ("activations: the function may be infinite", CURVE, "        demand(is_finite(f.function(z)),", "        demand(True,"),
    ("activations: kinks at 0 only", CURVE, POINTS, "POINTS = [0.0]"),
    ("activations: kinks above 0 only", CURVE, POINTS, "POINTS = [k / 4 for k in range(41)]"),
    ("activations: kinks may be values", CURVE, "demand(below == above or", "demand(True or"),
    ("activations: may fall far out", CURVE, "for zs in (sorted(case.zs), case.large):", "for zs in (sorted(case.zs),):"),
    ("activations: may fall near 0", CURVE, "for zs in (sorted(case.zs), case.large):", "for zs in (case.large,):"),
    ("activations: one row is predicted", CURVE, "f, Z = case.activation, [case.zs, case.zs[::-1]]", "f, Z = case.activation, [case.zs]"),
    # Tolerances, strategies and exact numbers
    ("the oracle is lenient", "testing/tolerances.py", "ORACLE_RELATIVE = 1e-14", "ORACLE_RELATIVE = 1e-9"),
    ("the tight tolerance is loose near 0", "testing/tolerances.py", "TIGHT_ABSOLUTE = 1e-12", "TIGHT_ABSOLUTE = 2e-9"),
    ("only large kinks are kinks", "testing/tolerances.py", "KINK = 1e-3", "KINK = 0.5"),
    ("laws of robustness end at 1,000", "testing/tolerances.py", "LIMIT = 1e100", "LIMIT = 1e3"),
    ("lists of other lengths are near", "testing/tolerances.py", "return len(first) == len(second) and all(", "return all("),
    ("zeros among the quarters", "testing/strategies.py", QUARTERS, QUARTERS.replace("range(1, 9)", "range(0, 9)")),
    ("quarters above 0 only", "testing/strategies.py", QUARTERS, QUARTERS.replace("(n, -n)", "(n, n)")),
    ("quarters up to 1 only", "testing/strategies.py", QUARTERS, QUARTERS.replace("range(1, 9)", "range(1, 5)")),
    ("never square", "testing/strategies.py", SQUARE, "return st.tuples(sizes(largest), sizes(largest)).filter(lambda s: s[0] != s[1] or s[0] == 1)"),
    ("always square", "testing/strategies.py", SQUARE, "return square"),
    ("pairs that broadcast are whole matrices", "testing/strategies.py", PAIRS, 'return draw(kinds["whole"]), draw(kinds["whole"])'),
    ("moderate floats above 0 only", "testing/strategies.py", "return st.floats(-limit, limit)", "return st.floats(0, limit)"),
    ("fractions are whole", "testing/strategies.py", "st.integers(-12, 12), st.integers(1, 7))", "st.integers(-12, 12))"),
    ("dual numbers: never equal to a float", "testing/exact.py", "(Dual, int, Fraction, float)", "(Dual, int, Fraction)"),
    ("dual numbers: no slope of a quotient", "testing/exact.py", "(self.slope - quotient * other.slope)", "self.slope"),
    # Gradients of networks
    ("networks: the inputs are not checked", "testing/gradients.py", "check_gradients(net, rows, Y, loss, inputs=True, most=most)", "check_gradients(net, rows, Y, loss, most=most)"),
    ("networks: twice as many may be skipped", "testing/gradients.py", "report.skipped > report.checked:", "report.skipped > 2 * report.checked:"),
    ("networks: the short way is not compared", "testing/gradients.py", "    if not are_near(_gradients(net), long):", "    if False:"),
    ("shrinking: numbers are not rounded", "testing/shrinking.py", "_without_neurons, _with_rounder_numbers):", "_without_neurons):"),
    ("shrinking: halves only", "testing/shrinking.py", "        for left_out in range(count):\n            yield [i", "        for left_out in range(0):\n            yield [i"),
    ("shrinking: the generators of layers are not held", "testing/shrinking.py", "generator_states([*net.layers, loss])", "generator_states([])"),
    ("shrinking: the caller's network is rounded", "testing/shrinking.py", "            other, other_X = deepcopy(net), copied(X)\n", "            other, other_X = net, copied(X)\n"),
    ("shrinking: samples are not left out", "testing/shrinking.py", "_without_a_layer, _without_samples, _without_neurons", "_without_a_layer, _without_neurons"),
    ("snippets: no biases", "testing/snippets.py", ', "%s.biases = %s" % (name, literal(layer.biases))]', "]"),
    ("snippets: nothing that runs along", "testing/snippets.py", ', ("running()[%d]", layer.running())):', "):"),
    ("snippets: generators stand anywhere", "testing/snippets.py", "return lines + generators(net.layers)", "return lines"),
    ("snippets: infinity as inf", "testing/snippets.py", "    if isinstance(value, float) and value - value != 0:\n", "    if False:\n"),
    ("activations: a seam between formulas is a kink", "testing/activation_laws.py", "STEP / 64, 2.0**-7)", "STEP / 64)"),
    ("a bend is a mistake for the laws", "testing/differences.py", "return len(errors) >= 3 and bends(errors[:3])", "return False"),
    ("a bend excuses whatever is there", "testing/differences.py", "return len(errors) >= 3 and bends(errors[:3])", "return len(errors) >= 3 and errors[2] < 1e-5"),
    ("the slope by the first step only", "testing/activation_laws.py", "for step in STEPS[:3]])", "for step in STEPS[:1]])"),
]  # fmt: skip

"""Bugs that the second oracle alone has to see: tests/test_autograd_oracle.py compares every gradient with the autograd of chapter 9."""

ORACLE = ["test_autograd_oracle.py"]
TESTS = dict.fromkeys(("layers.py", "layer.py", "activations.py", "functions.py", "losses.py", "network.py", "neuron.py"), ORACLE)

BUGS = [
    ("autograd: dX through the weights of one output only", "layers.py", "return dot_rows(dA, list(zip(*self._weights)))", "return dot_rows([[row[0]] for row in dA], [[w] for w in self._weights[0]])"),
    ("autograd: a sample twice in dW", "layers.py", "self._columns = list(zip(*X))", "self._columns = list(zip(*(X[:-1] + X[:1])))"),
    ("autograd: slopes of the wrong sign", "layer.py", "return multiply_rows(dA, require_forward(self, self._slopes, dA))", "return multiply_rows(dA, [[-d for d in row] for row in require_forward(self, self._slopes, dA)])"),
    ("autograd: slope of tanh", "activations.py", "return [[1 - a * a for a in row] for row in A]", "return [[1 - abs(a) for a in row] for row in A]"),
    ("autograd: slope of the sigmoid", "activations.py", "return [[a * (1 - a) for a in row] for row in A]", "return [[0.25 for a in row] for row in A]"),
    ("autograd: softmax, each output by itself", "activations.py", "return [a * (d - mean) for a, d in zip(row, d_row)]", "return [a * (1 - a) * d for a, d in zip(row, d_row)]"),
    ("autograd: leaky ReLU leaks backward only", "functions.py", "return slope * z if z <= 0 else z", "return 0 * z if z <= 0 else z"),
    ("autograd: BCE at the logits is p", "losses.py", "at_logits = [[(a - y) / count", "at_logits = [[a / count"),
    ("autograd: BCE, the slope of no", "losses.py", "slope = (1 - y) / max(1 - a, TINY)", "slope = (1 - y) / max(a, TINY)"),
    ("autograd: CrossEntropy' is divided by the classes", "losses.py", "gradient = [[-y / max(a, TINY) / n if y", "gradient = [[-y / max(a, TINY) / len(A[0]) if y"),
    ("autograd: a layer is asked twice on the way back", "network.py", "            dA = layer.backward(dA)\n", "            dA = layer.backward(layer.backward(dA) if not layer.parameters() else dA)\n"),
    ("autograd: the neuron's slope at the answer", "neuron.py", "dz = da * self.activation.derivative(z)", "dz = da * self.activation.derivative(a)"),
]

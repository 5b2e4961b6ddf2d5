"""Bugs of metrics and of scaling: numbers that are looked at, not learnt from."""

TESTS = {"metrics.py": ["test_metrics.py"], "scaling.py": ["test_scaling.py"]}

DEVIATION = "/ largest) * ((x - mean) / largest) for x in column]) / len(column))"

BUGS = [
    ("confusion matrix transposed", "metrics.py", "table[true][predicted] += 1", "table[predicted][true] += 1"),
    ("confusion matrix: rows are one list", "metrics.py", "table = [[0] * count for _ in range(count)]", "table = [[0] * count] * count"),
    (
        "precision and recall swapped",
        "metrics.py",
        "    hits = [true == positive for predicted, true in _pairs(A, Y, threshold) if predicted == positive]",
        "    hits = [True for _ in ()]",
        "    return hits.count(True) / len(hits) if hits else 0.0\n\n\ndef recall",
        "    return recall(A, Y, positive, threshold)\n\n\ndef recall",
    ),
    (
        "recall is precision",
        "metrics.py",
        "[predicted == positive for predicted, true in _pairs(A, Y, threshold) if true == positive]",
        "[true == positive for predicted, true in _pairs(A, Y, threshold) if predicted == positive]",
    ),
    ("precision of the other class", "metrics.py", "_pairs(A, Y, threshold) if predicted == positive]", "_pairs(A, Y, threshold) if predicted != positive]"),
    ("f1: arithmetic mean", "metrics.py", "return 2 * p * r / (p + r) if p + r > 0 else 0.0", "return (p + r) / 2"),
    ("f1: missing 2", "metrics.py", "return 2 * p * r / (p + r) if", "return p * r / (p + r) if"),
    ("accuracy: share of the wrong", "metrics.py", "if predicted == true]) / len(pairs)", "if predicted != true]) / len(pairs)"),
    ("accuracy: share of the positive", "metrics.py", "if predicted == true]) / len(pairs)", "if predicted and true]) / len(pairs)"),
    ("the threshold itself is no", "metrics.py", "1 if row[0] >= threshold else 0", "1 if row[0] > threshold else 0"),
    ("the threshold is not used", "metrics.py", "1 if row[0] >= threshold else 0", "1 if row[0] >= 0.5 else 0"),
    ("the class of the smallest output", "metrics.py", "return [row.index(max(row)) for row in rows]", "return [row.index(min(row)) for row in rows]"),
    ("rmse without root", "metrics.py", "return sqrt(MSE()(A, Y))", "return MSE()(A, Y)"),
    ("mae squared", "metrics.py", "return MAE()(A, Y)", "return MSE()(A, Y)"),
    (
        "r_squared: the variance of the outputs",
        "metrics.py",
        'targets = [y for row in matrix(Y, "Y") for y in row]',
        'targets = [y for row in matrix(A, "A") for y in row]',
    ),
    ("r_squared: around 0", "metrics.py", "mean = sum(targets) / len(targets)", "mean = 0"),
    ("r_squared: the share that is not explained", "metrics.py", "return 1 - error / variance", "return error / variance"),
    ("a metric of fewer targets", "metrics.py", "    if len(predicted) != len(true):", "    if len(predicted) < len(true):"),
    (
        "Scaler divides by the variance",
        "scaling.py",
        "return largest * sqrt(sum([((x - mean) " + DEVIATION,
        "return largest * largest * (sum([((x - mean) " + DEVIATION,
    ),
    ("Scaler: the deviation divides by n - 1", "scaling.py", "for x in column]) / len(column))", "for x in column]) / max(len(column) - 1, 1))"),
    (
        "Scaler: mean of all inputs",
        "scaling.py",
        "means = [sum(column) / len(column) for column in columns]",
        "means = [sum(map(sum, columns)) / len(columns) / len(columns[0])] * len(columns)",
    ),
    ("Scaler: min_max divides by the largest", "scaling.py", "max(column) - low for", "max(column) for"),
    ("Scaler: a constant input divides by 0", "scaling.py", "[1.0 if constant(column) else d for", "[d for"),
    ("Scaler: inverse in the wrong order", "scaling.py", "[a * scale + shift for", "[(a + shift) * scale for"),
    ("Scaler: inverse is predict", "scaling.py", "[a * scale + shift for", "[(a - shift) / scale for"),
    ("Scaler: backward multiplies", "scaling.py", "[d / scale for", "[d * scale for"),
    ("Scaler: backward lets pass", "scaling.py", "[d / scale for", "[d for"),
    ("Scaler: scaled before shifted", "scaling.py", "[(x - shift) / scale for", "[x / scale - shift for"),
    (
        "Scaler measures again what it is given",
        "scaling.py",
        "        pairs = list(zip(self.shift, self.scale))\n",
        "        self.shift = [sum(column) / len(column) for column in zip(*rows)]\n        pairs = list(zip(self.shift, self.scale))\n",
    ),
    ("Scaler keeps the caller's lists", "scaling.py", 'self.shift = vector(shift, "shift")', "self.shift = shift"),
]

"""Bugs of the data on its way into the network: batches, order, splits, folds, one-hot rows."""

TESTS = {
    "training.py": ["test_training.py"],
    "rng.py": ["test_rng.py"],
    "data/preparation.py": ["data/test_preparation.py"],
    "data/dataset.py": ["data/test_datasets.py"],
    "cli/sources.py": ["cli/test_train.py"],
}

ORDER = "order = rng.shuffle(range(len(X))) if shuffle and size < len(X) else None"
SHUFFLED = "return list(resolve(rng).shuffle(list(range(len(dataset)))))"

BUGS = [
    (
        "last batch dropped",
        "training.py",
        "for start in range(0, len(X), size):",
        "for start in range(0, len(X) - size + 1, size):",
    ),
    (
        "first batch dropped",
        "training.py",
        "for start in range(0, len(X), size):",
        "for start in range(size if size < len(X) else 0, len(X), size):",
    ),
    (
        "X shuffled without Y",
        "training.py",
        "yield [X[s] for s in chosen], [Y[s] for s in chosen]",
        "yield [X[s] for s in chosen], Y[start : start + size]",
    ),
    (
        "shuffled in place: the indices",
        "rng.py",
        "        shuffled = list(items)\n",
        "        shuffled = items if isinstance(items, list) else list(items)\n",
    ),
    (
        "shuffled in place: the caller's data",
        "training.py",
        "    X = network.batch(X)\n",
        "    network.batch(X)\n",
        '    Y = matrix(Y, "Y") if is_row(Y[0]) else vector(Y, "Y")\n',
        "",
        ORDER,
        ORDER + "\n            if order:\n                X[:], Y[:], order = [X[s] for s in order], [Y[s] for s in order], None",
    ),
    (
        "shuffled in place: the data set",
        "data/preparation.py",
        "    return dataset.subset(_order(dataset, rng))\n",
        "    other = dataset.subset(_order(dataset, rng))\n    dataset.X[:], dataset.Y[:] = other.X, other.Y\n    return other\n",
    ),
    (
        "overlap by one",
        "training.py",
        "chosen = order[start : start + size]",
        "chosen = order[start : start + size + 1]",
    ),
    (
        "batches of size - 1",
        "training.py",
        "chosen = order[start : start + size]",
        "chosen = order[start : start + max(1, size - 1)]",
    ),
    (
        "global random: the generator passed is not used",
        "training.py",
        ORDER,
        ORDER.replace("rng.shuffle", "resolve(None).shuffle"),
    ),
    (
        "global random: Python's generator",
        "training.py",
        ORDER,
        "order = __import__('random').sample(range(len(X)), len(X)) if shuffle and size < len(X) else None",
    ),
    (
        "global random: Python's generator reseeded",
        "training.py",
        ORDER,
        "__import__('random').seed(0)\n            " + ORDER,
    ),
    (
        "global random: splits by the library's generator",
        "data/preparation.py",
        SHUFFLED,
        SHUFFLED.replace("resolve(rng)", "resolve(None)"),
    ),
    (
        "reseeded every epoch",
        "training.py",
        ORDER,
        ORDER.replace("rng.shuffle", "type(rng)(0).shuffle"),
    ),
    (
        "the same order every epoch",
        "training.py",
        ORDER,
        "order = rng.shuffle(range(len(X))) if shuffle and size < len(X) and training.epoch == 1 else locals().get('order')",
    ),
    (
        "the library's generator reseeded by a split",
        "data/preparation.py",
        SHUFFLED,
        "resolve(None).state = Random(0).state\n    " + SHUFFLED,
    ),
    (
        "length mismatch",
        "training.py",
        "    if len(X) != len(Y):\n",
        "    if len(X) > len(Y):\n",
    ),
    (
        "length mismatch of a data set",
        "data/dataset.py",
        "    if len(dataset.X) != len(dataset.Y):\n",
        "    if len(dataset.X) > len(dataset.Y):\n",
    ),
    (
        "leaky split: the test samples are trained on too",
        "data/preparation.py",
        "            test_indices.append(s)\n        else:\n            train_indices.append(s)\n",
        "            test_indices.append(s)\n        train_indices.append(s)\n",
    ),
    (
        "leaky split: one test sample is trained on too",
        "data/preparation.py",
        "return dataset.subset(train_indices), dataset.subset(test_indices)",
        "return dataset.subset(train_indices + test_indices[:1]), dataset.subset(test_indices)",
    ),
    (
        "leaky folds",
        "data/preparation.py",
        "train = dataset.subset(s for s in order if fold_of[s] != fold)",
        "train = dataset.subset(order)",
    ),
    (
        "split in the order of the file",
        "data/preparation.py",
        "    for s in _order(dataset, rng):\n",
        "    for s in range(len(dataset)):\n",
    ),
    # Variants
    (
        "batches shuffled instead of samples",
        "training.py",
        ORDER,
        (
            "starts = rng.shuffle(range(0, len(X), size))\n"
            "            order = [s for start in starts for s in range(start, min(start + size, len(X)))] if shuffle and size < len(X) else None"
        ),
    ),
    ("shuffle although told not to", "training.py", ORDER, ORDER.replace("if shuffle and size < len(X)", "if size < len(X)")),
    ("never shuffled", "training.py", ORDER, "order = None"),
    (
        "split: test and training data swapped",
        "data/preparation.py",
        "return dataset.subset(train_indices), dataset.subset(test_indices)",
        "return dataset.subset(test_indices), dataset.subset(train_indices)",
    ),
    ("split: not stratified", "data/preparation.py", 'stratified = stratify and dataset.kind == "classification"', "stratified = False"),
    ("split: share rounded down", "data/preparation.py", "int(share * samples + 0.5)", "int(share * samples)"),
    ("split: seats by the smallest remainder", "data/preparation.py", "key=lambda c: (-shares[c][1], c)", "key=lambda c: (shares[c][1], c)"),
    ("split: no seat for a rare class", "data/preparation.py", "min(max(shares[c][0], 1), count - 1)", "shares[c][0]"),
    ("split: a rare class has no training sample", "data/preparation.py", "min(max(shares[c][0], 1), count - 1)", "max(shares[c][0], 1)"),
    ("folds: not stratified", "data/preparation.py", 'if stratify and dataset.kind == "classification" else order', "if False else order"),
    (
        "folds: overlap",
        "data/preparation.py",
        "return train, dataset.subset(s for s in order if fold_of[s] == fold)",
        "return train, dataset.subset(s for s in order if fold_of[s] in (fold, 0))",
    ),
    ("folds: one too few", "data/preparation.py", "for fold in range(folds)]", "for fold in range(folds - 1)]"),
    (
        "folds: the last one takes the whole rest",
        "data/preparation.py",
        "fold_of = {s: place % folds for",
        "fold_of = {s: min(place // (len(dealt) // folds), folds - 1) for",
    ),
    (
        "folds: in the order of the file",
        "data/preparation.py",
        "    order = _order(dataset, rng)\n    # Class",
        "    order = list(range(len(dataset)))\n    # Class",
    ),
    ("one-hot: one off", "data/preparation.py", "1.0 if c == number else 0.0", "1.0 if c == (number + 1) % width else 0.0"),
    ("one-hot: as wide as there are different labels", "data/preparation.py", "width = count or max(numbers) + 1", "width = count or len(set(numbers))"),
    (
        "one-hot: -1 for the other classes",
        "data/preparation.py",
        "[1.0 if c == number else 0.0 for c in range(width)]",
        "[1.0 if c == number else -1.0 for c in range(width)]",
    ),
    ("subset: targets in the old order", "data/dataset.py", "[self.Y[s] for s in chosen]", "[self.Y[s] for s in sorted(chosen)]"),
    (
        "subset: class names lost",
        "data/dataset.py",
        "return Dataset(rows, targets, self.input_names, self.class_names, *about)",
        "return Dataset(rows, targets, self.input_names, (), *about)",
    ),
    ("subset: the target's name lost", "data/dataset.py", "self.credit, self.target_name, self.notes)", "self.credit, '', self.notes)"),
    ("drawn with replacement", "training.py", ORDER, "order = [resolve(rng).randint(0, len(X) - 1) for _ in X] if shuffle and size < len(X) else None"),
    (
        "the last batch is filled up from the start",
        "training.py",
        "chosen = order[start : start + size]",
        "chosen = (list(order) + list(order))[start : start + size]",
    ),
    (
        "the last batch joins the one before",
        "training.py",
        "    for start in range(0, len(X), size):\n        chosen = order[start : start + size]",
        "    for start in range(0, max(len(X) - size, 0) + 1, size):\n        chosen = order[start:] if start + 2 * size > len(X) else order[start : start + size]",
    ),
    (
        "leaky split: the scaler has seen the held-out rows",
        "cli/sources.py",
        "return Scaler.standard(self.train.X)",
        "return Scaler.standard(self.train.X + (self.held_out.X if self.held_out else []))",
    ),
    ("split: equal remainders to the higher class", "data/preparation.py", "key=lambda c: (-shares[c][1], c)", "key=lambda c: (-shares[c][1], -c)"),
    ("a row that can be changed is kept", "data/dataset.py", "return row if isinstance(row, bytes) else", "return row if isinstance(row, (bytes, bytearray)) else"),
]

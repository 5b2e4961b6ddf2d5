"""Bugs of streams and of plans of the memory."""

TESTS = {name: ["test_streaming.py"] for name in ("streaming.py", "memory.py", "packed_training.py", "layers.py")}

BUGS = [
    ("the last, smaller batch is lost", "streaming.py", "    if X:\n        yield", "    if len(X) == size:\n        yield"),
    ("a batch goes on growing", "streaming.py", "            X, Y = [], []\n", ""),
    ("the mean of unequal batches", "streaming.py", "value if is_sum else value * len(X)", "value"),
    ("the gradients are not looked at", "streaming.py", " or not is_finite(size):", ":"),
    ("the rate is not looked at", "streaming.py", " * max(1, optimizer.rate())", ""),
    ("the plan is not asked", "streaming.py", ".require(memory)", ""),
    ("collecting stays as it is after an error", "streaming.py", "    finally:\n        collect_often(before)\n", "    finally:\n        pass\n"),
    ("a callback cannot stop", "streaming.py", "        if training.stopped:\n            break\n", "        if training.stopped == 'never':\n            break\n"),
    ("a stream without samples has a loss", "streaming.py", "    if not done:\n", "    if done is None:\n"),
    ("the epoch is not counted", "streaming.py", "    optimizer.epoch += 1\n", ""),
    ("what is there already is planned again", "memory.py", "        if not begun:\n            more += size\n", "        more += size\n"),
    ("the optimizer is forgotten", "memory.py", "getattr(optimizer, \"states\", 0)", "0"),
    ("the batch is always one", "memory.py", "working = batch_size * working + largest", "working = working + largest"),
    ("no room for gaps", "memory.py", "ROOM = 1.25", "ROOM = 1"),
    ("a float is thought to be free", "memory.py", "self.number = (gc.mem_alloc() - end) / 24", "self.number = 0"),
    ("a heavier sample is not looked at", "packed_training.py", "if X.heaviest > known.heaviest or X.highest > known.highest:", "if not known.heaviest:"),
    ("the sizes of Dense are swapped", "layers.py", "return [self.inputs] * self.outputs + [self.outputs]", "return [self.outputs] * self.inputs + [self.outputs]"),
]

"""Bugs of the random numbers."""

TESTS = {"rng.py": ["test_rng.py"]}

BUGS = [
    ("uniform includes 1", "rng.py", "((self.bits() >> 8) / 16777216)", "((self.bits() >> 8) / 16777215)"),
    ("uniform with bits that a small float has not", "rng.py", "((self.bits() >> 8) / 16777216)", "(self.bits() / 4294967296)"),
    ("uniform: low and high swapped", "rng.py", "return low + (high - low) *", "return high + (low - high) *"),
    ("uniform: low left out", "rng.py", "return low + (high - low) *", "return (high - low) *"),
    ("normal: the deviation is a variance", "rng.py", "return mean + deviation * x", "return mean + deviation * deviation * x"),
    ("normal: wrong deviation", "rng.py", "1.7155277699214135 * (u - 0.5) / v", "1.7155277699214135 * (u - 0.5) / v * 1.05"),
    ("normal: mean left out", "rng.py", "return mean + deviation * x", "return deviation * x"),
    ("normal: nothing is refused", "rng.py", "            if x * x / 4.0 <= -log(v):\n", "            if v > 0.05:\n"),
    (
        "normal: sum of uniforms, without tails",
        "rng.py",
        "            x = 1.7155277699214135 * (u - 0.5) / v\n",
        "            x, v = (u + self.uniform() + self.uniform() - 1.5) * 2, 1e-300\n",
    ),
    ("randint excludes high", "rng.py", "return int(low) + self._below(int(count))", "return low + self._below(max(count - 1, 1))"),
    ("randint favours small numbers", "rng.py", "        while draw - draw % count > _MASK + 1 - count:\n            draw = self.bits()\n", ""),
    (
        "shuffle biased: any place for each",
        "rng.py",
        "        for i in range(len(shuffled) - 1, 0, -1):\n            j = self._below(i + 1)",
        "        for i in range(len(shuffled) - 1, 0, -1):\n            j = self._below(len(shuffled))",
    ),
    ("shuffle biased: nothing stays in its place (Sattolo)", "rng.py", "            j = self._below(i + 1)", "            j = self._below(i)"),
    ("shuffle leaves the first two", "rng.py", "range(len(shuffled) - 1, 0, -1)", "range(len(shuffled) - 1, 1, -1)"),
    ("shuffle loses items", "rng.py", "shuffled[i], shuffled[j] = shuffled[j], shuffled[i]", "shuffled[i] = shuffled[j]"),
    ("shuffle in place", "rng.py", "        shuffled = list(items)\n", "        shuffled = items if isinstance(items, list) else list(items)\n"),
    ("choice never draws the last", "rng.py", "self.randint(0, len(items) - 1)", "self.randint(0, max(len(items) - 2, 0))"),
    ("seed -k gives the numbers of k", "rng.py", "start = 0 if seed >= 0 else _MASK", "start = 0"),
    ("long seeds are cut off", "rng.py", "            rest >>= 32\n", "            rest = 0\n"),
    (
        "neighbouring seeds give nearly the same numbers",
        "rng.py",
        "self.state = [_scramble(start + k * 0x9E3779B9 & _MASK) for k in (1, 2, 3, 4)]",
        "self.state = [seed + k & _MASK for k in (1, 2, 3, 4)]",
    ),
    ("the state stands still", "rng.py", "self.state = [s0 ^ s3, s1 ^ s2,", "_ = [s0 ^ s3, s1 ^ s2,"),
    ("seed of the library is ignored", "rng.py", "_own.state = Random(value).state", "_own.state = Random(0).state"),
    (
        "the library's generator is replaced by Python's",
        "rng.py",
        "    if rng is None:\n        return _own\n",
        "    if rng is None:\n        return Random(__import__('random').getrandbits(32))\n",
    ),
    ("a bare seed passes as a generator", "rng.py", '    if not hasattr(rng, "bits") or isinstance(rng, type):', "    if False:"),
    ("the class passes as a generator", "rng.py", '    if not hasattr(rng, "bits") or isinstance(rng, type):', '    if not hasattr(rng, "bits"):'),
    # Found later, by looking for what survives
    ("very long seeds are cut off", "rng.py", "        rest = abs(seed)\n", "        rest = abs(seed) & (1 << 128) - 1\n"),
    ("True is a seed", "rng.py", "        number = as_integer(seed)\n", "        number = int(seed) if isinstance(seed, bool) else as_integer(seed)\n"),
    (
        "shuffle: two always change places",
        "rng.py",
        "            j = self._below(i + 1)\n",
        "            j = self._below(i + 1) if len(shuffled) > 2 else 0\n",
    ),
    ("randint: numbers that are not whole", "rng.py", " or low % 1 or high % 1:", ":"),
    ("randint: a lowest number that is not whole", "rng.py", " or low % 1 or high % 1:", " or high % 1:"),
    ("randint: floats", "rng.py", "return int(low) + self._below(int(count))", "return low + self._below(count)"),
]

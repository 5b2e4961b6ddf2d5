"""The functions of exported Python files, each a text; a file gets those that its network uses."""

# What each layer calls, by the kind of layer; `%(bytes)d` and `%(code)s` are the size of a float and its letter.
BOARD = {
    "Scaler": '''
def scale(x, constants):
    """Bring every input to one size: take its shift off, divide by its scale."""
    form, n = "<%%d%(code)s" %% len(x), len(x)
    shifts, scales = unpack_from(form, constants), unpack_from(form, constants, %(bytes)d * n)
    return [(v - shift) / scale for v, shift, scale in zip(x, shifts, scales)]
''',
    "BatchNorm": '''
def normalise(x, constants):
    """Take the mean off, multiply by the gain, add the shift."""
    form, n = "<%%d%(code)s" %% len(x), len(x)
    means, gains, shifts = [unpack_from(form, constants, %(bytes)d * n * k) for k in range(3)]
    return [(v - mean) * gain + shift for v, mean, gain, shift in zip(x, means, gains, shifts)]
''',
    "Dense": '''
def dense(x, rows):
    """Return a weighted sum of x for every row, which is a bias and the weights that follow it."""
    x = [1.0] + x
    form, size = "<%%d%(code)s" %% len(x), %(bytes)d * len(x)
    sums = []
    for start in range(0, len(rows), size):
        z = 0.0
        for weight, v in zip(unpack_from(form, rows, start), x):
            z += weight * v
        sums.append(z)
    return sums
''',
    "Sigmoid": '''
def sigmoid(x):
    """Squeeze every number into the range from 0 to 1."""
    powers = [exp(-abs(z)) for z in x]
    return [(1.0 if z >= 0 else p) / (1.0 + p) for z, p in zip(x, powers)]
''',
    "Tanh": '''
def tanh(x):
    """Squeeze every number into the range from -1 to 1."""
    powers = [exp(-2.0 * abs(z)) for z in x]
    return [(1.0 - p) / (1.0 + p) if z >= 0 else (p - 1.0) / (p + 1.0) for z, p in zip(x, powers)]
''',
    "ReLU": '''
def relu(x):
    """Let positive numbers through and stop the others."""
    return [0.0 if z <= 0 else z for z in x]
''',
    "LeakyReLU": '''
def leaky_relu(x, slope):
    """Let positive numbers through and a small part of the others."""
    return [slope * z if z <= 0 else z for z in x]
''',
    "Step": '''
def step(x):
    """Answer 1 or 0."""
    return [1 if z >= 0 else 0 for z in x]
''',
    "Softmax": '''
def softmax(x):
    """Turn numbers into probabilities; only differences matter, so the largest is taken off and nothing overflows."""
    top = max(x)
    powers = [exp(z - top) for z in x]
    total = sum(powers)
    return [power / total for power in powers]
''',
}
HOST = dict(
    BOARD,
    Scaler='''
def scale(x, shifts, scales):
    """Bring every input to one size: take its shift off, divide by its scale."""
    return [(v - shift) / scale for v, shift, scale in zip(x, shifts, scales)]
''',
    BatchNorm='''
def normalise(x, means, gains, shifts):
    """Take the mean off, multiply by the gain, add the shift."""
    return [(v - mean) * gain + shift for v, mean, gain, shift in zip(x, means, gains, shifts)]
''',
    Dense='''
def dense(x, rows):
    """Return a weighted sum of x for every row, which is a bias and the weights that follow it."""
    x = [1.0, *x]
    return [sumprod(row, x) for row in rows]
''',
    Tanh='''
def tanh(x):
    """Squeeze every number into the range from -1 to 1."""
    return list(map(math.tanh, x))
''',
)
# What a network in 8 bits has in place of, or besides, those above; the same for boards and for large Pythons.
INTEGERS = {
    "levels": '''
def levels(x, low, factor):
    """Write numbers as levels, whole numbers from 0 to 255."""
    return clamp([(v - low) * factor + 0.5 for v in x])
''',
    "Levels": '''
def levels_of_each(x, constants):
    """Write numbers as levels, whole numbers from 0 to 255; each input has a range of its own."""
    form, n = "<%df" % len(x), len(x)
    lows, factors = unpack_from(form, constants), unpack_from(form, constants, 4 * n)
    return clamp([(v - low) * factor + 0.5 for v, low, factor in zip(x, lows, factors)])
''',
    "Clamp": '''
def clamp(x):
    """Cut off what is behind the point, below 0 and above 255."""
    return bytes([int(v) if 1 <= v < 255 else 255 if v >= 255 else 0 for v in x])
''',
    "IntegerDense": '''
def dense(x, layer):
    """Return weighted sums of levels: all outputs are added up at once, side by side in one large integer."""
    rows, scales, biases, top = layer
    total = top  # the highest bit of every lane, so that none is below zero
    for level, row in zip(x, rows):
        if level:
            total += level * row
    sums = unpack_from("<%di" % len(scales), (total ^ top).to_bytes(4 * len(scales), "little"))
    return [s * scale + bias for s, scale, bias in zip(sums, scales, biases)]


def lanes(weights, numbers):
    """Make one large integer of the weights of every input, a lane of 32 bits for each; read the scales and the biases."""
    n = len(numbers) // 8
    ones = int.from_bytes(b"\\1\\0\\0\\0" * n, "little")
    rows = []
    for start in range(0, len(weights), n):
        row = pack("<%dI" % n, *weights[start : start + n])
        rows.append(int.from_bytes(row, "little") - 128 * ones)  # a weight is stored with 128 added
    return rows, unpack_from("<%df" % n, numbers), unpack_from("<%df" % n, numbers, 4 * n), ones << 31
''',
}
COLLECTED = (
    "    for start in range(0, len(weights), n):\n",
    "    for start in range(0, len(weights), n):\n        collect()  # so that the rows lie side by side, and leave room in one piece\n",
)
BOARD_INTEGERS = dict(INTEGERS, IntegerDense=INTEGERS["IntegerDense"].replace(*COLLECTED))
LEAN = '''
def dense(x, layer):
    """Return weighted sums of levels: all outputs are added up at once, side by side in one large integer.

    The weights of four inputs lie in each group of bytes, so a lane of 32 bits holds a weight of each.
    """
    weights, numbers = layer
    n = len(numbers) // 8
    mask = int.from_bytes(b"\\xff\\0\\0\\0" * n, "little")
    total = 0
    for i in range(0, len(x), 4):
        if any(x[i : i + 4]):
            four = int.from_bytes(weights[n * i : n * i + 4 * n], "little")
            for level in x[i : i + 4]:
                if level:
                    total += level * (four & mask)
                four >>= 8
    middle = 128 * sum(x)  # a weight is stored with 128 added
    sums = unpack_from("<%dI" % n, total.to_bytes(4 * n, "little"))
    scales, biases = unpack_from("<%df" % n, numbers), unpack_from("<%df" % n, numbers, 4 * n)
    return [(s - middle) * scale + bias for s, scale, bias in zip(sums, scales, biases)]
'''
SUMPROD = '''
try:
    from math import sumprod
except ImportError:  # before Python 3.12

    def sumprod(p, q):
        """Add up the products of two rows."""
        return sum(map(mul, p, q))
'''
PREDICT = '''
def predict(inputs):
    """Return %(what)s for %(inputs)s; raise ValueError where there are more or fewer, or one is not finite."""
    x = list(inputs)
    if len(x) != %(count)d:
        raise ValueError("predict expects %(inputs)s, but got %%d" %% len(x))
    if sum(x) * 0 != 0:  # all numbers at once; it can also be that large ones come to infinity
        for i, v in enumerate(x):
            if v * 0 != 0:
                raise ValueError("input %%d is not finite" %% i)
%(lines)s
'''
CLASSIFY = '''
def classify(inputs):
    """Return the %s that predict finds most probable."""
    outputs = predict(inputs)
    return %s
'''
SELFTEST = '''
def selftest():
    """Return True where predict answers here what the network answered when this file was written."""
    tolerance = %s
    for inputs, expected in GOLDEN:
        for a, b in zip(predict(inputs), expected):
            if not abs(a - b) <= tolerance * (1.0 + abs(b)):
                return False
    return True
'''
MAIN = '''
if __name__ == "__main__":
    print("selftest:", "passed" if selftest() else "FAILED")
'''

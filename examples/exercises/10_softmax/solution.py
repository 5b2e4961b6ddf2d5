import math


def softmax(row):
    top = max(row)
    powers = [math.exp(z - top) for z in row]
    total = sum(powers)
    return [power / total for power in powers]

import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def neuron(weights, bias, x):
    return sigmoid(sum(w * v for w, v in zip(weights, x)) + bias)


def learn(weights, bias, x, y, rate):
    a = neuron(weights, bias, x)
    dz = 2 * (a - y) * a * (1 - a)
    return [w - rate * dz * v for w, v in zip(weights, x)], bias - rate * dz

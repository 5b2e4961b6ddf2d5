import math


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    power = math.exp(z)
    return power / (1 + power)


def sigmoid_derivative(z):
    a = sigmoid(z)
    return a * (1 - a)

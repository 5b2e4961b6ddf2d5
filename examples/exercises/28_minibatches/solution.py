def minibatches(X, Y, order, size):
    portions = [order[start : start + size] for start in range(0, len(order), size)]
    return [([X[s] for s in portion], [Y[s] for s in portion]) for portion in portions]

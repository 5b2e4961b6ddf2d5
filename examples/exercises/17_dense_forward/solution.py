def dense(W, b, X):
    return [[bias + sum(w * v for w, v in zip(weights, x)) for weights, bias in zip(W, b)] for x in X]

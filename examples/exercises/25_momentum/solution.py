def momentum_step(weights, gradients, velocities, rate, momentum):
    new = [momentum * v + g for v, g in zip(velocities, gradients)]
    return [w - rate * v for w, v in zip(weights, new)], new

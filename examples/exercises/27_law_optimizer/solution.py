def law_several_steps(Momentum, draw):
    n = draw.size(3)
    weights, velocities = draw.vector(n), [0.0] * n
    optimizer, other = Momentum(0.5, 0.25), Momentum(0.5, 0.25)
    for _ in range(3):
        gradients = draw.pick([draw.vector(n), [0.0] * n])
        given = list(gradients)
        velocities = [0.25 * v + g for v, g in zip(velocities, gradients)]
        expected = [w - 0.5 * v for w, v in zip(weights, velocities)]
        weights = optimizer.step(weights, gradients)
        assert weights == expected
        assert gradients == given
        other.step(draw.vector(n), draw.vector(n))

import math


class Adam:
    def __init__(self, rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.t, self.m, self.v = 0, None, None

    def step(self, weights, gradients):
        if self.m is None:
            self.m, self.v = [0.0] * len(weights), [0.0] * len(weights)
        self.t += 1
        new = []
        for i, (w, g) in enumerate(zip(weights, gradients)):
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * g
            self.v[i] = self.beta2 * self.v[i] + (1 - self.beta2) * g * g
            m_hat = self.m[i] / (1 - self.beta1**self.t)
            v_hat = self.v[i] / (1 - self.beta2**self.t)
            new.append(w - self.rate * m_hat / (math.sqrt(v_hat) + self.epsilon))
        return new

"""A layer with one weight, and memories that fail in some order of calls."""

from purenn.exercises import right, wrong


@right
class Scale:
    def __init__(self, w):
        self.w, self.d_w = w, 0.0

    def predict(self, X):
        return [self.w * x for x in X]

    def forward(self, X):
        self.X = list(X)
        return self.predict(X)

    def backward(self, dZ):
        self.d_w = sum([dz * x for dz, x in zip(dZ, self.X)])
        return [self.w * dz for dz in dZ]


Right = Scale


@wrong("Scale", "predict remembers its X too, so that the backward of the last forward gets the wrong one.")
class m01(Right):
    def predict(self, X):
        self.X = list(X)
        return super().predict(X)


@wrong("Scale", "d_w is added up from one backward to the next.")
class m02(Right):
    def backward(self, dZ):
        before = self.d_w
        result = super().backward(dZ)
        self.d_w += before
        return result


@wrong("Scale", "forward remembers the first X only.")
class m03(Right):
    def forward(self, X):
        self.X = getattr(self, "X", list(X))
        return [self.w * x for x in X]


@wrong("Scale", "backward uses its memory up: a second backward finds nothing.")
class m04(Right):
    def backward(self, dZ):
        result = super().backward(dZ)
        self.X = []
        return result


@wrong("Scale", "The memory belongs to the class: all layers share one.")
class m05(Right):
    shared = [[]]

    def forward(self, X):
        m05.shared[0] = list(X)
        return self.predict(X)

    def backward(self, dZ):
        self.X = m05.shared[0]
        return super().backward(dZ)

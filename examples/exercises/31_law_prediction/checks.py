"""Dropout that does in training, or in prediction, what belongs to the other."""

from purenn.exercises import right, wrong
from purenn.rng import Random


def masked(A, seed, factor, rate=0.5):
    rng = Random(seed)
    return [[0.0 if rng.uniform() < rate else factor * a for a in row] for row in A]


@right
def dropout(A, training, seed):
    return masked(A, seed, 2.0) if training else [list(row) for row in A]


@wrong("dropout", "It drops numbers when it predicts, too.")
def m01(A, training, seed):
    return masked(A, seed, 2.0)


@wrong("dropout", "In training nothing is dropped at all, so nothing has to be doubled.")
def m02(A, training, seed):
    return [[2.0 * a for a in row] for row in A] if training else dropout(A, training, seed)


@wrong("dropout", "When it predicts, it halves everything, as older descriptions of dropout do, which do not double in training.")
def m03(A, training, seed):
    return dropout(A, training, seed) if training else [[0.5 * a for a in row] for row in A]


@wrong("dropout", "It drops a quarter, but doubles as if it were a half.")
def m04(A, training, seed):
    return masked(A, seed, 2.0, 0.25) if training else dropout(A, training, seed)


@wrong("dropout", "The same places are dropped in every row.")
def m05(A, training, seed):
    return [masked([row], seed, 2.0)[0] for row in A] if training else dropout(A, training, seed)


@wrong("dropout", "The seed is not used: the same numbers are dropped in every step of the training.")
def m06(A, training, seed):
    return dropout(A, training, 7)

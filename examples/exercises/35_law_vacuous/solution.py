def law_right_pairs_pass(agrees, draw):
    points, scale = draw.vector(draw.size()), draw.pick([1.0, 1e-6, 1e6])
    assert agrees(lambda v: scale * v * v, lambda v: scale * 2 * v, points)


def law_wrong_pairs_fail(agrees, draw):
    points, scale = draw.vector(draw.size()), draw.pick([1.0, 1e-6, 1e6])
    bad, factor = draw.pick(points), draw.pick([-2.0, 2.1, 0.0])
    assert not agrees(lambda v: scale * v * v, lambda v: scale * v * (factor if v == bad else 2.0), points)


def law_nothing_is_not_enough(agrees, draw):
    assert not agrees(lambda v: v, lambda v: 1.0, [])

"""The inner product, against its sum; and what a sum of products has to obey."""

from purenn.exercises import check, claim, is_number, same, shown


def pair(draw):
    length = draw.size(draw.pick([5, 5, 20]))  # now and then a long one: any length means any
    return {"a": draw.vector(length), "b": draw.vector(length)}


@check(pair)
def value(code, a, b):
    got = code.dot(a, b)
    claim(is_number(got), "your dot(a, b) is %s; it should be a number" % shown(got))
    same("dot(a, b)", got, sum([x * y for x, y in zip(a, b)]))

def law_nobody_notices(seed, random, audit, draw):
    number, values = draw.integer(0, 1000), draw.vector(draw.size())
    given = list(values)
    seed(number)
    alone = [random() for _ in range(6)]
    seed(number)
    beside = []
    for _ in range(6):
        for _ in range(draw.integer(0, 2)):
            assert audit(values) == sum(given) / len(given)
        beside.append(random())
    assert beside == alone
    assert values == given

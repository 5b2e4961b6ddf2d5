"""Who tests the test? A gradient check that passes everything.

agrees(f, derivative, points) is a gradient check, the tool that you have used and written. It
compares derivative with differences of f at all the points, and answers True or False. People
believe it. So a check that says True too easily is worse than none.

A test that cannot fail is called vacuous. It happens in more ways than one would think: the list of
points was empty; everything was so near to 0 that any tolerance was met; the points were of the
kind where right and wrong are the same; what was compared was the same thing twice.

Now the tool is what you test. For a right pair such as f = v * v with 2 * v it must say True. For a
wrong pair it must say False, however small f is, wherever among the points the mistake shows, and
also if the mistake is a sign, or a few percent. And if there are no points, nothing was shown: the
answer is False.

The law below gives it a right pair, and one wrong one that is easy to see. Six wrong tools pass it.
You pass functions as you pass numbers: agrees(lambda v: v * v, lambda v: 2 * v, [1.0, -0.5]).
"""


def law_right_and_wrong(agrees, draw):
    points = draw.vector(1)
    assert agrees(lambda v: v * v, lambda v: 2 * v, points)
    assert not agrees(lambda v: v * v, lambda v: 2 * v + 10.0, points)

"""A law for the judge: how exact is a finite difference?

The exercise before had you write slope(f, x), which judges the formulas of others. Who judges the
judge? A gradient check with a bad step calls right code wrong, or wrong code right, and one soon
stops listening to it.

Six wrong versions of slope are waiting. All of them are roughly right for a harmless function at a
harmless place, as in the law below: a parabola, a loose tolerance. Note that for a parabola the
central difference is exact with any step, however coarse; only a function that bends unevenly, such
as v * v * v, shows a step that is too coarse. And a step that is too fine shows where the values
are large and the digits run out: think of x = 1000000.0.

For x from 0.25 up (and -0.25 down) a right version gets these slopes to better than one part in ten
million (1e-7); nearer to 0 it does not, since the slope of a cube itself goes to 0 there. You pass
a function as you would pass a number:

    slope(lambda v: v * v, 3.0)
"""


def law_parabola(slope, draw):
    x = draw.number()
    assert abs(slope(lambda v: v * v, x) - 2 * x) < 0.01

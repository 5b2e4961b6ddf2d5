"""Your first law: what does every transpose obey?

From now on you also test the code of others. You do not write examples, but a law: something that
holds for every matrix. The checker tries it on many matrices, and on six functions that are called
transpose. One of them is right. The other five, m01 to m05, have a bug each, and your law has to
find them:

    it must hold for the right function, always;
    it must fail for each of the wrong ones, at least once.

A law is a function whose name starts with law. The names of its parameters matter: transpose is the
function that is tested, and draw draws what you ask for. This is all that it can do:

    draw.size()              a whole number from 1 to 4; draw.size(9) goes to 9
    draw.integer(low, high)  a whole number, both ends included
    draw.number()            a quarter from -2.0 to 2.0, such as 1.0 or -0.25, but never 0
    draw.vector(n)           a list of n such numbers
    draw.matrix(r, c)        a matrix of r rows and c columns
    draw.pick([a, b, ...])   one of the things in a list
    draw.real(low, high)     a multiple of 1/64 from low to high, often near 0
    draw.yes()               True or False
    draw.assume(condition)   where the condition does not hold, the case is put aside, not counted

Then it says what has to be true, with assert. The law below stands in every textbook: who
transposes twice is back where they began. It is true, and yet some of the wrong functions obey it
too. Run `python3 -m purenn learn check` to see which of them it kills, then make it stronger, or
write a second law below it (law_shape, law_corner, whatever it is about).

Where a law fails, you are shown the variables that it had at that moment, by name. So give a name
to what you want to see: t = transpose(m).

You are told which wrong functions are still alive, but not what is wrong with them. To find that
out is the exercise. If you want to know all the same: `python3 -m purenn learn reveal m01` (of the
exercise that you checked last; `learn reveal 3 m01` of this one).
"""


def law_twice(transpose, draw):
    m = draw.matrix(2, 2)
    assert transpose(transpose(m)) == m

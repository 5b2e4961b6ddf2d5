"""Your first law: what does every transpose obey?

From now on you also test the code of others. You do not write examples, but a law: something that
holds for every matrix. The checker tries it on many matrices, and on six functions that are called
transpose. One of them is right. The other five, m01 to m05, have a bug each, and your law has to
find them:

    it must hold for the right function, always;
    it must fail for each of the wrong ones, at least once.

A law is a function whose name starts with law. It gets the function that is tested, and draw, which
draws what you ask for:

    draw.size()              a whole number from 1 to 4
    draw.integer(low, high)  a whole number, both ends included
    draw.number()            a number such as 1.0 or -0.5, never 0
    draw.vector(n)           a list of n such numbers
    draw.matrix(r, c)        a matrix of r rows and c columns
    draw.pick([a, b, ...])   one of the things in a list
    draw.real(low, high)     a number between the two, 0 among them

Then it says what has to be true, with assert. The law below stands in every textbook: who
transposes twice is back where they began. It is true, and yet some of the wrong functions obey it
too. Run `python3 -m purenn learn check` to see which of them it kills, then make it stronger, or
write a second law below it (law_shape, law_corner, whatever it is about).

You are told which wrong functions are still alive, but not what is wrong with them. To find that
out is the exercise. If you want to know all the same: `python3 -m purenn learn reveal m01`.
"""


def law_twice(transpose, draw):
    m = draw.matrix(2, 2)
    assert transpose(transpose(m)) == m

"""Chapter 1: one neuron, and the line it draws.

You learn what a neuron computes, what its weights and its bias mean, and that all it can do with
two inputs is to cut the plane in two along a straight line.

    python3 examples/01_neuron.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn

# Read this file from top to bottom like a text. Lines that begin with #> are what the program prints.
#
# A neuron has one weight for each input, and one number more, its bias. It does two things. First it adds up
# its inputs, each times its weight, and the bias: the weighted sum, always called z. Then it sends z through
# a function, its activation, and what comes out is its answer, always called a.
#
# Let two things decide whether we go for a swim: the warmth of the air and the strength of the wind, each
# from 0 to 10. Warmth speaks for it, wind against it, and warmth counts twice as much.

weights, bias = [2.0, -1.0], -6.0
warmth, wind = 5.0, 3.0
z = weights[0] * warmth + weights[1] * wind + bias
print("z = 2*5 - 1*3 - 6 =", z)
#> z = 2*5 - 1*3 - 6 = 1.0

# A weight says how much an input counts, and in which direction. The bias says how much has to come together
# before the answer is yes: here warmth alone has to exceed 3, because 2 * 3 - 6 = 0.
#
# z can be any number. The activation makes an answer of it. The sigmoid, 1 / (1 + exp(-z)), turns a large z
# into nearly 1, a very negative one into nearly 0, and z = 0 into one half: "as likely as not". Chapter 4
# looks at this formula, and at others.

print("a = sigmoid(1) = %.4f" % nn.sigmoid(z))
#> a = sigmoid(1) = 0.7311

# purenn has this neuron ready. It is the class Neuron in purenn/neuron.py, and its two methods
# `weighted_sum` and `__call__` are the two steps above, nothing more.

neuron = nn.Neuron([2.0, -1.0], -6.0, nn.Sigmoid())
print("weighted sum %.1f, answer %.4f" % (neuron.weighted_sum([5.0, 3.0]), neuron([5.0, 3.0])))
#> weighted sum 1.0, answer 0.7311

# Some days, and what it says to them. Above one half it means yes, below it no.

for day in ([9.0, 2.0], [5.0, 3.0], [5.0, 4.0], [5.0, 7.0], [1.0, 1.0]):
    z, a = neuron.weighted_sum(day), neuron(day)
    decision = "swim" if a > 0.5 else "stay" if a < 0.5 else "undecided"
    print("warmth %d, wind %d: z = %4.1f, a = %.3f, %s" % (day[0], day[1], z, a, decision))
#> warmth 9, wind 2: z = 10.0, a = 1.000, swim
#> warmth 5, wind 3: z =  1.0, a = 0.731, swim
#> warmth 5, wind 4: z =  0.0, a = 0.500, undecided
#> warmth 5, wind 7: z = -3.0, a = 0.047, stay
#> warmth 1, wind 1: z = -5.0, a = 0.007, stay

# The third day is the interesting one. There z is exactly 0, and the neuron is undecided. The days on which
# it is undecided are those with 2 * warmth - wind - 6 = 0, and that is the equation of a line. On one side
# of it z is positive and the answer yes, on the other side it is no. Solved for the wind:

print("the line: wind = %g * warmth - %g" % (-weights[0] / weights[1], bias / weights[1]))
for warmth in (3.0, 5.0, 7.0):
    wind = 2 * warmth - 6
    print("warmth %d, wind %d: a = %.1f" % (warmth, wind, neuron([warmth, wind])))
#> the line: wind = 2 * warmth - 6
#> warmth 3, wind 0: a = 0.5
#> warmth 5, wind 4: a = 0.5
#> warmth 7, wind 8: a = 0.5

# Here is the plane, warmth (x1) to the right and wind (x2) upwards. The neuron is asked at every place. Dots
# are a sure no, colons a sure yes. Between them it is less sure: blanks are a no and commas a yes, and the
# line runs where blanks and commas meet. The signs o and x are ten days of a diary, on which somebody did
# not go for a swim (class 0) or did (class 1). The heading speaks of colours because the same picture can be
# saved with colours, as a file for the browser.

X = [[9, 2], [8, 7], [6, 1], [7, 4], [5, 2], [2, 1], [1, 6], [4, 5], [3, 8], [5, 9]]
Y = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
print(nn.plot_boundary(neuron, X, Y).text(width=60, unicode=False))
#> Decision boundary
#>
#> Colour: what the network says; line: where it changes its
#> mind; signs: the data.
#> 10 of 10 samples right.
#>
#> o class 0   x class 1
#> x2
#>   |..........................................  ,,,:::::::::
#>   |.........................................  ,,,::::::::::
#>   |...........................o...........   ,,::::::::::::
#>   |......................................   ,,:::::::::::::
#>  8|................o....................  ,,,::::::::::::::
#>   |....................................  ,,,:::::::::::::::
#>   |...................................  ,,:::::::::::::::::
#>   |..................................  ,,::::::x:::::::::::
#>   |.................................  ,,:::::::::::::::::::
#>  6|.....o..........................  ,,::::::::::::::::::::
#>   |..............................   ,,:::::::::::::::::::::
#>   |.............................   ,,::::::::::::::::::::::
#>   |......................o.....  ,,,:::::::::::::::::::::::
#>   |...........................  ,,,::::::::::::::::::::::::
#>  4|.........................   ,,:::::::::x::::::::::::::::
#>   |........................   ,,:::::::::::::::::::::::::::
#>   |.......................  ,,,::::::::::::::::::::::::::::
#>   |......................  ,,,:::::::::::::::::::::::::::::
#>   |.....................  ,,:::::::::::::::::::::::::::::::
#>  2|....................  ,,:::x::::::::::::::::::::::x:::::
#>   |...................  ,,:::::::::::::::::::::::::::::::::
#>   |...........o......  ,,:::::::::::x::::::::::::::::::::::
#>   |................   ,,:::::::::::::::::::::::::::::::::::
#>   |...............   ,,::::::::::::::::::::::::::::::::::::
#>   +--------------------------------------------------------
#>               2          4          6          8
#>    x1

# What happens to the line when the numbers change? The bias moves it, without turning. A timid swimmer has a
# lower bias, a bold one a higher, and for a day of warmth 5 and wind 3 that makes all the difference. (A
# Neuron without a third argument has the sigmoid.)

for bias in (-4.0, -6.0, -8.0):
    swimmer = nn.Neuron([2.0, -1.0], bias)
    print("bias %g: the line meets wind 0 at warmth %g, and a = %.3f" % (bias, -bias / 2, swimmer([5.0, 3.0])))
#> bias -4: the line meets wind 0 at warmth 2, and a = 0.953
#> bias -6: the line meets wind 0 at warmth 3, and a = 0.731
#> bias -8: the line meets wind 0 at warmth 4, and a = 0.269

# The weights turn it. The more the wind counts beside the warmth, the flatter the line:

for weights in ([2.0, -1.0], [2.0, -2.0], [2.0, -4.0]):
    print("weights %s: wind = %g * warmth - %g" % (weights, -weights[0] / weights[1], -6 / weights[1]))
#> weights [2.0, -1.0]: wind = 2 * warmth - 6
#> weights [2.0, -2.0]: wind = 1 * warmth - 3
#> weights [2.0, -4.0]: wind = 0.5 * warmth - 1.5

# Twice the weights and twice the bias leave the line where it is. But z is twice as large everywhere, and so
# the answers lie nearer to 0 and 1: the same opinion, held with more conviction.

sure = nn.Neuron([4.0, -2.0], -12.0)
print("the same line, twice as sure: a = %.4f instead of %.4f" % (sure([5.0, 3.0]), neuron([5.0, 3.0])))
#> the same line, twice as sure: a = 0.8808 instead of 0.7311

# So a neuron is a line with a soft edge. With three inputs it is a plane in space, with 784 of them, as for
# the pixels of an image, something nobody can draw, but the sum is the same. We have chosen the numbers by
# hand. In the next chapter a neuron finds its line itself, and we meet a task for which there is no line.

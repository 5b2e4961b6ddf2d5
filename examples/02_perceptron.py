"""Chapter 2: the perceptron, and why it cannot do XOR.

You learn how a neuron finds its line by being corrected, step by step on paper, that this always succeeds
where there is a line, and what happens where there is none.

    python3 examples/02_perceptron.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn

# The best known early neuron that learnt was Frank Rosenblatt's, in 1958. Its activation is a step: 1 if z is 0 or
# more, else 0. It answers yes or no, and nothing in between.

print("step(-0.5), step(0), step(2) =", nn.step(-0.5), nn.step(0), nn.step(2))
#> step(-0.5), step(0), step(2) = 0 1 1

# It starts with all weights 0 and is shown examples, one after the other; they are also called samples. A
# sample is a row of inputs x and the right answer y, the target. When the neuron's answer a is y, nothing
# happens. When it is wrong, it is corrected:
#
#     weights[i] += (y - a) * x[i]        bias += (y - a)
#
# Look at the signs. Said 0 where 1 was right: y - a is 1, the input is added to the weights, and next time z
# is larger for this input. Said 1 where 0 was right: the input is taken away, and next time z is smaller.
# These two lines are the method `Perceptron.learn` in purenn/neuron.py. It returns 1 if the answer was a
# mistake, and 0 if not.
#
# Let it learn AND: 1 only if both inputs are 1. We watch every step until a whole round, an epoch, is
# without a mistake. In the table a is the answer before the correction; weights and bias are those after it.

INPUTS = [[0, 0], [0, 1], [1, 0], [1, 1]]
AND = [0, 0, 0, 1]

gate = nn.Perceptron(2)
epoch, mistakes = 0, 1
print("epoch  x       y  a   weights after  bias after")
while mistakes:
    epoch, mistakes = epoch + 1, 0
    for x, y in zip(INPUTS, AND):
        a = gate(x)
        mistakes += gate.learn(x, y)
        remark = "" if a == y else "  corrected"
        print("%5d  %s  %d  %d   %-13s  %10.1f%s" % (epoch, x, y, a, gate.weights, gate.bias, remark))
#> epoch  x       y  a   weights after  bias after
#>     1  [0, 0]  0  1   [0.0, 0.0]           -1.0  corrected
#>     1  [0, 1]  0  0   [0.0, 0.0]           -1.0
#>     1  [1, 0]  0  0   [0.0, 0.0]           -1.0
#>     1  [1, 1]  1  0   [1.0, 1.0]            0.0  corrected
#>     2  [0, 0]  0  1   [1.0, 1.0]           -1.0  corrected
#>     2  [0, 1]  0  1   [1.0, 0.0]           -2.0  corrected
#>     2  [1, 0]  0  0   [1.0, 0.0]           -2.0
#>     2  [1, 1]  1  0   [2.0, 1.0]           -1.0  corrected
#>     3  [0, 0]  0  0   [2.0, 1.0]           -1.0
#>     3  [0, 1]  0  1   [2.0, 0.0]           -2.0  corrected
#>     3  [1, 0]  0  1   [1.0, 0.0]           -3.0  corrected
#>     3  [1, 1]  1  0   [2.0, 1.0]           -2.0  corrected
#>     4  [0, 0]  0  0   [2.0, 1.0]           -2.0
#>     4  [0, 1]  0  0   [2.0, 1.0]           -2.0
#>     4  [1, 0]  0  1   [1.0, 1.0]           -3.0  corrected
#>     4  [1, 1]  1  0   [2.0, 2.0]           -2.0  corrected
#>     5  [0, 0]  0  0   [2.0, 2.0]           -2.0
#>     5  [0, 1]  0  1   [2.0, 1.0]           -3.0  corrected
#>     5  [1, 0]  0  0   [2.0, 1.0]           -3.0
#>     5  [1, 1]  1  1   [2.0, 1.0]           -3.0
#>     6  [0, 0]  0  0   [2.0, 1.0]           -3.0
#>     6  [0, 1]  0  0   [2.0, 1.0]           -3.0
#>     6  [1, 0]  0  0   [2.0, 1.0]           -3.0
#>     6  [1, 1]  1  1   [2.0, 1.0]           -3.0

# Follow the first lines with a pencil. At the start z is 0 for everything, so the answer is 1, which is
# wrong for [0, 0]; that input is all zeros, so only the bias moves. For a while one correction spoils
# another, then they become fewer, and the last epoch has none.
#
# `fit` is the same loop, ready to use. It returns the mistakes of each epoch.

OR, NAND = [0, 1, 1, 1], [1, 1, 1, 0]
for name, targets in (("AND", AND), ("OR", OR), ("NAND", NAND)):
    gate = nn.Perceptron(2)
    mistakes = gate.fit(INPUTS, targets)
    print("%-4s mistakes per epoch %s, weights %s, bias %g" % (name, mistakes, gate.weights, gate.bias))
#> AND  mistakes per epoch [2, 3, 3, 2, 1, 0], weights [2.0, 1.0], bias -3
#> OR   mistakes per epoch [2, 2, 1, 0], weights [1.0, 1.0], bias -1
#> NAND mistakes per epoch [1, 3, 3, 2, 1, 0], weights [-2.0, -1.0], bias 2

# That it ends is no luck. Where there is a line, the rule finds one, after a number of mistakes that has a
# limit: Albert Novikoff proved it in 1962. Which line it finds depends on the order of the examples; any
# line that makes no mistake will do.
#
# And where there is none? Exclusive or, XOR, is 1 if the inputs differ.

XOR = [0, 1, 1, 0]
gate = nn.Perceptron(2)
mistakes = gate.fit(INPUTS, XOR, epochs=100)
print("XOR: mistakes in the first 12 epochs", mistakes[:12])
print("after 100 epochs: %d mistakes, and the fewest ever were %d" % (mistakes[-1], min(mistakes)))
print("the answers now:", [gate(x) for x in INPUTS], "but right is", XOR)
#> XOR: mistakes in the first 12 epochs [3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]
#> after 100 epochs: 4 mistakes, and the fewest ever were 3
#> the answers now: [1, 1, 0, 0] but right is [0, 1, 1, 0]

# The 4 mistakes were counted while the weights moved; the last weights get 2 answers wrong. It goes round in
# a circle: each correction spoils another answer, and one more epoch of four corrections
# ends where it began. So it will go on for ever.

before = list(gate.weights), gate.bias
gate.fit(INPUTS, XOR, epochs=1)
print("weights and bias", before, "-> one more epoch ->", (gate.weights, gate.bias))
#> weights and bias ([-1.0, 0.0], 0.0) -> one more epoch -> ([-1.0, 0.0], 0.0)

# Four lines of arithmetic show why. With the step at 0, XOR asks for
#
#     bias < 0                     for [0, 0]
#     w2 + bias >= 0               for [0, 1]
#     w1 + bias >= 0               for [1, 0]
#     w1 + w2 + bias < 0           for [1, 1]
#
# Add up the two in the middle: w1 + w2 + 2*bias >= 0. Add up the first and the last: w1 + w2 + 2*bias < 0.
# Both cannot be. No weights exist, so no rule can find them. In the plane it is plain to see: the two
# classes lie crosswise, and whatever line one draws, at least one of the four is on the wrong side. Here it
# is [1, 1]: colons are where this neuron says 1, dots where it says 0. The heading
# speaks of rings; in letters a wrong answer is a ! instead.

almost = nn.Neuron([1.0, 1.0], -0.5, nn.Step())
print(nn.plot_boundary(almost, INPUTS, XOR).text(width=44, unicode=False))
#> Decision boundary
#>
#> Colour: what the network says; line: where
#> it changes its mind; signs: the data.
#> 3 of 4 samples right; those it gets wrong
#> are ringed.
#>
#> o class 0   x class 1
#> x2
#>     |::::::::::::::::::::::::::::::::::::::
#>     |::::::::::::::::::::::::::::::::::::::
#>  1.0|:::x::::::::::::::::::::::::::::::!:::
#>     |::::::::::::::::::::::::::::::::::::::
#>     |::::::::::::::::::::::::::::::::::::::
#>     |::::::::::::::::::::::::::::::::::::::
#>     |::::::::::::::::::::::::::::::::::::::
#>     |::::::::::::::::::::::::::::::::::::::
#>     |::::::::::::::::::::::::::::::::::::::
#>     |::::::::::::::::::::::::::::::::::::::
#>     |.:::::::::::::::::::::::::::::::::::::
#>     |...:::::::::::::::::::::::::::::::::::
#>  0.5|....::::::::::::::::::::::::::::::::::
#>     |......::::::::::::::::::::::::::::::::
#>     |........::::::::::::::::::::::::::::::
#>     |.........:::::::::::::::::::::::::::::
#>     |...........:::::::::::::::::::::::::::
#>     |............::::::::::::::::::::::::::
#>     |..............::::::::::::::::::::::::
#>     |...............:::::::::::::::::::::::
#>     |.................:::::::::::::::::::::
#>  0.0|...o..............::::::::::::::::x:::
#>     |....................::::::::::::::::::
#>     |......................::::::::::::::::
#>     +--------------------------------------
#>        0.0   0.2   0.4    0.6   0.8   1.0
#>      x1

# Marvin Minsky and Seymour Papert made much of this in their book Perceptrons, 1969. The way out is not a
# better rule but more neurons: "one of them, but not both" is OR and NAND at the same time, and AND puts
# the two together. We have all three already.

either, not_both, both = nn.Perceptron(2), nn.Perceptron(2), nn.Perceptron(2)
for gate, targets in ((either, OR), (not_both, NAND), (both, AND)):
    gate.fit(INPUTS, targets)
for x in INPUTS:
    hidden = [either(x), not_both(x)]
    print("%s -> OR %d, NAND %d -> AND of the two: %d" % (x, hidden[0], hidden[1], both(hidden)))
#> [0, 0] -> OR 0, NAND 1 -> AND of the two: 0
#> [0, 1] -> OR 1, NAND 1 -> AND of the two: 1
#> [1, 0] -> OR 1, NAND 1 -> AND of the two: 1
#> [1, 1] -> OR 1, NAND 0 -> AND of the two: 0

# Two neurons side by side and one after them solve what one cannot. But we had to know what each of the
# two should answer, and told them. A network has to find that out by itself, and the rule of this chapter
# cannot help: it says how to correct a neuron whose right answer is known. The next chapter puts neurons
# together in rows, and chapters 5 to 8 find the rule that corrects them all.

"""Chapter 10: a classifier with ReLU and softmax.

You learn how a network chooses among more than two classes: one output for each class, softmax to make
probabilities of them, cross-entropy to say how wrong they are, and ReLU for the neurons between.

    python3 examples/10_classifier.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

# One output is enough for yes or no. For three kinds of flowers we take three outputs, one for each, and
# the kind whose output is the largest is the answer. The outputs of the last layer are called logits, and
# they can be any numbers. Softmax makes probabilities of them: e to the power of each, divided by the sum of
# all three. It is `softmax` in purenn/functions.py.

logits = [2.0, 1.0, -1.0]
print("logits       ", logits)
print("probabilities", ["%.3f" % p for p in nn.softmax(logits)], "sum %.3f" % sum(nn.softmax(logits)))
#> logits        [2.0, 1.0, -1.0]
#> probabilities ['0.705', '0.259', '0.035'] sum 1.000

# Every probability is above 0, and together they are 1. Only the differences count: the same number added to
# all logits changes nothing. So purenn subtracts the largest before it takes the power, and no logit is too
# large. One step between two logits makes the odds e = 2.718 times as good.

print("1000 added   ", ["%.3f" % p for p in nn.softmax([z + 1000 for z in logits])])
print("odds of the first against the second: %.3f to 1" % (nn.softmax(logits)[0] / nn.softmax(logits)[1]))
#> 1000 added    ['0.705', '0.259', '0.035']
#> odds of the first against the second: 2.718 to 1

# How wrong is that? It depends on what is true. The loss of classes is cross-entropy, and it looks at one
# number only, the probability of the true class: the loss is -log of it. It is the surprise at the truth. Who
# gave it probability 1 pays nothing, who gave it 1/2 pays 0.69, who gave it nearly nothing pays a lot.
# It is `CrossEntropy` in purenn/losses.py; the targets are the numbers of the classes, from 0.

for true in range(3):
    print("if class %d is true, the loss is %.3f" % (true, nn.SoftmaxCrossEntropy()([logits], [true])))
#> if class 0 is true, the loss is 0.349
#> if class 1 is true, the loss is 1.349
#> if class 2 is true, the loss is 3.349

# Its gradient is as simple as can be. How does the loss change with each logit? By p - y: the probability, and
# at the true class 1 less. The true class is pulled up by what it lacks to 1, each other is pushed down by
# what it has. Softmax and -log are both curved, but multiplied out, that is all that is left.

print("p - y =", ["%.3f" % d for d in nn.SoftmaxCrossEntropy().gradient([logits], [1])[0]])
#> p - y = ['0.705', '-0.741', '0.035']

# Now the neurons between. ReLU is the plainest bend there is: a negative z becomes 0, a positive one stays.
# Its slope is 0 or 1, so on the way back a gradient is either stopped or let through whole. A sigmoid lets
# through a quarter at best, and after ten layers a quarter to the power of ten is left, about a millionth.

print("z    ", [-2.0, -0.5, 0.5, 2.0])
print("relu ", [float(nn.relu(z)) for z in (-2.0, -0.5, 0.5, 2.0)])
print("0.25 ** 10 = %.7f" % 0.25**10)
#> z     [-2.0, -0.5, 0.5, 2.0]
#> relu  [0.0, 0.0, 0.5, 2.0]
#> 0.25 ** 10 = 0.0000010

# The flowers: Fisher's irises, three kinds of fifty, and of each the length and the width of a petal. We
# keep 45 of the 150 for the end. Eight ReLU neurons, then three outputs, then softmax. The Scaler in front
# gives both inputs the same size (purenn/scaling.py). The weights before a ReLU start as He and others found
# it best, which is the next chapter.

nn.seed(1)
iris = data.iris()
petals = data.Dataset([row[2:] for row in iris.X], iris.Y, iris.input_names[2:], iris.class_names)
train, test = data.train_test_split(petals, 0.3)
hidden = [nn.Dense(2, 8, "he"), nn.ReLU()]
net = nn.Network([nn.Scaler.standard(train.X), *hidden, nn.Dense(8, 3), nn.Softmax()], petals.input_names, petals.class_names)
history = net.fit(train.X, train.Y, nn.CrossEntropy(), nn.SGD(0.1, momentum=0.9), epochs=60, batch_size=15)
print("loss %.2f -> %.2f; three outputs that know nothing would have %.2f" % (history.loss[0], history.loss[-1], -nn.log_softmax([0, 0, 0])[0]))
print("right: %.1f %% of those it learnt from," % (100 * net.evaluate(train.X, train.Y, nn.accuracy)), end=" ")
print("%.1f %% of those it has never seen" % (100 * net.evaluate(test.X, test.Y, nn.accuracy)))
#> loss 0.84 -> 0.03; three outputs that know nothing would have 1.10
#> right: 98.1 % of those it learnt from, 93.3 % of those it has never seen

# Where it goes wrong says more than how often. In each row stand the flowers of one kind, in the columns what
# the network took them for. No setosa is ever mistaken; the other two grow into each other.

print(nn.plot_confusion(net.predict(test.X), test.Y, test.class_names).text(unicode=False))
#> Confusion matrix
#>
#> 42 of 45 samples right (93.3 %).
#>
#> rows: what it is; columns: what the network says
#>                setosa versicolor  virginica   found
#> setosa             15          .          .   15/15
#> versicolor          .         15          .   15/15
#> virginica           .          3         12   12/15

# And this is what it has learnt, over the whole plane. Eight neurons, each a bend along one line, make
# borders that are straight pieces with corners. That is all a network of ReLUs can draw. Mind the corner at
# the top left, far from every flower: it gives an answer there too, and nothing in the answer says that it
# has never seen such a thing.

print(nn.plot_boundary(net, petals.X, petals.Y).text(width=64, unicode=False))
#> Decision boundary
#>
#> Colour: what the network says; line: where it changes its mind;
#> signs: the data.
#> 145 of 150 samples right; those it gets wrong are ringed.
#>
#> o setosa   x versicolor   # virginica
#> petal_width_cm
#>   |============================================================
#>   |--==========================================================
#>   |..  --======================================#=##============
#>   |.....  -===============================###=###=#======#=====
#>   |.........  -===============================#=#======#=======
#>   |...........  --==========================#####=====#========
#>  2|..............  --===================####=========#=#=======
#>   |................  -,,,,,,,,,,,,,-===####=###=###=#==========
#>   |.................  ,::::::::::::::!:,-!=====================
#>   |.................. ,::::::::::::::x:x::x=====#==============
#>   |.................. ,::::::::::::x:xxxx!!,===================
#>   |.................. ,:::::::::x:::x:xx::::-=#================
#>   |.................. ,:::::::x:xxxxxxxx:::::-=================
#>   |.................. ,::x:::::xx::::::::::::,=================
#>  1|.................. ,::::x:xx::xx:::::::::::,================
#>   |.................. ,::::::::::::::::::::::::-===============
#>   |.................. ,::::::::::::::::::::::::,===============
#>   |..........o....... ,::::::::::::::::::::::::,-==============
#>   |...........o....... ,:::::::::::::::::::::::,-==============
#>   |........oooo.o..... ,:::::::::::::::::::::::,-==============
#>   |.....o.ooooo.o...... ,::::::::::::::::::::,,-===============
#>   |......o..o.......... ,::::::::::::::::::::,--===============
#>  0|....................  ,,::::::::::::::::,,-=================
#>   |.....................  ,,::::::::::::::,,-==================
#>   +------------------------------------------------------------
#>                  2               4               6
#>    petal_length_cm

# The probabilities tell how sure it is: quite sure in the middle of each kind, and less so of a flower at the
# border. How far such a probability can be relied on is the matter of chapter 14.

for place, petal in (("a setosa", [1.4, 0.2]), ("a versicolor", [4.3, 1.3]), ("a virginica", [5.6, 2.0]), ("the border", [4.9, 1.65])):
    print("%-13s" % place, "  ".join(["%s %.2f" % pair for pair in zip(petals.class_names, net.predict(petal)[0])]))
#> a setosa      setosa 1.00  versicolor 0.00  virginica 0.00
#> a versicolor  setosa 0.00  versicolor 1.00  virginica 0.00
#> a virginica   setosa 0.00  versicolor 0.00  virginica 1.00
#> the border    setosa 0.00  versicolor 0.79  virginica 0.21

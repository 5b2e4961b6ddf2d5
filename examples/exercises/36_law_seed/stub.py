"""The last trap: a tool that seeds the generator of everybody.

Random numbers in a program often come from one generator that all share: weights are drawn from it,
batches are shuffled with it. seed(number) starts it, and from then on the numbers follow from the
seed. That is good, since a run can be repeated.

Now a test tool wants to be repeatable too, and calls seed(0) for itself, inside. From that moment
everything that is drawn afterwards is the same in each run: "different" weights are equal, ten
experiments are one, and a law that draws from the generator sees a single case a hundred times. It
has happened even to Hypothesis, the best known tool of its kind (its issue 1266). Nothing fails.
All is green.

Given are three functions. seed(number) starts the shared generator, random() draws the next number
from it, and audit(values) is a tool: it looks at a list of numbers and gives their mean, and draws
random numbers for itself on the way. Nobody must notice that. Whatever audit does, and however
often, random() goes on as if it had not been called. And audit is repeatable: the same values, the
same mean, and the list that it was given is as it was. A law names those of the three that it
wants: def law_...(seed, random, audit, draw).

The law below looks at the mean. Six wrong tools wait for a better one; some of them show only after
the second number, or the second call. It is the last exercise. Well done.
"""


def law_mean(audit, draw):
    values = draw.vector(4)
    assert audit(values) == sum(values) / 4

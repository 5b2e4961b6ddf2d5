"""A law for things with a state: any order of calls.

A layer remembers. forward(X) keeps the X that backward(dZ) will need. So what a call does depends
on the calls before it, and bugs hide in orders that nobody has tried. A state machine test draws
the order of the calls as well, and beside the real thing runs a model so simple that it is right.

The layer has one weight, w. For a list X of numbers:

    layer = Scale(w)
    layer.forward(X)      gives [w * x, ...], and remembers X
    layer.predict(X)      gives the same, and remembers nothing: it may come between the others
    layer.backward(dZ)    gives [w * dz, ...], and sets layer.d_w to the sum of dz * x over the X of
                          the last forward; it overwrites, and adds nothing to what was there

The law below calls forward and backward once, in the usual order. It kills none of the five wrong
versions. Draw what comes next from "forward", "predict" and "backward", several times, and keep in
a variable of your own which X was the last. backward is only called after a forward; it may be
called twice. A second layer may have calls in between. Keep a list of what was called too,
calls.append("predict"): it is a variable like any other, so the failing case shows you the order.
"""


def law_once(Scale, draw):
    w, n = draw.number(), draw.size()
    X, dZ = draw.vector(n), draw.vector(n)
    layer = Scale(w)
    assert layer.forward(X) == [w * x for x in X]
    assert layer.backward(dZ) == [w * dz for dz in dZ]
    assert layer.d_w == sum(dz * x for dz, x in zip(dZ, X))

"""Dense backward: blame for outputs becomes blame for weights, biases and inputs.

On the way forward, the layer has calculated, for each sample s and each neuron j,

    Z[s][j] = b[j] + W[j][0] * X[s][0] + W[j][1] * X[s][1] + ...

On the way back it is told dZ, a matrix of the shape of Z: by how much the loss changes with each
number in Z. From this follows how the loss changes with everything that Z was made of.

The weight W[j][i] stands beside X[s][i], in every sample. If it grows by a little, Z[s][j] grows by
X[s][i] times as much. The loss feels all samples, so they are added up:

    d_weights[j][i] = the sum over all samples s of    dZ[s][j] * X[s][i]

The bias b[j] stands there alone:

    d_biases[j] = the sum over all samples s of        dZ[s][j]

And X[s][i] goes into every neuron j, where it stands beside W[j][i]:

    d_inputs[s][i] = the sum over all neurons j of     dZ[s][j] * W[j][i]

Write dense_backward(W, X, dZ). It gives back three values: d_weights, which has the shape of W,
d_biases, a list, and d_inputs, which has the shape of X. They are sums: nothing is divided by the
number of samples here, for that was done in the gradient of the loss.
"""


def dense_backward(W, X, dZ):
    """Return d_weights, d_biases and d_inputs."""
    raise NotImplementedError

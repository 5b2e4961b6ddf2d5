"""Train XOR in a tiny network and print the losses: what fits in 32 KB."""

from purenn.tiny import TinyNetwork

net = TinyNetwork([2, 4, 1], seed=1)
for epoch in range(300):
    losses = [net.learn([a, b], a ^ b, 0.5) for a in (0, 1) for b in (0, 1)]
    if epoch % 100 == 99:
        print("tiny loss", epoch + 1, sum(losses) / 4)
print("tiny outputs", " ".join([str(net.predict([a, b])[0]) for a in (0, 1) for b in (0, 1)]))

"""Draw one of each picture that purenn can draw, and a page that shows them all; no plotting library is needed.

    python3 examples/pictures.py [FOLDER]

Without an argument the files go to a new folder "pictures" in the present one; open index.html in any browser.
"""

import sys
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs from a fresh clone

import purenn as nn
from purenn import data

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Pictures by purenn</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; background: #fff; color: #1d2430; }
figure { margin: 2.5rem 0; } figcaption { margin-bottom: .6rem; } svg { max-width: 100%%; height: auto; }
code { font-size: .9rem; }
@media (prefers-color-scheme: dark) { body { background: #15181d; color: #e6e8ec; } }
</style></head><body>
<h1>Pictures by purenn</h1>
<p>Made by <code>python3 examples/pictures.py</code>. Each has its letters for the terminal too: <code>print(picture)</code>.</p>
%s
</body></html>
"""


def moons():
    """Train on two moons, with early stopping, and draw the training, the boundary and the network."""
    nn.seed(3)
    moons = data.moons(samples=200, noise=0.25)
    learn, held_out = data.train_test_split(moons, 0.3)
    net = nn.Network([nn.Dense(2, 8), nn.Tanh(), nn.Dense(8, 1), nn.Sigmoid()], ["x1", "x2"])
    history = net.fit(
        learn.X, learn.Y, nn.BCE(), nn.Adam(0.05), epochs=120, batch_size=20,
        validation=(held_out.X, held_out.Y), callbacks=[nn.EarlyStopping(20)], metrics=[nn.accuracy],
    )  # fmt: skip
    yield "history", "nn.plot_history(history)", nn.plot_history(history)
    yield "boundary", "nn.plot_boundary(net, X, Y)", nn.plot_boundary(net, moons.X, moons.Y)
    yield "network", "nn.plot_network(net)", nn.plot_network(net)


def digits():
    """Train on handwritten digits, look on, and draw what came of it."""
    nn.seed(1)
    learn, held_out = data.train_test_split(data.digits(), 0.3)
    recorder = nn.HistogramRecorder(X=held_out.X[:50])
    net = nn.Network([nn.Scaler([0.0] * 64, [16.0] * 64), nn.Dense(64, 18, "he"), nn.ReLU(), nn.Dense(18, 10), nn.Softmax()])
    net.fit(learn.X, learn.Y, nn.CrossEntropy(), nn.SGD(0.1, momentum=0.9), epochs=10, batch_size=32, callbacks=[recorder])
    yield "confusion", "nn.plot_confusion(net.predict(X), Y)", nn.plot_confusion(net.predict(held_out.X), held_out.Y)
    yield "hidden_units", "nn.plot_hidden_units(net)", nn.plot_hidden_units(net)
    yield "histograms", "nn.plot_histograms(recorder)", nn.plot_histograms(recorder)


def others():
    """Draw what needs no network."""
    for layer in (nn.Sigmoid(), nn.Tanh(), nn.ReLU()):
        yield type(layer).__name__.lower(), "nn.plot_activation(nn.%r)" % layer, nn.plot_activation(layer)
    yield "optimizers", "nn.plot_optimizers()", nn.plot_optimizers()


def main(folder="pictures"):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    figures = []
    for name, call, picture in [*moons(), *digits(), *others()]:
        picture.save(folder / (name + ".svg"))
        picture.save(folder / (name + ".txt"))
        figures.append("<figure><figcaption><code>%s</code></figcaption>%s</figure>" % (escape(call), picture.svg()))
    (folder / "index.html").write_text(PAGE % "\n".join(figures), encoding="utf-8")
    print("%d pictures are in %s; open %s" % (len(figures), folder, folder / "index.html"))


if __name__ == "__main__":
    main(*sys.argv[1:])

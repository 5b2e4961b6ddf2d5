"""The report of a training: every number on the page is the model's, and the page needs no other file."""

import re
from functools import lru_cache
from xml.etree import ElementTree

import pytest
from drawn import NAMESPACE

import purenn as nn
from purenn import data
from purenn.teach.pictures.svg import style_sheet
from purenn.teach.report import Run, write_report
from purenn.teach.report.examples import SHADES, image
from purenn.teach.report.html import percent
from purenn.teach.report.run import whole_epochs

ANGRY = '<b>"&\'\n\x1b[31m\x00\ud800\u6f22'
SETTINGS = [("data", "a few rows"), (ANGRY, ANGRY)]


def read(page):
    """Return the page as a tree; that it is XML shows that every tag is closed and every letter escaped."""
    assert page.startswith("<!DOCTYPE html>\n")
    return ElementTree.fromstring(page.partition("\n")[2])


def text(element):
    return "".join(element.itertext())


def trained(part, layers, loss, metric, epochs=3, packed=False):
    """Return the Run of a short training; it is measured on the rows that it learns."""
    rng = nn.Random(1)
    net = nn.Network([layer(rng) if callable(layer) else layer for layer in layers], part.input_names, part.class_names)
    net = nn.PackedNetwork(net) if packed else net
    optimizer = nn.SGD(0.02) if packed else nn.Adam(0.02)
    history = net.fit(
        part.X, part.Y, loss, optimizer, epochs=epochs, batch_size=8, validation=(part.X[::3], part.Y[::3]), metrics=[metric], rng=rng
    )
    return Run("Training on %s" % part.name, SETTINGS, net, history, epochs, part, net.predict(part.X))


@lru_cache(maxsize=None)
def run(name):
    """Return a run of each kind: a plane, a table of few inputs and one of many, images, a measurement; in floats and packed."""
    scaled = lambda part: nn.Scaler.standard(part.X)
    dense = lambda *sizes: lambda rng: nn.Dense(*sizes, rng=rng)
    if name in ("iris", "packed iris"):
        part = data.iris()
        return trained(part, [scaled(part), dense(4, 3), nn.Softmax()], nn.CrossEntropy(), nn.accuracy, packed=name != "iris")
    if name == "moons":
        part = data.moons(60, rng=nn.Random(3))
        return trained(part, [dense(2, 3), nn.Tanh(), dense(3, 1), nn.Sigmoid()], nn.BCE(), nn.accuracy)
    if name == "wine":
        part = data.wine()
        return trained(part, [scaled(part), dense(13, 3), nn.Softmax()], nn.CrossEntropy(), nn.accuracy, 1)
    if name == "digits":
        part = data.digits().subset(range(200))
        run = trained(part, [nn.Scaler([8.0] * 64, [8.0] * 64), dense(64, 12), nn.ReLU(), dense(12, 10), nn.Softmax()], nn.CrossEntropy(), nn.accuracy, 2)
        return run._replace(white=16)
    part = data.sine(50, rng=nn.Random(3))
    return trained(part, [dense(1, 3), nn.Tanh(), dense(3, 1)], nn.MSE(), nn.r_squared)


NAMES = ["iris", "packed iris", "moons", "wine", "digits", "sine"]
CLASSES = NAMES[:-1]


@lru_cache(maxsize=None)
def page(name):
    return write_report(run(name))


def tiles(tree):
    """Return what the large figures say, by name: the value and the words below."""
    return {text(div[0]): (text(div[1]), text(div[2])) for div in tree.find(".//dl[@class='tiles']")}


def tables(tree):
    """Return the tables as lists of rows of texts, heads first."""
    return [[[text(cell) for cell in row] for row in table.iter("tr")] for table in tree.iter("table")]


def percentage(share):
    shown = "%.1f %%" % (100 * share)
    return {"100.0 %": "100 %" if share == 1 else "> 99.9 %", "0.0 %": "0 %" if share == 0 else "< 0.1 %"}.get(shown, shown)


def mistaken(run):
    """Return from the outputs alone (row, class said, its probability, that of the right class), the surest first."""
    found = []
    for s, (row, true) in enumerate(zip(run.outputs, run.data.Y)):
        shares = list(row) if len(row) > 1 else [1 - row[0], row[0]]
        said = max(range(len(shares)), key=lambda k: (shares[k], k if len(row) == 1 else -k))
        if said != true:
            found.append((s, said, shares[said], shares[true]))
    return sorted(found, key=lambda mistake: -mistake[2])


# The page as a whole


@pytest.mark.parametrize("name", NAMES)
def test_the_page_needs_nothing_but_itself(name):
    """A script, a font or a picture from elsewhere: on an offline machine the page would be broken."""
    tree = read(page(name))
    assert {e.tag.replace(NAMESPACE, "") for e in tree.iter()} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "section", "figure", "figcaption", "div", "dl", "dt", "dd", "wbr", "b", "span",
        "article", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "footer",
        "svg", "desc", "text", "line", "polyline", "polygon", "path", "rect", "circle",
    }  # fmt: skip
    assert not {key for e in tree.iter() for key in e.attrib} & {"src", "href", "srcset", "data", "action", "poster", "background"}
    assert "url(" not in page(name)
    assert "@import" not in page(name)
    assert set(re.findall(r"\w+://[^\"' <]*", page(name))) == {"http://www.w3.org/2000/svg"}
    assert page(name).count(style_sheet()) == page(name).count("<style>") == 1
    assert "prefers-color-scheme: dark" in page(name)


def test_names_cannot_break_the_page():
    """A class, an input, a setting or a title whose name is HTML, or a control character."""
    moons = run("moons")
    part = data.Dataset(moons.data.X, moons.data.Y, [ANGRY, "b"], [ANGRY, "https://example.org/<script>"])
    net = nn.Network(moons.network.layers, part.input_names, part.class_names)
    angry = read(write_report(moons._replace(title=ANGRY, data=part, network=net, ended=ANGRY)))
    assert text(angry.find(".//h1")) == '<b>"&\'??[31m??\u6f22'
    assert not list(angry.iter("script"))


def test_the_same_run_gives_the_same_page():
    assert write_report(run("iris")) == page("iris")


# Numbers


@pytest.mark.parametrize("name", CLASSES)
def test_the_large_figures_are_those_of_the_network(name):
    """The accuracy of another part, the loss of another epoch, rows that are counted twice."""
    one, found = run(name), tiles(read(page(name)))
    right = len(one.data) - len(mistaken(one))
    assert found["held-out accuracy"] == (percentage(right / len(one.data)), "%d of %d held-out rows right" % (right, len(one.data)))
    for label, losses in (("held-out loss", one.history.validation_loss), ("training loss", one.history.loss)):
        assert found[label] == ("%.4g" % losses[-1], "after epoch %d" % len(losses))


def test_the_large_figures_of_a_measurement():
    """A mean in place of a root; an R squared of the training."""
    one, found = run("sine"), tiles(read(page("sine")))
    errors = [row[0] - y for row, y in zip(one.outputs, one.data.Y)]
    assert float(found["held-out RMSE"][0]) == pytest.approx((sum(e * e for e in errors) / len(errors)) ** 0.5, rel=1e-3)
    assert float(found["held-out R squared"][0]) == pytest.approx(nn.r_squared(one.outputs, one.data.Y), rel=1e-3)


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_epochs_is_the_history(name):
    """Columns under each other's names; an epoch too many."""
    history, (heads, *rows) = run(name).history, tables(read(page(name)))[-1]
    measure = "R squared" if name == "sine" else "accuracy"
    assert heads == ["epoch", "loss", measure, "held-out loss", "held-out " + measure]
    key = measure.replace("R squared", "r_squared")
    columns = [history.loss, history.metrics[key], history.validation_loss, history.metrics["validation_" + key]]
    assert rows == [["%d" % (e + 1)] + ["%.6g" % values[e] for values in columns] for e in range(len(history))]


def test_a_long_training_is_shown_in_steps_and_the_page_says_so():
    history = nn.History()
    history.loss += [1 / (e + 1) for e in range(250)]
    found = read(write_report(run("sine")._replace(history=history)))
    epochs = [int(row[0]) for row in tables(found)[-1][1:]]
    assert epochs == sorted({1, 250, *range(3, 250, 3)})
    assert "The first, every 3, and the last." in text(found)


def test_settings_are_said():
    found = [(text(div[0]), text(div[1])) for div in read(page("iris")).find(".//dl[@class='settings']")]
    assert found[0] == SETTINGS[0]
    assert len(found) == len(SETTINGS)


# Pictures


@pytest.mark.parametrize("name", NAMES)
def test_the_pictures_are_those_of_this_run(name):
    """The curves of another History, the matrix of the training rows, the boundary of a table with more inputs."""
    one = run(name)
    expected = [nn.plot_history(one.history), nn.plot_network(one.network)]
    if name != "sine":
        expected.append(nn.plot_confusion(one.outputs, one.data.Y, one.data.class_names))
    if name == "moons":
        expected.append(nn.plot_boundary(one.network, one.data.X, one.data.Y))
    for picture in expected:
        assert picture.svg().replace("<style>\n%s\n</style>\n" % style_sheet(), "").strip() in page(name)
    assert ("Decision boundary" in page(name)) == (name == "moons")
    assert ("What hidden units look for" in page(name)) == (name == "digits")


def test_a_measurement_is_drawn_beside_what_is_right():
    """Axes swapped; a curve of other inputs."""
    from purenn.teach.report.charts import fitted, said_and_right

    one = run("sine")
    said = [row[0] for row in one.outputs]
    chart = said_and_right(one.data.Y, said).panels[0]
    assert list(chart.dots[0].points) == list(zip(one.data.Y, said))
    assert {x - y for x, y in chart.lines[0].points} == {0.0}
    curve = fitted(one.network, one.data).panels[0]
    assert list(curve.dots[0].points) == [(x[0], y) for x, y in zip(one.data.X, one.data.Y)]
    assert all(one.network.predict([[x]])[0][0] == y for x, y in curve.lines[0].points)
    assert "The curve it has learnt" in page("sine")


def test_more_points_than_can_be_seen_are_left_out_and_the_page_says_so():
    part = data.moons(1200, rng=nn.Random(3))
    one = run("moons")._replace(data=part, outputs=run("moons").network.predict(part.X))
    assert "The signs are the first 1000 of 1200 held-out rows." in write_report(one)
    assert "The signs are the 60 held-out rows." in page("moons")


def test_many_classes_are_a_list_of_mistakes():
    """A matrix of 30 columns that nobody can read."""
    names = ["c%d" % k for k in range(30)]
    Y = [s % 30 for s in range(90)]
    outputs = [[float(k == (0 if y == 7 else 3 if s == 4 else y)) for k in range(30)] for s, y in enumerate(Y)]
    one = run("iris")._replace(data=data.Dataset([[0.0] * 4] * 90, Y, class_names=names), outputs=outputs)
    found = read(write_report(one))
    assert tables(found)[0] == [["it is", "it says", "times"], ["c7", "c0", "3"], ["c4", "c3", "1"]]
    assert "Confusion matrix" not in text(found)


# Examples


@pytest.mark.parametrize("name", ["iris", "packed iris", "moons"])
def test_mistakes_of_a_small_table_are_its_rows(name):
    """The probability of another class, the values of another row, right rows among the wrong."""
    one = run(name)
    names, found = one.data.class_names, mistaken(one)
    assert found
    heads, *rows = tables(read(page(name)))[0]
    assert heads == ["it is", "it says", "probability", "of the right one", *one.data.input_names]
    assert rows == [
        [names[one.data.Y[s]], names[said], percentage(sure), percentage(right), *["%.6g" % x for x in one.data.X[s]]] for s, said, sure, right in found[:12]
    ]
    assert "%d of %d held-out rows; shown: %s" % (len(found), len(one.data), "all" if len(found) < 13 else "the first 12") in page(name)


def test_mistakes_of_a_wide_table_are_cards():
    one = run("wine")
    names, found = one.data.class_names, mistaken(one)[:12]
    articles = list(read(page("wine")).iter("article"))
    assert len(articles) == len(found) > 3
    for article, (s, said, sure, right) in zip(articles, found):
        heading, detail = article[0], article[1]
        true = names[one.data.Y[s]]
        assert text(heading) == "it is %s, it says %s" % (true, names[said])
        assert text(detail) == "%s: %s, %s: %s" % (names[said], percentage(sure), true, percentage(right))
        assert [(text(div[0]), text(div[1])) for div in article.iter("div")] == [(n, "%.6g" % x) for n, x in zip(one.data.input_names, one.data.X[s])]


def test_a_very_wide_table_says_how_many_values_are_missing():
    part = data.Dataset([[float(k) for k in range(70)]] * 2, [0, 1], class_names=["a", "b"])
    one = run("iris")._replace(data=part, outputs=[[0.25], [0.25]])
    (article,) = read(write_report(one)).iter("article")
    assert len(list(article.iter("div"))) == 60
    assert text(article).endswith("... 10 more")


def test_long_names_need_cards():
    """A table whose head is higher than a page."""
    one = run("moons")
    for inputs, classes in ((["x" * 25, "y"], ["upper", "lower"]), (["x", "y"], ["b", "class " * 9])):
        part = data.Dataset(one.data.X, one.data.Y, inputs, classes)
        assert len(list(read(write_report(one._replace(data=part))).iter("article"))) == min(12, len(mistaken(one)))


@pytest.mark.parametrize("others", [2, 6])
def test_inputs_that_were_words_are_words_again(others):
    """A card, or a table, of ones and zeros."""
    X = [[0.0, 1.0, *[float(k) for k in range(others)]], [1.0, 0.0, *[0.5] * others]]
    part = data.Dataset(X, [0, 1], ["c=a", "c=b", *["x%d" % k for k in range(others)]], ["no", "yes"])
    tree = read(write_report(run("iris")._replace(data=part, outputs=[[0.9], [0.25]])))
    if others == 2:
        heads, *rows = tables(tree)[0]
        assert (heads[-3:], [row[-3:] for row in rows]) == (["c", "x0", "x1"], [["b", "0", "1"], ["a", "0.5", "0.5"]])
    else:
        shown = [next((text(div[0]), text(div[1])) for div in article.iter("div")) for article in tree.iter("article")]
        assert shown == [("c", "b"), ("c", "a")]
    part.X[0][0] = 1.0  # two ones: these were no words
    assert "c=a" in text(read(write_report(run("iris")._replace(data=part, outputs=[[0.9], [0.25]]))))


def test_mistakes_of_images_are_drawn():
    """An image turned over, the picture of another row, black and white swapped."""
    one = run("digits")
    figures = [f for f in read(page("digits")).iter("figure") if f.find(NAMESPACE + "svg") is not None]
    found = mistaken(one)
    assert len(figures) == min(24, len(found)) > 3
    for figure, (s, said, sure, right) in zip(figures, found):
        true = one.data.Y[s]
        assert text(figure[1][0]) == "it is %d, it says %d" % (true, said)
        assert text(figure[1][1]) == "%d: %s, %d: %s" % (said, percentage(sure), true, percentage(right))
        assert pixels(figure[0], 8) == [round(SHADES * x / 16) for x in one.data.X[s]]


def pixels(svg, size):
    """Return the shades that a drawn image has."""
    shades = [0] * (size * size)
    for path in svg:
        shade = round(float(path.get("fill-opacity")) * SHADES)
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path.get("d")):
            for column in range(int(x), int(x) + int(width)):
                shades[size * int(y) + column] = shade
    return shades


def test_images_of_bytes_are_drawn_like_others():
    """MNIST's rows are bytes, and 255 is full ink."""
    drawn = ElementTree.fromstring(image(bytes([0, 255, 128, 7]), 255, "four"))
    assert pixels(drawn, 2) == [0, 16, 8, 0]


def test_misses_of_a_measurement_are_its_rows():
    """Sorted by the signed error; the sign of what it is off by."""
    one = run("sine")
    heads, *rows = tables(read(page("sine")))[0]
    assert heads == ["right is", "it says", "off by", "x"]
    errors = sorted([(a[0] - y, y, a[0], x[0]) for x, y, a in zip(one.data.X, one.data.Y, one.outputs)], key=lambda miss: -abs(miss[0]))
    assert rows == [["%.6g" % v for v in (y, said, off, x)] for off, y, said, x in errors[:12]]


def test_misses_of_a_wide_table_are_cards():
    part = data.Dataset([[0.0] * 6, [1.0] * 6], [2.0, -1.0])
    one = run("sine")._replace(data=part, outputs=[[1.5], [0.0]], network=nn.Network([nn.Dense(6, 1)]))
    headings = [(text(a[0]), text(a[1])) for a in read(write_report(one)).iter("article")]
    assert headings == [("right is -1, it says 0", "1 too high"), ("right is 2, it says 1.5", "0.5 too low")]


def test_nothing_wrong_is_said():
    one = run("iris")
    perfect = one._replace(outputs=[[float(k == y) for k in range(3)] for y in one.data.Y])
    assert "None: it is right about all 150 held-out rows." in text(read(write_report(perfect)))


# Runs that ended early


def test_a_whole_run_has_no_notice():
    assert read(page("iris")).find(".//p[@class='notice']") is None


def test_an_interrupted_run_shows_its_whole_epochs():
    """A curve with one number more than the other; a loss of an epoch that was not measured."""
    one = run("iris")
    broken = nn.History()
    broken.loss, broken.validation_loss = one.history.loss[:], one.history.validation_loss[:2]
    broken.metrics = {name: values[:2] for name, values in one.history.metrics.items()}
    found = read(write_report(one._replace(history=broken, epochs=40, ended="ctrl-C")))
    assert text(found.find(".//p[@class='notice']")) == "Training was stopped after 2 of 40 epochs: ctrl-C."
    assert tiles(found)["training loss"] == ("%.4g" % broken.loss[1], "after epoch 2")
    assert "stopped early: epoch 2" in text(found)
    assert len(broken.loss) == 3


def test_an_early_stop_says_why():
    one = run("iris")
    history = whole_epochs(one.history)
    history.stopped = "no better loss for 2 epochs, the best was epoch 1"
    found = text(read(write_report(one._replace(history=history, epochs=9))))
    assert "Training was stopped after 3 of 9 epochs: no better loss for 2 epochs, the best was epoch 1." in found


def test_not_even_one_epoch_is_refused():
    with pytest.raises(ValueError, match=r"^a report expects a History of at least one epoch"):
        write_report(run("iris")._replace(history=nn.History()))


def test_nearly_everything_is_not_everything():
    """A network that is sure to 99.96 % and wrong, shown as one that is sure to 100 %."""
    shares = [0.0, 1e-9, 0.0004, 0.0006, 0.5, 0.9994, 0.9996, 1 - 1e-12, 1.0]
    assert [percent(share) for share in shares] == ["0 %", "< 0.1 %", "< 0.1 %", "0.1 %", "50.0 %", "99.9 %", "> 99.9 %", "> 99.9 %", "100 %"]

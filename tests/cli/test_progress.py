"""Progress, on a terminal and elsewhere; screens of every encoding; pictures and matrices that fit."""

import io
import re
import sys

import pytest

from purenn import cli
from purenn.cli.confusion import confusion_lines
from purenn.cli.errors import UsageError
from purenn.cli.pictures import picture_lines, side_by_side
from purenn.cli.progress import Progress, bar
from purenn.cli.screen import Screen


class Terminal(io.StringIO):
    """A terminal that remembers."""

    def __init__(self, encoding="utf-8"):
        super().__init__()
        self.__dict__["letters"] = encoding

    encoding = property(lambda self: self.letters)

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm")


def in_bytes(encoding):
    return Screen(io.TextIOWrapper(io.BytesIO(), encoding))


def trained_on(stream, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "stdout", stream)
    assert cli.run(["train", *arguments]) == 0
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_document_is_written_as_it_is_or_not_at_all(encoding):
    r"""Classes called \\u65e5 in a CSV file, with a status of 0: what a pipe on Windows got."""
    screen, text = in_bytes(encoding), "row,class\n1,\u65e5\u672c\n"
    if encoding == "utf-8":
        screen.document(text)
        screen.document("plain\n")
    else:
        with pytest.raises(UsageError, match="in %s, which has no '\u65e5': --out writes a file" % encoding):
            screen.document(text)
    screen.stream.flush()
    assert screen.stream.buffer.getvalue().decode("utf-8") == (text + "plain\n" if encoding == "utf-8" else "")


def test_one_plain_line_for_each_epoch_in_a_pipe(monkeypatch):
    out = trained_on(io.StringIO(), monkeypatch, "--data", "iris", "--epochs", "12")
    lines = [line for line in out.splitlines() if line.startswith("epoch ")]
    assert [line.split("  loss")[0] for line in lines] == ["epoch %2d/12" % e for e in range(1, 13)]
    assert "\r" not in out


def test_one_line_redrawn_on_a_terminal(monkeypatch):
    plain = trained_on(io.StringIO(), monkeypatch, "--data", "iris", "--epochs", "12")
    out = trained_on(Terminal(), monkeypatch, "--data", "iris", "--epochs", "12")
    drawn = re.findall(r"\r([^\r\n]*)", out)
    assert len(drawn) >= 13
    assert {len(text) for text in drawn} == {79}  # each covers what the one before has left
    assert "\x1b" not in out
    last = next(line for line in plain.splitlines() if line.startswith("epoch 12/12")).split("  ")[1:3]
    assert "12/12 epochs  %s  %s  in " % tuple(last) in drawn[-1]
    rest = re.sub(r"\r[^\n]*\n", "", out)
    assert rest == "".join([line + "\n" for line in plain.splitlines() if not line.startswith("epoch ")])


class Task:
    """What a callback sees, half way through the third of four epochs."""

    epoch, epochs, samples, samples_done = 3, 4, 100, 50

    def __init__(self):
        from purenn import History

        self.history = History()
        self.history.loss += [0.5, 0.25]


def test_it_moves_within_a_long_epoch_and_says_how_long_it_will_take():
    times = iter([0.0, 0.0, 0.0, 10.0, 10.0, 10.0, 10.05, 10.2, 10.2, 10.2])
    stream = Terminal()
    progress = Progress(Screen(stream), lambda: next(times))
    task = Task()
    progress.started = 0.0
    progress.drawn = -1.0
    next(times), next(times)
    progress.on_batch(task)
    text = stream.getvalue()
    assert "2/4 epochs  loss 0.250000  6.0 s left" in text
    assert text.count("\u2588") == pytest.approx(30 * 0.625, abs=1)
    progress.on_batch(task)  # a twentieth of a second later: too soon to draw again
    assert stream.getvalue() == text
    progress.finish()
    progress.finish()
    assert stream.getvalue() == text + "\n"


def test_a_dumb_terminal_gets_plain_lines(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "\r" not in trained_on(Terminal(), monkeypatch, "--data", "xor", "--epochs", "2")


@pytest.mark.parametrize(("encoding", "expected"), [("utf-8", "\u2588\u2588\u2591\u2591"), ("cp437", "\u2588\u2588\u2591\u2591"), ("ascii", "[#-]"), ("cp1252", "[#-]")])
def test_bars_in_the_letters_there_are(encoding, expected):
    assert bar(0.5, 4, in_bytes(encoding)) == expected


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437", "utf-8", "utf-16"])
def test_no_encoding_fails(encoding, monkeypatch, tmp_path):
    (tmp_path / "t.csv").write_text("größe,art\n" + "".join("%d,%s\n" % (i, "小大"[i % 2]) for i in range(40)), encoding="utf-8")
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding))
    assert cli.run(["train", "--data", "t.csv", "--epochs", "2"]) == 0
    assert cli.run(["train", "--limit", "60", "--epochs", "1"]) == 0
    text = raw.getvalue().decode(encoding)
    assert ("小" if encoding.startswith("utf") else "\\u5c0f") in text
    assert ("@@" in text) == (encoding in ("ascii", "cp1252", "latin-1"))


@pytest.mark.long
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_the_real_program_in_a_narrow_encoding(python, encoding):
    result = python("-m", "purenn", "train", "--limit", "60", "--epochs", "1", PYTHONIOENCODING=encoding)
    assert (result.status, result.err) == (0, "")
    assert result.out.isascii()


def test_control_letters_in_a_name_are_written_out():
    stream = io.StringIO()
    Screen(stream).line("class \x1b[31mred\x07\nnext")
    assert stream.getvalue() == "class \\x1b[31mred\\x07\\nnext\n"


def test_without_any_stream_nothing_happens():
    Screen(None).line("nobody listens")


def test_a_reader_that_leaves_does_not_cost_the_model(monkeypatch, tmp_path):
    class Leaving(io.StringIO):
        def write(self, text):
            if "epoch 1/" in text:
                raise BrokenPipeError(32, "Broken pipe")
            return super().write(text)

    monkeypatch.setattr(sys, "stdout", Leaving())
    assert cli.run(["train", "--data", "xor", "--epochs", "3"]) == 1
    monkeypatch.setattr(sys, "stdout", Leaving())
    assert cli.run(["train", "--data", "xor", "--epochs", "3", "--out", "m.json"]) == 0
    assert (tmp_path / "m.json").is_file()


def test_small_images_take_two_letters_a_pixel_and_large_ones_half_a_line():
    screen = in_bytes("ascii")
    assert picture_lines([0, 16, 8, 0], 16, screen) == ["  @@", "++  "]
    large = picture_lines([255] * 14 + [0] * 14 + [0] * 28 * 27, 255, screen)
    assert (len(large), {len(line) for line in large}) == (14, {28})
    assert large[0] == "+" * 14 + " " * 14
    assert picture_lines([-5, 99, 0, 0], 16, screen)[0] == "  @@"
    odd = picture_lines([0] * 21 * 20 + [255] * 21, 255, screen)  # the last row has half a line of its own
    assert odd == [" " * 21] * 10 + ["+" * 21]


def test_pictures_that_do_not_fit_beside_go_below():
    four = [["x" * 28, "a"]] * 4
    lines = side_by_side(four, 80)
    assert len(lines) == 4
    assert max(map(len, lines)) < 80


@pytest.mark.parametrize("count", [2, 3, 10, 15, 20])
@pytest.mark.parametrize("name", ["%d", "class_%d", "a_long_name_that_starts_alike_%d"])
def test_a_confusion_matrix_fits_and_its_columns_differ(count, name):
    names = [name % k for k in range(count)]
    lines = confusion_lines([[10 * (i == k) + 1 for k in range(count)] for i in range(count)], names)
    assert len(lines) == count + 2
    assert max(map(len, lines)) < 80
    heads = lines[1].split()
    assert heads[count] == "found"
    assert len(set(heads)) == len(heads)
    assert {cell for line in lines[2:] for cell in line.split()[count + 1 :]} == {"11/%d" % (10 + count)}
    assert {len(line.split()) for line in lines[2:]} == {1 + len(heads)}


def test_found_and_right_of_a_confusion_matrix():
    """Rows for columns: how many of a class are found, and how many that are called so are right; no room for the second beside many classes."""
    assert confusion_lines([[8, 1], [90, 1]], ["no", "yes"]) == [
        "rows: what it is (found); columns: what the net says (right)",
        "      no yes   found   right",
        "no     8   1   8/9     8/98",
        "yes   90   1   1/91    1/2",
    ]
    assert confusion_lines([[1] * 22] * 22, ["%d" % k for k in range(22)])[1].split()[-1] == "found"


def test_of_very_many_classes_the_mistakes_are_listed():
    names = ["c%d" % k for k in range(50)]
    table = [[0] * 50 for _ in names]
    table[3][4] = 7
    assert confusion_lines(table, names) == ["the most frequent mistakes among 50 classes:", "   7 x c3 taken for c4"]
    table[3][4] = 0
    assert confusion_lines(table, names)[1:] == ["none"]

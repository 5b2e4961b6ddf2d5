"""CSV, rows for a model, IDX and MNIST: what was written is read back, and a bad file gets a sentence that names the place."""

import csv
import gzip
import io
import math
import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purenn.data import DataError, Dataset, filled, read_csv, read_idx, read_labelled, read_mnist, read_rows, typical_row
from purenn.data.missing import count_missing
from purenn.data.words import in_words, table_columns


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a file into an empty folder, which becomes the current one, so that messages hold the bare name."""
    monkeypatch.chdir(tmp_path)

    def write(content, name="people.csv"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return name

    return write


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """One path for hypothesis to write to again and again."""
    return str(tmp_path_factory.mktemp("scratch") / "table.csv")


def message_of(call, *arguments, **named):
    with pytest.raises(DataError) as caught:
        call(*arguments, **named)
    return str(caught.value)


PEOPLE = "age,color,member\n34,red,yes\n28,green,no\n51,red,no\n"

# ---------------------------------------------------------------- what is written comes back

letters = st.text("abcXYZ é,;=\"'\t-", min_size=1, max_size=6).map(str.strip)
words = st.text("abcXYZ é,;=\"'\n\t-1", min_size=1, max_size=6).map(lambda text: ("w" + text).strip())
names = letters.map(lambda text: "c" + text.replace("=", "")).filter(lambda text: text == text.strip())
floats = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def tables(draw):
    """Column names, columns of numbers or of words, and a last column of two or more different words."""
    rows = draw(st.integers(2, 8))
    header = draw(st.lists(names, min_size=2, max_size=5, unique=True))
    column = st.one_of(*(st.lists(kind, min_size=rows, max_size=rows) for kind in (floats, words)))
    columns = [draw(column) for _ in header[:-1]]
    target = draw(st.lists(words, min_size=rows, max_size=rows).filter(lambda labels: len(set(labels)) > 1))
    return header, [*columns, target]


def csv_text(header, columns, **style):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, **style)
    writer.writerow(header)
    writer.writerows(zip(*columns))
    return stream.getvalue()


styles = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([",", ";", "\t"]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    }
)
wrappings = st.sampled_from([lambda b: b, gzip.compress, lambda b: b"\xef\xbb\xbf" + b])


@given(tables(), styles, wrappings)
def test_csv_round_trip(scratch, table, style, wrap):
    """Quotes, commas and line ends in cells, CRLF, a byte order mark, gzip: every number and word comes back exactly."""
    header, columns = table
    with open(scratch, "wb") as file:
        file.write(wrap(csv_text(header, columns, **style).encode("utf-8")))
    data = read_csv(scratch, delimiter=style["delimiter"])
    assert [data.class_names[y] for y in data.Y] == columns[-1]
    assert data.class_names == sorted(set(columns[-1]))
    by_name = dict(zip(data.input_names, zip(*data.X)))
    for name, column in zip(header[:-1], columns):
        if isinstance(column[0], float):
            assert list(by_name.pop(name)) == column
        else:
            for word in set(column):
                assert list(by_name.pop("%s=%s" % (name, word))) == [float(cell == word) for cell in column]
    assert not by_name  # no input that no column explains


@given(tables(), st.randoms(use_true_random=False))
def test_rows_for_a_model_are_the_inputs_it_learned_from(scratch, table, random):
    """Reading for prediction by column name gives what reading for training gave, whatever the order of the columns."""
    header, columns = table
    with open(scratch, "w", encoding="utf-8", newline="") as file:
        file.write(csv_text(header, columns))
    data = read_csv(scratch)
    order = list(range(len(header)))
    random.shuffle(order)
    with open(scratch, "w", encoding="utf-8", newline="") as file:
        file.write(csv_text([header[c] for c in order], [columns[c] for c in order]))
    assert read_rows(scratch, data.input_names) == data.X
    again = read_labelled(scratch, data.input_names, data.class_names, header[-1])
    assert (again.X, again.Y, again.class_names) == (data.X, data.Y, data.class_names)


# ---------------------------------------------------------------- read_csv, worked


def test_reads_numbers_words_and_labels(write):
    data = read_csv(write(PEOPLE))
    assert data.input_names == ["age", "color=green", "color=red"]
    assert data.X == [[34.0, 0.0, 1.0], [28.0, 1.0, 0.0], [51.0, 0.0, 1.0]]
    assert (data.class_names, data.Y, data.name) == (["no", "yes"], [1, 0, 0], "people")
    assert {type(x) for row in data.X for x in row} == {float}


def test_target_is_any_column_by_name(write):
    data = read_csv(write(PEOPLE), target="age")
    assert (data.kind, data.Y) == ("regression", [34.0, 28.0, 51.0])
    assert data.input_names == ["color=green", "color=red", "member=no", "member=yes"]


def test_the_name_of_the_target_is_kept(write):
    """A data set that does not know what it is about."""
    path = write(PEOPLE)
    assert [read_csv(path, target).target_name for target in (None, "age")] == ["member", "age"]
    assert read_labelled(path, ["age"], ["no", "yes"]).target_name == "member"


def test_ignored_columns_are_left_out_even_with_missing_values(write):
    path = write("id,age,y\nu1,3,a\n,4,b\n")
    assert read_csv(path, ignore=["id"]).input_names == ["age"]


@pytest.mark.parametrize(
    ("column", "class_names", "Y"),
    [
        (["0", "1", "1"], ["0", "1"], [0, 1, 1]),
        (["2", "10", "10", "2"], ["2", "10"], [0, 1, 1, 0]),  # by size, not by alphabet
        (["1.0", "2.0", "1", "2"], ["1", "2"], [0, 1, 0, 1]),
        (["b", "a", "b"], ["a", "b"], [1, 0, 1]),
        (["True", "False"], ["False", "True"], [1, 0]),
        ([str(s % 20) for s in range(21)], [str(c) for c in range(20)], [s % 20 for s in range(21)]),
        (["-1", "1", "1", "-1"], ["-1", "1"], [0, 1, 1, 0]),  # as hinge losses have them
        ([str(s % 20 + 5) for s in range(40)], [str(c + 5) for c in range(20)], [s % 20 for s in range(40)]),  # twenty are not too many
    ],
)
def test_targets_that_look_like_classes(write, column, class_names, Y):
    data = read_csv(write("x,y\n" + "".join("%d,%s\n" % (s, y) for s, y in enumerate(column))))
    assert (data.class_names, data.Y) == (class_names, Y)
    assert {type(y) for y in data.Y} == {int}


@pytest.mark.parametrize(
    "column",
    [
        ["0.5", "1", "1", "1"],
        ["1", "2", "3", "4", "5"],  # five classes of one sample each would be nonsense
        ["0", "1", "2"],
        [str(s % 30 + 5) for s in range(90)],  # thirty different ages
        [str(s % 21 + 5) for s in range(42)],  # one more than the most
        [str(s % 241) for s in range(3000)],  # months from 0 to 240 became 241 classes, in silence
        ["-3", "4", "7"],
    ],
)
def test_targets_that_look_like_measurements(write, column):
    data = read_csv(write("x,y\n" + "".join("%d,%s\n" % (s, y) for s, y in enumerate(column))))
    assert (data.kind, data.Y) == ("regression", [float(y) for y in column])
    assert {type(y) for y in data.Y} == {float}


READ = "the target 'y' is read as "


@pytest.mark.parametrize(
    ("column", "note"),
    [
        ([s % 6 for s in range(30)], READ + "6 classes; kind='regression' reads its whole numbers as a measurement"),
        ([s % 30 for s in range(60)], READ + "a measurement; kind='classification' makes classes of its 30 whole numbers"),
        (["%d EUR" % (s % 3) for s in range(9)], READ + "3 classes; '0 EUR' is a number with the unit 'EUR', which has to go"),
        ([s % 2 for s in range(9)], None),
        (["a%d" % (s % 6) for s in range(12)], None),
        ([s for s in range(30)], None),
        ([s % 6 + 0.5 for s in range(30)], None),
    ],
)
def test_a_doubtful_target_is_said_to_be_one(write, column, note):
    """A guess that nobody hears of, or a warning that everybody does."""
    path = write("x,y\n" + "".join("%d.5,%s\n" % (s, y) for s, y in enumerate(column)))
    data = read_csv(path)
    assert data.notes == ((note,) if note else ())
    assert data.subset([0]).notes == data.notes
    if note and isinstance(column[0], int):
        other = "regression" if data.class_names else "classification"
        assert (read_csv(path, kind=other).kind, read_csv(path, kind=other).notes) == (other, ())


MANY = "people.csv, column 'y': %d different words are too many for classes: %s; if they are classes, say kind='classification'"


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (["%d EUR" % (1000 + 7 * s) for s in range(21)], MANY % (21, "'1000 EUR' is a number with the unit 'EUR', which has to go")),
        (["%d.%d.2024" % (1 + s % 28, 1 + s % 12) for s in range(100)], MANY % (84, "'1.1.2024' is a date: make numbers of it, such as the year and the month")),
        (["name%d" % (s % 257) for s in range(3000)], MANY % (257, "is it the right column?")),
        (['"%d,%03d.25"' % (s + 1, s) for s in range(3)], "people.csv, line 2, column 'y': expected a number, got '1,000.25': the comma between its thousands has to go"),
    ],
)
def test_a_target_of_too_many_words_is_named_with_the_cause(write, column, message):
    """Prices in euros learned as 2970 classes for 400 seconds, or refused without a word of file, column and cause."""
    path = write("x,y\n" + "".join("%d.5,%s\n" % (s, y) for s, y in enumerate(column)))
    assert message_of(read_csv, path) == message
    if "say kind" in message:
        assert len(read_csv(path, kind="classification").class_names) > 20


def test_a_target_of_a_few_words_is_one(write):
    """A small table, and one with many rows for every word."""
    for words in (["w%d" % s for s in range(20)], ["w%d" % (s % 256) for s in range(512)]):
        assert len(read_csv(write("x,y\n" + "".join("1,%s\n" % word for word in words))).class_names) == len(set(words))


def test_kind_overrules_the_guess(write):
    path = write("x,y\n1,0\n2,1\n3,1\n")
    assert read_csv(path, kind="regression").Y == [0.0, 1.0, 1.0]
    path = write("x,y\n1,0.5\n2,7\n3,0.5\n")
    data = read_csv(path, kind="classification")
    assert (data.class_names, data.Y) == (["0.5", "7"], [0, 1, 0])


def test_blank_lines_and_blanks_around_cells_do_not_count(write):
    """A blank line at the end is what most editors leave."""
    data = read_csv(write("\n a , b \n\n 1 , x \n   \n2,y\n\n\n"))
    assert (data.input_names, data.X, data.class_names) == (["a"], [[1.0], [2.0]], ["x", "y"])


def test_old_macintosh_line_ends(write):
    assert read_csv(write("a,b\r1,x\r2,y")).X == [[1.0], [2.0]]


def test_pandas_numbers_as_column_names(write):
    """DataFrame.to_csv names unnamed columns 0, 1, 2 ..."""
    assert read_csv(write("0,1,label\n3,4,x\n4,5,y\n")).input_names == ["0", "1"]


def test_line_ends_inside_a_quoted_cell_stay(write):
    """Line ends made alike before the quotes are looked at: a word that is no longer the one in the file."""
    assert read_csv(write('a,b\r\n1,"x\r\ny"\r\n2,"x\ny"\r\n')).class_names == ["x\ny", "x\r\ny"]


def test_as_many_words_as_bytes_become_inputs(write):
    """One word less than what is said of the most."""
    data = read_csv(write("a,b\n" + "".join("name%03d,%s\n" % (s // 2, "xy"[s % 2]) for s in range(512))))
    assert data.input_names == ["a=name%03d" % s for s in range(256)]
    assert [[float(s // 2 == k) for k in range(256)] for s in range(512)] == data.X


def test_gzip_is_known_by_its_content_and_not_its_name(write):
    assert read_csv(write(gzip.compress(PEOPLE.encode()), "people.data")).Y == [1, 0, 0]


# ---------------------------------------------------------------- codes of digits

CODES = "zip,size,y\n01067,1,a\n99084,2,b\n1067,3,a\n"


def test_a_column_is_read_as_words_where_that_is_said(write):
    """A zip code learned as a measurement; 01067 and 1067 taken for one place; other columns of numbers made words too."""
    path = write(CODES)
    assert read_csv(path).input_names == ["zip", "size"]
    data = read_csv(path, words=["zip"])
    assert data.input_names == ["zip=01067", "zip=1067", "zip=99084", "size"]
    assert data.X == [[1.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 2.0], [0.0, 1.0, 0.0, 3.0]]
    assert read_rows(path, data.input_names) == read_labelled(path, data.input_names, ["a", "b"]).X == data.X
    assert message_of(read_rows, write("zip,size\n1068,1\n"), data.input_names) == (
        "people.csv, line 2, column 'zip': unknown word '1068' (did you mean '1067'?); the model learned '01067', '1067', '99084'"
    )


def test_codes_have_gaps_like_all_words(write):
    """A gap that becomes a word of its own, or the mean of codes."""
    path = write("zip,y\n01067,a\n,b\n01067,a\n7,b\n")
    assert "missing value: line 3 column 'zip'" in message_of(read_csv, path, words=["zip"])
    data = read_csv(path, words=["zip"], missing="mean")
    assert (data.input_names, data.X) == (["zip=01067", "zip=7"], [[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])


def test_any_number_of_words_where_that_is_said(write):
    """A limit that is a guess, held against one who knows."""
    path = write("a,b\n" + "".join("%d,%s\n" % (s, "xy"[s % 2]) for s in range(257)))
    assert len(read_csv(path, words=["a"]).input_names) == 257


def test_codes_with_zeros_before_them_are_pointed_at(write):
    """01067 became 1067 in silence; a note of 0, of 0.5, of what is read as words or not read at all."""
    note = "%s of %s is read as the number %s; words=['%s'] reads such codes as words"
    assert read_csv(write(CODES)).notes == (note % ("01067", "zip", "1067", "zip"),)
    assert not any("01067" in found for found in read_csv("people.csv", words=["zip"]).notes)
    assert read_csv("people.csv", ignore=["zip"]).notes == read_csv("people.csv", target="zip", ignore=["y"]).notes == ()
    assert read_csv(write("x,k,y\n0,000,a\n0.5,1,b\n-1,2,a\n10,3,a\n")).notes == (note % ("000", "k", "0", "k"),)


# ---------------------------------------------------------------- what stands out


def hints_of(write, columns, **named):
    """The notes on a table of these columns, with a target of two classes where there is none."""
    columns = {**columns, "y": columns.get("y", ["ab"[i % 2] for i in range(len(columns["x"]))])}
    path = write("\n".join([",".join(columns)] + [",".join(map(str, row)) for row in zip(*columns.values())]) + "\n")
    return list(read_csv(path, **named).notes)


def test_words_that_became_many_inputs_are_counted(write):
    """A column of a hundred words that is a hundred inputs, in silence."""
    columns = {"x": [i / 4 for i in range(30)], "w": ["w%d" % (i % 7) for i in range(30)], "v": ["p=q" if i % 3 else "r" for i in range(30)]}
    assert hints_of(write, columns) == ["one input for each word: w 7, v 2"]
    days = ["%d.3.2024" % (1 + i % 9) for i in range(30)]
    date = "the words of day: '1.3.2024' is a date: make numbers of it, such as the year and the month"
    assert hints_of(write, {"x": columns["x"], "day": days}) == ["one input for each word: day 9", date]


def test_words_that_capitals_tell_apart_are_named(write):
    """No, Yes, no and yes learned as four classes."""
    x = [i / 4 for i in range(8)]
    y = ["No", "no", "Yes", "yes"] * 2
    assert hints_of(write, {"x": x, "y": y}) == ["the classes 'No' and 'no' differ in capitals only"]
    assert hints_of(write, {"x": x, "w": y})[1:] == ["the words 'No' and 'no' of w differ in capitals only"]


def test_a_first_row_that_became_the_header_is_asked_about(write):
    """1,2,box trained on as the names of columns, in silence; columns that pandas has numbered; a question for each column."""
    asked = "the column %r has its own name among its words: has the file no header line?"
    assert read_csv(write("1,2,box\n3,1,bar\n2,2,box\n")).notes == (asked % "box",)
    assert read_csv(write("1,red,box\n3,green,bar\n2,red,box\n")).notes[1:] == (asked % "red",)
    assert read_csv(write("red,0,1\n2.5,0,0\n3,1,1\n4,1,1\n"), words=["0"]).notes == ("one input for each word: 0 2",)


def test_a_column_that_numbers_the_lines_is_named(write):
    """The number of a customer learned as if it said something about him."""
    label = "id has another whole number in every line; if that is but a label, say ignore=['id']"
    x, shuffled = [i / 4 for i in range(21)], [1000 + 8 * i % 21 for i in range(21)]
    for values in (shuffled, [i * i for i in range(21)]):
        assert hints_of(write, {"id": values, "x": x}) == [label]
        assert hints_of(write, {"id": values, "x": x}, ignore=["id"]) == []
    for values in ([*shuffled[:20], 1008], [1000 * v for v in shuffled], [v + 0.5 for v in shuffled]):
        assert hints_of(write, {"id": values, "x": x}) == []
    assert hints_of(write, {"x": list(range(20))}) == []


RARE = "who has %d different words in %d lines: no row with a new word there can be predicted; ignore=['who'] leaves it out"


@pytest.mark.parametrize(("lines", "words", "note"), [(10, 6, True), (10, 5, False), (9, 8, False), (40, 39, True), (12, 12, True)])
def test_words_that_hardly_come_again_are_named_with_the_consequence(write, lines, words, note):
    """A date in every line, a training that ends well, and no new row that could be predicted; a warning of a small table."""
    columns = {"x": [i / 4 for i in range(lines)], "who": ["w%02d" % (i % words) for i in range(lines)]}
    found = hints_of(write, columns, words=["who"] if words == lines else [])
    assert found[1:] == ([RARE % (words, lines)] if note else [])


def test_gaps_are_no_lines_of_words(write):
    """Half a column of words that never come again, made up for by gaps."""
    columns = {"x": [i / 4 for i in range(30)], "who": ["" if i % 3 else "w%02d" % (i % 24) for i in range(30)]}
    assert hints_of(write, columns, missing="mean")[1:] == [RARE % (8, 10)]


ONCE = "people.csv, column 'who': another word in every line, from which nothing can be learned; leave it out with ignore=['who'], or insist with words=['who']"


def test_another_word_in_every_line_is_refused(write):
    """A training on dates and names that can predict no other row; a table of nine refused; one who insists refused too."""
    names = ["w%02d" % i for i in range(10)]
    dates = ["2024-03-%02d" % (i + 1) for i in range(10)]
    for who, cause in ((names, ""), (dates, "; '2024-03-01' is a date: make numbers of it, such as the year and the month")):
        path = write("who,x,y\n" + "".join("%s,%d.5,%s\n" % (who[i], i, "ab"[i % 2]) for i in range(10)))
        assert message_of(read_csv, path) == ONCE + cause
        assert read_csv(path, ignore=["who"]).input_names == ["x"]
        assert len(read_csv(path, words=["who"]).input_names) == 11
        assert len(read_csv(path, "who", kind="classification").class_names) == 10
    path = write("who,y\n" + "".join("%s,%s\n" % (names[i], "ab"[i % 2]) for i in range(9)))
    assert len(read_csv(path).input_names) == 9
    path = write("who,x,y\n" + "".join("%s,%d,%s\n" % ("" if i % 2 else "w%d" % i, i, "ab"[i // 2 % 2]) for i in range(20)))
    assert message_of(read_csv, path, missing="mean") == message_of(read_csv, path, missing="drop") == ONCE


# ---------------------------------------------------------------- read_csv, bad files

NAME_IT = "if another character stands between the cells, name it with delimiter="
FILL = "fill them in, leave these columns out, or say missing='drop' or missing='mean'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "people.csv is empty: expected a line of column names, then one line for each sample"),
        ("\n\n", "people.csv is empty: expected a line of column names, then one line for each sample"),
        ("a,b\n", "people.csv holds column names but no data below them"),
        ("1,2\n3,4\n", "people.csv, line 1: expected the names of the columns, got numbers: 1, 2; add a header line"),
        (
            "5.1,3.5,1.4,0.2,setosa\n4.9,3,1.4,0.2,setosa\n",
            ("people.csv, line 1: expected the names of the columns, got numbers: 5.1, 3.5, 1.4, 0.2 and 1 more; add a header line"),
        ),
        ("a,b,a\n1,2,3\n", "people.csv, line 1: columns 1 and 3 are both named 'a'"),
        (",a,b\n1,2,3\n", "people.csv, line 1: column 1 of 3 has no name; it is probably an index, which index=False of pandas and row.names=FALSE of R leave out"),
        ("a,,b\n1,2,3\n", "people.csv, line 1: column 2 of 3 has no name"),
        ("a,b,\n1,2,\n", "people.csv, line 1: column 3 of 3 has no name"),
        (",,\n1,2,3\n", "people.csv, line 1: none of the 3 columns has a name"),
        ("a;b\n1;2;3\n", "people.csv, line 1: only one column, 'a;b': is it separated by ';'? then say delimiter=';'"),
        ("a\tb\n1\n", "people.csv, line 1: only one column, 'a\\tb': is it separated by '\\t'? then say delimiter='\\t'"),
        ("y\n1\n2\n", "people.csv has the target column 'y' but no column of inputs"),
        ("a,b\n1,x\n2\n", "people.csv, line 3: 1 value, but the header names 2 columns"),
        ("a,b\n1,x,\n2,y\n", "people.csv, line 2: 3 values, but the header names 2 columns"),
        ('a,b\n"1\n\n",x\nq,y,z\n', "people.csv, line 5: 3 values, but the header names 2 columns"),
        ('a,b\n1,x\n2,"y\n3,z\n', "people.csv, line 3: a quoted cell is opened and not closed"),
        ('a,b\n1,"x"y\n', "people.csv, line 2: expected ',' or the end of the line after the closing quote of a cell; " + NAME_IT),
        (
            'a,b\n1,x\n2,"' + "y\n" * 70000,
            "people.csv, line 3: a cell of more than 131072 characters; is a quote opened and not closed?",
        ),
        (
            "a,b\n1,x\n,y\n3,NA\n",
            ("people.csv has 2 missing values: line 3 column 'a', line 4 column 'b'; " + FILL),
        ),
        (
            'a,b\n1,x\n,\n"",""\n2,y\n',  # not a blank line: nothing is said there, in two cells
            (
                "people.csv has 4 missing values: line 3 column 'a', line 3 column 'b', line 4 column 'a', line 4 column 'b'; "
                + FILL
            ),
        ),
        (
            "a,b\n" + "?,x\n" * 8,
            (
                "people.csv has 8 missing values: line 2 column 'a', line 3 column 'a', line 4 column 'a', line 5 column 'a', "
                "line 6 column 'a' and 3 more; " + FILL
            ),
        ),
        (
            "a,b\n1,x\n2q,y\n3,x\n",
            "people.csv, line 3, column 'a': expected a number, got '2q' (2 of the 3 values in this column are numbers)",
        ),
        (
            "a,b\nred,x\ngreen,y\n7,x\n",
            ("people.csv, line 4, column 'a': expected a word, got the number '7' (only 1 of the 3 values in this column are numbers)"),
        ),
        (
            "a,b\n1,x\n1_000,y\n3,x\n",
            "people.csv, line 3, column 'a': expected a number, got '1_000' (2 of the 3 values in this column are numbers)",
        ),
        (
            "a,b\n1,x\n1 000,y\n3,x\n",
            "people.csv, line 3, column 'a': expected a number, got '1 000' (2 of the 3 values in this column are numbers)",
        ),
        ("a,b\n1,x\n-inf,y\n", "people.csv, line 3, column 'a': expected a finite number, got '-inf'"),
        ("a,b\n1e999,x\n2,y\n", "people.csv, line 2, column 'a': expected a finite number, got '1e999'"),
        ("a,b\n1,x\n2,x\n", "people.csv, column 'b': a classification needs at least 2 classes, got only 'x'"),
        ("a,b\n1,4\n2,4\n", "people.csv, column 'b': a classification needs at least 2 classes, got only '4'"),
        ("c,c=r,b\nr,5,x\ng,6,y\n", "people.csv: two inputs would be named 'c=r'; rename the column"),
        (
            "a,b\n" + "".join("name%d,%s\n" % (s, "xy"[s % 2]) for s in range(257)),
            "people.csv, column 'a': 257 different words are too many for inputs; leave it out with ignore=['a'], or insist with words=['a']",
        ),
        (b"a,b\n1,x\n2,\xff\n", "people.csv, line 3: byte 0xff is not UTF-8 text: save the file as UTF-8, or say encoding='latin-1'"),
        (b"a,b\n1,x\n2,\x80\n", "people.csv, line 3: byte 0x80 is not UTF-8 text: save the file as UTF-8, or say encoding='cp1252'"),
        (b"\xef\xbb\xbfa,b\n1,\xe4\n", "people.csv, line 2: byte 0xe4 is not UTF-8 text: save the file as UTF-8, or say encoding='latin-1'"),
        (b"\xff\xfe" + "a,b\n1,2\n".encode("utf-16-le"), "people.csv is UTF-16 text: save it as UTF-8, or say encoding='utf-16'"),
        (b"\xfe\xff" + "a,b\n1,2\n".encode("utf-16-be"), "people.csv is UTF-16 text: save it as UTF-8, or say encoding='utf-16'"),
        (b"a,b\n\0\1\2\n", "people.csv, line 2: a zero byte; this is not a text file"),
    ],
)
def test_bad_csv_is_a_sentence_that_names_the_place(write, content, message):
    assert message_of(read_csv, write(content)) == message


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        (["%d.%02d.%d" % (1 + s % 28, 1 + s % 12, 1900 + s) for s in range(257)], "; '1.01.1900' is a date: make numbers of it, such as the year and the month"),
        (["%d-%02d-%02d 10:00" % (1900 + s, 1 + s % 12, 1 + s % 28) for s in range(257)], "; '1900-01-01 10:00' is a date: make numbers of it, such as the year and the month"),
        (["%d %%" % s for s in range(257)], "; '0 %' is a number with the unit '%', which has to go"),
        (["$%d" % s for s in range(257)], "; '$0' is a number with the unit '$', which has to go"),
        (["%d kg" % s for s in range(256)] + ["7 lbs"], ""),
        (["A%d" % s for s in range(257)], ""),
    ],
)
def test_an_input_of_too_many_words_is_named_with_the_cause(write, cells, cause):
    """Leave it out, and nothing else, said of the best column there is."""
    path = write("a,b\n" + "".join("%s,%s\n" % (cell, "xy"[s % 2]) for s, cell in enumerate(cells)))
    assert message_of(read_csv, path) == "people.csv, column 'a': 257 different words are too many for inputs; leave it out with ignore=['a'], or insist with words=['a']" + cause


def test_units_in_some_cells_are_no_words(write):
    """A word expected, and a number found: the reverse of the truth."""
    message = message_of(read_csv, write("a,b\n1 kg,x\n2 kg,y\n3,x\n"))
    assert message == "people.csv, line 2, column 'a': expected a number; '1 kg' is a number with the unit 'kg', which has to go"


# ---------------------------------------------------------------- delimiters and encodings

FOUND = "the cells are separated by %r, as with delimiter=%r"


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_a_delimiter_that_leaves_no_doubt_is_recognised(write, mark):
    """Known, and named in the error, and not used; used in silence."""
    path = write(PEOPLE.replace(",", mark))
    data = read_csv(path)
    words = "one input for each word: color 2"
    assert (data.input_names, data.Y, data.notes) == (["age", "color=green", "color=red"], [1, 0, 0], (FOUND % (mark, mark), words))
    assert read_csv(path, delimiter=mark).notes == (words,)
    assert read_rows(path, ["age"]) == [[34.0], [28.0], [51.0]]
    assert read_labelled(path, ["age"], ["no", "yes"]).notes == data.notes[:1]
    assert read_csv(path, missing="drop").notes == data.notes
    with_commas = write('age;color;member\n34;"red; or so";yes\n28,5;green;no\n'.replace(";", mark))
    assert "if its comma is a decimal comma" in message_of(read_csv, with_commas)
    assert read_csv(with_commas, decimal=",").X == [[34.0, 0.0, 1.0], [28.5, 1.0, 0.0]]
    path = write("a:b\n1:x\n2:y\n")  # a mark that is never guessed at
    assert read_rows(path, ["a"], ":") == read_labelled(path, ["a"], ["x", "y"], delimiter=":").X == [[1.0], [2.0]]


@pytest.mark.parametrize("quoted", ['"a";"b, or so";"y"\n"1,5";"x";"p"\n"2";"z, x";"q"\n', '"a";b, or so;y\n"1,5";"x";"p"\n2;"z, x";q\n'])
def test_a_delimiter_between_quoted_cells_is_recognised(write, quoted):
    """write.csv2 of R: no CSV of commas from its first line on, and so none at all."""
    for mark in ";\t|":
        data = read_csv(write(quoted.replace(";", mark)), decimal=",")
        assert (data.input_names, data.class_names) == (["a", "b, or so=x", "b, or so=z, x"], ["p", "q"])
        assert (data.X, data.notes[0]) == ([[1.5, 1.0, 0.0], [2.0, 0.0, 1.0]], FOUND % (mark, mark))


@pytest.mark.parametrize("text", ['"a":"b"\n"1":"2"\n', '"a";"b"\n"1";"2";"3"\n', '"a" ,"b"\n1,2\n'])
def test_a_delimiter_between_quoted_cells_that_leaves_a_doubt_is_asked_for(write, text):
    """A sentence about quotes, and none about what stands between the cells."""
    assert message_of(read_csv, write(text)) == "people.csv, line 1: expected ',' or the end of the line after the closing quote of a cell; " + NAME_IT


@pytest.mark.parametrize("text", ["a;b\tc\n1;2\t3\n4;5\t6\n", "a;b\n1;2\n3\n", 'a;b\n1;"2\n3;4\n'])
def test_a_delimiter_that_leaves_a_doubt_is_asked_for(write, text):
    """One of two taken; one that not every line has."""
    assert "is it separated by ';'? then say delimiter=';'" in message_of(read_csv, write(text))


def test_a_comma_in_the_header_is_a_delimiter(write):
    """Semicolons in every cell of a file of commas."""
    assert read_csv(write("a;b,c\n1;2,x\n3;4,y\n")).input_names == ["a;b=1;2", "a;b=3;4"]
    assert message_of(read_csv, write("y\n1;2\n3;4\n")) == "people.csv has the target column 'y' but no column of inputs"


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "SEP=;\r"])
def test_the_line_that_excel_writes_for_itself(write, line):
    """Columns without a name; lines counted from the wrong one; another delimiter than the one that is asked for."""
    data = read_csv(write("\ufeff" + line + "a;b\n1;x\n2;y\n"))
    assert (data.input_names, data.X, data.notes) == (["a"], [[1.0], [2.0]], (FOUND % (";", ";"),))
    assert message_of(read_csv, write(line + "a;b\n1;x\n2\n")) == "people.csv, line 4: 1 value, but the header names 2 columns"
    assert read_csv(write(line + "a\tb\n1\tx\n2\ty\n"), delimiter="\t").input_names == ["a"]
    assert read_csv(write("sep=,\na,b\n1,x\n2,y\n")).notes == ()


def test_files_in_another_encoding(write):
    """Saved anew for one letter; a letter read as another one."""
    text = "größe,farbe,preis\n1,weiß,1\n2,grün,2.5\n"
    for encoding in ("latin-1", "cp1252", "utf-16", "UTF8"):
        path = write(text.encode(encoding))
        data = read_csv(path, encoding=encoding)
        assert data.input_names == ["größe", "farbe=grün", "farbe=weiß"]
        assert read_rows(path, ["größe"], encoding=encoding) == [[1.0], [2.0]]
        assert read_labelled(path, ["größe"], encoding=encoding).Y == [1.0, 2.5]
    assert read_csv(write("a,b\n1,1 \u20ac\n2,2 \u20ac\n".encode("cp1252")), encoding="cp1252").class_names == ["1 \u20ac", "2 \u20ac"]


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (PEOPLE, "latin1000", "there is no encoding 'latin1000'; some are 'utf-8', 'latin-1', 'cp1252' and 'utf-16'"),
        (PEOPLE, 8, "there is no encoding 8 (int); some are 'utf-8', 'latin-1', 'cp1252' and 'utf-16'"),
        (PEOPLE, "base64", "people.csv is no text in the encoding 'base64': "),
        ("a,b\n\xe4,x\n", "ascii", "people.csv is no text in the encoding 'ascii': "),
        ("a,b\n1,x\n".encode("utf-16"), "latin-1", "people.csv, line 1: a zero byte; this is not a text file"),
    ],
)
def test_a_wrong_encoding_is_a_sentence(write, content, encoding, message):
    assert message_of(read_csv, write(content), encoding=encoding).startswith(message)


# ---------------------------------------------------------------- missing values

GAPS = "age,color,note,y\n30,red,,a\n?,red,,b\n34,NA,,a\n50,green,,\n41,blue,,b\n"


def test_lines_with_missing_values_are_left_out(write):
    """Left out in silence; the target's gaps read as a class; a gap in an ignored column counted."""
    data = read_csv(write(GAPS), ignore=["note"], missing="drop")
    assert (data.X, data.Y, data.input_names) == ([[30.0, 0.0, 1.0], [41.0, 1.0, 0.0]], [0, 1], ["age", "color=blue", "color=red"])
    assert data.notes[0] == "left out, for a missing value: 3 lines of 5"
    assert read_csv(write("x,y\n1,a\n2,b\n"), missing="drop").notes == ()
    assert message_of(read_csv, write(GAPS), missing="drop") == "people.csv: every line has a missing value"


def test_a_byte_order_mark_is_no_part_of_a_name(write):
    """A first input that no other file has, and that nobody sees."""
    path = write(b"\xff\xfe" + "a,b\n1,2.5\n3,4.5\n".encode("utf-16-le"))
    assert read_csv(path, encoding="utf-16-le").input_names == ["a"]


def test_inf_may_be_the_name_of_a_column(write):
    """A header taken for numbers, and nothing that helps but another name."""
    assert read_csv(write("day,inf,nan\n1,2,3.5\n2,3,4.5\n")).input_names == ["day", "inf"]


def test_columns_to_ignore_may_be_a_set(write):
    assert read_csv(write("a,b,c\n1,2,3.5\n2,3,4.5\n"), ignore={"b"}).input_names == ["a"]


def test_missing_values_are_filled_in_with_the_mean_or_the_most_frequent_word(write):
    """Zeros for numbers, no word at all for words, the mean of a word's ones and zeros, a line more or less in one column."""
    data = read_csv(write(GAPS), ignore=["note"], missing="mean")
    assert data.input_names == ["age", "color=blue", "color=red"]
    assert data.X == [[30.0, 0.0, 1.0], [35.0, 0.0, 1.0], [34.0, 0.0, 1.0], [41.0, 1.0, 0.0]]
    assert (data.Y, data.notes[0]) == ([0, 1, 0, 1], "left out, for a missing target: 1 line of 5")
    assert message_of(read_csv, write(GAPS), missing="mean") == "people.csv: column 'note' has no value at all; leave it out with ignore=['note']"
    assert message_of(read_csv, write("x,y\n1,\n2,?\n"), missing="mean") == "people.csv: every line has a missing value in the target column 'y'"
    assert message_of(read_csv, write(GAPS), missing="zero") == "missing must be one of 'drop', 'mean', 'nan', got 'zero'"


def test_a_gap_can_wait_for_the_mean_of_the_training_rows(write):
    """The held-out rows among those that the mean is made of."""
    data = read_csv(write(GAPS), ignore=["note"], missing="nan")
    assert [[math.isnan(x) for x in row] for row in data.X] == [[False] * 3, [True, False, False], [False, True, True], [False] * 3]
    train, held_out = data.subset([0, 3]), data.subset([1, 2])
    assert typical_row(train) == [35.5, 1.0, 0.0]
    assert filled(held_out, typical_row(train)).X == [[35.5, 0.0, 1.0], [34.0, 1.0, 0.0]]
    assert message_of(typical_row, data.subset([1])) == "the input 'age' has no value in any of the rows: leave it out"
    assert math.isnan(held_out.X[0][0])  # a copy is filled


def test_columns_that_are_one_hot_already_or_only_look_like_it():
    """The most frequent word of what is no word: a number in a column that somebody has called a=b."""
    X = [[1.0, 0.0, 0.5], [0.0, 1.0, 1.5], [0.0, 1.0, 4.0], [math.nan, math.nan, math.nan]]
    assert typical_row(Dataset(X, [0.0] * 4, ["c=x", "c=y", "a=b"])) == [0.0, 1.0, 2.0]
    assert typical_row(Dataset(X[:2] + X[3:], [0.0] * 3, ["c=x", "c=y", "a"])) == [1.0, 0.0, 1.0]  # the first of two that are equal


def test_numbers_whose_names_begin_alike_are_no_words(write):
    """T=20 and T=30 taken for two words of a column T: means of the rows that have both, gaps counted once, a note about words that are none."""
    path = write("T=20,T=30,kind,y\n1,,red,1\n3,1000,,2\n,10,red,3.5\n1,0,green,4.25\n")
    data = read_csv(path, missing="nan")
    assert data.input_names == ["T=20", "T=30", "kind=green", "kind=red"]
    assert [list(column) for column in table_columns(data.input_names, data.X)] == [[[0], False], [[1], False], [[2, 3], True]]
    assert typical_row(data) == [5 / 3, 1010 / 3, 0.0, 1.0]
    assert count_missing(data) == 3
    assert data.notes == ("one input for each word: kind 2",)
    assert in_words(data.input_names, data.X, [3, 0])[0] == [("T=20", 1.0), ("T=30", 0.0), ("kind", "green")]
    numbered = read_csv(write("T=20,y\n" + "".join(["%d,%d.5\n" % (i, i) for i in range(30)])))
    assert numbered.notes == ("T=20 has another whole number in every line; if that is but a label, say ignore=['T=20']",)


def test_rows_for_a_model_have_their_gaps_filled_as_it_says(write):
    """One missing value that stops the predictions for all other rows."""
    path = write("color,age,y\nred,30,a\n,?,b\n")
    names, usual = ["age", "color=green", "color=red"], [35.5, 1.0, 0.0]
    assert read_rows(path, names, input_defaults=usual) == [[30.0, 0.0, 1.0], usual]
    assert [[30.0, 0.0, 1.0], usual] == read_labelled(path, names, ["a", "b"], input_defaults=usual).X
    assert read_rows(write("color,age\n,\n"), names, input_defaults=usual) == [usual]
    assert "fills them in itself" in message_of(read_rows, write("color,age\nred,\n"), names)
    assert message_of(read_rows, path, names, input_defaults=[1.0]) == "input_defaults must be one for each of 3 inputs, got 1"


# ---------------------------------------------------------------- decimal commas

GERMAN = "länge;breite;art\n5,1;3;rund\n-4;0,25;eckig\n1,5e3;,5;rund\n"


def test_a_decimal_comma_is_part_of_a_number(write):
    """Each of them a category of its own: a table of 4 columns became 123 inputs, and was trained on."""
    data = read_csv(write(GERMAN), delimiter=";", decimal=",")
    assert (data.input_names, data.X) == (["länge", "breite"], [[5.1, 3.0], [-4.0, 0.25], [1500.0, 0.5]])
    assert read_rows("people.csv", ["breite"], ";", ",") == [[3.0], [0.25], [0.5]]
    assert read_csv("people.csv", "breite", delimiter=";", decimal=",").Y == [3.0, 0.25, 0.5]
    assert read_labelled("people.csv", ["länge"], ["eckig", "rund"], delimiter=";", decimal=",").X == [[5.1], [-4.0], [1500.0]]


@given(tables())
def test_decimal_commas_round_trip(scratch, table):
    """The marks of every float, from 1e-308 to 1e308, and of no word."""
    header, columns = table
    written = [[repr(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in column] for column in columns]
    texts = [csv_text(header, columns), csv_text(header, written)]
    read = []
    for text, decimal in zip(texts, ".,"):
        with open(scratch, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        read.append(read_csv(scratch, decimal=decimal))
    assert read[0].X == read[1].X
    assert read[0].input_names == read[1].input_names


COMMA = "if its comma is a decimal comma, say decimal=','; one between thousands has to go"
THOUSANDS = "the %s between its thousands has to go"
POINT = "if its point is a decimal point, say decimal='.'; one between thousands has to go"


@pytest.mark.parametrize(
    ("content", "decimal", "message"),
    [
        (GERMAN, ".", "people.csv, line 2, column 'länge': expected a number, got '5,1': " + COMMA),
        ('a;b\n1;x\n"1,234";y\n', ".", "people.csv, line 3, column 'a': expected a number, got '1,234': " + COMMA),
        ("a;b\n1,234,567.8;x\n1,234;y\n", ".", "people.csv, line 2, column 'a': expected a number, got '1,234,567.8': " + THOUSANDS % "comma"),
        ("a;b\n344.61;x\n40,897;y\n1,234;y\n", ".", "people.csv, line 3, column 'a': expected a number, got '40,897': " + THOUSANDS % "comma"),
        ("a;b\n1,234,567;x\n2;y\n", ".", "people.csv, line 2, column 'a': expected a number, got '1,234,567': " + THOUSANDS % "comma"),
        ("a;b\n1.234,5;x\n2;y\n", ",", "people.csv, line 2, column 'a': expected a number, got '1.234,5': " + THOUSANDS % "point"),
        ("a;b\n1.234,5;x\n,5;y\n", ".", "people.csv, line 2, column 'a': expected a number, got '1.234,5': " + COMMA),
        ("a;b\n1;1,5\n2;2,5\n", ".", "people.csv, line 2, column 'b': expected a number, got '1,5': " + COMMA),
        ("a;b\n1.5;x\n2;y\n", ",", "people.csv, line 2, column 'a': expected a number, got '1.5': " + POINT),
        ("a;b\n7;x\n1.234;y\n", ",", "people.csv, line 3, column 'a': expected a number, got '1.234': " + POINT),
        ("a;b\n0.5;x\n,5;y\n", ",", "people.csv, line 2, column 'a': expected a number, got '0.5' (1 of the 2 values in this column are numbers)"),
        # one slip among numbers that have the right mark is no question of the mark
        ("a;b\n1.5;x\n1,5;y\n", ".", "people.csv, line 3, column 'a': expected a number, got '1,5' (1 of the 2 values in this column are numbers)"),
        ("5,1;3,5\n4,9;3\n", ",", "people.csv, line 1: expected the names of the columns, got numbers: 5,1, 3,5; add a header line"),
        (GERMAN, ";", "decimal must be '.' or ',', got ';'"),
        (GERMAN, None, "decimal must be '.' or ',', got None (NoneType)"),
    ],
)
def test_numbers_with_the_other_decimal_mark_are_no_words(write, content, decimal, message):
    assert message_of(read_csv, write(content), delimiter=";", decimal=decimal) == message


@pytest.mark.parametrize("words", [("31.12.2024", "1.1.2025"), ("192.168.0.1", "10.0.0.1"), ("1,2,3", "4,5,6"), ("1,5a", "1.5b")])
def test_words_of_digits_and_marks_stay_words(write, words):
    """Dates, addresses, lists and codes refused as numbers of another country."""
    for decimal in ".,":
        data = read_csv(write("a;b\n%s;x\n%s;y\n" % words), delimiter=";", decimal=decimal)
        assert data.input_names == ["a=%s" % word for word in sorted(words)]


@pytest.mark.parametrize("cell", ["", " ", "?", "NA", "na", "N/A", "#N/A", "NaN", "nan", "null", "NULL", "k.A.", "#NV"])
def test_every_spelling_of_missing_is_found_in_numbers_and_in_words(write, cell):
    """Read as a word, "?" would become a category; read as a number, nan would poison the training."""
    for value in ("1", "red"):
        message = message_of(read_csv, write("a,b\n%s,x\n%s,y\n" % (value, cell)))
        assert message.startswith("people.csv has 1 missing value: line 3 column 'a';")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"target": "Member"},
            "people.csv has no target column 'Member' (did you mean 'member'?); its columns are 'age', 'color', 'member'",
        ),
        ({"target": 2}, "people.csv has no target column 2 (int); its columns are 'age', 'color', 'member'"),
        (
            {"ignore": ["colour"]},
            "people.csv has no column 'colour' (did you mean 'color'?); its columns are 'age', 'color', 'member'",
        ),
        ({"ignore": "color"}, "ignore must be a list of column names, got 'color'"),
        ({"ignore": [1]}, "ignore must be a list of column names, but it holds 1 (int)"),
        ({"ignore": ["member"]}, "column 'member' is the target and cannot be ignored too"),
        ({"words": ["agee"]}, "people.csv has no column 'agee' (did you mean 'age'?); its columns are 'age', 'color', 'member'"),
        ({"words": "age"}, "words must be a list of column names, got 'age'"),
        ({"words": ["member"]}, "column 'member' is the target and no input; if it holds classes, say kind='classification'"),
        ({"words": ["age"], "ignore": ["age"]}, "column 'age' is ignored and cannot be read as words too"),
        ({"kind": "cluster"}, "kind must be 'classification' or 'regression', got 'cluster'"),
        ({"kind": "regression"}, "people.csv, line 2, column 'member': a regression needs numbers as its target, got 'yes'"),
        ({"delimiter": ""}, "delimiter must be one character such as ',' or ';', got ''"),
        ({"delimiter": ",;"}, "delimiter must be one character such as ',' or ';', got ',;'"),
        ({"delimiter": '"'}, "delimiter must be one character such as ',' or ';', got '\"'"),
        ({"delimiter": "\n"}, "delimiter must be one character such as ',' or ';', got '\\n'"),
        ({"delimiter": 7}, "delimiter must be one character such as ',' or ';', got 7 (int)"),
        (
            {"delimiter": ";"},
            "people.csv, line 1: only one column, 'age,color,member': is it separated by ','? then say delimiter=','",
        ),
    ],
)
def test_bad_argument_of_read_csv_is_a_sentence(write, arguments, message):
    assert message_of(read_csv, write(PEOPLE), **arguments) == message


def test_the_last_of_many_columns_is_named(write):
    """The target hidden behind `and 1 more`."""
    path = write(",".join(["c%d" % i for i in range(13)] + ["price"]) + "\n" + ",".join(["1"] * 14) + "\n")
    assert message_of(read_csv, path, "cost").endswith("its columns are %s, 2 more and 'price'" % ", ".join(["'c%d'" % i for i in range(11)]))


@pytest.mark.parametrize(("target", "which"), [(None, "the last column, 'b',"), ("a", "the column 'a'"), ("kind", "the column 'kind'")])
def test_an_input_of_the_model_is_no_target(write, target, which):
    """A table without its targets: the last measurement was predicted from itself, and called wrong."""
    path = write("kind,a,b\nx,1,2\nx,3,4\n")
    message = message_of(read_labelled, path, ["b", "a", "kind=x"], target=target)
    assert message == "people.csv: %s is an input of the model and cannot be the target; name another one with target=" % which


def test_unreadable_paths_are_sentences(write, tmp_path):
    write(PEOPLE)
    os.mkdir("folder")
    assert message_of(read_csv, "nowhere.csv") == "there is no file nowhere.csv"
    assert message_of(read_csv, "folder") == "folder is a directory, not a file"
    assert message_of(read_csv, None) == "a file is asked for by its path, got None (NoneType)"
    assert message_of(read_csv, io.StringIO(PEOPLE)).startswith("a file is asked for by its path, got <_io.StringIO")
    assert "cannot be read" in message_of(read_csv, "peo\0ple.csv")
    assert read_csv(tmp_path / "people.csv").Y == [1, 0, 0]
    assert read_csv(b"people.csv").name == "people"


@pytest.mark.parametrize("damage", [lambda packed: packed[:-9], lambda packed: packed[:12] + b"?????" + packed[17:]])
def test_damaged_gzip_is_a_sentence(write, damage):
    """A download that broke off, or a flipped byte."""
    path = write(damage(gzip.compress(PEOPLE.encode() * 20)))
    assert message_of(read_csv, path).startswith("people.csv is a damaged gzip file: ")


# ---------------------------------------------------------------- read_rows


def test_rows_by_name_in_the_order_of_the_model(write):
    path = write("member,color,note,age\n?,green,hello,28\n?,red,,51\n")
    assert read_rows(path, ["color=red", "age", "color=green"]) == [[0.0, 28.0, 1.0], [1.0, 51.0, 0.0]]


def test_rows_between_other_delimiters(write):
    assert read_rows(write("b;a\n1;2\n3;4\n"), ["a", "b"], delimiter=";") == [[2.0, 1.0], [4.0, 3.0]]


def test_rows_of_a_category_the_file_happens_to_lack(write):
    """Encoding anew from the words of this file alone would lose the column of green."""
    path = write("color\nred\nred\n")
    assert read_rows(path, ["color=green", "color=red"]) == [[0.0, 1.0], [0.0, 1.0]]


def test_unknown_words_are_listed_in_the_order_of_the_lines(write):
    """The first word alone, so that each run of the program shows one more; the gaps that defaults fill counted as lines."""
    path = write("color,size\nred,big\n?,tiny\ngren,big\nred,huge\n")
    names = ["color=red", "color=green", "size=big"]
    learned = "the model learned 'big' in column 'size'; 'red', 'green' in column 'color'"
    with pytest.raises(DataError) as caught:
        read_rows(path, names, input_defaults=[1.0, 0.0, 1.0])
    places = "line 3 column 'size' 'tiny', line 4 column 'color' 'gren' (did you mean 'green'?), line 5 column 'size' 'huge'"
    assert str(caught.value) == "people.csv has 3 unknown words: %s; %s" % (places, learned)
    path = write("size\n" + "huge\n" * 8)
    with pytest.raises(DataError, match=r"has 8 unknown words: line 2 column 'size' 'huge', .* line 6 column 'size' 'huge' and 3 more; the model learned 'big'$"):
        read_rows(path, ["size=big"])


def test_rows_whose_column_name_or_word_holds_an_equals_sign(write):
    path = write("a=b,c\nx=y,1\n")
    assert read_rows(path, ["a=b=x=y", "c"]) == [[1.0, 1.0]]


def test_a_column_with_the_inputs_own_name_comes_first(write):
    """A file that is already one-hot encoded is read as it stands."""
    assert read_rows(write("c,c=r\nr,0.25\n"), ["c=r"]) == [[0.25]]


@pytest.mark.parametrize("content", ["34,red,yes\n28,green,no\n", "tall,red,yes\nshort,green,no\ntall,blue,yes\n"])
def test_a_file_without_a_header_line_is_asked_for_it(write, content):
    """A row that is taken for the names of columns, of which the model's is none: the names are looked for in the model."""
    path, columns = write(content), ", ".join(map(repr, content.split("\n")[0].split(",")))
    asked = "people.csv has no %%s column %%s; its columns are %s; has it no header line?" % columns
    assert message_of(read_rows, path, ["age", "color=red"]) == asked % ("input", "'age'")
    assert message_of(read_labelled, path, ["age"], ["no", "yes"], "member") == message_of(read_csv, path, "member") == asked % ("target", "'member'")
    assert message_of(read_rows, path, ["re"]).endswith("(did you mean 'red'?); its columns are " + columns)  # a slip is no question of the header


def test_columns_without_a_name_are_not_in_the_way_of_a_model(write):
    """An index of pandas for which every prediction is refused; an empty last column taken for the target; two of them called one."""
    path = write(",rooms,,area,kind,\n0,3,x,70,b,\n1,,y,80,a,\n")
    assert read_rows(path, ["area"]) == [[70.0], [80.0]]
    assert read_rows(path, ["area", "rooms"], input_defaults=[1.0, 2.5]) == [[70.0, 3.0], [80.0, 2.5]]
    data = read_labelled(path, ["area"], ["a", "b"])
    assert (data.X, data.Y, data.target_name) == ([[70.0], [80.0]], [1, 0], "kind")
    assert read_labelled(write(",a,b\n0,1,2\n1,3,4\n")).input_names == ["a"]
    for name in ("", "=0"):
        assert message_of(read_rows, path, [name]) == "people.csv has no input column ''; its columns are 'a', 'b'"
    assert "no target column ''" in message_of(read_labelled, path, ["a"], target="")


@pytest.mark.parametrize(
    ("content", "input_names", "message"),
    [
        (
            PEOPLE,
            ["ages"],
            "people.csv has no input column 'ages' (did you mean 'age'?); its columns are 'age', 'color', 'member'",
        ),
        (PEOPLE, ["size=big"], "people.csv has no input column 'size'; its columns are 'age', 'color', 'member'"),
        (
            PEOPLE,
            ["color=red", "color=greens"],
            ("people.csv, line 3, column 'color': unknown word 'green' (did you mean 'greens'?); the model learned 'red', 'greens'"),
        ),
        (
            "age,b\n3,1\nx,2\n4,5\n",
            ["age"],
            "people.csv, line 3, column 'age': expected a number, got 'x' (2 of the 3 values in this column are numbers)",
        ),
        (PEOPLE, ["color"], "people.csv, line 2, column 'color': expected a number, got 'red'"),
        (
            "age,b\n3,1\n,2\n",
            ["age"],
            "people.csv has 1 missing value: line 3 column 'age'; fill them in, or leave these lines out; a model that was trained with missing='mean' fills them in itself",
        ),
        (
            "color,b\nred,1\n?,2\n",
            ["color=red", "color=green"],
            "people.csv has 1 missing value: line 3 column 'color'; fill them in, or leave these lines out; a model that was trained with missing='mean' fills them in itself",
        ),
        ("age\n", ["age"], "people.csv holds column names but no data below them"),
        (
            'age\n3\n""\n',
            ["age"],
            "people.csv has 1 missing value: line 3 column 'age'; fill them in, or leave these lines out; a model that was trained with missing='mean' fills them in itself",
        ),
        (PEOPLE, "age", "input_names must be a list of column names, got 'age'"),
        (PEOPLE, [], "input_names is empty: there is nothing to read from the file"),
    ],
)
def test_bad_rows_are_sentences(write, content, input_names, message):
    assert message_of(read_rows, write(content), input_names) == message


# ---------------------------------------------------------------- read_labelled


def test_some_of_the_classes_only(write):
    """A file with one of three classes: refused, or its class called number 0."""
    data = read_labelled(write("member,age\nold,80\nold,70\n"), ["age"], ["child", "young", "old"], target="member")
    assert (data.X, data.Y, data.class_names) == ([[80.0], [70.0]], [2, 2], ["child", "young", "old"])


def test_classes_that_are_numbers(write):
    """"1" and 1.0 taken for two classes; 0.5 cut off to 0."""
    assert read_labelled(write("x;y\n5;1\n6;0\n7;1.0\n"), ["x"], ["0", "1"], delimiter=";").Y == [1, 0, 1]
    assert read_labelled(write("x,y\n5,0.5\n6,-1\n7,-1.0\n"), ["x"], ["-1", "0", "0.5"]).Y == [2, 0, 0]


def test_measurements_without_any_names(write):
    """Whole numbers, which read_csv would call classes."""
    data = read_labelled(write("y,a,b\n1,2,3\n0,4,5\n1,6,7\n0,8,9\n"), target="y")
    assert (data.input_names, data.X[0], data.Y, data.kind) == (["a", "b"], [2.0, 3.0], [1.0, 0.0, 1.0, 0.0], "regression")


def test_lines_without_a_target_say_nothing_about_a_model(write):
    """A file that read_csv takes, refused as a whole; targets of the lines below; a line that goes in silence."""
    data = read_labelled(write("x;y\n1;b\n;\n3;?\n4;a\n"), ["x"], ["a", "b"], delimiter=",")
    assert (data.X, data.Y) == ([[1.0], [4.0]], [1, 0])
    assert len(data.notes) == 2  # the delimiter is one
    assert data.notes[1] == "left out, for a missing target: 2 lines of 4"
    assert read_labelled(write("x,y\n1,2.5\n2,\n3,0\n"), ["x"]).Y == [2.5, 0.0]
    assert read_labelled(write("x,y\n1,2.5\n"), ["x"]).notes == ()


@pytest.mark.parametrize(
    ("content", "input_names", "class_names", "target", "message"),
    [
        (PEOPLE, ["age"], ["no", "yess"], None, "people.csv, line 2, column 'member': unknown class 'yes' (did you mean 'yess'?); the model tells apart 'no', 'yess'"),
        (PEOPLE, ["age"], [], None, "people.csv, line 2, column 'member': a regression needs numbers as its target, got 'yes'"),
        (PEOPLE, ["age"], ["no", "yes"], "membr", "people.csv has no target column 'membr' (did you mean 'member'?); its columns are 'age', 'color', 'member'"),
        (PEOPLE, ["size"], ["no", "yes"], None, "people.csv has no input column 'size'; its columns are 'age', 'color', 'member'"),
        ("y\n1\n", [], [], None, "people.csv has the target column 'y' but no column of inputs"),
        ("x,y\n1,\n", ["x"], ["a"], None, "people.csv: every line has a missing value in the target column 'y'"),
        (PEOPLE, ["age"], "yes", None, "class_names must be a list of names, got 'yes'"),
    ],
)
def test_bad_labelled_rows_are_sentences(write, content, input_names, class_names, target, message):
    assert message_of(read_labelled, write(content), input_names, class_names, target) == message


# ---------------------------------------------------------------- IDX


def idx(dimensions, content):
    return struct.pack(">4B%dI" % len(dimensions), 0, 0, 8, len(dimensions), *dimensions) + content


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.booleans(), st.randoms(use_true_random=False))
def test_idx_round_trip(scratch, dimensions, packed, random):
    size = 1
    for dimension in dimensions:
        size *= dimension
    content = bytes(random.randrange(256) for _ in range(size))
    with open(scratch, "wb") as file:
        file.write(gzip.compress(idx(dimensions, content)) if packed else idx(dimensions, content))
    assert read_idx(scratch) == (tuple(dimensions), content)


def test_idx_dimensions_have_four_bytes(write):
    """Two of the four read, which is enough for the 60,000 images of MNIST; the highest bit taken for a sign."""
    assert read_idx(write(idx([1, 70000], bytes(70000)), "x")) == ((1, 70000), bytes(70000))
    assert message_of(read_idx, write(idx([3000000000], b"12"), "x")) == "x is cut off: 3000000000 is 3000000000 bytes of data, got 2"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "x is not an IDX file: it starts with the bytes (none)"),
        (b"\0\0\x08", "x is not an IDX file: it starts with the bytes 000008"),
        (b"\x89PNG....", "x is not an IDX file: it starts with the bytes 89504e47"),
        (b"\0\0\x08\0", "x is not an IDX file: it starts with the bytes 00000800"),
        (b"\0\0\x0d\1\0\0\0\0", "x holds values of type 0x0d; only 0x08, unsigned bytes, is read"),
        (b"\0\0\x08\3\0\0\0\1", "x is cut off: it ends inside the header of 16 bytes"),
        (idx([2, 3], b"12345"), "x is cut off: 2 x 3 is 6 bytes of data, got 5"),
        (idx([2, 3], b"1234567"), "x is too long: 2 x 3 is 6 bytes of data, got 7"),
    ],
)
def test_bad_idx_is_a_sentence(write, content, message):
    assert message_of(read_idx, write(content, "x")) == message


# ---------------------------------------------------------------- MNIST

IMAGES = {"train": bytes(range(3 * 2 * 4)), "t10k": bytes(range(100, 100 + 2 * 2 * 4))}
LABELS = {"train": b"\7\0\11", "t10k": b"\1\2"}


def write_mnist(write, mark="-", end="", images=IMAGES, labels=LABELS):
    """Write a small MNIST of 3 training and 2 test images, 2 rows of 4 pixels."""
    pack = gzip.compress if end else bytes
    for part in ("train", "t10k"):
        count = len(images[part]) // 8
        write(pack(idx([count, 2, 4], images[part])), "%s-images%sidx3-ubyte%s" % (part, mark, end))
        write(pack(idx([len(labels[part])], labels[part])), "%s-labels%sidx1-ubyte%s" % (part, mark, end))


@pytest.mark.parametrize("end", ["", ".gz"])
@pytest.mark.parametrize("mark", ["-", "."])
def test_mnist_under_each_of_its_file_names(write, mark, end):
    """The dots come out of some unpacking programs, the dashes stand on the original page."""
    write_mnist(write, mark, end)
    train, test = read_mnist(".")
    assert [bytes(range(8)), bytes(range(8, 16)), bytes(range(16, 24))] == train.X
    assert (train.Y, test.Y) == ([7, 0, 9], [1, 2])
    assert [bytes(range(100, 108)), bytes(range(108, 116))] == test.X


def test_mnist_rows_are_bytes_with_named_pixels_and_digits(write, tmp_path):
    write_mnist(write)
    train, _ = read_mnist(tmp_path)
    assert {type(row) for row in train.X} == {bytes}
    assert train.input_names == ["pixel_%d_%d" % (row, column) for row in (0, 1) for column in (0, 1, 2, 3)]
    assert train.class_names == list("0123456789")
    assert train.name == tmp_path.name
    assert "CC BY-SA 3.0" in train.credit


def test_mnist_limit_takes_the_first_samples_of_each_part(write):
    write_mnist(write)
    assert [(len(part), part.Y) for part in read_mnist(".", limit=1)] == [(1, [7]), (1, [1])]
    assert [len(part) for part in read_mnist(".", limit=1000)] == [3, 2]


def test_mnist_with_a_missing_file_says_which(write):
    write_mnist(write)
    os.remove("t10k-labels-idx1-ubyte")
    expected = "t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz, t10k-labels.idx1-ubyte, t10k-labels.idx1-ubyte.gz"
    assert message_of(read_mnist, ".") == "the folder . has none of " + expected


def test_mnist_of_files_that_do_not_fit_is_a_sentence(write):
    write_mnist(write, labels={"train": b"\1\2", "t10k": b"\1\2"})
    assert message_of(read_mnist, ".").endswith("train-images-idx3-ubyte holds 3 images, but %s 2 labels" % os.path.join(".", "train-labels-idx1-ubyte"))
    write_mnist(write, labels={"train": b"\1\12\2", "t10k": b"\1\2"})
    assert message_of(read_mnist, ".").endswith("train-labels-idx1-ubyte: expected labels from 0 to 9, got 10")
    write(idx([3, 8], IMAGES["train"]), "train-images-idx3-ubyte")
    assert message_of(read_mnist, ".").endswith("train-images-idx3-ubyte has 2 dimensions, expected 3")


def test_mnist_bad_arguments_are_sentences(write):
    write_mnist(write)
    assert message_of(read_mnist, "nowhere") == "there is no folder nowhere"
    assert message_of(read_mnist, "train-labels-idx1-ubyte") == "there is no folder train-labels-idx1-ubyte"
    assert message_of(read_mnist, 7) == "a folder is asked for by its path, got 7 (int)"
    assert message_of(read_mnist, ".", 0) == "limit must be a whole number, 1 or more, got 0 (int)"


REAL = os.path.join(os.environ.get("PURENN_DATA", ""), "mnist")


@pytest.mark.long
@pytest.mark.skipif(not os.path.isdir(REAL), reason="needs a folder of data files: set PURENN_DATA")
def test_the_real_mnist():
    """The counts of each digit, as published."""
    train, test = read_mnist(REAL)
    assert [train.Y.count(c) for c in range(10)] == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert [test.Y.count(c) for c in range(10)] == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert {len(row) for row in train.X} == {len(row) for row in test.X} == {784}
    assert train.Y[:10] == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]


@pytest.mark.long
@pytest.mark.skipif(not os.path.isdir(REAL), reason="needs a folder of data files: set PURENN_DATA")
@pytest.mark.parametrize(
    ("file", "shape", "kind"),
    [
        ("htru2_pulsars", (17898, 8, 2), "classification"),
        ("banknote_authentication", (1372, 4, 2), "classification"),
        ("german_credit", (1000, 61, 2), "classification"),  # 7 numbers, and 54 codes of the 13 other columns
        ("german_credit_numeric", (1000, 24, 2), "classification"),
    ],
)
def test_real_tables(file, shape, kind):
    data = read_csv(os.path.join(os.path.dirname(REAL), "tables", file + ".csv"))
    assert (len(data), len(data.input_names), len(data.class_names)) == shape
    assert data.kind == kind

"""Bad inputs: each gets one clear sentence on stderr and exit status 2, and no file is touched."""

import json
import os
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

import purenn as nn
from purenn import Dense, Dropout, Network, Sigmoid, TrainingError, storage
from purenn.cli import files, numbers, plans, progress

ROOT = str(Path(__file__).resolve().parents[2])
ROWS = "width,height,kind\n" + "1,2,box\n3,1,bar\n2,2,box\n4,1,bar\n" * 3
MODEL = {
    "format": "purenn",
    "version": 1,
    "input_names": ["width", "height"],
    "class_names": ["bar", "box"],
    "layers": [{"layer": "Dense", "inputs": 2, "outputs": 1, "weights": [[0.5, -0.5]], "biases": [0.0]}, {"layer": "Sigmoid"}],
}


def model(**changes):
    return json.dumps({**MODEL, **changes})


def dense(**changes):
    return model(layers=[{**MODEL["layers"][0], **changes}, {"layer": "Sigmoid"}])


def plain(outputs, *more):
    """A model without names, and with as many outputs, each of them 0."""
    first = {"layer": "Dense", "inputs": 2, "outputs": outputs, "weights": [[0.0, 0.0]] * outputs, "biases": [0.0] * outputs}
    return model(input_names=[], class_names=[], layers=[first, *more])


def idx(dimensions, content):
    return struct.pack(">BBBB%dI" % len(dimensions), 0, 0, 8, len(dimensions), *dimensions) + bytes(content)


FILES = {
    "good.csv": ROWS,
    "ragged.csv": ROWS + "1,2\n",
    "word.csv": ROWS.replace("4,1", "four,1", 1),
    "empty.csv": "",
    "header.csv": "width,height,kind\n",
    "minified.csv": "a,b,y\n1," + "z" * 50000 + ",1\n2,3,4\n",
    "noheader.csv": "1,2,3\n4,5,6\n",
    "noheader_kind.csv": "1,2,box\n3,1,bar\n",
    "one_class.csv": "width,kind\n1,box\n2,box\n3,box\n",
    "two_rows.csv": "width,kind\n1,box\n2,bar\n",
    "constant.csv": "width,price\n1,2.5\n2,2.5\n3,2.5\n4,2.5\n",
    "nan.csv": ROWS.replace("3,1", "nan,1", 1),
    "infinite.csv": ROWS.replace("3,1", "inf,1", 1),
    "missing.csv": ROWS.replace("3,1", ",1", 1),
    "binary.csv": b"width,height,kind\n1,\x00,box\n",
    "latin.csv": b"width,kind\n1,caf\xe9\n",
    "index.csv": ",width,kind\n0,1,box\n1,2,bar\n",
    "index_same.csv": ",width,kind\n0,1,box\n1,2,box\n",
    "twice.csv": "width,width,kind\n1,2,a\n1,2,b\n",
    "target_only.csv": "kind\nbox\nbar\n",
    "quote.csv": 'width,kind\n1,"box\n2,bar\n',
    "colons.csv": '"width":"kind"\n"1":"box"\n',
    "semicolons.csv": "width;kind\n1;box\n2;bar;can\n",
    "cans.csv": "width,height,kind\n1,2,box\n3,1,can\n",
    "inputs.csv": "width,height\n1,2\n3,1\n",
    "german.csv": "width;kind\n1,5;box\n2;bar\n",
    "price.csv": "width,price\n" + "".join("%d,%d.5\n" % (i, i * i) for i in range(20)),
    "narrow.csv": "width\n1\n",
    "words.csv": "width,height\nbig,1\n",
    "huge.csv": "width,height\n1e308,-1e308\n",
    "huge_kind.csv": "width,height,kind\n1e308,-1e308,box\n",
    "good.json": model(),
    "value.json": plain(1),
    "values.json": plain(3),
    "three.json": plain(3, {"layer": "Softmax"}),
    "truncated.json": model()[:100],
    "foreign.json": '{"weights": [1, 2]}',
    "list.json": "[1, 2, 3]",
    "newer.json": model(version=99),
    "shapes.json": dense(weights=[[0.5]]),
    "nan_weight.json": dense(weights=[[0.5, float("nan")]]),
    "text_weight.json": dense(weights=[[0.5, "much"]]),
    "layer.json": model(layers=[{"layer": "Dance"}]),
    "inputs_ab.json": model(input_names=["b", "a"]),
    "names.json": model(input_names=["width"]),
    "classes.json": model(class_names=["a", "b", "c"]),
    "nameless.json": model(input_names=[]),
    "huge_weight.json": dense(weights=[[1e308, -1e308]]).replace('{"layer": "Sigmoid"}', '{"layer": "Identity"}'),
    "colors.json": model(input_names=["width", "kind=box"]),
    "nested.json": "[" * 100000,
    "binary.json": b"\x89PNG\x00\xff\xfe",
    "folder/keep.txt": "something",
    "labels/train-images-idx3-ubyte": idx((2, 2, 2), range(8)),
    "labels/train-labels-idx1-ubyte": idx((2,), (3, 77)),
    "labels/t10k-images-idx3-ubyte": idx((1, 2, 2), range(4)),
    "labels/t10k-labels-idx1-ubyte": idx((1,), (3,)),
    "cut/train-images-idx3-ubyte": idx((2, 2, 2), range(5)),
    "cut/train-labels-idx1-ubyte": idx((2,), (3, 7)),
    "cut/t10k-images-idx3-ubyte": idx((1, 2, 2), range(4)),
    "cut/t10k-labels-idx1-ubyte": idx((1,), (3,)),
}

# What is tried, and words that the sentence must hold.
BAD = [
    # commands and options
    ("trian", "no command 'trian'|did you mean 'train'"),
    ("train --epoch 3", "no option '--epoch'|did you mean '--epochs'"),
    ("train --foo=3", "no option '--foo'"),
    ("train extra", "unexpected argument 'extra'"),
    ("train good.csv", "unexpected argument 'good.csv': is it the data? then say --data good.csv"),
    ("summary good.json good.csv", "unexpected argument 'good.csv' ("),
    ("train --lr 0.1", "no option '--lr' (did you mean '--learning-rate'?)"),
    ("train --bs=8", "no option '--bs' (did you mean '--batch-size'?)"),
    ("train --epochs", "--epochs|expected one argument"),
    ("train -x", "unexpected argument '-x'"),
    ("predict", "required: model, data"),
    ("summary", "required: model"),
    # names
    ("train --data irsi", "no data set or file 'irsi'|did you mean 'iris'"),
    ("train --activation rleu", "no activation 'rleu'|did you mean 'relu'"),
    ("train --optimizer adma", "no optimizer 'adma'|did you mean 'adam'"),
    ("train --loss msee", "no loss 'msee'|did you mean 'mse'"),
    ("train --kind clasification", "no kind|did you mean 'classification'"),
    ("train --data good.csv --target kidn", "no target column 'kidn'|did you mean 'kind'"),
    ("train --data good.csv --ignore colour", "no column 'colour'"),
    # numbers
    ("train --learning-rate nan", "--learning-rate|above 0|'nan'"),
    ("train --learning-rate -0.1", "--learning-rate|above 0|'-0.1'"),
    ("train --learning-rate inf", "--learning-rate|above 0"),
    ("train --learning-rate 0", "--learning-rate|above 0"),
    ("train --learning-rate fast", "--learning-rate|'fast'"),
    ("train --epochs 0", "--epochs|at least 1|'0'"),
    ("train --epochs -1", "--epochs|at least 1|'-1'"),
    ("train --epochs 2.5", "--epochs|whole number|'2.5'"),
    ("train --batch-size 0", "--batch-size|at least 1"),
    ("train --batch-size -8", "--batch-size|at least 1"),
    ("train --limit 0", "--limit|at least 1"),
    ("train --data moons --limit 100000000", "--limit|at most 100000"),
    ("train --seed -1", "--seed|at least 0"),
    ("train --seed x", "--seed|'x'"),
    ("train --hidden a,b", "--hidden|sizes|'a,b'"),
    ("train --hidden 0", "--hidden|sizes|'0'"),
    ("train --hidden -3", "--hidden|sizes|'-3'"),
    ("train --hidden 8,,8", "--hidden|'8,,8'"),
    ("train --hidden 99999999999", "--hidden|from 1 to 10000"),
    ("train --validation 0", "--validation|between 0 and 1|'0'"),
    ("train --validation 1", "--validation|between 0 and 1|'1'"),
    ("train --validation 2", "--validation|between 0 and 1|'2'"),
    ("train --validation nan", "--validation|between 0 and 1"),
    # options that do not go together
    ("train --data iris --loss bce", "bce is for two classes|has 3|cross-entropy fits"),
    ("train --data line --loss bce", "bce is for two classes|measurement|mse fits"),
    ("train --data price.csv --loss cross-entropy", "cross-entropy compares classes|measurement"),
    ("train --data iris --target kind", "--target belongs to a CSV file"),
    ("train --data xor --validation 0.5", "--validation|four rows"),
    ("train --data xor --limit 2", "--limit|four rows"),
    ("train --data labels --validation 0.5", "--validation|test images"),
    ("train --data good.csv --kind regression", "good.csv|regression needs numbers"),
    # data
    ("train --data ragged.csv", "ragged.csv, line 14|2 values|3 columns"),
    ("train --data word.csv", "word.csv, line 5|'width'|'four'"),
    ("train --data empty.csv", "empty.csv is empty"),
    ("train --data minified.csv", "minified.csv, line 2, column 'b': expected a number, got 'zzz| ... |zzz' (1 of the 2 values in this column are numbers)"),
    ("train --data header.csv", "header.csv|no data"),
    ("train --data noheader.csv", "noheader.csv, line 1|header"),
    ("train --data one_class.csv", "one_class.csv|2 classes|only 'box'"),
    ("train --data two_rows.csv", "no class has 2 samples"),
    ("train --data constant.csv", "target is 2.5 in all|nothing to learn"),
    ("train --data good.csv --limit 1", "at least 2 samples"),
    ("train --data nan.csv", "nan.csv|missing value|line 3|'width'"),
    ("train --data infinite.csv", "infinite.csv, line 3|finite|'inf'"),
    ("train --data missing.csv", "missing.csv|missing value|line 3"),
    ("train --data binary.csv", "binary.csv, line 2|not a text file"),
    ("train --data latin.csv", "latin.csv, line 2|UTF-8"),
    ("train --data index.csv", "index.csv, line 1: column 1 of 3 has no name|probably an index|index=False of pandas"),
    ("train --data twice.csv", "twice.csv|both named 'width'"),
    ("train --data target_only.csv", "target_only.csv|no column of inputs"),
    ("train --data quote.csv", "quote.csv|quoted cell"),
    ("train --data semicolons.csv", "semicolons.csv|only one column|';'"),
    ("train --data colons.csv", "colons.csv, line 1: expected ','|name it with --delimiter\n"),
    ("train --data good.csv --delimiter ab", "delimiter must be one character"),
    ("train --data german.csv --delimiter ;", "german.csv, line 2, column 'width'|'1,5'|say --decimal comma;"),
    ("train --data price.csv --decimal comma", "price.csv, line 2, column 'price'|'0.5'|say --decimal point;"),
    ("train --data good.csv --decimal ;", "--decimal|expected point or comma|';'"),
    ("train --data iris --decimal comma", "--decimal belongs to a CSV file"),
    ("gradcheck good.json --data xor --decimal comma", "--decimal belongs to a CSV file"),
    ("train --data nowhere.csv", "no file nowhere.csv"),
    ("train --data good.json", "good.json is a saved model, not a CSV file"),
    ("train --data folder", "folder|train-images"),
    ("train --data labels", "labels from 0 to 9, got 77"),
    ("train --data cut", "cut off"),
    # where the results go
    ("train --out folder", "--out folder is a folder"),
    ("train --out nowhere/model.json", "no folder nowhere"),
    ("train --history nowhere/history.csv", "--history|no folder nowhere"),
    ("train --out=", "--out|name of a file"),
    ("train --data good.csv --out good.csv", "--out good.csv would overwrite the data"),
    ("train --out same --history same", "--history same would overwrite what --out writes"),
    ("train --report folder", "--report folder is a folder"),
    ("train --report nowhere/report.html", "--report|no folder nowhere"),
    ("train --report=", "--report|name of a file"),
    ("train --data good.csv --report good.csv", "--report good.csv would overwrite the data"),
    ("train --out same --report same", "--report same would overwrite what --out writes"),
    ("predict good.json good.csv --out good.json", "--out good.json would overwrite the model"),
    ("predict good.json good.csv --out good.csv", "--out good.csv would overwrite the data"),
    ("predict good.json good.csv --out folder", "is a folder"),
    # models
    ("summary nowhere.json", "no file nowhere.json"),
    ("summary folder", "folder is a folder"),
    ("summary good.csv", "good.csv|no json"),
    ("summary truncated.json", "truncated.json|cut off"),
    ("summary foreign.json", "foreign.json|saved by purenn|$.format"),
    ("summary list.json", "list.json|saved by purenn"),
    ("summary newer.json", "newer.json|version"),
    ("summary shapes.json", "shapes.json|expected a list of 2|$.layers[0].weights[0]"),
    ("summary nan_weight.json", "nan_weight.json|finite|$.layers[0].weights[0][1]"),
    ("summary text_weight.json", "text_weight.json|'much'|$.layers[0].weights[0][1]"),
    ("summary layer.json", "layer.json|'Dance' is unknown"),
    ("summary names.json", "names.json|input name for each of 2|has 1"),
    ("summary classes.json", "classes.json|class name for each of 2|has 3"),
    ("summary nested.json", "nested"),
    ("summary binary.json", "binary.json|no json"),
    # predictions
    ("predict good.json nowhere.csv", "no file nowhere.csv"),
    ("predict nowhere.json good.csv", "no file nowhere.json"),
    ("predict good.json good.json", "good.json is a saved model, not a CSV file"),
    ("predict good.json noheader.csv", "noheader.csv, line 1|header line"),
    ("predict good.json noheader_kind.csv", "no input column 'width'|has it no header line?"),
    ("predict good.json narrow.csv", "narrow.csv|'height'"),
    ("predict good.json words.csv", "words.csv, line 2|'width'|'big'"),
    ("predict good.json empty.csv", "empty.csv is empty"),
    ("predict good.json folder", "folder|train-images"),
    ("predict good.json irsi", "no data set or file 'irsi'|did you mean 'iris'"),
    ("predict good.json iris", "good.json expects 2 inputs|iris has 4"),
    ("predict good.json xor", "good.json expects an input 'width'|xor does not have"),
    ("predict good.json xor --delimiter ;", "--delimiter belongs to a CSV file, and xor is none"),
    ("predict colors.json good.csv", "good.csv has 6 unknown words: line 3 column 'kind' 'bar', line 5 |and 1 more; the model learned 'box'"),
    ("predict good.json good.csv --data inputs.csv", "expected data once, but got good.csv and inputs.csv"),
    ("predict good.json good.csv --keep width,kid", "good.csv has no column 'kid' (did you mean 'kind'?)"),
    ("predict inputs_ab.json xor --keep a", "--keep belongs to a CSV file, and xor is none"),
    ("predict value.json inputs.csv --all", "--all shows the probability of every class, but value.json predicts a measurement"),
    ("predict nameless.json good.csv", "nameless.json does not name its 2 inputs|has 3"),
    ("predict huge_weight.json huge.csv", "no longer a finite number|row 1"),
    # gradients
    ("gradcheck good.json", "required: data"),
    ("gradcheck nowhere.json --data good.csv", "no file nowhere.json"),
    ("gradcheck good.json --data nowhere", "no data set or file 'nowhere'"),
    ("gradcheck good.json --data nowhere.csv", "no file nowhere.csv"),
    ("gradcheck good.json --data good.json", "good.json is a saved model, not a CSV file"),
    ("gradcheck good.json --data folder", "folder|images"),
    ("gradcheck good.json --data iris", "good.json expects 2 inputs|iris has 4"),
    ("gradcheck good.json --data xor", "good.json expects an input 'width'|xor does not have"),
    ("gradcheck inputs_ab.json --data xor", "inputs_ab.json tells apart bar, box|xor has 0, 1"),
    ("gradcheck good.json --data xor --target kind", "--target belongs to a CSV file"),
    ("gradcheck good.json --data good.csv --target kidn", "no target column 'kidn'|did you mean 'kind'"),
    ("gradcheck good.json --data good.csv --target height", "good.csv: the column 'height' is an input of the model|another one with --target"),
    ("gradcheck good.json --data cans.csv", "cans.csv, line 3, column 'kind'|unknown class 'can'|'bar', 'box'"),
    ("gradcheck good.json --data good.csv --rows 0", "--rows|at least 1"),
    ("gradcheck good.json --data good.csv --most 0", "--most|at least 1"),
    ("gradcheck good.json --data good.csv --loss cross-entropy", "CrossEntropy expects rows that add up to 1|take BCE"),
    ("gradcheck good.json --data missing.csv", "missing.csv|missing value"),
    # how good a model is
    ("evaluate good.json", "required: data"),
    ("evaluate good.json good.csv --data inputs.csv", "expected data once, but got good.csv and inputs.csv"),
    ("evaluate nowhere.json --data good.csv", "no file nowhere.json"),
    ("evaluate good.json --data nowhere.csv", "no file nowhere.csv"),
    ("evaluate good.json --data irsi", "no data set or file 'irsi'|did you mean 'iris'"),
    ("evaluate good.json --data good.json", "good.json is a saved model, not a CSV file"),
    ("evaluate good.json --data folder", "folder|train-images"),
    ("evaluate good.json --data empty.csv", "empty.csv is empty"),
    ("evaluate good.json --data header.csv", "header.csv|no data"),
    ("evaluate good.json --data missing.csv", "missing.csv|missing value|line 3"),
    ("evaluate good.json --data narrow.csv", "narrow.csv|no input column 'height'"),
    ("evaluate good.json --data inputs.csv", "inputs.csv: the last column, 'height', is an input of the model and cannot be the target|another one with --target"),
    ("evaluate good.json --data good.csv --target kidn", "no target column 'kidn'|did you mean 'kind'"),
    ("evaluate good.json --data cans.csv", "cans.csv, line 3, column 'kind'|unknown class 'can'|'bar', 'box'"),
    ("evaluate good.json --data xor", "good.json expects an input 'width'"),
    ("evaluate good.json --data iris", "good.json expects 2 inputs|iris has 4"),
    ("evaluate good.json --data german.csv --delimiter ; --decimal point", "no input column 'height'"),
    ("evaluate nameless.json --data iris", "nameless.json expects 2 inputs|iris has 4"),
    ("evaluate value.json --data xor", "value.json predicts a measurement, but xor has 2 classes"),
    ("evaluate value.json --data good.csv", "good.csv, line 2, column 'kind'|a regression needs numbers"),
    ("evaluate values.json --data xor", "the model gives 3 values|one target"),
    ("evaluate three.json --data xor", "three.json tells apart 3 classes, but xor has 2 classes"),
    ("evaluate huge_weight.json --data huge_kind.csv", "no longer a finite number|row 1"),
    ("evaluate good.json --data good.csv --loss mse", "no option '--loss'"),
    # pages
    ("explain nowhere.json --data good.csv", "no file nowhere.json"),
    ("explain good.json", "good.json needs a sample|--data"),
    ("explain --data good.csv", "--data belongs to a model"),
    ("explain --row 2", "--row belongs to a model"),
    ("explain good.json --data nowhere.csv", "no file nowhere.csv"),
    ("explain good.json --data good.json", "good.json is a saved model, not a CSV file"),
    ("explain good.json --data iris", "good.json expects 2 inputs|iris has 4"),
    ("explain good.json --data good.csv --row 13", "--row 13: good.csv has 12 rows"),
    ("explain good.json --data good.csv --row 0", "--row|at least 1"),
    ("explain good.json --data good.csv --row 2,x", "--row|whole number|'x'"),
    ("explain good.json --data good.csv --loss cross-entropy", "CrossEntropy() expects one output for each class|take BCE"),
    ("explain norm.json --data good.csv", "layers[0] BatchNorm(2) learns from at least 2 rows, but got 1|--row 1,2"),
    ("gradcheck norm.json --data good.csv --rows 1", "layers[0] BatchNorm(2) learns from at least 2 rows, but got 1|with --rows"),
    ("explain --digits 18", "digits should be at most 17"),
    ("explain --digits 0", "--digits|at least 1"),
    ("explain --most 0", "--most|at least 1"),
    ("explain --learning-rate -1", "--learning-rate|above 0"),
    ("explain --format word", "no format 'word'|text, markdown, latex, html"),
    ("explain --loss msee", "no loss 'msee'|did you mean 'mse'"),
    ("explain --optimizer adma", "no optimizer 'adma'|did you mean 'adam'"),
    ("explain --out folder", "--out folder is a folder"),
    ("explain good.json --data good.csv --out good.json", "--out good.json would overwrite the model"),
    # doctor, and the options that came with it
    ("doctor --data irsi", "no data set or file 'irsi'|did you mean 'iris'"),
    ("doctor --data nowhere.csv", "no file nowhere.csv"),
    ("doctor --data good.csv --target kidn", "no target column 'kidn'|did you mean 'kind'"),
    ("doctor --data one_class.csv --target kidn", "no target column 'kidn'"),
    ("doctor --data ragged.csv", "ragged.csv"),
    ("doctor --data index_same.csv", "column 1 of 3 has no name|probably an index"),
    ("doctor --data mnist --engine packed", "--engine packed|floats"),
    ("doctor --trye", "no option '--trye'|did you mean '--try'"),
    ("doctor --out model.json", "no option '--out'"),
    ("train --scale none --engine packed", "--engine packed does not go with this|scaled"),
    ("train --clip-norm 0", "--clip-norm|above 0"),
    ("train --init zero", "no kind of first weights 'zero'|did you mean 'zeros'"),
    ("train --scale stnadard", "no scaling 'stnadard'|did you mean 'standard'"),
    ("train --data iris --dropout 1", "--dropout|between 0 and 1|'1'"),
    ("train --data iris --dropout half", "--dropout|between 0 and 1|'half'"),
    ("train --data iris --dropout 0.5 --hidden none", "--dropout|hidden neurons|none"),
    ("train --data iris --dropout 0.5 --engine packed", "--engine packed does not go with this: it has no dropout"),
    ("train --data iris --class-weights 1,2", "--class-weights|each of 3 classes|got 2"),
    ("train --data iris --class-weights 1,x,1", "--class-weights|above 0|'x'"),
    ("train --data iris --class-weights balanced --loss mse", "--class-weights belongs to the losses bce and cross-entropy"),
    ("train --data line --class-weights 1,1", "--class-weights belongs to"),
    ("worksheet --seed -1", "--seed|at least 0"),
    ("worksheet --out nowhere/sheet.md", "--out|no folder nowhere"),
    ("worksheet --out sheet.md --key sheet.md", "--key sheet.md would overwrite what --out writes"),
    ("worksheet --format word", "no format 'word'"),
    ("train --data good.csv --loss mse --hidden none --optimizer sgd --learning-rate 1e308", "training stopped in epoch 1|learning rate"),
]


def write_files(folder):
    Network([nn.BatchNorm(2), Dense(2, 1, rng=nn.Random(1)), Sigmoid()], ["width", "height"], ["bar", "box"]).save(str(folder / "norm.json"))
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture(autouse=True)
def bad_files(request, own_folder):
    """Write the files anew for each test that may change one; writing them takes longer than most of the tests."""
    if "untouched" not in request.fixturenames:
        write_files(own_folder)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("untouched")
    write_files(folder)
    return folder


def everything(folder):
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_one_sentence(result, words):
    assert result.status == 2
    assert result.err.startswith("purenn: ")
    assert result.err.endswith("\n")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err + result.out
    for word in words.split("|"):
        assert word in result.err


@pytest.mark.parametrize(("arguments", "words"), BAD, ids=[arguments for arguments, _ in BAD])
def test_one_clear_sentence_and_nothing_touched(purenn, untouched, monkeypatch, arguments, words):
    monkeypatch.chdir(untouched)
    before = everything(untouched)
    assert_one_sentence(purenn(*arguments.split(" ")), words)
    assert everything(untouched) == before


def test_there_are_enough_of_them():
    assert len({arguments for arguments, _ in BAD}) == len(BAD) >= 40


@pytest.mark.long
@pytest.mark.parametrize("arguments", ["train --data ragged.csv", "train --hidden 0", "summary truncated.json"])
def test_the_real_program_says_the_same(purenn, python, arguments):
    real = python("-m", "purenn", *arguments.split(" "))
    assert_one_sentence(real, "")
    assert real.err == purenn(*arguments.split(" ")).err


def test_line_breaks_and_colours_in_a_name_are_written_out(purenn):
    assert_one_sentence(purenn("summary", "a\nb\x1b[31m.json"), "no file a\\nb\\x1b[31m.json")


def test_the_sentence_begins_with_the_option(purenn):
    assert purenn("train", "--hidden", "0").err.startswith("purenn: --hidden: expected sizes from 1 to 10000")


QUICK = ["--data", "good.csv", "--epochs", "5", "--hidden", "2"]


def raise_at(monkeypatch, method, epoch, error):
    """Let the progress line, which is called at these moments, raise an error in the middle of a training."""
    real = getattr(progress.Progress, method)

    def raising(self, task):
        if task.epoch == epoch:
            raise error
        real(self, task)

    monkeypatch.setattr(progress.Progress, method, raising)


def test_divergence_keeps_the_history_and_saves_no_model(purenn, monkeypatch):
    raise_at(monkeypatch, "on_batch", 3, TrainingError("training stopped in epoch 3: a weight is no longer finite"))
    Path("model.json").write_text("an older one")
    result = purenn("train", *QUICK, "--out", "model.json", "--history", "h.csv")
    assert_one_sentence(result, "training stopped in epoch 3|model.json is not written")
    assert Path("model.json").read_text() == "an older one"
    assert [line.split(",")[0] for line in Path("h.csv").read_text().splitlines()] == ["epoch", "1", "2"]


class FullDisk:
    """A file on a disk that takes the first ten letters."""

    def __init__(self, path, mode="r", **others):
        self.file = open(path, mode, **others)  # noqa: SIM115

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()

    def read(self, *count):
        return self.file.read(*count)

    def write(self, text):
        self.file.write(text[:10])
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("module", "broken", "whole"), [(storage, "model.json", "h.csv"), (files, "h.csv", "model.json")])
def test_a_full_disk_costs_neither_older_file_nor_the_other_one(purenn, tmp_path, monkeypatch, module, broken, whole):
    Path(broken).write_text("an older one")
    monkeypatch.setattr(module, "open", FullDisk, raising=False)
    result = purenn("train", *QUICK, "--out", "model.json", "--history", "h.csv")
    assert_one_sentence(result, broken + "|No space left on device|as it was")
    assert "held-out accuracy" in result.out
    assert Path(broken).read_text() == "an older one"
    assert Path(whole).stat().st_size > 100
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_full_disk_keeps_an_older_report(purenn, tmp_path, monkeypatch):
    """A page that is written in place: half of the new one would be left."""
    Path("r.html").write_text("an older one")
    monkeypatch.setattr(files, "open", FullDisk, raising=False)
    assert_one_sentence(purenn("train", *QUICK, "--report", "r.html"), "r.html|No space left on device|as it was")
    assert Path("r.html").read_text() == "an older one"
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_full_disk_in_predict(purenn, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "open", FullDisk, raising=False)
    assert_one_sentence(purenn("predict", "good.json", "good.csv", "--out", "answers.csv"), "answers.csv|No space left")
    assert not list(tmp_path.glob("answers*"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_stdout_on_a_full_disk(tmp_path):
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "purenn", "summary", "good.json"]
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": ROOT}, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"the output cannot be written: No space left on device" in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_device_is_no_place_for_a_model(purenn):
    assert_one_sentence(purenn("train", *QUICK, "--out", "/dev/full"), "/dev/full is not a regular file")
    assert_one_sentence(purenn("train", *QUICK, "--history", "/dev/full"), "/dev/full could not be written: No space left")
    assert not os.path.isfile("/dev/full")


@pytest.mark.parametrize("command", ["predict good.json good.csv --out Good.csv", "train --data good.csv --out Good.csv", "train --out good.csv --history Good.csv"])
def test_a_name_in_other_letters_may_be_the_same_file(purenn, command):
    """Data replaced by answers, on a disk that does not tell capitals apart; a second name stands for one here."""
    try:
        os.link("good.csv", "Good.csv")
    except FileExistsError:
        pass  # this is such a disk
    except OSError:
        pytest.skip("no second names here")
    assert_one_sentence(purenn(*command.split(" ")), " Good.csv would overwrite ")
    assert Path("good.csv").read_text() == ROWS


def test_a_write_protected_file_is_told_before_training(purenn, monkeypatch):
    monkeypatch.setattr(files.os, "access", lambda path, mode: False)  # root may write anywhere, so a real one proves nothing
    result = purenn("train", *QUICK, "--out", "good.json")
    assert_one_sentence(result, "good.json|write-protected")
    assert result.out == ""


def test_a_write_protected_folder_is_told_before_training(purenn, monkeypatch):
    def refuse(path, *others, **settings):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(files, "open", refuse, raising=False)
    result = purenn("train", "--data", "xor", "--out", "new.json")
    assert_one_sentence(result, "--out new.json cannot be written: Permission denied")
    assert result.out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are a thing of POSIX")
def test_a_file_that_ends_half_way(python, tmp_path):
    Path("model.json").write_text("an older one")
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)); from purenn.cli import main; main(%r)"
    result = python("-B", "-c", code % ["train", *QUICK, "--out", "model.json"])
    assert_one_sentence(result, "model.json could not be written")
    assert Path("model.json").read_text() == "an older one"
    assert not list(tmp_path.glob("*.unfinished"))


def test_ctrl_c_within_an_epoch_still_gives_all_results(purenn, monkeypatch):
    raise_at(monkeypatch, "on_batch", 3, KeyboardInterrupt())
    result = purenn("train", *QUICK, "--out", "model.json", "--history", "h.csv")
    assert_one_sentence(result, "stopped by ctrl-C after 2 of 5 epochs")
    assert "held-out accuracy" in result.out
    assert "saved model.json" in result.out
    assert len(Path("h.csv").read_text().splitlines()) == 3
    assert purenn("predict", "model.json", "good.csv").status == 0


def test_ctrl_c_while_an_epoch_is_measured_leaves_that_epoch_out(purenn, monkeypatch):
    calls = []

    def accuracy(*arguments):
        calls.append(1)
        if len(calls) == 4:  # the first two belong to epoch 1
            raise KeyboardInterrupt
        return nn.accuracy(*arguments)

    monkeypatch.setattr(plans, "accuracy", accuracy)
    result = purenn("train", *QUICK, "--history", "h.csv")
    assert_one_sentence(result, "after 1 of 5 epochs")
    assert len(Path("h.csv").read_text().splitlines()) == 2


def test_an_epoch_without_all_its_numbers_is_not_written():
    history = nn.History()
    history.loss += [0.5, 0.25]
    history.validation_loss += [0.75]
    assert numbers.table(history) == [["epoch", "loss", "validation_loss"], [1, 0.5, 0.75]]


def test_ctrl_c_before_the_first_epoch_ends(purenn, monkeypatch):
    raise_at(monkeypatch, "on_batch", 1, KeyboardInterrupt())
    Path("model.json").write_text("an older one, well trained")
    result = purenn("train", *QUICK, "--history", "h.csv", "--out", "model.json")
    assert_one_sentence(result, "after 0 of 5 epochs|saved after the first whole epoch only")
    assert Path("h.csv").read_text().startswith("epoch")
    assert Path("model.json").read_text() == "an older one, well trained"


def test_ctrl_c_before_training(purenn, monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("purenn.cli.train.read_source", interrupted)
    assert_one_sentence(purenn("train"), "stopped by ctrl-C")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are a thing of POSIX")
def test_a_real_ctrl_c():
    # A shell starts background programs deaf to ctrl-C, so the child first gets its ears back.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from purenn.cli import main; main(%r)"
    arguments = ["train", "--data", "iris", "--epochs", "100000", "--out", "model.json", "--history", "h.csv"]
    environment = {**os.environ, "PYTHONPATH": ROOT}
    child = subprocess.Popen([sys.executable, "-c", code % arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while b"epoch " not in child.stdout.readline():
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == 2
    assert err.startswith(b"purenn: stopped by ctrl-C after ")
    assert err.count(b"\n") == 1
    assert b"held-out accuracy" in out
    assert json.loads(Path("model.json").read_text())["format"] == "purenn"


@pytest.mark.parametrize("missing", [BrokenPipeError(32, "Broken pipe"), OSError(5, "Input/output error")])
def test_output_that_goes_nowhere(monkeypatch, capsys, missing):
    class Stream:
        encoding = "utf-8"

        def write(self, text):
            raise missing

        def flush(self):
            raise missing

    from purenn import cli

    monkeypatch.setattr(sys, "stdout", Stream())
    assert cli.run(["--version"]) == (1 if isinstance(missing, BrokenPipeError) else 2)
    expected = "" if isinstance(missing, BrokenPipeError) else "purenn: the output cannot be written: Input/output error\n"
    assert capsys.readouterr().err == expected


def test_a_model_of_python_with_other_layers_is_read_too(purenn):
    Network([Dropout(0.5), Dense(2, 1), Sigmoid()]).save("own.json")
    assert purenn("predict", "own.json", "huge.csv").status == 0

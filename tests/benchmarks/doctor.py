"""Does the doctor cry wolf, and does it find what is there? Healthy trainings on all data, and sick ones, each with 20 seeds.

    python3 tests/benchmarks/doctor.py               seeds 0 to 19
    python3 tests/benchmarks/doctor.py --seeds 3     seeds 0 to 2
    python3 tests/benchmarks/doctor.py --only iris   the rows whose name holds this word

Healthy are the networks that `purenn train` makes of every data set that it knows, at full length, and those of other benchmarks
and of the README. One that has not learnt nine tenths of its own samples in the end (or of the variance of what it measures) is not
healthy: XOR has seeds with which a network of four units never comes out of a corner. What is found there is counted apart.
Sick are the cases of tests/teach/sick.py. Ends with status 1 if anything was found in a healthy training, or if a trouble was found
with fewer than three quarters of the seeds.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "teach"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from accuracy import CASES as ACCURACY
from accuracy import classifier
from sick import CASES, by_command_line, label, train

import purenn as nn
from purenn import data
from purenn.cli.sources import NAMES

LEARNT = 0.9


def of_the_readme(seed):
    """Train the shortest example of the README."""
    rng, doctor, gate = nn.Random(seed), nn.Doctor(), data.xor()
    net = nn.Network([nn.Dense(2, 4, rng=rng), nn.Tanh(), nn.Dense(4, 1, rng=rng), nn.Sigmoid()])
    net.fit(gate.X, gate.Y, nn.BCE(), nn.SGD(1.0), epochs=400, callbacks=[doctor], rng=rng)
    return doctor


def of_accuracy(name, hidden, rate, decay, epochs, batch_size, seed):
    """Train as tests/benchmarks/accuracy.py does, on four fifths of the data."""
    rng, doctor = nn.Random(seed), nn.Doctor()
    learn, held_out = data.train_test_split(data.load(name), 0.2, rng)
    net = classifier(learn, hidden, rng)
    loss = nn.BCE() if net.outputs == 1 else nn.CrossEntropy()
    optimizer = nn.Adam(nn.CosineDecay(rate, epochs), weight_decay=decay)
    net.fit(learn.X, learn.Y, loss, optimizer, epochs, batch_size, validation=(held_out.X, held_out.Y), callbacks=[doctor], rng=rng)
    return doctor


def of_another_kind(kind, seed):
    """Train with what the command line has not: Dropout, BatchNorm on raw inputs, one sample at a time, early stopping."""
    rng, doctor, callbacks, batch_size = nn.Random(seed), nn.Doctor(), [], 16
    learn, held_out = data.train_test_split(data.wine(), 0.2, rng)
    layers = [nn.Scaler.standard(learn.X), nn.Dense(13, 24, "he", rng), nn.ReLU(), nn.Dense(24, 3, rng=rng), nn.Softmax()]
    if kind == "Dropout":
        layers.insert(3, nn.Dropout(0.5, rng))
    elif kind == "BatchNorm":
        layers = [nn.BatchNorm(13), *layers[1:]]
    elif kind == "one sample at a time":
        batch_size = 1
    elif kind == "early stopping":
        callbacks = [nn.EarlyStopping(5)]
    net = nn.Network(layers)
    validation = (held_out.X, held_out.Y)
    net.fit(learn.X, learn.Y, nn.CrossEntropy(), nn.SGD(0.02), 60, batch_size, validation=validation, callbacks=[doctor, *callbacks], rng=rng)
    return doctor


def healthy():
    """Yield (name, function of a seed) of every training in which nothing is wrong."""
    for name in NAMES:
        yield "train --data " + name, lambda seed, name=name: by_command_line(["--data", name], seed)
    yield "README: xor, SGD(1.0)", of_the_readme
    for name, _, *settings in ACCURACY:
        yield "accuracy.py: " + name, lambda seed, name=name, settings=settings: of_accuracy(name, *settings, seed)
    for kind in ("Dropout", "BatchNorm", "one sample at a time", "early stopping"):
        yield "wine, " + kind, lambda seed, kind=kind: of_another_kind(kind, seed)


def sick():
    """Yield (name, finding, function of a seed) of every training with a trouble made on purpose."""
    for case in CASES:
        yield label(case), case.name, lambda seed, case=case: train(**{**case.setting, **case.trouble, "seed": seed})[0]


def has_learnt(doctor):
    """Tell whether the network that was watched knows its own samples; by a measure that the doctor does not use."""
    training = doctor._record.training
    measure = nn.accuracy if doctor._record.counts else nn.r_squared
    return training.network.evaluate(training.X, training.Y, measure) >= LEARNT


def healthy_rows(seeds, only):
    """Print a row for each kind of healthy training; return how many findings there were."""
    alarms = 0
    print("%-30s %9s %8s %13s %17s %14s %8s" % ("training", "trainings", "healthy", "false alarms", "unhealthy, found", "loss left", "seconds"))
    for name, run in healthy():
        if only not in name:
            continue
        start, left, well, wolves, found = time.time(), [], 0, 0, []
        for seed in range(seeds):
            doctor = run(seed)
            left.append(doctor._record.left)
            is_well = has_learnt(doctor)
            well += is_well
            wolves += is_well and bool(doctor.findings)
            found += ["    seed %d, %s: %s" % (seed, "healthy" if is_well else "unhealthy", finding.name) for finding in doctor.findings]
        others = "%d, %d" % (seeds - well, len({line.split(":")[0] for line in found if "unhealthy" in line}))
        span = "%.3f - %.3f" % (min(left), max(left))
        print("%-30s %9d %8d %13d %17s %14s %8.1f" % (name, seeds, well, wolves, others, span, time.time() - start), flush=True)
        for line in found:
            print(line, flush=True)
        alarms += wolves
    return alarms


def sick_rows(seeds, only):
    """Print a row for each trouble; return how many were found too seldom."""
    missed = 0
    print("\n%-68s %7s %7s" % ("sick", "found", "other"))
    for name, finding, run in sick():
        if only not in name:
            continue
        roots = [[found.name for found in run(seed).findings] for seed in range(seeds)]
        hits, others = sum([finding in names for names in roots]), sorted({other for names in roots for other in names} - {finding})
        print("%-68s %3d/%-3d %7d %s" % (name, hits, seeds, sum([set(names) - {finding} != set() for names in roots]), ", ".join(others)), flush=True)
        missed += hits < 0.75 * seeds
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many")
    parser.add_argument("--only", default="", help="a word of the names")
    options = parser.parse_args()
    alarms = healthy_rows(options.seeds, options.only)
    missed = sick_rows(options.seeds, options.only)
    print("\n%d false alarms; %d troubles found too seldom" % (alarms, missed))
    return 1 if alarms or missed else 0


if __name__ == "__main__":
    sys.exit(main())

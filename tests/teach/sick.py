"""Small trainings that are healthy but for one argument, and the finding that belongs to each."""

from functools import lru_cache
from typing import Any, Dict, NamedTuple

import purenn as nn
from purenn import data
from purenn.cli.arguments import command_parser, parse
from purenn.cli.plans import make_plan
from purenn.cli.sources import read_source
from purenn.cli.training_options import add_training_arguments
from purenn.initializers import normal

ACTIVATIONS = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "relu": nn.ReLU, "leaky-relu": nn.LeakyReLU}
OPTIMIZERS = {"sgd": nn.SGD, "adam": nn.Adam}
LOSSES = {1: nn.BCE, 2: nn.CrossEntropy, 3: nn.CrossEntropy}


def moons(noise=0.1, samples=80):
    return data.moons(samples, noise, nn.Random(1))


def few_of_one_kind():
    """Give three kinds of points; those of the third are few and lie at the edge of the second."""
    rng = nn.Random(3)
    kinds = [2 if s % 20 == 0 else s % 2 for s in range(160)]
    middles = [(0.0, 0.0), (6.0, 0.0), (6.0, 1.0)]
    return data.Dataset([[rng.normal(x, 1.0) for x in middles[kind]] for kind in kinds], kinds, ["a", "b"], ["left", "right", "edge"])


def prices():
    """Give a measurement whose numbers are large, such as the price of a house."""
    samples = data.sine(80, rng=nn.Random(1))
    return data.Dataset(samples.X, [280000.0 + 60000.0 * y for y in samples.Y], ["size"], [])


def wide(inputs, outputs, rng):
    return normal(inputs, outputs, rng, 8.0)


def below_zero(inputs, outputs, rng):
    """Give weights that let no positive input through a ReLU."""
    return [[-rng.uniform(0.2, 0.8) for _ in range(inputs)] for _ in range(outputs)]


def train(
    samples=moons, scale="standard", target=None, hidden=(8,), activation="tanh", init="glorot", optimizer="adam",
    learning_rate=0.03, epochs=40, batch_size=16, class_weights=None, clip_norm=None,
    scale_targets="none", seed=1,
):  # fmt: skip
    """Train a network with a doctor beside it, and return the doctor and the network."""
    rng = nn.Random(seed)
    whole = samples()
    learn, held_out = data.train_test_split(whole, 0.25, rng)
    if target is not None:
        learn.Y, held_out.Y = [target(y) for y in learn.Y], [target(y) for y in held_out.Y]
    scalers = {"none": [], "standard": [nn.Scaler.standard(learn.X)], "positive": [nn.Scaler.min_max(learn.X)]}
    if scale_targets == "standard":
        scaler = nn.Scaler.standard([[y] for y in learn.Y])
        learn.Y, held_out.Y = [scaler.predict([[y] for y in part.Y]) for part in (learn, held_out)]
    outputs = len(whole.class_names) if len(whole.class_names) > 2 else 1
    ends = [] if not whole.class_names else [nn.Sigmoid()] if outputs == 1 else [nn.Softmax()]
    layers, width = list(scalers[scale]), len(whole.input_names)
    for units in hidden:
        layers += [nn.Dense(width, units, init, rng), ACTIVATIONS[activation]()]
        width = units
    layers += [nn.Dense(width, outputs, init if hidden else None, rng), *ends]
    net, doctor = nn.Network(layers), nn.Doctor()
    loss = LOSSES[min(outputs, 3)](class_weights) if whole.class_names else nn.MSE()
    rate = OPTIMIZERS[optimizer](learning_rate, clip_norm=clip_norm)
    try:
        net.fit(learn.X, learn.Y, loss, rate, epochs, batch_size, validation=(held_out.X, held_out.Y), callbacks=[doctor], rng=rng)
    except nn.TrainingError:
        pass  # the doctor has seen it
    return doctor, net


@lru_cache(maxsize=None)
def seen(name, part):
    """Return the doctor of a case, and train only once for all tests: "sick" with its trouble, "well" without."""
    case = {label(case): case for case in CASES}[name]
    return train(**{**case.setting, **case.trouble})[0] if part == "sick" else train(**case.setting)[0]


def label(case):
    return "%s, %s, %s" % (case.name, ", ".join(case.trouble), case.layer)


class Case(NamedTuple):
    """A setting, the one argument that makes it sick, what is found, where, and which argument the remedy changes."""

    name: str
    layer: str
    setting: Dict[str, Any]
    trouble: Dict[str, Any]
    remedy: str


DEEP = {"hidden": (8,) * 6, "optimizer": "sgd", "learning_rate": 0.1}
CASES = [
    Case("labels constant", "the targets Y", {}, {"target": lambda y: 1}, "target"),
    Case("inputs not scaled", "the inputs of layers[0] Dense(13, 8)", {"samples": data.wine}, {"scale": "none"}, "scale"),
    Case("targets not scaled", "the targets Y", {"samples": prices, "scale_targets": "standard", "hidden": (16,), "epochs": 100}, {"scale_targets": "none"}, "scale_targets"),
    Case("symmetric weights", "layers[1] Dense(2, 8)", {}, {"init": "zeros"}, "init"),
    Case("exploding gradients", "layers[7] Dense(16, 1)", {"hidden": (16, 16, 16), "activation": "relu", "init": "he", "optimizer": "sgd", "learning_rate": 0.1}, {"init": wide}, "init"),
    Case("vanishing gradients", "layers[1] Dense(2, 8)", {**DEEP, "activation": "relu", "init": "he"}, {"activation": "sigmoid"}, "activation"),
    Case("vanishing gradients", "layers[7] Dense(8, 8)", {**DEEP}, {"init": "normal"}, "init"),
    Case("dead ReLU units", "layers[2] ReLU()", {"scale": "positive", "init": below_zero, "activation": "leaky-relu", "epochs": 150}, {"activation": "relu"}, "activation"),
    Case("saturated sigmoids", "layers[2] Sigmoid()", {"activation": "sigmoid", "epochs": 80}, {"init": wide}, "init"),
    Case("saturated tanh", "layers[2] Tanh()", {}, {"init": wide}, "init"),
    Case("learning rate too high", "the optimizer SGD", {"optimizer": "sgd", "learning_rate": 0.3}, {"learning_rate": 30.0}, "learning_rate"),
    Case("learning rate too high", "the optimizer Adam", {"activation": "relu", "hidden": (32, 16), "init": "he"}, {"learning_rate": 3.0}, "learning_rate"),
    Case("learning rate too low", "the optimizer Adam", {}, {"learning_rate": 3e-5}, "learning_rate"),
    Case("overfitting", "the network", {"samples": lambda: moons(0.5), "hidden": (32, 32), "activation": "relu", "init": "he", "learning_rate": 0.01, "epochs": 15}, {"epochs": 100}, "epochs"),
    Case("underfitting", "the network", {"samples": lambda: data.circles(80, rng=nn.Random(1)), "epochs": 60}, {"hidden": ()}, "hidden"),
    Case("underfitting", "the network", {"samples": lambda: data.circles(80, rng=nn.Random(1)), "hidden": (16,), "epochs": 60}, {"epochs": 15}, "epochs"),
    Case("one class ignored", "the outputs", {"samples": few_of_one_kind, "class_weights": [1, 1, 10], "learning_rate": 0.01, "epochs": 30}, {"class_weights": None}, "class_weights"),
]  # fmt: skip

# The command line's own networks, with fewer rows or epochs than it gives them: enough for a doctor.
HEALTHY = [
    ["xor"], ["iris"], ["wine"], ["breast_cancer", "--epochs", "8"], ["digits", "--limit", "500", "--epochs", "6"],
    ["moons", "--epochs", "25"], ["circles", "--epochs", "25"], ["spirals", "--limit", "100"], ["blobs", "--epochs", "20"], ["line"], ["sine"],
]  # fmt: skip


def by_command_line(arguments, seed):
    """Train as `purenn train` does with these arguments, and return the doctor that looked on."""
    options = parse(parser(), [*arguments, "--seed", str(seed)])
    rng = nn.Random(seed)
    source = read_source(options, rng)
    plan, doctor = make_plan(source, options, rng), nn.Doctor()
    held_out = source.held_out
    validation = (held_out.X, plan.targets(held_out)) if held_out else None
    plan.network.fit(source.train.X, plan.targets(source.train), plan.loss, plan.optimizer, plan.epochs, plan.batch_size, validation=validation, callbacks=[doctor], rng=rng)
    return doctor


def parser():
    found = command_parser("train", "")
    add_training_arguments(found)
    return found

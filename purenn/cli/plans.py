"""The network, the loss and the optimizer that fit the data, where the options do not say otherwise."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Callable, NamedTuple

from .. import activations, losses, metrics, optimizers
from ..callbacks import EarlyStopping
from ..data import Dataset, one_hot
from ..layers import Dense, Dropout
from ..metrics import accuracy
from ..network import Network
from ..packed import PackedNetwork
from ..rng import Random
from ..scaling import Scaler
from ..schedules import CosineDecay
from .errors import UsageError
from .sources import Source

ACTIVATIONS: dict[str, Any] = {
    "relu": activations.ReLU,
    "leaky-relu": activations.LeakyReLU,
    "tanh": activations.Tanh,
    "sigmoid": activations.Sigmoid,
}
LOSSES: dict[str, Any] = {
    "bce": losses.BCE,
    "cross-entropy": losses.CrossEntropy,
    "mse": losses.MSE,
    "sse": losses.SSE,
    "mae": losses.MAE,
    "huber": losses.Huber,
}
OPTIMIZERS: dict[str, Callable[[Any], optimizers.Optimizer]] = {
    "sgd": optimizers.SGD,
    "momentum": lambda rate: optimizers.SGD(rate, momentum=0.9),
    "nesterov": lambda rate: optimizers.SGD(rate, momentum=0.9, nesterov=True),
    "rmsprop": optimizers.RMSProp,
    "adagrad": optimizers.AdaGrad,
    "adam": optimizers.Adam,
}
RATES = {"sgd": 0.2, "momentum": 0.05, "nesterov": 0.05, "rmsprop": 0.005, "adagrad": 0.05, "adam": 0.01}

SCALINGS = ("standard", "none")
ENGINES = ("packed", "float")
PACKED_RATE = 0.02  # of SGD from one sample at a time


class Settings(NamedTuple):
    """What is chosen for a kind of data where the options leave it open."""

    hidden: tuple[int, ...]
    activation: str
    optimizer: str
    rate: float
    epochs: int
    batch_size: int


SETTINGS = {
    "digits": Settings((48,), "relu", "nesterov", 0.1, 15, 32),
    "mnist": Settings((64,), "relu", "nesterov", 0.1, 3, 32),
    "mnist packed": Settings((100,), "relu", "sgd", PACKED_RATE, 3, 1),
    "gate": Settings((4,), "tanh", "adam", 0.1, 200, 4),
    "curves": Settings((32, 16), "relu", "adam", 0.01, 150, 16),
    "table": Settings((16,), "tanh", "adam", 0.01, 60, 16),
}


class Plan(NamedTuple):
    """Everything that a training needs besides its data."""

    engine: str
    network: Any
    layer_sizes: list[int]
    activation: str
    loss: Any
    optimizer: optimizers.Optimizer
    optimizer_name: str
    rate: float
    epochs: int
    batch_size: int
    dropout: float | None
    stopper: EarlyStopping | None
    metric: Any
    targets: Callable[[Dataset], Any]
    finish: Callable[[], Any]

    def fit(self, source: Source, callbacks: list[Any], rng: Random) -> None:
        """Train the network on the rows that are there to learn, beside those that are held out."""
        held_out = source.held_out
        self.network.fit(
            source.train.X,
            self.targets(source.train),
            loss=self.loss,
            optimizer=self.optimizer,
            epochs=self.epochs,
            batch_size=self.batch_size,
            validation=(held_out.X, self.targets(held_out)) if held_out else None,
            callbacks=[*callbacks, self.stopper] if self.stopper else callbacks,
            metrics=[self.metric],
            rng=rng,
        )


def r_squared(A: Any, Y: Any) -> float:
    """Return R squared, or NaN where all targets are equal, as in a held-out part of one row."""
    try:
        return metrics.r_squared(A, Y)
    except ValueError:
        return float("nan")


def make_plan(source: Source, options: Namespace, rng: Random) -> Plan:
    """Choose what the options leave open, and build the network.

    Errors:   UsageError  the loss does not go with the data, or there is no hidden layer to drop neurons of
    """
    loss_name = _loss_name(source.train, options.loss)
    engine = _engine(source, options, loss_name)
    settings = _settings(source, options, engine)
    if options.dropout and not settings.hidden:
        raise UsageError("--dropout switches hidden neurons off, and there are none")
    outputs, last = _output_layer(source.train, loss_name)
    sizes = [len(source.train.input_names), *settings.hidden, outputs]
    scaler = source.scaler() if options.scale != "none" else None
    layers: list[Any] = ([scaler] if scaler else []) + _layers(sizes, settings.activation, options.init, options.dropout, rng) + last
    train = source.train
    network: Any = Network(layers, train.input_names, train.class_names, train.target_name, source.input_defaults)
    if engine == "packed":
        network = PackedNetwork(network, input_bits=3 if source.kind == "mnist" else 4)
    scale = _target_scaler(source.train)
    return Plan(
        engine=engine,
        network=network,
        layer_sizes=sizes,
        activation=settings.activation,
        loss=_loss(source.train, loss_name, options.class_weights),
        optimizer=_optimizer(settings, options.clip_norm),
        optimizer_name=settings.optimizer,
        rate=settings.rate,
        epochs=settings.epochs,
        batch_size=settings.batch_size,
        dropout=options.dropout,
        stopper=EarlyStopping(options.patience) if options.patience else None,
        metric=accuracy if source.train.class_names else r_squared,
        targets=_targets(loss_name, outputs, scale),
        finish=lambda: _with_units(network, scale),
    )


def _engine(source: Source, options: Namespace, loss_name: str) -> str:
    """Choose the engine: packed for MNIST where nothing is asked for that it has not, else float."""
    known = _packed_losses(len(source.train.class_names))
    problem = ""
    if options.optimizer not in (None, "sgd"):
        problem = "it learns with sgd, not with %s" % options.optimizer
    elif loss_name not in known:
        problem = "for this data it knows the loss %s, not %s" % (" or ".join(known), loss_name)
    elif options.scale == "none" or options.clip_norm or options.class_weights:
        problem = "it neither clips nor weighs classes, and needs its inputs scaled"
    elif options.dropout:
        problem = "it has no dropout"
    if options.engine == "packed" and problem:
        raise UsageError("--engine packed does not go with this: %s" % problem)
    usual = "packed" if source.kind == "mnist" and not problem else "float"
    return options.engine or usual


def _packed_losses(classes: int) -> tuple[str, ...]:
    """Name the losses that the fast lane knows for so many classes; none is a measurement."""
    if not classes:
        return ("mse",)
    return ("bce", "mse", "cross-entropy") if classes == 2 else ("cross-entropy",)


def _settings(source: Source, options: Namespace, engine: str) -> Settings:
    chosen = SETTINGS[source.kind]
    if engine == "packed":
        chosen = SETTINGS.get(source.kind + " packed") or chosen._replace(optimizer="sgd", rate=PACKED_RATE, batch_size=1)
    # Another loss has slopes of another size, and Adam is the one that does not mind; the fast lane has SGD only.
    name = options.optimizer or (chosen.optimizer if options.loss is None or engine == "packed" else "adam")
    return chosen._replace(
        hidden=chosen.hidden if options.hidden is None else options.hidden,
        activation=options.activation or chosen.activation,
        optimizer=name,
        rate=options.learning_rate or (chosen.rate if name == chosen.optimizer else RATES[name]),
        epochs=options.epochs or _epochs(chosen, source),
        batch_size=options.batch_size or chosen.batch_size,
    )


def _epochs(chosen: Settings, source: Source) -> int:
    # A large table is seen less often, so that no default runs for hours.
    return chosen.epochs if source.kind != "table" else max(5, min(chosen.epochs, 100000 // len(source.train)))


def _loss_name(train: Dataset, asked: str | None) -> str:
    classes = len(train.class_names)
    usual = "mse" if not classes else "bce" if classes == 2 else "cross-entropy"
    if asked == "bce" and classes != 2:
        what = "has %d" % classes if classes else "is a measurement"
        raise UsageError("the loss bce is for two classes, but the target of %s %s; %s fits" % (train.name, what, usual))
    if asked == "cross-entropy" and not classes:
        raise UsageError("the loss cross-entropy compares classes, but the target of %s is a measurement; mse fits" % train.name)
    return asked or usual


def _output_layer(train: Dataset, loss_name: str) -> tuple[int, list[Any]]:
    classes = len(train.class_names)
    if not classes:
        return 1, []
    if classes == 2 and loss_name != "cross-entropy":
        return 1, [activations.Sigmoid()]
    return classes, [activations.Softmax()]


def _loss(train: Dataset, name: str, weights: str | list[float] | None) -> Any:
    """Make the loss; balanced weights let every class count as much as the most frequent one.

    Errors:   UsageError  the loss has no class weights, or there are more or fewer of them than classes
    """
    if weights is None:
        return LOSSES[name]()
    if name not in ("bce", "cross-entropy"):
        raise UsageError("--class-weights belongs to the losses bce and cross-entropy, and the loss is %s" % name)
    counts = [max(1, train.Y.count(k)) for k in range(len(train.class_names))]
    values = [max(counts) / count for count in counts] if isinstance(weights, str) else weights
    if len(values) != len(counts):
        raise UsageError("--class-weights expects one weight for each of %d classes, but got %d" % (len(counts), len(values)))
    return LOSSES[name](values)


def _optimizer(settings: Settings, clip_norm: float | None) -> optimizers.Optimizer:
    optimizer = OPTIMIZERS[settings.optimizer](CosineDecay(settings.rate, settings.epochs))
    optimizer.clip_norm = clip_norm
    return optimizer


def _layers(sizes: list[int], activation: str, asked: str | None, dropout: float | None, rng: Random) -> list[Any]:
    """Make Dense layers with an activation, and dropout, after each but the last; He's weights where a ReLU follows, else Glorot's, if none are asked for."""
    init = asked or ("he" if activation in ("relu", "leaky-relu") else "glorot")
    layers: list[Any] = []
    for inputs, outputs in zip(sizes[:-2], sizes[1:-1]):
        layers += [Dense(inputs, outputs, init, rng), ACTIVATIONS[activation](), *([Dropout(dropout, rng)] if dropout else [])]
    return [*layers, Dense(sizes[-2], sizes[-1], asked or "glorot", rng)]


def _target_scaler(train: Dataset) -> Scaler | None:
    """Measurements are learned with mean 0 and deviation 1, whatever their unit; the training rows say what that means."""
    return None if train.class_names else Scaler.standard([[y] for y in train.Y])


def _targets(loss_name: str, outputs: int, scale: Scaler | None) -> Callable[[Dataset], Any]:
    if scale:
        return lambda part: scale.predict([[y] for y in part.Y])
    if outputs > 1 and loss_name != "cross-entropy":
        return lambda part: one_hot(part.Y, outputs)
    return lambda part: part.Y


def _with_units(network: Any, scale: Scaler | None) -> Any:
    """Give the network a last layer that turns its outputs back into the unit of the target; a packed one becomes an ordinary one."""
    if scale is None:
        return network
    mean, deviation = scale.shift[0], scale.scale[0]
    back = Scaler([-mean / deviation], [1 / deviation])
    finished = Network([*network.layers, back], network.input_names, network.class_names, network.target_name, network.input_defaults)
    finished.history = network.history
    return finished

"""purenn: neural networks in plain Python.

The table below is the table of contents, in reading order. Each module is loaded when one of its names is
first used, so that `import purenn` costs next to nothing, on a workstation and on a board. Type checkers
read the same table in `__init__.pyi`.
"""

__version__ = "0.1.0"

_TABLE = (
    # The core: every one of these files runs on MicroPython too.
    ("shapes", "ShapeError"),
    ("linalg", ""),
    ("rng", "Random seed"),
    ("initializers", ""),
    ("functions", "step sigmoid tanh relu leaky_relu identity softmax log_softmax"),
    ("layer", "Layer Activation"),
    ("activations", "Step Sigmoid Tanh ReLU LeakyReLU Identity Softmax"),
    ("element_losses", "Loss ElementLoss MSE SSE MAE Huber Hinge"),
    ("losses", "BCE CrossEntropy SoftmaxCrossEntropy"),
    ("metrics", "accuracy confusion_matrix precision recall f1 rmse mae r_squared"),
    ("neuron", "Neuron Perceptron"),
    ("layers", "Dense Dropout Flatten"),
    ("scaling", "Scaler"),
    ("normalization", "BatchNorm"),
    ("schedules", "StepDecay ExponentialDecay CosineDecay InverseTimeDecay"),
    ("clipping", "clip_by_value clip_by_norm"),
    ("optimizers", "Optimizer SGD AdaGrad RMSProp Adam"),
    ("callbacks", "History Callback EarlyStopping"),
    ("divergence", "TrainingError"),
    ("training", ""),
    ("storage", "FormatError save"),
    ("network", "Network"),
    ("lanes", ""),
    ("fixed_point", ""),
    ("samples", ""),
    ("packed_layers", ""),
    ("packed_activations", ""),
    ("packed_ends", ""),
    ("packed_training", ""),
    ("packed", "PackedNetwork"),
    ("loading", "load"),
    ("gradcheck", "check_gradients"),
    # Host side: these need a full Python.
    ("data", ""),
    ("teach", "explain plot_history plot_activation plot_boundary plot_confusion plot_network plot_hidden_units plot_histograms HistogramRecorder plot_optimizers"),
    ("export", "export_source"),
    ("testing", ""),  # it also needs Hypothesis
)

# `from purenn import *` needs nothing installed, so what needs Hypothesis is not in it.
__all__ = [name for module, names in _TABLE for name in ([module] + names.split()) if module != "testing"]


def __getattr__(name: "str") -> "object":
    for module, names in _TABLE:
        if name == module:
            return _load(module)
        if name in names.split():
            value = getattr(_load(module), name)
            globals()[name] = value
            return value
    raise AttributeError("module 'purenn' has no attribute %r" % (name,))


def _load(module: "str") -> "object":
    try:
        # With a name to fetch, __import__ returns the module itself and not the package.
        return __import__("purenn." + module, None, None, ("x",))
    except ImportError as error:
        raise ImportError("purenn.%s cannot be loaded on this Python: %s" % (module, error))


def __dir__() -> "list[str]":
    return ["__version__", "testing"] + __all__

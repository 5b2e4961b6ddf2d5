"""purenn: neural networks in plain Python."""

# The texts below are the table of contents, in reading order: a module, and the names that it gives to the package. Each
# module is loaded when one of its names is first used, so that `import purenn` costs next to nothing, on a workstation and
# on a board. Type checkers read the same table in `__init__.pyi`.
# Texts, and no lists: on a board each string of a list takes some 64 bytes, so that as lists the names would take 9 KB.

__version__ = "0.1.0"

# The core: every one of these files runs on MicroPython too.
_CORE = """
shapes ShapeError
linalg
rng Random seed
initializers
functions step sigmoid tanh relu leaky_relu identity softmax log_softmax
layer Layer Activation
activations Step Sigmoid Tanh ReLU LeakyReLU Identity Softmax
element_losses Loss ElementLoss MSE SSE MAE Huber Hinge
losses BCE CrossEntropy SoftmaxCrossEntropy
metrics accuracy confusion_matrix precision recall f1 rmse mae r_squared
neuron Neuron Perceptron
layers Dense Dropout Flatten
scaling Scaler
normalization BatchNorm
schedules StepDecay ExponentialDecay CosineDecay InverseTimeDecay
clipping clip_by_value clip_by_norm
optimizers Optimizer SGD AdaGrad RMSProp Adam
callbacks History Callback EarlyStopping TrainingError
divergence
memory MemoryPlan memory_plan
training
streaming
storage FormatError save
network Network
lanes
fixed_point
samples
packed_layers
packed_activations
packed_ends
packed_training
packed PackedNetwork
loading load
gradcheck check_gradients
tiny_random
tiny TinyNetwork
tiny_storage
"""

# Host side: these need a full Python, and `testing` Hypothesis besides.
_HOST = """
data
teach explain plot_history plot_activation plot_boundary plot_confusion plot_network plot_hidden_units plot_histograms HistogramRecorder plot_optimizers Doctor
export export_source
testing
"""


def __getattr__(name: "str") -> "object":
    if name == "__all__":  # only made when asked for; what needs Hypothesis is not in `from purenn import *`
        return [word for word in __dir__() if word not in ("__version__", "testing")]
    for line in (_CORE + _HOST).split("\n"):
        words = line.split()
        if name in words:
            value = _load(words[0])
            if name != words[0]:
                value = getattr(value, name)
                globals()[name] = value
            return value
    raise AttributeError("module 'purenn' has no attribute %r" % (name,))


def _load(module: "str") -> "object":
    try:
        # With a name to fetch, __import__ returns the module itself and not the package.
        return __import__("purenn." + module, None, None, ("x",))
    except (ImportError, SyntaxError) as error:
        broken = isinstance(error, SyntaxError)
        if (broken or "__future__" in str(error)) and not _is_full_python():
            raise ImportError("purenn.%s needs a full Python, and this one is for boards" % module)
        if broken:
            raise  # its line says more
        raise ImportError("purenn.%s cannot be loaded on this Python: %s" % (module, error))


def _is_full_python() -> "bool":
    try:
        return bool(__import__("__future__"))
    except ImportError:
        return False


def __dir__() -> "list[str]":
    return ["__version__"] + (_CORE + _HOST).split()

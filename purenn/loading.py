"""Loading: a saved file becomes a network again, an ordinary one or a packed one."""

from .network import Network
from .storage import FormatError, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict


def load(path: "str", layers: "Any" = ()) -> "Any":
    """Load a network that `save` has written; `layers` are the classes of your own that it holds, as a list, or a dict by the saved names.

    What was a PackedNetwork comes back as one, with the same weights to the last bit.

    Errors:   FormatError  the file is damaged, cut off, of another format, or of a newer version
              OSError      the file cannot be read
    Example:
        >>> net = load("model.json")  # doctest: +SKIP
        >>> net = load("model.json", layers=[Square])  # doctest: +SKIP
    """
    made, names, packing = read(path, layers)
    try:
        net = Network(made, *names)
    except ValueError as error:
        raise FormatError("%s: %s - at $.layers" % (path, error))
    return net if packing is None else packed_again(net, packing, path)


def packed_again(net: "Network", packing: "Dict[str, Any]", path: "str") -> "Any":
    """Pack a network as the file says.

    Errors:   FormatError  it cannot be packed, or the settings are not what they should be
    """
    from .packed import PackedNetwork  # here, so that a board whose networks are not packed never loads it

    try:
        return PackedNetwork(net, **packing)
    except (TypeError, ValueError) as error:
        raise FormatError("%s: %s - at $.packed" % (path, error))

"""Rows without targets, for a model that exists already: nothing but its inputs is looked at."""

from __future__ import annotations

from ..data.readers import table_rows
from ..data.tables import Table
from ..network import Network
from .errors import UsageError


def input_rows(network: Network, table: Table, model: str) -> list[list[float]]:
    """Return the inputs of every row of a table; `model` is the file of the network, for the message.

    Errors:   UsageError  the network has no names for its inputs, and the table another number of columns
              DataError   a column is missing, or is not what the network has learned
    """
    names = network.input_names
    if not names:
        # A model made in Python may know its inputs by their number only.
        names = table.named
        if network.inputs not in (None, len(names)):
            message = "%s does not name its %s inputs, so %s would need exactly so many columns, but it has %d"
            raise UsageError(message % (model, network.inputs, table.path, len(names)))
    return table_rows(table, names, network.input_defaults)


def has_target(network: Network, table: Table) -> bool:
    """Tell whether a table has a target beside the inputs: in the column that the network has learned, else in the last one."""
    if not network.input_names:
        return network.inputs not in (None, len(table.named))
    if network.target_name:
        return network.target_name in table.named
    last = table.named[-1]
    return not any(name == last or name.startswith(last + "=") for name in network.input_names)

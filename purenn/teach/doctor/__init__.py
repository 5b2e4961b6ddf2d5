"""The doctor: look on while a network trains, and say in plain words why it does not learn.

    doctor = purenn.Doctor()
    net.fit(X, Y, loss, optimizer, epochs=50, callbacks=[doctor])
    print(doctor)
"""

from __future__ import annotations

from .doctor import Doctor
from .finding import Finding, Remedy

__all__ = ["Doctor", "Finding", "Remedy"]

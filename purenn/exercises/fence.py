"""A fence around code that nobody has read: it computes and prints, and leaves files, processes and the network alone.

An audit hook of Python (PEP 578) cannot be taken away again. It is a fence and not a wall: who knows Python well enough gets over
it. The verdict does not rest on it (see `wire`: only values come back, and they are judged elsewhere).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Any, Sequence

READING = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.getxattr", "os.listxattr", "os.add_dll_directory")
FORBIDDEN = ("os.", "shutil.", "subprocess.", "socket.", "ctypes.", "winreg.", "_winapi.", "pty.", "fcntl.", "webbrowser.", "tempfile.")
MODULES = ("ctypes", "_ctypes", "_posixsubprocess", "_winapi", "_socket", "_testcapi", "_multiprocessing")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MEMORY = 2 << 30  # bytes
LIFE = 600  # seconds


def put_up(private: Sequence[str] = ()) -> None:
    """Put up the fence; files in the `private` folders cannot even be read."""
    folders = [os.path.realpath(folder) + os.sep for folder in [*private, "/proc"]]

    def hook(event: str, values: Any) -> None:
        if event == "open":
            _check_open(values, folders)
        elif event == "import" and values[0] in MODULES:
            raise PermissionError("the code of an exercise cannot import %s" % values[0])
        elif event.startswith(FORBIDDEN) and event not in READING:
            raise PermissionError("the code of an exercise cannot do %s" % event)

    sys.addaudithook(hook)


def _check_open(values: Any, folders: Sequence[str]) -> None:
    path, mode, flags = values
    if isinstance(path, int):  # what is open already
        return
    writes = flags & WRITING if mode is None else set(mode) & set("wax+")
    if mode is None or writes:
        raise PermissionError("the code of an exercise cannot write files")
    if (os.path.realpath(os.fsdecode(path)) + os.sep).startswith(tuple(folders)):
        raise PermissionError("the code of an exercise cannot read %s" % os.fsdecode(path))


def end_with(parent: int) -> None:
    """End this process when the checker is gone, and after some minutes in any case.

    A terminal that is closed in the middle of an endless loop must not leave the loop behind.
    """

    def watch() -> None:
        for _ in range(LIFE):
            time.sleep(1)
            if os.name == "posix" and os.getppid() != parent:
                break
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def limit_memory() -> None:
    """Let a list that grows without end be a MemoryError, where the system can do that, and a process not calculate for ever."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (LIFE, LIFE))
    except (ImportError, ValueError, OSError):
        pass

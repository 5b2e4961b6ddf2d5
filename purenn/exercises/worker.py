"""The other end of the wire: a process that holds the learner's code and nothing else.

It is started as `python -I -S -B -c START`, gets the source as text, and does what it is asked. What the code prints goes to
stderr, which the checker collects; the two ends of the wire are moved away before the code is loaded.
"""

from __future__ import annotations

import io
import linecache
import os
import sys
import types
from typing import Any, BinaryIO, Dict, List, Tuple

from .draws import Draw
from .fence import end_with, limit_memory, put_up
from .imports import check_imports, parsed
from .wire import LostError, Remote, Wire, WireError
from .words import cut, shown

CODE_NAME = "exercise"


class Worker:
    """What the checker can ask for."""

    def load(self, source: str, filename: str, allowed: List[str]) -> Dict[str, Any]:
        """Run the learner's file and return the functions and classes that it defines, by name.

        Of purenn it may import what is allowed. The file is parsed here too, because some texts crash a parser.
        """
        check_imports(parsed(source, filename), allowed)
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        module = sys.modules[CODE_NAME] = types.ModuleType(CODE_NAME)  # dataclasses look their module up
        exec(compile(source, filename, "exec", dont_inherit=True), vars(module))
        return {name: thing for name, thing in vars(module).items() if getattr(thing, "__module__", None) == CODE_NAME and callable(thing)}

    def obey(self, law: Any, things: Dict[str, Any], source: Any) -> None:
        """Call a law with those of the things that it names, and with a draw."""
        if not isinstance(law, types.FunctionType):
            raise TypeError("a law is a function, def law_...(...)")
        things = {**things, "draw": Draw(source)}
        code = law.__code__
        asked = code.co_varnames[: code.co_argcount]
        for name in asked:
            if name not in things:
                raise TypeError("%s asks for %r; there are %s" % (law.__name__, name, " and ".join(things)))
        law(**{name: things[name] for name in asked})


class WorkerWire(Wire):
    """The worker's end: it also says where in the learner's file an error happened, and with which numbers."""

    filename = ""

    def described(self, error: BaseException) -> Any:
        kind, text, _ = super().described(error)
        if isinstance(error, SyntaxError):
            text = error.msg
        frames = _frames(error, self.filename)
        place: Dict[str, Any] = {"line": _line(error, frames, self.filename)}
        if frames:
            frame = frames[-1][0]
            place["function"] = frame.f_code.co_name
            place["text"] = linecache.getline(self.filename, frames[-1][1]).strip()[:200]
            place["case"] = _case(frames[0][0])
        return [kind, text, place]


def _frames(error: BaseException, filename: str) -> List[Tuple[types.FrameType, int]]:
    found, step = [], error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == filename:
            found.append((step.tb_frame, step.tb_lineno))
        step = step.tb_next
    return found


def _line(error: BaseException, frames: List[Any], filename: str) -> Any:
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno
    return frames[-1][1] if frames else None


def _case(frame: types.FrameType) -> List[List[str]]:
    """Return what a function has at hand, by name, in the order in which it was written."""
    known = frame.f_locals
    names = [name for name in frame.f_code.co_varnames if name in known and _is_data(name, known[name])]
    return [[name, cut(shown(known[name]), 90)] for name in names[:12]]


def _is_data(name: str, value: Any) -> bool:
    return not name.startswith("_") and not callable(value) and not isinstance(value, (Draw, Remote, types.ModuleType))


def _private_ends() -> Tuple[BinaryIO, BinaryIO]:
    """Move the wire away from where print and input work."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    unbuffered = open(2, "wb", 0, closefd=False)  # noqa: SIM115
    sys.stdout = sys.stderr = io.TextIOWrapper(unbuffered, "utf-8", "backslashreplace", write_through=True)
    return os.fdopen(incoming, "rb"), os.fdopen(outgoing, "wb")


def main(filename: str, root: str, keeps_purenn: bool, private: List[str]) -> None:
    """Serve the checker until it goes away."""
    wire = WorkerWire(*_private_ends(), faithful=True)
    wire.filename = filename
    wire.leave(Worker())
    if not keeps_purenn:
        forget_purenn(root)
    end_with(os.getppid())
    limit_memory()
    put_up(private)
    try:
        wire.serve()
    except (LostError, WireError):
        pass
    os._exit(0)


def forget_purenn(root: str) -> None:
    """Let the learner's code not find the package: an exercise is to be written by hand."""
    sys.path[:] = [place for place in sys.path if place != root]
    for name in [name for name in sys.modules if name.split(".")[0] == "purenn"]:
        del sys.modules[name]

"""A wire between two processes: each calls the functions of the other, and waits for the value.

A message is one JSON text behind its length. While one side waits for an answer it serves the calls that come instead of it,
so a function may call back. Nothing but values and the numbers of things comes through (see `values`), private names are
refused, and nobody's classes are loaded: what the other side sends can be wrong, but it cannot do anything.
"""

from __future__ import annotations

import builtins
import json
import types
from typing import Any, BinaryIO

from .values import Envelope

LARGEST = 1 << 18  # bytes of one message
CLOSED = (types.ModuleType, types.FrameType, types.CodeType, types.GeneratorType, types.TracebackType)


class LostError(Exception):
    """Nobody is there any more on the other side."""


class WireError(Exception):
    """What came is no message, or too long for one."""


class RemoteError(Exception):
    """An exception of the other side: its type, its text, and where it happened, all as text."""

    def __init__(self, kind: str, text: str, place: Any = None) -> None:
        super().__init__(kind, text)
        self.kind, self.text, self.place = kind, text, place
        self.function = ""  # which function was called, where the caller knows


class Remote:
    """A thing that lives on the other side: call it, or ask for its public attributes."""

    def __init__(self, wire: Wire, number: int, kind: str) -> None:
        vars(self).update(_wire=wire, _number=number, _kind=kind)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._wire.request("call", self._number, list(arguments), named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._wire.request("get", self._number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._wire.request("set", self._number, name, value)

    def __repr__(self) -> str:
        return "<%s>" % self._kind


class Wire:
    """One end of the wire; with `faithful`, errors of the other side are raised as Python's own where they are."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO, faithful: bool = False, largest: int = LARGEST) -> None:
        self.incoming, self.outgoing, self.faithful, self.largest = incoming, outgoing, faithful, largest
        self.things: dict[int, Any] = {}
        self.count = 0

    def request(self, verb: str, number: int, *values: Any) -> Any:
        """Ask the other side for something, and serve it until the answer is there.

        Errors:   RemoteError  it went wrong over there
                  LostError, WireError  there is no answer, or none that makes sense
        """
        envelope = Envelope(self)
        self.send({"verb": verb, "number": number, "values": [envelope.pack(value) for value in values]})
        while True:
            message = self.receive()
            if "verb" in message:
                self.answer(message)
            else:
                return self._result(message, envelope)

    def answer(self, message: Any) -> None:
        """Do what the other side asks for, and send the value, or what went wrong."""
        envelope = Envelope(self)
        try:
            result = self._do(message, envelope)
            reply = {"changes": envelope.changes(), "result": envelope.pack(result)}
        except (LostError, WireError):
            raise
        except BaseException as error:
            if not isinstance(error, Exception) and not self.faithful:
                raise
            reply = {"error": self.described(error)}
        self.send(reply)

    def serve(self) -> None:
        """Answer until nobody asks any more."""
        while True:
            self.answer(self.receive())

    def described(self, error: BaseException) -> Any:
        """Write an exception down."""
        if isinstance(error, RemoteError):
            return [error.kind, error.text, error.place]
        return [type(error).__name__, str(error)[:1000], None]

    def _result(self, message: Any, envelope: Envelope) -> Any:
        try:
            if "error" in message:
                kind, text, place = message["error"]
                error = RemoteError(str(kind), str(text), place)
            else:
                envelope.change(message["changes"])
                return envelope.unpack(message["result"])
        except Exception as problem:
            raise WireError("the answer is none: %s" % problem) from None
        raise self._own(error)

    def _own(self, error: RemoteError) -> Exception:
        kind = getattr(builtins, error.kind, None)
        if self.faithful and isinstance(kind, type) and issubclass(kind, Exception):
            try:
                return kind(error.text)
            except TypeError:  # an exception that wants more than a text
                pass
        return error

    def _do(self, message: Any, envelope: Envelope) -> Any:
        try:
            verb, thing = message["verb"], self.things[message["number"]]
            values = [envelope.unpack(value) for value in message["values"]]
        except Exception:
            raise ValueError("there is nothing of this kind here") from None
        envelope.remember()
        if verb == "call":
            return thing(*values[0], **values[1])
        name = str(values[0])
        if name.startswith("_") or isinstance(thing, CLOSED):
            raise AttributeError("%r is private" % name)
        if verb == "set" and not isinstance(thing, (type, types.FunctionType, types.MethodType)):
            return setattr(thing, name, values[1])
        return getattr(thing, name)

    # What does not travel

    def leave(self, thing: Any) -> Any:
        """Give a thing that stays here a number, or send one of theirs back home."""
        if isinstance(thing, Remote) and thing._wire is self:
            return ["yours", thing._number]
        if isinstance(thing, CLOSED):
            advice = ": give back a list (yield makes a generator)" if isinstance(thing, types.GeneratorType) else ""
            raise TypeError("a %s cannot be sent%s" % (type(thing).__name__, advice))
        self.count += 1
        self.things[self.count] = thing
        # A name of ours is not told: it could be that of a version which is to be found out.
        kind = type(thing).__name__ if type(thing).__module__ == "builtins" else "object"
        return ["mine", self.count, kind]

    def meet(self, written: Any) -> Any:
        """Return what such a note stands for on this side."""
        if written[0] == "yours":
            return self.things[written[1]]
        return Remote(self, int(written[1]), str(written[2])[:40])

    def forget(self) -> None:
        """Let go of everything that was handed out; numbers are not used again."""
        self.things.clear()

    # Bytes

    def send(self, message: Any) -> None:
        """Write one message."""
        content = json.dumps(message).encode("ascii")
        if len(content) > self.largest:
            if "verb" in message or "error" in message:
                raise ValueError("this is too long to be sent: more than %d bytes" % self.largest)
            return self.send({"error": ["ValueError", "the answer is too long: more than %d bytes" % self.largest, None]})
        try:
            self.outgoing.write(len(content).to_bytes(4, "big") + content)
            self.outgoing.flush()
        except (OSError, ValueError) as error:
            raise LostError(str(error)) from None
        return None

    def receive(self) -> Any:
        """Read one message."""
        length = int.from_bytes(self._read(4), "big")
        if length > self.largest:
            raise WireError("a message of %d bytes is too long" % length)
        try:
            message = json.loads(self._read(length))
        except (ValueError, RecursionError):
            raise WireError("what came is no message") from None
        if not isinstance(message, dict):
            raise WireError("what came is no message")
        return message

    def _read(self, count: int) -> bytes:
        try:
            content = self.incoming.read(count)
        except (OSError, ValueError) as error:
            raise LostError(str(error)) from None
        if len(content) < count:
            raise LostError("the other side is gone")
        return content

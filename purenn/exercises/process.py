"""A process of its own for the learner's code, with a limit on time and on what it prints."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any, Dict, Optional, Sequence

from .wire import LostError, Remote, RemoteError, Wire, WireError

LIMIT = 5.0  # seconds for one call
STORM = 200000  # bytes printed by one process
KEPT = 4000  # of which these are shown
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
START = "import sys; sys.path.insert(0, %r); from purenn.exercises.worker import main; main(%r, %r, %r, %r)"
# A Python needs a few of these to start at all; the rest is nobody's business.
ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LC_ALL")
WORKER = 1  # the number of the worker itself


class EndedError(Exception):
    """The process is no more, or no longer to be trusted: why, in words that go on after "your code"."""

    def __init__(self, word: str, sentence: str) -> None:
        super().__init__(sentence)
        self.word, self.sentence = word, sentence


class Child:
    """One process with one file of a learner in it."""

    def __init__(self, filename: str, keeps_purenn: bool = False, private: Sequence[str] = (), limit: float = LIMIT) -> None:
        if not sys.executable:
            raise ValueError("this Python does not know its own program, so it cannot start another one for the code of an exercise")
        self.limit = limit
        self.deadline: Optional[float] = None
        self.late = self.stormy = False
        self.printed, self.printed_bytes = b"", 0
        code = START % (ROOT, filename, ROOT, keeps_purenn, list(private))
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-c", code],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=tempfile.gettempdir(), env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            start_new_session=os.name == "posix", creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )  # fmt: skip
        assert self.process.stdin and self.process.stdout
        self.wire = Wire(self.process.stdout, self.process.stdin)  # type: ignore[arg-type]
        self.closed = threading.Event()
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self._watch, self._collect)]
        for thread in self.threads:
            thread.start()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def load(self, source: str, filename: str, allowed: Sequence[str] = ()) -> Dict[str, Any]:
        """Run the learner's file over there and return what it defines, by name."""
        found = self.ask("load", source, filename, list(allowed))
        if not isinstance(found, dict):
            raise EndedError("broken", "answers what nobody asked")
        return found

    def ask(self, method: str, *values: Any) -> Any:
        """Call a method of the worker over there."""
        return self.within(lambda: getattr(Remote(self.wire, WORKER, "worker"), method)(*values))

    def within(self, call: Any) -> Any:
        """Do something that waits for the process, within the limit of time.

        Errors:   RemoteError  the learner's code raises something
                  EndedError   it does not come back
        """
        outermost = self.deadline is None
        if outermost:
            self.deadline = time.monotonic() + self.limit
        try:
            return call()
        except RemoteError:
            raise
        except (LostError, WireError) as error:
            raise self._why(error) from None
        finally:
            if outermost:
                self.deadline = None

    def close(self) -> None:
        """End the process, and everything that belongs to it."""
        self.closed.set()
        self._kill()
        self.process.wait()
        for thread in self.threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                if stream:
                    stream.close()
            except OSError:
                pass

    def output(self) -> str:
        """End the process, and return the first of what its code has printed: what is still on its way is waited for."""
        self.close()
        return self.printed.decode("utf-8", "backslashreplace")

    def _why(self, error: Exception) -> EndedError:
        if self.late:
            return EndedError("time limit", "did not come back within %g seconds: is there a loop that never ends?" % self.limit)
        if self.stormy:
            return EndedError("print storm", "printed more than %d characters, so it was stopped: is there a print in a long loop?" % STORM)
        if isinstance(error, WireError):
            self._kill()
            return EndedError("broken", "answered with something that is no value: %s" % error)
        return EndedError("crashed", "ended its process (%s), which no exercise asks for" % _status(self.process.wait()))

    def _watch(self) -> None:
        while True:
            deadline = self.deadline
            rest = self.limit if deadline is None else deadline - time.monotonic()
            if rest <= 0:
                self.late = True
                return self._kill()
            if self.closed.wait(min(rest, self.limit)):
                return None

    def _collect(self) -> None:
        assert self.process.stderr
        while True:
            try:
                part = os.read(self.process.stderr.fileno(), 65536)
            except (OSError, ValueError):
                return None
            if not part:
                return None
            self.printed = (self.printed + part)[:KEPT]
            self.printed_bytes += len(part)
            if self.printed_bytes > STORM:
                self.stormy = True
                return self._kill()

    def _kill(self) -> None:
        try:
            self.process.kill()
        except OSError:
            pass


def _status(code: int) -> str:
    """Put an exit status into words.

    Example:
        >>> _status(3), _status(-11)
        ('exit status 3', 'signal 11')
    """
    return "signal %d" % -code if code < 0 else "exit status %d" % code



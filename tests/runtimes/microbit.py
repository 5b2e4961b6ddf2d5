"""Run exported nets on the firmware of the BBC micro:bit, in QEMU, and compare what they predict with the net itself.

    python3 tests/runtimes/microbit.py

The board has 16 KB of memory, some 9 of which are free, floats of 30 bits, and MicroPython 1.9.2. XOR and iris are exported as
`python3 -m purenn export model.json --to micropython` does it, and sent over the serial raw REPL. A file that the board cannot
compile in one piece is sent again, statement by statement. Where QEMU or the firmware is missing, that is said, and the status is 0:

    apt-get install qemu-system-arm firmware-microbit-micropython

PURENN_MICROBIT is the path of another firmware, a hex file.
"""

import ast
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import run

from purenn import data
from purenn.export import export_source

FIRMWARE = "/usr/share/firmware-microbit-micropython/firmware.hex"
QEMU = ["-M", "microbit", "-nographic", "-monitor", "none", "-serial", "stdio", "-device"]
PATIENCE = 60  # seconds that an answer may take on a busy machine
TOLERANCE = 1e-4  # of a probability; the board prints six digits
RAW, NORMAL, END = b"\x01", b"\x02", b"\x04"  # the keys of the REPL: its raw kind, its normal kind, run or restart


class BoardError(Exception):
    """Say what the board answered in place of what it should."""


class Board:
    """A micro:bit in QEMU: code goes in over its serial line, what it prints comes out."""

    def __init__(self, qemu, firmware):
        self.process = subprocess.Popen(
            [qemu, *QEMU, "loader,file=" + firmware], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.heard = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.greeting = self.until(b">>> ").decode("ascii", "replace").strip("\0\r\n> ").splitlines()[0]
        self.restart()

    def _listen(self):
        while True:
            content = os.read(self.process.stdout.fileno(), 1000)
            self.heard.put(content)
            if not content:
                return

    def until(self, mark):
        """Return what the board sends, up to a mark; refuse to wait for ever."""
        content, deadline = b"", time.monotonic() + PATIENCE
        while not content.endswith(mark):
            try:
                more = self.heard.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise BoardError("the board says nothing more after %r" % content[-200:])
            if not more:
                raise BoardError("QEMU has ended, after %r" % content[-200:])
            content += more
        return content

    def send(self, content):
        """Send a few bytes at a time, for the serial line has no way to say stop."""
        for start in range(0, len(content), 8):
            self.process.stdin.write(content[start : start + 8])
            self.process.stdin.flush()
            time.sleep(0.002)

    def restart(self):
        """Forget everything, and listen to programs."""
        self.send(NORMAL + END)
        self.until(b"soft reboot\r\n")
        self.until(b">>> ")
        self.send(RAW)
        self.until(b"exit\r\n>")

    def run(self, code):
        """Run code, and return what it prints."""
        self.send(code.encode("ascii") + END)
        answer = self.until(END + b">")
        printed, _, error = answer[: -len(END + b">")].partition(END)
        if not printed.startswith(b"OK"):
            raise BoardError("the board answers %r" % answer)
        if error.strip():
            raise BoardError(error.decode("ascii", "replace").strip().splitlines()[-1])
        return printed[2:].decode("ascii").strip()

    def off(self):
        """End QEMU."""
        self.process.kill()
        self.process.wait()


def statements(source):
    """Return the statements at the left margin of a source, each by itself."""
    lines = source.splitlines()
    body = ast.parse(source).body
    ends = [node.lineno - 1 for node in body[1:]] + [len(lines)]
    return ["\n".join(lines[node.lineno - 1 : end]) + "\n" for node, end in zip(body, ends)]


def put(board, source):
    """Send a file to the board; return how it went in."""
    try:
        board.run(source)
        return "in one piece"
    except BoardError as error:
        if "Memory" not in str(error):
            raise
    board.restart()
    for statement in statements(source):
        board.run(statement)
    return "statement by statement"


def compare(board, net, rows):
    """Return how many rows get another class than from the net, and the largest difference of an output."""
    wrong, largest = 0, 0.0
    for row, expected in zip(rows, net.predict(rows)):
        printed = board.run("print(classify(%r), *predict(%r))" % (tuple(row), tuple(row))).split()
        outputs = [float(word) for word in printed[1:]]
        best = expected.index(max(expected)) if len(expected) > 1 else int(expected[0] >= 0.5)
        wrong += int(printed[0]) != best or len(outputs) != len(expected)
        largest = max([largest] + [abs(a - b) for a, b in zip(outputs, expected)])
    return wrong, largest


def models():
    """Return (name, net, rows to predict) of what the board gets."""
    xor, iris = run.trained_nets()
    yield "xor", xor, [[0, 0], [0, 1], [1, 0], [1, 1]]
    yield "iris", iris, data.iris().X[::3]


def tried(board, name, net, rows):
    """Send one model, print a line about it, and return whether all is well."""
    source = export_source(net, "micropython", data=rows, name=name)
    board.restart()
    try:
        how = put(board, source)
        tested = board.run("print(selftest())")
        free = board.run("import gc\ngc.collect()\nprint(gc.mem_free())")
        wrong, largest = compare(board, net, rows)
    except BoardError as error:
        print("%-5s %d bytes: DOES NOT RUN: %s" % (name, len(source), error), flush=True)
        return False
    sentence = "%-5s %d bytes, sent %s; selftest %s; %s bytes of heap free; %d of %d rows get the net's class, largest difference %.1e"
    print(sentence % (name, len(source), how, tested, free, len(rows) - wrong, len(rows), largest), flush=True)
    return tested == "True" and wrong == 0 and largest <= TOLERANCE


def main():
    """Start the board, send the models; return 1 if one answers otherwise than its net."""
    qemu, firmware = shutil.which("qemu-system-arm"), os.environ.get("PURENN_MICROBIT") or FIRMWARE
    if not qemu or not Path(firmware).exists():
        print("skipped: micro:bit: %s not found; apt-get install qemu-system-arm firmware-microbit-micropython" % (firmware if qemu else "qemu-system-arm"))
        return 0
    board = Board(qemu, firmware)
    try:
        print(board.greeting)
        return 0 if all([tried(board, *model) for model in models()]) else 1
    finally:
        board.off()


if __name__ == "__main__":
    sys.exit(main())

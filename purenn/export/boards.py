"""Boards: what people have in their drawer, and what of it an exported file may take.

`heap` is what MicroPython has for programs after it has started, `storage` what its file system holds, in bytes. `slower` says how
many times longer float arithmetic takes than on the machine where the times of `fitting` were measured: on a pyboard MicroPython's
own benchmarks bm_float and misc_mandel take 53,790 and 138,049 us (P. George, pull request 4858 of micropython/micropython, PYBv1.0),
there 226 and 680 us, so 203 and 238 times, 220 in the middle. The others follow from the pyboard's by one more benchmark that has been
run on all of them (S. Russell, Parallel MicroPython Benchmarking, scruss.com/blog/tag/benchmark, 2025; seconds in brackets).
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BOARDS", "Board", "board_named"]

KB = 1024
PYBOARD = 220.0


class Board(NamedTuple):
    """A board: its chip, its memory in bytes, what of it is free, its clock in MHz, and how slow it is."""

    name: str
    chip: str
    ram: int
    heap: int
    storage: int
    clock: int
    slower: float
    source: str


BOARDS = (
    Board(
        "micro:bit", "nRF51822", 16 * KB, 9420, 30 * KB, 16, PYBOARD * 19.8 / 13.0 * 125 / 16,
        "heap: measured on its firmware in QEMU (9.2 of 10,048 bytes); storage: its MicroPython's documentation, File System; speed: the Pico's, by the clock",
    ),
    Board(
        "Pico", "RP2040", 264 * KB, 184 * KB, 1408 * KB, 125, PYBOARD * 19.8 / 13.0,
        "heap: 192 KB in ports/rp2/main.c until 2023, later more, less 8 KB of its own; storage: ports/rp2/boards/RPI_PICO/mpconfigboard.h; speed: as the Pico W",
    ),
    Board(
        "Pico W", "RP2040", 264 * KB, 152 * KB, 848 * KB, 125, PYBOARD * 19.8 / 13.0,
        "heap: the Pico's, less 32 KB for the radio, a cautious guess; storage: ports/rp2/boards/RPI_PICO_W/mpconfigboard.h; speed: (19.8)",
    ),
    Board(
        "ESP8266", "ESP8266", 80 * KB, 30192, 1024 * KB, 80, PYBOARD * 45.6 / 13.0,
        "heap: mem_info in issue 5949 of micropython/micropython; storage: at the least, with 4 MB of flash; speed: (45.6)",
    ),
    Board(
        "ESP32", "ESP32", 520 * KB, 104 * KB, 960 * KB, 160, PYBOARD * 15.4 / 13.0,
        "heap: 56 KB, doubled once when it is full (ports/esp32/mpconfigport.h), less 8 KB of its own; storage: ports/esp32/partitions-4MiB.csv; speed: (15.4)",
    ),
    Board(
        "ESP32-S3", "ESP32-S3", 512 * KB, 117 * KB, 960 * KB, 240, PYBOARD * 8.9 / 13.0,
        "heap: 127,936 bytes in issue 93 of lvgl_micropython, less 8 KB of its own, without PSRAM; storage: as the ESP32; speed: (8.9)",
    ),
    Board(
        "STM32F4", "STM32F405", 192 * KB, 93632, 112 * KB, 168, PYBOARD,
        "heap: mem_info in issue 1877 of micropython/micropython; storage: the pyboard's internal file system, a cautious figure; speed: (13.0)",
    ),
    Board(
        "Nano RP2040", "RP2040", 264 * KB, 184 * KB, 14336 * KB, 125, PYBOARD * 19.8 / 13.0,
        "heap: as the Pico; storage: ports/rp2/boards/ARDUINO_NANO_RP2040_CONNECT/mpconfigboard.h; speed: as the Pico W",
    ),
)  # fmt: skip


def board_named(name: str) -> Board | None:
    """Return the board of this name, however it is written.

    Example:
        >>> board_named("pico-w").name, board_named("MicroBit").name, board_named("abacus")
        ('Pico W', 'micro:bit', None)
    """
    wanted = _letters(name)
    for board in BOARDS:
        if wanted in (_letters(board.name), _letters("arduino" + board.name), _letters(board.name + "connect")):
            return board
    return None


def _letters(name: str) -> str:
    return "".join([c for c in name.lower() if c.isalnum()])

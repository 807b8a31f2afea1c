"""A pseudo-terminal that speaks kitty's graphics protocol, as far as a learner could see it."""

import fcntl
import re
import struct
import termios
import zlib
from base64 import standard_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terminal import Terminal

CELL = (10, 20)  # pixels
_SEQUENCE = re.compile(rb"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\|\x1b\]10;\?\x1b\\")
_BEGUN = re.compile(rb"\x1b(?:_[^\x1b]*\x1b?|\]1[^\x1b]*\x1b?)?\Z")


@dataclass(frozen=True)
class Shown:
    """A placement: where it stands, in cells, and which pixels of its picture it shows."""

    row: int
    column: int
    columns: int
    rows: int
    top: int
    height: int


class GraphicsTerminal(Terminal):
    """Keeps pictures and placements.

    `answers`: it replies; `slow`: only once `answer` is called; `color`: its text's, as OSC 10 says it.
    """

    def __init__(
        self,
        words: Sequence[str],
        *,
        answers: bool = True,
        slow: bool = False,
        color: str = "rgb:d0d0/2020/1010",
        **more: Any,
    ) -> None:
        self.answers = answers
        self.held: list[str] | None = [] if slow else None
        self.color = color
        self.pictures: dict[int, bytes] = {}
        self.placements: dict[tuple[int, int], Shown] = {}
        self.errors: list[str] = []
        self._pieces = b""
        self._number = 0
        self._rest = b""
        of_the_tester = {"STY": "", "TERM_PROGRAM": ""}
        gate = ("sh", "-c", 'read -r _ && exec "$0" "$@"')  # until the terminal has its size in pixels
        super().__init__((*gate, *words), **{"TERM": "xterm-kitty", **of_the_tester, **more})
        self.resize(self.screen.columns, self.screen.lines)
        self.press("\n")

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        size = struct.pack("HHHH", rows, columns, columns * CELL[0], rows * CELL[1])
        fcntl.ioctl(self.child.child_fd, termios.TIOCSWINSZ, size)

    def feed(self, chunk: bytes) -> None:
        chunk = self._rest + chunk
        begun = _BEGUN.search(chunk)
        self._rest = chunk[begun.start() :] if begun else b""
        chunk = chunk[: begun.start()] if begun else chunk
        at = 0
        for found in _SEQUENCE.finditer(chunk):
            super().feed(chunk[at : found.start()])
            at = found.end()
            self._obey(found)
        super().feed(chunk[at:])

    def _obey(self, found: re.Match[bytes]) -> None:
        if found[1] is None:
            self._reply(f"\x1b]10;{self.color}\x1b\\")
            return
        keys = dict(pair.split("=", 1) for pair in found[1].decode().split(","))
        do = {"q": self._query, "t": self._take, "p": self._place, "d": self._delete}
        do[keys.get("a", "t")](keys, found[2] or b"")

    def _reply(self, text: str) -> None:
        if self.held is not None:
            self.held.append(text)
        elif self.answers:
            self.child.send(text)

    def answer(self) -> None:
        """Give the answers that were held back."""
        held, self.held = self.held or [], None
        self.child.send("".join(held))

    def _query(self, keys: Mapping[str, str], _: bytes) -> None:
        self._reply(f"\x1b_Gi={keys['i']};OK\x1b\\")

    def _take(self, keys: Mapping[str, str], piece: bytes) -> None:
        assert len(piece) <= 4096
        self._number = int(keys.get("i", self._number))
        self._pieces += piece
        if keys.get("m") != "1":
            self.pictures[self._number] = standard_b64decode(self._pieces)
            self._pieces = b""

    def _place(self, keys: Mapping[str, str], _: bytes) -> None:
        number, cursor = int(keys["i"]), self.screen.cursor
        assert number in self.pictures, "a picture that was never handed over"
        assert keys["C"] == "1", "the cursor would move"
        wide, high = size_of(self.pictures[number])
        assert int(keys["x"]) + int(keys["w"]) <= wide
        assert int(keys["y"]) + int(keys["h"]) <= high
        self.placements[number, int(keys["p"])] = Shown(
            cursor.y, cursor.x, int(keys["c"]), int(keys["r"]), int(keys["y"]), int(keys["h"])
        )

    def _delete(self, keys: Mapping[str, str], _: bytes) -> None:
        assert keys["d"] in "iI", "pictures of other programs would go too"
        number = int(keys["i"])
        self.placements = {key: shown for key, shown in self.placements.items() if key[0] != number}
        if keys["d"] == "I":
            self.pictures.pop(number, None)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def pixels_of(png: bytes) -> list[bytes]:
    """Return the rows of an 8-bit RGBA picture, four bytes a pixel."""
    (wide, _), kind = size_of(png), png[24:29]
    assert kind == bytes([8, 6, 0, 0, 0]), "8 bits, RGBA, not interlaced"
    at, packed = 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    raw, stride = zlib.decompress(packed), wide * 4
    rows: list[bytes] = []
    before = bytes(stride)
    for start in range(0, len(raw), stride + 1):
        before = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], before)
        rows.append(before)
    return rows


def _unfiltered(method: int, line: bytes, above: bytes) -> bytes:
    """Undo a filter of the PNG format (RFC 2083, chapter 6)."""
    done = bytearray()
    for place, byte in enumerate(line):
        left = done[place - 4] if place >= 4 else 0
        up, corner = above[place], above[place - 4] if place >= 4 else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda one: abs(guess - one))
        done.append((byte + (0, left, up, (left + up) // 2, nearest)[method]) % 256)
    return bytes(done)

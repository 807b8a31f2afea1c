"""Pictures and cells flow in, sequences of kitty's graphics protocol flow out; a terminal's replies are read.

The protocol: https://sw.kovidgoyal.net/kitty/graphics-protocol/
"""

import re
from base64 import standard_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studybuddy.screens.typesetting import Cell, Typeset

_CHUNK = 4096  # bytes of base64 in one sequence, the most that is allowed
_GRAPHICS_REPLY = re.compile(r"\x1b_Gi=(\d+)[^;]*;([^\x1b]*)\x1b\\")
_COLOR_REPLY = re.compile(
    r"\x1b\]10;rgb:([\da-fA-F]{2,4})/([\da-fA-F]{2,4})/([\da-fA-F]{2,4})(?:\x1b\\|\x07)"
)
REPLY = re.compile(r"\x1b_G[^\x1b]*\x1b\\|\x1b\]10;[^\x1b\x07]*(?:\x1b\\|\x07)")
BEGUN_REPLY = re.compile(r"(?:\x1b_(?:G[^\x1b]*)?|\x1b\](?:1(?:0(?:;[^\x1b\x07]*)?)?)?)\x1b?\Z")
"""What a read may end with whose rest comes with the next one."""

_NO_GRAPHICS = frozenset({"", "dumb", "unknown", "linux"})
_MULTIPLEXERS = ("tmux", "screen")


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of a picture's rows on the screen; `row` and `column` count from 0."""

    row: int
    column: int
    first: int
    rows: int


def can_be_asked(environ: Mapping[str, str], wanted: str) -> bool:
    """Tell whether to ask a terminal for graphics; `wanted` is auto, on or off.

    Inside tmux or screen a picture would not move with its pane. Some terminals print what they do not
    know: these are asked only if the learner wants it.
    """
    term = environ.get("TERM", "")
    held = environ.get("TMUX") or environ.get("STY") or term.startswith(_MULTIPLEXERS)
    if wanted == "off" or held:
        return False
    return wanted == "on" or (term not in _NO_GRAPHICS and environ.get("TERM_PROGRAM") != "Apple_Terminal")


def query(number: int) -> str:
    """Ask for the colour of the terminal's text, and whether it draws pictures, with one of a single pixel.

    It answers in this order, so that the first picture has its colour.
    """
    return f"\x1b]10;?\x1b\\\x1b_Gi={number},s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"


def said_of(reply: str) -> tuple[int, str] | None:
    """Return the picture that a reply is about, and "OK" or an error; None for any other reply."""
    found = _GRAPHICS_REPLY.fullmatch(reply)
    return (int(found[1]), found[2]) if found else None


def color_said(reply: str) -> str | None:
    """Return the colour that a reply names, such as "#d0d0d0"."""
    found = _COLOR_REPLY.fullmatch(reply)
    return "#" + "".join(part[:2].lower() for part in found.groups()) if found else None


def transmitted(number: int, png: bytes) -> Iterator[str]:
    """Yield what hands a picture over under a number; only an error is answered."""
    coded = standard_b64encode(png).decode("ascii")
    for start in range(0, len(coded), _CHUNK):
        more = int(start + _CHUNK < len(coded))
        keys = f"a=t,q=1,f=100,i={number},m={more}" if not start else f"m={more}"
        yield f"\x1b_G{keys};{coded[start : start + _CHUNK]}\x1b\\"


def placed(number: int, which: int, picture: Typeset, cell: Cell, where: Placed) -> str:
    """Show a stretch of a picture in the cells that are kept for it; the cursor stays where it is."""
    top, high = where.first * cell.height, where.rows * cell.height
    wide = picture.columns * cell.width
    cells = f"c={picture.columns},r={where.rows},C=1"
    keys = f"a=p,q=1,i={number},p={which},{cells},x=0,y={top},w={wide},h={high}"
    return f"\x1b[{where.row + 1};{where.column + 1}H\x1b_G{keys}\x1b\\"


def hidden(number: int) -> str:
    """Take a picture off the screen; its data stays with the terminal."""
    return f"\x1b_Ga=d,q=2,d=i,i={number}\x1b\\"


def forgotten(number: int) -> str:
    """Take a picture off the screen and out of the terminal's memory."""
    return f"\x1b_Ga=d,q=2,d=I,i={number}\x1b\\"

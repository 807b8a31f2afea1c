"""LaTeX, the size of a cell and a colour flow in, a picture that fills whole cells flows out.

It is the only place that imports the typesetter, an extra that need not be installed.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import PathFinder

_KEPT = 200  # pictures of some kilobytes
_SIZE = 0.92  # of the letters, in heights of a cell: about that of the terminal's own
_HIGHEST = 16  # rows
_PNG_SIZE = slice(16, 24)  # two big-endian numbers of four bytes
_DOCUMENT = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {size}pt, fill: rgb("{color}"))
#let formula = math.equation(block: true, $ {markup} $)
#context {{
  let size = measure(formula)
  let (wide, high) = (calc.ceil(size.width / {width}pt), calc.ceil(size.height / {height}pt))
  box(width: wide * {width}pt, height: high * {height}pt, align(horizon + left, formula))
}}
"""  # a point is a pixel


@dataclass(frozen=True, slots=True)
class Cell:
    """The size of a character cell, in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Typeset:
    """A formula as a PNG file, and how many cells it fills."""

    png: bytes
    columns: int
    rows: int


def is_installed() -> bool:
    """Tell whether the typesetter is there, without loading it."""
    return PathFinder.find_spec("typst") is not None


@lru_cache(maxsize=_KEPT)
def typeset(latex: str, cell: Cell, color: str) -> Typeset | None:
    """Return the picture of a formula in a colour such as "#d0d0d0"; None where there is none to be had.

    The first one takes about 50 ms, the others 10.
    """
    from studybuddy.notation.typesetting import typst_of

    markup = typst_of(latex)
    if markup is None:
        return None
    size = round(cell.height * _SIZE, 2)
    document = _DOCUMENT.format(size=size, color=color, markup=markup, width=cell.width, height=cell.height)
    png = _compiled(document)
    if png is None:
        return None
    wide, high = (int.from_bytes(png[_PNG_SIZE][at : at + 4]) for at in (0, 4))
    columns, rows = -(-wide // cell.width), -(-high // cell.height)
    return Typeset(png, columns, rows) if 0 < rows <= _HIGHEST and columns > 1 else None


def _compiled(document: str) -> bytes | None:
    try:
        import typst

        found = typst.compile(document.encode(), format="png", ppi=72.0, ignore_system_fonts=True)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  # a panic of the library is no Exception; the text says it as well
        return None
    return found if isinstance(found, bytes) else None

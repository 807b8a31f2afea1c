"""Text boxes in, larger text boxes out: side by side, stacked, over a bar, under a root, between brackets."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

# What stands in a column of its own, from the top down: top, extension, middle, bottom.
_FENCES = {
    "(": "⎛⎜⎜⎝", ")": "⎞⎟⎟⎠", "[": "⎡⎢⎢⎣", "]": "⎤⎥⎥⎦", "{": "⎧⎪⎨⎩", "}": "⎫⎪⎬⎭",
    "⌊": "⎢⎢⎢⎣", "⌋": "⎥⎥⎥⎦", "⌈": "⎡⎢⎢⎢", "⌉": "⎤⎥⎥⎥", "|": "││││", "‖": "║║║║",
}  # fmt: skip
_ASCII_FENCES = {
    "(": "/||\\",
    ")": "\\||/",
    "[": "[[[[",
    "]": "]]]]",
    "{": "/|<\\",
    "}": "\\|>/",
    "|": "||||",
}
_WIDE = frozenset("WF")
_ZERO = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Box:
    """Rows of text, all `width` columns wide. `baseline` is the row, from 0, that neighbours stand on.

    `tall` says that brackets around it have to grow: raised and lowered letters alone do not make it so.
    """

    rows: tuple[str, ...]
    width: int
    baseline: int = 0
    tall: bool = False

    @property
    def below(self) -> int:
        """The rows below the baseline."""
        return len(self.rows) - self.baseline - 1

    @property
    def middle(self) -> str:
        """The row on the baseline."""
        return self.rows[self.baseline]


EMPTY = Box(("",), 0)


def columns(text: str) -> int:
    """Return how many columns a terminal gives to a text."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _ZERO:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def text_box(text: str) -> Box:
    """Return a box of one row."""
    return Box((text,), columns(text))


def blank(width: int) -> Box:
    """Return an empty box of one row."""
    return Box((" " * width,), width)


def beside(boxes: Sequence[Box]) -> Box:
    """Set boxes side by side on one baseline."""
    if not boxes:
        return EMPTY
    above = max(box.baseline for box in boxes)
    below = max(box.below for box in boxes)
    padded = [_padded(box, above - box.baseline, below - box.below).rows for box in boxes]
    rows = tuple("".join(parts) for parts in zip(*padded, strict=True))
    return Box(rows, sum(box.width for box in boxes), above, any(box.tall for box in boxes))


def stacked(boxes: Sequence[Box], base: int, align: str = "c") -> Box:
    """Set boxes one above the other; the one numbered `base`, from 0, gives the baseline."""
    width = max(box.width for box in boxes)
    rows = tuple(row for box in boxes for row in widened(box, width, align).rows)
    baseline = sum(len(box.rows) for box in boxes[:base]) + boxes[base].baseline
    return Box(rows, width, baseline, tall=True)


def widened(box: Box, width: int, align: str = "c") -> Box:
    """Return the box with blanks around it up to `width`; `align` is one of l, c, r."""
    missing = width - box.width
    before = {"l": 0, "c": missing // 2, "r": missing}[align]
    rows = tuple(" " * before + row + " " * (missing - before) for row in box.rows)
    return replace(box, rows=rows, width=width)


def _padded(box: Box, above: int, below: int) -> Box:
    if not above and not below:
        return box
    empty = " " * box.width
    rows = (*[empty] * above, *box.rows, *[empty] * below)
    return replace(box, rows=rows, baseline=box.baseline + above)


def over_bar(top: Box, bottom: Box, bar: str) -> Box:
    """Return a fraction; the bar is wider than what holds a bar of its own. A blank `bar` is a binomial's."""
    nested = top.tall or bottom.tall
    width = max(top.width, bottom.width) + (2 if nested and bar.strip() else 0)
    return stacked([top, text_box(bar * width), bottom], base=1)


def with_scripts(base: Box, sub: Box | None, sup: Box | None, inline: str = "") -> Box:
    """Hang boxes at the lower and upper right of a base.

    `inline` are raised and lowered characters: they stand between the two on a base of one row, on its
    first row otherwise.
    """
    near = text_box(inline)
    if sub is None and sup is None and len(base.rows) == 1:
        return replace(beside([base, near]), tall=base.tall)
    above = sup.rows if sup else ()
    under = sub.rows if sub else ()
    width = max(near.width, sup.width if sup else 0, sub.width if sub else 0)
    at_base = [near.rows[0], *[""] * (len(base.rows) - 1)]
    side = [row + " " * (width - columns(row)) for row in (*above, *at_base, *under)]
    left = _padded(base, len(above), len(under))
    rows = tuple(row + other for row, other in zip(left.rows, side, strict=True))
    return Box(rows, base.width + width, left.baseline, base.tall)


def fenced(left: str, body: Box, right: str, *, unicode: bool) -> Box:
    """Set a body between delimiters, which grow with a tall body."""
    if len(body.rows) == 1 or not body.tall:
        return beside([text_box(left), body, text_box(right)])
    if len(body.rows) == 2 and "{" in (left, right):
        body = _with_middle(body)
    sides = [_fence(delimiter, body, unicode=unicode) for delimiter in (left, right)]
    return replace(beside([sides[0], body, sides[1]]), tall=True)


def _with_middle(body: Box) -> Box:
    """Return two rows as three, so that a brace has a place for its point."""
    return replace(body, rows=(body.rows[0], " " * body.width, body.rows[1]), baseline=1)


def _fence(delimiter: str, body: Box, *, unicode: bool) -> Box:
    parts = (_FENCES if unicode else _ASCII_FENCES).get(delimiter)
    if parts is None:
        return text_box(delimiter)
    top, extension, middle, bottom = tuple(parts)
    rows = [top] + [extension] * (len(body.rows) - 2) + [bottom]
    if middle != extension:
        rows[body.baseline if 0 < body.baseline < len(rows) - 1 else len(rows) // 2] = middle
    return Box(tuple(rows), 1, body.baseline, tall=True)


def under_root(body: Box, index: Box | None, *, unicode: bool) -> Box:
    """Return a root over a body; the sign is one glyph below a line, or as tall as the body."""
    if len(body.rows) == 1:
        sign = text_box("√" if unicode else "\\/")
        lid = " " * sign.width + "_" * body.width
        whole = Box((lid, sign.rows[0] + body.rows[0]), sign.width + body.width, 1, tall=True)
    else:
        corner, line, bar, foot = ("┌", "─", "│", "√") if unicode else (" ", "_", "|", "\\")
        stems = [" " + bar] * (len(body.rows) - 1) + [foot + bar]
        lid = " " + corner + line * (body.width + 1)
        rows = (lid, *(stem + row + " " for stem, row in zip(stems, body.rows, strict=True)))
        whole = Box(rows, body.width + 3, body.baseline + 1, tall=True)
    if index is None:
        return whole
    raised = replace(index, baseline=len(index.rows) - 1 + max(0, whole.below))
    return replace(beside([_lifted(raised, whole), whole]), tall=True)


def _lifted(index: Box, root: Box) -> Box:
    """Return the index of a root standing just above its sign's foot."""
    rows = (*index.rows, *[" " * index.width] * (root.below + 1))
    return Box(rows, index.width, len(rows) - 1 - root.below)


def grid(rows: Sequence[Sequence[Box]], align: str, gaps: Sequence[int]) -> Box:
    """Set boxes in rows and columns; `gaps` are the blank columns before each column.

    The grid's baseline is its middle row; rows that reach towards each other are kept apart by a blank one.
    """
    widths = [max(box.width for box in column) for column in zip(*rows, strict=True)]
    lines: list[Box] = []
    for cells in rows:
        pieces: list[Box] = []
        for box, width, side, gap in zip(cells, widths, align, gaps, strict=True):
            pieces += [blank(gap), widened(box, width, side)]
        line = beside(pieces)
        if lines and (line.baseline or lines[-1].below):
            lines.append(blank(line.width))
        lines.append(line)
    whole = stacked(lines, base=0, align="l")
    if len(lines) == 1:
        return replace(whole, tall=lines[0].tall)
    return replace(whole, baseline=(len(whole.rows) - 1) // 2)

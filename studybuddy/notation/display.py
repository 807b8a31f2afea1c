"""A formula in, lines of text in two dimensions out, broken at relations where the width asks for it."""

from collections.abc import Sequence

from studybuddy.notation.ascii_form import in_ascii
from studybuddy.notation.boxes import Box, beside, blank
from studybuddy.notation.drawing import Drawing
from studybuddy.notation.formula import (
    Formula,
    Grid,
    Role,
    Row,
    role_of,
    row,
)
from studybuddy.notation.latex import read_latex

_INDENT = 1  # and the blank before the relation


def render_display(latex: str, width: int, *, unicode: bool = True) -> tuple[str, ...] | None:
    """Return a LaTeX formula laid out in lines of at most `width` columns; None says: show the source.

    A formula that is too wide goes on in the next line before a relation, under the first one if it fits
    there. With `unicode` false the lines are ASCII.
    """
    formula = read_latex(latex)
    if formula is not None and not unicode:
        formula = in_ascii(formula)
    return None if formula is None else display(formula, width, unicode=unicode)


def display(formula: Formula, width: int, *, unicode: bool) -> tuple[str, ...] | None:
    """Return the lines of a formula, none wider than `width` columns; None if it cannot be broken so."""
    drawing = Drawing(unicode=unicode)
    whole = drawing.box(formula)
    if whole.width <= width:
        return _lines([whole])
    broken = _broken(formula, width, drawing)
    return None if broken is None else _lines(broken)


def _lines(boxes: Sequence[Box]) -> tuple[str, ...]:
    """Return the rows of boxes below each other; a tall box keeps a blank row from the next."""
    lines: list[str] = []
    for place, box in enumerate(boxes):
        if place and (box.baseline or boxes[place - 1].below):
            lines.append("")
        lines += [line.rstrip() for line in box.rows]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def _broken(formula: Formula, width: int, drawing: Drawing) -> list[Box] | None:
    """Return the lines of a formula cut before relations; None if what stands between two is too wide."""
    if isinstance(formula, Grid) and formula.kind == "aligned":
        rows = [_broken(row(cells), width, drawing) for cells in formula.rows]
        return None if None in rows else [box for boxes in rows for box in boxes or ()]
    items = formula.items if isinstance(formula, Row) else (formula,)
    cuts = [place for place, item in enumerate(items) if role_of(item) is Role.RELATION and place]
    bounds = zip([0, *cuts], [*cuts, len(items)], strict=True)
    segments = [drawing.segment(items[start:end], leads=start > 0) for start, end in bounds]
    for indent in (segments[0].width, _INDENT):
        lines = _packed(segments, width, indent)
        if lines is not None:
            return lines
    return None


def _packed(segments: Sequence[Box], width: int, indent: int) -> list[Box] | None:
    """Fill lines with segments, all but the first of which start with a blank column."""
    lines: list[list[Box]] = [[]]
    used = 0
    for segment in segments:
        if lines[-1] and used + segment.width > width:
            lines.append([blank(indent)])
            used = indent
        lines[-1].append(segment)
        used += segment.width
        if used > width:
            return None
    return [beside(line) for line in lines]

"""The tokens of an environment in, a grid of formulas out."""

import re
from collections.abc import Sequence

from studybuddy.notation import latex_symbols as vocabulary
from studybuddy.notation.formula import Formula, Grid, Role, Row, Symbol, role_of, row
from studybuddy.notation.latex_reader import Reader
from studybuddy.notation.latex_tokens import Kind, Token, UnreadableError, plain_text

_ROW_OPTION = re.compile(r"\[(?:[tbc]|-?[\d.]+(?:pt|em|ex|mm|cm|in))\]")


def environment(reader: Reader, token: Token) -> Formula:
    """Read an environment: a matrix, cases, or lines aligned at a sign.

    Raises: UnreadableError.
    """
    name, inner = token.text, token.inner
    columns = ""
    if name == "array":
        columns = plain_text(inner[0].inner) if inner and inner[0].kind is Kind.GROUP else ""
        if not columns or columns.strip("lcr"):
            raise UnreadableError("columns other than l, c and r")
        inner = inner[1:]
    if name in vocabulary.ALIGNMENTS:
        return _alignment(_cells(reader, inner))
    if name not in vocabulary.MATRICES:
        raise UnreadableError(f"no picture for the environment {name}")
    rows = _cells(reader, inner)
    width = max(map(len, rows))
    left, right = vocabulary.MATRICES[name]
    kind = "cases" if "cases" in name else "matrix"
    columns = (columns or ("l" if kind == "cases" else "c") * width).ljust(width, "c")
    return Grid(_padded(rows, width), columns, left, right, kind)


def substack(reader: Reader) -> Formula:
    """Read the lines of a limit that takes more than one."""
    lines = _cells(reader, reader.argument_tokens())
    return Grid(tuple((row(line),) for line in lines), "c", kind="substack")


def _alignment(rows: Sequence[Sequence[Formula]]) -> Formula:
    width = max(map(len, rows))
    held = [[_held(cell) for cell in cells] for cells in rows]
    columns = ("rl" * width)[:width] if width > 1 else "l"
    return Grid(_padded(held, width), columns, kind="aligned")


def _held(cell: Formula) -> Formula:
    """Put nothing, but an ordinary nothing, around a sign at a cell's edge, so that it keeps its spaces."""
    items = list(cell.items) if isinstance(cell, Row) else [cell]
    nothing = Symbol("")
    signs = {Role.RELATION, Role.BINARY}
    before = [nothing] if items and role_of(items[0]) in signs else []
    after = [nothing] if items and role_of(items[-1]) in signs else []
    return row([*before, *items, *after])


def _padded(rows: Sequence[Sequence[Formula]], width: int) -> tuple[tuple[Formula, ...], ...]:
    return tuple((*cells, *[Row(())] * (width - len(cells))) for cells in rows)


def _cells(reader: Reader, tokens: Sequence[Token]) -> list[list[Formula]]:
    r"""Cut tokens at `&` and `\\`; an empty last row is only the end of the one before."""
    rows: list[list[list[Token]]] = [[[]]]
    for token in _without_options(tokens):
        if token.kind is Kind.MACRO and token.text in {"\\", "cr"}:
            rows.append([[]])
        elif token.kind is Kind.CHARACTER and token.text == "&":
            rows[-1].append([])
        else:
            rows[-1][-1].append(token)
    if len(rows) > 1 and len(rows[-1]) == 1 and all(token.text.isspace() for token in rows[-1][0]):
        rows.pop()
    return [[reader.group(cell) for cell in cells] for cells in rows]


def _without_options(tokens: Sequence[Token]) -> list[Token]:
    """Drop `[t]` at the start and `[2pt]` behind a line's end: they move lines by less than a row."""
    kept: list[Token] = []
    skipped = 0
    for place, token in enumerate(tokens):
        if place < skipped:
            continue
        starts = not kept or (kept[-1].kind is Kind.MACRO and kept[-1].text == "\\")
        if starts and token.text == "[":
            near = "".join(t.text if t.kind is Kind.CHARACTER else "\\" for t in tokens[place : place + 10])
            if option := _ROW_OPTION.match(near):
                skipped = place + option.end()
                continue
        kept.append(token)
    return kept

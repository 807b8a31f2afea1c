"""Texts and a width in; lines that stand beside each other, wrapped, or behind a label out, never wider."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.text import Text

from studybuddy.screens.console import safe

GAPS = (4, 3, 2)  # columns between parts of one line, the widest that fits


def beside(columns: Sequence[Sequence[Text]], starts: Sequence[int]) -> Iterator[Text]:
    """Put columns of lines beside each other; `starts` says at which column of the terminal each begins."""
    for row in zip_longest(*columns, fillvalue=Text()):
        line = Text()
        for start, part in zip(starts, row, strict=True):
            if part:
                line.pad_right(max(0, start - line.cell_len))
                line.append_text(part)
        yield line


def packed(parts: Sequence[Text], width: int) -> Iterator[Text]:
    """Put parts beside each other as long as they fit, then go on in the next line."""
    cells = sum(part.cell_len for part in parts)
    gap = next((gap for gap in GAPS if cells + gap * (len(parts) - 1) <= width), GAPS[0])
    line = Text()
    for part in parts:
        if line and line.cell_len + gap + part.cell_len > width:
            yield line
            line = Text()
        if part.cell_len > width and part is not parts[0]:
            yield from wrapped(part.plain, width)
            continue
        line.append(" " * gap if line else "").append_text(part)
    if line:
        yield line


def labelled(label: str, text: str, width: int) -> Iterator[Text]:
    """Wrap text, the label in front of its first line and as much room in front of the others."""
    indent = cell_len(label) + 2 if label else 0
    for number, line in enumerate(wrapped(text, width - indent)):
        lead = bold(label, "  ") if label and not number else Text(" " * indent)
        yield lead.append_text(line)


def wrapped(text: str, width: int) -> Iterator[Text]:
    """Break text between words, and within a word only if it is wider than the line."""
    line = ""
    for word in safe(text).split():
        for piece in chop_cells(word, max(width, 2)):  # nothing to chop but in a word wider than the line
            if line and cell_len(line) + 1 + cell_len(piece) > width:
                yield Text(line)
                line = ""
            line = f"{line} {piece}" if line else piece
    if line:
        yield Text(line)


def joined(lines: Sequence[Text], width: int) -> Text:
    """Join lines; what is wider all the same ends in an ellipsis."""
    for line in lines:
        line.rstrip()
        line.truncate(max(width, 1), overflow="ellipsis")
    return Text("\n").join(lines)


def cut(text: str, width: int) -> str:
    """Return one line of text; what is wider than `width` ends in an ellipsis."""
    line = Text(safe(text))
    line.truncate(max(width, 1), overflow="ellipsis")
    return line.plain


def bold(label: str, rest: str) -> Text:
    """Return a label in bold, and what follows it."""
    return Text.assemble((label, "bold"), rest)


def one_line(text: str) -> str:
    """Return text without line breaks or what a terminal would act upon."""
    return " ".join(safe(text).split())

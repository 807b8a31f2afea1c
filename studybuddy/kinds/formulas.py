"""A document goes in, a warning for every formula that the terminal cannot lay out comes out."""

import re
from collections.abc import Iterator

from studybuddy.markdown.document import Block, Document
from studybuddy.model import Problem, Severity

COLUMNS = 72  # of a terminal of 80, with the margins that a formula on lines of its own keeps
_IN_A_HEADING = re.compile(r"(?<![\\$])\$(?=[^\s$])([^$\n]*?[^\s\\$])\$(?![\d$])")


def formula_problems(document: Document) -> Iterator[Problem]:
    """Yield a warning for each formula whose source is shown instead."""
    from studybuddy.notation.display import render_display
    from studybuddy.notation.inline import render_inline

    for line, latex, is_display in _formulas(document):
        if is_display and render_display(latex, COLUMNS) is not None:
            continue
        if render_inline(latex) is None:
            shown = " ".join(latex.split())
            message = f"a formula that cannot be laid out: {shown[:60]}"
            hint = "its source is shown; use simpler LaTeX, or words"
            yield Problem(document.source(line), message, hint, Severity.WARNING)


def _formulas(document: Document) -> Iterator[tuple[int, str, bool]]:
    """Yield line (from 0), LaTeX, and whether it stands on lines of its own."""
    yield from _in_blocks(document.blocks)
    for section in (*document.chapters, *document.sections):
        for found in _IN_A_HEADING.finditer(section.heading):
            yield section.start, found[1], False
        yield from _in_blocks(section.blocks)
        for part in section.sections:
            yield from _in_blocks(part.blocks)


def _in_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str, bool]]:
    for block in blocks:
        if block.kind == "math_block":
            yield block.start, block.content, True
        for inline in block.inlines:
            yield from ((inline.line, span.content, False) for span in inline.spans if span.kind == "math")

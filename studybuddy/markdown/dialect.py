"""A pattern of marks goes in, a parser of CommonMark, tables, strict dollar math and marks comes out."""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline


@cache
def parser(marks: re.Pattern[str] | None) -> MarkdownIt:
    """Return the parser of the dialect; it parses blocks, and inlines only when asked for one.

    Most inlines of a deck hold nothing that we look for, and parsing them is half of the work.
    """
    dialect = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    dialect.block.ruler.before("fence", "math_block", _math_block, {"alt": interrupts})
    dialect.inline.ruler.before("escape", "math_inline", _math_inline)
    if marks is not None:
        dialect.inline.ruler.before("math_inline", "mark", _mark_rule(marks))
    return dialect


def _mark_rule(marks: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:
        found = marks.match(state.src, state.pos, state.posMax)
        if found is None:
            return False
        if not silent:
            token = state.push("mark", "", 0)
            token.content = found[0]
            token.meta = {"at": state.pos}
        state.pos = found.end()
        return True

    return rule


def _math_inline(state: StateInline, silent: bool) -> bool:
    """`$x$` with no space inside the dollars and no digit right after; `$$x$$` in running text too."""
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    fence = "$$" if src.startswith("$$", start) else "$"
    inside = start + len(fence)
    end = _closing(src, inside, state.posMax, fence)
    if end < 0 or not src[inside:end].strip():
        return False
    after = end + len(fence)
    if fence == "$" and (src[inside].isspace() or src[end - 1].isspace() or src[after : after + 1].isdigit()):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = src[inside:end]
        token.markup = fence
    state.pos = after
    return True


def _closing(src: str, start: int, end: int, fence: str) -> int:
    """Return where the first unescaped fence stands in src[start:end], or -1."""
    at = src.find(fence, start, end)
    while at >= 0:
        backslashes = at - len(src[start:at].rstrip("\\")) - start
        if backslashes % 2 == 0:
            return at
        at = src.find(fence, at + 1, end)
    return -1


def _math_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`$$…$$` on lines of its own, without a blank line inside."""
    if state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", start, state.eMarks[start_line]):
        return False
    line = _math_block_last_line(state, start_line, end_line)
    if line < 0:
        return False
    if silent:
        return True
    state.line = line + 1
    token = state.push("math_block", "math", 0)
    token.content = state.getLines(start_line, line + 1, state.blkIndent, keepLastLF=False).strip()[2:-2]
    token.markup = "$$"
    token.map = [start_line, line + 1]
    return True


def _math_block_last_line(state: StateBlock, start_line: int, end_line: int) -> int:
    """Return the line that closes the math opened on `start_line`, or -1.

    A search that failed is remembered, so that many openings without a close cost one pass.
    """
    first = _line(state, start_line)
    if len(first) > 3 and first.endswith("$$"):
        return start_line
    if "$$" in first[2:] or start_line < state.env.get("math_hopeless_until", 0):
        return -1
    for line in range(start_line + 1, end_line):
        text = _line(state, line)
        if not text or state.sCount[line] < state.blkIndent:
            state.env["math_hopeless_until"] = line
            return -1
        if text.endswith("$$"):
            return line
    state.env["math_hopeless_until"] = end_line
    return -1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()

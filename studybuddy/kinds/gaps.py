"""The body of a card goes in, its clozes come out as text and gaps, with what is wrong with them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from studybuddy.kinds.body import Body
from studybuddy.kinds.typed import plain
from studybuddy.markdown.document import Block, Document, Inline, Mark, Section
from studybuddy.model import Problem

MARKS = re.compile(r"\{\{c\d{1,4}::|::|\}\}")
_BREAK = re.compile(r"\n[ \t>]*")  # with the marks of a quote that the gap runs through
_OPENING = re.compile(r"\{\{c\d{1,4}::")
_IN_CODE = ("a cloze inside math or code", "hide the whole of it: {{c1::$x$}}")


class Gap(NamedTuple):
    """A cloze in the file: its number, and the marks that open it, start its hint, and close it."""

    number: int
    opening: Mark
    hint: Mark | None
    closing: Mark


class Gaps(NamedTuple):
    """The clozes of a card, the line after the last block that holds one, and the problems."""

    found: tuple[Gap, ...]
    end: int
    problems: tuple[Problem, ...]


def has_cloze(blocks: Sequence[Block]) -> bool:
    """Tell whether a cloze opens in the running text of the blocks."""
    return any(mark.text[0] == "{" for block in blocks for inline in block.inlines for mark in inline.marks)


def read_gaps(body: Body) -> Gaps:
    """Find the clozes in the open parts of a body."""
    problems: list[Problem] = []
    gaps: list[Gap] = []
    end = body.section.start + 1
    for block in body.open_blocks():
        found = [gap for inline in block.inlines for gap in _inline_gaps(body, inline, problems)]
        gaps += found
        end = block.end if found else end
    numbers = sorted({gap.number for gap in gaps})
    if numbers != list(range(1, len(numbers) + 1)):
        listed = ", ".join(f"c{number}" for number in numbers)
        message = f"the clozes are numbered with a gap: {listed}"
        problems.append(body.problem(gaps[0].opening.line, message, "number them c1, c2, …"))
    return Gaps(tuple(gaps), end, tuple(problems))


def _inline_gaps(body: Body, inline: Inline, problems: list[Problem]) -> Iterator[Gap]:
    def report(mark: Mark, message: str, advice: str) -> None:
        problems.append(body.problem(mark.line, message, advice))

    opening: Mark | None = None
    hint: Mark | None = None
    for mark in inline.marks:
        if mark.column < 0:
            report(mark, "a cloze in a table cell with an escaped |", "use no | in that cell")
            return
        if mark.text[0] == "{":
            if opening:
                report(mark, "a cloze inside a cloze", "close the first with }}")
            opening, hint = mark, None
        elif opening and mark.text == "::":
            hint = mark
        elif opening:
            gap = Gap(int(opening.text[3:-2]), opening, hint, mark)
            if hidden(body.document, gap).strip():
                yield gap
            else:
                report(opening, "a cloze that hides nothing", "write {{c1::text}}")
            opening = None
    if opening:
        report(opening, "a cloze that is never closed", "close it with }} in its paragraph")


def stray_problems(body: Body) -> Iterator[Problem]:
    """Yield the clozes that can never be asked: in code or math, in the heading, or in a named section."""
    if _OPENING.search(body.section.heading):
        yield body.problem(body.section.start, "a cloze in the heading", "put it into the body")
    for part in (*body.open, *body.named):
        for block in part.blocks:
            if block.kind in ("fence", "code_block", "math_block") and _OPENING.search(block.content):
                yield body.problem(block.start, *_IN_CODE)
            for inline in block.inlines:
                if any(span.kind != "text" and _OPENING.search(span.content) for span in inline.spans):
                    yield body.problem(inline.line, *_IN_CODE)
    for part in body.named:
        if has_cloze(part.blocks):
            hint = "only the text of the card itself is asked"
            yield body.problem(part.start, f"a cloze in `### {part.heading}`", hint)


def segments(body: Body, gaps: Gaps) -> list[Any]:
    """Return the open text up to `gaps.end`: a string for text, for a gap `{gap, hidden, hint, plain}`."""
    pieces: list[Any] = []
    for part in body.open:
        stop = min(gaps.end, part.end)
        if part.start < stop and body.document.text(part.start, stop):
            pieces += ["\n\n"] if pieces else []
            pieces += _part_segments(body.document, part, stop, gaps.found)
    return [piece for piece in pieces if piece != ""]


def _part_segments(document: Document, part: Section, stop: int, gaps: Sequence[Gap]) -> Iterator[Any]:
    start = part.start
    while start < stop and not document.lines[start].strip():
        start += 1
    while start < stop and not document.lines[stop - 1].strip():
        stop -= 1
    at = (start, 0)
    for gap in gaps:
        if start <= gap.opening.line < stop:
            yield _between(document, at, _start(gap.opening))
            text = hidden(document, gap)
            hint = _between(document, _end(gap.hint), _start(gap.closing)) if gap.hint else ""
            shown_hint = " ".join(hint.split())
            yield {
                "gap": gap.number,
                "hidden": text,
                "hint": shown_hint,
                "plain": plain(_BREAK.sub(" ", text)),
            }
            at = _end(gap.closing)
    yield _between(document, at, (stop - 1, len(document.lines[stop - 1])))


def hidden(document: Document, gap: Gap) -> str:
    """Return the Markdown that a cloze hides."""
    return _between(document, _end(gap.opening), _start(gap.hint or gap.closing))


def _start(mark: Mark) -> tuple[int, int]:
    return mark.line, mark.column


def _end(mark: Mark) -> tuple[int, int]:
    return mark.line, mark.column + len(mark.text)


def _between(document: Document, start: tuple[int, int], end: tuple[int, int]) -> str:
    lines = document.lines
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    return "\n".join([lines[start[0]][start[1] :], *lines[start[0] + 1 : end[0]], lines[end[0]][: end[1]]])

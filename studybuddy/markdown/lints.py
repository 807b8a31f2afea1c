"""The blocks of a file go in, what is wrong with them as Markdown comes out as problems."""

import re
from collections.abc import Iterator, Sequence

from studybuddy.markdown.document import Block, Inline
from studybuddy.model import Problem, Severity, Source

_MONEY = re.compile(r"\$\d")
_PRICED_PROSE = re.compile(r"\d[\d.,]*[kKmM]?\s+(?:\w+\W+)*[a-z]{3,}")
_HIDDEN_HEADING = re.compile(r"^ {0,3}#{1,2}\s")


def lint(blocks: Sequence[Block], lines: Sequence[str], path: str) -> tuple[Problem, ...]:
    """Return the problems that need no knowledge of what the file is for."""
    return tuple(
        Problem(Source(path, line + 1), message, hint, severity)
        for block in blocks
        for line, message, hint, severity in _findings(block, lines)
    )


_Finding = tuple[int, str, str, Severity]


def _findings(block: Block, lines: Sequence[str]) -> Iterator[_Finding]:
    if block.setext:
        hint = "leave a blank line before the line of dashes, or write the heading with #"
        yield block.end - 1, "a line of `-` or `=` under text makes it a heading", hint, Severity.ERROR
    elif block.kind == "paragraph" and block.content.startswith("```"):
        hint = "an info string with a backtick needs a ~~~ fence"
        yield block.start, "a paragraph starts with three backticks", hint, Severity.ERROR
    elif block.kind == "fence" and not _is_closed(block, lines):
        hint = "close it with the same marker on a line of its own"
        yield block.start, "the code fence is never closed", hint, Severity.ERROR
    elif block.kind == "html_block":
        for line in range(block.start, block.end):
            if _HIDDEN_HEADING.match(lines[line]):
                hint = "close the comment or tag above, with a blank line after it"
                yield line, "a heading inside HTML is text", hint, Severity.WARNING
    for inline in block.inlines:
        yield from _dollars(inline)


def _is_closed(block: Block, lines: Sequence[str]) -> bool:
    opening = lines[block.start].lstrip()
    marker = opening[: len(opening) - len(opening.lstrip(opening[:1]))]
    last = lines[block.end - 1].strip()
    return block.end - block.start > 1 and last.startswith(marker) and not last.strip(marker[:1])


def _dollars(inline: Inline) -> Iterator[_Finding]:
    for span in inline.spans:
        if span.kind == "text" and "$$" in span.content:
            hint = "put $$ on both ends, without a blank line between"
            yield inline.line, "display math that is not closed", hint, Severity.WARNING
        elif (span.kind == "text" and _MONEY.search(span.content)) or (
            span.kind == "math" and _PRICED_PROSE.match(span.content)
        ):
            hint = "write \\$ for a dollar sign"
            yield inline.line, "a $ that looks like money", hint, Severity.WARNING

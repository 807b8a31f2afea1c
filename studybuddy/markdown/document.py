"""The values that reading a Markdown file gives: a document of sections of blocks, every one with its lines.

Lines are indices into `Document.lines`, counting from 0; an `end` is exclusive. Only a `Source` or a
`line` that is shown counts from 1.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from studybuddy.model import Problem, Source


class Attributes(NamedTuple):
    """What a heading's `{#id .class key=value}` says."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


class Mark(NamedTuple):
    """A delimiter found in running text, never in code, math, HTML or a link's address."""

    text: str
    line: int
    column: int


class Span(NamedTuple):
    """A piece of an inline block: `kind` is text, code or math; `content` is what stands inside."""

    kind: str
    content: str


class Inline(NamedTuple):
    """Running text that holds a mark, a dollar sign, or a link; plain text gives no Inline."""

    line: int
    content: str
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    links: tuple[str, ...] = ()


class Item(NamedTuple):
    """An entry of a list: the lines it covers."""

    start: int
    end: int


class Block(NamedTuple):
    """A top-level block: `kind` is markdown-it's token type without `_open`.

    `content` is the text of a heading or the first inline of a paragraph, and `info` the info string of
    a fence. `level` is a heading's level (0 for other blocks); setext headings are marked.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    content: str = ""
    info: str = ""
    setext: bool = False
    items: tuple[Item, ...] = ()
    inlines: tuple[Inline, ...] = ()


class Section(NamedTuple):
    """What stands under one ATX heading, up to the next heading of the same or a higher level.

    `start` is the heading's line, `blocks` what stands before the first section inside.
    """

    heading: str
    level: int
    attributes: Attributes
    start: int
    end: int
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


class FrontMatter(NamedTuple):
    """The YAML mapping on top of a file, and the line (from 1) on which each key stands."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    is_readable: bool = True

    def line(self, key: str) -> int:
        """Return the line of `key`, or 1."""
        return self.lines.get(key, 1)


class Document(NamedTuple):
    """A whole file.

    `front_matter` is None for a file without one. `sections` are those of level 2, `chapters` what stands
    between a level-1 heading and the next section or chapter; `blocks` stand before all of them.
    `verbatim` are the lines of fences and display math, also of those inside lists and quotes.
    """

    path: str
    lines: tuple[str, ...]
    front_matter: FrontMatter | None
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    chapters: tuple[Section, ...] = ()
    verbatim: frozenset[int] = frozenset()

    def text(self, start: int, end: int) -> str:
        """Return the Markdown of the lines, without blank lines around it."""
        while start < end and not self.lines[start].strip():
            start += 1
        while start < end and not self.lines[end - 1].strip():
            end -= 1
        return "\n".join(self.lines[start:end])

    def every_block(self) -> Iterator[Block]:
        """Yield the blocks of the file, but for the headings that open sections."""
        yield from self.blocks
        for section in (*self.chapters, *self.sections):
            yield from section.blocks
            for part in section.sections:
                yield from part.blocks

    def source(self, line: int) -> Source:
        """Return the place of a line that counts from 0."""
        return Source(self.path, line + 1)

"""The text of a Markdown file goes in, a Document comes out: front matter, sections, blocks, problems."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from studybuddy.markdown.attributes import split_attributes
from studybuddy.markdown.dialect import parser
from studybuddy.markdown.document import (
    Attributes,
    Block,
    Document,
    FrontMatter,
    Inline,
    Item,
    Mark,
    Section,
    Span,
)
from studybuddy.markdown.front_matter import front_matter_end, read_front_matter
from studybuddy.markdown.lints import lint
from studybuddy.model import Problem

_SPECIAL = re.compile(r"[$]|\{\{|\]\(|\]:?\[|!\[|```")
_SPANS = {"text": "text", "code_inline": "code", "math_inline": "math"}


def read(
    text: str, path: str, *, keys: AbstractSet[str] = frozenset(), marks: re.Pattern[str] | None = None
) -> Document:
    """Read a whole file; level-2 headings open sections, level-3 headings sections inside them.

    `keys` are the keys that heading attributes may have; `marks` matches the delimiters to be found in
    running text. A level-1 heading ends a section and opens none.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    taken = front_matter_end(lines)
    front_matter: FrontMatter | None = None
    problems: tuple[Problem, ...] = ()
    if taken:
        front_matter, problems = read_front_matter(lines[:taken], path)
    env: EnvType = {}
    dialect = parser(marks)
    tokens = dialect.parse("\n" * taken + "\n".join(lines[taken:]), env)
    blocks = list(_blocks(tokens, _Inlines(dialect, env, lines)))
    sections = tuple(_sections(blocks, len(lines), keys))
    return Document(
        path,
        tuple(lines),
        front_matter,
        tuple(takewhile(lambda block: not _opens(block, 2), blocks)),
        tuple(section for section in sections if section.level == 2),
        problems + lint(blocks, lines, path),
        tuple(section for section in sections if section.level == 1),
        frozenset(_verbatim(tokens)),
    )


def _verbatim(tokens: Sequence[Token]) -> Iterator[int]:
    for token in tokens:
        if token.type in ("fence", "math_block") and token.map:
            yield from range(*token.map)


@dataclass(slots=True)
class _Inlines:
    """Parses the inlines that hold something special, and finds their marks in the lines of the file."""

    dialect: MarkdownIt
    env: EnvType
    lines: list[str]
    columns: dict[int, int] = field(default_factory=dict)  # how far each line of a table has been used

    def read(self, token: Token) -> Inline | None:
        content, (start, _) = token.content, token.map or (0, 0)
        if not (_SPECIAL.search(content) or (self.env.get("references") and "[" in content)):
            return None
        children: list[Token] = []
        self.dialect.inline.parse(content, self.dialect, self.env, children)
        spans = tuple(Span(_SPANS[each.type], each.content) for each in children if each.type in _SPANS)
        links = tuple(
            str(child.attrs.get("href") or child.attrs.get("src") or "")
            for child in children
            if child.type in ("link_open", "image")
        )
        marks = [child for child in children if child.type == "mark"]
        return Inline(
            start, content, spans, tuple(self._place(marks, content, start)) if marks else (), links
        )

    def _place(self, marks: list[Token], content: str, start: int) -> Iterator[Mark]:
        """Turn offsets in an inline's content, which lost its indentation, into places in the file."""
        content_lines = content.split("\n")
        begins = [0]
        for line in content_lines:
            begins.append(begins[-1] + len(line) + 1)
        shifts = [self._shift(start + index, line) for index, line in enumerate(content_lines)]
        index = 0
        for mark in marks:
            at = mark.meta["at"]
            while begins[index + 1] <= at:
                index += 1
            yield Mark(mark.content, start + index, at - begins[index] + shifts[index])

    def _shift(self, line: int, content_line: str) -> int:
        bare = content_line.lstrip()
        at = self.lines[line].find(bare, self.columns.get(line, 0))
        if at < 0:  # a table cell with an escaped pipe: the text differs, and the mark gets no good place
            return -len(content_line) - 1
        self.columns[line] = at + len(bare)
        return at - (len(content_line) - len(bare))


def _blocks(tokens: Sequence[Token], inlines: _Inlines) -> Iterator[Block]:
    opened: Token | None = None
    content: str | None = None
    special: list[Inline] = []
    items: list[Item] = []
    for token in tokens:
        if token.type == "inline":
            if content is None:
                content = token.content
            if inline := inlines.read(token):
                special.append(inline)
        elif token.level == 0 and token.nesting >= 0:
            opened, content, special, items = token, None, [], []
        elif token.level == 1 and token.type == "list_item_open" and token.map:
            items.append(Item(token.map[0], token.map[1]))
        if token.level == 0 and token.nesting <= 0 and opened is not None and opened.map:
            yield _block(opened, content, items, special)


def _block(token: Token, content: str | None, items: list[Item], special: list[Inline]) -> Block:
    start, end = token.map or (0, 0)
    kind = token.type.removesuffix("_open")
    return Block(
        kind,
        start,
        end,
        level=int(token.tag[1]) if kind == "heading" else 0,
        content=token.content if content is None else content,
        info=token.info,
        setext=kind == "heading" and token.markup in ("-", "="),
        items=tuple(items),
        inlines=tuple(special),
    )


def _sections(blocks: Sequence[Block], line_count: int, keys: AbstractSet[str]) -> Iterator[Section]:
    """Cut the blocks at ATX headings of level 1 and 2."""
    cuts = [index for index, block in enumerate(blocks) if _opens(block, 2)] + [len(blocks)]
    for index, after in pairwise(cuts):
        end = blocks[after].start if after < len(blocks) else line_count
        yield _section(blocks[index], blocks[index + 1 : after], end, keys)


def _section(heading: Block, blocks: Sequence[Block], end: int, keys: AbstractSet[str]) -> Section:
    text, attributes = split_attributes(heading.content, keys)
    cuts = [index for index, block in enumerate(blocks) if _opens(block, 3)] + [len(blocks)]
    inner = tuple(
        Section(
            blocks[index].content,
            3,
            Attributes(),
            blocks[index].start,
            blocks[after].start if after < len(blocks) else end,
            tuple(blocks[index + 1 : after]),
        )
        for index, after in pairwise(cuts)
    )
    return Section(text, heading.level, attributes, heading.start, end, tuple(blocks[: cuts[0]]), inner)


def _opens(block: Block, level: int) -> bool:
    return 0 < block.level <= level and not block.setext

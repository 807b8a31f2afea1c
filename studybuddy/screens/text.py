"""A card's Markdown flows in, something that rich can draw flows out: left-aligned, never centred."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from studybuddy.markdown.dialect import parser
from studybuddy.screens.colours import MATH
from studybuddy.screens.console import PLAIN, Look, fitting, safe
from studybuddy.screens.formulas import Display, inline_formula

CODE = "bold"
_STYLES = {"em": "italic", "strong": "bold", "a": "underline"}


class Token(Protocol):
    """What is read of a Markdown token."""

    type: str
    tag: str
    content: str
    info: str
    markup: str
    hidden: bool

    @property
    def nesting(self) -> int:
        """1 opens, -1 closes, 0 stands alone."""
        ...

    @property
    def attrs(self) -> Mapping[str, Any]:
        """What HTML would write as attributes: a link's target, a list's first number."""
        ...


def render_markdown(text: str, look: Look = PLAIN) -> RenderableType:
    """Make a card's Markdown drawable: paragraphs, lists, tables, quotes, code and math.

    Math is laid out as `look` allows; where that cannot be done right, its source is shown, set apart from
    the words around it. A cloze gap, `[…]` or `[hint]`, is text like any other. Code is coloured when `look`
    asks for it. No text of the card is dropped.
    """
    dialect = parser(None)
    references: dict[str, Any] = {}
    tokens = dialect.parse(fitting(safe(text), look.encoding), references)

    def inlines(content: str) -> Sequence[Token]:
        children: list[Any] = []
        dialect.inline.parse(content, dialect, references, children)
        return children

    return Group(*_spaced(_Blocks(look, inlines).of(tokens)))


@dataclass(frozen=True, slots=True)
class Marked:
    """Something drawn with `marker` in front of its first line and as wide an indent before the others."""

    marker: str
    body: RenderableType
    style: str = ""
    repeat: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        marker = Text(self.marker, style=self.style)
        room = options.max_width - marker.cell_len
        if room < 4:  # too narrow for an indent to help the reader
            yield marker
            yield self.body
            return
        style = console.get_style(self.style) if self.style else None
        lead = Segment(self.marker, style)
        rest = lead if self.repeat else Segment(" " * marker.cell_len)
        for number, line in enumerate(
            console.render_lines(self.body, options.update(width=room, height=None), pad=False)
        ):
            yield rest if number else lead
            yield from line
            yield Segment.line()


def indented(body: RenderableType, columns: int = 2) -> Marked:
    """Draw `body` moved to the right by `columns`."""
    return Marked(" " * columns, body)


def _spaced(blocks: Sequence[RenderableType]) -> Iterator[RenderableType]:
    for number, block in enumerate(blocks):
        if number:
            yield Text("")
        yield block


class _Blocks:
    """Draws block tokens; one method for each container that CommonMark or its extensions know."""

    def __init__(self, look: Look, inlines: Callable[[str], Sequence[Token]]) -> None:
        self._look = look
        self._inlines = inlines
        self._containers: dict[str, Callable[[Token, Sequence[Token]], RenderableType]] = {
            "heading_open": lambda _, inner: Group(self._inline(inner[0], "bold")),
            "blockquote_open": lambda _, inner: Marked("│ ", self._group(inner), "dim", repeat=True),
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "table_open": self._table,
        }

    def of(self, tokens: Sequence[Token]) -> list[RenderableType]:
        blocks: list[RenderableType] = []
        position = 0
        while position < len(tokens):
            token, end = tokens[position], _end(tokens, position)
            inner = tokens[position + 1 : end]
            draw = self._containers.get(token.type)
            if draw is not None:
                blocks.append(draw(token, inner))
            elif inner:
                blocks.extend(self.of(inner))
            else:
                blocks.append(self._leaf(token))
            position = end + 1
        return blocks

    def _group(self, tokens: Sequence[Token]) -> RenderableType:
        return Group(*_spaced(self.of(tokens)))

    def _leaf(self, token: Token) -> RenderableType:
        if token.type == "inline":
            return self._inline(token)
        if token.type in {"fence", "code_block"}:
            return indented(self._code(token), 4)
        if token.type.startswith("math_block"):
            return indented(Display(token.content, self._look, MATH), 4)
        if token.type == "hr":
            return Text("─" * 8, style="dim")
        return Text(token.content.rstrip("\n"))

    def _code(self, token: Token) -> RenderableType:
        code = token.content.rstrip("\n").expandtabs(4)
        language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        if not (language and self._look.highlight and self._look.color) or self._look.color_off:
            return Text(code)
        from studybuddy.screens.highlighting import highlighted  # costs the start-up of pygments

        colored = highlighted(code, language)
        colored.rstrip()
        return colored

    def _list(self, token: Token, inner: Sequence[Token]) -> RenderableType:
        items: list[RenderableType] = []
        position = 0
        number = int(token.attrs.get("start", 1))
        tight = True
        while position < len(inner):
            end = _end(inner, position)
            content = inner[position + 1 : end]
            tight = tight and all(part.hidden for part in content if part.type == "paragraph_open")
            marker = " • " if token.type == "bullet_list_open" else f"{number + len(items):>2}. "
            items.append(Marked(marker, Group(*(self.of(content) if tight else _spaced(self.of(content))))))
            position = end + 1
        return Group(*(items if tight else _spaced(items)))

    def _table(self, _: Token, inner: Sequence[Token]) -> RenderableType:
        from rich import box
        from rich.table import Table

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        cells: list[Text] = []
        header = True
        for token, follower in zip(inner, [*inner[1:], None], strict=True):
            if token.type in {"th_open", "td_open"} and follower is not None:
                cells.append(self._inline(follower))
                cells[-1].justify = _justify(token)
            elif token.type == "tr_close":
                if header:
                    for cell in cells:
                        table.add_column(cell, justify=cell.justify or "left", overflow="fold")
                else:
                    table.add_row(*cells)
                header, cells = False, []
        return table

    def _inline(self, token: Token, style: str = "") -> Text:
        text = Text(style=style, overflow="fold")
        stack: list[str] = []
        targets: list[tuple[str, int]] = []
        for child in self._inlines(token.content):
            if child.nesting == 1:
                stack.append(_STYLES.get(child.tag, ""))
                targets.append((str(child.attrs.get("href", "")), len(text)))
            elif child.nesting == -1:
                stack.pop()
                target, begin = targets.pop()
                if target and target != text.plain[begin:]:
                    text.append(f" ({target})", "dim")
            else:
                text.append(self._words(child), " ".join([*filter(None, stack), _own_style(child)]).strip())
        return text

    def _words(self, token: Token) -> str:
        if token.type.startswith("math"):
            laid_out = inline_formula(token.content, unicode=self._look.unicode)
            if laid_out is not None:
                return fitting(safe(laid_out), self._look.encoding)
        words = _words(token)
        if self._look.color is not None or not _own_style(token):
            return words
        return f"{token.markup}{words}{token.markup}"  # without colour its marks set it apart


def _justify(token: Token) -> Any:
    style = str(token.attrs.get("style", ""))
    return next((side for side in ("right", "center") if side in style), "left")


def _end(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens)


def _words(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "image":
        return f"[image: {token.content or 'no description'} ({token.attrs.get('src', '')})]"
    return token.content


def _own_style(token: Token) -> str:
    if token.type.startswith("math"):
        return MATH
    return CODE if token.type == "code_inline" else ""

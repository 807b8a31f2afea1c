"""A macro or environment and a reader standing behind it in, the formula that it makes of what follows out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from studybuddy.notation import latex_symbols as vocabulary
from studybuddy.notation.alphabets import restyled
from studybuddy.notation.formula import (
    Accent,
    Fenced,
    Formula,
    Fraction,
    Grid,
    Role,
    Root,
    Row,
    Space,
    Stack,
    Symbol,
    mapped,
    role_of,
    row,
)
from studybuddy.notation.latex_reader import Reader
from studybuddy.notation.latex_tokens import Kind, Token, UnreadableError

_DELIMITERS = {**{glyph: glyph for glyph in "()[]|/⟨⟩‖⌊⌋⌈⌉"}, ".": "", "<": "⟨", ">": "⟩"}
_IN_TEXT = {"%": "%", "_": "_", "&": "&", "#": "#", "$": "$", ",": " ", " ": " ", ";": " ", "-": ""}
_ROW_OPTION = re.compile(r"\[(?:[tbc]|-?[\d.]+(?:pt|em|ex|mm|cm|in))\]")


def construct(reader: Reader, token: Token) -> Formula | None:
    """Read what a macro or environment stands for; None where it only changes sizes or styles.

    Raises: UnreadableError.
    """
    name = token.text
    if token.kind is Kind.ENVIRONMENT:
        return _environment(reader, token)
    if token.kind is Kind.MATH:
        raise UnreadableError("dollars inside a formula")
    if name in vocabulary.SILENT:
        return None
    return _single(name) or _styled(reader, name) or _command(reader, name)


def _single(name: str) -> Formula | None:
    """Return what a macro stands for that is given nothing."""
    if name in vocabulary.SYMBOLS:
        glyph, role = vocabulary.SYMBOLS[name]
        return Symbol(glyph, role, word=len(glyph) > 1 and glyph.isalpha(), limits=role is Role.BIG)
    if name in vocabulary.FUNCTIONS and name != "arg":
        return Symbol(name, Role.FUNCTION, word=True, limits=vocabulary.FUNCTIONS[name])
    if name in vocabulary.SPACES:
        return Space(vocabulary.SPACES[name])
    return None


def _styled(reader: Reader, name: str) -> Formula | None:
    """Return what a macro makes of the letters that it is given."""
    if name in vocabulary.ACCENTS:
        return Accent(name, reader.argument())
    if name in vocabulary.TEXT:
        return _text(reader)
    if name in vocabulary.UPRIGHT:
        return _upright(reader)
    if name in vocabulary.ALPHABETS:
        alphabet = vocabulary.ALPHABETS[name]
        return mapped(reader.argument(), lambda symbol: _restyle(symbol, alphabet))
    return None


def _command(reader: Reader, name: str) -> Formula:
    if name in vocabulary.ARROWS:
        return Stack(Symbol(vocabulary.ARROWS[name], Role.RELATION), over=reader.argument())
    if name in _COMMANDS:
        return _COMMANDS[name](reader)
    raise UnreadableError(f"no picture for \\{name}")


# --- letters ---


def _restyle(symbol: Symbol, alphabet: str) -> Symbol:
    if not alphabet:
        return symbol
    return replace(symbol, text=restyled(symbol.text, alphabet), word=symbol.word or len(symbol.text) > 1)


def _words(tokens: Sequence[Token]) -> str:
    words = ""
    for token in tokens:
        if token.kind is Kind.CHARACTER:
            words += " " if token.text.isspace() else token.text
        elif token.kind is Kind.GROUP:
            words += _words(token.inner)
        elif token.kind is Kind.MACRO and token.text in _IN_TEXT:
            words += _IN_TEXT[token.text]
        else:
            raise UnreadableError(f"\\{token.text} in text")
    return re.sub(" +", " ", words)


def _text(reader: Reader) -> Formula:
    pieces: list[Formula] = []
    pending: list[Token] = []
    for token in reader.argument_tokens():
        if token.kind is Kind.MATH:
            pieces += [Symbol(_words(pending), word=True), reader.group(token.inner)]
            pending = []
        else:
            pending.append(token)
    return row([*pieces, Symbol(_words(pending), word=True)])


def _upright(reader: Reader) -> Formula:
    tokens = reader.argument_tokens()
    if all(token.kind is Kind.CHARACTER and (token.text.isalnum() or token.text in "- \n") for token in tokens):
        words = "".join(token.text for token in tokens if not token.text.isspace())
        return Symbol(words, word=len(words) > 1)
    return reader.group(tokens)


def _operator(reader: Reader) -> Formula:
    limits = reader.skip(Kind.CHARACTER, "*")
    name = _words(reader.argument_tokens()).strip()
    return Symbol(name, Role.FUNCTION, word=True, limits=limits or vocabulary.FUNCTIONS.get(name, False))


def _argument_of(reader: Reader) -> Formula:
    """Read `arg`, which with a `max` or `min` behind it is one operator."""
    while reader.skip_blanks() or reader.skip(Kind.MACRO, (",", "!", ";")):
        pass
    for name in ("max", "min"):
        if reader.skip(Kind.MACRO, (name,)):
            return Symbol(f"arg {name}", Role.FUNCTION, word=True, limits=True)
    return Symbol("arg", Role.FUNCTION, word=True)


# --- structures ---


def _fraction(reader: Reader) -> Formula:
    return Fraction(reader.argument(), reader.argument())


def _binomial(reader: Reader) -> Formula:
    return Fenced("(", Fraction(reader.argument(), reader.argument(), bar=False), ")")


def _root(reader: Reader) -> Formula:
    index = reader.option()
    return Root(reader.argument(), index)


def _left(reader: Reader) -> Formula:
    left = _delimiter(reader)
    body = reader.until("right")
    return Fenced(left, body, _delimiter(reader), stretched=True)


def _delimiter(reader: Reader) -> str:
    reader.skip_blanks()
    token = reader.take()
    if token.kind is Kind.CHARACTER and token.text in _DELIMITERS:
        return _DELIMITERS[token.text]
    glyph, role = vocabulary.SYMBOLS.get(token.text, ("", Role.ORDINARY))
    if token.kind is Kind.MACRO and role in {Role.OPEN, Role.CLOSE, Role.BAR}:
        return glyph
    raise UnreadableError(f"{token.text} is no delimiter")


def _over(reader: Reader) -> Formula:
    over = reader.argument()
    return Stack(reader.argument(), over=over)


def _under(reader: Reader) -> Formula:
    under = reader.argument()
    return Stack(reader.argument(), under=under)


def _modulo(reader: Reader) -> Formula:
    return Fenced("(", row([Symbol("mod", word=True), Space(1), reader.argument()]), ")")


def _negated(reader: Reader) -> Formula:
    piece = reader.argument()
    if isinstance(piece, Symbol) and piece.text in vocabulary.NEGATED:
        return replace(piece, text=vocabulary.NEGATED[piece.text])
    raise UnreadableError("nothing that \\not can cross out")


def _substack(reader: Reader) -> Formula:
    lines = _cells(reader, reader.argument_tokens())
    return Grid(tuple((row(line),) for line in lines), "c", kind="substack")


# --- grids ---


def _environment(reader: Reader, token: Token) -> Formula:
    name, inner = token.text, token.inner
    columns = ""
    if name == "array":
        columns = _words(inner[0].inner) if inner and inner[0].kind is Kind.GROUP else ""
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
    """Cut tokens at `&` and `\\\\`; an empty last row is only the end of the one before."""
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


_COMMANDS: Mapping[str, Callable[[Reader], Formula]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    "arg": _argument_of,
    "operatorname": _operator,
    "sqrt": _root,
    "left": _left,
    "middle": lambda reader: Symbol(_delimiter(reader), Role.BAR),
    **dict.fromkeys(("overset", "stackrel"), _over),
    "underset": _under,
    "overbrace": lambda reader: Stack(reader.argument(), brace="over"),
    "underbrace": lambda reader: Stack(reader.argument(), brace="under"),
    "substack": _substack,
    "pmod": _modulo,
    "not": _negated,
}

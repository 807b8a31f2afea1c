"""A macro or environment and a reader behind it in, the formula that it makes of what follows out."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from studybuddy.notation import latex_symbols as vocabulary
from studybuddy.notation.alphabets import restyled
from studybuddy.notation.formula import (
    Accent,
    Fenced,
    Formula,
    Fraction,
    Role,
    Root,
    Scripts,
    Space,
    Stack,
    Symbol,
    mapped,
    row,
)
from studybuddy.notation.latex_grids import environment, substack
from studybuddy.notation.latex_reader import Reader
from studybuddy.notation.latex_tokens import Kind, Token, UnreadableError, plain_text

_DELIMITERS = {**{glyph: glyph for glyph in "()[]|/⟨⟩‖⌊⌋⌈⌉"}, ".": "", "<": "⟨", ">": "⟩"}


def construct(reader: Reader, token: Token) -> Formula | None:
    """Read what a macro or environment stands for; None where it only changes sizes or styles.

    Raises: UnreadableError.
    """
    name = token.text
    if token.kind is Kind.ENVIRONMENT:
        return environment(reader, token)
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
        return _accented(name, reader.argument())
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


def _accented(mark: str, body: Formula) -> Formula:
    """Put a mark on a body; on a letter with a subscript the mark belongs to the letter."""
    if isinstance(body, Scripts) and isinstance(body.base, Symbol) and body.sup is None:
        return replace(body, base=Accent(mark, body.base))
    return Accent(mark, body)


def _restyle(symbol: Symbol, alphabet: str) -> Symbol:
    if not alphabet:
        return symbol
    return replace(symbol, text=restyled(symbol.text, alphabet), word=symbol.word or len(symbol.text) > 1)


def _text(reader: Reader) -> Formula:
    pieces: list[Formula] = []
    pending: list[Token] = []
    for token in reader.argument_tokens():
        if token.kind is Kind.MATH:
            pieces += [Symbol(plain_text(pending), word=True), reader.group(token.inner)]
            pending = []
        else:
            pending.append(token)
    return row([*pieces, Symbol(plain_text(pending), word=True)])


def _upright(reader: Reader) -> Formula:
    tokens = reader.argument_tokens()
    if all(
        token.kind is Kind.CHARACTER and (token.text.isalnum() or token.text in "- \n") for token in tokens
    ):
        words = "".join(token.text for token in tokens if not token.text.isspace())
        return Symbol(words, word=len(words) > 1)
    return reader.group(tokens)


def _operator(reader: Reader) -> Formula:
    limits = reader.skip(Kind.CHARACTER, "*")
    name = plain_text(reader.argument_tokens()).strip()
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
    return Fenced(left, body, _delimiter(reader))


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
    return row([Space(1), Fenced("(", row([Symbol("mod", word=True), Space(1), reader.argument()]), ")")])


def _negated(reader: Reader) -> Formula:
    piece = reader.argument()
    if isinstance(piece, Symbol) and piece.text in vocabulary.NEGATED:
        return replace(piece, text=vocabulary.NEGATED[piece.text])
    raise UnreadableError("nothing that \\not can cross out")


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
    "substack": substack,
    "pmod": _modulo,
    "not": _negated,
}

"""The `let`, `def`, `index` and `draw` lines of a card in, the names that they declare out.

Several declarations are separated by line ends or semicolons; a piece without a keyword goes on with the
keyword before it, and `let` may be left out altogether.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from studybuddy.notation.declared import Declarations, Dimension, Shape, Variable
from studybuddy.notation.draws import parse_draw
from studybuddy.notation.errors import NotationError
from studybuddy.notation.functions import RESERVED
from studybuddy.notation.lexer import ascii_name
from studybuddy.notation.parser import parse
from studybuddy.notation.shapes import shape_of

KEYWORDS = ("let", "def", "index", "draw")
MOST_NAMES = 60
LARGEST_DIMENSION = 12

# What a shape must be for an assumption to make sense, as a sentence.
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "positive": "any", "prob": "any", "binary": "any", "integer": "any", "simplex": "vector",
        "onehot": "vector", "unit": "vector", "spd": "square", "symmetric": "square", "invertible": "square",
        "orthogonal": "matrix", "tall": "matrix", "rv": "any", "zeromean": "any", "independent": "any",
        "iid": "any",
    }
)  # fmt: skip
ASSUMPTIONS = tuple(_WORDS)
_RANDOM_ONLY = frozenset({"zeromean", "independent", "iid"})

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SHAPE = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One declaration: its keyword, its text, and the column where the text starts."""

    keyword: str
    text: str
    at: int


def parse_declarations(text: str, known: Declarations | None = None) -> Declarations:
    """Read declarations, adding them to those `known`.

    Raises:
        NotationError: for a name declared twice or reserved, an unknown word, a shape that makes no sense.
    """
    declarations = known or Declarations()
    for piece in _pieces(text):
        declarations = _READERS[piece.keyword](piece, declarations)
        if len(declarations.names) > MOST_NAMES:
            raise NotationError(piece.at, f"more than {MOST_NAMES} names are declared")
    return declarations


def _pieces(text: str) -> Iterator[_Piece]:
    keyword = "let"
    for at, raw in _split(text):
        stripped = raw.strip()
        start = at + len(raw) - len(raw.lstrip())
        first, _, rest = stripped.partition(" ")
        if first in KEYWORDS and rest.strip():
            keyword = first
            start += len(stripped) - len(rest.lstrip())
            stripped = rest.strip()
        if stripped:
            yield _Piece(keyword, stripped, start)


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces between line ends and semicolons outside brackets, with their columns."""
    depth, start = 0, 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "\n" or (character == ";" and depth <= 0):
            yield start, text[start:at]
            depth, start = 0, at + 1
    yield start, text[start:]


def _let(piece: _Piece, known: Declarations) -> Declarations:
    head, colon, tail = piece.text.partition(":")
    normal = ""
    if "~" in head:
        head, _, normal = head.partition("~")
        tail, colon = "", ""
    elif "~" in tail:
        tail, _, normal = tail.partition("~")
    shape, words = _type(tail, piece.at + len(head) + len(colon))
    for name, at in _names(head, piece.at):
        _refuse_taken(name, at, known)
        if name in shape:
            raise NotationError(at, f"{name} cannot be its own dimension", f"write {name}: [n]")
        known = known.with_variable(Variable(name, shape, words))
        if normal:
            known = _with_normal(name, normal.strip(), piece.at + piece.text.index("~") + 1, known)
    _refuse_shadowed_dimensions(shape, piece.at, known)
    return known


def _names(text: str, at: int) -> Iterator[tuple[str, int]]:
    offset = at
    for part in text.split(","):
        name = ascii_name(part.strip())
        where = offset + len(part) - len(part.lstrip())
        if _NAME.fullmatch(name) is None:
            wrong = f"'{part.strip()}' is no name" if name else "a name is missing"
            raise NotationError(where, wrong, "let X: [n,d] tall; y: [n]; w: [d]")
        yield name, where
        offset += len(part) + 1


def _refuse_taken(name: str, at: int, known: Declarations) -> None:
    if name in RESERVED:
        raise NotationError(at, f"{name} already means something", f"call it {name}_0")
    if name in known.names:
        what = "is a dimension already" if name in known.dimensions else "is declared twice"
        raise NotationError(at, f"{name} {what}", "choose another name")
    if name.endswith("_"):
        raise NotationError(at, f"the name {name} ends with an underscore", f"call it {name.rstrip('_')}")


def _refuse_shadowed_dimensions(shape: Shape, at: int, known: Declarations) -> None:
    for size in shape:
        if (
            size in known.variables
            or size in known.definitions
            or size in known.draws
            or size in known.indices
        ):
            raise NotationError(at, f"{size} is a variable and cannot be a dimension", "choose another name")


def _type(text: str, at: int) -> tuple[Shape, frozenset[str]]:
    """Return the shape and the assumption words of `text`, such as ` [n,d] tall`."""
    shape: Shape = ()
    rest, offset = text, at
    found = _SHAPE.match(text.lstrip())
    if found:
        start = at + len(text) - len(text.lstrip())
        shape = _shape(found.group(1), start + 1)
        rest = text.lstrip()[found.end() :]
        offset = start + found.end()
    words = frozenset(rest.split())
    for word in rest.split():
        where = offset + rest.index(word)
        if word not in _WORDS:
            raise NotationError(where, f"'{word}' is no assumption", _meant(word))
        _refuse_misfit(word, shape, where)
    if words & _RANDOM_ONLY and "rv" not in words:
        word = min(words & _RANDOM_ONLY)
        raise NotationError(offset, f"{word} is said of random variables", f"write rv {word}")
    return shape, words


def _meant(word: str) -> str:
    from difflib import get_close_matches

    if word in ("scalar", "real", "number"):
        return "leave it out: a name without a shape is a real number"
    if word in ("vector", "matrix"):
        return "write the shape: [n] or [n,d]"
    near = get_close_matches(word, _WORDS, n=1)
    if near:
        return f"did you mean {near[0]}?"
    shape = f"for a shape write [{word}]; " if _NAME.fullmatch(word) else ""
    return f"{shape}assumptions: {' '.join(_WORDS)}"


def _refuse_misfit(word: str, shape: Shape, at: int) -> None:
    need = _WORDS[word]
    fits = {
        "any": True,
        "vector": len(shape) == 1,
        "matrix": len(shape) == 2,
        "square": len(shape) == 2 and shape[0] == shape[-1],
    }[need]
    if not fits:
        article = "a square matrix" if need == "square" else f"a {need}"
        example = {"vector": "[n]", "matrix": "[n,d]", "square": "[n,n]"}[need]
        raise NotationError(at, f"{word} is said of {article}", f"write {example} {word}")
    if word == "iid" and len(shape) != 1:
        raise NotationError(at, "iid is said of the elements of a vector", "write [n] rv iid")


def _shape(text: str, at: int) -> Shape:
    sizes = tuple(_dimension(part, at) for part in text.split(","))
    if len(sizes) > 2:
        raise NotationError(at, "shapes have one or two dimensions", "[n] or [n,d]")
    return sizes


def _dimension(text: str, at: int) -> Dimension:
    name = ascii_name(text.strip())
    if name.isascii() and name.isdigit() and len(name) <= 2:
        size = int(name)
        if 2 <= size <= LARGEST_DIMENSION:
            return size
        hint = "leave the shape out for a number" if size == 1 else "use a letter: [n]"
        raise NotationError(at, f"a dimension is between 2 and {LARGEST_DIMENSION}, not {size}", hint)
    if _NAME.fullmatch(name) is None or name in RESERVED:
        raise NotationError(at, f"'{text.strip()}' is no dimension", "[n], [n,d], [3]")
    return name


def _with_normal(name: str, text: str, at: int, known: Declarations) -> Declarations:
    if not (text.startswith("normal(") and text.endswith(")")):
        raise NotationError(at, f"'{text}' is no distribution", f"write {name} ~ normal(m, s)")
    others = replace(known, variables={key: value for key, value in known.variables.items() if key != name})
    inside = text[len("normal(") : -1]
    cut = _top_level_comma(inside)
    if cut is None:
        raise NotationError(
            at, "normal takes a mean and a standard deviation", f"write {name} ~ normal(m, s)"
        )
    try:
        mean, spread = parse(inside[:cut], others), parse(inside[cut + 1 :], others)
    except NotationError as error:
        error.column += at
        raise
    variable = known.variables[name]
    if shape_of(spread, others) != () or shape_of(mean, others) not in ((), variable.shape):
        raise NotationError(at, f"mean and standard deviation do not fit the shape of {name}")
    return known.with_variable(replace(variable, normal=(mean, spread)))


def _top_level_comma(text: str) -> int | None:
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            return at
    return None


def _def(piece: _Piece, known: Declarations) -> Declarations:
    head, equals, body = piece.text.partition("=")
    name = ascii_name(head.strip())
    if not equals or _NAME.fullmatch(name) is None:
        raise NotationError(piece.at, f"'{piece.text[:40]}' defines nothing", "write def L = ||X w - y||^2")
    _refuse_taken(name, piece.at, known)
    offset = piece.at + len(head) + 1
    try:
        tree = parse(body, known)
        shape_of(tree, known)
    except NotationError as error:
        error.column += offset
        raise
    return known.with_definition(name, tree)


def _index(piece: _Piece, known: Declarations) -> Declarations:
    head, colon, tail = piece.text.partition(":")
    if not colon:
        raise NotationError(piece.at, "an index needs a dimension", "write index i: n")
    size = _dimension(tail, piece.at + len(head) + 1)
    found = dict(known.indices)
    for name, at in _names(head, piece.at):
        _refuse_taken(name, at, replace(known, indices=found))
        found[name] = size
    _refuse_shadowed_dimensions((size,), piece.at, known)
    return replace(known, indices=found)


def _draw(piece: _Piece, known: Declarations) -> Declarations:
    head, colon, tail = piece.text.partition(":")
    if not colon:
        raise NotationError(piece.at, "a draw needs a range", "write draw k: 1..9")
    draws = dict(known.draws)
    for name, at in _names(head, piece.at):
        _refuse_taken(name, at, replace(known, draws=draws))
        draws[name] = parse_draw(name, tail, piece.at + len(head) + 1)
    return replace(known, draws=draws)


_READERS = MappingProxyType({"let": _let, "def": _def, "index": _index, "draw": _draw})

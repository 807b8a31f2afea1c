"""Math as typed in, ASCII or Unicode; tokens that know their column and the spaces around them out."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from studybuddy.notation.errors import NotationError

LONGEST_TEXT = 400
MOST_DIGITS = 15
LARGEST_EXPONENT = 300


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    WORD = auto()  # letters, digits and underscores: one name, or several run together
    SUBSCRIPT = auto()  # an index taken from a word: the i of `x_i`
    MARK = auto()  # an operator, bracket or separator
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text. `at` is its column in the text as typed; `tight` says that no space precedes it."""

    kind: Kind
    text: str
    at: int
    tight: bool
    tight_after: bool


_TOKEN = re.compile(
    r"(?P<number>(?:\d+(?:\.(?![.*T])\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<mark>\*\*|\.\*|\.\.|\.T\b|<=|>=|!=|==|[-+*/@^'!=<>()\[\]{},;|_~:])"
    r"|(?P<space>[ \t\r\n]+)"
)

_ACCENTS: Mapping[str, str] = MappingProxyType(
    {"\u0302": "_hat", "\u0304": "_bar", "\u0303": "_tilde", "\u0305": "_bar"}
)
_ALIKE: Mapping[str, str] = MappingProxyType(
    {
        "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∗": "*", "⊙": ".*", "∘": ".*", "÷": "/",
        "⁄": "/",
        "′": "'", "’": "'", "ᵀ": "'", "⊤": "'", "≤": "<=", "≥": ">=", "≠": "!=", "‖": "||", "∥": "||",
        "∣": "|",
        "∞": " inf ", "∑": " sum", "∏": " prod", "√": " sqrt ", "ℓ": "l", "…": "..",
        "\u00a0": " ", "\u2009": " ",
        "\u202f": " ", "𝔼": " E", "ℙ": " P", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "µ": "mu",
    }
)  # fmt: skip


_BARE_SIGN = re.compile(r"([∑∏])(?!\s*\()")


def tokens_of(text: str) -> tuple[Token, ...]:
    """Split `text` into tokens, the last one `END`.

    Raises:
        NotationError: for a text that is too long, a number with too many digits, or a strange character.
    """
    if len(text) > LONGEST_TEXT:
        message = f"too long: {len(text)} characters, at most {LONGEST_TEXT} are read"
        raise NotationError(LONGEST_TEXT, message, "name a part of it with def")
    bare = _BARE_SIGN.search(text)
    if bare:
        word = _ALIKE[bare[1]].strip()
        raise NotationError(bare.start(), f"'{bare[1]}' needs parentheses", f"write {word}(x_i, i)")
    plain, columns = _plain(text)
    found: list[Token] = []
    position, tight = 0, False
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None:
            raise _strange(plain[position], columns[position])
        position = match.end()
        if match.lastgroup == "space":
            tight = False
            continue
        after = position < len(plain) and not plain[position].isspace()
        found.append(_token(match, columns[match.start()], tight=tight, tight_after=after))
        tight = True
    found.append(Token(Kind.END, "", len(text), tight=False, tight_after=False))
    return tuple(found)


def _token(match: re.Match[str], at: int, *, tight: bool, tight_after: bool) -> Token:
    text = match.group()
    if match.lastgroup == "word":
        return Token(Kind.WORD, text, at, tight, tight_after)
    if match.lastgroup == "mark":
        return Token(Kind.MARK, text, at, tight, tight_after)
    _refuse_huge(text, at)
    return Token(Kind.NUMBER, text, at, tight, tight_after)


def _refuse_huge(text: str, at: int) -> None:
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.replace(".", "").lstrip("0")
    if len(digits) > MOST_DIGITS:
        raise NotationError(
            at, f"a number with {len(digits)} digits; at most {MOST_DIGITS} are read", "round it"
        )
    if exponent and (len(exponent) > 5 or abs(int(exponent)) > LARGEST_EXPONENT):
        message = f"the exponent of this number is beyond {LARGEST_EXPONENT}"
        raise NotationError(at, message, "write it as a power and a product")


def _strange(character: str, at: int) -> NotationError:
    if character in "∇∂":
        return NotationError(at, f"'{character}' is not read", "grad(L, w) is the gradient of L by w")
    if character == "\\":
        return NotationError(at, "LaTeX is not read here", "write sqrt(x), a/b, sum(x_i, i)")
    if character in '"`$#%&?':
        return NotationError(at, f"'{character}' is no part of a formula")
    named = unicodedata.name(character, "a control character").lower()
    shown = f"'{character}' ({named})" if character.isprintable() else named
    return NotationError(at, f"{shown} is no part of a formula")


def _plain(text: str) -> tuple[str, list[int] | range]:
    """Return the text in ASCII as far as it can be, and for each of its characters the column it had."""
    if text.isascii():
        return text, range(len(text) + 1)
    pieces: list[str] = []
    columns: list[int] = []
    for match in _PIECE.finditer(text):
        piece = _ascii_for(match)
        pieces.append(piece)
        columns += [match.start()] * len(piece)
    return "".join(pieces), columns


_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱᵏ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
_PIECE = re.compile(rf"(?P<raised>[{_RAISED}]+)|(?P<lowered>[{_LOWERED}]+)|(?P<other>.)", re.DOTALL)
_SUPERSCRIPTS = str.maketrans(_RAISED, "0123456789+-()nik")
_SUBSCRIPTS = str.maketrans(_LOWERED, "0123456789aehijklmnoprstuvx")


def _ascii_for(piece: re.Match[str]) -> str:
    if piece["raised"]:
        return f"^({piece['raised'].translate(_SUPERSCRIPTS)})"
    if piece["lowered"]:
        return f"_{piece['lowered'].translate(_SUBSCRIPTS)}"
    return _ascii_character(piece["other"])


def _ascii_character(character: str) -> str:  # noqa: PLR0911 (one return for each kind of character)
    if character.isascii():
        return character
    if character in _ALIKE:
        return _ALIKE[character]
    if character in _ACCENTS:
        return _ACCENTS[character]
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed.isascii():
        return decomposed
    if "⁄" in decomposed and (fraction := decomposed.replace("⁄", "/")).isascii():
        return f"({fraction})"
    if len(decomposed) == 2 and decomposed[1] in _ACCENTS:
        return _ascii_character(decomposed[0]) + _ACCENTS[decomposed[1]]
    words = unicodedata.name(decomposed[0], "").split()
    if len(words) == 4 and words[0] == "GREEK" and words[2] == "LETTER":
        name = "lambda" if words[3] == "LAMDA" else words[3].lower()
        return name.capitalize() if words[1] == "CAPITAL" else name
    return character


def ascii_name(text: str) -> str:
    """Return a name as the parser spells it: `λ` as `lambda`, `ŷ` as `y_hat`."""
    return _plain(text[:LONGEST_TEXT])[0].strip()

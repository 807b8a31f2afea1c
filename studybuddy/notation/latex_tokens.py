"""LaTeX source in, a tree of tokens out; what is too long, too deep, unbalanced or unprintable is refused."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

MAX_CHARACTERS = 1000
MAX_DEPTH = 30
MAX_GROUPS = 300

_NESTING = re.compile(
    r"\\\\|\\[{}]|(?P<open>\{|\\left(?![a-z])|\\begin)|(?P<close>\}|\\right(?![a-z])|\\end)"
)
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm"})
_MARKS = frozenset({"Sm", "No", "Nd", "Nl", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sc"})
_SYMBOLS_ALLOWED = frozenset("°✓△□⇐ℵ")
_IN_TEXT = {"%": "%", "_": "_", "&": "&", "#": "#", "$": "$", ",": " ", " ": " ", ";": " ", "-": ""}
_CUT_SHORT = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class UnreadableError(Exception):
    """The source is outside the subset of LaTeX that can be drawn; it is to be shown as it stands."""


class Kind(Enum):
    """What a token is."""

    CHARACTER = auto()
    MACRO = auto()
    GROUP = auto()
    ENVIRONMENT = auto()
    MATH = auto()  # $…$ inside text


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the character, or the name of the macro or environment; `inner` what stands inside."""

    kind: Kind
    text: str
    inner: tuple["Token", ...] = ()


def tokenize(latex: str) -> tuple[Token, ...]:
    """Return the tokens of a formula, braces and environments matched.

    Raises: UnreadableError.
    """
    _refuse_bombs(latex)
    _refuse_unprintable(latex)
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    walker = LatexWalker(latex, latex_context=_context(), tolerant_parsing=False)
    try:
        nodes, _, _ = walker.get_latex_nodes()
    except LatexWalkerError as error:
        raise UnreadableError(str(error)) from error
    return tuple(_tokens(nodes))


def plain_text(tokens: Iterable[Token]) -> str:
    """Return the words in a group of text, white space collapsed.

    Raises: UnreadableError.
    """
    words = ""
    for token in tokens:
        if token.kind is Kind.CHARACTER:
            words += " " if token.text.isspace() else token.text
        elif token.kind is Kind.GROUP:
            words += plain_text(token.inner)
        elif token.kind is Kind.MACRO and token.text in _IN_TEXT:
            words += _IN_TEXT[token.text]
        else:
            raise UnreadableError(f"\\{token.text} in text")
    return re.sub(" +", " ", words)


def _refuse_bombs(latex: str) -> None:
    if len(latex) > MAX_CHARACTERS:
        raise UnreadableError(f"longer than {MAX_CHARACTERS} characters")
    if _CUT_SHORT.search(latex):
        raise UnreadableError("ends in a backslash")
    depth = groups = 0
    for match in _NESTING.finditer(latex):
        depth += 1 if match["open"] else -1 if match["close"] else 0
        groups += match["open"] is not None
        if groups > MAX_GROUPS:
            raise UnreadableError(f"more than {MAX_GROUPS} groups")
        if depth > MAX_DEPTH:
            raise UnreadableError(f"nested deeper than {MAX_DEPTH}")


def _refuse_unprintable(latex: str) -> None:
    for letter in latex:
        if not (letter.isascii() and (letter.isprintable() or letter in "\n\r\t")) and not _fits(letter):
            raise UnreadableError(f"no place on a grid of columns for U+{ord(letter):04X}")


def _fits(letter: str) -> bool:
    """Tell whether a character beyond ASCII has a width of its own and runs from left to right."""
    if unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT:
        return False
    category = unicodedata.category(letter)
    if category == "Lo":
        return unicodedata.east_asian_width(letter) == "W"  # the others may join or stack
    return category in _LETTERS or category in _MARKS or letter in _SYMBOLS_ALLOWED


def _context() -> Any:
    """Return pylatexenc's table for our subset: macros take what follows them, as the reader decides."""
    from pylatexenc.macrospec import LatexContextDb, SpecialsSpec

    context = LatexContextDb()
    context.add_context_category("formula", specials=[SpecialsSpec("&"), SpecialsSpec("~")])
    return context


def _tokens(nodes: Iterable[Any]) -> Iterator[Token]:
    for node in nodes:
        match type(node).__name__:
            case "LatexCharsNode":
                yield from (Token(Kind.CHARACTER, letter) for letter in node.chars)
            case "LatexMacroNode":
                yield Token(Kind.MACRO, node.macroname)
                if node.macro_post_space and not node.macroname.isalpha():
                    yield Token(Kind.CHARACTER, " ")
            case "LatexSpecialsNode":
                yield Token(Kind.CHARACTER, "\xa0" if node.specials_chars == "~" else node.specials_chars)
            case "LatexGroupNode":
                yield Token(Kind.GROUP, "", tuple(_tokens(node.nodelist)))
            case "LatexEnvironmentNode":
                yield Token(Kind.ENVIRONMENT, node.environmentname, tuple(_tokens(node.nodelist)))
            case "LatexMathNode":
                yield Token(Kind.MATH, "", tuple(_tokens(node.nodelist)))
            case other:
                raise UnreadableError(f"{other} has no picture")

"""Tokens and the declared names in; tokens whose every word is one name, or one subscript, out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from studybuddy.notation.errors import NotationError, UndeclaredError
from studybuddy.notation.functions import BINDERS, BRACKETED, CONSTANTS, FUNCTIONS, OTHER_NAMES
from studybuddy.notation.lexer import Kind, Token

_CLOSING: Mapping[str, str] = MappingProxyType({"(": ")", "[": "]", "{": "}"})
_LOGARITHMS: Mapping[str, str] = MappingProxyType({"log_2": "log2", "log_10": "log10", "log_e": "ln"})
_SAME_LETTER = (("eps", "epsilon"), ("epsilon", "eps"))  # ε is read as epsilon
_PREDEFINED = frozenset(FUNCTIONS) | BINDERS | BRACKETED | CONSTANTS


def bound_names(tokens: tuple[Token, ...]) -> dict[int, tuple[str, ...]]:
    """Return the indices that each `sum(` or `prod(` binds with `, name = …`, by its bracket's column."""
    return {
        tokens[at + 1].at: names
        for at, token in enumerate(tokens[:-1])
        if token.kind is Kind.WORD
        and token.text.endswith(("sum", "prod"))
        and tokens[at + 1].text == "("
        and (names := _bound_in_call(tokens, at + 1))
    }


def _bound_in_call(tokens: tuple[Token, ...], opening: int) -> tuple[str, ...]:
    depth, names = 0, []
    for at in range(opening, len(tokens) - 2):
        text = tokens[at].text
        if tokens[at].kind is not Kind.MARK:
            continue
        if text in _CLOSING:
            depth += 1
        elif text in _CLOSING.values():
            depth -= 1
            if depth == 0:
                break
        elif text == "," and depth == 1 and tokens[at + 1].kind is Kind.WORD and tokens[at + 2].text == "=":
            names.append(tokens[at + 1].text)
    return tuple(names)


def split_words(
    tokens: tuple[Token, ...], declared: frozenset[str], bound: frozenset[str]
) -> tuple[Token, ...]:
    """Split words such as `Xw` or `X_ij` into names and subscripts, the longest declared name first.

    Raises:
        NotationError: for a word that is not made of known names.
    """
    called = {other: name for name, other in _SAME_LETTER if name in declared and other not in declared}
    known = declared | bound | called.keys()
    split: list[Token] = []
    for token, following in pairwise(tokens):
        if token.kind is not Kind.WORD or token.text in known:
            split.append(token)
        elif "T" not in known and token.text.startswith("T") and split and split[-1].text in ("^", "**"):
            split[-1] = Token(Kind.MARK, "'", split[-1].at, split[-1].tight, token.tight_after)
            split += _split(token, 1, following, known) if len(token.text) > 1 else ()
        else:
            split += _split(token, 0, following, known)
    return (*(replace(token, text=called.get(token.text, token.text)) for token in split), tokens[-1])


def _split(token: Token, start: int, following: Token, known: frozenset[str]) -> list[Token]:
    word = token.text
    if word in _PREDEFINED or word in _LOGARITHMS:
        return [replace(token, text=_LOGARITHMS.get(word, word))]
    if word == "sigma" and following.text == "(":
        return [replace(token, text="sigmoid")]
    parts = _Word(word, known, following.text in ("(", "["), set()).parts(start)
    if parts is None:
        raise _unknown(token, following, known)
    last = len(parts) - 1
    return [
        Token(
            kind,
            text,
            token.at + offset,
            tight=token.tight or at > 0,
            tight_after=token.tight_after or at < last,
        )
        for at, (kind, text, offset) in enumerate(parts)
    ]


_Part = tuple[Kind, str, int]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word being split. `dead` are places from which nothing can be read: none is tried twice."""

    text: str
    known: frozenset[str]
    can_call: bool
    dead: set[tuple[int, int]]

    def parts(self, start: int) -> list[_Part] | None:
        """Return the names and subscripts that make up the word from `start` on, or None."""
        if start == len(self.text):
            return []
        if (start, -1) in self.dead:
            return None
        for end in range(len(self.text), start, -1):
            if not self._is_name(start, end):
                continue
            for subscript, after in self._subscripts(end):
                rest = self.parts(after)
                if rest is not None:
                    return [(Kind.WORD, self.text[start:end], start), *subscript, *rest]
        self.dead.add((start, -1))
        return None

    def _is_name(self, start: int, end: int) -> bool:
        name = self.text[start:end]
        if name in self.known or name in CONSTANTS:
            return True
        return self.can_call and end == len(self.text) and name in _PREDEFINED

    def _subscripts(self, start: int) -> Iterator[tuple[list[_Part], int]]:
        """Yield the ways to read a subscript at `start`: its parts, and where the word goes on."""
        end = len(self.text)
        if start == end or self.text[start] != "_":
            yield [], start
        elif start == end - 1:
            yield [(Kind.MARK, "_", start)], end
        else:
            for stop in range(end, start + 1, -1):
                indices = self._indices(start + 1, stop)
                if indices is not None:
                    yield indices, stop

    def _indices(self, start: int, end: int) -> list[_Part] | None:
        if start == end:
            return []
        if (start, end) in self.dead:
            return None
        for stop in self._index_ends(start, end):
            rest = self._indices(stop, end)
            if rest is not None:
                return [(Kind.SUBSCRIPT, self.text[start:stop], start), *rest]
        self.dead.add((start, end))
        return None

    def _index_ends(self, start: int, end: int) -> Iterator[int]:
        if self.text[start].isdigit():
            stop = start
            while stop < end and self.text[stop].isdigit():
                stop += 1
            yield stop
        else:
            yield from (stop for stop in range(end, start, -1) if self.text[start:stop] in self.known)


def _unknown(token: Token, following: Token, known: frozenset[str]) -> NotationError:
    word = token.text
    if word in OTHER_NAMES:
        return UndeclaredError(token.at, word, f"did you mean {OTHER_NAMES[word]}?")
    from difflib import get_close_matches  # slow to import, and needed for a typing error alone

    base = word.partition("_")[0]
    if base in known and base != word:
        inside = word.partition("_")[2]
        message = f"the subscript {inside} of {base} is no declared index"
        return NotationError(token.at, message, f"write sum(…, {inside}=1..n), or index {inside}: n")
    called = following.text == "(" and following.tight
    pool = sorted(_PREDEFINED) if called else sorted(known)
    near = get_close_matches(word, pool, n=1, cutoff=0.6) or get_close_matches(
        word, sorted(known | _PREDEFINED), n=1, cutoff=0.6
    )
    if near:
        return UndeclaredError(token.at, word, f"did you mean {near[0]}?")
    if called:
        return UndeclaredError(token.at, word, "studybuddy help math lists them", called=True)
    listed = ", ".join(sorted(known)) if known else "none yet"
    return UndeclaredError(token.at, word, f"declared: {listed}")

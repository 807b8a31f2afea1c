"""Tokens in; one at a time out, with the parser's limits kept and its errors phrased."""

from typing import NoReturn

from studybuddy.notation.errors import NotationError
from studybuddy.notation.lexer import Kind, Token

DEEPEST = 60
MOST_NODES = 300

_OPENS_VALUE = frozenset({"(", "[", "|"})


class Cursor:
    """A place in the tokens of one formula, and how deep and how large the tree has become."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._position = 0
        self._depth = 0
        self._nodes = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self._tokens[self._position]

    @property
    def following(self) -> Token:
        """The token after the next."""
        return self._tokens[min(self._position + 1, len(self._tokens) - 1)]

    @property
    def before(self) -> Token | None:
        """The token that was taken last."""
        return self._tokens[self._position - 1] if self._position else None

    def take(self) -> Token:
        """Return the next token and step over it."""
        token = self.token
        if token.kind is not Kind.END:
            self._position += 1
        return token

    def at_end(self) -> bool:
        """Say whether no token is left."""
        return self.token.kind is Kind.END

    def sees(self, *marks: str) -> bool:
        """Say whether one of `marks` comes next."""
        return self.token.kind is Kind.MARK and self.token.text in marks

    def sees_pair_of_bars(self) -> bool:
        """Say whether `||` comes next."""
        return self.sees("|") and self.following.text == "|" and self.following.tight

    def skips(self, *marks: str) -> bool:
        """Step over the next token if it is one of `marks`, and say so."""
        if self.sees(*marks):
            self.take()
            return True
        return False

    def expect(self, mark: str, purpose: str) -> Token:
        """Step over `mark`, or raise an error that says what it is for."""
        if not self.sees(mark):
            self.fail(f"expected '{mark}' {purpose}, found {self.found()}")
        return self.take()

    def found(self) -> str:
        """Return the next token as an error names it."""
        return "the end" if self.token.kind is Kind.END else f"'{self.token.text}'"

    def fail(self, message: str, suggestion: str = "", at: int | None = None) -> NoReturn:
        """Raise an error at the next token, or at column `at`."""
        raise NotationError(self.token.at if at is None else at, message, suggestion)

    def opens_value(self) -> bool:
        """Say whether the next token could start a factor that is juxtaposed to what stands before it."""
        token = self.token
        if token.kind is Kind.WORD:
            return True
        if not self.sees(*_OPENS_VALUE):
            return False
        return token.text != "|" or (token.tight_after and self.following.kind is not Kind.END)

    def deeper(self) -> None:
        """Enter one level more."""
        self._depth += 1
        if self._depth > DEEPEST:
            self.fail(f"nested deeper than {DEEPEST} levels", "name a part of it with def")

    def shallower(self) -> None:
        """Leave a level."""
        self._depth -= 1

    def count(self) -> None:
        """Count one node more."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.fail(f"more than {MOST_NODES} parts", "name a part of it with def")

"""Tokens of one group in, its pieces out: scripts on bases, numbers and words whole, brackets joined."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from studybuddy.notation.formula import Formula, Role, Row, Scripts, Space, Stack, Symbol, role_of, row
from studybuddy.notation.latex_brackets import fenced
from studybuddy.notation.latex_symbols import CHARACTERS
from studybuddy.notation.latex_tokens import MAX_DEPTH, Kind, Token, UnreadableError

_BLANKS = frozenset(" \n\r\t")
_LIMITS = frozenset({"limits", "nolimits"})
_SOLID = frozenset({Role.ORDINARY, Role.CLOSE, Role.INNER})

Construct = Callable[["Reader", Token], Formula | None]


class Reader:
    """A place in one group's tokens, moved forward by whatever comes next.

    `construct` reads what a macro or an environment stands for; it returns None for one that draws nothing.
    """

    def __init__(self, tokens: Sequence[Token], construct: Construct, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            raise UnreadableError(f"nested deeper than {MAX_DEPTH}")
        self._tokens = tokens
        self._construct = construct
        self._place = 0
        self._depth = depth

    # --- tokens ---

    def peek(self) -> Token | None:
        """Return the next token without moving; None at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def take(self) -> Token:
        """Return the next token and move past it."""
        token = self.peek()
        if token is None:
            raise UnreadableError("something is missing at the end of a group")
        self._place += 1
        return token

    def skip(self, kind: Kind, texts: Iterable[str]) -> bool:
        """Move past the next token if it is one of these; tell whether it was."""
        token = self.peek()
        found = token is not None and token.kind is kind and token.text in texts
        self._place += found
        return found

    def skip_blanks(self) -> bool:
        """Move past white space; tell whether there was any."""
        start = self._place
        while self.skip(Kind.CHARACTER, _BLANKS):
            pass
        return self._place > start

    # --- arguments ---

    def group(self, tokens: Sequence[Token]) -> Formula:
        """Read tokens one level down."""
        return row(Reader(tokens, self._construct, self._depth + 1).pieces())

    def argument_tokens(self) -> Sequence[Token]:
        """Take what a macro is given as it was written: the inside of a group, or one token."""
        self.skip_blanks()
        token = self.take()
        return token.inner if token.kind is Kind.GROUP else (token,)

    def argument(self) -> Formula:
        """Read what a macro or a script is given: a group, or one token and what that token is given."""
        self.skip_blanks()
        token = self.take()
        if token.kind is Kind.CHARACTER:
            if token.text in "&^_":
                raise UnreadableError(f"{token.text} where an argument should be")
            return _character(token.text)
        formula = self._deeper(token)
        if formula is None:
            raise UnreadableError(f"\\{token.text} where an argument should be")
        return formula

    def option(self) -> Formula | None:
        """Read an argument in square brackets, if one stands here."""
        self.skip_blanks()
        if not self.skip(Kind.CHARACTER, "["):
            return None
        start = self._place
        while not self.skip(Kind.CHARACTER, "]"):
            self.take()
        return self.group(self._tokens[start : self._place - 1])

    def until(self, macro: str) -> Formula:
        """Read up to a macro and move past it."""
        inner = Reader(self._tokens[self._place :], self._construct, self._depth + 1)
        body = row(inner.pieces(stop=macro))
        self._place += inner.position()
        return body

    def position(self) -> int:
        """Return how many tokens were read."""
        return self._place

    # --- pieces ---

    def pieces(self, stop: str = "") -> list[Formula]:
        """Read to the end of the group, or past the macro `stop`."""
        items: list[Formula] = []
        while True:
            blank = self.skip_blanks()
            if stop and self.skip(Kind.MACRO, (stop,)):
                return fenced(items)
            if self.peek() is None:
                break
            piece = self._scripted()
            if piece is not None:
                called = (token := self.peek()) is not None and token.text == "("
                if blank and items and _would_run_together(items[-1], piece, called=called):
                    items.append(Space(1))
                items.append(piece)
        if stop:
            raise UnreadableError(f"\\{stop} is missing")
        return fenced(items)

    def _scripted(self) -> Formula | None:
        base = self._nucleus()
        if base is None:
            return None
        scripts: dict[str, Formula] = {}
        primes = 0
        while True:
            here = self._place
            self.skip_blanks()
            token = self.peek()
            mark = token.text if token is not None and token.kind is Kind.CHARACTER else ""
            if self.skip(Kind.MACRO, _LIMITS):
                continue
            if mark not in ("'", "^", "_"):
                self._place = here
                break
            self.take()
            if mark in scripts or (mark == "'" and "^" in scripts):
                raise UnreadableError("two scripts at one place")
            if mark == "'":
                primes += 1
            else:
                scripts[mark] = self.argument()
        sup = scripts.get("^")
        if primes:
            sup = row([Symbol("′" * primes), *([sup] if sup else [])])
        return _with_scripts(base, scripts.get("_"), sup)

    def _nucleus(self) -> Formula | None:
        token = self.take()
        if token.kind is not Kind.CHARACTER:
            return self._deeper(token)
        if token.text == "&":
            raise UnreadableError("& outside a grid")
        if token.text in "^_'":
            self._place -= 1  # scripts without a base
            return Row(())
        if token.text.isalpha():
            return Symbol(token.text + self._more_letters())
        if token.text in "0123456789.":
            digits = self._more_digits()
            return Symbol(token.text + digits) if token.text != "." or digits else _character(".")
        return _character(token.text)

    def _deeper(self, token: Token) -> Formula | None:
        if token.kind is Kind.GROUP:
            inner = self.group(token.inner)
            # Braces around a comma say that it ends nothing: 10{,}000.
            return (
                Symbol(inner.text)
                if role_of(inner) is Role.PUNCTUATION and isinstance(inner, Symbol)
                else inner
            )
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnreadableError(f"nested deeper than {MAX_DEPTH}")
        formula = self._construct(self, token)
        self._depth -= 1
        return formula

    def _more_letters(self) -> str:
        start = self._place
        while (token := self.peek()) and token.kind is Kind.CHARACTER and token.text.isalpha():
            self._place += 1
        return "".join(token.text for token in self._tokens[start : self._place])

    def _more_digits(self) -> str:
        """Take the rest of a number: digits, a decimal point, commas before three digits."""
        digits = ""
        while True:
            near = self._tokens[self._place : self._place + 5]
            ahead = "".join(token.text if token.kind is Kind.CHARACTER else "\\" for token in near)
            if ahead[:1] in set("0123456789"):
                taken = 1
            elif ahead[:1] == "." and ahead[1:2].isdigit() and "." not in digits:
                taken = 2
            elif ahead[:1] == "," and ahead[1:4].isdigit() and len(ahead) > 3 and not ahead[4:].isdigit():
                taken = 4
            else:
                return digits
            digits += ahead[:taken]
            self._place += taken


def _character(letter: str) -> Formula:
    if letter == "\xa0":
        return Space(1)
    glyph, role = CHARACTERS.get(letter, (letter, Role.ORDINARY))
    return Symbol(glyph, role, limits=role is Role.BIG)


def _with_scripts(base: Formula, sub: Formula | None, sup: Formula | None) -> Formula:
    """Return the base with its scripts; a script of a brace is its label."""
    if isinstance(base, Stack) and base.brace == "under" and sub is not None:
        return _with_scripts(replace(base, under=sub), None, sup)
    if isinstance(base, Stack) and base.brace == "over" and sup is not None:
        return _with_scripts(replace(base, over=sup), sub, None)
    return base if sub is None and sup is None else Scripts(base, sub, sup)


def _would_run_together(left: Formula, right: Formula, *, called: bool) -> bool:
    """Tell whether two pieces that the author kept apart would read as one word, number or call.

    LaTeX would close the space too; but it has italics, and a terminal has none.
    """
    if role_of(left) not in _SOLID or role_of(right) is not Role.ORDINARY:
        return False
    first, second = (_letters(piece) for piece in (left, right))
    if first.isdigit() or not second.isalpha():
        return first.isdigit() and second.isdigit()
    if not first.isalpha():
        return len(second) > 1 and first in {"", ")", "]"}
    return called or len(first) > 1 or len(second) > 1


def _letters(piece: Formula) -> str:
    match piece:
        case Symbol(text=text) | Scripts(base=Symbol(text=text)):
            return text
        case _:
            return ""

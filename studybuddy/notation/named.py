"""Tokens in; the parts of a formula that start with a word, from `x_i` to `E[x | y]`, out."""

from abc import abstractmethod
from collections.abc import Mapping
from types import MappingProxyType

from studybuddy.notation.cursor import Cursor
from studybuddy.notation.functions import BINDERS, BRACKETED, CONSTANTS, FUNCTIONS, Family
from studybuddy.notation.lexer import Kind, Token
from studybuddy.notation.tree import (
    Call,
    Constant,
    Element,
    Expectation,
    Gradient,
    Jacobian,
    Name,
    Node,
    Number,
    Probability,
    Reduce,
    Reduction,
    Variance,
)

BINDER_HELP: Mapping[str, str] = MappingProxyType(
    {
        "sum": "write sum(x_i, i) or sum(k^2, k=1..n)",
        "prod": "write prod(x_i, i) or prod(k, k=1..n)",
        "grad": "write grad(L, w)",
        "jac": "write jac(f, w)",
    }
)


class NamedForms(Cursor):
    """The rules for words. What stands inside them is read by the rules of the grammar proper."""

    def __init__(
        self, tokens: tuple[Token, ...], declared: frozenset[str], binders: Mapping[int, tuple[str, ...]]
    ) -> None:
        super().__init__(tokens)
        self.declared = declared
        self.binders = binders  # by the column of the bracket, the indices that are bound in it
        self.bound: list[str] = []
        self.bars = 0  # open bars within the innermost bracket

    @abstractmethod
    def relation(self) -> Node:
        """Read a relation, or a sum."""

    @abstractmethod
    def sum(self) -> Node:
        """Read a sum."""

    @abstractmethod
    def row(self) -> tuple[Node, ...]:
        """Read sums between commas."""

    @abstractmethod
    def postfix(self) -> Node:
        """Read an atom with its postfixes."""

    @abstractmethod
    def atom(self) -> Node:
        """Read an atom."""

    # --- words -----------------------------------------------------------------------------------------

    def word(self) -> Node:
        """Read what starts with a word."""
        token = self.token
        word = token.text
        if word in self.declared or word in self.bound:
            self.take()
            return self._with_subscripts(Name(word, at=token.at))
        if word in BRACKETED:
            return self._probabilistic()
        if word in BINDERS:
            return self._binder()
        if word in CONSTANTS:
            self.take()
            return Constant(word, at=token.at)
        if word in FUNCTIONS:
            return self._call()
        return self.fail(f"{word} means something only inside its own sum", f"declare it: index {word}: n")

    def _with_subscripts(self, base: Name) -> Node:
        indices: list[Node] = []
        while self.token.kind is Kind.SUBSCRIPT:
            token = self.take()
            self.count()
            indices.append(subscript(token))
        return Element(base, tuple(indices), at=base.at) if indices else base

    def _call(self) -> Node:
        token = self.take()
        function = FUNCTIONS[token.text]
        if function.family is Family.GIVING:
            self.fail(f"{token.text} stands only in a given line", "given l, v = eigpair(S)", token.at)
        arguments = self._arguments() if self.sees("(") else (self._bare_argument(token),)
        if not function.least <= len(arguments) <= function.most:
            wanted = str(function.least) if function.least == function.most else f"up to {function.most}"
            noun = "arguments" if function.most > 1 else "argument"
            message = f"{token.text} takes {wanted} {noun}, not {len(arguments)}"
            self.fail(message, function.help, token.at)
        return Call(token.text, arguments, at=token.at)

    def _bare_argument(self, called: Token) -> Node:
        if self.sees("^", "**"):
            self.fail(f"{called.text} needs its argument first", f"write {called.text}(x)^2")
        if self.token.kind not in (Kind.NUMBER, Kind.WORD) and not self.sees("|", "["):
            self.fail(f"{called.text} needs an argument", f"write {called.text}(x)")
        self.deeper()
        argument = self.atom()
        self.shallower()
        return argument

    def _arguments(self) -> tuple[Node, ...]:
        bars, self.bars = self.bars, 0
        self.deeper()
        self.take()
        found: list[Node] = []
        if not self.sees(")"):
            found.extend(self.row())
        self.expect(")", "to close the arguments")
        self.shallower()
        self.bars = bars
        return tuple(found)

    # --- sums, gradients, expectations -----------------------------------------------------------------

    def _binder(self) -> Node:
        token = self.take()
        if not self.sees("("):
            self.fail(f"{token.text} needs parentheses", BINDER_HELP[token.text])
        bars, self.bars = self.bars, 0
        self.deeper()
        opening = self.take()
        bound = self.binders.get(opening.at, ())
        self.bound += bound
        body = self.sum()
        node = self._reduce(token, body) if token.text in ("sum", "prod") else self._derivative(token, body)
        self.expect(")", f"to close {token.text}")
        del self.bound[len(self.bound) - len(bound) :]
        self.shallower()
        self.bars = bars
        return node

    def _derivative(self, token: Token, body: Node) -> Node:
        if not self.sees(","):
            self.fail(f"{token.text} needs a variable", BINDER_HELP[token.text])
        self.take()
        at = self.token.at
        variable = self.postfix()
        named = variable.base if isinstance(variable, Element) else variable
        if not isinstance(named, Name):
            self.fail(f"{token.text} is taken by a declared variable", BINDER_HELP[token.text], at)
        made = Gradient if token.text == "grad" else Jacobian
        return made(body, variable, at=token.at)

    def _reduce(self, token: Token, body: Node) -> Node:
        if not self.sees(","):
            help_all = "; sumall(x) adds all elements" if token.text == "sum" else ""
            self.fail(f"{token.text} needs an index", BINDER_HELP[token.text] + help_all)
        ranges: list[tuple[str, Node | None, Node | None]] = []
        while self.skips(","):
            ranges.append(self._range(token))
        for index, lower, upper in reversed(ranges):
            self.count()
            body = Reduce(Reduction(token.text), body, index, lower, upper, at=token.at)
        return body

    def _range(self, token: Token) -> tuple[str, Node | None, Node | None]:
        name = self.take()
        if name.kind is not Kind.WORD or not (name.text in self.declared or name.text in self.bound):
            self.fail(f"{token.text} runs over an index", BINDER_HELP[token.text], name.at)
        if not self.skips("="):
            return name.text, None, None
        lower = self.sum()
        self.expect("..", "between the bounds")
        return name.text, lower, self.sum()

    def _probabilistic(self) -> Node:
        token = self.take()
        if not (self.sees("[") and self.token.tight):
            self.fail(f"{token.text} takes square brackets", f"write {token.text}[x]")
        bars, self.bars = self.bars, 0
        self.deeper()
        self.take()
        subjects = self._events()
        conditions = self._events() if self.skips("|") else ()
        self.expect("]", f"to close {token.text}[")
        self.shallower()
        self.bars = bars
        if token.text == "P":
            return Probability(subjects, conditions, at=token.at)
        if len(subjects) > 1:
            self.fail(f"{token.text}[…] is of one expression", at=token.at)
        made = Expectation if token.text == "E" else Variance
        return made(subjects[0], conditions, at=token.at)

    def _events(self) -> tuple[Node, ...]:
        found = [self.relation()]
        while self.skips(","):
            found.append(self.relation())
        return tuple(found)


def subscript(token: Token) -> Node:
    """Return the index that a subscript is."""
    return Number(token.text, at=token.at) if token.text.isdigit() else Name(token.text, at=token.at)

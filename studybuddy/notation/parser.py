"""Math as text and the names declared for it in, one tree out; an error that points and suggests otherwise.

A Pratt parser: nothing is evaluated, no text reaches Python. Limits: 400 characters, 60 levels, 300 nodes,
15 digits.
"""

from collections.abc import Mapping
from types import MappingProxyType

from studybuddy.notation.bracketed import BracketedForms
from studybuddy.notation.cursor import DEEPEST
from studybuddy.notation.declared import Declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.functions import FUNCTIONS
from studybuddy.notation.lexer import Kind, Token, tokens_of
from studybuddy.notation.named import BINDER_HELP, subscript
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Constant,
    Element,
    Factorial,
    Name,
    Negate,
    Node,
    Norm,
    Number,
    Operator,
    Power,
    Relation,
    Relator,
    Transpose,
    children,
)
from studybuddy.notation.words import bound_names, split_words

_SUMS: Mapping[str, Operator] = MappingProxyType({"+": Operator.ADD, "-": Operator.SUBTRACT})
_PRODUCTS: Mapping[str, Operator] = MappingProxyType(
    {"*": Operator.MULTIPLY, "@": Operator.MULTIPLY, ".*": Operator.ELEMENTWISE, "/": Operator.DIVIDE}
)
_RELATIONS: Mapping[str, Relator] = MappingProxyType({**{r.value: r for r in Relator}, "==": Relator.EQUAL})


def parse(text: str, declarations: Declarations) -> Node:
    """Read one relation, expression or set.

    Raises:
        NotationError: where the text is no math, a name is not declared, or a limit is passed.
    """
    tokens = tokens_of(text)
    binders = bound_names(tokens)
    bound = frozenset(name for names in binders.values() for name in names)
    names = declarations.names
    parser = _Parser(split_words(tokens, names, bound), names, binders)
    return parser.whole()


class _Parser(BracketedForms):
    """The grammar, one method a rule. Each method reads its rule from the cursor and returns the node."""

    # --- relations, sums, products ---------------------------------------------------------------------

    def whole(self) -> Node:
        """Read the whole text."""
        if self.at_end():
            self.fail("nothing to read", "type a formula")
        tree = self.relation()
        if self.sees(*_RELATIONS):
            self.fail("one relation at a time", "check a = b and b = c one after the other")
        if not self.at_end():
            self._fail_at_leftover()
        _refuse_deep(tree)
        return tree

    def relation(self) -> Node:
        """Read a relation, or a sum."""
        left = self.sum()
        if not self.sees(*_RELATIONS):
            return left
        token = self.take()
        right = self.sum()
        self.count()
        return Relation(_RELATIONS[token.text], left, right, at=token.at)

    def sum(self) -> Node:
        """Read a sum."""
        left = self._product()
        while self.sees(*_SUMS):
            token = self.take()
            right = self._product()
            self.count()
            left = Binary(_SUMS[token.text], left, right, at=token.at)
        return left

    def _product(self) -> Node:
        left = self._unary()
        divided = False
        while True:
            token = self.token
            if self.sees(*_PRODUCTS):
                self.take()
                operator, divided = _PRODUCTS[token.text], token.text == "/"
                left = Binary(operator, left, self._unary(), at=token.at)
            elif self._juxtaposes():
                self._refuse_ambiguous(left, token, divided=divided)
                divided = False
                left = Binary(Operator.MULTIPLY, left, self._unary(), at=token.at, implicit=True)
            else:
                return left
            self.count()

    def _juxtaposes(self) -> bool:
        if self.token.kind is Kind.NUMBER:
            written = self.token.text
            self.fail(
                f"the number {written} follows a value", f"write * before it, or ^{written}, or _{written}"
            )
        return self.opens_value() and not (self.sees("|") and self.bars)

    def _refuse_ambiguous(self, left: Node, token: Token, *, divided: bool) -> None:
        if not token.tight:
            return
        if divided:
            self.fail("a product right after a division is ambiguous", "write 1/(2x) or (1/2)*x")
        if isinstance(left, Absolute | Norm) or token.text == "|":
            if isinstance(left, Absolute | Norm) or not isinstance(left, Number | Name):
                self.fail("bars beside bars are ambiguous", "write abs(a) b abs(c)")
        elif isinstance(left, Power) and isinstance(left.exponent, Number) and _is_constant(left.base):
            power = left.exponent.text
            self.fail("a product right after a power is ambiguous", f"write ^({power}x) or ^{power} * x")

    def _unary(self) -> Node:
        token = self.token
        if not self.sees("+", "-"):
            return self._power()
        self.take()
        self.deeper()
        operand = self._unary()
        self.shallower()
        if token.text == "+":
            return operand
        self.count()
        return Negate(operand, at=token.at)

    def _power(self) -> Node:
        base = self.postfix()
        if not self.sees("^", "**"):
            return base
        token = self.take()
        self.deeper()
        exponent = self._braced() if self.sees("{") else self._unary()
        self.shallower()
        self.count()
        return Power(base, exponent, at=token.at)

    def _braced(self) -> Node:
        self.take()
        inside = self.sum()
        self.expect("}", "to close the exponent")
        return inside

    # --- postfixes -------------------------------------------------------------------------------------

    def postfix(self) -> Node:
        """Read an atom with its postfixes."""
        bare_call = self._is_bare_call()
        node = self.atom()
        while True:
            token = self.token
            made = self._with_postfix(node, token)
            if made is None:
                break
            if bare_call:
                self.fail(
                    f"what {token.text} belongs to is ambiguous", "put the argument in parentheses", token.at
                )
            self.count()
            node = made
        if bare_call and (self.sees("^", "**") or self.opens_value()) and not (self.sees("|") and self.bars):
            self.fail("where the argument ends is ambiguous", "put the argument in parentheses")
        return node

    def _is_bare_call(self) -> bool:
        token = self.token
        return token.kind is Kind.WORD and self._is_function(token.text) and self.following.text != "("

    def _is_function(self, word: str) -> bool:
        return word in FUNCTIONS and word not in self.declared and word not in self.bound

    def _with_postfix(self, node: Node, token: Token) -> Node | None:
        """Return `node` with the postfix that comes next, or None if there is none."""
        if token.kind is not Kind.MARK:
            return None
        if token.text in ("'", ".T"):
            if isinstance(node, Number):
                self.fail("a number has no transpose", "to transpose a power write (A^2)'")
            self.take()
            return Transpose(node, at=node.at)
        if token.text == "!":
            if isinstance(node, Factorial):
                self.fail("a double factorial is not read")
            self.take()
            return Factorial(node, at=node.at)
        if token.text == "[" and token.tight and self._takes_index(node):
            self.take()
            return Element(node, self._indices("]"), at=node.at)
        if token.text == "_" and token.tight:
            if not self._takes_index(node):
                self.fail("a subscript belongs to a name", "put parentheses around what it belongs to")
            self.take()
            return Element(node, self._lowered(), at=node.at)
        return None

    def _takes_index(self, node: Node) -> bool:
        """Say whether brackets right after `node` are indices: after a matrix they are another matrix."""
        before = self.before
        if before is None or isinstance(node, Element):
            return before is not None
        return before.kind in (Kind.WORD, Kind.SUBSCRIPT) or before.text == ")"

    def _lowered(self) -> tuple[Node, ...]:
        token = self.token
        if token.kind is Kind.NUMBER or (token.kind is Kind.WORD and token.text in self.declared):
            self.take()
            self.count()
            return (subscript(token),)
        self.expect("{", "after _")
        return self._indices("}")

    def _indices(self, closing: str) -> tuple[Node, ...]:
        bars, self.bars = self.bars, 0
        self.deeper()
        found = [self.sum()]
        while self.skips(","):
            found.append(self.sum())
        self.shallower()
        self.bars = bars
        self.expect(closing, "to close the indices")
        return tuple(found)

    def _fail_at_leftover(self) -> None:
        if self.sees(")", "]", "}"):
            self.fail(f"{self.found()} closes nothing")
        if self.sees("|"):
            self.fail("a bar that opens nothing and closes nothing", "bars touch what they enclose: |x|")
        if self.sees(".."):
            self.fail("a range stands in a sum", BINDER_HELP["sum"])
        self._refuse_comma()
        self.fail(f"expected an operator, found {self.found()}")

    def _refuse_comma(self) -> None:
        """Raise for a comma within a number, be it a decimal one or between thousands."""
        at, before, groups = self.token.at, self.before, []
        if before is not None and before.kind is Kind.NUMBER:
            groups = [before.text]
        while groups and self.sees(",") and self.following.kind is Kind.NUMBER and self.following.tight:
            self.take()
            groups.append(self.take().text)
        if len(groups) > 1:
            self.fail("no comma stands in a number", f"write {_without_commas(groups)}", at)


def _without_commas(groups: list[str]) -> str:
    """Say what a number with commas was meant to be: 0.5 for 0,5, either one for 1,500."""
    by_thousands = groups[0].lstrip("0") and all(len(group) == 3 for group in groups[1:])
    whole, decimal = "".join(groups), ".".join(groups)
    if len(groups) > 2:
        return whole
    return f"{whole}, or {decimal}" if by_thousands else decimal


def _is_constant(node: Node) -> bool:
    return isinstance(node, Number | Constant)


def _refuse_deep(tree: Node) -> None:
    """Raise for a tree deeper than the limit: long chains nest to the left without any bracket."""
    level, below = 0, [tree]
    while below:
        level += 1
        if level > DEEPEST:
            raise NotationError(
                below[0].at, f"nested deeper than {DEEPEST} levels", "name a part of it with def"
            )
        below = [child for node in below for child in children(node)]

"""Math as text and the names declared for it in, one tree out; an error that points and suggests otherwise.

A Pratt parser: nothing is evaluated, no text reaches Python. Limits: 400 characters, 60 levels, 300 nodes,
15 digits.
"""

from collections.abc import Mapping
from types import MappingProxyType

from studybuddy.notation.cursor import DEEPEST, MOST_NODES, Cursor
from studybuddy.notation.declared import Declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.functions import BINDERS, BRACKETED, CONSTANTS, FUNCTIONS, Family
from studybuddy.notation.lexer import Kind, Token, tokens_of
from studybuddy.notation.tree import (
    Absolute,
    Binary,
    Call,
    Collection,
    Constant,
    Element,
    Expectation,
    Factorial,
    Gradient,
    Jacobian,
    Matrix,
    Name,
    Negate,
    Node,
    Norm,
    Number,
    Operator,
    Power,
    Probability,
    Reduce,
    Reduction,
    Relation,
    Relator,
    Transpose,
    Variance,
    children,
)
from studybuddy.notation.words import bound_names, split_words

__all__ = ["DEEPEST", "MOST_NODES", "parse"]

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


class _Parser(Cursor):
    """The grammar, one method a rule. Each method reads its rule from the cursor and returns the node."""

    def __init__(
        self, tokens: tuple[Token, ...], declared: frozenset[str], binders: Mapping[int, tuple[str, ...]]
    ) -> None:
        super().__init__(tokens)
        self._declared = declared
        self._binders = binders  # by the column of the bracket, the indices that are bound in it
        self._bound: list[str] = []
        self._bars = 0  # open bars within the innermost bracket

    # --- relations, sums, products ---------------------------------------------------------------------

    def whole(self) -> Node:
        """Read the whole text."""
        if self.token.kind is Kind.END:
            self.fail("nothing to read", "type a formula")
        tree = self._relation()
        if self.sees(*_RELATIONS):
            self.fail("one relation at a time", "check a = b and b = c one after the other")
        if self.token.kind is not Kind.END:
            self._fail_at_leftover()
        _refuse_deep(tree)
        return tree

    def _relation(self) -> Node:
        left = self._sum()
        if not self.sees(*_RELATIONS):
            return left
        token = self.take()
        right = self._sum()
        self.count()
        return Relation(_RELATIONS[token.text], left, right, at=token.at)

    def _sum(self) -> Node:
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
            self.fail(f"the number {written} follows a value", f"write * before it, or ^{written}, or _{written}")
        return self.opens_value() and not (self.sees("|") and self._bars)

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
        base = self._postfix()
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
        inside = self._sum()
        self.expect("}", "to close the exponent")
        return inside

    # --- postfixes -------------------------------------------------------------------------------------

    def _postfix(self) -> Node:
        bare_call = self._is_bare_call()
        node = self._atom()
        while True:
            token = self.token
            made = self._with_postfix(node, token)
            if made is None:
                break
            if bare_call:
                self.fail(f"what {token.text} belongs to is ambiguous", "put the argument in parentheses", token.at)
            self.count()
            node = made
        if bare_call and (self.sees("^", "**") or self.opens_value()) and not (self.sees("|") and self._bars):
            self.fail("where the argument ends is ambiguous", "put the argument in parentheses")
        return node

    def _is_bare_call(self) -> bool:
        token = self.token
        return token.kind is Kind.WORD and self._is_function(token.text) and self.following.text != "("

    def _is_function(self, word: str) -> bool:
        return word in FUNCTIONS and word not in self._declared and word not in self._bound

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
        if token.text == "[" and token.tight and not isinstance(node, Number | Matrix):
            self.take()
            return Element(node, self._indices("]"), at=node.at)
        if token.text == "_" and token.tight:
            self.take()
            self.expect("{", "after _")
            return Element(node, self._indices("}"), at=node.at)
        return None

    def _indices(self, closing: str) -> tuple[Node, ...]:
        bars, self._bars = self._bars, 0
        self.deeper()
        found = [self._sum()]
        while self.skips(","):
            found.append(self._sum())
        self.shallower()
        self._bars = bars
        self.expect(closing, "to close the indices")
        return tuple(found)

    # --- atoms -----------------------------------------------------------------------------------------

    def _atom(self) -> Node:
        token = self.token
        self.count()
        if token.kind is Kind.NUMBER:
            self.take()
            return Number(token.text, at=token.at)
        if token.kind is Kind.WORD:
            return self._word()
        if token.kind is Kind.END:
            self.fail("the formula ends where a value is expected")
        self.deeper()
        node = self._bracketed(token)
        self.shallower()
        return node

    def _bracketed(self, token: Token) -> Node:
        bars, self._bars = self._bars, 0
        if token.text == "(":
            node = self._parenthesised()
        elif token.text == "[":
            node = self._matrix()
        elif token.text == "{":
            node = self._collection()
        elif token.text == "|":
            self._bars = bars
            node = self._between_bars()
        else:
            self.fail(f"expected a value, found {self.found()}")
        self._bars = bars
        return node

    def _parenthesised(self) -> Node:
        self.take()
        inside = self._relation()
        if self.sees(","):
            self.fail("a list in parentheses is not read", "write [a; b] for a vector, {a, b} for a set")
        self.expect(")", "to close the parenthesis")
        return inside

    def _matrix(self) -> Node:
        opening = self.take()
        rows = [self._row()]
        while self.skips(";"):
            rows.append(self._row())
        self.expect("]", "to close the matrix")
        if len({len(row) for row in rows}) > 1:
            lengths = ", ".join(str(len(row)) for row in rows)
            self.fail(f"the rows of this matrix differ in length: {lengths}", at=opening.at)
        if len(rows) == len(rows[0]) == 1:
            self.fail("a matrix of one element is just that element", "write it in parentheses", opening.at)
        return Matrix(tuple(rows), at=opening.at)

    def _row(self) -> tuple[Node, ...]:
        row = [self._sum()]
        while self.skips(","):
            row.append(self._sum())
        return tuple(row)

    def _collection(self) -> Node:
        opening = self.take()
        members: list[Node] = []
        if not self.sees("}"):
            members.extend(self._row())
        self.expect("}", "to close the set")
        return Collection(tuple(members), at=opening.at)

    def _between_bars(self) -> Node:
        opening = self.token
        double = self.sees_pair_of_bars()
        self._take_bar(double=double, opening=True)
        self._bars += 1
        inside = self._sum()
        self._bars -= 1
        self._take_bar(double=double, opening=False)
        return Norm(inside, at=opening.at) if double else Absolute(inside, at=opening.at)

    def _take_bar(self, *, double: bool, opening: bool) -> None:
        complete = self.sees_pair_of_bars() if double else self.sees("|")
        if not complete:
            bars = "||" if double else "|"
            self.fail(f"expected {bars} to close the bars, found {self.found()}", "abs(x) and norm(x) help")
        last = (self.take(), self.take())[1] if double else self.take()
        first_tight = last.tight
        if not (last.tight_after if opening else first_tight):
            self.fail("a bar touches what it encloses", "|x|, abs(x), E[x | y]", last.at)

    # --- words -----------------------------------------------------------------------------------------

    def _word(self) -> Node:
        token = self.token
        word = token.text
        if word in self._declared or word in self._bound:
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
            indices.append(_subscript(token))
        return Element(base, tuple(indices), at=base.at) if indices else base

    def _call(self) -> Node:
        token = self.take()
        function = FUNCTIONS[token.text]
        if function.family is Family.GIVING:
            self.fail(f"{token.text} stands only in a given line", "given l, v = eigpair(S)", token.at)
        arguments = self._arguments() if self.sees("(") else (self._bare_argument(token),)
        if not function.least <= len(arguments) <= function.most:
            wanted = str(function.least) if function.least == function.most else f"up to {function.most}"
            message = f"{token.text} takes {wanted} argument{'s' if function.most > 1 else ''}, not {len(arguments)}"
            self.fail(message, function.help, token.at)
        return Call(token.text, arguments, at=token.at)

    def _bare_argument(self, called: Token) -> Node:
        if self.sees("^", "**"):
            self.fail(f"{called.text} needs its argument first", f"write {called.text}(x)^2")
        if self.token.kind not in (Kind.NUMBER, Kind.WORD) and not self.sees("|", "["):
            self.fail(f"{called.text} needs an argument", f"write {called.text}(x)")
        self.deeper()
        argument = self._atom()
        self.shallower()
        return argument

    def _arguments(self) -> tuple[Node, ...]:
        bars, self._bars = self._bars, 0
        self.deeper()
        self.take()
        found: list[Node] = []
        if not self.sees(")"):
            found.extend(self._row())
        self.expect(")", "to close the arguments")
        self.shallower()
        self._bars = bars
        return tuple(found)

    # --- sums, gradients, expectations -----------------------------------------------------------------

    def _binder(self) -> Node:
        token = self.take()
        if not self.sees("("):
            self.fail(f"{token.text} needs parentheses", _BINDER_HELP[token.text])
        bars, self._bars = self._bars, 0
        self.deeper()
        opening = self.take()
        bound = self._binders.get(opening.at, ())
        self._bound += bound
        body = self._sum()
        node = self._reduce(token, body) if token.text in ("sum", "prod") else self._derivative(token, body)
        self.expect(")", f"to close {token.text}")
        del self._bound[len(self._bound) - len(bound) :]
        self.shallower()
        self._bars = bars
        return node

    def _derivative(self, token: Token, body: Node) -> Node:
        if not self.sees(","):
            self.fail(f"{token.text} needs a variable", _BINDER_HELP[token.text])
        self.take()
        at = self.token.at
        variable = self._postfix()
        named = variable.base if isinstance(variable, Element) else variable
        if not isinstance(named, Name):
            self.fail(f"{token.text} is taken by a declared variable", _BINDER_HELP[token.text], at)
        made = Gradient if token.text == "grad" else Jacobian
        return made(body, variable, at=token.at)

    def _reduce(self, token: Token, body: Node) -> Node:
        if not self.sees(","):
            help_all = "; sumall(x) adds all elements" if token.text == "sum" else ""
            self.fail(f"{token.text} needs an index", _BINDER_HELP[token.text] + help_all)
        ranges: list[tuple[str, Node | None, Node | None]] = []
        while self.skips(","):
            ranges.append(self._range(token))
        for index, lower, upper in reversed(ranges):
            self.count()
            body = Reduce(Reduction(token.text), body, index, lower, upper, at=token.at)
        return body

    def _range(self, token: Token) -> tuple[str, Node | None, Node | None]:
        name = self.take()
        if name.kind is not Kind.WORD or not (name.text in self._declared or name.text in self._bound):
            self.fail(f"{token.text} runs over an index", _BINDER_HELP[token.text], name.at)
        if not self.skips("="):
            return name.text, None, None
        lower = self._sum()
        self.expect("..", "between the bounds")
        return name.text, lower, self._sum()

    def _probabilistic(self) -> Node:
        token = self.take()
        if not (self.sees("[") and self.token.tight):
            self.fail(f"{token.text} takes square brackets", f"write {token.text}[x]")
        bars, self._bars = self._bars, 0
        self.deeper()
        self.take()
        subjects = self._events()
        conditions = self._events() if self.skips("|") else ()
        self.expect("]", f"to close {token.text}[")
        self.shallower()
        self._bars = bars
        if token.text == "P":
            return Probability(subjects, conditions, at=token.at)
        if len(subjects) > 1:
            self.fail(f"{token.text}[…] is of one expression", at=token.at)
        made = Expectation if token.text == "E" else Variance
        return made(subjects[0], conditions, at=token.at)

    def _events(self) -> tuple[Node, ...]:
        found = [self._relation()]
        while self.skips(","):
            found.append(self._relation())
        return tuple(found)

    def _fail_at_leftover(self) -> None:
        if self.sees(")", "]", "}"):
            self.fail(f"{self.found()} closes nothing")
        if self.sees("|"):
            self.fail("a bar that opens nothing and closes nothing", "bars touch what they enclose: |x|")
        if self.sees(".."):
            self.fail("a range stands in a sum", _BINDER_HELP["sum"])
        self.fail(f"expected an operator, found {self.found()}")


_BINDER_HELP: Mapping[str, str] = MappingProxyType(
    {
        "sum": "write sum(x_i, i) or sum(k^2, k=1..n)",
        "prod": "write prod(x_i, i) or prod(k, k=1..n)",
        "grad": "write grad(L, w)",
        "jac": "write jac(f, w)",
    }
)


def _is_constant(node: Node) -> bool:
    return isinstance(node, Number | Constant)


def _subscript(token: Token) -> Node:
    return Number(token.text, at=token.at) if token.text.isdigit() else Name(token.text, at=token.at)


def _refuse_deep(tree: Node) -> None:
    """Raise for a tree deeper than the limit: long chains nest to the left without any bracket."""
    level, below = 0, [tree]
    while below:
        level += 1
        if level > DEEPEST:
            raise NotationError(below[0].at, f"nested deeper than {DEEPEST} levels", "name a part of it with def")
        below = [child for node in below for child in children(node)]

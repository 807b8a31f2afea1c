"""Tokens in; the values that an operator joins out: numbers, words, and whatever stands within brackets."""

from studybuddy.notation.lexer import Kind, Token
from studybuddy.notation.named import NamedForms
from studybuddy.notation.tree import Absolute, Collection, Matrix, Node, Norm, Number

_BARS = "abs(x) and norm(x) help; a condition has spaces: E[x | y]"


class BracketedForms(NamedForms):
    """The rules for atoms. What stands between brackets is read by the rules of the grammar proper."""

    def atom(self) -> Node:
        """Read an atom."""
        token = self.token
        self.count()
        if token.kind is Kind.NUMBER:
            self.take()
            return Number(token.text, at=token.at)
        if token.kind is Kind.WORD:
            return self.word()
        if token.kind is Kind.END:
            self.fail("the formula ends where a value is expected")
        self.deeper()
        node = self._bracketed(token)
        self.shallower()
        return node

    def _bracketed(self, token: Token) -> Node:
        bars, self.bars = self.bars, 0
        if token.text == "(":
            node = self._parenthesised()
        elif token.text == "[":
            node = self._matrix()
        elif token.text == "{":
            node = self._collection()
        elif token.text == "|":
            self.bars = bars
            node = self._between_bars()
        else:
            self.fail(f"expected a value, found {self.found()}")
        self.bars = bars
        return node

    def _parenthesised(self) -> Node:
        self.take()
        inside = self.relation()
        if self.sees(","):
            self.fail("a list in parentheses is not read", "write [a; b] for a vector, {a, b} for a set")
        self.expect(")", "to close the parenthesis")
        return inside

    def _matrix(self) -> Node:
        opening = self.take()
        rows = [self.row()]
        while self.skips(";"):
            rows.append(self.row())
        self.expect("]", "to close the matrix")
        if len({len(row) for row in rows}) > 1:
            lengths = ", ".join(str(len(row)) for row in rows)
            self.fail(f"the rows of this matrix differ in length: {lengths}", at=opening.at)
        if len(rows) == len(rows[0]) == 1:
            self.fail("a matrix of one element is just that element", "write it in parentheses", opening.at)
        return Matrix(tuple(rows), at=opening.at)

    def row(self) -> tuple[Node, ...]:
        """Read sums between commas."""
        row = [self.sum()]
        while self.skips(","):
            row.append(self.sum())
        return tuple(row)

    def _collection(self) -> Node:
        opening = self.take()
        members: list[Node] = []
        if not self.sees("}"):
            members.extend(self.row())
        self.expect("}", "to close the set")
        return Collection(tuple(members), at=opening.at)

    def _between_bars(self) -> Node:
        opening = self.token
        double = self.sees_pair_of_bars()
        self._take_bar(double=double, opening=True)
        self.bars += 1
        inside = self.sum()
        self.bars -= 1
        self._take_bar(double=double, opening=False)
        return Norm(inside, at=opening.at) if double else Absolute(inside, at=opening.at)

    def _take_bar(self, *, double: bool, opening: bool) -> None:
        complete = self.sees_pair_of_bars() if double else self.sees("|")
        if not complete:
            bars = "||" if double else "|"
            self.fail(f"expected {bars} to close the bars, found {self.found()}", _BARS)
        last = (self.take(), self.take())[1] if double else self.take()
        first_tight = last.tight
        if not (last.tight_after if opening else first_tight):
            self.fail("a bar touches what it encloses", "|x|, abs(x), E[x | y]", last.at)

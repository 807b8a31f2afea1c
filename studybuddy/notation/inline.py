"""A formula in, one line of text that means the same out: flattened fractions and roots keep parentheses."""

import unicodedata
from collections.abc import Sequence

from studybuddy.notation.alphabets import lowered, raised
from studybuddy.notation.ascii_form import delimiter, in_ascii
from studybuddy.notation.binding import (
    are_differentials,
    flattened,
    is_product,
    is_raised,
    is_unit,
    is_weak,
    takes_scripts,
)
from studybuddy.notation.formula import (
    Accent,
    Fenced,
    Formula,
    Fraction,
    Grid,
    Root,
    Row,
    Scripts,
    Space,
    Stack,
    Symbol,
    is_word,
    row,
)
from studybuddy.notation.latex import read_latex
from studybuddy.notation.spacing import effective_roles, must_part, spaced

_COMBINING = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "underline": "\u0332",
}  # fmt: skip
_SPOKEN = {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}
_ROOTS = {"2": "√", "3": "∛", "4": "∜"}
_LONGEST_SCRIPT = 8


def render_inline(latex: str, *, unicode: bool = True) -> str | None:
    """Return a LaTeX formula as one line of text; None where only the source itself says it right.

    With `unicode` false the line is ASCII.
    """
    formula = read_latex(latex)
    if formula is not None and not unicode:
        formula = in_ascii(formula)
    return None if formula is None else inline(formula, unicode=unicode).strip() or None


def inline(formula: Formula, *, unicode: bool, tight: bool = False) -> str:
    """Return a formula as one line; `tight` leaves out the spaces around signs, as in scripts."""
    return _Line(unicode=unicode, tight=tight).text(formula)


def accented(mark: str, text: str, *, unicode: bool) -> str | None:
    """Return one letter with its mark, as one column; None where only two rows or words can say it."""
    if not unicode or len(text) != 1 or not text.isalpha():
        return None
    return unicodedata.normalize("NFC", text + _COMBINING[mark])


def script(formula: Formula, *, up: bool) -> str | None:
    """Return a script in raised or lowered characters; None where one is missing, or it is long."""
    plain = _letters(formula)
    if plain is None or not plain or len(plain) > _LONGEST_SCRIPT:
        return None
    return raised(plain) if up else lowered(plain)


def _letters(formula: Formula) -> str | None:
    match formula:
        case Symbol(text=text):
            return text
        case Row(items=items):
            inner = [_letters(item) for item in items]
            return None if None in inner else "".join(filter(None, inner))
        case Fenced(left="(", body=body, right=")"):
            letters = _letters(body)
            return None if letters is None else f"({letters})"
        case _:
            return None


def split_primes(sup: Formula | None) -> tuple[str, Formula | None]:
    """Return the primes that a superscript starts with, and the rest of it."""
    items = sup.items if isinstance(sup, Row) else () if sup is None else (sup,)
    if items and isinstance(items[0], Symbol) and items[0].text and not items[0].text.strip("′'"):
        return items[0].text, row(items[1:]) if items[1:] else None
    return "", sup


def is_one_name(text: str) -> bool:
    """Tell whether a text is one letter, number or word, so that as a script it needs no parentheses."""
    return text.isalnum()


class _Line:
    """How one line is written: with Unicode or without, with spaces around signs or without."""

    def __init__(self, *, unicode: bool, tight: bool) -> None:
        self._unicode = unicode
        self._tight = tight

    def text(self, formula: Formula) -> str:  # noqa: PLR0911  # one return for each kind of piece
        """Write any formula."""
        match formula:
            case Symbol(text=text):
                return text
            case Space(columns=columns):
                return " " * columns
            case Row(items=items):
                return self._row(items)
            case Scripts():
                return self._scripts(formula)
            case Fraction():
                return f"{self._numerator(formula)}/{self._denominator(formula)}"
            case Root():
                return self._root(formula, exposed=False)
            case Fenced():
                return self._fenced(formula)
            case Accent():
                return self._accent(formula)
            case Stack():
                return self._stack(formula)
            case Grid():
                return self._grid(formula)

    def _row(self, items: Sequence[Formula]) -> str:
        solid = [item for item in items if not isinstance(item, Space)]
        roles = effective_roles(solid)
        texts: list[str] = []
        for place, item in enumerate(solid):
            weak_before = place == 0 or is_weak(solid[place - 1], roles[place - 1][1], before=True)
            weak_after = place + 1 == len(solid) or is_weak(
                solid[place + 1], roles[place + 1][0], before=False
            )
            texts.append(
                self._in_row(item, exposed=not (weak_before and weak_after), followed=not weak_after)
            )
        stand_ins = iter(flattened(piece, text) for piece, text in zip(solid, texts, strict=True))
        flat: list[Formula] = [piece if isinstance(piece, Space) else next(stand_ins) for piece in items]
        result = ""
        for place, (columns, piece) in enumerate(spaced(flat, tight=self._tight)):
            word = place > 0 and (is_word(solid[place - 1]) or is_word(piece))
            result += " " * (columns or must_part(result, texts[place], word=word)) + texts[place]
        return result

    def _in_row(self, item: Formula, *, exposed: bool, followed: bool) -> str:
        if isinstance(item, Fraction) and exposed:
            return f"({self.text(item)})"
        if isinstance(item, Root):
            return self._root(item, exposed=followed)
        return self.text(item)

    # --- flattened structures ---

    def _numerator(self, fraction: Fraction) -> str:
        top = fraction.top
        text = self.text(top)
        return text if is_product(top) else f"({text})"

    def _denominator(self, fraction: Fraction) -> str:
        text = self.text(fraction.bottom)
        return text if is_unit(fraction.bottom) or are_differentials(fraction) else f"({text})"

    def _root(self, root: Root, *, exposed: bool) -> str:
        index = "2" if root.index is None else self.text(root.index)
        body = self.text(root.body)
        sign = (
            _ROOTS.get(index, f"√[{index}]")
            if self._unicode
            else "sqrt"
            if index == "2"
            else f"root[{index}]"
        )
        bare = len(sign) == 1 and not exposed and is_unit(root.body) and not isinstance(root.body, Fenced)
        return sign + (body if bare and not is_raised(root.body) else f"({body})")

    def _fenced(self, fenced: Fenced) -> str:
        if isinstance(fenced.body, Fraction) and not fenced.body.bar:
            return f"binom({self.text(fenced.body.top)}, {self.text(fenced.body.bottom)})"
        body = self.text(fenced.body)
        left, right = self._delimiter(fenced.left), self._delimiter(fenced.right)
        if (left and right) or is_unit(fenced.body):
            return left + body + right
        return f"{left}({body}){right}"

    def _delimiter(self, glyph: str) -> str:
        return glyph if self._unicode else delimiter(glyph)

    def _accent(self, accent: Accent) -> str:
        body = self.text(accent.body)
        marked = accented(accent.mark, body, unicode=self._unicode)
        return marked or f"{_SPOKEN.get(accent.mark, accent.mark)}({body})"

    def _stack(self, stack: Stack) -> str:
        base = Fenced("(", stack.base, ")") if stack.brace else stack.base
        if stack.over is None and stack.under is None:
            return self.text(stack.base)
        return self._scripts(Scripts(base, stack.under, stack.over))

    def _grid(self, grid: Grid) -> str:
        if grid.kind == "aligned":
            lines = [self.text(row(cells)).strip() for cells in grid.rows]
            goes_on = [cells[0] == Row(()) for cells in grid.rows]
            return "".join((" " if on else "; ") + line for line, on in zip(lines, goes_on, strict=True))[
                1:
            ].lstrip()
        separator = ", "
        lines = [
            separator.join(self.text(cell).strip().rstrip(",;") for cell in cells if cell != Row(()))
            for cells in grid.rows
        ]
        if grid.kind == "substack":
            return separator.join(lines)
        left, right = ("{", "}") if grid.kind == "cases" else (grid.left, grid.right)
        if left in {"(", ""}:
            left, right = "[", "]"
        return self._delimiter(left) + "; ".join(lines) + self._delimiter(right)

    # --- scripts ---

    def _scripts(self, scripts: Scripts) -> str:
        base = self.text(scripts.base)
        if not takes_scripts(scripts.base):
            base = f"({base})"
        primes, sup = split_primes(scripts.sup)
        low = "" if scripts.sub is None else self._lowered(scripts.sub, alone=sup is None and not primes)
        return base + low + primes + ("" if sup is None else self._raised(sup))

    def _lowered(self, sub: Formula, *, alone: bool) -> str:
        small = script(sub, up=False) if self._unicode else None
        if small is not None:
            return small
        text = _Line(unicode=self._unicode, tight=True).text(sub)
        if (is_one_name(text) and (alone or not self._unicode)) or (
            isinstance(sub, Fenced) and text[0] == "("
        ):
            return f"_{text}"
        return f"_({text})"

    def _raised(self, sup: Formula) -> str:
        small = script(sup, up=True) if self._unicode else None
        if small is not None:
            return small
        text = _Line(unicode=self._unicode, tight=True).text(sup)
        return f"^{text}" if (is_one_name(text) or text == "*") and not self._unicode else f"^({text})"

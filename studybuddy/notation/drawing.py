"""A formula in, its box of text in two dimensions out, however wide."""

from collections.abc import Sequence

from studybuddy.notation.ascii_form import delimiter
from studybuddy.notation.boxes import (
    EMPTY,
    Box,
    beside,
    blank,
    fenced,
    grid,
    over_bar,
    stacked,
    text_box,
    under_root,
    with_scripts,
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
    parts,
)
from studybuddy.notation.inline import accented, inline, is_one_name, script
from studybuddy.notation.spacing import must_part, spaced

_MARKS = {
    "hat": "^", "widehat": "^", "check": "v", "breve": "u", "tilde": "~", "widetilde": "~", "dot": ".",
    "ddot": "..", "vec": "→", "acute": "'", "grave": "`",
}  # fmt: skip
_WHOLE_WIDTH = {"bar": "_", "overline": "_", "underline": "‾"}


class Drawing:
    """How boxes are drawn: with Unicode or not, tight as in scripts or not, small as in fractions or not."""

    def __init__(self, *, unicode: bool, tight: bool = False, small: bool = False) -> None:
        self._unicode = unicode
        self._tight = tight
        self._small = small

    def segment(self, items: Sequence[Formula], *, leads: bool) -> Box:
        """Draw a part of a row; one that does not start it keeps the blank before its first sign."""
        return self._row([Symbol(""), *items] if leads else items)

    def box(self, formula: Formula) -> Box:  # noqa: PLR0911  # one return for each kind of piece
        """Draw any formula."""
        match formula:
            case Symbol(text=text):
                return text_box(text)
            case Space(columns=columns):
                return blank(columns)
            case Row(items=items):
                return self._row(items)
            case Scripts():
                return self._scripts(formula)
            case Fraction():
                return self._fraction(formula)
            case Root():
                return self._root(formula)
            case Fenced():
                return self._fenced(formula)
            case Accent():
                return self._accent(formula)
            case Stack():
                return self._stack(formula)
            case Grid():
                return self._grid(formula)

    def _smaller(self) -> "Drawing":
        return Drawing(unicode=self._unicode, tight=self._tight, small=True)

    def _script(self) -> "Drawing":
        return Drawing(unicode=self._unicode, tight=True, small=True)

    def _row(self, items: Sequence[Formula]) -> Box:
        boxes: list[Box] = []
        before: Formula = Row(())
        last = EMPTY
        for columns, item in spaced(items, tight=self._tight):
            box = self.box(item)
            word = is_word(before) or is_word(item)
            gap = columns or must_part(last.middle, box.middle, word=word) or _is_longer_bar(last, box)
            boxes += [blank(int(gap)), box] if gap else [box]
            before, last = item, box
        return beside(boxes)

    # --- scripts ---

    def _scripts(self, scripts: Scripts) -> Box:
        if _has_limits(scripts.base) and not self._are_small_limits(scripts):
            return self._limits(scripts.base, scripts.sub, scripts.sup)
        base = self.box(scripts.base)
        given = [(scripts.sub, False), (scripts.sup, True)]
        near = [self._near(part, base, up=up) if part is not None else "" for part, up in given]
        if not self._unicode and None in near:
            near = [None if part is not None else "" for part, _ in given]
        if near[0] and len(base.rows) > 1:
            near[0] = None
        sub, sup = (
            self._script().box(part) if part is not None and text is None else None
            for (part, _), text in zip(given, near, strict=True)
        )
        return with_scripts(base, sub, sup, "".join(filter(None, near)))

    def _are_small_limits(self, scripts: Scripts) -> bool:
        """Tell whether limits stand beside their operator: in scripts, and in fractions if they fit there."""
        if self._tight or not self._small:
            return self._tight
        given = [(scripts.sub, False), (scripts.sup, True)]
        return all(part is None or script(part, up=up) is not None for part, up in given) and self._unicode

    def _near(self, part: Formula, base: Box, *, up: bool) -> str | None:
        """Return a script as characters for the base's own row; None if it needs a row of its own."""
        if self._unicode:
            return script(part, up=up)
        text = inline(part, unicode=False, tight=True)
        if len(base.rows) > 1 or not (is_one_name(text) or text in {"'", "''", "*"}):
            return None
        return ("" if text[0] in "'*" else "^" if up else "_") + text

    def _limits(self, base: Formula, sub: Formula | None, sup: Formula | None) -> Box:
        drawn = [self._script().box(sup)] if sup is not None else []
        drawn.append(self.box(base))
        if sub is not None:
            drawn.append(self._script().box(sub))
        return stacked(drawn, base=int(sup is not None))

    def _stack(self, stack: Stack) -> Box:
        base = self.box(stack.base)
        drawn = [self._script().box(stack.over)] if stack.over is not None else []
        if stack.brace == "over":
            drawn.append(text_box(self._brace(base.width, over=True)))
        above = len(drawn)
        drawn.append(base)
        if stack.brace == "under":
            drawn.append(text_box(self._brace(base.width, over=False)))
        if stack.under is not None:
            drawn.append(self._script().box(stack.under))
        return stacked(drawn, base=above)

    def _brace(self, width: int, *, over: bool) -> str:
        left, line, point, right = ("╭─┴╮" if over else "╰─┬╯") if self._unicode else "+-++"
        if width < 3:
            return ("⏞" if over else "⏟") * self._unicode or "-"
        half = (width - 2) // 2
        return (
            left
            + line * (half - (width % 2 == 0))
            + point
            + line * (width - 3 - half + (width % 2 == 0))
            + right
        )

    # --- structures ---

    def _fraction(self, fraction: Fraction) -> Box:
        if self._tight and not any(map(_holds_a_fraction, (fraction.top, fraction.bottom))):
            return text_box(inline(fraction, unicode=self._unicode, tight=True))
        within = self._smaller()
        bar = "─" if self._unicode else "-"
        return over_bar(within.box(fraction.top), within.box(fraction.bottom), bar if fraction.bar else " ")

    def _root(self, root: Root) -> Box:
        body = self.box(root.body)
        if (len(body.rows) == 1 and not self._unicode) or self._tight:
            return text_box(inline(root, unicode=self._unicode, tight=self._tight))
        if root.index is None and len(body.rows) == 1 and _is_one_letter(root.body):
            return beside([text_box("√"), body])
        index = None if root.index is None else self._script().box(root.index)
        return under_root(body, index, unicode=self._unicode)

    def _fenced(self, formula: Fenced) -> Box:
        left, right = formula.left, formula.right
        if not self._unicode:
            left, right = delimiter(left), delimiter(right)
        body = self.box(formula.body)
        if left.endswith("(") and left != "(":
            named = fenced("(", body, ")", unicode=self._unicode)
            return beside([text_box(left[:-1]), named])
        return fenced(left, body, right, unicode=self._unicode)

    def _accent(self, accent: Accent) -> Box:
        body = self.box(accent.body)
        marked = accented(accent.mark, body.middle, unicode=self._unicode) if len(body.rows) == 1 else None
        if marked is not None:
            return text_box(marked)
        if not self._unicode and len(body.rows) == 1:
            return text_box(inline(accent, unicode=False, tight=self._tight))
        if accent.mark == "underline":
            return stacked([body, text_box(("‾" if self._unicode else "-") * body.width)], base=0)
        line = "_" * body.width if accent.mark in _WHOLE_WIDTH else _MARKS[accent.mark]
        return stacked([text_box(line if self._unicode or line.isascii() else "->"), body], base=1)

    def _grid(self, formula: Grid) -> Box:
        cells = [[self.box(cell) for cell in cells] for cells in formula.rows]
        count = len(formula.columns)
        if formula.kind == "aligned":
            gaps = [3 if place and place % 2 == 0 else 0 for place in range(count)]
        else:
            gaps = [2 if place else 0 for place in range(count)]
        body = grid(cells, formula.columns, gaps)
        return fenced(formula.left, body, formula.right, unicode=self._unicode)


def _is_longer_bar(left: Box, right: Box) -> bool:
    """Tell whether a minus would look like the start of a fraction's bar."""
    return left.middle[-1:] in {"−", "-", "─"} and right.middle[:1] in {"─", "-"} and len(right.rows) > 1


def _has_limits(base: Formula) -> bool:
    match base:
        case Symbol(limits=limits):
            return limits
        case Stack(base=inner):
            return _has_limits(inner)
        case _:
            return False


def _holds_a_fraction(formula: Formula) -> bool:
    return isinstance(formula, Fraction | Grid) or any(map(_holds_a_fraction, parts(formula)))


def _is_one_letter(formula: Formula) -> bool:
    match formula:
        case Symbol(text=text):
            return len(text) == 1 or text.isdigit()
        case Scripts(base=Symbol(text=text), sup=None):
            return len(text) == 1
        case _:
            return False

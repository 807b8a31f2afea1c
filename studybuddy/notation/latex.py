"""LaTeX source in, a formula out, or None where the source is outside the subset that can be drawn."""

from studybuddy.notation.formula import Accent, Formula, Row, Space, Symbol, parts, row
from studybuddy.notation.latex_commands import construct
from studybuddy.notation.latex_reader import Reader
from studybuddy.notation.latex_tokens import UnreadableError, tokenize

MAX_LEVELS = 80


def read_latex(latex: str) -> Formula | None:
    """Return the formula that a LaTeX source describes.

    None means "show the source": an unknown macro, unbalanced braces, a comment, characters without a
    fixed place on the grid, more than 1,000 characters, 300 groups or 30 levels, or nothing that can be seen.
    """
    try:
        formula = row(Reader(tokenize(latex), construct).pieces())
    except UnreadableError:
        return None
    return formula if not _is_deep(formula) and _is_visible(formula) else None


def _is_deep(formula: Formula) -> bool:
    """Tell whether brackets, which no limit on groups counts, make the formula too deep to walk."""
    level: list[Formula] = [formula]
    for _ in range(MAX_LEVELS):
        level = [part for piece in level for part in parts(piece)]
        if not level:
            return False
    return True


def _is_visible(formula: Formula) -> bool:
    match formula:
        case Symbol(text=text):
            return bool(text.strip())
        case Space() | Row(items=()):
            return False
        case Accent():
            return _is_visible(formula.body)
        case _:
            return any(map(_is_visible, parts(formula)))

"""An expression in; how it is understood, its shape, and whether it equals another, out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from string import ascii_letters
from typing import Any

from studybuddy.errors import UsageError
from studybuddy.notation.alphabets import GREEK
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.declared import Declarations, Variable
from studybuddy.notation.definitions import is_plain
from studybuddy.notation.derivation import parse_checked
from studybuddy.notation.display import render_display
from studybuddy.notation.draws import draw_values
from studybuddy.notation.errors import NotationError, UndeclaredError
from studybuddy.notation.forms import checked_form
from studybuddy.notation.inline import render_inline
from studybuddy.notation.layout import layout_tree
from studybuddy.notation.shapes import shape_of, shape_text
from studybuddy.notation.source import text_of
from studybuddy.notation.tree import Collection, Node, Number, Relation, Relator
from studybuddy.notation.tree_latex import latex_of
from studybuddy.screens.console import make_console, plain_look
from studybuddy.workers.prover import Prover

SEED_BYTES = 4
VALUE_DIGITS = 10
_LETTERS = frozenset((*ascii_letters, *GREEK))


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of an expression; None where there is nothing to say. All but `value` are in the JSON."""

    parsed: str | None = None
    shape: str | None = None
    verdict: str | None = None
    label: str | None = None
    counterexample: str | None = None
    reason: str | None = None
    rendered: str | None = None
    numbers: tuple[str, ...] = ()  # letters that nothing declares
    value: str | None = None  # of what holds numbers alone


def rendered(latex: str) -> Finding:
    """Lay a formula written in LaTeX out."""
    unicode = plain_look().unicode
    lines = render_display(latex, _width(), unicode=unicode)
    text = render_inline(latex, unicode=unicode) if lines is None else "\n".join(lines)
    if text is None:
        return Finding(reason="it cannot be laid out; cards show its source", rendered=latex)
    return Finding(rendered=text)


def judged(expression: str, let: list[str], equals: str, form: str, *, as_latex: bool) -> Finding:
    """Say how an expression is understood, and compare it with another, in a form if one is asked for.

    Raises: NotationError when one of the texts cannot be read, UsageError for a form of nothing compared.
    """
    declarations = Declarations()
    for text in let:
        with _within("--let"):
            declarations = parse_declarations(text, declarations)
    seed = int.from_bytes(os.urandom(SEED_BYTES))
    declarations = declarations.with_numbers(draw_values(declarations, seed))
    known = declarations.names
    tree, declarations = _read(expression, declarations)
    if equals:
        with _within("--equals"):
            expected, declarations = _read(equals, declarations)
    unicode = plain_look().unicode
    lines = layout_tree(tree, _width(), unicode=unicode, declarations=declarations)
    drawn = latex_of(tree, declarations) if as_latex else "\n".join(lines)
    found: dict[str, Any] = {"parsed": text_of(tree), "shape": _shape(tree, declarations), "rendered": drawn}
    found["numbers"] = tuple(sorted(declarations.names - known))
    if equals:
        found |= _compared(tree, expected, declarations, seed, form)
    elif isinstance(tree, Relation) and tree.relator is Relator.EQUAL:
        found |= _compared(tree.left, tree.right, declarations, seed, form)
    elif form:
        raise UsageError("--form needs something to compare with", "--equals 'x(x+1)', or an equation")
    else:
        found["value"] = _value(tree, declarations)
    return Finding(**found)


def _read(text: str, declarations: Declarations) -> tuple[Node, Declarations]:
    """Read a formula, and take every letter that nothing declares for a number."""
    while True:
        try:
            return parse_checked(text, declarations), declarations
        except UndeclaredError as error:
            if error.called or error.name not in _LETTERS:
                raise
            declarations = declarations.with_variable(Variable(error.name))


@contextmanager
def _within(option: str) -> Iterator[None]:
    """Say of a text that cannot be read which option it was given to."""
    try:
        yield
    except NotationError as error:
        error.within = option
        raise


def _value(tree: Node, declarations: Declarations) -> str | None:
    """Return what is made of numbers alone as one number; None for anything else, and for a number."""
    if isinstance(tree, Number) or not is_plain(tree, declarations):
        return None
    from studybuddy.kinds.blank_judging import plain_value  # loads NumPy
    from studybuddy.notation.wording import number_text

    value = plain_value(tree, declarations)
    return None if value is None else number_text(value, VALUE_DIGITS)


def _shape(tree: Node, declarations: Declarations) -> str:
    if isinstance(tree, Relation):
        tree = tree.left
    if isinstance(tree, Collection):
        return "set"
    shape = shape_of(tree, declarations)
    return shape_text(shape) if shape else "scalar"


def _compared(
    given: Node, expected: Node, declarations: Declarations, seed: int, form: str
) -> dict[str, str | None]:
    from studybuddy.notation.compare import Verdict, compare  # loads NumPy

    wanted = checked_form(form) if form else None
    with Prover() as prover:  # its process starts with the first question, and is killed after two seconds
        found = compare(given, expected, declarations, seed=seed, form=wanted, prove=prover.prove)
    reason = found.reason
    if found.verdict is Verdict.EQUAL:
        reason = _where_equal(given, expected, declarations, seed)
    return {
        "verdict": found.verdict.value,
        "label": found.label.value or None,
        "counterexample": found.counterexample or None,
        "reason": reason or None,
    }


def _where_equal(given: Node, expected: Node, declarations: Declarations, seed: int) -> str:
    """Say that two sides are equal only where both have a value, if there are others."""
    from studybuddy.notation.numeric import one_sided  # loads NumPy

    if isinstance(given, Relation | Collection) or isinstance(expected, Relation | Collection):
        return ""
    where = one_sided(given, expected, declarations, seed)
    return f"where both have a value; {where}" if where else ""


def _width() -> int:
    return max(20, make_console().width - 2)


def stable(found: Finding) -> dict[str, str | tuple[str, ...] | None]:
    """Return what was found under the keys of the JSON."""
    return {name: each for name, each in asdict(found).items() if name != "value"}


def _taken_for_numbers(numbers: tuple[str, ...]) -> str:
    each = "a number" if len(numbers) == 1 else "numbers"
    return f"not declared, so {each}: {', '.join(numbers)} (a vector: --let '{numbers[0]}: [n]')"


def show(found: Finding, *, as_latex: bool = False) -> None:
    """Print what was found for people to read; LaTeX stands alone, to be copied or piped."""
    for line in (found.rendered or "").split("\n"):
        print(line if as_latex else f"  {line}".rstrip())
    if found.numbers and not as_latex:
        print(f"\n{_taken_for_numbers(found.numbers)}")
    if found.value is not None and not as_latex:
        print(f"\nvalue: {found.value}")
    if found.shape and not as_latex and found.value is None:
        print(f"\nshape: {found.shape}")
    if found.verdict:
        print(f"{found.verdict}: {found.label}" if found.label else found.verdict)
    for note in (found.counterexample, found.reason):
        if note:
            print(f"  {note}")

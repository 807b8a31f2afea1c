"""A blank of an answer card and a seed go in; what it expects, and how a typed text is read, come out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from studybuddy.kinds.headline import PLACEHOLDER
from studybuddy.model import Heard, Reply
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_plain, walk_through
from studybuddy.notation.derivation import parse_checked
from studybuddy.notation.draws import draw_values
from studybuddy.notation.errors import NotationError, UndeclaredError
from studybuddy.notation.lexer import ascii_name
from studybuddy.notation.sentences import as_sentence
from studybuddy.notation.shapes import shape_of, shape_text
from studybuddy.notation.tree import Collection, Name, Node, Reduce, Relation, children, walk, with_children
from studybuddy.notation.tree_latex import latex_of

Blank = Mapping[str, Any]
_KEPT = 256
MOST_SHOWN = 3  # words that are right; the others are the same, spelled otherwise
_NUMBER_ASKED = "not part of this question: type a number or a calculation"
_TIMES = frozenset("xX")  # as in 9 x 6
_WORD = re.compile(r"[^\W\d_][\w\u0302-\u0305]*")  # combining hats and bars belong to it
_ARTICLE = re.compile(r"\b[Aa]\s+(?=[\w*\[])")  # "a row", "a [[n]] × [[n]] grid": it is no name


@lru_cache(maxsize=_KEPT)
def declarations_for(declared: str, seed: int) -> Declarations:
    """Return the declarations of a block with the numbers that a seed draws."""
    declarations = parse_declarations(declared)
    return declarations.with_numbers(draw_values(declarations, seed))


@lru_cache(maxsize=_KEPT)
def drawn_numbers(declared: str, seed: int) -> Mapping[str, str]:
    """Return the numbers that a seed draws, as decimal texts by name."""
    return draw_values(parse_declarations(declared), seed)


def shown_answer(declared: str, blank: Blank, seed: int) -> str:
    """Return what a blank expects, as Markdown; after it the definitions that it uses."""
    if "texts" in blank:
        return " or ".join(blank["texts"][:MOST_SHOWN])
    declarations = declarations_for(declared, seed)
    tree = parse_checked(blank["expect"], declarations)
    within = f" (within {blank['within']})" if blank["within"] else ""
    numbers = drawn_numbers(declared, seed)
    shown = [f"${latex_of(_with_numbers(tree, declarations, numbers), declarations)}${within}"]
    for name in _definitions_used(tree, declarations, numbers):
        meaning = latex_of(_with_numbers(declarations.definitions[name], declarations, numbers), declarations)
        shown.append(f"${latex_of(Name(name))} = {meaning}$")
    return ", with ".join((shown[0], ", ".join(shown[1:]))) if shown[1:] else shown[0]


def _definitions_used(tree: Node, declarations: Declarations, numbers: Mapping[str, str]) -> list[str]:
    """Return the definitions behind a tree, in the order of the card; drawn numbers are none."""
    used = {node.name for node in walk_through(tree, declarations) if isinstance(node, Name)}
    return [name for name in declarations.definitions if name in used and name not in numbers]


def _with_numbers(tree: Node, declarations: Declarations, numbers: Mapping[str, str]) -> Node:
    """Return a tree with every drawn name replaced by its number."""
    if isinstance(tree, Name) and tree.name in numbers:
        return declarations.definitions[tree.name]
    return with_children(tree, (_with_numbers(child, declarations, numbers) for child in children(tree)))


def read_blank(declared: str, blank: Blank, text: str, place: int, seed: int, asked: str = "") -> Reply:
    """Say how a text is understood; a text that is no formula is asked for again.

    So is a calculation with names of numbers that the question, `asked` as it is written, does not say.
    """
    if "texts" in blank:
        return Reply(Heard.TAKEN, place + 1)
    declarations = declarations_for(declared, seed)
    try:
        tree = parse_checked(text, declarations)
        unsaid = _unsaid(tree, declarations, asked)
        if unsaid and _expects_number(blank, declarations):  # asked last: it parses, at every key
            said = f"{' and '.join(unsaid)} {'is' if len(unsaid) == 1 else 'are'} {_NUMBER_ASKED}"
            return Reply(Heard.UNREADABLE, place, (as_sentence(said, declarations),))
        return Reply(Heard.TAKEN, place + 1, (), latex_of(tree, declarations), kind_text(tree, declarations))
    except NotationError as error:
        said = _without_names(error, declarations) if _expects_number(blank, declarations) else str(error)
        return Reply(Heard.UNREADABLE, place, (as_sentence(said, declarations),))


def _expects_number(blank: Blank, declarations: Declarations) -> bool:
    try:
        return is_plain(parse_checked(blank["expect"], declarations), declarations)
    except NotationError:
        return False


def _unsaid(tree: Node, declarations: Declarations, asked: str) -> list[str]:
    """Return the names in a tree that only the author knows: the learner was shown their numbers."""
    used = dict.fromkeys(node.name for node in walk(tree) if isinstance(node, Name))
    bound = {node.index for node in walk(tree) if isinstance(node, Reduce)}
    own = [name for name in used if name in declarations.definitions and name not in bound]
    if not own:
        return []
    words = PLACEHOLDER.sub("0", _ARTICLE.sub(" ", asked))
    said = {ascii_name(word) for word in _WORD.findall(words)}
    return [name for name in own if name not in said]


def _without_names(error: NotationError, declarations: Declarations) -> str:
    """Say of a name what is wrong with it without those that the author gave to the numbers of a prompt."""
    guess = error.suggestion.removeprefix("did you mean ").removesuffix("?")
    is_own = error.suggestion.startswith("declared") or guess in declarations.definitions
    if not isinstance(error, UndeclaredError) or error.called or not is_own:
        return str(error)
    advice = "; * is times" if error.name in _TIMES else ", without a unit"
    return f"column {error.column + 1}: {error.name} is {_NUMBER_ASKED}{advice}"


def kind_text(tree: Node, declarations: Declarations) -> str:
    """Return what kind of thing a tree is: its shape, "an equation", "a set"; nothing for a scalar."""
    if isinstance(tree, Relation):
        return ""
    if isinstance(tree, Collection):
        return "a set"
    shape = shape_of(tree, declarations)
    return shape_text(shape) if shape else ""

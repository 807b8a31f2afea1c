"""A blank of an answer card and what was typed into it go in, its judgement comes out."""

import math
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from studybuddy.kinds.blanks import Blank, declarations_for, read_blank
from studybuddy.kinds.protocol import Claim
from studybuddy.kinds.typed import Match
from studybuddy.kinds.typed import compare as compare_words
from studybuddy.kinds.unit_slips import unit_slip
from studybuddy.model import Answer, Grade, Heard, Reply, Verdict
from studybuddy.notation.compare import compare
from studybuddy.notation.declared import Declarations
from studybuddy.notation.definitions import is_plain
from studybuddy.notation.derivation import parse_checked
from studybuddy.notation.errors import NotationError, UnsettledError
from studybuddy.notation.evaluate import evaluate
from studybuddy.notation.sample import sample_points
from studybuddy.notation.sentences import as_sentence
from studybuddy.notation.shapes import shape_of
from studybuddy.notation.tree import Collection, Node, Number, Relation
from studybuddy.notation.verdicts import DEFAULT_WITHIN, Comparison, Label, parse_within
from studybuddy.notation.verdicts import Verdict as Found

WRONG_FORM = "≈ right value, wrong form"
_KEPT = 256


class Standing(IntEnum):
    """How one blank stands; the highest of a card's blanks decides."""

    RIGHT = 0
    WRONG_FORM = 1
    UNSURE = 2
    WRONG = 3


class Judged(NamedTuple):
    """One blank's judgement, with sentences to show."""

    standing: Standing
    notes: tuple[str, ...] = ()


def check_blank(declared: str, blank: Blank, text: str, place: int, seed: int, asked: str) -> Reply:
    """Take a text as the answer, unless it cannot be one: that costs nothing and is asked for again."""
    reply = read_blank(declared, blank, text, place, seed, asked)
    if reply.heard is not Heard.TAKEN or "texts" in blank:
        return reply
    found = _compared(declared, _key(blank), text, seed)
    if found.verdict is Found.ERROR:
        return Reply(Heard.UNREADABLE, place, (found.reason,), reply.latex, reply.shape)
    return reply


def claim_of(declared: str, blank: Blank, text: str, seed: int) -> Claim | None:
    """Return what a text claims beside what is expected; None for words, numbers alone, and what is wrong."""
    if "texts" in blank or _compared(declared, _key(blank), text, seed).verdict is not Found.EQUAL:
        return None
    declarations = declarations_for(declared, seed)
    given, expected = parse_checked(text, declarations), parse_checked(blank["expect"], declarations)
    if plain_value(given, declarations) is not None:
        return None
    provable = not isinstance(given, Relation | Collection)
    return Claim(Label.NUMERICAL, (given, expected, declarations) if provable else None)


def judge_blanks(declared: str, blanks: Sequence[Blank], answer: Answer, seed: int) -> Verdict:
    """Judge the lines of an answer, one for each blank."""
    lines = answer.text.split("\n")
    lines += [""] * (len(blanks) - len(lines))
    judged = [_judge(declared, blank, line, seed) for blank, line in zip(blanks, lines, strict=False)]
    many = len(blanks) > 1
    notes = tuple(
        f"{number}: {note}" if many else note
        for number, each in enumerate(judged, start=1)
        for note in (each.notes or (("Right.",) if many and each.standing is Standing.RIGHT else ()))
    )
    match max(each.standing for each in judged):
        case Standing.WRONG:
            return Verdict(passed=False, suggested_grade=Grade.AGAIN, notes=notes)
        case Standing.UNSURE:
            return Verdict(passed=None, suggested_grade=None, notes=notes)
        case Standing.WRONG_FORM:
            return Verdict(passed=None, suggested_grade=Grade.HARD, notes=notes, headline=WRONG_FORM)
        case _:
            grade = Grade.HARD if answer.hints_used else Grade.GOOD
            return Verdict(passed=True, suggested_grade=grade, notes=notes)


def _judge(declared: str, blank: Blank, line: str, seed: int) -> Judged:
    if "texts" in blank:
        return _judge_words(blank, line)
    value = value_of(declared, blank, seed)
    told = (f"The value is {value}.",) if value else ()
    if not line.strip():
        return Judged(Standing.WRONG, told)
    found = _compared(declared, _key(blank), line, seed)
    known = {reason for _, reason, _ in blank["rejects"]}
    reason = found.reason
    # Of plain numbers every two differ by some factor: only a unit's, or the card's sentence, says something.
    if found.verdict is Found.DIFFERENT and reason not in known:
        reason = _unit_slip(declared, blank, line, seed) or ("" if value else reason)
    declarations = declarations_for(declared, seed)
    said = tuple(as_sentence(note, declarations) for note in (reason, found.counterexample) if note)
    match found.verdict:
        case Found.EQUAL:
            return Judged(Standing.RIGHT, told)
        case Found.WRONG_FORM:
            return Judged(Standing.WRONG_FORM, said)
        case Found.DIFFERENT:
            return Judged(Standing.WRONG, said)
        case _:
            asks = "That could not be settled: compare it with the answer yourself."
            return Judged(Standing.UNSURE, (asks, *said))


def _unit_slip(declared: str, blank: Blank, line: str, seed: int) -> str:
    declarations = declarations_for(declared, seed)
    given, expected = (
        plain_value(parse_checked(text, declarations), declarations) for text in (line, blank["expect"])
    )
    if given is None or expected is None:
        return ""
    return unit_slip(given, expected, parse_within(blank["within"]) if blank["within"] else DEFAULT_WITHIN)


def _judge_words(blank: Blank, line: str) -> Judged:
    match compare_words(line, blank["texts"]):
        case Match.YES:
            return Judged(Standing.RIGHT)
        case Match.CLOSE:
            return Judged(Standing.UNSURE, ("Close: a slip of the keys?",))
    for wrong, reason, _ in blank["rejects"]:
        if line.strip() and compare_words(line, [wrong]) is Match.YES:
            return Judged(Standing.WRONG, (reason,))
    return Judged(Standing.WRONG)


_Key = tuple[str, str, str, tuple[tuple[str, str], ...]]


def _key(blank: Blank) -> _Key:
    rejects = tuple((wrong, reason) for wrong, reason, _ in blank["rejects"])
    return blank["expect"], blank["within"], blank["form"], rejects


@lru_cache(maxsize=_KEPT)
def _compared(declared: str, key: _Key, text: str, seed: int) -> Comparison:
    expect, within, form, rejects = key
    declarations = declarations_for(declared, seed)
    try:
        given, expected = parse_checked(text, declarations), parse_checked(expect, declarations)
        wrong = [(parse_checked(tree, declarations), reason) for tree, reason in rejects]
    except NotationError as error:
        return Comparison(Found.ERROR, reason=str(error))
    return compare(
        given, expected, declarations, seed=seed, form=form or None, rejects=wrong,
        within=parse_within(within) if within else DEFAULT_WITHIN,
    )  # fmt: skip


def value_of(declared: str, blank: Blank, seed: int) -> str:
    """Return the number that a blank expects; nothing where it is none, or stands there as one."""
    declarations = declarations_for(declared, seed)
    tree = parse_checked(blank["expect"], declarations)
    if isinstance(tree, Number | Relation | Collection) or shape_of(tree, declarations):
        return ""
    value = plain_value(tree, declarations)
    return "" if value is None else f"{value:.6g}"


def plain_value(tree: Node, declarations: Declarations) -> float | None:
    """Return the value of a tree that is made of numbers alone; None for any other, NaN where it has none."""
    if isinstance(tree, Relation | Collection) or not is_plain(tree, declarations):
        return None
    try:
        array = evaluate(tree, sample_points(declarations, 0)[0]).array
    except (UnsettledError, NotationError):
        return math.nan
    values = np.ravel(np.asarray(array, float))
    if not np.isfinite(values).all():
        return math.nan
    return float(values[0]) if values.size and (values == values[0]).all() else None

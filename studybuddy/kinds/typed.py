"""A typed answer and the accepted ones go in, out comes whether they match, nearly match, or do not."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum

_CODE = re.compile(r"(`+) ?(.+?) ?\1", re.DOTALL)
_PAIRED = re.compile(
    r"(?<!\\)(\*{1,3}|~~|`+|\${1,2})(?=\S)(.+?)(?<=\S)\1|(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WORD_BREAKS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d{1,3})?")
_DECIMAL_COMMA = re.compile(r"^([+-]?\d+),(\d+)$")

_BEFORE = " \"'“„‘"  # a typed quotation mark, unit or full stop is no mistake
_AFTER = " .,;:!?%\"'”“’‘"


class Match(Enum):
    """How a typed answer compares with the right one."""

    YES = "yes"
    CLOSE = "close"
    NO = "no"


def plain(markdown: str) -> str:
    """Return short Markdown without emphasis, backticks, dollars and escapes."""
    if code := _CODE.fullmatch(markdown.strip()):
        return " ".join(code[2].split())
    text = markdown
    while (bare := _PAIRED.sub(lambda pair: pair[2] or pair[4], text)) != text:
        text = bare
    return " ".join(_ESCAPE.sub(r"\1", text).split())


def compare(typed: str, accepted: Iterable[str]) -> Match:
    """Compare NFKC-normalised, case-folded text with its spaces collapsed and its markup stripped.

    Numbers compare by value, also one with a decimal comma. One edit in a word of five letters or more, or a
    different hyphen or space, is close: the learner decides.
    """
    given = _folded(typed)
    with_point = _DECIMAL_COMMA.sub(r"\1.\2", given)
    best = Match.NO
    for variant in accepted:
        right = _folded(variant)
        if given == right or _same_number(given, right) or _same_number(with_point, right):
            return Match.YES
        if given and _is_close(given, right):
            best = Match.CLOSE
    return best


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain(text)).casefold())
    return " ".join(folded.replace("\N{MINUS SIGN}", "-").split()).lstrip(_BEFORE).rstrip(_AFTER) or folded


def _same_number(given: str, right: str) -> bool:
    if not (_NUMBER.fullmatch(given) and _NUMBER.fullmatch(right)):
        return False
    try:
        return float(given.replace(",", "")) == float(right.replace(",", ""))
    except ValueError:  # a lone sign or exponent
        return False


def _is_close(given: str, right: str) -> bool:
    if any(letter.isdigit() for letter in given + right):
        return False
    bare = _WORD_BREAKS.sub("", right)
    if bare and _WORD_BREAKS.sub("", given) == bare:
        return True
    pairs = list(zip(given.split(), right.split(), strict=False))
    if len(given.split()) != len(right.split()):
        return False
    different = [(one, other) for one, other in pairs if one != other]
    return len(different) == 1 and len(different[0][1]) >= 5 and _one_edit(*different[0])


def _one_edit(one: str, other: str) -> bool:
    """Tell whether one insertion, deletion, substitution or swap of neighbours makes the words equal."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = 0
    while at < len(one) and one[at] == other[at]:
        at += 1
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped

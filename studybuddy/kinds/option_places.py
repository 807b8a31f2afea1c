"""The lines of a choice go in; the words that name an option by its place come out, each with its line."""

import re
from collections.abc import Iterator, Sequence

_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|last)"
_VERB = (
    r"(?:is|isn't|are|was|were|has|have|had|does|doesn't|do|did|can|cannot|could|may|might|must|should|will|would"
    r"|adds|answers|assumes|averages|claims|compares|computes|confuses|contains|costs|counts|describes|divides"
    r"|drops|exponentiates|fails|fits|forgets|gives|goes|holds|ignores|keeps|leaks|leaves|loses|looks|makes"
    r"|means|measures|meets|misreads|misses|mixes|multiplies|names|needs|omits|overflows|overlooks|pays|raises"
    r"|repeats|returns|says|scores|seems|shows|skips|sounds|subtracts|swaps|takes|tells|treats|underflows|uses"
    r"|works|wrongly|alone|also|even|just|merely|never|only|really|simply)"
)
_PRONOUN = rf"(?=\s+{_VERB}\b|\s*[.,;:?!)]|\s+(?:and|or)\s+(?:the\s+)?{_ORDINAL}\b|\s*\Z)"
_CLAUSE = r"(?:(?<=[.;:!?]\s)|(?<=\A)|(?<=\n\n))"

_PLACES = re.compile(
    rf"""
    (?i: \bthe\s+{_ORDINAL}(?:\s+(?:one|two|three|four))?{_PRONOUN} )
    | (?i: \bthe\s+{_ORDINAL}\s+(?:(?:two|three)\s+)?(?:options?|alternatives?)\b )
    | (?i: \b(?:options?|answer|choice|alternative) )\s+\(?(?:[1-9]|[A-F])\b(?![%°]|[.,]\d)
    | (?<!\w)\([a-f]\)(?=\s+{_VERB}\b)
    | (?i: {_CLAUSE}the\s+(?:former|latter)\b )
    | (?i: \b(?:all|both|none|either|neither|any)\s+of\s+the\s+above\b )
    | (?i: \bthe\s+options?\s+(?:above|below)\b )
    """,
    re.VERBOSE,
)
_ORDINAL_WITH_NOUN = re.compile(rf"\b{_ORDINAL}\s+(?!{_VERB}\b|one\b)[^\W\d_]{{2,}}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n(?=[ \t]*(?:\n|[-*+]\s))")
_LITERAL = re.compile(r"(`+).+?\1|\$\$.+?\$\$|\$\S[^$\n]*\$", re.DOTALL)


def named_places(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place in `lines`, from 0, and the words, wherever an option seems to be named by its place.

    "The first is" and "option 2" name one; "the first layer" does not, and neither does "the first" behind
    "the second layer" in one sentence. Code and math are not looked at.
    """
    text = _LITERAL.sub(lambda found: re.sub(r"[^\n]", "#", found[0]), "\n".join(lines))
    for found in _PLACES.finditer(text):
        if not _has_noun_before(text, found.start()):
            yield text.count("\n", 0, found.start()), " ".join(found[0].split())


def _has_noun_before(text: str, at: int) -> bool:
    """Say whether the sentence has told, before this point, what it counts: "the second layer"."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, at)]
    return _ORDINAL_WITH_NOUN.search(text, ends[-1] if ends else 0, at) is not None

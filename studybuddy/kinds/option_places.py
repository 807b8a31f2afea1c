"""The lines of a choice go in; the words that name an option by its place come out, each with its line."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache

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
_LITERAL = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\$\$.+?\$\$|\$\S[^$\n]*\$", re.DOTALL)


def named_places(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place in `lines`, from 0, and the words, wherever an option seems to be named by its place.

    "The first is" and "option 2" name one; "the first layer" does not, and neither does "the first" behind
    "the second layer" in one sentence. Code and math are not looked at.
    """
    text = _LITERAL.sub(lambda found: re.sub(r"[^\n]", "#", found[0]), "\n".join(lines))
    noun_ends = _noun_ends(text)
    line = counted = 0
    for found in _PLACES.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if noun_ends(counted) > counted:
            yield line, " ".join(found[0].split())


def _noun_ends(text: str) -> Callable[[int], int]:
    """Return what says where its sentence has told, from a place, what it counts: behind "second layer"."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    borders = [0, *ends, len(text) + 1]

    @cache
    def in_sentence(number: int) -> int:
        noun = _ORDINAL_WITH_NOUN.search(text, borders[number], borders[number + 1])
        return noun.end() if noun else borders[-1]

    return lambda at: in_sentence(bisect_right(ends, at))

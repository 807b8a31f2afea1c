"""Rubric lines and an outline flow in; for each line the outline's sentence that speaks of it flows out."""

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]{4,}")
_SENTENCE_ENDS = re.compile(r"\n+|(?<=[.;!?])\s+")
_ENOUGH = 2  # a single word in common is chance, but in a line of
_FEW = 3  # so few words


def own_words(rubric: Sequence[str], outline: str) -> tuple[str, ...]:
    """Find for each line the sentence of `outline` that shares most of its words with it, "" where none does.

    Words count from four letters on, and only where a single line of the rubric has them: what stands in
    several tells none of them from the others. They are compared by their first five letters in lower case,
    so that "metrics" meets "metric". Of equal sentences the first is taken.
    """
    lines_with = Counter(stem for line in rubric for stem in _stems(line))
    sentences = [(sentence.strip(), _stems(sentence)) for sentence in _SENTENCE_ENDS.split(outline)]
    found = []
    for line in rubric:
        telling = {stem for stem in _stems(line) if lines_with[stem] == 1}
        best, shared = max(
            ((sentence, len(telling & stems)) for sentence, stems in sentences), key=lambda pair: pair[1]
        )
        found.append(best if shared >= (1 if len(telling) <= _FEW else _ENOUGH) else "")
    return tuple(found)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:5] for word in _WORD.findall(text))

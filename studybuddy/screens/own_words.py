"""A rubric line and an outline flow in, the outline's line that speaks of the same things flows out."""

import re

_WORD = re.compile(r"[^\W_]{4,}")


def own_words(rubric_line: str, outline: str) -> str:
    """Find the line of `outline` that shares most words of four letters or more; "" when none shares any.

    Words are compared by their first five letters in lower case, so that "metrics" meets "metric".
    """
    wanted = _stems(rubric_line)
    best, most = "", 0
    for line in outline.splitlines():
        shared = len(wanted & _stems(line))
        if shared > most:
            best, most = line.strip(), shared
    return best


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:5] for word in _WORD.findall(text))

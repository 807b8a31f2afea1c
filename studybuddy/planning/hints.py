"""A word that nobody knows and the known ones flow in; a hint of what may have been meant flows out."""

from collections.abc import Collection
from difflib import get_close_matches


def near(word: str, known: Collection[str]) -> str:
    """Suggest the nearest known word, or list them all."""
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"

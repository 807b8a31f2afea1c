"""A memory in, the verdict out whether its card is a leech: failed so often that the card is at fault."""

from studybuddy.model import Memory

LEECH_LAPSES = 8


def is_leech(memory: Memory) -> bool:
    """Tell whether the card should be rewritten or split: it has failed on eight study days."""
    return memory.lapses >= LEECH_LAPSES

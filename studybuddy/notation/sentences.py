"""A note about a formula in; a sentence to show out."""

import re

from studybuddy.notation.declared import Declarations
from studybuddy.notation.functions import CONSTANTS, FUNCTIONS

_FUNCTION_NAMES = FUNCTIONS.keys() - {"sign", "mean", "step"}  # which are words as well
_FIRST_WORD = re.compile(r"[A-Za-z]+(?=[\s,:;]|$)")


def as_sentence(note: str, declarations: Declarations) -> str:
    """Return a note with a capital and a full stop; a name or a formula that starts it stays as it is."""
    first = _FIRST_WORD.match(note)
    if first is not None and first[0] not in declarations.names | _FUNCTION_NAMES | CONSTANTS:
        note = note[0].upper() + note[1:]
    return note if note.endswith((".", "!", "?")) else note + "."

"""What the learner typed in, an SM-2 grade out."""

from collections.abc import Mapping
from types import MappingProxyType

from studybuddy.errors import UsageError
from studybuddy.model import Grade

GRADES: Mapping[str, Grade] = MappingProxyType(
    {"again": Grade.AGAIN, "hard": Grade.HARD, "good": Grade.GOOD, "easy": Grade.EASY}
    | {str(int(grade)): grade for grade in Grade}
)

RELEARNED = Grade.GOOD  # an item graded below it is asked again in the same session


def parse_grade(text: str) -> Grade:
    """Return the grade that `text` names: a word, or the SM-2 quality itself.

    Raises: UsageError, listing what is accepted.
    """
    try:
        return GRADES[text.strip().casefold()]
    except KeyError:
        raise UsageError(
            f"{text.strip()!r} is no grade", "use again, hard, good or easy, or the SM-2 quality 0 to 5"
        ) from None


def is_pass(grade: Grade) -> bool:
    """Tell whether the answer counts as remembered: quality 3 and above (Woźniak 1990)."""
    return grade >= Grade.HARD

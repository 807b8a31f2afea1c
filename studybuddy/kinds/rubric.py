"""The lines of a rubric and the ticked ones go in, a verdict comes out."""

from collections.abc import Set as AbstractSet

from studybuddy.model import Grade, Verdict

# (share in percent below which the grade is given, grade), as the deck format says.
_STEPS = ((40, Grade.AGAIN), (60, Grade.HARD), (85, Grade.GOOD))


def judge_ticks(rubric: int, ticked: AbstractSet[int]) -> Verdict:
    """Grade the share of ticked lines of `rubric` in all: < .4 → 1, < .6 → 3, < .85 → 4, else 5."""
    met = sum(0 <= line < rubric for line in ticked)
    note = f"{met} of {rubric} lines of the rubric."
    for percent, grade in _STEPS:
        if met * 100 < percent * rubric:
            return Verdict(grade >= Grade.HARD, grade, (note,))
    return Verdict(passed=True, suggested_grade=Grade.EASY, notes=(note,))

"""A judged answer and the learner's usual time in, the grade to suggest out; the learner may override it."""

from studybuddy.model import Grade

QUICK = 0.5  # of the usual time: it came without searching
SLOW = 2.0

ANSWERS_BEFORE_TIME_COUNTS = 10


def by_time(suggested: Grade, took_ms: int, usual_ms: float | None, hints_used: int) -> Grade:
    """Return EASY for a quick right answer without a hint, HARD for a slow one, else what was suggested.

    `usual_ms` is the learner's own median for such questions, None before there is one. Failures are not
    graded by time.
    """
    if suggested < Grade.HARD or usual_ms is None or took_ms <= 0:
        return suggested
    if took_ms > SLOW * usual_ms:
        return Grade.HARD
    if took_ms < QUICK * usual_ms and not hints_used and suggested == Grade.GOOD:
        return Grade.EASY
    return suggested


def said_of_time(grade: Grade, took_ms: int, usual_ms: float) -> str:
    """Say why the time of an answer made its grade HARD or EASY."""
    return f"It took {_time(took_ms)}, {_time(usual_ms)} is usual for you: {grade.name.lower()}."


def _time(ms: float) -> str:
    seconds = ms / 1000
    return f"{seconds:.2g} s" if seconds < 90 else f"{seconds / 60:.0f} min"

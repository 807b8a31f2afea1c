"""Rows of work that the ledger shows flow in; counts, minutes and the learner's own rates flow out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from studybuddy.planning.work import FINITE, MINUTES, REDO_MINUTES, Work, work_of

MS_PER_MINUTE = 60_000
OWN_RATE_AFTER = 10  # pieces of work, before the learner's own median replaces the estimate


class Done(NamedTuple):
    """Work that the ledger shows. `first` is True when the question had never been reviewed before.

    A row may stand for several `answers` that are alike in day, kind, domain, topic and `first`; `took_ms`
    is then their sum, and `question_id` means nothing. For tracked practice (kind `redo` or `track`) `topic`
    is the name in the plan file, such as `dsa`.
    """

    study_day: date
    kind: str
    domain: str
    topic: str
    question_id: str
    first: bool
    took_ms: int
    answers: int = 1

    @property
    def work(self) -> Work:
        """The unit of work that this is."""
        return work_of(self.kind, self.domain, first=self.first)


def done_between(done: Sequence[Done], first: date, end: date) -> list[Done]:
    """Return the work from the day `first` on, up to the day `end`, not included."""
    return [row for row in done if first <= row.study_day < end]


def count_done(done: Sequence[Done]) -> Mapping[str, int]:
    """Count work by the name of its target: finite work when done for the first time, the rest always."""
    counts: dict[str, int] = defaultdict(int)
    tracked_ms: dict[str, int] = defaultdict(int)
    for row in done:
        work = row.work
        if work is Work.TRACKED:
            tracked_ms[tracked_name(row.topic)] += row.took_ms
        elif row.first or work not in FINITE:
            counts[work] += row.answers
    return counts | {name: round(took / MS_PER_MINUTE) for name, took in tracked_ms.items()}


def tracked_name(name: str) -> str:
    """Name the target of practice done elsewhere."""
    return f"{name} minutes"


def practice_named(target: str) -> str:
    """Name the practice done elsewhere that a target counts the minutes of."""
    return target.removesuffix(" minutes")


def minutes_done(done: Sequence[Done], rates: Mapping[Work, float] = MINUTES) -> float:
    """Add up work in minutes: tracked practice as it took, everything else by its rate."""
    minutes = 0.0
    for row in done:
        work = row.work
        minutes += row.took_ms / MS_PER_MINUTE if work is Work.TRACKED else row.answers * rates[work]
    return minutes


def own_rates(done: Sequence[Done]) -> Mapping[Work, float]:
    """Give the minutes of each kind of work: the learner's median once ten timed answers are known."""
    took: dict[Work, list[float]] = defaultdict(list)
    for row in done:
        if row.answers == 1 and row.took_ms > 0:
            took[row.work].append(row.took_ms / MS_PER_MINUTE)
    known = {work: median(minutes) for work, minutes in took.items() if len(minutes) >= OWN_RATE_AFTER}
    return {**MINUTES, **known, Work.TRACKED: MINUTES[Work.TRACKED]}


def redo_minutes(done: Sequence[Done]) -> float:
    """Give the minutes of a problem done again: the median of those tracked once there are ten, else 25.

    What was tracked was told in whole minutes; a session that only asks how it went takes seconds.
    """
    told = [
        row.took_ms / MS_PER_MINUTE
        for row in done
        if row.kind == "redo" and row.answers == 1 and row.took_ms and row.took_ms % MS_PER_MINUTE == 0
    ]
    return median(told) if len(told) >= OWN_RATE_AFTER else REDO_MINUTES


def median(values: Sequence[float]) -> float:
    """Return the middle of some numbers, of which there is at least one."""
    # the standard library's statistics module takes longer to import than the plan to draw
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

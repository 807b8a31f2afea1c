"""A finished study in, the figures of the table out; and the table as text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import mean, mode

from studying import SUNDAY, WEDNESDAY, Circumstances, Policy, Study

HORIZONS = (56, 35, 28, 14)
MISSED = 0.15
RECALL, DECILE = 0.97, 0.93  # what is promised with as many days missed at random
CALENDARS = {"no day of rest": (), "rest on Wednesdays": (WEDNESDAY,), "rest on the eve": (SUNDAY,)}


@dataclass(frozen=True)
class Outcome:
    """What a study came to.

    `recall` is the mean over all cards seen on the day of the interview. `decile` is the recall that nine
    cards in ten reach, `tail` the mean of the tenth below it. `window` and `quota` are those of the final
    pass on the morning when it began; `above_quota` is the most that a day of it asked, as a multiple of the
    quota on its own morning, which grows when days are missed.
    """

    cards: int
    recall: float
    decile: float
    tail: float
    reviews: int
    by_day: Counter[date]
    window: tuple[date, ...] = ()
    quota: int = 0
    above_quota: float = 0.0

    @property
    def keeps_its_promise(self) -> bool:
        return self.recall >= RECALL and self.decile >= DECILE

    @property
    def worst_day(self) -> date:
        return max(self.by_day, key=lambda day: self.by_day[day])

    @property
    def most_in_a_day(self) -> int:
        return self.by_day[self.worst_day]

    @property
    def window_peak(self) -> int:
        """The most reviews in a day of the window, those of failures included."""
        return max((self.by_day[day] for day in self.window), default=0)


def horizon(days: int, missed: float = 0.0, rest: tuple[int, ...] = (), seed: int = 1) -> Circumstances:
    """Return the circumstances of an interview in so many days.

    Study begins on the first of them, and brings the cards that the plan's pace allows until two weeks before
    the interview. In 14 days it would bring none: there the date is set after six weeks of study without one.
    """
    return Circumstances(days, days if days > 14 else 56, missed, rest, seed)


@cache
def studied(policy: Policy, circumstances: Circumstances) -> Study:
    """Live through a study, once for all tests."""
    return Study(policy, circumstances).live()


@cache
def outcome_of(policy: Policy, circumstances: Circumstances) -> Outcome:
    """Sum a study up on the day of its interview."""
    study = studied(policy, circumstances)
    day = circumstances.interview
    recalls = sorted(study.learner.recall(number, day) for number in range(len(study.memories)))
    by_day = Counter(day for days in study.reviewed for day in days)
    tenth = len(recalls) // 10
    begun = [final for morning, final in study.passes.items() if morning >= final.window[0]]
    return Outcome(
        cards=len(recalls),
        recall=mean(recalls),
        decile=recalls[tenth],
        tail=mean(recalls[:tenth]),
        reviews=by_day.total(),
        by_day=by_day,
        window=begun[0].window if begun else (),
        quota=begun[0].quota if begun else 0,
        above_quota=max(
            (
                by_day[day] / final.quota
                for day, final in study.passes.items()
                if begun and day in begun[0].window
            ),
            default=0.0,
        ),
    )


def table(seeds: Sequence[int] = range(1, 9)) -> Iterator[str]:
    """Yield the lines of the table: every policy, horizon and attendance.

    Where days are missed at random, each figure is the mean over the seeds' calendars.
    """
    yield "Recall on the day: the mean, what nine cards in ten reach, and the mean of the tenth below."
    yield f"With days missed, the figures are means over {len(seeds)} random calendars."
    yield ""
    yield f"{'days':>4} {'missed':>6} {'cards':>5}  {'policy':<27}" + "".join(
        f"{name:>{width}}" for name, width in (("mean", 6), ("9 in 10", 8), ("tail", 6), ("reviews", 8),
                                               ("worst day", 15), ("peak/quota", 11))
    )  # fmt: skip
    for days in HORIZONS:
        for missed in (0.0, MISSED):
            for policy in Policy:
                yield _row(days, missed, policy, seeds if missed else seeds[:1])
            yield ""


def promises(seeds: Sequence[int] = range(1, 21)) -> Iterator[str]:
    """Yield the lines that say how many single calendars keep the promise, and the means over them."""
    yield f"The final pass with {MISSED:.0%} of days missed, over {len(seeds)} random calendars each:"
    yield f"the means, and how many single ones keep the promise (mean {RECALL}, nine in ten {DECILE})."
    yield ""
    yield f"{'days':>4}  {'calendar':<19}{'mean':>6}{'9 in 10':>8}{'worst':>14}{'keep it':>10}"
    for days in HORIZONS:
        for name, rest in CALENDARS.items():
            found = [outcome_of(Policy.FINAL, horizon(days, MISSED, rest, seed)) for seed in seeds]
            yield (
                f"{days:>4}  {name:<19}{mean(one.recall for one in found):>6.3f}"
                f"{mean(one.decile for one in found):>8.3f}"
                f"{min(one.recall for one in found):>8.3f}/{min(one.decile for one in found):.3f}"
                f"{sum(one.keeps_its_promise for one in found):>4} of {len(found)}"
            )


def _row(days: int, missed: float, policy: Policy, seeds: Sequence[int]) -> str:
    lives = [horizon(days, missed, seed=seed) for seed in seeds]
    found = [outcome_of(policy, life) for life in lives]
    before = mode((life.interview - one.worst_day).days for life, one in zip(lives, found, strict=True))
    peak, quota = mean(one.window_peak for one in found), mean(one.quota for one in found)
    return (
        f"{days:>4} {missed:>6.0%} {mean(one.cards for one in found):>5.0f}  {policy:<27}"
        f"{mean(one.recall for one in found):>6.3f}{mean(one.decile for one in found):>8.3f}"
        f"{mean(one.tail for one in found):>6.3f}{mean(one.reviews for one in found):>8,.0f}"
        f"{mean(one.most_in_a_day for one in found):>5.0f}, day −{before:<2}"
        + (f"{peak:>5.0f}/{quota:.0f}" if quota else "")
    ).rstrip()

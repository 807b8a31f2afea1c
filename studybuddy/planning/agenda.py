"""An enrolment, the questions due and the work done flow in; what to do today, in minutes, flows out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.focus import wanted_today
from studybuddy.planning.nearing import ROUND_OF_WORK, a_problem_each, is_eve, minutes_to_fill, rounds_first
from studybuddy.planning.next_action import Again
from studybuddy.planning.progress import Done, minutes_done, tracked_name
from studybuddy.planning.rounds import round_of
from studybuddy.planning.tracking import mock_command
from studybuddy.planning.work import MINUTES, REDO_MINUTES, Work, work_of

SHORTEST_TRACKED = 10  # minutes; less practice elsewhere than this is not worth the way there
QUIZ_MINUTES = 5.0
QUIZ_QUESTIONS = 10  # of a quiz that nothing else is said of


class NextUp(NamedTuple):
    """The piece of content that is next in its kind of work; of mocks, the round that needs one most."""

    question_id: str
    topic: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do today: how many pieces, in how many minutes, and the command that starts it.

    `work` is what it counts as; of an item of reviews, `new` of the `count` questions are new ones.
    """

    name: str
    what: str
    count: int
    minutes: float
    command: str
    work: Work = Work.REVIEWS
    new: int = 0


class Agenda(NamedTuple):
    """Today: the minutes that the day has, those already done, and what fits into the rest."""

    minutes_of_day: int
    minutes_done: float
    items: tuple[Item, ...]

    @property
    def minutes(self) -> float:
        """The minutes of all items."""
        return sum((item.minutes for item in self.items), start=0.0)


_NAMES: Mapping[Work, str] = MappingProxyType(
    {
        Work.KATAS: "kata",
        Work.DERIVATIONS: "derive",
        Work.DESIGN_CASES: "design",
        Work.APPLIED_CASES: "applied",
        Work.REHEARSALS: "rehearse",
        Work.STORIES: "story",
        Work.MOCKS: "mock",
    },
)
_KINDS: Mapping[Work, str] = MappingProxyType(
    {
        Work.DERIVATIONS: "derivation",
        Work.DESIGN_CASES: "design",
        Work.APPLIED_CASES: "design",
        Work.REHEARSALS: "star",
    },
)

# The plan costs the repeats of these; a case or a prompt is taken up again when the week wants one.
_REPEATED = frozenset({Work.KATAS, Work.DERIVATIONS})

# After the reviews the longest first: a case fits few days, a kata fits into what is left of any.
_ORDER = (
    Work.MOCKS,
    Work.DESIGN_CASES,
    Work.STORIES,
    Work.APPLIED_CASES,
    Work.TRACKED,
    Work.KATAS,
    Work.DERIVATIONS,
    Work.REHEARSALS,
)
_LONG = (Work.MOCKS, Work.DESIGN_CASES, Work.STORIES)  # what takes most of a short day

_Offer = Callable[[float], Item | None]  # a thing to do, cut to the minutes that are left


def build_agenda(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    *,
    due: Mapping[Work, int],
    available: Mapping[Work, int],
    next_up: Mapping[Work, NextUp] | None = None,
    rates: Mapping[Work, float] = MINUTES,
    quiz: str = "",
    again: Again | None = None,
    minutes: float | None = None,
    new: int | None = None,
    window: Sequence[date] = (),
    redo_minutes: float = REDO_MINUTES,
) -> Agenda:
    """Plan today: reviews due and new cards, then what the week still wants, cut to the day's minutes.

    `due` counts the questions that today asks for by work: cards under `Work.REVIEWS`, katas and
    derivations that come back under theirs, problems to redo under `Work.TRACKED`; the rest of it is not
    looked at. `again` is a piece to do once more, `quiz` a topic, to fill what is left with; `minutes` what
    to fill in place of what is left of the day, `new` the most new cards that it may still bring, where that
    is less than the week wants. `window` are the days of the final pass: in it no work keeps a place before
    the reviews. Work of the rounds of a near interview comes before other work; the day before one has only
    what is due. On a day of rest and on the day of the interview there is nothing to do; outside the plan
    only what is due.
    """
    capacity = enrolment.minutes_on(today)
    spent = minutes_done([row for row in done if row.study_day == today], rates)
    eve = is_eve(enrolment, today)
    first = rounds_first(enrolment, today)
    wanted = {} if eve else dict(wanted_today(enrolment, today, done, available))
    if not eve:
        for name, least in a_problem_each(first, enrolment, today, done, available, redo_minutes).items():
            wanted[name] = max(least, wanted.get(name, 0))
    if new is not None:
        wanted[Work.NEW_CARDS] = min(new, wanted.get(Work.NEW_CARDS, 0))
    left = max(0.0, minutes_to_fill(enrolment, today) - spent) if minutes is None else minutes
    week = enrolment.week_on(today)
    keeps_places = minutes is None and not (window and today >= window[0])
    items = fill(
        left,
        wanted,
        due,
        next_up=next_up,
        rates=rates,
        tracked=week.tracked if week else (),
        quiz="" if eve else quiz,
        again=None if eve else again,
        reserved=_reserved(enrolment, today, wanted, due, left, rates, first) if keeps_places else 0.0,
        first=first,
        redo_minutes=redo_minutes,
    )
    return Agenda(capacity, spent, items)


def fill(
    minutes: float,
    wanted: Mapping[str, int],
    due: Mapping[Work, int],
    *,
    next_up: Mapping[Work, NextUp] | None = None,
    rates: Mapping[Work, float] = MINUTES,
    tracked: Iterable[str] = (),
    quiz: str = "",
    again: Again | None = None,
    reserved: float = 0.0,
    first: Collection[str] = (),
    redo_minutes: float = REDO_MINUTES,
) -> tuple[Item, ...]:
    """Fill some minutes with what is due and wanted, by rank; what does not fit is left out.

    Reviews, which come first, leave the `reserved` minutes alone. Then comes the work of the rounds `first`.
    """
    left = minutes
    items: list[Item] = []
    review = partial(_review, due.get(Work.REVIEWS, 0), wanted.get(Work.NEW_CARDS, 0), rates)
    offers = [*_offers(wanted, due, next_up or {}, rates, tracked, redo_minutes)]
    offers.sort(key=lambda one: one[0] not in first)
    once_more = partial(_again, again, rates, redo_minutes, items)
    ranked: list[_Offer] = [review, *(offer for _, offer in offers), once_more, partial(_quiz, quiz)]
    for number, offer in enumerate(ranked):
        item = offer(left if number else left - reserved)
        if item is not None:
            items.append(item)
            left -= item.minutes
    return tuple(items)


def _reserved(
    enrolment: Enrolment,
    today: date,
    wanted: Mapping[str, int],
    due: Mapping[Work, int],
    left: float,
    rates: Mapping[Work, float],
    first: Collection[str],
) -> float:
    """Keep minutes for a mock, a case or a story on one of the longest days left of the week.

    After the reviews of a short day there would never be room for most of an hour in one piece. A backlog
    comes first all the same, and so does the work of the rounds `first`: of other cases there is no hurry.
    """
    week = enrolment.week_on(today)
    if week is None or due.get(Work.REVIEWS, 0) * rates[Work.REVIEWS] > left:
        return 0.0
    to_come = (day for day in enrolment.study_days(week.number) if day > today)
    if any(enrolment.minutes_on(day) > enrolment.minutes_on(today) for day in to_come):
        return 0.0
    long = [work for work in _LONG if not first or work is Work.MOCKS or ROUND_OF_WORK[work] in first]
    return max((rates[work] for work in long if wanted.get(work) and rates[work] <= left), default=0.0)


def _offers(
    wanted: Mapping[str, int],
    due: Mapping[Work, int],
    next_up: Mapping[Work, NextUp],
    rates: Mapping[Work, float],
    tracked: Iterable[str],
    redo_minutes: float,
) -> Iterator[tuple[str, _Offer]]:
    """Give each thing to do after the reviews, with its round, by rank."""
    redo = next_up.get(Work.TRACKED)
    yield (
        round_of("redo", "", redo.topic if redo else ""),
        partial(_redo, due.get(Work.TRACKED, 0), redo, redo_minutes),
    )
    for work in _ORDER:
        if work is Work.TRACKED:
            for name in tracked:
                yield name, partial(_practice, name, wanted.get(tracked_name(name), 0))
        else:
            count = wanted.get(work, 0) + (due.get(work, 0) if work in _REPEATED else 0)
            up = next_up.get(work)
            about = ROUND_OF_WORK.get(work) or (up.question_id if up else "")  # a mock's is in its place
            yield about, partial(_work, work, count, up, rates[work])


def _review(due: int, new: int, rates: Mapping[Work, float], left: float) -> Item | None:
    """Offer the due cards that fit, then the new ones that still fit."""
    fitting = min(due, int(left / rates[Work.REVIEWS]))
    minutes = fitting * rates[Work.REVIEWS]
    fitting_new = min(new, int((left - minutes) / rates[Work.NEW_CARDS])) if fitting == due else 0
    if not fitting + fitting_new:
        return None
    parts = [f"{fitting} of {due} due" if fitting < due else f"{due} due"] if due else []
    parts += [f"{fitting_new} new"] if fitting_new else []
    command = "studybuddy review" + (f" --minutes {int(left)}" if fitting < due else "")
    minutes += fitting_new * rates[Work.NEW_CARDS]
    what = " + ".join(parts)
    return Item("review", what, fitting + fitting_new, minutes, command, Work.REVIEWS, fitting_new)


def _work(work: Work, wanted: int, next_up: NextUp | None, rate: float, left: float) -> Item | None:
    """Offer as many pieces as fit, the next one by its name."""
    count = min(wanted, int(left / rate))
    if not count:
        return None
    what = next_up.question_id if next_up else str(count)
    if next_up and count > 1:
        what += f" and {count - 1} more"
    return Item(_NAMES[work], what, count, count * rate, _command(work, count, next_up), work)


def _redo(due: int, next_up: NextUp | None, minutes: float, left: float) -> Item | None:
    """Offer the problems that are due again, as many as fit."""
    count = min(due, int(left / minutes))
    if not count or next_up is None:
        return None
    what = next_up.question_id + (f" and {count - 1} more" if count > 1 else "")
    command = f"studybuddy review {next_up.question_id}"
    return Item("redo", what, count, count * minutes, command, Work.TRACKED)


def _again(
    again: Again | None,
    rates: Mapping[Work, float],
    redo_minutes: float,
    items: Sequence[Item],
    left: float,
) -> Item | None:
    """Offer a piece once more, unless there is other work of its kind today."""
    if again is None:
        return None
    work = work_of(again.kind, again.domain, first=False)
    minutes = redo_minutes if work is Work.TRACKED else rates[work]
    if minutes > left or any(item.work is work for item in items):
        return None
    command = f"studybuddy {'kata' if work is Work.KATAS else 'review'} {again.question_id}"
    return Item("again", f"{again.question_id}, {again.days} days ago", 1, minutes, command, work)


def _quiz(topic: str, left: float) -> Item | None:
    """Offer checked questions of a weak topic, when time is left for them."""
    if not topic or left < QUIZ_MINUTES:
        return None
    command = f"studybuddy quiz --topic {topic}"
    return Item("quiz", topic, QUIZ_QUESTIONS, QUIZ_MINUTES, command, Work.REVIEWS)


def _practice(name: str, wanted: int, left: float) -> Item | None:
    """Offer practice done elsewhere, in whole minutes."""
    minutes = min(wanted, int(left))
    if minutes < SHORTEST_TRACKED:
        return None
    command = f"studybuddy track {name} --minutes {minutes}"
    return Item("practice", name, minutes, minutes, command, Work.TRACKED)


def _command(work: Work, count: int, next_up: NextUp | None) -> str:
    if work is Work.KATAS:
        return "studybuddy kata" + (f" {next_up.question_id}" if next_up else "")
    if work is Work.MOCKS:
        return mock_command(next_up.question_id if next_up else "ROUND")
    if work is Work.STORIES:
        return f"studybuddy track story --minutes {MINUTES[work]:.0f}"
    if next_up:
        return f"studybuddy review {next_up.question_id}"
    by_topic = " --topic case-method" if work is Work.APPLIED_CASES else ""
    return f"studybuddy review --kind {_KINDS[work]}{by_topic} --limit {count}"

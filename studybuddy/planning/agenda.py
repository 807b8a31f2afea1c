"""An enrolment, the questions due and the work done flow in; what to do today, in minutes, flows out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.filling import ANY_DAY, Ranking, Weighed, take
from studybuddy.planning.focus import wanted_today
from studybuddy.planning.nearing import (
    ROUND_OF_WORK,
    a_problem_each,
    is_eve,
    minutes_to_fill,
    practice_left,
    rounds_first,
)
from studybuddy.planning.next_action import Again
from studybuddy.planning.offers import LONG, Offer, offers
from studybuddy.planning.progress import Done, minutes_done
from studybuddy.planning.supply import Demand, Supply
from studybuddy.planning.work import Work, work_of

QUIZ_MINUTES = 5.0
QUIZ_QUESTIONS = 10  # of a quiz that nothing else is said of


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do today: how many pieces, in how many minutes, and the command that starts it.

    `work` is what it counts as, and `round` what it is practice for; of an item of reviews, `new` of the
    `count` questions are new ones. The pieces of what is `in_line` are asked by the session.
    """

    name: str
    what: str
    count: int
    minutes: float
    command: str
    work: Work = Work.REVIEWS
    new: int = 0
    in_line: bool = False
    round: str = ""


class Filled(NamedTuple):
    """What fits into some minutes, and all that was weighed for them beside the reviews."""

    items: tuple[Item, ...]
    weighed: tuple[Weighed, ...]


class Agenda(NamedTuple):
    """Today: the minutes that the day has, those already done, and what fits into the rest.

    `minutes_to_fill` is what there was to fill, and `weighed` all that there was to choose from beside the
    reviews, also what did not fit.
    """

    minutes_of_day: int
    minutes_done: float
    items: tuple[Item, ...]
    minutes_to_fill: float = 0.0
    weighed: tuple[Weighed, ...] = ()

    @property
    def minutes(self) -> float:
        """The minutes of all items."""
        return _minutes_of(self.items)


def build_agenda(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    supply: Supply,
    *,
    minutes: float | None = None,
    new: int | None = None,
    window: Sequence[date] = (),
    session_alone: bool = False,
) -> Agenda:
    """Plan today: reviews due and new cards, then what the week still wants, cut to the day's minutes.

    `minutes` are what to fill in place of what is left of the day, for a `session_alone` with only what it
    asks; `new` the most new cards that it may still bring, where that is less than the week wants. `window`
    are the days of the final pass: in it no work keeps a place before what is due. Work of the rounds of a
    near interview comes before other work; the day before one has only what is due. On a day of rest and on
    the day of the interview there is nothing to do; outside the plan only what is due.
    """
    spent = minutes_done([row for row in done if row.study_day == today], supply.rates)
    left = max(0.0, minutes_to_fill(enrolment, today) - spent) if minutes is None else minutes
    first = rounds_first(enrolment, today)
    if is_eve(enrolment, today):
        demand, supply = Demand(), supply._replace(quiz="", again=None)
    else:
        demand = _demand(enrolment, today, done, supply, first)
    if new is not None:
        wanted_new = min(new, demand.wanted.get(Work.NEW_CARDS, 0))
        demand = demand._replace(wanted={**demand.wanted, Work.NEW_CARDS: wanted_new})
    ranking = Ranking(
        first,
        supply.gains,
        long_day=_is_one_of_the_longest_left(enrolment, today),
        in_pass=bool(window) and today >= window[0],
    )
    # on a first day a mock would be of nothing
    in_midst = enrolment.week_on(today) is not None and today > enrolment.start
    keeps_places = in_midst and minutes is None and ranking.long_day and not ranking.in_pass
    reserved = _reserved(demand.wanted, supply, left, first) if keeps_places else 0.0
    found = fill(left, demand, supply, ranking=ranking, reserved=reserved, session_alone=session_alone)
    return Agenda(enrolment.minutes_on(today), spent, found.items, left, found.weighed)


def fill(
    minutes: float,
    demand: Demand,
    supply: Supply,
    *,
    ranking: Ranking = ANY_DAY,
    reserved: float = 0.0,
    session_alone: bool = False,
) -> Filled:
    """Fill some minutes with what is due and wanted, by rank; what does not fit is left out.

    Reviews, which come first, leave the `reserved` minutes alone, but for what the rest does not take. In the
    pass of an interview with rounds of its own, new cards of other rounds take no more than that.
    For a `session_alone` only what it asks has a place. What is left over goes to a piece done again, unless
    there is other work of its kind, and to a quiz.
    """
    due, new = supply.due.get(Work.REVIEWS, 0), demand.wanted.get(Work.NEW_CARDS, 0)
    review = partial(_review, due, new, supply.rates)
    ahead = min(new, supply.new_ahead)
    first = partial(_review, due, ahead, supply.rates) if ranking.in_pass and ranking.first else review
    found = (one for one in offers(demand, supply) if one.in_line or not session_alone)
    left = minutes - _minutes_of(first(minutes - reserved))
    weighed = take(found, left, ranking, supply.redo_minutes)
    practice = _items(weighed)
    items = [*review(minutes - _minutes_of(practice)), *practice]
    once_more = None if supply.again is None else _again(supply.again, supply)
    if once_more is not None and all(item.work is not once_more.work for item in items):
        items += _fitting(once_more, minutes - _minutes_of(items))
    if supply.quiz:
        command = f"studybuddy quiz --topic {supply.quiz}"
        item = Item("quiz", supply.quiz, QUIZ_QUESTIONS, QUIZ_MINUTES, command)
        items += _fitting(item, minutes - _minutes_of(items))
    return Filled(tuple(items), weighed)


def _items(weighed: Iterable[Weighed]) -> list[Item]:
    """Make the pieces due and those wanted of one kind and round that are taken one item."""
    counts: dict[tuple[str, str], int] = {}
    offered: dict[tuple[str, str], Offer] = {}
    for one in weighed:
        if one.taken:
            key = one.offer.name, one.offer.round
            counts[key] = counts.get(key, 0) + one.taken
            offered.setdefault(key, one.offer)
    return [_item(offer, counts[key]) for key, offer in offered.items()]


def _item(offer: Offer, count: int) -> Item:
    command = f"{offer.command} {count}" if offer.counted else offer.command
    minutes = count * offer.minutes
    what, about = offer.what(count), offer.round
    return Item(offer.name, what, count, minutes, command, offer.work, in_line=offer.in_line, round=about)


def _review(due: int, new: int, rates: Mapping[Work, float], left: float) -> list[Item]:
    """Offer the due cards that fit, then the new ones that still fit."""
    fitting = min(due, int(left / rates[Work.REVIEWS]))
    minutes = fitting * rates[Work.REVIEWS]
    fitting_new = min(new, int((left - minutes) / rates[Work.NEW_CARDS])) if fitting == due else 0
    if not fitting + fitting_new:
        return []
    parts = [f"{fitting} of {due} due" if fitting < due else f"{due} due"] if due else []
    parts += [f"{fitting_new} new"] if fitting_new else []
    command = "studybuddy review" + (f" --minutes {int(left)}" if fitting < due else "")
    minutes += fitting_new * rates[Work.NEW_CARDS]
    what = " + ".join(parts)
    return [Item("review", what, fitting + fitting_new, minutes, command, Work.REVIEWS, fitting_new)]


def _again(again: Again, supply: Supply) -> Item:
    """Offer a piece once more."""
    work = work_of(again.kind, again.domain, first=False)
    minutes = supply.redo_minutes if work is Work.TRACKED else supply.rates[work]
    command = f"studybuddy {'kata' if work is Work.KATAS else 'review'} {again.question_id}"
    return Item("again", f"{again.question_id}, {again.days} days ago", 1, minutes, command, work)


def _fitting(item: Item, left: float) -> list[Item]:
    return [item] if item.minutes <= left else []


def _minutes_of(items: Iterable[Item]) -> float:
    return sum((item.minutes for item in items), start=0.0)


def _demand(
    enrolment: Enrolment, today: date, done: Sequence[Done], supply: Supply, first: Collection[str]
) -> Demand:
    """Say what today wants of each target: of practice for the rounds `first` whole problems at least."""
    left = practice_left(enrolment, today, done, supply.available)
    problems = a_problem_each(first, left, today, done, supply.redo_minutes)
    wanted = wanted_today(enrolment, today, done, supply.available)
    whole = {name: max(least, wanted.get(name, 0)) for name, least in problems.items()}
    return Demand({**wanted, **whole}, left, problems)


def _is_one_of_the_longest_left(enrolment: Enrolment, today: date) -> bool:
    """Tell whether no longer day of study is to come in today's week; an interview's eve has no such work."""
    week = enrolment.week_on(today)
    if week is None:
        return True
    days = enrolment.study_days(week.number)
    to_come = (day for day in days if day > today and not is_eve(enrolment, day))
    return all(enrolment.minutes_on(day) <= enrolment.minutes_on(today) for day in to_come)


def _reserved(wanted: Mapping[str, int], supply: Supply, left: float, first: Collection[str]) -> float:
    """Keep minutes for a mock, a case or a story.

    After the reviews of a short day there would never be room for most of an hour in one piece. A backlog
    comes first all the same, and so does the work of the rounds `first`: of other cases there is no hurry.
    """
    rates = supply.rates
    if supply.due.get(Work.REVIEWS, 0) * rates[Work.REVIEWS] > left:
        return 0.0
    long = [work for work in LONG if not first or work is Work.MOCKS or ROUND_OF_WORK[work] in first]
    return max((rates[work] for work in long if wanted.get(work) and rates[work] <= left), default=0.0)

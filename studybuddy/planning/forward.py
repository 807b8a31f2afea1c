"""A session's agenda and the days to come flow in; the agenda filled with their work flows out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from studybuddy.planning.agenda import Item, fill
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.filling import Ranking
from studybuddy.planning.focus import new_cards_until, wanted_today
from studybuddy.planning.nearing import is_eve, rounds_first
from studybuddy.planning.offers import REPEATED
from studybuddy.planning.progress import Done
from studybuddy.planning.supply import Demand, NextUp, Supply
from studybuddy.planning.work import QUESTION_OF, Work


def drawn_forward(
    items: Sequence[Item],
    minutes: float,
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    supply: Supply,
    *,
    new: bool,
    window: Sequence[date] = (),
) -> tuple[Item, ...]:
    """Fill what `items` leave of a session's minutes with what the next days of study want, day by day.

    The day's part of the week is the least that a session brings: who gives it more minutes is brought more.
    `new` says whether it may bring more new cards; two weeks before an interview about everything it brings
    none all the same. The day before an interview and that of one stay light.
    """
    if is_eve(enrolment, today) or any(event.day == today for event in enrolment.all_events()):
        return tuple(items)
    may_be_new = new and today < new_cards_until(enrolment, today, window)
    works = [work for work in QUESTION_OF if may_be_new or work is not Work.NEW_CARDS]
    shortest = min(supply.rates[work] for work in works)
    ranking = Ranking(rounds_first(enrolment, today), supply.gains)
    found, lived = [*items], [*done, *_as_done(items, today, supply.due)]
    for day in _days_of_study(enrolment, today):
        left = minutes - sum(item.minutes for item in found)
        if left < shortest:
            break
        rest = supply._replace(due={}, next_up=_without(supply.next_up, found), quiz="", again=None)
        wanted = wanted_today(enrolment, day, lived, supply.available, window)
        demand = Demand({work: _least(work, wanted, rest) for work in works})
        more = fill(left, demand, rest, ranking=ranking, session_alone=True).items
        found += more
        lived += _as_done(more, day, {})
    return tuple(found)


def _days_of_study(enrolment: Enrolment, today: date) -> Iterator[date]:
    """Give the days after today that the plan has minutes on."""
    days = (today + timedelta(days=offset) for offset in range(1, (enrolment.end - today).days))
    return (day for day in days if enrolment.minutes_on(day))


def _least(work: Work, wanted: Mapping[str, int], rest: Supply) -> int:
    """Say how many pieces a day wants of those that there are."""
    count = wanted.get(work, 0)
    return count if work is Work.NEW_CARDS else min(count, len(rest.next_up.get(work, ())))


def _without(
    next_up: Mapping[Work, Sequence[NextUp]], items: Iterable[Item]
) -> Mapping[Work, Sequence[NextUp]]:
    """Leave out of each line the pieces that are taken: the first ones of their round."""
    taken = Counter[tuple[Work, str]]()
    for item in items:
        taken[item.work, item.round] += item.count
    left: dict[Work, list[NextUp]] = {}
    for work, line in next_up.items():
        for one in line:
            if taken[work, one.round]:
                taken[work, one.round] -= 1
            else:
                left.setdefault(work, []).append(one)
    return left


def _as_done(items: Iterable[Item], day: date, due: Mapping[Work, int]) -> list[Done]:
    """Give what is new of items as the work that it will be, so that no other day wants it too."""
    counts = Counter[Work]()
    for item in items:
        counts[item.work] += item.count
        counts[Work.NEW_CARDS] += item.new
    for work in REPEATED:
        counts[work] -= min(counts[work], due.get(work, 0))
    return [
        Done(day, *QUESTION_OF[work], "", "", True, 0, counts[work]) for work in QUESTION_OF if counts[work]
    ]

"""A plan's week and the new questions flow in; how many to start today, and which, flow out."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, zip_longest
from math import ceil

from studybuddy.model import Candidate
from studybuddy.planning.assessment import NOTHING_ASSESSED, Assessed
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.progress import Done, count_done
from studybuddy.planning.targets import week_targets
from studybuddy.planning.work import Work
from studybuddy.scheduling.pass_window import new_cards_stop
from studybuddy.syllabus import TIERS

FOCUS_PERCENT = 60
EVERY_PERCENT = 100  # while an interview about some rounds is near
ASKED_DECK = "asked"  # the cards of questions that interviews asked
NEW_WHEN_LATE = 15  # new cards a day, for who joined a plan in its middle


def quota_today(planned: int, done_before_today: int, done_today: int, today: int, left: int) -> int:
    """Say how much of what a week still wants is left to do today, rounded up.

    Today takes `today` of the `left` parts (days, or minutes) that remain of the week, itself included.
    """
    wanted = max(0, planned - done_before_today)
    return max(0, -(-wanted * today // left) - done_today) if left else 0


def new_cards_until(enrolment: Enrolment, today: date, window: Sequence[date] = ()) -> date:
    """Return the first day without any new cards, two weeks before the next interview about everything.

    `window` are the days of the final pass before the nearest interview, if it is known: new cards stop
    before it too. An interview with rounds of its own stops at most theirs, see `rounds_without_new`.
    """
    return min((stop for stop, rounds in _stops(enrolment, today, window) if not rounds), default=date.max)


def rounds_without_new(enrolment: Enrolment, today: date, window: Sequence[date] = ()) -> frozenset[str]:
    """Name the rounds that bring no new cards today, since the last interview about them is near.

    What a later interview asks too goes on up to the near one: of the new cards that come anyway, none are
    of more use before it than those of its rounds.
    """
    stops = list(_stops(enrolment, today, window))
    near = chain.from_iterable(rounds for stop, rounds in stops if stop <= today)
    later = [rounds for stop, rounds in stops if stop > today]
    return frozenset(one for one in near if not any(not rounds or one in rounds for rounds in later))


def _stops(
    enrolment: Enrolment, today: date, window: Sequence[date]
) -> Iterator[tuple[date, tuple[str, ...]]]:
    nearest = enrolment.next_event(today)
    for event in enrolment.all_events():
        if event.day >= today and not event.debriefed:
            days = window if event == nearest else ()
            yield new_cards_stop(event.day, days, enrolment.begun), event.rounds


def wanted_today(
    enrolment: Enrolment,
    today: date,
    done: Sequence[Done],
    available: Mapping[Work, int],
    window: Sequence[date] = (),
) -> Mapping[str, int]:
    """Say how much of each target is left to do today, by its name; nothing on a day without minutes.

    New cards are spread evenly over the days before they stop (see `new_cards_until`), so that they come
    back evenly; other work by the minutes that the days have. Who joined a plan so late that its
    week wants none is brought a usual day's of those that its first weeks would have.
    """
    week, minutes_on = enrolment.week_on(today), enrolment.minutes_on
    if week is None or not minutes_on(today):
        return {}
    days = [day for day in enrolment.study_days(week.number) if day >= today]
    by_minutes = minutes_on(today), sum(minutes_on(day) for day in days)
    stop = new_cards_until(enrolment, today, window)
    for_new = sum(day < stop for day in days)
    done_today = count_done([row for row in done if row.study_day == today])
    wanted = {}
    for target in week_targets(enrolment, week.number, done, available):
        now = done_today.get(target.name, 0)
        share = (1, for_new) if target.name == Work.NEW_CARDS else by_minutes
        wanted[target.name] = quota_today(target.planned, target.done - now, now, *share)
    joined_late = enrolment.week_one < enrolment.start
    if joined_late and not week.targets.get(Work.NEW_CARDS) and today < stop:
        wanted[Work.NEW_CARDS] = max(0, NEW_WHEN_LATE - done_today.get(Work.NEW_CARDS, 0))
    return wanted


def new_cards_today(
    enrolment: Enrolment,
    done_this_week: Sequence[Done],
    today: date,
    available: Mapping[Work, int],
    window: Sequence[date] = (),
) -> int:
    """Say how many more new questions to start today: none outside the plan and on days of rest."""
    return wanted_today(enrolment, today, done_this_week, available, window).get(Work.NEW_CARDS, 0)


def choose_new(
    candidates: Sequence[Candidate],
    focus: Collection[str],
    limit: int,
    assessed: Assessed = NOTHING_ASSESSED,
    asked_for: Sequence[str] = (),
    percent: int = FOCUS_PERCENT,
) -> tuple[Candidate, ...]:
    """Choose new questions: what interviews asked, then `percent` of focus topics, the rest of others.

    Within each part core comes before standard before stretch, topics take turns, those `asked_for` by
    interviews first and in that order, then weak ones, and each topic keeps the order given; what an
    assessment found to be known comes last of all. When one part runs out the other fills up. The result
    goes focus first.
    """
    by_need = partial(_by_need, assessed=assessed, asked_for=asked_for)
    asked = [candidate for candidate in candidates if candidate.deck == ASKED_DECK][:limit]
    others = [candidate for candidate in candidates if candidate.deck != ASKED_DECK]
    inside = by_need([candidate for candidate in others if candidate.topic in focus])
    outside = by_need([candidate for candidate in others if candidate.topic not in focus])
    left = limit - len(asked)
    share = ceil(left * percent / 100)
    from_inside = min(len(inside), max(share, left - len(outside)))
    return (*asked, *inside[:from_inside], *outside[: left - from_inside])


def _by_need(
    candidates: Sequence[Candidate], assessed: Assessed, asked_for: Sequence[str]
) -> list[Candidate]:
    rank = {topic: place for place, topic in enumerate(asked_for)}
    ranked = sorted(candidates, key=lambda one: (rank.get(one.topic, len(rank)), not assessed.early(one)))
    soon = [one for one in ranked if not assessed.late(one)]
    return _by_turns(soon) + _by_turns([one for one in ranked if assessed.late(one)])


def _by_turns(candidates: Sequence[Candidate]) -> list[Candidate]:
    turns: list[Candidate] = []
    for tier in TIERS:
        topics: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            if candidate.tier == tier:
                topics[candidate.topic].append(candidate)
        rounds = chain.from_iterable(zip_longest(*topics.values()))
        turns += [candidate for candidate in rounds if candidate is not None]
    return turns

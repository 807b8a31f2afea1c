"""Today's work and what the learner asked for in; the session to run, and what waits for another day, out."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted
from studybuddy.model import Candidate
from studybuddy.scheduling.session import Session

OFFERS, NEVER, MOST_OFFERS = "assessment_offers", "never", 2  # a setting, and what it may hold
OFFER_DAYS = 7  # of a plan


class Daily(NamedTuple):
    """One session, what of today's work found no place in it, and the minutes that the session will take."""

    session: Session
    deferred: int
    oldest_deferred: date | None
    minutes: float = 0.0


def daily_session(today: Today, wanted: Wanted) -> Daily:
    """Compose the session: mixed, to fit the minutes, when there are minutes to fit; else all that is due."""
    repeats = today.unfinished(wanted)
    if wanted.limit is not None:  # they are questions too, and were asked first
        repeats = repeats[: wanted.limit]
        wanted = wanted._replace(limit=wanted.limit - len(repeats))
    if not is_mixed(today, wanted):
        queue = today.queue(wanted)
        minutes = minutes_of(today, (*queue.order, *repeats))
        session = Session.start(queue.order, repeats, ahead=today.ahead)
        return Daily(session, queue.deferred, queue.oldest_deferred, minutes)
    from studybuddy.commands.mixed import mix

    typed = wanted.minutes is not None
    minutes = today.minutes_left if wanted.minutes is None else wanted.minutes
    if repeats:  # they are asked too, and take their minutes
        minutes = max(0.0, minutes - minutes_of(today, repeats))
        wanted = wanted._replace(minutes=minutes)
    found = mix(today, wanted, minutes, typed=typed)
    days = [found.cards.oldest_deferred, *(one.due for one in found.waiting)]
    return Daily(
        Session.start(found.order, repeats, ahead=today.ahead),
        found.cards.deferred + len(found.waiting),
        min((day for day in days if day is not None), default=None),
        minutes_of(today, (*found.order, *repeats)),
    )


def minutes_of(today: Today, questions: Iterable[Candidate]) -> float:
    """Return the minutes that questions are expected to take, as every screen estimates them."""
    return sum(map(today.cost, questions), start=0.0)


def is_mixed(today: Today, wanted: Wanted) -> bool:
    """Whether a session is to fit minutes: those given, or those that the plan has for a day of study."""
    if wanted.deck or wanted.tag or wanted.topic or wanted.kind:
        return False
    if wanted.minutes is not None:
        return True
    enrolment = today.enrolment
    return enrolment is not None and enrolment.week_on(today.day) is not None and today.minutes_of_day > 0


def may_offer_assessment(today: Today) -> bool:
    """Whether a plan is in its first days, and the assessment was not offered twice nor declined for good.

    Later the answers themselves have told what is known.
    """
    offers, enrolment = today.setting(OFFERS) or "0", today.enrolment
    if enrolment is None or (today.day - enrolment.start).days >= OFFER_DAYS:
        return False
    return offers != NEVER and int(offers) < MOST_OFFERS


def remedies_today(today: Today, topic: str) -> tuple[Candidate, ...]:
    """Return the katas and derivations of a topic that can be asked today, due ones first."""
    from studybuddy.planning.daily import remedies

    lines = (one for line in today.lines.values() for one in line if one.card_id not in today.answered)
    return remedies(topic, lines)

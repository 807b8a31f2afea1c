"""Today's agenda with its reasons and a width flow in; lines that say why each thing is on it flow out."""

from collections.abc import Iterator
from datetime import date

from studybuddy.planning.enrolment import THE_INTERVIEW, InterviewEvent, called
from studybuddy.planning.filling import MOST_FOR_GAIN, NOT_ON_ITS_DAY, ON_ITS_DAY, Weighed
from studybuddy.planning.offers import LONG
from studybuddy.planning.view import Stage
from studybuddy.planning.why import Why, WhyToday
from studybuddy.planning.work import Work
from studybuddy.screens.laying import cut, one_line, wrapped
from studybuddy.screens.marks import count, day, decimal
from studybuddy.screens.readiness import ROUND_NAMES

_NOTHING = {
    Stage.REST: "a day of rest",
    Stage.PAUSED: "the plan is paused",
    Stage.INTERVIEW: "it is the day of an interview",
    Stage.OVER: "the plan is over",
    Stage.BEFORE: "the plan has not begun",
}
_INDENT = 4
_TOPICS_NAMED = 3
_COUNTS = (
    "reviews first, then what fills the minutes best: each counts 1, or 2 if something is due or a long piece"
    " has its long day, and up to .5 more for what it adds"
)
_ADDS = "adds: points of 100 that a good result brings the skill of its round, times the round's weight"


def draw_why(found: WhyToday, stage: Stage, width: int) -> Iterator[str]:
    """Say of each item of today what put it there, and of what comes next why it has no place."""
    agenda = found.agenda
    minutes = f"{agenda.minutes:.0f} of {agenda.minutes_to_fill:.0f} min" if agenda.items else "nothing to do"
    yield cut(f"TODAY {day(found.today)}  {minutes}", width)
    for said in _rules(found, stage):
        yield from _said(said, width)
    for number, why in enumerate(found.items, start=1):
        item = why.item
        yield cut(f"{number:3} {item.name} {one_line(item.what)}, {item.minutes:.0f} min", width)
        for reason in _reasons(why, found):
            yield from _said(reason, width)
    waiting = [] if stage in _NOTHING else [*_waiting(found)]
    if waiting:
        yield cut("NOT TODAY", width)
    for reason in waiting:
        yield from _said(reason, width)


def _said(text: str, width: int) -> Iterator[str]:
    for number, line in enumerate(wrapped(text, max(1, width - _INDENT - 2))):
        yield " " * (_INDENT + 2 * bool(number)) + line.plain


def _rules(found: WhyToday, stage: Stage) -> Iterator[str]:
    if stage in _NOTHING:
        yield f"{_NOTHING[stage]}: only what is due is asked"
    elif found.eve:
        yield "the day before an interview: only what is due, in half of the minutes"
    elif found.agenda.items:
        yield from (_COUNTS, _ADDS)
        if found.in_pass:
            yield "final pass: what is due comes before all that is not"


def _reasons(why: Why, found: WhyToday) -> Iterator[str]:
    item, weighed = why.item, why.weighed
    if item.name == "again":
        yield "of the weakest round: nothing of it is new, and this lies back longest"
    if item.name == "quiz":
        yield "the least known topic of the weakest round, for the minutes that are left"
    if item.work is Work.MOCKS:
        most = "the most of the rounds without a mock" if found.mock_lifts else "the weakest round"
        yield f"{_round(item.round)}: {_share(item.round, found)}, {most}"
    yield from _due(why, found.today)
    yield from _wanted(why, found)
    if weighed is None:
        return
    if found.near is not None and not weighed.place[0]:
        share = _share(item.round, found)
        yield f"{_round(item.round)} is {share} of {_named(found.near, found.today)}: first of all"
    yield _gain(why, weighed, found)
    if item.work in LONG and weighed.worth >= ON_ITS_DAY:
        yield "no longer day of this week is left: the place of long pieces"


def _due(why: Why, today: date) -> Iterator[str]:
    if not why.due:
        return
    said = f"{why.due} due" if why.item.count > 1 else "due"
    if 0 < why.overdue < why.due:
        said += f", {why.overdue} from before today"
    said += ", the oldest" if why.due > 1 and why.overdue else ""
    said += f" since {day(why.since, today)}" if why.since and why.overdue else " today"
    yield said + (f"; failed {_times(why.failed)}" if why.failed else "")


def _wanted(why: Why, found: WhyToday) -> Iterator[str]:
    target = why.target
    if not why.wanted or target is None:
        return
    unit = " min" if why.item.work is Work.TRACKED else ""
    part = f"{why.wanted} new: " if why.item.count != why.wanted or why.item.new else ""
    topics = found.focus[:_TOPICS_NAMED]
    first = f"; first of {', '.join(topics)}" if why.item.new and topics else ""
    yield f"{part}planned this week {target.planned}{unit}, done {target.done}{first}"


def _gain(why: Why, weighed: Weighed, found: WhyToday) -> str:
    counts = f"counts {decimal(weighed.worth)}" + (f", new {decimal(why.also.worth)}" if why.also else "")
    if found.ahead is not None and why.item.round not in {"", *found.weights}:
        return f"{_named(found.ahead, found.today)} does not ask it; {counts}"
    if not weighed.gain:
        return f"adds nothing to skill now; {counts}"
    adds = f"adds {100 * why.adds:.1f} to {_round(why.item.round)} (skill × {_share(why.item.round, found)})"
    return f"{adds}, {decimal(100 * weighed.gain)} a minute; {counts}"


def _waiting(found: WhyToday) -> Iterator[str]:
    if found.cards_over:
        yield f"{count(found.cards_over, 'due card')}: the minutes are used up"
    if found.cards_spread:
        yield f"{count(found.cards_spread, 'due card')}: after a break they come back over the next days"
    if found.no_new_from is not None:
        yield f"new cards: none since {day(found.no_new_from, found.today)}, the interview is near"
    elif found.new_wait and found.agenda.items:
        yield "new cards: they wait until fewer cards are overdue"
    elif found.closed and found.ahead is not None:
        rounds = " and ".join(map(_round, found.closed))
        yield f"new cards of {rounds}: none more, {_named(found.ahead, found.today)} is near"
    for one in found.left_out:
        yield f"{_offered(one, found)}: {_why_not(one, found)}"


def _offered(one: Weighed, found: WhyToday) -> str:
    offer, left = one.offer, one.offer.most - one.taken
    if offer.work is Work.TRACKED and not offer.is_due:
        return f"{offer.name} {offer.next_up}, {left} min planned"
    why = "due" if offer.is_due else "planned"
    if found.has_some_of(one):
        return f"{offer.name}, {left} more {why}"
    return f"{offer.name} {offer.what(left)}, {why}"


def _why_not(one: Weighed, found: WhyToday) -> str:
    takes = f"takes {one.offer.minutes * one.offer.fewest:.0f} min"
    counts = f"counts {decimal(one.worth)}"
    if one.offer.work in LONG and one.worth <= NOT_ON_ITS_DAY + MOST_FOR_GAIN:
        return f"{takes}, a longer day of the week is its place; {counts}"
    return f"{takes}, {found.minutes_over:.0f} were left; {counts}"


def _round(name: str) -> str:
    return ROUND_NAMES.get(name, name)


def _share(name: str, found: WhyToday) -> str:
    return f"{100 * found.weights.get(name, 0.0):.0f}%"


def _named(event: InterviewEvent, today: date) -> str:
    name = one_line(called(event.name))
    return name if event.name == THE_INTERVIEW else f"{name} on {day(event.day, today)}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")

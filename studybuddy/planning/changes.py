"""An enrolment and a wish flow in; the enrolment that the wish makes of it flows out.

Nothing here asks for confirmation or writes: each result becomes a new PLAN event, and undoing that event
brings the enrolment before it back.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from studybuddy.errors import UsageError
from studybuddy.planning.enrolment import DAY, THE_INTERVIEW, Enrolment, InterviewEvent, Pause, PlanFile
from studybuddy.planning.hints import near
from studybuddy.planning.plan import Plan
from studybuddy.planning.rounds import ROUNDS
from studybuddy.planning.sizes import plan_in_force
from studybuddy.planning.starting import start_from
from studybuddy.planning.weights import COMPANIES, LEVELS

STRONGEST_EMPHASIS = 3.0
TOLD_LATE = 14 * DAY  # an interview that was forgotten until it was over can still be told of


def moved(enrolment: Enrolment, interview: date, today: date) -> Enrolment:
    """Move the interview: earlier, and the plan goes on with a later week; later, and it keeps going.

    Weeks that were begun are not begun again: a plan under way keeps its first day, and moving there and
    back changes nothing. A plan still to begin is bound back from the new date. Pauses before its first day
    are dropped; events and everything else stay.

    Raises:
        UsageError: the new date is past, or before the plan begins.

    """
    first_day = enrolment.start if enrolment.start <= today else None
    bound = start_from(enrolment.plan, today, interview, first_day)
    pauses = (Pause(max(first, bound.start), last) for first, last in enrolment.pauses if last >= bound.start)
    return replace(
        enrolment, interview=interview, start=bound.start, week_one=bound.week_one, pauses=tuple(pauses)
    )


def paused(enrolment: Enrolment, first: date, last: date, today: date) -> Enrolment:
    """Add a pause; one that touches or overlaps others becomes one pause with them (see `pause_on`).

    The weeks go on after the pause. What no longer fits before the interview is cut at the end.

    Raises:
        UsageError: the pause ends before it begins, begins in the past, includes an interview, or is not
            within the plan.

    """
    if last < first:
        raise UsageError(f"the pause would end on {last}, before it begins on {first}", "give FROM, then TO")
    if first < today:
        raise UsageError(f"a pause cannot begin in the past, on {first}", f"today is {today}")
    for event in enrolment.all_events():
        if first <= event.day <= last:
            raise _includes(event, last)
    if last < enrolment.start or first >= enrolment.end:
        raise UsageError(
            f"the pause from {first} to {last} lies outside the plan",
            f"it runs from {enrolment.start} to {enrolment.end - DAY}",
        )
    joined, apart = Pause(max(first, enrolment.start), last), []
    for pause in enrolment.pauses:
        if pause.first <= joined.last + DAY and pause.last >= joined.first - DAY:
            joined = Pause(min(pause.first, joined.first), max(pause.last, joined.last))
        else:
            apart.append(pause)
    return replace(enrolment, pauses=tuple(sorted((*apart, joined))))


def _includes(event: InterviewEvent, last: date) -> UsageError:
    if event.name == THE_INTERVIEW:
        name, way = "the interview", "move the interview first: studybuddy plan move DATE"
    else:
        name, way = event.name, f'remove it first: studybuddy plan event remove "{event.name}"'
    return UsageError(
        f"a pause up to {last} would include {name} on {event.day}", f"end it earlier, or {way}"
    )


def with_event(enrolment: Enrolment, event: InterviewEvent, today: date) -> Enrolment:
    """Add a dated interview.

    Raises:
        UsageError: it has no name or one that is taken, lies more than two weeks back, or names a round
            without weight.

    """
    if not event.name.strip():
        raise UsageError("the interview needs a name", 'for instance "Acme screen"')
    taken = [THE_INTERVIEW, *(other.name for other in enrolment.events)]
    if event.name.casefold() in map(str.casefold, taken):
        raise UsageError(
            f"there is an event {event.name!r} already", "choose another name, or remove it first"
        )
    if event.day < today - TOLD_LATE:
        raise UsageError(f"{event.name} on {event.day} is in the past", f"today is {today}")
    known = (*ROUNDS, *(name for name in enrolment.weights if name not in ROUNDS))
    for name in event.rounds:
        if name not in known:
            raise UsageError(f"there is no round {name!r}", near(name, known))
    rounds = tuple(dict.fromkeys(event.rounds))
    return _with_events(enrolment, *enrolment.events, event._replace(rounds=rounds))


def without_event(enrolment: Enrolment, name: str) -> Enrolment:
    """Remove a dated interview.

    Raises:
        UsageError: there is none of that name, or it is the plan's own.

    """
    gone = event_named(enrolment, name)
    if gone not in enrolment.events:
        raise UsageError("the plan's own interview is no event", "studybuddy plan move DATE changes its date")
    return _with_events(enrolment, *(event for event in enrolment.events if event != gone))


def debriefed(
    enrolment: Enrolment,
    name: str,
    today: date,
    emphasis: Mapping[str, float] = MappingProxyType({}),
) -> Enrolment:
    """Mark a dated interview as told of, and multiply the emphasis of topics by what it showed.

    The plan's own interview (named "interview") joins the events by that, so that it counts as told of too.
    One that was told of takes what comes to mind later.

    Raises:
        UsageError: there is none of that name, or it is still to come.

    """
    event = event_named(enrolment, name)
    if event.day > today:
        raise UsageError(f"{event.name} is still to come, on {event.day}", "tell of it when it is over")
    others = (other for other in enrolment.events if other != event)
    told = _with_events(enrolment, *others, event._replace(debriefed=True))
    factors = {
        topic: min(STRONGEST_EMPHASIS, enrolment.emphasis.get(topic, 1.0) * factor)
        for topic, factor in emphasis.items()
    }
    return replace(told, emphasis={**enrolment.emphasis, **factors})


def taken_up(enrolment: Enrolment, plan: Plan, today: date, digest: str) -> Enrolment:
    """Put the plan's file in force as it is written now; dates, pauses, events and own minutes stay.

    Level, company and size change where the file gives another one than it did; what was asked for at the
    start holds otherwise.
    """
    now = PlanFile(digest, plan.level, plan.company, plan.size)
    before = enrolment.file or now
    level = enrolment.level if now.level == before.level else now.level
    company = enrolment.company if now.company == before.company else now.company
    size = enrolment.size if now.size == before.size else now.size
    written = replace(plan, level=level, company=company)
    derived = _derived(replace(enrolment, plan=written, written=None), size, enrolment.weekday_minutes)
    if enrolment.interview is not None and enrolment.interview >= today:
        derived = moved(derived, enrolment.interview, today)
    return replace(derived, file=now)


def event_named(enrolment: Enrolment, name: str) -> InterviewEvent:
    """Find a dated interview by its name; "interview" is the plan's own.

    Raises:
        UsageError: there is none of that name.

    """
    events = enrolment.all_events()
    for event in events:
        if event.name.casefold() == name.casefold():
            return event
    names = ", ".join(event.name for event in events)
    raise UsageError(f"there is no event {name!r}", f"events: {names}" if names else "none was added yet")


def profiled(enrolment: Enrolment, *, level: str = "", company: str = "") -> Enrolment:
    """Change the level and the kind of company that weight the rounds; an empty one stays as it is.

    Raises:
        UsageError: there is no such level or kind of company.

    """
    if level and level not in LEVELS:
        raise UsageError(f"there is no level {level!r}", near(level, tuple(LEVELS)))
    if company and company not in COMPANIES:
        raise UsageError(f"there is no kind of company {company!r}", near(company, tuple(COMPANIES)))
    level, company = level or enrolment.level, company or enrolment.company
    written = enrolment.written and replace(enrolment.written, level=level, company=company)
    return replace(enrolment, plan=replace(enrolment.plan, level=level, company=company), written=written)


def _derived(enrolment: Enrolment, size: str, weekday_minutes: int | None) -> Enrolment:
    written = enrolment.written or enrolment.plan
    plan = plan_in_force(written, size, weekday_minutes)
    kept = None if plan == written else written
    return replace(enrolment, plan=plan, written=kept, weekday_minutes=weekday_minutes)


def _with_events(enrolment: Enrolment, *events: InterviewEvent) -> Enrolment:
    return replace(enrolment, events=tuple(sorted(events, key=lambda event: (event.day, event.name))))

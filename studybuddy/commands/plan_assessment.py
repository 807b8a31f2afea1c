"""Half an hour of checked questions in; an ASSESS event, the levels it found, and a proposed plan out."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date

from studybuddy.commands.asking import YES_OR_NO, choose
from studybuddy.commands.daily import NEVER, OFFERS
from studybuddy.commands.desk import Desk
from studybuddy.commands.output import say
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted
from studybuddy.model import Candidate, Happening, Role
from studybuddy.planning.assessment import (
    CHECKED_KINDS,
    MINUTES,
    QUESTIONS_PER_TOPIC,
    Asked,
    Level,
    Proposal,
    assessment_detail,
    importance_of,
    left_from,
    levels,
    next_question,
    propose,
)
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.rounds import ROUND_OF_TOPIC
from studybuddy.planning.weights import round_weights
from studybuddy.scheduling.grades import is_pass
from studybuddy.scheduling.session import Session
from studybuddy.screens.marks import count
from studybuddy.store import recording
from studybuddy.store.sql.journal import newest_event

MS_PER_MINUTE = 60_000
GOES_ON_DAYS = 7  # an older one is begun anew: what was known then may be forgotten
WEEKDAY_MINUTES = 60  # of the shipped plans


def assess_now(desk: Desk) -> None:
    """Ask, until every topic was asked twice, half an hour is over, or the learner quits."""
    from studybuddy.commands.review_loop import ReviewLoop
    from studybuddy.screens.open_screen import open_screen

    today = Today(desk)
    pool = [one for one in today.matching(Wanted()) if one.kind in CHECKED_KINDS]
    pool.sort(key=lambda one: (not one.new, one.position))
    by_id = {one.question_id: one for one in pool}
    importance = importance_of(_weights(today), ROUND_OF_TOPIC)
    before, spent = _left(desk)
    first = next_question(pool, before, importance)
    if first is None:
        say("There is no checked question to assess with: choice, answer and cloze cards are.")
        return
    if before:
        say(f"Going on with the assessment that was left: {count(len(before), 'answer')} so far.")
    loop = ReviewLoop(desk, _only(first), today.minutes, title="assess", planned=_planned(pool) - len(before))
    with open_screen(desk.pictures) as screen:
        while True:
            loop.run(screen)
            asked = [*before, *_asked(loop.session, by_id)]
            minutes = spent + _minutes(loop.session)
            following = next_question(pool, asked, importance)
            whole = following is None or minutes >= MINUTES
            if loop.session.coming or following is None or whole:
                break
            loop.session = loop.session.then(following, Role.CRAM)
    loop.say_the_rest()
    if len(asked) == len(before):
        say("Nothing was answered, and nothing is changed.")
        return
    detail = assessment_detail(asked, minutes, whole=whole, answers=loop.answers)
    recording.note(desk.ledger, Happening.ASSESS, desk.now(), detail=detail)
    _conclude(today, asked, whole=whole)


def _left(desk: Desk) -> tuple[tuple[Asked, ...], float]:
    """Return the answers of an assessment of these days that was left, and the minutes spent on it."""
    event = newest_event(desk.ledger, Happening.ASSESS)
    if event is None or (desk.moment.study_day - event.study_day).days > GOES_ON_DAYS:
        return (), 0.0
    return left_from(event.detail)


def _planned(pool: Sequence[Candidate]) -> int:
    return QUESTIONS_PER_TOPIC * len({one.topic for one in pool})


def _only(first: Candidate) -> Session:
    return Session((), cram=True, once=True).then(first, Role.CRAM)


def _asked(session: Session, by_id: Mapping[str, Candidate]) -> list[Asked]:
    return [
        Asked(one.question_id, one.topic, one.tier, taken.grade is not None and is_pass(taken.grade))
        for taken in session.answers
        if (one := by_id.get(taken.turn.question_id)) is not None
    ]


def _minutes(session: Session) -> float:
    return sum(taken.took_ms for taken in session.answers) / MS_PER_MINUTE


def _conclude(today: Today, asked: Sequence[Asked], *, whole: bool) -> None:
    """Say what was found, with the plan that follows from it."""
    found = levels(asked)
    say(f"{sum(answer.right for answer in asked)} of {len(asked)} right, over {count(len(found), 'topic')}")
    for level in (Level.WEAK, Level.FAIR, Level.STRONG):
        topics = sorted(topic for topic, one in found.items() if one is level)
        if topics:
            say(f"  {level.value:<7} {', '.join(topics)}", hang=8)
    say(f"{_order(today, found)}; studybuddy undo takes the whole assessment back.")
    if not whole:
        say("It was left before its end; studybuddy plan assess goes on with it.")
        return
    for line in _proposal(today, found):
        say(line)


def _order(today: Today, found: Mapping[str, Level]) -> str:
    """Say what becomes of the new cards: most are of the topics of the plan's week all the same."""
    if Level.WEAK not in found.values():
        return "Of new cards what you know comes last now"
    if today.focus:
        return (
            "Of the week's topics, and of the others, new cards of weak ones come first now, known ones last"
        )
    return "New cards of weak topics come first now, what you know comes last"


def _proposal(today: Today, found: Mapping[str, Level]) -> list[str]:
    enrolment = today.enrolment
    if enrolment is not None:
        return [_proposed_change(enrolment, today.day, found)]
    proposal: Proposal = propose(found, WEEKDAY_MINUTES, None)
    command = f"studybuddy plan start {proposal.plan} --size {proposal.size} --interview DATE"
    return [f"Proposed ({proposal.reason}): {command}"]


def _proposed_change(enrolment: Enrolment, today: date, found: Mapping[str, Level]) -> str:
    """Say whether the plan in force has the size that the levels and its minutes ask for."""
    goal = enrolment.next_event(today)
    weeks_left = ((goal.day if goal else enrolment.end) - today).days // 7
    minutes = enrolment.weekday_minutes or (enrolment.written or enrolment.plan).weekday_minutes
    proposal = propose(found, minutes, max(0, weeks_left))
    if proposal.size == enrolment.size:
        return f"The plan in force fits ({proposal.reason}): studybuddy plan"
    options = {
        "size": proposal.size,
        "interview": enrolment.interview,
        "from": enrolment.start,
        "level": enrolment.level,
        "company": enrolment.company,
        "minutes": enrolment.weekday_minutes,
    }
    said = " ".join(f"--{name} {value}" for name, value in options.items() if value)
    return f"Proposed ({proposal.reason}): studybuddy plan start {enrolment.plan.name} {said}"


def _weights(today: Today) -> Mapping[str, float]:
    enrolment = today.enrolment
    if enrolment is None:
        return round_weights()
    return round_weights(enrolment.level, enrolment.company, enrolment.weights)


def offer_assessment(desk: Desk) -> bool:
    """Offer it in the first two sessions at a terminal; return whether it was taken in their place."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    if newest_event(desk.ledger, Happening.ASSESS) is not None:
        return False
    _set_offers(desk, str(int(desk.ledger.setting(OFFERS) or 0) + 1))
    say("Half an hour of questions can find out what you know, and order the new cards by it.")
    question = "Take it now, instead of this session? [y/N, x never] "
    answer = choose(question, {**YES_OR_NO, "x": False}, "n")
    if answer == "x":
        say(skip_for_good(desk))
    if answer not in {"y", "yes"}:
        return False
    assess_now(desk)
    return True


def skip_for_good(desk: Desk) -> str:
    """Never offer the assessment again."""
    _set_offers(desk, NEVER)
    return "It is not offered again; studybuddy plan assess takes it at any time."


def _set_offers(desk: Desk, offers: str) -> None:
    with desk.ledger.transaction():
        desk.ledger.set_setting(OFFERS, offers)

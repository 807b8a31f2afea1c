"""Dated interviews in and out of the plan in force; after one, the questions asked become cards."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from studybuddy.commands.dates import parse_day, shown
from studybuddy.commands.desk import Desk
from studybuddy.commands.output import say
from studybuddy.commands.plan_changes import UNDO, enrolled, far_away, put_plan
from studybuddy.errors import UsageError
from studybuddy.planning.changes import debriefed, event_named, with_event, without_event
from studybuddy.planning.enrolment import Enrolment, InterviewEvent
from studybuddy.planning.rounds import round_named
from studybuddy.screens.marks import days_until

EMPHASIS = 1.5  # a topic that was asked is wanted half as much again
HOW = 'a topic, a colon, and the question, such as "trees: why does boosting overfit?"'


def add(desk: Desk, name: str, day: str, rounds: str) -> str:
    """Add a dated interview with its rounds."""
    today = desk.moment.study_day
    named = tuple(round_named(word.strip()) for word in rounds.split(",") if word.strip())
    event = InterviewEvent(name, parse_day(day, today, "DATE"), named)
    enrolment = enrolled(desk)
    after = with_event(enrolment, event, today)
    put_plan(desk, after, enrolment)
    nearest = after.next_event(today)
    leads = "; the final pass leads up to it" if nearest and nearest.name == name else ""
    if event.day < today:
        leads = f'; tell of it: studybuddy plan event debrief "{name}"'
    return "\n".join([f"{name} on {shown(event.day)}{leads}; {UNDO}", *far_away(event.day, today)])


def remove(desk: Desk, name: str) -> str:
    """Remove a dated interview."""
    enrolment = enrolled(desk)
    put_plan(desk, without_event(enrolment, name), enrolment)
    return f"removed {event_named(enrolment, name).name}; {UNDO}"


def listed(desk: Desk) -> list[dict[str, Any]]:
    """List the dated interviews, the plan's own among them, by their days."""
    enrolment, today = enrolled(desk), desk.moment.study_day
    nearest = enrolment.next_event(today)
    return [
        {
            "name": event.name,
            "day": event.day.isoformat(),
            "days_left": (event.day - today).days,
            "rounds": list(event.rounds),
            "debriefed": event.debriefed,
            "nearest": event == nearest,
        }
        for event in sorted(enrolment.all_events(), key=lambda event: event.day)
    ]


def debrief(desk: Desk, name: str, asked: Sequence[str]) -> str:
    """Turn what was asked into cards, give their topics more weight, and go on to the next date.

    Where nothing is told nothing is written.

    Raises:
        UsageError: there is no such interview, it is still to come, or a question has no known topic.

    """
    enrolment, today = enrolled(desk), desk.moment.study_day
    event = event_named(enrolment, name or _latest(enrolment, desk))
    debriefed(enrolment, event.name, today)  # what cannot be is said before anything is asked
    questions = _questions(asked) if asked else _ask(event)
    if not questions:
        return f'nothing was written; later: studybuddy plan event debrief "{event.name}"'
    after = debriefed(enrolment, event.name, today, {topic: EMPHASIS for topic, _ in questions})
    put_plan(desk, after, enrolment)
    cards = [_card(desk, topic, text, event) for topic, text in questions]
    said = [f"{event.name} is told of; {UNDO}, the cards stay", *cards]
    said.append(f"wanted more from now on: {', '.join(sorted({topic for topic, _ in questions}))}")
    following = after.next_event(today)
    said.append(
        f"next: {following.name} on {shown(following.day)}"
        if following
        else "no interview is ahead: studybuddy plan event add NAME DATE, or studybuddy plan move DATE"
    )
    return "\n".join(said)


def _latest(enrolment: Enrolment, desk: Desk) -> str:
    """Return the latest interview that is over, rather one that was not told of yet."""
    over = [event for event in enrolment.all_events() if event.day <= desk.moment.study_day]
    if not over:
        raise UsageError("no interview is over yet", "studybuddy plan event list")
    return max(over, key=lambda event: (not event.debriefed, event.day)).name


def _questions(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Read all lines, or none: where one of several is wrong all are printed, to be mended and given again.

    Raises:
        UsageError: a line has no known topic, or no question.

    """
    try:
        return [_question(line) for line in lines]
    except UsageError:
        if len(lines) > 1:
            say("\n".join(lines))
        raise


def _question(line: str) -> tuple[str, str]:
    from studybuddy.commands.new_card import plain_heading
    from studybuddy.syllabus import ALL_TOPICS

    topic, colon, text = line.partition(":")
    topic, text = topic.strip(), plain_heading(text)
    if not colon or not text:
        raise UsageError(f"{line!r} is no question with its topic", f"write {HOW}")
    if topic not in ALL_TOPICS:
        from studybuddy.planning.hints import near

        raise UsageError(f"there is no topic {topic!r}", near(topic, sorted(ALL_TOPICS)))
    return topic, text


def _ask(event: InterviewEvent) -> list[tuple[str, str]]:
    """Read questions line by line, until an empty one or the end; a terminal asks again for a wrong one."""
    if not sys.stdin.isatty():
        return _questions(list(_lines()))
    asks = f"What was asked at {event.name}? One a line: {HOW}. An empty line ends."
    say(asks)
    questions = []
    try:
        for line in _lines():
            try:
                questions.append(_question(line))
            except UsageError as error:
                say(f"{error}; type that line again.")
    except KeyboardInterrupt:
        print("\nNothing was written.")
        raise
    return questions


def _lines() -> Iterator[str]:
    while (line := sys.stdin.readline().strip()) != "":
        yield line


def _card(desk: Desk, topic: str, text: str, event: InterviewEvent) -> str:
    """Add a card that asks the question once more, unless one does; its answer is the learner's to write."""
    from studybuddy.commands.new_card import add_card, id_for

    found = id_for(desk, "asked", text, topic)
    if not found.is_free:
        return f"asked before: {found.id}"
    body = (
        f"Asked at {event.name} on {event.day.isoformat()}. Write the answer you wish you had given:"
        " `studybuddy edit` opens this card."
    )
    card = add_card(desk, text, body, deck="asked", topic=topic, tier="core", tags="asked", card_id=found.id)
    return f"new card: {card}"


def lines(found: Sequence[dict[str, Any]]) -> list[str]:
    """Return what is listed as lines to read."""
    if not found:
        return ["no interview is set: studybuddy plan event add NAME DATE"]
    shown_lines = []
    for event in found:
        on = date.fromisoformat(event["day"])
        when = days_until(on, on - timedelta(days=event["days_left"]))
        rounds = ", ".join(event["rounds"]) or "all rounds"
        state = " · told of" if event["debriefed"] else " · nearest" if event["nearest"] else ""
        shown_lines.append(f"{shown(on)}  {event['name']}  ({when}; {rounds}){state}")
    return shown_lines

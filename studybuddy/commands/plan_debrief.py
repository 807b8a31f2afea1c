"""What the learner tells of an interview in; its questions as cards, and their topics wanted more, out."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from studybuddy.commands.dates import shown
from studybuddy.commands.desk import Desk
from studybuddy.commands.new_card import add_card, id_for, plain_heading
from studybuddy.commands.output import say
from studybuddy.commands.plan_changes import UNDO, enrolled, put_plan
from studybuddy.errors import UsageError
from studybuddy.planning.changes import debriefed, event_named
from studybuddy.planning.debriefing import LINE, Asked, question_in, rounds_of, unplaced
from studybuddy.planning.enrolment import Enrolment, InterviewEvent

EMPHASIS = 1.5  # a topic that was asked is wanted half as much again
Rounds = Mapping[str, float]


def debrief(desk: Desk, name: str, asked: Sequence[str]) -> str:
    """Turn what was asked into cards, give their topics more weight, and go on to the next date.

    Where nothing is told nothing is written.

    Raises:
        UsageError: there is no such interview, it is still to come, or a question's topic is misspelt.

    """
    enrolment, today = enrolled(desk), desk.moment.study_day
    event = event_named(enrolment, name or _latest(enrolment, desk))
    debriefed(enrolment, event.name, today)  # what cannot be is said before anything is asked
    rounds = rounds_of(enrolment, event)
    questions = _questions(asked, rounds) if asked else _ask(event, rounds)
    if not questions:
        return f'nothing was written; later: studybuddy plan event debrief "{event.name}"'
    wanted = sorted({one.topic for one in questions if one.named})
    after = debriefed(enrolment, event.name, today, dict.fromkeys(wanted, EMPHASIS))
    put_plan(desk, after, enrolment)
    cards = [_card(desk, one, event) for one in questions]
    said = [f"{event.name} is told of; {UNDO}, the cards stay", *cards]
    said += [f"wanted more from now on: {', '.join(wanted)}"] if wanted else []
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


def _questions(lines: Sequence[str], rounds: Rounds) -> list[Asked]:
    """Read all lines, or none: where one of several is wrong all are printed, to be mended and given again.

    Raises:
        UsageError: a line has a misspelt topic, or no question.

    """
    try:
        return [question_in(plain_heading(line), rounds) for line in lines if line.strip()]
    except UsageError:
        if len(lines) > 1:
            say("\n".join(lines))
        raise


def _ask(event: InterviewEvent, rounds: Rounds) -> list[Asked]:
    """Read questions line by line, until an empty one or the end; a terminal asks again for a wrong one.

    Ctrl-C there is an end too. A line that was to be typed again and never was is taken as it stands.
    """
    if not sys.stdin.isatty():
        return _questions(list(_lines()), rounds)
    say(f"What was asked at {event.name}? A question a line, {LINE}. An empty line ends.")
    questions, wrong = list[Asked](), ""
    try:
        for line in map(plain_heading, _lines()):
            try:
                questions.append(question_in(line, rounds))
                wrong = ""
            except UsageError as error:
                say(f"{error}; type that line again.")
                wrong = line
    except KeyboardInterrupt:
        print()
    return [*questions, unplaced(wrong, rounds)] if wrong else questions


def _lines() -> Iterator[str]:
    while (line := sys.stdin.readline().strip()) != "":
        yield line


def _card(desk: Desk, asked: Asked, event: InterviewEvent) -> str:
    """Add a card that asks the question once more, unless one does; its answer is the learner's to write."""
    found = id_for(desk, "asked", asked.text, asked.topic)
    if not found.is_free:
        return f"asked before: {found.id}"
    body = (
        f"Asked at {event.name} on {event.day.isoformat()}. Write the answer you wish you had given:"
        " `studybuddy edit` opens this card."
    )
    card = add_card(
        desk,
        asked.text,
        body,
        deck="asked",
        topic=asked.topic,
        tier="core",
        tags="asked",
        card_id=found.id,
    )
    why = f"for {asked.named}" if asked.named else "as no topic or round was named"
    return f"new card: {card}" + ("" if asked.named == asked.topic else f", under {asked.topic}, {why}")

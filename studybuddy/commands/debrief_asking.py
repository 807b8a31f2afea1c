"""An interview in, what its learner tells of it out: the questions, and how its rounds went."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from studybuddy.commands.debrief_draft import DebriefDraft
from studybuddy.commands.new_card import plain_heading
from studybuddy.commands.output import say
from studybuddy.errors import UsageError
from studybuddy.planning.debriefing import (
    LEFT_OUT,
    LINE,
    SCORES,
    Asked,
    question_in,
    scores_in,
    unplaced,
)
from studybuddy.planning.enrolment import InterviewEvent

Rounds = Mapping[str, float]


class Told(NamedTuple):
    """What was told: the questions asked, and how rounds went, 1 to 4."""

    questions: Sequence[Asked] = ()
    scores: Rounds = MappingProxyType({})


def questions_of(lines: Sequence[str], rounds: Rounds) -> list[Asked]:
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


def read_told(rounds: Rounds, open_rounds: Sequence[str], scores: Rounds) -> Told:
    """Read questions from a pipe up to an empty line, then a line that says how the open rounds went."""
    lines = list(_lines())
    questions = questions_of(lines, rounds)
    line = sys.stdin.readline().strip() if open_rounds and not scores else ""
    try:
        return Told(questions, scores_in(line, open_rounds) if line else scores)
    except UsageError:
        say("\n".join(lines))
        raise


def ask(
    event: InterviewEvent, rounds: Rounds, open_rounds: Sequence[str], scores: Rounds, draft: DebriefDraft
) -> Told:
    """Ask at a terminal for questions line by line, until an empty one, then how the open rounds went.

    Raises: KeyboardInterrupt, when it is broken off; the lines are kept in the draft.
    """
    if event.debriefed:
        say(f"{event.name} was told of already: what you tell now is added to it.")
    say(f"What was asked at {event.name}? A question a line, {LINE}. An empty line ends.")
    say(f"A line of {LEFT_OUT} alone takes the one before it back.")
    if draft.lines:
        say("\n".join(("You typed before, and it is kept:", *draft.lines)))
    _take_down(draft, rounds)
    if open_rounds and not scores:
        scores = _ask_how(open_rounds)
    return Told([_as_it_stands(line, rounds) for line in draft.lines], scores)


def _take_down(draft: DebriefDraft, rounds: Rounds) -> None:
    """Add lines to a draft up to an empty one; the last, if it is not understood, is there to be replaced."""
    is_wrong = any(_is_refused(line, rounds) for line in draft.lines[-1:])
    for line in map(plain_heading, _lines()):
        if line == LEFT_OUT:
            is_wrong = False
            if gone := draft.take_back():
                say(f"taken back: {gone}")
            continue
        if is_wrong:
            draft.take_back()
        draft.add(line)
        is_wrong = _is_refused(line, rounds)


def _is_refused(line: str, rounds: Rounds) -> bool:
    """Whether a line is not understood; then it is said why, and what becomes of it."""
    try:
        question_in(line, rounds)
    except UsageError as error:
        kept = unplaced(line, rounds).topic
        say(f"{error}; type that line again, or Enter ends and keeps it as it stands, under {kept}.")
        return True
    return False


def _as_it_stands(line: str, rounds: Rounds) -> Asked:
    """Read a line, or keep it whole; what was read before may be one of other topics by now."""
    try:
        return question_in(line, rounds)
    except UsageError:
        return unplaced(line, rounds)


def _ask_how(names: Sequence[str]) -> Rounds:
    """Ask until it is said how the rounds went; Enter alone, or the end, leaves it out."""
    many = f" {_example(names)}; {LEFT_OUT} leaves one out." if len(names) > 1 else ""
    say(f"How did {'it' if many else names[0]} go? {SCORES}.{many} Enter leaves it out.")
    for line in _lines():
        try:
            return scores_in(line, names)
        except UsageError as error:
            say(f"{error}.")
    return {}


def _example(names: Sequence[str]) -> str:
    """Show how several marks are typed: one digit for each round, in one line."""
    marks = [str(3 - place % 2) for place in range(len(names))]
    each = ", ".join(f"{name} {mark}" for name, mark in zip(names, marks, strict=True))
    return f"One line for all: {''.join(marks)} is {each}"


def _lines() -> Iterator[str]:
    while (line := sys.stdin.readline().strip()) != "":
        yield line

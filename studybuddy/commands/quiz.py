"""`studybuddy quiz`: checked questions only, and a report by topic."""

from collections.abc import Iterable
from typing import Annotated

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted
from studybuddy.errors import UsageError
from studybuddy.model import Candidate, Role
from studybuddy.planning.agenda import QUIZ_QUESTIONS
from studybuddy.planning.assessment import CHECKED_KINDS
from studybuddy.planning.hints import near
from studybuddy.scheduling.grades import is_pass
from studybuddy.scheduling.interleave import interleave
from studybuddy.scheduling.session import Session, Turn
from studybuddy.syllabus import ALL_TOPICS


def quiz(
    *,
    topic: Annotated[str, typer.Option(help="Only this topic.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many questions.")] = QUIZ_QUESTIONS,
) -> None:
    """Answer questions that the program judges: due ones first, which count, then others, which do not.

    Example: studybuddy quiz --topic trees --limit 5
    """
    if topic and topic not in ALL_TOPICS:
        raise UsageError(f"there is no topic {topic!r}", near(topic, sorted(ALL_TOPICS)))
    with open_desk() as desk:
        today = Today(desk)
        turns = quiz_turns(today, topic, limit)
        if not turns:
            about = f" of {topic}" if topic else ""
            print(f"There is no checked question{about}: choice, answer and cloze cards are.")
            return
        from studybuddy.commands.review_loop import ReviewLoop
        from studybuddy.screens.open_screen import open_screen

        loop = ReviewLoop(desk, Session(turns, once=True), today.minutes, title="quiz")
        with open_screen(desk.pictures) as screen:
            loop.run(screen)
        loop.say_the_rest()
        print("\n".join(report(loop.session)))


def quiz_turns(today: Today, topic: str, limit: int) -> tuple[Turn, ...]:
    """Choose what to ask: due questions, then seen ones, the least stable first, then new ones."""
    pool = [one for one in today.matching(Wanted(topic=topic)) if one.kind in CHECKED_KINDS]
    pool = [one for one in pool if one.card_id not in today.answered]
    due = {one.question_id for one in pool if one.due is not None and one.due <= today.day and not one.new}
    chosen = interleave(_one_of_each_card(_by_need(pool, due))[:limit])
    return tuple(
        Turn(
            one.question_id,
            Role.SCHEDULED if one.question_id in due else Role.CRAM,
            one.topic,
            one.deck,
            one.new,
        )
        for one in chosen
    )


def _by_need(pool: Iterable[Candidate], due: set[str]) -> list[Candidate]:
    return sorted(
        pool, key=lambda one: (one.question_id not in due, one.new, one.interval_days, one.position)
    )


def _one_of_each_card(line: Iterable[Candidate]) -> list[Candidate]:
    by_card: dict[str, Candidate] = {}
    for one in line:
        by_card.setdefault(one.card_id, one)
    return list(by_card.values())


def report(session: Session) -> list[str]:
    """Say by topic how many of the questions were right, the weakest topic first."""
    topics: dict[str, list[bool]] = {}
    for taken in session.answers:
        topics.setdefault(taken.turn.topic, []).append(taken.grade is not None and is_pass(taken.grade))
    if not topics:
        return ["Nothing was answered."]
    right = sum(map(sum, topics.values()))
    asked = sum(map(len, topics.values()))
    by_need = sorted(topics.items(), key=lambda item: (sum(item[1]) / len(item[1]), item[0]))
    width = max(map(len, topics))
    lines = [f"{right} of {asked} right"]
    lines += [f"  {name:<{width}}  {sum(found)} of {len(found)}" for name, found in by_need]
    weakest, found = by_need[0]
    if not all(found):
        lines.append(f"next: studybuddy review --topic {weakest} --cram")
    return lines

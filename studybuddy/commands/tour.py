"""The first session made easy: eight cards of every sort, a word about the keys with each, and one kata."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from studybuddy.commands.asking import agrees
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.today import EVERYTHING, Today
from studybuddy.model import Candidate
from studybuddy.scheduling.session import Session
from studybuddy.screens.marks import count
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.schedule import unseen_questions
from studybuddy.syllabus import TIERS

# The kinds to meet, in order, each with what to say when it appears.
STOPS = (
    ("basic", "Think of the answer first. Space shows it, then 1 to 4 say how well you knew it."),
    ("choice", "Press the number of the right option; the program judges."),
    ("cloze", "Type the missing words and press Enter; Esc leads back to the keys."),
    (
        "basic",
        "t types an attempt: it is kept, and shown beside the answer. h gives a hint, if there is one.",
    ),
    ("choice", "c says how sure you are, before you answer; stats compares it with the truth."),
    ("cloze", "u takes the last answer back, also tomorrow. q leaves at any time; nothing is lost."),
    ("basic", "e opens the card in your editor. b hides it for today, s until you want it back."),
    ("star", "Tell it aloud: Enter starts and stops the clock, then tick what your story had."),
)
TOUR = "tour"  # the setting that keeps its questions, and what is said of each
KATA = """
One more: a kata is a short coding rep in your own editor, checked against
hidden cases.

  {heading}
  about {minutes} minutes: studybuddy kata {name}
"""


def tour(
    *, again: Annotated[bool, typer.Option("--again", help="Begin it again, with other cards.")] = False
) -> None:
    """Take the tour: eight cards that show every sort of question; the answers count.

    It goes on where it was left; what you did not know comes back in today's review.

    Example: studybuddy tour
    """
    with open_desk() as desk:
        run_tour(desk, again=again)


def offer_tour(desk: Desk) -> None:
    """Ask on the first run whether to take the tour; away from a terminal it is only mentioned."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("new here? studybuddy tour shows every sort of question in eight cards", file=sys.stderr)
        return
    wanted = agrees("Take a tour of eight cards first? It takes about ten minutes.", otherwise=True)
    desk.end_first_run()  # it is offered once, also to who leaves in the middle
    if wanted:
        run_tour(desk)
        input("\nEnter starts today's session, Ctrl-C leaves. ")


def run_tour(desk: Desk, *, again: bool = False) -> None:
    """Ask one new question for each stop, as far as there are any, and end with the kata.

    One that was left goes on with the questions that were not answered yet, unless it is to begin `again`.
    """
    from studybuddy.commands.review_loop import ReviewLoop
    from studybuddy.screens.open_screen import open_screen

    today = Today(desk)
    new = unseen_questions(desk.ledger, today.day, EVERYTHING)
    chosen = [] if again else _chosen(desk)
    if not chosen:
        chosen = _choose(desk, new)
    waiting = {one.question_id: one for one in new}
    stops = [(waiting[one], advice) for one, advice in chosen if one in waiting]
    if not stops:
        print(_nothing_left(len(chosen)))
        return
    loop = ReviewLoop(
        desk,
        replace(Session.start([candidate for candidate, _ in stops]), once=True),
        today.minutes,
        advice={candidate.question_id: advice for candidate, advice in stops},
        earlier=len(chosen) - len(stops),
    )
    with open_screen(desk.pictures) as screen:
        loop.run(screen)
    loop.say_the_rest()
    print(_ended(len(loop.session.answers), len(loop.session.coming)))
    if loop.session.current is None:
        _offer_kata(desk)


def _ended(answers: int, left: int) -> str:
    saved = f"{count(answers, 'answer')}, saved and scheduled"
    if not left:
        return f"That was the tour: {saved}."
    begun = f"You left the tour after {saved}." if answers else "You left the tour; nothing was answered."
    return f"{begun}\nstudybuddy tour shows what is left, studybuddy review begins the day."


def _nothing_left(cards: int) -> str:
    """Say why there is no tour; `cards` are those of the one that was taken."""
    if not cards:
        return "There is no new card to take a tour of; studybuddy review begins the day."
    return f"The tour is done, all {count(cards, 'card')} of it.\nstudybuddy tour --again shows other cards."


def _offer_kata(desk: Desk) -> None:
    """Offer the shortest kata of the core that is new; away from a terminal it is only mentioned."""
    from studybuddy.commands.kata_choice import kata_of, missing_packages

    cards = [card_of(desk.ledger, one.question_id) for one in Today(desk).katas if one.new]
    katas = [kata_of(desk, card) for card in cards if card is not None and not missing_packages(card)]
    if not katas:
        return
    first = min(katas, key=lambda one: (TIERS.index(one.card.tier), one.minutes))
    print(KATA.format(heading=first.card.heading, minutes=first.minutes, name=first.card.id))
    if sys.stdin.isatty() and sys.stdout.isatty() and agrees("Try it now?", otherwise=False):
        from studybuddy.commands.kata_practice import practise

        practise(desk, first)


def _chosen(desk: Desk) -> list[tuple[str, str]]:
    """Return the questions of the tour that was begun last, each with what is said of it."""
    kept: list[list[str]] = json.loads(desk.ledger.setting(TOUR) or "[]")
    return [(question_id, advice) for question_id, advice in kept]


def _choose(desk: Desk, new: Sequence[Candidate]) -> list[tuple[str, str]]:
    """Choose a new question of a topic of its own for each stop, and keep what was chosen."""
    chosen = [(one.question_id, advice) for one, advice in _stops(new)]
    with desk.ledger.transaction():
        desk.ledger.set_setting(TOUR, json.dumps(chosen))
    return chosen


def _stops(new: Sequence[Candidate]) -> list[tuple[Candidate, str]]:
    waiting: dict[str, list[Candidate]] = {}
    for one in new:
        waiting.setdefault(one.kind, []).append(one)
    met: set[str] = set()
    stops = []
    for kind, advice in STOPS:
        fresh = [one for one in waiting.get(kind, []) if one.card_id not in met and one.topic not in met]
        if fresh:
            met |= {fresh[0].card_id, fresh[0].topic}
            stops.append((fresh[0], advice))
    return stops

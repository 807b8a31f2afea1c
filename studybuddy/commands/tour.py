"""The first session made easy: eight cards of every sort, a word about the keys with each, and one kata."""

import sys

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
KATA = """
One more: a kata is a short coding rep in your own editor, checked against
hidden cases.

  {heading}
  about {minutes} minutes: studybuddy kata {name}
"""


def tour() -> None:
    """Take the tour: eight cards that show every sort of question; the answers count.

    Example: studybuddy tour
    """
    with open_desk() as desk:
        run_tour(desk)


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


def run_tour(desk: Desk) -> None:
    """Ask one new question for each stop, as far as there are any, and end with the kata."""
    from studybuddy.commands.review_loop import ReviewLoop
    from studybuddy.screens.open_screen import open_screen

    today = Today(desk)
    stops = _stops(desk, today)
    loop = ReviewLoop(
        desk,
        Session.start([candidate for candidate, _ in stops]),
        today.minutes,
        advice={candidate.question_id: advice for candidate, advice in stops},
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


def _stops(desk: Desk, today: Today) -> list[tuple[Candidate, str]]:
    waiting: dict[str, list[Candidate]] = {}
    for one in unseen_questions(desk.ledger, today.day, EVERYTHING):
        waiting.setdefault(one.kind, []).append(one)
    met: set[str] = set()
    stops = []
    for kind, advice in STOPS:
        fresh = [one for one in waiting.get(kind, []) if one.card_id not in met and one.topic not in met]
        if fresh:
            met |= {fresh[0].card_id, fresh[0].topic}
            stops.append((fresh[0], advice))
    return stops

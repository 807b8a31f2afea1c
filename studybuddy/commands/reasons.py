"""A day on which nothing is due in, the reason out."""

from datetime import date

from studybuddy.commands.desk import Desk
from studybuddy.commands.today import EVERYTHING, Today
from studybuddy.commands.wanted import LONG_KINDS
from studybuddy.screens.marks import day as day_name
from studybuddy.screens.marks import days_until
from studybuddy.store.sql.decks import deck_sizes
from studybuddy.store.sql.schedule import answered_on, introduced_on, next_due, unseen_questions

MORE = 10  # new questions at a time
# The kinds that enter a session only when they are asked for: what one is called, and how to ask.
_LONG = {
    "design": ("design case", "studybuddy review --kind design --limit 1"),
    "star": ("story question", "studybuddy review --kind star --limit 1"),
    "kata": ("kata", "studybuddy kata"),
}


def why_nothing_due(desk: Desk, today: Today) -> str:
    """Say why there is nothing to review, and when there will be."""
    ledger = desk.ledger
    if not deck_sizes(ledger):
        return "No cards are loaded. Put decks into " + str(desk.home.own_decks) + ", then: studybuddy check"
    reviews, new = answered_on(ledger, today.day), introduced_on(ledger, today.day)
    parts = [
        f"Nothing is due: {reviews} answered today, {new} of them new."
        if reviews
        else "Nothing is due today."
    ]
    if today.waiting_cases:
        cases = counted(today.waiting_cases, "design case")
        parts.append(f"{cases} {wait(today.waiting_cases)}: studybuddy review --kind design --limit 1")
    return "\n".join([*parts, *coming(today.day, next_due(ledger, today.day)), *_new(desk, today)])


def why_nothing_fits(today: Today, waiting: int, minutes: float | None) -> str:
    """Say that minutes are used up while something is due; `minutes` are those that the learner gave."""
    waits = f"{counted(waiting, 'card')} {wait(waiting)}"
    if minutes is not None:
        return f"Nothing that is due fits into {minutes:g} minutes; {waits}: give more --minutes."
    of_day = today.minutes_of_day
    return f"Today's {of_day} minutes are done; {waits}: studybuddy review --minutes {MORE} goes on."


def coming(today: date, following: tuple[date, int] | None) -> list[str]:
    """Say when something is due next, and how much; nothing where there is no such day."""
    if following is None:
        return []
    day, count = following
    return [f"Next: {count} on {day_name(day, today)} ({days_until(day, today)})."]


def wait(count: int) -> str:
    """Return the verb for so many."""
    return "waits" if count == 1 else "wait"


def counted(count: int, what: str) -> str:
    """Return such as "1 question" or "2 questions"."""
    return f"{count} {what}{'s' * (count != 1)}"


def _new(desk: Desk, today: Today) -> list[str]:
    """Say what has never been asked, and the command that takes more of it today."""
    short = len(unseen_questions(desk.ledger, today.day, EVERYTHING, without_kinds=LONG_KINDS))
    if short:
        more = min(short, MORE)
        command = f"studybuddy review --new {more}"
        return [f"{counted(short, 'new question')} {wait(short)}: {command} takes {more} today."]
    long = unseen_questions(desk.ledger, today.day, EVERYTHING, kinds=LONG_KINDS)
    return [
        f"{counted(count, f'new {name}')}: {command}"
        for kind, (name, command) in _LONG.items()
        if (count := sum(one.kind == kind for one in long))
    ]

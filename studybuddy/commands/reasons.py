"""A day on which nothing is due in, the reason out."""

from studybuddy.commands.desk import Desk
from studybuddy.commands.today import EVERYTHING, LONG_KINDS, Today
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
        waiting = "waits" if today.waiting_cases == 1 else "wait"
        parts.append(f"{cases} {waiting}: studybuddy review --kind design --limit 1")
    following = next_due(ledger, today.day)
    if following is not None:
        day, count = following
        days = (day - today.day).days
        when = "tomorrow" if days == 1 else f"in {days} days"
        parts.append(f"Next: {count} on {day:%a} {day.day} {day:%b} ({when}).")
    return "\n".join(parts + _new(desk, today))


def counted(count: int, what: str) -> str:
    """Return such as "1 question" or "2 questions"."""
    return f"{count} {what}{'s' * (count != 1)}"


def _new(desk: Desk, today: Today) -> list[str]:
    """Say what has never been asked, and the command that takes more of it today."""
    short = len(unseen_questions(desk.ledger, today.day, EVERYTHING, without_kinds=LONG_KINDS))
    if short:
        waiting = "waits" if short == 1 else "wait"
        more = min(short, MORE)
        return [
            f"{counted(short, 'new question')} {waiting}: studybuddy review --new {more} takes {more} today."
        ]
    long = unseen_questions(desk.ledger, today.day, EVERYTHING, kinds=LONG_KINDS)
    return [
        f"{counted(count, f'new {name}')}: {command}"
        for kind, (name, command) in _LONG.items()
        if (count := sum(one.kind == kind for one in long))
    ]

"""A day on which nothing is due in, the reason out."""

from studybuddy.commands.desk import Desk
from studybuddy.commands.today import Today


def why_nothing_due(desk: Desk, today: Today) -> str:
    """Say why there is nothing to review, and when there will be."""
    ledger = desk.ledger
    if not ledger.decks():
        return "No cards are loaded. Put decks into " + str(desk.home.own_decks) + ", then: studybuddy check"
    reviews, new = ledger.answered_on(today.day), ledger.introduced(today.day)
    parts = [
        f"Nothing is due: {reviews} answered today, {new} of them new."
        if reviews
        else "Nothing is due today."
    ]
    if today.waiting_cases:
        parts.append(f"{today.waiting_cases} design cases wait: studybuddy review --kind design --limit 1")
    following = ledger.next_due(today.day)
    if following is not None:
        day, count = following
        days = (day - today.day).days
        when = "tomorrow" if days == 1 else f"in {days} days"
        parts.append(f"Next: {count} on {day:%a} {day.day} {day:%b} ({when}).")
    unseen = ledger.unseen_count()
    if unseen:
        parts.append(f"{unseen} new questions wait; studybuddy review --new 10 takes ten more today.")
    return "\n".join(parts)

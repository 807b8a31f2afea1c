"""The katas of all decks in, a table of what they are and how they stand out."""

from dataclasses import dataclass
from datetime import date

from studybuddy.commands.desk import Desk
from studybuddy.commands.kata_choice import KIND, kata_in, kata_of, missing_packages
from studybuddy.commands.kata_strength import known_shares
from studybuddy.commands.naming import remember_list
from studybuddy.commands.output import print_json
from studybuddy.katas.kata import digest_of
from studybuddy.model import Card, Memory
from studybuddy.store.sql.cards import active_cards
from studybuddy.store.sql.questions import memory_of
from studybuddy.store.sql.slots import due_day_of
from studybuddy.syllabus import TIERS
from studybuddy.workers.surroundings import folder_of


@dataclass(frozen=True, slots=True)
class Kata:
    """One kata and how it stands. `strength` is the share of mutants that its cases kill, if measured."""

    name: str
    heading: str
    topic: str
    tier: str
    minutes: int
    state: str
    due: date | None
    strength: float | None


def katas_of(desk: Desk) -> list[Kata]:
    """Return all katas, core first, in the order of their names."""
    shares = known_shares(desk.home)
    cards = [card for card in active_cards(desk.ledger) if card.kind == KIND]
    cards.sort(key=lambda card: (TIERS.index(card.tier), card.id))
    return [_kata(desk, card, shares.get(digest_of(kata_in(card)))) for card in cards]


def _kata(desk: Desk, card: Card, strength: float | None) -> Kata:
    memory = memory_of(desk.ledger, card.id) or Memory()
    return Kata(
        card.id,
        card.heading,
        card.topic,
        card.tier,
        int(card.fields["minutes"]),
        _state(desk, card, memory),
        due_day_of(desk.ledger, card.id),
        strength,
    )


def _state(desk: Desk, card: Card, memory: Memory) -> str:
    missing = missing_packages(card)
    if missing:
        return f"needs {', '.join(missing)}"
    if memory.suspended:
        return "suspended"
    attempt = kata_of(desk, card).workspace.attempt()
    if attempt and not attempt.is_over and attempt.evidence.passed_seconds is not None:
        return "ungraded"
    if attempt and not attempt.is_over and (attempt.evidence.seconds or attempt.evidence.checks):
        return "begun"
    if memory.last_day is None:
        return "new"
    due = due_day_of(desk.ledger, card.id)
    return "due" if due is not None and due <= desk.moment.study_day else "done"


def print_katas(desk: Desk, *, as_json: bool) -> None:
    """Print the katas; their numbers name them for the next command."""
    rows = katas_of(desk)
    if as_json:
        print_json(
            [
                {
                    "kata": row.name,
                    "prompt": row.heading,
                    "topic": row.topic,
                    "tier": row.tier,
                    "minutes": row.minutes,
                    "state": row.state,
                    "due": row.due and row.due.isoformat(),
                    "strength": row.strength,
                }
                for row in rows
            ]
        )
        return
    from studybuddy.screens.console import make_console
    from studybuddy.screens.kata_list import KataRow, draw_katas

    remember_list(desk.ledger, [row.name for row in rows])
    shown = [
        KataRow(number, row.name, row.heading, row.tier, row.minutes, row.state, row.due, row.strength)
        for number, row in enumerate(rows, start=1)
    ]
    console = make_console()
    console.print(draw_katas(shown, desk.moment.study_day, console.width))


def why_none(desk: Desk) -> str:
    """Say why there is no kata to work on."""
    rows = katas_of(desk)
    if not rows:
        return f"No deck holds a kata. Put some into {desk.home.own_decks}, then: studybuddy check"
    if folder_of("numpy") is None:
        return "No kata can be checked: NumPy is not installed. Install it beside studybuddy."
    coming = sorted((row.due, row.name) for row in rows if row.due is not None)
    first = f" The next is {coming[0][1]} on {coming[0][0]}." if coming else ""
    return f"No kata is due, and none is new.{first} Any can be repeated by its name: studybuddy kata list"

"""The cards that the learner named in, out a refusal where none is meant, or the reason why none is asked."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from studybuddy.commands.desk import Desk
from studybuddy.commands.reasons import MORE, coming, counted, wait
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import Wanted, is_in
from studybuddy.errors import UsageError
from studybuddy.model import Candidate
from studybuddy.store.sql.cards import cards_tagged
from studybuddy.store.sql.decks import deck_sizes

_OPTIONS = ("deck", "tag", "topic", "kind")
_LISTED = 8
# What could be said for an option instead, of each card that the other options leave.
_VALUES: Mapping[str, Callable[[Candidate], str]] = MappingProxyType(
    {
        "deck": lambda one: one.deck.split("/", 1)[0],
        "topic": lambda one: one.topic,
        "kind": lambda one: one.kind,
    }
)


def said(wanted: Wanted) -> str:
    """Return the options that choose cards as they are typed; "" when there are none."""
    return " ".join(f"--{option} {value}" for option in _OPTIONS if (value := getattr(wanted, option)))


def refuse_unknown(desk: Desk, wanted: Wanted) -> None:
    """Say at once when a word names nothing, instead of an empty session.

    Raises:
        UsageError: there is no such topic, kind, tag or deck.

    """
    from studybuddy.kinds.registry import KINDS
    from studybuddy.planning.hints import near
    from studybuddy.syllabus import ALL_TOPICS

    if wanted.topic and wanted.topic not in ALL_TOPICS:
        raise UsageError(f"there is no topic {wanted.topic!r}", near(wanted.topic, sorted(ALL_TOPICS)))
    if wanted.kind and wanted.kind not in KINDS:
        raise UsageError(f"there is no kind {wanted.kind!r}", near(wanted.kind, KINDS))
    if wanted.tag and not cards_tagged(desk.ledger, wanted.tag):
        raise UsageError(f"no card has the tag {wanted.tag!r}", "studybuddy show CARD says what tags it has")
    decks = deck_sizes(desk.ledger)
    if wanted.deck and not any(is_in(deck, wanted.deck) for deck in decks):
        raise UsageError(f"there is no deck {wanted.deck!r}", "studybuddy decks lists them")


def refuse_unmatched(today: Today, wanted: Wanted) -> None:
    """Say which words do not go together, and which would.

    Raises:
        UsageError: no card, due or not, is all that was asked for.

    """
    options = said(wanted)
    if not options or today.matching(wanted):
        return
    hints = [
        hint for option in _VALUES if getattr(wanted, option) and (hint := _instead(today, wanted, option))
    ]
    raise UsageError(f"no card fits {options}", "; ".join(hints) or "leave one of them out")


def _instead(today: Today, wanted: Wanted, option: str) -> str:
    others = Wanted(
        deck="" if option == "deck" else wanted.deck,
        tag=wanted.tag,
        topic="" if option == "topic" else wanted.topic,
        kind="" if option == "kind" else wanted.kind,
    )
    values = sorted(set(map(_VALUES[option], today.matching(others))))
    rest = said(others)
    more = ", …" if len(values) > _LISTED else ""
    listed = ", ".join(values[:_LISTED]) + more
    return f"{'with ' + rest + ': ' if rest else ''}--{option} {listed}" if values else ""


def why_none_now(today: Today, wanted: Wanted) -> str:
    """Say why no card that fits is asked today, and what can be done."""
    options = said(wanted)
    fitting = today.matching(wanted)
    parts = [f"Nothing is due of the {counted(len(fitting), 'question')} for {options}."]
    new = len(today.unseen(wanted))
    if new:
        command = f"studybuddy review {options} --new {min(new, MORE)}"
        parts.append(f"{counted(new, 'new one')} {wait(new)}: {command}")
    parts += coming(today.day, _days(fitting, today))
    parts.append(f"Due or not: studybuddy review {options} --cram")
    return "\n".join(parts)


def _days(fitting: Iterable[Candidate], today: Today) -> tuple[date, int] | None:
    days = [one.due for one in fitting if one.due is not None and not one.new and one.due > today.day]
    return (min(days), days.count(min(days))) if days else None

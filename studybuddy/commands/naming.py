"""What a learner calls a card in, its id out: an id, a unique prefix, or a number of the last list."""

import json
from collections.abc import Sequence

from studybuddy.errors import UsageError
from studybuddy.model import Card
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.questions import questions_named

_LAST_LIST = "last_list"
_SHOWN = 8


def remember_list(ledger: Ledger, ids: Sequence[str]) -> None:
    """Keep the ids of a printed list, so that the next command can name them by number."""
    text = json.dumps(list(ids[:1000]))
    if ledger.setting(_LAST_LIST) != text:
        with ledger.transaction():
            ledger.set_setting(_LAST_LIST, text)


def forget_list(ledger: Ledger) -> None:
    """Let no number name a card until a list is printed; part of the caller's transaction."""
    ledger.set_setting(_LAST_LIST, None)


def question_named(ledger: Ledger, name: str) -> str:
    """Return the one question that `name` means.

    Raises:
        UsageError: there is none, or more than one; then they are listed.

    """
    found = _meant(ledger, name)
    if len(found) == 1:
        return found[0]
    raise _not_one(name, found)


def card_named(ledger: Ledger, name: str) -> Card:
    """Return the one card that `name` means, by its own id or by that of one of its questions.

    Raises:
        UsageError: there is none, or more than one; then they are listed.

    """
    questions = _meant(ledger, name)
    cards = {card.id: card for question in questions if (card := card_of(ledger, question))}
    if len(cards) == 1:
        return next(iter(cards.values()))
    raise _not_one(name, list(cards))


def _not_one(name: str, found: Sequence[str]) -> UsageError:
    if not found:
        return UsageError(f"there is no card {name!r}", f"find it with: studybuddy search {name}")
    listed = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
    return UsageError(f"{name!r} means {len(found)} questions", f"name one of {listed}")


def _meant(ledger: Ledger, name: str) -> list[str]:
    """Return the questions that a name may mean: an id goes before a number, a number before a prefix."""
    return _exactly(ledger, name) or _from_last_list(ledger, name) or questions_named(ledger, name)


def _from_last_list(ledger: Ledger, name: str) -> list[str]:
    if not (name.isascii() and name.isdigit()):
        return []
    ids = json.loads(ledger.setting(_LAST_LIST) or "[]")
    number = int(name)
    return _exactly(ledger, ids[number - 1]) if 1 <= number <= len(ids) else []


def _exactly(ledger: Ledger, question_id: str) -> list[str]:
    return [question_id] if question_id in questions_named(ledger, question_id) else []

"""A question, its answer and where it belongs in; a card of the learner's own, already read, out."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from studybuddy.commands.desk import Desk
from studybuddy.errors import UsageError
from studybuddy.model import Card
from studybuddy.planning.hints import near
from studybuddy.store.sql.cards import card_of
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.questions import questions_named
from studybuddy.syllabus import ALL_TOPICS, TIERS

_NO_NAMES = frozenset({"", ".", ".."})  # where they lead is looked at


def add_card(
    desk: Desk,
    question: str,
    body: str,
    *,
    deck: str,
    topic: str,
    tier: str,
    tags: str = "",
    card_id: str = "",
    kind: str = "",
) -> str:
    """Append a card to a deck of the learner's own, read it, and return "ID at PATH:LINE".

    Without a `card_id` one is made from the question; a question may end in attributes of its own. `tags`
    are comma-separated; `kind` is named in the heading where the body alone does not tell it.

    Raises:
        UsageError: there is no such topic or tier, or the deck would lie elsewhere.
        StudyBuddyError: the card would be no good card, or the file cannot be written.

    """
    from studybuddy.kinds.identity import slug
    from studybuddy.kinds.metadata import CARD_KEYS
    from studybuddy.markdown.attributes import split_attributes
    from studybuddy.store.own_cards import append_card

    _refuse_unknown(topic, tier)
    path = _path_of(desk, deck)
    asked, written = split_attributes(" ".join(question.split()), CARD_KEYS)  # what it ends in goes before
    card_id = card_id or written.id or _free_id(desk.ledger, slug(asked))
    if written.id and questions_named(desk.ledger, written.id)[:1] == [written.id]:
        raise UsageError(f"the id {written.id!r} is taken", "choose another, or leave it out")
    pairs = {"tier": tier, "topic": topic, **({"tags": tags_of(tags)} if tags else {}), **dict(written.pairs)}
    words = [f"#{card_id}", *(f".{word}" for word in dict.fromkeys((*written.classes, kind)) if word)]
    words += [f"{key}={value}" for key, value in pairs.items()]
    # Without a domain each card has that of its own topic.
    front = f"---\ntitle: {path.stem}\ntopic: {topic}\ntier: {tier}\n---\n\n# {path.stem}"
    with desk.changing_decks():
        source = append_card(path, front, f"## {asked} {{{' '.join(words)}}}\n\n{body.strip()}".rstrip())
    desk.sync()
    return f"{card_id} at {source}"


def _refuse_unknown(topic: str, tier: str) -> None:
    if topic not in ALL_TOPICS:
        raise UsageError(f"there is no topic {topic!r}", near(topic, sorted(ALL_TOPICS)))
    if tier not in TIERS:
        raise UsageError(f"there is no tier {tier!r}", near(tier, TIERS))


def _path_of(desk: Desk, deck: str) -> Path:
    """Return the file of a deck of the learner's own, there already or not.

    Raises:
        UsageError: no deck can be there.

    """
    from studybuddy.store.file_names import is_portable

    name = f"{deck.removesuffix('.md')}.md"
    path = desk.home.own_decks / name
    parts = name.replace(os.sep, "/").split("/")
    if not path.is_file() and not all(is_portable(part) for part in parts if part not in _NO_NAMES):
        raise UsageError(
            f"{deck!r} is no name of a deck",
            "a file of that name cannot be kept on every system; letters, digits and - _ are fine",
        )
    if not path.resolve().is_relative_to(desk.home.own_decks.resolve()):
        raise UsageError(f"the deck {deck!r} would lie outside of {desk.home.own_decks}")
    if any(part.startswith(".") for part in path.relative_to(desk.home.own_decks).parts):
        raise UsageError(f"{deck!r} is no name of a deck", "files that begin with a dot are not read")
    return path


class CardId(NamedTuple):
    """The id of a card, and whether no card has it yet."""

    id: str
    is_free: bool


def plain_heading(text: str) -> str:
    """Return a learner's words as a heading may hold them: one line, no attributes, no gap to fill."""
    return " ".join(text.replace("{", "(").replace("}", ")").split())


def id_for(desk: Desk, deck: str, heading: str, topic: str, base: str = "") -> CardId:
    """Find the card of a deck that has this heading and topic ("" for any), or else an id that is free.

    The ids are `base`, or the heading's words, and that with a number behind it.
    """
    from studybuddy.kinds.identity import slug

    base = base or slug(heading)
    number, candidate = 1, base
    while there := _card_with(desk.ledger, candidate):
        same = (there.deck, _folded(there.heading)) == (deck, _folded(heading))
        if same and topic in {there.topic, ""}:
            return CardId(candidate, is_free=False)
        number += 1
        candidate = f"{base}-{number}"
    return CardId(candidate, is_free=True)


def same_question(desk: Desk, question: str, deck: str) -> str:
    """Return the id of the card of a deck that asks the same, about whatever topic; empty if none does."""
    from studybuddy.kinds.metadata import CARD_KEYS
    from studybuddy.markdown.attributes import split_attributes

    heading, _ = split_attributes(" ".join(question.split()), CARD_KEYS)
    found = id_for(desk, deck.removesuffix(".md"), heading, "")
    return "" if found.is_free else found.id


def _card_with(ledger: Ledger, card_id: str) -> Card | None:
    questions = [one for one in questions_named(ledger, card_id) if one.split(":")[0] == card_id]
    return card_of(ledger, questions[0]) if questions else None


def _folded(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _free_id(ledger: Ledger, base: str) -> str:
    number, candidate = 1, base
    while _card_with(ledger, candidate):
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def tags_of(text: str) -> str:
    """Return tags as a heading's attributes hold them: words of letters and digits, joined by hyphens."""
    return ",".join("-".join(words) for tag in text.split(",") if (words := re.findall(r"\w+", tag)))

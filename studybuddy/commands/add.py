"""`studybuddy add`: a new card in the learner's own deck, from anywhere."""

import re
import sys
from typing import Annotated

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.errors import UsageError
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.questions import questions_named
from studybuddy.syllabus import ALL_TOPICS, TIERS, TOPICS


def add(
    question: Annotated[str, typer.Argument(help="The prompt; asked for if left out.")] = "",
    answer: Annotated[str, typer.Argument(help="The answer in Markdown; - reads it from stdin.")] = "",
    *,
    deck: Annotated[str, typer.Option(help="A deck of your own; made if it is new.")] = "inbox",
    topic: Annotated[str, typer.Option(help="A topic of the syllabus.")] = "interview-craft",
    tier: Annotated[str, typer.Option(help="core, standard or stretch.")] = "core",
    tags: Annotated[str, typer.Option(help="Comma-separated.")] = "",
) -> None:
    """Add a card to your own decks. The body says the kind: a task list is a choice, {{c1::…}} a cloze.

    An answer that begins with a dash goes after -- or comes through stdin.

    Example: studybuddy add "Why warm up Adam?" "Its first variance estimates are noisy."
    """
    from studybuddy.kinds.identity import slug
    from studybuddy.store.own_cards import append_card

    if topic not in ALL_TOPICS:
        raise UsageError(f"there is no topic {topic!r}", f"topics: {', '.join(sorted(ALL_TOPICS))}")
    if tier not in TIERS:
        raise UsageError(f"there is no tier {tier!r}", f"tiers: {', '.join(TIERS)}")
    with open_desk(asks=True) as desk:
        asked = " ".join((question or _ask("question")).split())
        body = _rest_of_stdin() if answer == "-" else answer or _ask("answer")
        if not asked or not body.strip():
            raise UsageError("a card needs a question and an answer", 'studybuddy add "question" "answer"')
        path = desk.home.own_decks / f"{deck.removesuffix('.md')}.md"
        if not path.resolve().is_relative_to(desk.home.own_decks.resolve()):
            raise UsageError(f"the deck {deck!r} would lie outside of {desk.home.own_decks}")
        if any(part.startswith(".") for part in path.relative_to(desk.home.own_decks).parts):
            raise UsageError(f"{deck!r} is no name of a deck", "files that begin with a dot are not read")
        card_id = _free_id(desk.ledger, slug(asked))
        attributes = f"#{card_id} tier={tier} topic={topic}" + (f" tags={_tags(tags)}" if tags else "")
        domain = next(domain for domain, topics in TOPICS.items() if topic in topics)
        front = (
            f"---\ntitle: {path.stem}\ndomain: {domain}\ntopic: {topic}\ntier: {tier}\n---\n\n# {path.stem}"
        )
        with desk.changing_decks():
            source = append_card(path, front, f"## {asked} {{{attributes}}}\n\n{body.strip()}")
        desk.sync()
        print(f"added {card_id} at {source}")


def _rest_of_stdin() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError("what comes through stdin is no UTF-8", "save it in UTF-8 first") from error


def _ask(what: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    return input(f"{what}: ")


def _free_id(ledger: Ledger, base: str) -> str:
    number, candidate = 1, base
    while candidate in {found.split(":")[0] for found in questions_named(ledger, candidate)}:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def _tags(text: str) -> str:
    """Return tags as a heading's attributes hold them: words of letters and digits, joined by hyphens."""
    return ",".join("-".join(words) for tag in text.split(",") if (words := re.findall(r"\w+", tag)))

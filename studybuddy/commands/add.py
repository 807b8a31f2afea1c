"""`studybuddy add`: a new card in the learner's own deck, from anywhere."""

import io
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.commands.naming import card_named
from studybuddy.commands.new_card import add_card, same_question, tags_of
from studybuddy.commands.output import AsJson, card_json, print_json, say
from studybuddy.errors import UsageError

DEFAULT_TOPIC = "interview-craft"


def add(
    question: Annotated[str, typer.Argument(help="The prompt; asked for if left out.")] = "",
    answer: Annotated[str, typer.Argument(help="The answer in Markdown; - reads it from stdin.")] = "",
    *,
    deck: Annotated[str, typer.Option(help="A deck of your own; made if it is new.")] = "inbox",
    topic: Annotated[str, typer.Option(help=f"A topic of the syllabus; {DEFAULT_TOPIC} if left out.")] = "",
    tier: Annotated[str, typer.Option(help="core, standard or stretch.")] = "core",
    tags: Annotated[str, typer.Option(help="Comma-separated.")] = "",
    as_json: AsJson = False,
) -> None:
    """Add a card to your own decks. The body says the kind: a task list is a choice, {{c1::…}} a cloze.

    An answer that begins with a dash goes after -- or comes through stdin.

    Example: studybuddy add "Why warm up Adam?" "Its first variance estimates are noisy."
    """
    _read_utf8()
    with open_desk(asks=True) as desk:
        asked = " ".join((question or _ask("question")).split())
        body = _piped(sys.stdin.read) if answer == "-" else answer or _ask("answer")
        if not asked or not body.strip():
            raise UsageError("a card needs a question and an answer", 'studybuddy add "question" "answer"')
        about = topic or DEFAULT_TOPIC
        twin = same_question(desk, asked, deck)
        added = add_card(desk, asked, body, deck=deck, topic=about, tier=tier, tags=tags)
        if as_json:
            card = card_named(desk.ledger, added.split()[0])
            print_json(card_json(card) | {"same_as": twin or None})
            return
        say(f"added {added}")
        say(f"to take it out again, delete those lines: studybuddy edit {added.split()[0]}")
        if not topic:
            say(f"its topic is {about}; --topic chooses another")
        if twin:
            say(f"{twin} asks the same: studybuddy edit {twin} changes it")
        written = tags_of(tags)
        if written != ",".join(tag.strip() for tag in tags.split(",")):
            say(f"its tags: {written or 'none'} (a tag is letters, digits and hyphens)")


def _read_utf8() -> None:
    """Read what comes through a pipe as decks are read; Windows would take it for something else."""
    if isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig")


def _piped(read: Callable[[], str]) -> str:
    try:
        return read()
    except UnicodeDecodeError as error:
        raise UsageError("what comes through stdin is no UTF-8", "save it in UTF-8 first") from error


def _ask(what: str) -> str:
    if not sys.stdin.isatty():
        return _piped(sys.stdin.readline)
    return input(f"{what}: ")

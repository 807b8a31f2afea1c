"""`studybuddy edit`: a card's source in the learner's editor; a shipped card is copied to own decks first."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from studybuddy.commands.asking import agrees
from studybuddy.commands.completing import Card as CardName
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.editor import can_open, how_to_set, open_editor
from studybuddy.commands.naming import card_named
from studybuddy.commands.output import AsJson, card_json, print_json, say
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Card, Problem, Severity
from studybuddy.screens.marks import count
from studybuddy.store.reading import content_of, unreadable
from studybuddy.store.sql.cards import card_of, cards_in, places_of

_MOST_SAID = 5  # errors of one file; `check` says them all


def edit(card: CardName, *, as_json: AsJson = False) -> None:
    """Open a card in your editor, at its line, and read it again afterwards.

    Example: studybuddy edit l1-exact-zeros
    """
    with open_desk(asks=True) as desk:
        found = card_named(desk.ledger, card)
        if not (as_json or can_open(os.environ)):
            print(found.source)
            raise UsageError(
                "no editor is set: EDITOR is empty",
                f"set it, for example: {how_to_set()}; or open the line printed above",
            )
        before = _ids_in(desk, found.source.path)
        came_of_it = _edited(desk, found)
        carried_on = {pair.old.id: pair.new for pair in desk.sync().moved}
        gone = _gone(desk, [one for one in before if one not in carried_on])
        if as_json:
            now = carried_on.get(found.id) or card_of(desk.ledger, found.questions[0]) or found
            print_json(card_json(now) | {"gone": gone, "said": came_of_it})
            return
        say(came_of_it)
        came = set(_ids_in(desk, found.source.path)) - set(before)
        if len(gone) > len(came) - len(carried_on):  # else they were given other names
            say(_about_gone(gone))


def _ids_in(desk: Desk, path: str) -> list[str]:
    return [one.id for one in cards_in(desk.ledger, [path])]


def _gone(desk: Desk, card_ids: Sequence[str]) -> list[str]:
    """Return those of the cards that no deck holds any more."""
    places = places_of(desk.ledger, card_ids)
    return [one for one in card_ids if not places[one][1]]


def _about_gone(card_ids: Sequence[str]) -> str:
    more = len(card_ids) - _MOST_SAID
    some = ", ".join(card_ids[:_MOST_SAID]) + (f" and {more} more" if more > 0 else "")
    return f"gone from it: {some}; written there again, a card has its history back"


def open_in_editor(desk: Desk, card: Card) -> str:
    """Open a card from within a session; return a sentence for the screen, also when it did not work."""
    try:
        return _edited(desk, card)
    except StudyBuddyError as error:
        return str(error)


def _edited(desk: Desk, card: Card) -> str:
    """Open the card where the learner may edit it, and say what came of it; the caller syncs."""
    if not can_open(os.environ):
        raise UsageError(
            f"no editor is set; the card is at {card.source}", f"set EDITOR, for example: {how_to_set()}"
        )
    if Path(card.source.path).is_relative_to(desk.home.own_decks):
        return _opened(Path(card.source.path), card.source.line)
    from studybuddy.store.own_cards import copy_to_own, withdraw

    with desk.changing_decks():
        copied = copy_to_own(desk.home, card)
    source = copied.source
    try:
        desk.sync()
        came_of_it = _opened(Path(source.path), source.line)
    finally:
        with desk.changing_decks():
            withdrawn = withdraw(copied)
    return f"{card.id} was not changed, and is not copied" if withdrawn else came_of_it


def _opened(path: Path, line: int) -> str:
    """Open a deck until it has no error, or the learner leaves it so; return what came of it.

    A sync in between would take a card that is broken for a moment for one that is gone.
    """
    while True:
        open_editor(path, line)
        errors = _errors_of(path)
        if not errors:
            return f"read {path} again"
        line = errors[0].source.line
        if not _wants_again(errors):
            more = f", and {count(len(errors) - 1, 'more error')}" if len(errors) > 1 else ""
            return f"{errors[0]}{more}"


def _errors_of(path: Path) -> tuple[Problem, ...]:
    from studybuddy.kinds.deck import read_deck

    try:
        content = content_of(path)
    except OSError as error:
        return (unreadable(str(path), error),)
    problems = read_deck(content, path_shown=str(path), deck=path.stem).problems
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def _wants_again(errors: Sequence[Problem]) -> bool:
    """Show what is wrong and ask whether to mend it now; away from a terminal nobody is asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    for error in errors[:_MOST_SAID]:
        say(str(error), sys.stderr)
    try:
        return agrees(f"Open it again at line {errors[0].source.line}?", otherwise=True, stream=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        return False

"""`studybuddy edit`: a card's source in the learner's editor; a shipped card is copied to own decks first."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from studybuddy.commands.asking import agrees
from studybuddy.commands.completing import Card as CardName
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.editor import can_open, how_to_set, open_editor
from studybuddy.commands.naming import card_named
from studybuddy.commands.output import AsJson, card_json, print_json, say
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Card, Problem, Severity, Source
from studybuddy.screens.marks import count
from studybuddy.store.reading import content_of, unreadable
from studybuddy.store.sql.cards import card_of, cards_in, places_of
from studybuddy.store.sync_report import SyncReport

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
        opened = _edited(desk, found)
        carried_on = {pair.old.id: pair.new for pair in desk.sync().moved}
        lost = _lost(desk, opened, carried_on)
        if as_json:
            now = carried_on.get(found.id) or card_of(desk.ledger, found.questions[0]) or found
            print_json(card_json(now) | {"gone": [*lost.gone, *lost.copies], "said": opened.said})
            return
        say("\n".join((opened.said, *_about(lost))))


def open_in_editor(desk: Desk, card: Card) -> tuple[str, SyncReport]:
    """Open a card from within a session and read it again; return what to say, also when it did not work."""
    try:
        opened = _edited(desk, card)
    except StudyBuddyError as error:
        return str(error), desk.sync()
    report = desk.sync()
    lost = _lost(desk, opened, {pair.old.id: pair.new for pair in report.moved})
    return "; ".join((opened.said, *_about(lost))), report


class _Opened(NamedTuple):
    """A file that was in the editor: what to say of it, and the cards that it had before."""

    said: str
    path: str
    before: Sequence[str]


class _Lost(NamedTuple):
    """The cards that a file had and has no more: those that are `gone`, and `copies` of shipped ones.

    `came` are the cards that it has now and had not, `renamed` says that they are as many as are gone.
    """

    gone: Sequence[str]
    copies: Sequence[str]
    came: Sequence[str]
    renamed: bool


def _lost(desk: Desk, opened: _Opened, carried_on: Mapping[str, Card]) -> _Lost:
    """Return what a file that was edited has lost, once it is read again."""
    now = _ids_in(desk, opened.path)
    lost = [one for one in opened.before if one not in now and one not in carried_on]
    places = places_of(desk.ledger, lost)
    gone = [one for one in lost if not places[one][1]]
    own = desk.home.own_decks
    copies = [one for one in lost if places[one][1] and not Path(places[one][0]).is_relative_to(own)]
    moved = {card.id for card in carried_on.values()}
    came = [one for one in now if one not in opened.before and one not in moved]
    return _Lost(gone, copies, came, renamed=len(gone) <= len(came))


def _ids_in(desk: Desk, path: str) -> list[str]:
    return [one.id for one in cards_in(desk.ledger, [path])]


def _about(lost: _Lost) -> Iterator[str]:
    if lost.gone and not lost.renamed:
        yield f"gone from it: {_some(lost.gone)}; written there again, a card has its history back"
    if lost.copies:
        yield f"your copy is gone from it: {_some(lost.copies)}; the shipped text is shown again"
    if len(lost.copies) == len(lost.came) == 1:
        old, new = lost.copies[0], lost.came[0]
        yield f"{new} is a card beside it now; if it is meant to be {old}, end its heading with {{#{old}}}"


def _some(card_ids: Sequence[str]) -> str:
    more = len(card_ids) - _MOST_SAID
    return ", ".join(card_ids[:_MOST_SAID]) + (f" and {more} more" if more > 0 else "")


def _edited(desk: Desk, card: Card) -> _Opened:
    """Open the card where the learner may edit it, and say what came of it; the caller syncs."""
    if not can_open(os.environ):
        raise UsageError(
            f"no editor is set; the card is at {card.source}", f"set EDITOR, for example: {how_to_set()}"
        )
    if Path(card.source.path).is_relative_to(desk.home.own_decks):
        return _opened(desk, card, card.source)
    from studybuddy.store.own_cards import copy_to_own, lost_copy, withdraw

    if (lost := lost_copy(desk.home, card)) is not None:
        return _opened(desk, card, lost)
    with desk.changing_decks():
        copied = copy_to_own(desk.home, card)
    try:
        desk.sync()
        opened = _opened(desk, card, copied.source)
    finally:
        with desk.changing_decks():
            withdrawn = withdraw(copied)
    return _Opened(f"{card.id} was not changed, and is not copied", "", ()) if withdrawn else opened


def _opened(desk: Desk, card: Card, source: Source) -> _Opened:
    """Open a deck until nothing is wrong with it, or the learner leaves it so; return what came of it.

    A sync in between would take a card that is broken for a moment for one that is gone.
    """
    path, line = Path(source.path), source.line
    before = tuple(dict.fromkeys((*_ids_in(desk, source.path), card.id)))  # a lost copy is in no deck yet
    while True:
        open_editor(path, line)
        wrong = _wrong_in(path, before)
        if not wrong:
            return _Opened(f"read {path} again", source.path, before)
        line = wrong[0].source.line
        if not _wants_again(wrong):
            more = f", and {count(len(wrong) - 1, 'more error')}" if len(wrong) > 1 else ""
            return _Opened(f"{wrong[0]}{more}", source.path, before)


def _wrong_in(path: Path, before: Sequence[str]) -> tuple[Problem, ...]:
    """Return the errors of a deck, and where the id of a card that it had stands on no card any more."""
    from studybuddy.kinds.deck import read_deck

    try:
        content = content_of(path)
    except OSError as error:
        return (unreadable(str(path), error),)
    deck = read_deck(content, path_shown=str(path), deck=path.stem)
    slips = {source for card_id, source in deck.lost if card_id in before}
    return tuple(one for one in deck.problems if one.severity is Severity.ERROR or one.source in slips)


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

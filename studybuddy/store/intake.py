"""Files as they were just read in, one transaction on cache and ledger out: the writing half of a sync.

It works through SQLModel on the hot door's own connection, so that rows and refolded state commit together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session

from studybuddy.model import Card, Happening, Moment
from studybuddy.store.card_rows import retire, write_cards, write_files
from studybuddy.store.folding import refold, refold_everything
from studybuddy.store.gathering import Change, cards_elsewhere, gather, new_cards, retired_twins, with_history
from studybuddy.store.identity import Matches, match
from studybuddy.store.reading import FileReading
from studybuddy.store.recording import new_event
from studybuddy.store.rows import from_ms
from studybuddy.store.sessions import session_on
from studybuddy.store.sql.cache import call_folded
from studybuddy.store.sql.cards import cards_in, places_of
from studybuddy.store.sql.day_work import count_questions, nothing_counted
from studybuddy.store.sql.decks import file_stamps
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.journal import add_event
from studybuddy.store.sql.questions import unfolded
from studybuddy.store.sql.replaying import answered_or_noted, moves_of, steps_of
from studybuddy.store.sync_report import Decide, Pair, SyncReport

MANY = 1_000  # questions to fold above which one pass over the whole ledger is cheaper


class _Compared(NamedTuple):
    """What was read beside what the cache holds of it: the cards by what became of them."""

    change: Change
    vanished: Sequence[Card]
    appeared: Sequence[Card]
    retired: frozenset[str]
    matches: Matches


def take_in(
    ledger: Ledger,
    known: Mapping[str, str],
    readings: Sequence[FileReading],
    gone: frozenset[str],
    moment: Moment,
    decide: Decide,
) -> SyncReport | None:
    """Write what was read; None when another process synced meanwhile, and nothing was written.

    `known` are the stamps of the files that the readings were compared with.
    """
    found = _compared(ledger, readings, gone)
    accepted = tuple(pair for pair in found.matches.unsure if decide(pair.old, pair.new))
    pairs = (*found.matches.sure, *accepted)
    with session_on(ledger) as session:
        if file_stamps(ledger) != known:
            return None
        moved = with_history(ledger, pairs)  # only now: somebody may have answered while this waited
        from_scratch = nothing_counted(ledger)
        _write(session, ledger, readings, gone, found)
        _carry_over(ledger, moved, moment)
        _fold_arrivals(ledger, moved, everything=from_scratch)
    moved_to = {pair.new.id for pair in moved}
    return SyncReport(
        files_read=len(readings),
        added=len({card.id for card in found.appeared} - moved_to - found.retired),
        retired=len({card.id for card in found.vanished} - {pair.old.id for pair in moved}),
        returned=len((found.retired & set(found.change.cards)) - moved_to),
        renamed=pairs,
        moved=moved,
        unsure=tuple(pair for pair in found.matches.unsure if pair not in accepted),
        problems=(*(one for reading in readings for one in reading.problems), *found.change.problems),
    )


def _compared(ledger: Ledger, readings: Sequence[FileReading], gone: frozenset[str]) -> _Compared:
    """Compare what was read with one state of the cache; only pairs with a history are left unsure."""
    paths = {reading.file.path for reading in readings} | gone
    with ledger.snapshot():
        places = places_of(ledger, (card.id for reading in readings for card in reading.cards))
        change = gather(readings, cards_elsewhere(ledger, places, paths))
        vanished = [card for card in cards_in(ledger, paths) if card.id not in change.cards]
        appeared = new_cards(ledger, change, places)
        matches = match([*vanished, *retired_twins(ledger, appeared)], appeared)
        matches = matches._replace(unsure=with_history(ledger, matches.unsure))
    retired = frozenset(card_id for card_id, (_, is_active) in places.items() if not is_active)
    return _Compared(change, vanished, appeared, retired, matches)


def _write(
    session: Session,
    ledger: Ledger,
    readings: Sequence[FileReading],
    gone: frozenset[str],
    found: _Compared,
) -> None:
    """Bring files, cards and the counts of their questions up to date."""
    asked = [question for _, card in found.change.cards.values() for question in card.questions]
    write_files(session, readings, gone, found.change)
    retire(session, [card.id for card in found.vanished])
    count_questions(ledger, asked, -1)
    write_cards(session, found.change)
    count_questions(ledger, asked, 1)


def _carry_over(ledger: Ledger, pairs: Sequence[Pair], moment: Moment) -> None:
    """Append a MOVE for each question of an old card that the new one asks too."""
    moved = [
        (old, new) for pair in pairs for old, new in zip(pair.old.questions, pair.new.questions, strict=False)
    ]
    if not moved:
        return
    latest = max((step.at for old, _ in moved for step in steps_of(ledger, old)), default=0)
    after = _after_all(moment, max(latest, moves_of(ledger).latest()))
    for old, new in moved:
        add_event(ledger, new_event(ledger, Happening.MOVE, after, old, {"to": new}))


def _after_all(moment: Moment, latest: int) -> Moment:
    """Return a moment after all steps and moves, in ms: after a clock went back, now may be too early."""
    at = max(moment.at, from_ms(latest + 1).astimezone(moment.at.tzinfo))
    return Moment(at, moment.study_day)


def _fold_arrivals(ledger: Ledger, moved: Iterable[Pair], *, everything: bool) -> None:
    """Give every question that is new to the cache the state that its history implies."""
    arrivals = answered_or_noted(ledger, unfolded(ledger)) | {
        question for pair in moved for question in (*pair.new.questions, *pair.old.questions)
    }
    call_folded(ledger)  # the others have nothing to fold
    if everything or len(arrivals) > MANY:
        refold_everything(ledger)
    elif arrivals:
        refold(ledger, arrivals)

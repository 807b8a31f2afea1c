"""Deck files in, the cards brought up to date out: only changed files are read, and no history is lost.

Explicit ids carry a card wherever it goes. Where an id vanished and a new one appeared, `identity` tells
whether they are one card, and a MOVE event in the ledger carries the history over.
"""

from collections.abc import Callable, Iterable

from studybuddy.model import Moment
from studybuddy.store.home import DeckRoot
from studybuddy.store.library import scan
from studybuddy.store.reading import read_file
from studybuddy.store.sql.decks import file_stamps, shadowed_files
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sync_report import Decide, SyncReport
from studybuddy.store.uncollected import uncollected

Progress = Callable[[int, int], None]


def sync(
    ledger: Ledger,
    roots: Iterable[DeckRoot],
    moment: Moment,
    progress: Progress = lambda _done, _total: None,
    decide: Decide = lambda _old, _new: False,
) -> SyncReport:
    """Read what changed below the deck roots and bring cards, questions and histories up to date.

    `progress` is told files read and files to read. `decide` is asked whether two cards that are perhaps
    the same are; while it is, no lock is held. When no file has changed this costs one `stat` a file.
    """
    found = scan(roots)
    while True:
        known = file_stamps(ledger)
        changed = [path for path, file in found.items() if known.get(path) != file.stamp]
        gone = frozenset(known) - frozenset(found)
        if not changed and not gone:
            return SyncReport()
        from studybuddy.store.intake import take_in

        # A card may have been hidden behind one of the same id that is leaving now: look at it again.
        changed += [path for path in shadowed_files(ledger) if path in found and path not in changed]
        with uncollected():
            readings = []
            for done, path in enumerate(changed):
                progress(done, len(changed))
                readings.append(read_file(found[path]))
            progress(len(changed), len(changed))
            report = take_in(ledger, known, readings, gone, moment, decide)
        if report is not None:
            return report
        found = scan(roots)

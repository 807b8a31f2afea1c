"""The environment in, an open desk out: home, ledger, scheduler and moment, with the decks up to date."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from studybuddy.commands import clock
from studybuddy.model import Card, Moment
from studybuddy.scheduling import schedulers
from studybuddy.scheduling.protocol import Scheduler
from studybuddy.store import settings
from studybuddy.store.home import Home, find_home
from studybuddy.store.hot import Ledger, open_ledger
from studybuddy.store.sync import sync
from studybuddy.store.sync_report import SyncReport


@dataclass(frozen=True, slots=True)
class Desk:
    """What every command works with. `first_run` is true while the home folder has just been made."""

    home: Home
    ledger: Ledger
    scheduler: Scheduler
    moment: Moment
    first_run: bool

    def now(self) -> Moment:
        """Return the present anew: a session lasts longer than the moment it began."""
        return clock.now(int(settings.get(self.ledger, "rollover_hour")))

    def sync(self) -> SyncReport:
        """Bring the decks up to date and tell, on stderr, what became of changed cards."""
        report = sync(
            self.ledger,
            self.home.deck_roots,
            self.scheduler,
            self.now(),
            progress=_Progress(),
            decide=_decide,
        )
        _tell(report)
        return report


@contextmanager
def open_desk(*, with_sync: bool = True) -> Iterator[Desk]:
    """Open the home, making it on the first run, and read what changed in the decks.

    Raises:
        StudyBuddyError: the home, the database or the environment is not usable.

    """
    clock.now()  # a wrong STUDYBUDDY_NOW is said before anything is made
    home = find_home(os.environ)
    first_run = home.create()
    with open_ledger(home.database) as ledger:
        scheduler = schedulers.get(settings.get(ledger, "scheduler"))
        moment = clock.now(int(settings.get(ledger, "rollover_hour")))
        desk = Desk(home, ledger, scheduler, moment, first_run)
        if first_run:
            _say(f"studybuddy keeps your decks, plans and reviews in {home.path}")
        if with_sync:
            desk.sync()
        yield desk


class _Progress:
    """Shows how far a reading of decks has come, once it takes long enough to wonder."""

    SHOWN_AFTER_MS = 500

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        self._shown |= clock.elapsed_ms(self._began) > self.SHOWN_AFTER_MS and sys.stderr.isatty()
        if self._shown:
            end = "\n" if done == total else ""
            sys.stderr.write(f"\rreading decks {done}/{total}{end}")
            sys.stderr.flush()


def _decide(old: Card, new: Card) -> bool:
    """Ask whether a new card is an old one, edited; away from a terminal the answer is to keep both."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    _say(f"\nA card is gone and one that resembles it is new:\n  old: {old.heading}\n  new: {new.heading}")
    sys.stderr.write("Is it the same card? Its history would go with it. [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def _tell(report: SyncReport) -> None:
    for pair in report.moved[:5]:
        _say(f"{pair.old.id} is now {pair.new.id}: its history goes with it")
    if len(report.moved) > 5:
        _say(f"… and {len(report.moved) - 5} more cards that changed their id keep their history")
    for pair in report.unsure:
        _say(
            f"{pair.new.id} may be {pair.old.id}, edited: both are kept, and the id #{pair.old.id} joins them"
        )
    errors = sum(problem.severity == "error" for problem in report.problems)
    if errors:
        _say(f"{errors} problem{'s' * (errors != 1)} in your decks: studybuddy check")


def _say(text: str) -> None:
    print(text, file=sys.stderr)

"""The environment in, an open desk out: home, ledger, scheduler and moment, with the decks up to date."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import NamedTuple

from studybuddy.commands import clock
from studybuddy.commands.progress import Progress
from studybuddy.errors import StudyBuddyError
from studybuddy.model import Card, Moment
from studybuddy.scheduling.protocol import Scheduler
from studybuddy.screens.marks import count
from studybuddy.store import settings
from studybuddy.store.folding import scheduler_of
from studybuddy.store.home import Home, find_home
from studybuddy.store.slots import refresh
from studybuddy.store.sql.decks import deck_errors
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.opening import open_ledger
from studybuddy.store.sync import sync
from studybuddy.store.sync_report import SyncReport

_FIRST_RUN, _BEGUN, _ENDED = "first_run", "begun", "ended"


def _keep_both(_old: Card, _new: Card) -> bool:
    return False


class Desk(NamedTuple):
    """What every command works with. `first_run` is true until a first run has come to its end.

    `decide` says whether a new card is an old one, edited.
    """

    home: Home
    ledger: Ledger
    moment: Moment
    first_run: bool
    decide: Callable[[Card, Card], bool] = _keep_both

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler that is set now, for labels and figures; what is written asks for it itself."""
        return scheduler_of(self.ledger)

    @property
    def pictures(self) -> str:
        """Whether a session may draw formulas as pictures: auto, on or off."""
        return settings.get(self.ledger, "math_images")

    def now(self) -> Moment:
        """Return the present anew: a session lasts longer than the moment it began."""
        return clock.now(int(settings.get(self.ledger, "rollover_hour")))

    def sync(self) -> SyncReport:
        """Bring the decks up to date and tell, on stderr, what became of changed cards."""
        report = sync(
            self.ledger,
            self.home.deck_roots,
            self.now(),
            progress=Progress("reading decks"),
            decide=self.decide,
        )
        _tell(report)
        if report != SyncReport():
            self._tidy_drafts(report)
        return report

    def _tidy_drafts(self, report: SyncReport) -> None:
        """Let unfinished answers follow their cards, and forget those of cards that are long gone."""
        from studybuddy.store.drafts import Drafts
        from studybuddy.store.sql.questions import questions_named

        drafts = Drafts(self.home.path)
        questions = (zip(pair.old.questions, pair.new.questions, strict=False) for pair in report.renamed)
        drafts.rename(chain.from_iterable(questions))
        drafts.forget_gone(lambda one: one in questions_named(self.ledger, one), self.moment.study_day)

    def end_first_run(self) -> None:
        """Count the first run as over, whatever becomes of the rest of it."""
        _note_first_run(self.ledger, _ENDED)

    @contextmanager
    def changing_decks(self) -> Iterator[None]:
        """Hold the ledger's write lock while own decks change: two that add at once wait for each other."""
        with self.ledger.transaction():
            yield


@contextmanager
def open_desk(*, asks: bool = False, reads: bool = False) -> Iterator[Desk]:
    """Open the home, making it on the first run, and read what changed in the decks.

    `asks` allows a question about a card that may be an old one, edited: in a prompt it would be in the way.
    `reads` says that nothing is to be recorded: then a home that may only be read is good enough.

    Raises:
        StudyBuddyError: the home, the database or the environment is not usable.

    """
    clock.now()  # a wrong STUDYBUDDY_NOW is said before anything is made
    home = find_home(os.environ)
    if home.is_read_only():
        with _open_copy(home, reads=reads) as desk:
            yield desk
        return
    was_used = home.backups.is_dir()  # a folder that only holds decks so far never had a ledger
    home_is_new = home.create()
    ledger_is_gone = was_used and home.has_no_ledger()
    with open_ledger(home.database) as ledger:
        if ledger_is_gone:
            _say(f"started a new ledger at {home.database}: there was none{_where_backups_are(home)}")
        moment = clock.now(int(settings.get(ledger, "rollover_hour")))
        if home_is_new:
            _say(f"studybuddy keeps your decks, plans and reviews in {home.path}")
            _note_first_run(ledger, _BEGUN)
        first_run = ledger.setting(_FIRST_RUN) == _BEGUN
        desk = Desk(home, ledger, moment, first_run, _Decisions() if asks else _keep_both)
        desk.sync()
        refresh(ledger, moment.study_day)
        yield desk
        if first_run:
            _note_first_run(ledger, _ENDED)


@contextmanager
def _open_copy(home: Home, *, reads: bool) -> Iterator[Desk]:
    """Read from a copy of the ledger, so that changed decks and a new day are seen as ever."""
    if not reads:
        raise StudyBuddyError(
            f"{home.path} is read-only, and this would be written there",
            "give yourself write permission, or set STUDYBUDDY_HOME to a folder that you can write",
        )
    from studybuddy.commands.naming import forget_list
    from studybuddy.store.sql.copying import copied

    _say(f"{home.path} is read-only: nothing is recorded")
    with copied(home.database) as copy, open_ledger(copy) as ledger:
        moment = clock.now(int(settings.get(ledger, "rollover_hour")))
        desk = Desk(home, ledger, moment, first_run=False)
        desk.sync()
        refresh(ledger, moment.study_day)
        with ledger.transaction():
            forget_list(ledger)  # what the copy is told of a later one is forgotten with it
        yield desk


def _where_backups_are(home: Home) -> str:
    return f"; backups are in {home.backups}" if any(home.backups.iterdir()) else ""


def _note_first_run(ledger: Ledger, how_far: str) -> None:
    """Remember how far the first run has come, so that one which was interrupted counts as none."""
    with ledger.transaction():
        ledger.set_setting(_FIRST_RUN, how_far)


class _Decisions:
    """Asks whether a new card is an old one, edited, once for each pair however often the sync asks."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str, str], bool] = {}

    def __call__(self, old: Card, new: Card) -> bool:
        pair = (old.id, old.digest, new.id, new.digest)
        if pair not in self._made:
            self._made[pair] = _ask_whether_same(old, new)
        return self._made[pair]


def _ask_whether_same(old: Card, new: Card) -> bool:
    """Ask on a terminal; away from one the answer is to keep both."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    from studybuddy.commands.asking import agrees
    from studybuddy.kinds.headline import headline

    was, now = (headline(card.kind, card.heading) for card in (old, new))
    _say(f"\nA card is gone and one that resembles it is new:\n  old: {was}\n  new: {now}")
    try:
        return agrees(
            "Is it the same card? Its history would go with it.", otherwise=False, stream=sys.stderr
        )
    except EOFError:
        return False


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
        _say(_problems(errors))


def problems_said(ledger: Ledger) -> str:
    """Say how many errors the decks have as they were last read; "" when there is none."""
    errors = deck_errors(ledger)
    return _problems(errors) if errors else ""


def _problems(errors: int) -> str:
    return f"{count(errors, 'problem')} in your decks: studybuddy check"


def _say(text: str) -> None:
    print(text, file=sys.stderr)

"""Sizes in, a home folder with decks, a year of reviews and a running plan out; kept for the next run."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import past_year
import wording
from sqlmodel import insert

from studybuddy.commands.daily import NEVER, OFFERS
from studybuddy.commands.desk import Desk
from studybuddy.model import Happening, Moment
from studybuddy.planning.enrolment import enrolment_detail
from studybuddy.planning.plan import Plan
from studybuddy.planning.plan_file import parse_plan
from studybuddy.planning.starting import start_from
from studybuddy.store import connection, recording
from studybuddy.store.folding import refold_everything
from studybuddy.store.home import PACKAGE, Home, find_home, shipped
from studybuddy.store.rows import CARD_COLUMNS, REVIEW_COLUMNS
from studybuddy.store.sessions import session_on
from studybuddy.store.sql.door import Ledger
from studybuddy.store.sql.opening import open_ledger
from studybuddy.store.sql.questions import kinds_of_questions
from studybuddy.store.sync import sync
from studybuddy.store.tables import QuestionRow
from studybuddy.syllabus import TIERS, TOPICS

NOW = "2026-06-04T09:00:00+00:00"
MOMENT = Moment(datetime.fromisoformat(NOW), date(2026, 6, 4))
PLAN_BEGAN = MOMENT.study_day - timedelta(weeks=4, days=3)
INTERVIEW_IN = timedelta(days=8)
CARDS_PER_FILE = 50


@dataclass(frozen=True, slots=True)
class Size:
    """How much a library holds. A `bare` one has rows for its cards and no deck files."""

    cards: int
    reviews: int
    bare: bool = False


def environment(folder: Path) -> Mapping[str, str]:
    """Return the variables under which studybuddy works with the library in `folder`."""
    return {
        "STUDYBUDDY_HOME": str(folder / "home"),
        "STUDYBUDDY_DECKS": str(folder / "shipped"),
        "STUDYBUDDY_NOW": NOW,
    }


def home_in(folder: Path) -> Home:
    """Return the home of the library in `folder`."""
    return find_home(environment(folder))


@contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    """Open a library as a command would, without the sync."""
    home = home_in(folder)
    with open_ledger(home.database) as ledger:
        yield Desk(home, ledger, MOMENT, first_run=False)


@contextmanager
def working_copy(folder: Path) -> Iterator[Path]:
    """Lend a copy of a library that may be written to; the deck files are the same ones."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        copy = Path(scratch)
        shutil.copytree(folder / "home", copy / "home")
        (copy / "shipped").symlink_to(folder / "shipped")
        os.sync()  # or the first commits would wait for the copy to reach the disk
        yield copy


def library(scratch: Path, size: Size) -> Path:
    """Return the folder of a library of this size, building it unless an earlier run has."""
    folder = scratch / f"{size.cards}-{size.reviews}-{_recipe()}"
    finished = folder / "finished"
    if not finished.exists():
        print(f"building a library of {size.cards:,} cards and {size.reviews:,} reviews …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        _build(folder, size)
        finished.touch()
    return folder


def write_decks(folder: Path, cards: int) -> None:
    """Write decks with so many cards in all below `folder`."""
    for number in range(cards // CARDS_PER_FILE):
        path = folder / f"part-{number % 10}" / f"deck-{number:04d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wording.deck(number, CARDS_PER_FILE), encoding="utf-8")


def _recipe() -> str:
    """Return a name that changes with whatever decides what a library holds."""
    digest = blake2b(f"{connection.SCHEMA} {connection.CACHE} {NOW}".encode(), digest_size=6)
    here = Path(__file__).parent
    for path in (
        here / "libraries.py",
        here / "wording.py",
        here / "past_year.py",
        PACKAGE / "store" / "tables.py",
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _build(folder: Path, size: Size) -> None:
    (folder / "shipped").mkdir(parents=True)
    if not size.bare:
        write_decks(folder / "shipped", size.cards)
    home_in(folder).create()
    with desk_in(folder) as desk:
        if size.bare:
            _add_card_rows(desk.ledger, size.cards)
        else:
            sync(desk.ledger, desk.home.deck_roots, MOMENT)
        _add_reviews(desk.ledger, size.reviews)
        _start_plan(desk)
        with desk.ledger.transaction():
            refold_everything(desk.ledger)
        desk.ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _add_reviews(ledger: Ledger, count: int) -> None:
    questions = sorted(kinds_of_questions(ledger))
    answered = past_year.answers(questions, count, MOMENT.study_day)
    with ledger.transaction():
        ledger.connection.executemany(
            f"INSERT INTO review ({REVIEW_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - our own columns
            past_year.review_rows(answered, ledger.device),
        )


def _start_plan(desk: Desk) -> None:
    began = Moment(MOMENT.at - (MOMENT.study_day - PLAN_BEGAN), PLAN_BEGAN)
    detail = enrolment_detail(start_from(_eight_weeks(), PLAN_BEGAN, None, PLAN_BEGAN))
    recording.note(desk.ledger, Happening.PLAN, began, detail=detail)
    with desk.ledger.transaction():
        desk.ledger.set_setting(OFFERS, NEVER)  # or it would stand before the first card


def _eight_weeks() -> Plan:
    path = shipped("plans") / "eight-week.md"
    plan, _ = parse_plan(path.read_bytes(), str(path))
    if plan is None:
        raise ValueError(f"{path} is no plan")
    return plan


def set_interview(folder: Path) -> None:
    """Start the plan of a library anew, back from an interview so near that its final pass has begun."""
    with desk_in(folder) as desk:
        enrolment = start_from(_eight_weeks(), MOMENT.study_day, MOMENT.study_day + INTERVIEW_IN, PLAN_BEGAN)
        recording.note(desk.ledger, Happening.PLAN, MOMENT, detail=enrolment_detail(enrolment))


def _add_card_rows(ledger: Ledger, cards: int) -> None:
    pairs = [(domain, topic) for domain, topics in TOPICS.items() for topic in topics]
    card_rows, question_rows = [], []
    for number in range(cards):
        name, deck = f"b{number:06d}", number // CARDS_PER_FILE
        domain, topic = pairs[deck % len(pairs)]
        heading = f"{wording.MARKER}{number:06d} what?"
        place = number % CARDS_PER_FILE
        card_rows.append((
            name, "basic", f"deck-{deck:04d}", domain, topic, TIERS[deck % 3], "[]", heading,
            '{"prompt": "", "answer": "' + "so it is " * 40 + '"}', f'["{name}"]', f"deck-{deck:04d}.md",
            place * 12 + 9, name, True, "{}", place, True,
        ))  # fmt: skip
        question_rows.append({
            "id": name, "card_id": name, "kind": "basic", "deck": f"deck-{deck:04d}", "domain": domain,
            "topic": topic, "tier_rank": deck % 3, "position": place,
        })  # fmt: skip
    with ledger.transaction():
        ledger.connection.executemany(
            f"INSERT INTO card ({CARD_COLUMNS}, position, active) VALUES ({', '.join('?' * 17)})",  # noqa: S608 - our own columns
            card_rows,
        )
    with session_on(ledger) as session:  # which knows the defaults of the other columns
        session.connection().execute(insert(QuestionRow), question_rows)

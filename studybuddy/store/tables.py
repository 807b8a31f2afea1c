"""The one definition of the tables, in SQLModel: ledger tables are kept for ever, cache tables can be remade.

Days are ISO dates; moments are integer milliseconds since the epoch, in UTC; JSON is text.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import Column, Computed, Date, Index, text
from sqlmodel import Field, SQLModel

# --- the ledger: append-only, migrated by Alembic, the truth -----------------------------------------


class ReviewRow(SQLModel, table=True):
    """One answer."""

    __tablename__: ClassVar[str] = "review"
    __table_args__ = (
        Index("review_question", "question_id", "reviewed_at"),
        Index("review_day", "study_day", "role"),
        Index("review_device", "device", "id"),
    )

    id: str = Field(primary_key=True)
    question_id: str
    grade: int = Field(ge=0, le=5)
    role: str
    reviewed_at: int
    utc_offset_min: int
    study_day: date
    took_ms: int
    shift_days: int
    scheduler: str
    device: str
    seed: int | None = None
    answer: str = ""
    confidence: int | None = None


class EventRow(SQLModel, table=True):
    """Anything but an answer: suspend, bury, reset, move, plan."""

    __tablename__: ClassVar[str] = "event"
    __table_args__ = (
        Index("event_question", "question_id", "happened_at"),
        Index("event_happening", "happening", "happened_at"),
        Index("event_device", "device", "id"),
    )

    id: str = Field(primary_key=True)
    happening: str
    question_id: str | None = None
    happened_at: int
    utc_offset_min: int
    study_day: date
    device: str
    detail: str = "{}"


class RetractionRow(SQLModel, table=True):
    """Takes back a review or an event."""

    __tablename__: ClassVar[str] = "retraction"

    id: str = Field(primary_key=True)
    event_id: str = Field(index=True)
    retracted_at: int
    device: str


class SettingRow(SQLModel, table=True):
    """What the learner chose, and which versions the caches were made with."""

    __tablename__: ClassVar[str] = "setting"

    key: str = Field(primary_key=True)
    value: str


# --- the cache: dropped and made again when connection.CACHE changes -----------------------------------


class DeckFileRow(SQLModel, table=True):
    """One Markdown file as it was last read; `stamp` changes whenever the file does."""

    __tablename__: ClassVar[str] = "deck_file"

    path: str = Field(primary_key=True)
    deck: str
    stamp: str
    own: bool = False
    shadowed: bool = False  # some of its cards stand back behind others of the same id
    errors: int = 0


class CardRow(SQLModel, table=True):
    """A card as its deck tells it, or told it before it was retired."""

    __tablename__: ClassVar[str] = "card"
    __table_args__ = (Index("card_path", "path"), Index("card_digest", "digest"))

    id: str = Field(primary_key=True)
    kind: str
    deck: str
    domain: str
    topic: str
    tier: str
    tags: str
    heading: str
    fields: str
    questions: str
    path: str
    line: int
    digest: str
    explicit_id: bool
    attributes: str
    position: int
    active: bool = True


class QuestionRow(SQLModel, table=True):
    """What is scheduled: where its card says it belongs, and the fold of its events."""

    __tablename__: ClassVar[str] = "question"
    __table_args__ = (
        Index("question_card", "card_id"),
        Index("question_kind", "kind", "domain", "active"),
        # word for word `schedule.ASKABLE`, so that counting what is due reads the index alone
        Index(
            "question_due", "due_day",
            sqlite_where=text("active AND NOT suspended AND (NOT known OR slot IS NOT NULL)"),
        ),
        Index(
            "question_new", "tier_rank", "position", "id",
            sqlite_where=text("active AND NOT suspended AND last_day IS NULL"),
        ),
        # all that readiness is measured from, in the order in which it is added up
        Index(
            "question_standing", "kind", "domain", "topic", "tier_rank", "last_day", "interval_days",
            "last_grade", "known", "id", "active", "suspended", sqlite_where=text("active AND NOT suspended"),
        ),
        Index("question_slot", "slot", sqlite_where=text("slot IS NOT NULL")),
        Index("question_first", "first_review"),
        Index("question_unfolded", "id", sqlite_where=text("NOT folded")),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    card_id: str = Field(foreign_key="card.id")
    kind: str
    deck: str
    domain: str
    topic: str
    tier_rank: int
    position: int
    active: bool = True
    # the fold of the ledger, once it was folded
    folded: bool = Field(default=False, sa_column_kwargs={"server_default": text("0")})
    repetitions: int = 0
    ease: int | None = 250
    interval_days: int = 0
    lapses: int = 0
    last_day: date | None = None
    sm2_due: date | None = None
    effective_due: date | None = None
    stability: float | None = None
    difficulty: float | None = None
    suspended: bool = False
    buried_on: date | None = None
    known: bool = False
    # how well recall was foretold (see `replay.Foretold`)
    foretold: int = 0
    recalled: int = 0
    predicted: float = 0.0
    last_grade: int | None = None
    first_review: str | None = None  # the first scheduled answer ever, under whatever id it was given
    # the day that the final pass before an interview gave it, and the day that is acted upon
    slot: date | None = None
    due_day: date | None = Field(
        default=None, sa_column=Column(Date, Computed("coalesce(slot, effective_due)", persisted=False))
    )


class DayWorkRow(SQLModel, table=True):
    """The answers of a study day to questions of a kind and domain, added up: see `sql.day_work`."""

    __tablename__: ClassVar[str] = "day_work"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}

    study_day: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    domain: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)  # of practice done elsewhere, else empty
    first: bool = Field(primary_key=True)  # whether the answers are the first of their questions
    took_ms: int
    answers: int


LEDGER_TABLES = (ReviewRow, EventRow, RetractionRow, SettingRow)
CACHE_TABLES = (DeckFileRow, CardRow, QuestionRow, DayWorkRow)

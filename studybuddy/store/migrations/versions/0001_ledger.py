"""An empty file in, the first ledger out: reviews, events, retractions, settings."""  # noqa: INP001  # Alembic loads it by its path

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the ledger's tables and their indexes."""
    _make_reviews()
    _make_events()
    op.create_table(
        "retraction",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("retracted_at", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
    )
    op.create_index("ix_retraction_event_id", "retraction", ["event_id"])
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), nullable=False),
    )


def _make_reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("question_id", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("reviewed_at", sa.Integer(), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.Column("study_day", sa.Date(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("shift_days", sa.Integer(), nullable=False),
        sa.Column("scheduler", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=True),
    )
    op.create_index("review_question", "review", ["question_id", "reviewed_at"])
    op.create_index("review_day", "review", ["study_day", "role"])
    op.create_index("review_device", "review", ["device", "id"])


def _make_events() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("happening", sa.String(), nullable=False),
        sa.Column("question_id", sa.String(), nullable=True),
        sa.Column("happened_at", sa.Integer(), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.Column("study_day", sa.Date(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
    )
    op.create_index("event_question", "event", ["question_id", "happened_at"])
    op.create_index("event_happening", "event", ["happening", "happened_at"])
    op.create_index("event_device", "event", ["device", "id"])

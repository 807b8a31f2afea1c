"""A card, or what has happened to it, flows in; the screens of `show` and `history` flow out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from studybuddy.screens.by_width import ByWidth
from studybuddy.screens.console import PLAIN, Look, label
from studybuddy.screens.marks import day, days_until
from studybuddy.screens.text import Marked, indented, render_markdown


@dataclass(frozen=True, slots=True)
class QuestionState:
    """What is known of one question of a card; `ease` is 2.5 and the like, None under FSRS."""

    id: str
    due: date | None
    scheduler_due: date | None
    interval_days: int
    ease: float | None
    repetitions: int
    lapses: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardView:
    """One card as its author wrote it: `question` and `parts` (title, text) are Markdown."""

    id: str
    kind: str
    place: str
    topic: str
    tier: str
    tags: tuple[str, ...]
    question: str
    parts: tuple[tuple[str, str], ...]
    questions: tuple[QuestionState, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One event of the ledger; `what` is "review", "suspend" and the like, `taken_back` when retracted."""

    at: datetime
    what: str
    grade: str = ""
    role: str = ""
    interval_days: int | None = None
    took_ms: int | None = None
    confidence: int | None = None
    answer: str = ""
    scheduler: str = ""
    taken_back: bool = False


def draw_card(card: CardView, today: date, look: Look = PLAIN) -> RenderableType:
    """Draw a card in full, and when each of its questions is due."""
    tags = f" · {', '.join(card.tags)}" if card.tags else ""
    return Group(
        label(f" {card.id}", "bold"),
        label(f" {card.kind} · {card.topic} · {card.tier}{tags}", "dim"),
        label(f" {card.place}", "dim"),
        Text(""),
        indented(render_markdown(card.question, look)),
        *_parts(card, look),
        Text(""),
        *_states(card.questions, today),
    )


def _parts(card: CardView, look: Look) -> Iterator[RenderableType]:
    for title, text in card.parts:
        yield Text("")
        yield label(f"  {title}", "bold")
        yield indented(render_markdown(text, look))


def _states(states: Sequence[QuestionState], today: date) -> Iterator[RenderableType]:
    for state in states:
        ease = f" · ease {state.ease:.2f}" if state.ease is not None and state.due is not None else ""
        passes = f" · interval {state.interval_days} d{ease} · {state.repetitions} passed in a row"
        known = "" if state.due is None else f"{passes} · forgotten {state.lapses}×"
        moved = state.scheduler_due is not None and state.scheduler_due != state.due
        exact = f" (exactly {day(state.scheduler_due, today)})" if moved else ""
        remarks = "".join(f" · {remark}" for remark in state.remarks)
        when = (
            "new"
            if state.due is None
            else f"due {days_until(state.due, today)}, {day(state.due, today)}{exact}"
        )
        name = f"{state.id}: " if len(states) > 1 else ""
        yield Marked(" ", label(f"{name}{when}{known}{remarks}"))


def draw_history(title: str, rows: Sequence[HistoryRow]) -> RenderableType:
    """Draw the events of a question in the order given; what was taken back stays visible."""
    if not rows:
        return Group(label(f" {title}", "bold"), Text(" Nothing has happened to this card yet."))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("when", no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("then", justify="right", no_wrap=True)
    table.add_column("took", justify="right", no_wrap=True)
    table.add_column("answer", ratio=1, overflow="fold")
    for row in rows:
        table.add_row(
            f"{row.at:%Y-%m-%d %H:%M}", label(_what(row)), _then(row), _took(row), label(row.answer)
        )
    narrow = Group(*(Marked(f" {row.at:%Y-%m-%d} ", _narrow(row)) for row in rows))
    return Group(label(f" {title}", "bold"), Text(""), ByWidth(table, narrow))


def _narrow(row: HistoryRow) -> Text:
    parts = (_what(row), _then(row), _took(row), row.answer)
    return label(" · ".join(filter(None, parts)))


def _what(row: HistoryRow) -> str:
    parts = [row.grade or row.what]
    if row.role and row.role != "scheduled":
        parts.append(f"({row.role})")
    if row.confidence is not None:
        parts.append({1: "guessed", 2: "unsure", 3: "sure"}.get(row.confidence, ""))
    if row.taken_back:
        parts.append("— taken back")
    return " ".join(filter(None, parts))


def _then(row: HistoryRow) -> str:
    return "" if row.interval_days is None else f"{row.interval_days} d"


def _took(row: HistoryRow) -> str:
    return "" if row.took_ms is None else f"{row.took_ms / 1000:.1f} s"

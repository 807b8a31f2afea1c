"""Questions, decks and found cards flow in, numbered tables flow out: `due`, `search`, `decks`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from studybuddy.screens.by_width import NARROW
from studybuddy.screens.console import PLAIN, Look, label
from studybuddy.screens.formulas import with_formulas
from studybuddy.screens.marks import count, day, days_until

_SUMMED = ("cards", "due", "new", "suspended", "problems")
_FIGURES = 34  # columns for what is counted and remarked
_BESIDE_NAMES = 50  # columns for figures and titles; with less, these would be cut after a word or two
_MANY = 4  # decks of a folder, each of one card, from which they are shown as one


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a list; `due` is None when it is new, `number` is what the learner may call it by.

    `scheduler_due` is the scheduler's own day, which the load of a day or the final pass may have moved.
    """

    number: int
    id: str
    prompt: str
    topic: str
    kind: str
    due: date | None
    interval_days: int = 0
    state: str = ""
    scheduler_due: date | None = None

    @property
    def moved(self) -> bool:
        """Whether the day that counts is not the scheduler's own."""
        return self.due is not None and self.scheduler_due not in {None, self.due}


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck and how much of it is known; `place` is its path as shown."""

    name: str
    title: str
    cards: int
    due: int
    new: int
    suspended: int = 0
    problems: int = 0
    place: str = ""


def draw_questions(
    rows: Sequence[QuestionRow],
    today: date,
    width: int,
    *,
    empty: str,
    hidden: int = 0,
    look: Look = PLAIN,
) -> RenderableType:
    """Draw questions with their numbers, one a line.

    `empty` is said when there are none; `hidden` is how many more there are than these rows.
    """
    if not rows:
        return label(f" {empty}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 1))
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("question")
    if width >= NARROW:
        table.add_column("card", no_wrap=True, overflow="ellipsis", max_width=26)
    table.add_column("due", no_wrap=True)
    both = width >= NARROW and any(row.moved for row in rows)
    if both:
        table.add_column("exactly", no_wrap=True)
    for row in rows:
        card = [label(row.id)] if width >= NARROW else []
        days = [row.state or days_until(row.due, today)]
        days += [day(row.scheduler_due, today) if row.moved else ""] if both else []
        table.add_row(str(row.number), _one_line(with_formulas(row.prompt, look)), *card, *days)
    rest = [Text(f" and {count(hidden, 'other')}", style="dim")] if hidden else []
    return Group(table, *rest)


def draw_decks(rows: Sequence[DeckRow], width: int, questions: int = 0) -> RenderableType:
    """Draw the decks with what is due and new in each, and a total; titles where there is room.

    `questions` are those of all cards: where there are more of them, it is said what is counted.
    """
    if not rows:
        return Text(" No decks are loaded.")
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", show_footer=len(rows) > 1
    )
    wide = width >= NARROW
    table.add_column("deck", count(len(rows), "deck"), no_wrap=wide, overflow="fold")
    beside = width - max(len(row.name) for row in _single_cards_together(rows))
    roomy = wide and beside >= _BESIDE_NAMES
    if roomy:
        table.add_column("title", no_wrap=True, overflow="ellipsis", max_width=beside - _FIGURES)
    for name, total in (
        ("cards", sum(row.cards for row in rows)),
        ("due", sum(row.due for row in rows)),
        ("new", sum(row.new for row in rows)),
    ):
        table.add_column(name, str(total), justify="right", no_wrap=True)
    if wide:
        table.add_column("")
    for row in _single_cards_together(rows):
        title = [_one_line(row.title)] if roomy else []
        remarks = [_remarks(row)] if wide else []
        table.add_row(label(row.name), *title, str(row.cards), str(row.due), str(row.new), *remarks)
    if questions <= sum(row.cards for row in rows):
        return table
    asked = f"due and new are questions, {questions} in all: a card with gaps asks one for each"
    return Group(table, label(f" {asked}", "dim"))


def _single_cards_together(rows: Sequence[DeckRow]) -> Iterator[DeckRow]:
    """Yield the decks, those of a folder in which each holds but one card as one."""
    for folder, group in groupby(rows, lambda row: row.name.rpartition("/")[0]):
        decks = list(group)
        if len(decks) < _MANY or any(row.cards > 1 for row in decks):
            yield from decks
            continue
        sums = (sum(getattr(row, name) for row in decks) for name in _SUMMED)
        yield DeckRow(f"{folder}/…", f"{len(decks)} decks of one card", *sums)


def _remarks(row: DeckRow) -> str:
    parts = []
    if row.problems:
        parts.append(count(row.problems, "problem"))
    if row.suspended:
        parts.append(f"{row.suspended} suspended")
    return ", ".join(parts)


def _one_line(text: str) -> Text:
    line = label(" ".join(text.split()))
    line.no_wrap, line.overflow = True, "ellipsis"
    return line

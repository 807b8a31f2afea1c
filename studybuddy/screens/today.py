"""The day's figures flow in, the screen of the bare command flows out."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from studybuddy.screens.console import label
from studybuddy.screens.marks import count, duration
from studybuddy.screens.text import indented


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing to do today: what, for how many minutes, and the command that starts it."""

    what: str
    minutes: float
    command: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class TodayView:
    """Today at a glance.

    `date_shown` is such as "Thu 12 Mar". `pieces` are katas, derivations and the like, where the agenda has
    lines of their own for them; `due` then are cards alone. `overdue` are among both. `minutes` are of the
    questions due, or of the whole agenda where there is one. `instead` stands in place of what is due.
    `plan_line` is the plan's status in one line, "" without a plan. `notices` are sentences worth a line (a
    deck with problems, a backlog). `next_command` is "" where nothing is to be done, `next_about` how much it
    is.
    """

    date_shown: str
    due: int
    new: int
    overdue: int
    minutes: float
    agenda: tuple[AgendaLine, ...]
    plan_line: str
    next_command: str
    answered_today: int = 0
    notices: tuple[str, ...] = ()
    instead: str = ""
    next_about: str = ""
    pieces: int = 0


def draw_today(view: TodayView) -> RenderableType:
    """Draw what today asks for and the command to type next, if there is one."""
    following: list[RenderableType] = [Text(""), Text(" Next: ").append(label(view.next_command, "bold"))]
    following += [indented(label(view.next_about))] if view.next_about else []
    return Group(
        Text(" studybuddy", style="bold").append(f"  {view.date_shown}", style="not bold"),
        Text(""),
        indented(label(_due(view))),
        *([indented(label(_answered(view)))] if view.answered_today else []),
        *([indented(label(view.plan_line))] if view.plan_line else []),
        *_agenda(view.agenda),
        *_notices(view.notices),
        *(following if view.next_command else []),
    )


def _answered(view: TodayView) -> str:
    return f"{count(view.answered_today, 'question')} answered today"


def _due(view: TodayView) -> str:
    if view.instead:
        return view.instead
    if not view.due and not view.new and not view.pieces:
        return "Nothing is due."
    overdue = f" ({view.overdue} overdue)" if view.overdue else ""
    due = f"{view.due} due"
    if view.pieces:
        due = f"{count(view.due, 'card')} and {count(view.pieces, 'longer piece')} due"
    return f"{due}{overdue} + {view.new} new, about {duration(view.minutes)}" + (
        " in all" if view.agenda else ""
    )


def _agenda(agenda: tuple[AgendaLine, ...]) -> Iterator[RenderableType]:
    if not agenda:
        return
    yield Text("")
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for number, line in enumerate(agenda, start=1):
        mark = "✓" if line.done else str(number)
        table.add_row(mark, label(line.what), duration(line.minutes), label(line.command))
    yield indented(table)


def _notices(notices: tuple[str, ...]) -> Iterator[RenderableType]:
    if notices:
        yield Text("")
        yield from (indented(label(notice)) for notice in notices)

"""A PlanView and a width flow in; the plan screen, as text that is never wider, flows out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Text

from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.laying import beside, bold, joined, labelled, one_line, packed, wrapped
from studybuddy.screens.marks import day
from studybuddy.screens.plan_header import draw_header
from studybuddy.screens.readiness import (
    draw_pass,
    draw_readiness,
    draw_weak,
    weak_label,
    weak_lines,
)

ROWS = 23  # of a terminal of 24: the prompt takes one
TWO_COLUMNS_FROM = 72  # columns of the terminal; below it TODAY and WEEK stand one above the other
THREE_COLUMNS_FROM = 112  # from here on WEAK and FOCUS stand beside them
LEFT_COLUMN, THIRD_COLUMN = 41, 77
_AROUND_WHAT = 17  # columns of a line of TODAY for its number, name and minutes
_TYPE = "TYPE  "
IN_SESSION = frozenset({"review", "kata", "derive", "design", "applied", "rehearse", "redo"})

_Command = tuple[str, Sequence[int]]  # what to type, and which items of the agenda it does


def draw(view: PlanView, width: int, rows: int = ROWS, *, asked: bool = False) -> Text:
    """Draw the plan on one day: where it stands, readiness, today, the week, the load ahead, what is weak.

    Another week than today's (`plan --week N`) is drawn without today. What a week is about is always said
    where it was `asked` for; else it is left out where it would make more than `rows` lines, and a near
    interview takes its place. Then what is weak goes.
    """
    if view.stage is Stage.OVER and view.week.number == view.weeks and not asked:
        return joined([*draw_header(view, width)], width)
    if view.current is not None and view.current != view.week.number:
        return joined(
            [*draw_header(view, width), *_title(view, width), *_week(view), *_about(view, width)], width
        )
    near = bool(view.first) and view.stage is not Stage.INTERVIEW and not asked
    title = _near_title(view, width) if near else _title(view, width)
    if near:
        view = view._replace(week=replace(view.week, topics=(), note=""))
    head, below, weak = [*draw_header(view, width)], [*_below_header(view, width)], [*_weak(view, width)]
    about: list[Text] = []

    def fits(more: Sequence[Text] = ()) -> bool:
        return len(head) + len(below) + len(weak) + len(about) + len(more) <= rows

    scrolls = width < TWO_COLUMNS_FROM  # in any case
    if near and not (fits(title) or scrolls):
        weak = []
    if asked or fits(title):
        head += title
    if asked or view.stage is not Stage.INTERVIEW:
        for optional in ([*_focus(view, width)], [*_note(view, width)]):
            about += optional if asked or fits(optional) else []
    if not (fits() or scrolls):
        weak = []
    return joined([*head, *below, *weak, *about], width)


def _below_header(view: PlanView, width: int) -> Iterator[Text]:
    readiness = None if view.stage is Stage.OVER else view.readiness
    if readiness is not None:
        yield from draw_readiness(readiness, width)
    yield from _blocks(view, width)
    yield from _load(view.load_ahead or view.load, width)
    if (final_pass := view.final_pass) is not None and (
        final_pass.passed + final_pass.left or any(final_pass.dropped.values())
    ):
        yield from labelled("FINAL PASS", draw_pass(final_pass, view.today), width)


def _weak(view: PlanView, width: int) -> Iterator[Text]:
    """Name what is weak in a line of its own, where no third column does."""
    label = weak_label(view.readiness)
    if view.readiness is not None and label and width < THREE_COLUMNS_FROM:
        yield from labelled(label, draw_weak(view.readiness, width - len(f"{label}  ")), width)


def _blocks(view: PlanView, width: int) -> Iterator[Text]:
    """Put today with its commands, the week, and on a wide terminal what is weak beside each other.

    A command that is too long for its column stands below it, in one line that can be copied. All do where
    that takes no more lines.
    """
    today, week, commands = _today(view, width), _week(view), [*_commands(view)]
    if width < TWO_COLUMNS_FROM:
        yield from (*today, *week, *_type(commands, width))
        return
    short = [one for one in commands if len(f"{_TYPE}{one[0]}") < LEFT_COLUMN]
    long = [one for one in commands if one not in short]
    if max(len(today), len(week)) + len(commands) <= max(len(today) + len(short), len(week)) + len(long):
        short, long = [], commands
    columns = [[*today, *_type(short, LEFT_COLUMN - 1)], week]
    if width >= THREE_COLUMNS_FROM:
        columns.append([*_third(view, width - THIRD_COLUMN)])
    yield from beside(columns, (0, LEFT_COLUMN, THIRD_COLUMN)[: len(columns)])
    yield from _type(long, width)


def _third(view: PlanView, width: int) -> Iterator[Text]:
    label = weak_label(view.readiness)
    if view.readiness is not None and label:
        yield Text(label, style="bold")
        yield from weak_lines(view.readiness, width)
    if view.week.topics:
        yield Text("FOCUS", style="bold")
        yield from (Text("  ").append_text(line) for line in wrapped(_topics(view), width - 2))


def _title(view: PlanView, width: int) -> list[Text]:
    title = f": {one_line(view.week.title)}" if view.week.title else ""
    return [*wrapped(f"week {view.week.number}{title}", width)]


def _near_title(view: PlanView, width: int) -> list[Text]:
    """Say what the days are about in place of the week, where an interview is near."""
    event = view.next_event
    name, when = (one_line(event.name), day(event.day, view.today)) if event else ("", "")
    first = f"{', '.join(view.first)} first, for {name} on {when}"
    return [*wrapped(f"week {view.week.number}: {first}", width)]


def _about(view: PlanView, width: int) -> Iterator[Text]:
    yield from _focus(view, TWO_COLUMNS_FROM if width >= THREE_COLUMNS_FROM else width)
    yield from _note(view, width)


def _focus(view: PlanView, width: int) -> Iterator[Text]:
    if view.week.topics and width < THREE_COLUMNS_FROM:
        yield from labelled("FOCUS", _topics(view), width)


def _note(view: PlanView, width: int) -> Iterator[Text]:
    for paragraph in view.week.note.split("\n\n"):
        yield from labelled("", paragraph, width)


def _topics(view: PlanView) -> str:
    return " · ".join(view.week.topics)


def draw_no_plan(plans: Sequence[tuple[str, str]], width: int) -> Text:
    """Draw how to start a plan; `plans` are names and titles of those that can be started."""
    lines = [bold("STUDYBUDDY", "  no plan is started yet"), Text()]
    for command, meaning in (
        ("studybuddy plan start --interview DATE", "plan back from the interview"),
        ("studybuddy plan start --from DATE", "or on from a first day"),
    ):
        lines += _meaning(Text(f"  {command:<38}", style="bold"), meaning, width)
    lines += [Text(), *labelled("DATE", "2026-03-12, 12 Mar, or 8w for in eight weeks", width)]
    lines += [Text("PLANS", style="bold")] if plans else []
    for name, title in plans:
        lines += _meaning(Text(f"  {one_line(name):<14}"), one_line(title), width)
    return joined(lines, width)


def _meaning(name: Text, meaning: str, width: int) -> Iterator[Text]:
    """Say what a name means beside it; below it and further in, where there is no room."""
    beside_it = [*packed((name, Text(meaning)), width)]
    if len(beside_it) == 1:
        yield from beside_it
        return
    yield name
    indent = min(6, width // 4)
    yield from (Text(" " * indent).append_text(line) for line in wrapped(meaning, width - indent))


def _today(view: PlanView, width: int) -> list[Text]:
    agenda = view.agenda
    if view.stage is Stage.REST:
        return [bold("TODAY", " rest day")]
    if view.stage is Stage.PAUSED:
        return [bold("TODAY", " paused")]
    if not agenda.items:
        done = f" done, {agenda.minutes_done:.0f} min" if agenda.minutes_done else " nothing to do"
        return [bold("TODAY", done)]
    lines = [bold("TODAY", f" {agenda.minutes:.0f} min")]
    room = min(LEFT_COLUMN - 20, max(width - _AROUND_WHAT, 1))  # the minutes stay in view on any terminal
    for number, item in enumerate(agenda.items, start=1):
        what = Text(one_line(item.what))
        what.truncate(room, overflow="ellipsis", pad=True)
        lines.append(Text.assemble(f"{number:3} {item.name:<9}", what, f"{item.minutes:4.0f}"))
    return lines


def _week(view: PlanView) -> list[Text]:
    shown = [target for target in view.targets if target.planned or target.done]
    number = "" if view.week.number == view.current else f" {view.week.number}"
    lines = [bold(f"{'WEEK' + number:<18}", "plan  done")]
    lines += [Text(f"  {target.name:<16}{target.planned:4}{target.done:6}") for target in shown]
    return lines if shown else [bold("WEEK" + number, " no targets")]


def _commands(view: PlanView) -> Iterator[_Command]:
    """Name what to type: one session has all that is asked in the program, the rest has its own command."""
    numbered = list(enumerate(view.agenda.items, start=1))
    inside = [number for number, item in numbered if item.name in IN_SESSION]
    if inside:
        yield "studybuddy review", inside
    yield from ((item.command, [number]) for number, item in numbered if item.name not in IN_SESSION)


def _type(commands: Sequence[_Command], width: int) -> Iterator[Text]:
    room = width - len(_TYPE)
    for place, (command, numbers) in enumerate(commands):
        label = " " * len(_TYPE) if place else _TYPE
        for line, part in enumerate(wrapped(command + _does(numbers, room - len(command)), room)):
            yield bold(" " * len(_TYPE) if line else label, "").append_text(part)


def _does(numbers: Sequence[int], room: int) -> str:
    """Say as far as there is room which items of the agenda a command does, and how one is done alone."""
    listed = ", ".join(map(str, numbers))
    alone = f" ({listed}; studybuddy names each one's own command)"
    said = [*([alone] if len(numbers) > 1 else []), f" ({listed})", ""]
    return next(words for words in said if len(words) <= room or not words)


def _load(load: Sequence[int], width: int) -> Iterator[Text]:
    """List the questions that each day will ask, in as many rows as it takes."""
    if not load:
        return
    label = f"LOAD {len(load)} days "
    cell = max(len(str(due)) for due in load) + 1
    if len(label) + cell * len(load) > width:
        yield Text(label.rstrip(), style="bold")
        label = " "
    fitting = max(1, (width - len(label)) // cell)
    per_row = 7 if 7 <= fitting < len(load) else fitting  # a row is a week where it cannot be all
    for first in range(0, len(load), per_row):
        lead = label if first == 0 else " " * len(label)
        yield bold(lead, "".join(f"{due:>{cell}}" for due in load[first : first + per_row]))

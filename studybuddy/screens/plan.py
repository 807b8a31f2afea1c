"""A PlanView and a width flow in; the plan screen, as text that is never wider, flows out."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.text import Text

from studybuddy.planning.pace import Pace, Status
from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.console import safe
from studybuddy.screens.marks import day
from studybuddy.screens.readiness import draw_forecast, draw_pass, draw_readiness, draw_weak

BARS = "▁▂▃▄▅▆▇█"
TWO_COLUMNS_FROM = 72  # columns of the terminal; below it TODAY and WEEK stand one above the other
LEFT_COLUMN = 41
_AROUND_WHAT = 17  # columns of a line of TODAY for its number, name and minutes
GAP = "    "
IN_SESSION = frozenset({"review", "kata", "derive", "design", "applied", "rehearse", "redo"})
_STATUS_STYLES = {
    Status.STARTING: "bold",
    Status.AHEAD: "bold green",
    Status.ON_TRACK: "bold green",
    Status.BEHIND: "bold yellow",
    Status.CRITICAL: "bold red",
}


def draw(view: PlanView, width: int) -> Text:
    """Draw the plan on one day: where it stands, today, the week, the load ahead, the week's note.

    Another week than today's (`plan --week N`) is drawn without today.
    """
    other_week = view.current is not None and view.current != view.week.number
    lines = [*_header(view, width)]
    if other_week:
        lines += _week(view)
    else:
        if view.readiness is not None and view.stage is not Stage.OVER:
            lines += draw_readiness(view.readiness, width)
        lines += _side_by_side(_today(view, width), _week(view), width)
        lines += _commands(view, width)
        lines += _load(view.load, width)
        if view.final_pass is not None and view.final_pass.passed + view.final_pass.left:
            lines += _labelled("FINAL PASS", draw_pass(view.final_pass, view.today), width)
        if view.readiness is not None and view.readiness.weak:
            lines += _labelled("WEAK", draw_weak(view.readiness), width)
    if view.week.topics:
        lines += _labelled("FOCUS", " · ".join(view.week.topics), width)
    for paragraph in view.week.note.split("\n\n"):
        lines += _labelled("", paragraph, width)
    return _joined(lines, width)


def draw_no_plan(plans: Sequence[tuple[str, str]], width: int) -> Text:
    """Draw how to start a plan; `plans` are names and titles of those that can be started."""
    lines = [_bold("STUDYBUDDY", "  no plan is started yet"), Text()]
    for command, meaning in (
        ("studybuddy plan start --interview DATE", "plan back from the interview"),
        ("studybuddy plan start --from DATE", "or on from a first day"),
    ):
        lines += _packed((Text(f"  {command:<38}", style="bold"), Text(meaning)), width)
    lines += [Text(), *_labelled("DATE", "2026-03-12, 12 Mar, or 8w for in eight weeks", width)]
    lines += [Text("PLANS", style="bold")] if plans else []
    for name, title in plans:
        lines += _packed((Text(f"  {_one_line(name):<14}"), Text(_one_line(title))), width)
    return _joined(lines, width)


def _header(view: PlanView, width: int) -> Iterator[Text]:
    profile = ", ".join(word.replace("-", " ") for word in (view.level, view.company) if word)
    first = [_bold("STUDYBUDDY", f"  {profile or _one_line(view.title)}")]
    if view.interview is not None:
        first.append(Text(_interview(view.interview, view.today)))
    if view.current is not None:
        first.append(Text(f"week {view.current} of {view.weeks}"))
    yield from _packed(first, width)
    yield from _packed(_standing(view), width)
    title = f": {_one_line(view.week.title)}" if view.week.title else ""
    yield from _wrapped(f"week {view.week.number}{title}", width)


def _standing(view: PlanView) -> list[Text]:
    """Say where the plan stands: how far ahead or behind, or why there is no such thing today."""
    if view.stage is Stage.BEFORE:
        return [_bold("STARTS", f" {day(view.start, view.today)}, in {_in_days(view.start, view.today)}")]
    if view.stage is Stage.INTERVIEW:
        return [_bold("INTERVIEW TODAY", "  nothing is planned; good luck")]
    minutes = Text(f"{view.pace.minutes_done:.0f} of {view.pace.minutes_planned:.0f} min done")
    if view.stage is Stage.OVER:
        return [
            _bold("OVER", f" since {day(view.end, view.today)}"),
            minutes,
            Text("next: studybuddy plan start --interview DATE"),
        ]
    if view.pace.ratio is None:
        return [_status(view.pace), Text("pace is counted from the second day on")]
    behind = view.pace.status in {Status.BEHIND, Status.CRITICAL}
    foretold = draw_forecast(view.forecast, behind=behind) if view.forecast else ""
    return [
        _status(view.pace),
        Text(f"pace {_decimal(view.pace.ratio)}"),
        Text(foretold) if foretold else minutes,
    ]


def _status(pace: Pace) -> Text:
    minutes = round(abs(pace.minutes_planned - pace.minutes_done))
    apart = f" {minutes // 60}h{minutes % 60:02d}" if minutes >= 60 else f" {minutes} min"
    word = Text(pace.status.upper(), style=_STATUS_STYLES[pace.status])
    return word if pace.status in {Status.STARTING, Status.ON_TRACK} else word.append(apart)


def _today(view: PlanView, width: int) -> list[Text]:
    agenda = view.agenda
    if view.stage is Stage.REST:
        return [_bold("TODAY", " rest day")]
    if not agenda.items:
        done = f" done, {agenda.minutes_done:.0f} min" if agenda.minutes_done else " nothing to do"
        return [_bold("TODAY", done)]
    lines = [_bold("TODAY", f" {agenda.minutes:.0f} min")]
    room = min(LEFT_COLUMN - 20, max(width - _AROUND_WHAT, 1))  # the minutes stay in view on any terminal
    for number, item in enumerate(agenda.items, start=1):
        what = Text(_one_line(item.what))
        what.truncate(room, overflow="ellipsis", pad=True)
        lines.append(Text.assemble(f"{number:3} {item.name:<9}", what, f"{item.minutes:4.0f}"))
    return lines


def _week(view: PlanView) -> list[Text]:
    shown = [target for target in view.targets if target.planned or target.done]
    number = "" if view.week.number == view.current else f" {view.week.number}"
    lines = [_bold(f"{'WEEK' + number:<18}", "plan  done")]
    lines += [Text(f"  {target.name:<16}{target.planned:4}{target.done:6}") for target in shown]
    return lines if shown else [_bold("WEEK" + number, " no targets")]


def _commands(view: PlanView, width: int) -> Iterator[Text]:
    """Name what to type: one session has all that is asked in the program, the rest has its own command."""
    items = view.agenda.items
    commands = ["studybuddy review"] if any(item.name in IN_SESSION for item in items) else []
    commands += [item.command for item in items if item.name not in IN_SESSION]
    for number, command in enumerate(commands):
        label = "TYPE  " if number == 0 else " " * 6
        for line, part in enumerate(_wrapped(command, width - 6)):
            yield _bold(label if not line else " " * 6, "").append_text(part)


def _load(load: Sequence[int], width: int) -> Iterator[Text]:
    """Draw the questions due on each day: numbers, and a bar under each, in as many rows as it takes."""
    if not load:
        return
    label = f"LOAD {len(load)} days "
    cell = max(len(str(due)) for due in load) + 1
    if len(label) + cell * len(load) > width:
        yield Text(label.rstrip(), style="bold")
        label = " "
    fitting = max(1, (width - len(label)) // cell)
    per_row = 7 if 7 <= fitting < len(load) else fitting  # a row is a week where it cannot be all
    most = max(*load, 1)
    for first in range(0, len(load), per_row):
        row = load[first : first + per_row]
        lead = label if first == 0 else " " * len(label)
        yield _bold(lead, "".join(f"{due:>{cell}}" for due in row))
        if any(row):
            yield Text(" " * len(lead) + "".join(f"{_bar(due, most):>{cell}}" for due in row))


def _bar(due: int, most: int) -> str:
    return BARS[(due * len(BARS) - 1) // most] if due else " "


def _side_by_side(left: Sequence[Text], right: Sequence[Text], width: int) -> Iterator[Text]:
    if width < TWO_COLUMNS_FROM:
        yield from (*left, *right)
        return
    for one, other in zip_longest(left, right, fillvalue=Text()):
        beside = one.copy()
        if other:
            beside.pad_right(max(0, LEFT_COLUMN - one.cell_len))
        yield beside.append_text(other)


def _packed(parts: Sequence[Text], width: int) -> Iterator[Text]:
    """Put parts beside each other as long as they fit, then go on in the next line."""
    line = Text()
    for part in parts:
        if line and line.cell_len + len(GAP) + part.cell_len > width:
            yield line
            line = Text()
        if part.cell_len > width and part is not parts[0]:
            yield from _wrapped(part.plain, width)
            continue
        line.append(GAP if line else "").append_text(part)
    if line:
        yield line


def _labelled(label: str, text: str, width: int) -> Iterator[Text]:
    """Wrap text, the label in front of its first line and as much room in front of the others."""
    indent = cell_len(label) + 2 if label else 0
    for number, line in enumerate(_wrapped(text, width - indent)):
        lead = _bold(label, "  ") if label and not number else Text(" " * indent)
        yield lead.append_text(line)


def _wrapped(text: str, width: int) -> Iterator[Text]:
    line = ""
    for word in safe(text).split():
        for piece in chop_cells(word, max(width, 2)):  # nothing to chop but in a word wider than the line
            if line and cell_len(line) + 1 + cell_len(piece) > width:
                yield Text(line)
                line = ""
            line = f"{line} {piece}" if line else piece
    if line:
        yield Text(line)


def _joined(lines: Sequence[Text], width: int) -> Text:
    for line in lines:
        line.rstrip()
        line.truncate(max(width, 1), overflow="ellipsis")
    return Text("\n").join(lines)


def _bold(label: str, rest: str) -> Text:
    return Text.assemble((label, "bold"), rest)


def _one_line(text: str) -> str:
    return " ".join(safe(text).split())


def _decimal(ratio: float) -> str:
    return f"{ratio:.2f}".removeprefix("0")


def _interview(interview: date, today: date) -> str:
    if interview < today:
        return f"interview was {day(interview, today)}"
    return f"interview {day(interview, today)}, {_in_days(interview, today)}"


def _in_days(when: date, today: date) -> str:
    days = (when - today).days
    return "today" if days == 0 else f"{days} {'day' if days == 1 else 'days'}"

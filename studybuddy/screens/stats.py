"""What the ledger says of the learner flows in, the screen of `stats` flows out, readable without colour."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from studybuddy.screens.by_width import ByWidth
from studybuddy.screens.console import label
from studybuddy.screens.marks import bar, count, day, duration, percent
from studybuddy.screens.summary import Leech
from studybuddy.screens.text import indented

_SHADES = "·░▒▓█"
_SHORTEST_NAME = 8  # columns that the first of a table keeps beside its figures


@dataclass(frozen=True, slots=True)
class Retention:
    """Of `reviews` first answers of the day on a question seen before, `passed` were graded 3 or more.

    `predicted` is the mean of the recall predicted for them, 0 to 1, None when there is nothing to predict.
    """

    name: str
    reviews: int
    passed: int
    predicted: float | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often answers given with one confidence (1 to 3) were right."""

    confidence: int
    reviews: int
    passed: int


@dataclass(frozen=True, slots=True)
class StatsView:
    """All figures of `stats`.

    `reviews_by_day` counts the answers of each study day; `forecast` the questions due today (overdue
    included), tomorrow and so on. `minutes_by_kind` is time spent, in minutes. `why_nothing_due` is a
    sentence for the day on which nothing is due, "" otherwise.
    """

    today: date
    by_topic: tuple[Retention, ...]
    by_week: tuple[Retention, ...]
    reviews_by_day: Mapping[date, int]
    forecast: tuple[int, ...]
    minutes_by_kind: tuple[tuple[str, float], ...]
    leeches: tuple[Leech, ...] = ()
    calibration: tuple[Calibration, ...] = ()
    why_nothing_due: str = ""
    topics_hidden: int = 0


def draw_stats(view: StatsView, width: int) -> RenderableType:
    """Draw the figures in at most `width` columns; a part without a figure says so or is left out."""
    parts: list[RenderableType] = []
    for part in (
        _retention(view),
        _calendar(view, width),
        _forecast(view, width),
        _time(view, width),
        _leeches(view),
    ):
        drawn = list(part)
        parts += [*drawn, Text("")] if drawn else []
    return Group(*parts[:-1])


def _title(text: str) -> Text:
    return Text(f" {text}", style="bold")


def _retention(view: StatsView) -> Iterator[RenderableType]:
    yield _title("RETENTION  due cards graded hard or better, and predicted")
    if not any(row.reviews for row in view.by_topic):
        yield Text("  no evidence yet: it needs questions seen at least twice")
        return
    yield indented(_retention_table("topic", view.by_topic))
    if view.topics_hidden:
        others = count(view.topics_hidden, "topic")
        worst = max((row.passed / row.reviews for row in view.by_topic if row.reviews), default=0.0)
        said = "recalled as well or better" if worst < 1 else "recalled as well"
        yield label(f"  and {others} {said}: studybuddy stats --all", "dim")
    if view.by_week:
        yield Text("")
        yield indented(_retention_table("week of", view.by_week))
    if view.calibration:
        yield Text("")
        words = {1: "a guess", 2: "unsure", 3: "sure"}
        rows = tuple(Retention(words[c.confidence], c.reviews, c.passed) for c in view.calibration)
        yield indented(_retention_table("how sure", rows))


def _retention_table(name: str, rows: Sequence[Retention]) -> ByWidth:
    return ByWidth(_retention_columns(name, rows, bars=True), _retention_columns(name, rows, bars=False))


def _retention_columns(name: str, rows: Sequence[Retention], *, bars: bool) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        header_style="bold",
        padding=(0, 1) if bars else (0, 1, 0, 0),
    )
    table.add_column(name, overflow="fold", min_width=None if bars else _SHORTEST_NAME)
    for heading in ("answers", "right", "predicted") if bars else ("n", "right", "pred."):
        table.add_column(heading, justify="right", no_wrap=True)
    if bars:
        table.add_column("", no_wrap=True)
    for row in rows:
        share = row.passed / row.reviews if row.reviews else None
        figures = (label(row.name), str(row.reviews), percent(share), percent(row.predicted))
        table.add_row(*figures, *([bar(share or 0, 1, 16)] if bars else []))
    return table


def _calendar(view: StatsView, width: int) -> Iterator[RenderableType]:
    weeks = max(1, min(26, (width - 8) // 2))
    most = max(view.reviews_by_day.values(), default=0)
    total = sum(view.reviews_by_day.values())
    yield _title(f"CALENDAR  {count(total, 'answer')} on {count(len(view.reviews_by_day), 'day')}")
    first = view.today - timedelta(days=view.today.weekday() + 7 * (weeks - 1))
    yield label(f"  {'':<4}{_months(first, weeks)}", "dim")
    for weekday in range(7):
        cells = (
            _shade(view.reviews_by_day.get(first + timedelta(days=7 * week + weekday), 0), most)
            if first + timedelta(days=7 * week + weekday) <= view.today
            else " "
            for week in range(weeks)
        )
        yield Text(f"  {first + timedelta(days=weekday):%a} {' '.join(cells)}".rstrip(), no_wrap=True)
    if most:
        yield label(f"  {'':<4}{_SHADES[0]} none  {_SHADES[1]} few  {_SHADES[-1]} {most}", "dim")


def _months(first: date, weeks: int) -> str:
    line = [" "] * (weeks * 2 + 2)
    free = 0
    for week in range(weeks):
        monday = first + timedelta(days=7 * week)
        begins = monday.day <= 7 or (week == 0 and (monday + timedelta(days=14)).month == monday.month)
        if begins and week * 2 >= free:
            line[week * 2 : week * 2 + 3] = f"{monday:%b}"
            free = week * 2 + 4
    return "".join(line).rstrip()


def _shade(reviews: int, most: int) -> str:
    if not reviews or not most:
        return _SHADES[0]
    return _SHADES[min(4, 1 + (reviews * 4 - 1) // most)]


def _forecast(view: StatsView, width: int) -> Iterator[RenderableType]:
    yield _title("FORECAST  questions due")
    most = max(view.forecast, default=0)
    for away, due in enumerate(view.forecast):
        name = "today" if away == 0 else day(view.today + timedelta(days=away))
        yield Text(f"  {name:<10} {due:>4} {bar(due, most, max(width - 22, 4))}".rstrip(), no_wrap=True)
    if view.why_nothing_due:
        yield indented(label(view.why_nothing_due))


def _time(view: StatsView, width: int) -> Iterator[RenderableType]:
    if not view.minutes_by_kind:
        return
    total = sum(minutes for _, minutes in view.minutes_by_kind)
    yield _title(f"TIME  {duration(total)} in all")
    most = max(minutes for _, minutes in view.minutes_by_kind)
    for kind, minutes in view.minutes_by_kind:
        yield label(
            f"  {kind:<12} {duration(minutes):>8} {bar(minutes, most, max(4, min(24, width - 26)))}".rstrip()
        )


def _leeches(view: StatsView) -> Iterator[RenderableType]:
    if not view.leeches:
        return
    yield _title("LEECHES  rewrite them or split them in two")
    for leech in view.leeches:
        place = f"  {leech.place}" if leech.place else ""
        yield indented(label(f"{leech.id}  forgotten {leech.lapses} times{place}"))

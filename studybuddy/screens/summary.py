"""What a session came to flows in, its closing screen flows out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from studybuddy.screens.by_width import ByWidth
from studybuddy.screens.console import label
from studybuddy.screens.marks import bar, count, days_until, duration, percent
from studybuddy.screens.text import Marked, indented

_SHORTEST_NAME = 8  # columns that a topic keeps beside its figures


@dataclass(frozen=True, slots=True)
class TopicRecall:
    """How one topic went: `passed` of `asked` first answers."""

    topic: str
    passed: int
    asked: int


@dataclass(frozen=True, slots=True)
class Leech:
    """A question forgotten again and again; `place` is where to rewrite it, such as "pca.md:41"."""

    id: str
    lapses: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """The figures of one session.

    `answered` counts questions, `repeats` the further answers of those that came back. `lapses` are the
    prompts forgotten today, `more_lapses` how many are not listed. `deferred` are due questions left for
    another day, `oldest_deferred` the earliest day any of them was due. `tomorrow` is how many are due
    tomorrow, unless that is the day of an interview, `cases` how many design cases are due and wait to be
    asked for. `waiting` questions of today are left after a session apart from them.
    """

    answered: int
    repeats: int
    minutes: float
    topics: tuple[TopicRecall, ...]
    lapses: tuple[str, ...]
    leeches: tuple[Leech, ...]
    deferred: int
    oldest_deferred: date | None
    tomorrow: int
    next_command: str
    today: date
    unfinished: int = 0
    readiness: tuple[float, float] | None = None
    cases: int = 0
    suspended: tuple[str, ...] = ()
    more_lapses: int = 0
    interview_tomorrow: bool = False
    waiting: int = 0


def draw_summary(summary: SessionSummary) -> RenderableType:
    """Draw the end of a session; nothing that did not happen is mentioned."""
    if not (summary.answered or summary.repeats):
        return Group(Text(" Nothing was answered."), *_what_is_left(summary), Text(""), *_next(summary))
    asked, again = count(summary.answered, "question"), count(summary.repeats, "repeat")
    head = f"{asked if summary.answered else again} in {duration(summary.minutes)}"
    again = f", {again}" if summary.answered and summary.repeats else ""
    recall: list[RenderableType] = (
        [Text(""), Text(" Recall: due cards graded hard or better"), indented(_recall(summary.topics))]
        if summary.topics
        else []
    )
    return Group(
        Text(f" Done: {head}{again}", style="bold"),
        *recall,
        *_forgotten(summary),
        Text(""),
        *_what_is_left(summary),
        Text(""),
        *_next(summary),
    )


def _recall(topics: tuple[TopicRecall, ...]) -> ByWidth:
    return ByWidth(_recall_table(topics, bars=True), _recall_table(topics, bars=False))


def _recall_table(topics: tuple[TopicRecall, ...], *, bars: bool) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", min_width=_SHORTEST_NAME)
    for _ in range(2):
        table.add_column(justify="right", no_wrap=True)
    if bars:
        table.add_column()
    for topic in topics:
        share = topic.passed / topic.asked if topic.asked else None
        table.add_row(
            label(topic.topic),
            f"{topic.passed}/{topic.asked}",
            percent(share),
            *([Text(bar(share or 0, 1, 12), no_wrap=True)] if bars else []),
        )
    if len(topics) > 1:
        passed, asked = sum(t.passed for t in topics), sum(t.asked for t in topics)
        table.add_row("recall", f"{passed}/{asked}", percent(passed / asked if asked else None), style="bold")
    return table


def _forgotten(summary: SessionSummary) -> Iterator[RenderableType]:
    if summary.lapses:
        yield Text("")
        yield Text(f" Forgotten today: {len(summary.lapses) + summary.more_lapses}", style="bold")
        yield from (Marked("  ✗ ", label(prompt)) for prompt in summary.lapses)
        if summary.more_lapses:
            yield Text(f"    and {summary.more_lapses} more")
    if summary.leeches:
        yield Text("")
        yield Text(" Leeches: rewrite them or split them in two", style="bold")
        for leech in summary.leeches:
            place = f"  {leech.place}" if leech.place else ""
            yield indented(label(f"{leech.id}  forgotten {leech.lapses} times{place}"))


def _what_is_left(summary: SessionSummary) -> Iterator[RenderableType]:
    for number, question_id in enumerate(summary.suspended):
        heading = f" {count(len(summary.suspended), 'card')} suspended:" if number == 0 else "  "
        yield label(f"{heading} {question_id} (studybuddy unsuspend {question_id})")
    if summary.unfinished:
        yield Text(f" {count(summary.unfinished, 'question')} of this session still open")
    if summary.deferred:
        oldest = (
            f", the oldest due {days_until(summary.oldest_deferred, summary.today)}"
            if summary.oldest_deferred
            else ""
        )
        yield label(f" Deferred: {summary.deferred}{oldest}")
    if summary.cases:
        yield label(f" {count(summary.cases, 'design case')} due: studybuddy review --kind design --limit 1")
    if summary.waiting:
        yield Text(f" Today: {count(summary.waiting, 'question')} waiting")
    waits = "the interview" if summary.interview_tomorrow else f"{count(summary.tomorrow, 'question')} due"
    yield Text(f" Tomorrow: {waits}")
    if summary.readiness is not None:
        before, after = summary.readiness
        yield Text(f" Readiness: {before:.1f} → {after:.1f}")


def _next(summary: SessionSummary) -> Iterator[RenderableType]:
    if summary.next_command:
        yield Text(" Next: ").append(label(summary.next_command, "bold"))

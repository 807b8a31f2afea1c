"""Katas and how they stand flow in, a numbered table flows out: `kata list`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from studybuddy.screens.by_width import NARROW
from studybuddy.screens.console import label
from studybuddy.screens.marks import days_until, percent

_SHORTEST_NAME = 8
_LONGEST_NAME = 26  # where there is room for more than names
_GUTTER = 3
ROOMY = 100  # columns from which on there is room for what a kata is about


@dataclass(frozen=True, slots=True)
class KataRow:
    """One kata; `strength` is the share of mutants that its cases kill, None before it was measured."""

    number: int
    name: str
    heading: str
    tier: str
    minutes: int
    state: str
    due: date | None
    strength: float | None


def draw_katas(rows: Sequence[KataRow], today: date, width: int) -> RenderableType:
    """Draw the katas, one a line; where there is room, with what they are about.

    `box` is a kata's time box in minutes, not what a plan reckons with.
    """
    if not rows:
        return Text(" No deck holds a kata.")
    wide = width >= NARROW
    roomy = width >= ROOMY
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", expand=roomy)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("kata", no_wrap=True, overflow="ellipsis", max_width=_room(rows, today, width))
    if roomy:
        table.add_column("", no_wrap=True, overflow="ellipsis", ratio=1)
    if wide:
        table.add_column("tier", no_wrap=True)
        table.add_column("box", justify="right", no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("due", no_wrap=True)
    if wide:
        table.add_column("strength", justify="right", no_wrap=True)
    for row in rows:
        due = "" if row.due is None else days_until(row.due, today)
        about: list[Text | str] = [label(row.heading)] if roomy else []
        about += [row.tier, str(row.minutes)] if wide else []
        strength = [percent(row.strength)] if wide else []
        table.add_row(str(row.number), label(row.name), *about, row.state, due, *strength)
    unmeasured = all(row.strength is None for row in rows)
    rest = [Text(" studybuddy check measures the strength of the checks", style="dim")] if unmeasured else []
    return Group(table, *rest)


def _room(rows: Sequence[KataRow], today: date, width: int) -> int:
    """Return the columns that are left for names beside all that is never cut."""
    states = max(len("state"), *(len(row.state) for row in rows))
    dues = max(len("due"), *(len(days_until(row.due, today)) for row in rows if row.due is not None), 0)
    left = width - len(str(len(rows))) - states - dues - 3 * _GUTTER
    if width >= NARROW:
        tiers = max(len("tier"), *(len(row.tier) for row in rows))
        left = min(_LONGEST_NAME, left - tiers - len("box") - len("strength") - 3 * _GUTTER)
    return max(_SHORTEST_NAME, left)

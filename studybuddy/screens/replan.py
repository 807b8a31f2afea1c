"""A plan before and after a replan, and what is foretold for both, flow in; the preview's lines flow out."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from types import MappingProxyType

from studybuddy.planning.enrolment import Enrolment, called
from studybuddy.planning.plan import Week
from studybuddy.planning.prospect import Foretold
from studybuddy.planning.replan import Replan
from studybuddy.planning.spreading import targets_of
from studybuddy.planning.targets import weeks_in_force
from studybuddy.planning.work import FINITE, TARGETS, Work
from studybuddy.screens.laying import one_line
from studybuddy.screens.marks import day, decimal, duration
from studybuddy.screens.readiness import ROUND_NAMES

_COLUMNS = MappingProxyType(
    {
        Work.NEW_CARDS: "new cards",
        Work.KATAS: "katas",
        Work.DERIVATIONS: "derivations",
        Work.DESIGN_CASES: "design",
        Work.APPLIED_CASES: "applied",
    }
)
_CELL = 25  # columns of a round with its two numbers
_NAME = 16  # columns of the name of an interview


def draw_replan(
    found: Replan, foretold: Sequence[Foretold], pace: float | None, available: Mapping[Work, int], width: int
) -> Iterator[str]:
    """Say what is left, what is dropped and costs, readiness and each week before and after.

    A week before is what `plan --week` shows of it: no more than there is content for.
    """
    yield (
        f"Left to do: {duration(found.minutes_needed)}; the days until {day(found.after.end)}"
        f" {found.after.end.year} have {duration(found.minutes_available)}."
    )
    if found.dropped:
        yield f"Dropped: {', '.join(_counted(count, name) for name, count in sorted(found.dropped.items()))}."
        if set(found.dropped) == {Work.NEW_CARDS.value} and found.minutes_needed < found.minutes_available:
            yield "They would fit, but no new cards come in the two weeks before an interview."
        most = f"at most {ceil(found.points_lost)}" if found.points_lost > 1 else "less than 1"
        yield f"That costs {most} of 100 points of readiness."
    else:
        yield "All of it fits; nothing is dropped."
    yield from draw_foretold(foretold, pace, width)
    yield from _short_of_content(found.before, available)
    if found.after == found.before:
        yield "The weeks stay as they are: what was missed fits into the rest of its week."
    else:
        yield from _week_by_week(found, available)


def draw_foretold(foretold: Sequence[Foretold], pace: float | None, width: int) -> Iterator[str]:
    """Give readiness on the first day by round, and on others the mean; then what it takes to come to that.

    `pace` is how much of the plan is done so far, if that says anything yet.
    """
    first, *others = foretold
    yield from _by_round(first, width)
    yield from map(_mean, others)
    less = [(f"{one.at_pace.weighted:.0f}", day(one.at_pace.on)) for one in foretold if one.at_pace]
    said = " and ".join(f"{ready} on {on}" if others else ready for ready, on in less)
    at_pace = "" if pace is None else f"; at your pace so far, {decimal(pace)}, it is {said}"
    yield f"That is if all of it is done{at_pace}."


def _by_round(one: Foretold, width: int) -> Iterator[str]:
    """Give readiness before and after: each round that changes, as many as fit, and the mean.

    One line is enough where no number changes.
    """
    rounds = [
        (ROUND_NAMES.get(was.name, was.name), round(was.ready), round(now.ready))
        for was, now in zip(one.stands.rounds, one.renewed.rounds, strict=True)
    ]
    weighted = ("weighted", round(one.stands.weighted), round(one.renewed.weighted))
    changed = [was_now for was_now in rounds if was_now[1] != was_now[2]]
    if not changed and weighted[1] == weighted[2]:
        yield _mean(one)
        return
    yield f"Readiness foretold for {_named(one)} (as it stands → replanned):"
    cells = [f"{name} {was} → {now}" for name, was, now in (*changed, weighted)]
    many = max(1, (width - 2) // _CELL)
    for first in range(0, len(cells), many):
        yield "  " + "".join(f"{cell:<{_CELL}}" for cell in cells[first : first + many]).rstrip()


def _mean(one: Foretold) -> str:
    """Give the mean of all rounds before and after in a line."""
    was, now = round(one.stands.weighted), round(one.renewed.weighted)
    means = f"{now}, replanned or not" if was == now else f"weighted {was} → {now}"
    return f"Readiness foretold for {_named(one)}: {means}."


def _named(one: Foretold) -> str:
    """Return such as "Mon 18 Jan", or "Acme screen, Thu 3 Dec"."""
    name = one_line(called(one.name))
    name = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    return ", ".join([*([name] if name else []), day(one.renewed.on)])


def _short_of_content(enrolment: Enrolment, available: Mapping[Work, int]) -> Iterator[str]:
    """Name the work of which the plan wants more pieces than there are."""
    for work in (target for target in TARGETS if target in FINITE and target in available):
        wanted = sum(week.targets.get(work, 0) for week in enrolment.weeks())
        exists = available[work]
        if wanted > exists:
            verb = "exists" if exists == 1 else "exist"
            yield f"{_counted(exists, work)} {verb}, the plan wants {wanted}: add more, or they are repeated."


def _week_by_week(found: Replan, available: Mapping[Work, int]) -> Iterator[str]:
    """Give each week in force a row of its cards and pieces, then those of which other targets change."""
    before = {week.number: week for week in weeks_in_force(found.before, available)}
    weeks = [
        (before.get(after.number, Week(after.number, "")), after)
        for after in weeks_in_force(found.after, available)
    ]
    yield "week" + "".join(f"{name:>12}" for name in _COLUMNS.values()) + "  (was → now)"
    for was, now in weeks:
        pairs = ((was.targets.get(work, 0), now.targets.get(work, 0)) for work in _COLUMNS)
        yield f"{now.number:4}" + "".join(f"{one:>6} → {other:<3}" for one, other in pairs).rstrip()
    for was, now in weeks:
        old, new = targets_of(was), targets_of(now)
        others = [
            name for name in {**old, **new} if name not in _COLUMNS and old.get(name, 0) != new.get(name, 0)
        ]
        if others:
            changes = ", ".join(f"{name} {old.get(name, 0)} → {new.get(name, 0)}" for name in others)
            yield f"{now.number:4}  {changes}"


def _counted(count: int, name: str) -> str:
    """Return such as "2 katas" or "1 story"; a target's name is a plural."""
    one = {"stories": "story"}.get(name, name.removesuffix("s"))
    return f"{count} {name if count != 1 else one}"

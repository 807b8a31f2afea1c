"""Readiness, the final pass and a forecast flow in; their lines on the plan screen flow out."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from rich.text import Text

from studybuddy.planning.forecast import Forecast
from studybuddy.planning.pass_view import PassView
from studybuddy.planning.readiness import Readiness, RoundReadiness
from studybuddy.screens.colours import WARNING
from studybuddy.screens.console import safe
from studybuddy.screens.marks import count

ROUND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "dsa": "coding",
        "ml-coding": "ML coding",
        "fundamentals": "fundamentals",
        "system-design": "system design",
        "applied": "applied",
        "behavioral": "behavioral",
        "research": "research",
    }
)
NO_EVIDENCE = "no evidence yet"
ACTION_FROM = 76  # columns of the terminal; below it there is no room for the next best action
BAR_FROM = 57
PARTS_FROM = 43  # below it there is room for the weight and the readiness alone
BAR_CELLS = 10
_READY_CELLS = 6
_ACTION_AT = 58
_EIGHTHS = " ▏▎▍▌▋▊▉"
_WEAK_BELOW = 60.0  # of 100; the weakest round is marked when it is less ready than that
_WEAK_CARD_BELOW = 90  # percent; a card that is likelier to be recalled on the day is not weak


def draw_readiness(readiness: Readiness, width: int) -> Iterator[Text]:
    """Draw the headline, then a line for each round; narrow terminals lose columns from the right."""
    yield from _headline(readiness, width)
    yield Text(_cells("round", "weight", "know", "skill", "mock", "ready", width) + _heading(width))
    for one in readiness.rounds:
        yield _round(one, readiness, width)


def weak_label(readiness: Readiness | None) -> str:
    """Say on which day cards are weak; empty when none is."""
    return f"WEAK on {_day(readiness.on)}" if readiness is not None and _weak(readiness) else ""


def draw_weak(readiness: Readiness, width: int) -> str:
    """Name the planned cards least likely to be recalled on the day, with their recall, as many as fit."""
    text = ""
    for name, percent in _weak(readiness):
        more = f"{' · ' if text else ''}{safe(name)} {percent}%"
        if text and len(text) + len(more) > width:
            break
        text += more
    return text


def weak_lines(readiness: Readiness, width: int) -> Iterator[Text]:
    """Give the same cards a line each, the recall at its end."""
    for name, percent in _weak(readiness):
        line = Text(f"  {safe(name)}")
        line.truncate(max(width - 5, 1), overflow="ellipsis", pad=True)
        yield line.append(f"{percent:4}%")


def draw_pass(final_pass: PassView, today: date) -> str:
    """Say when the final pass is, how much a day of it has, and how far it has come.

    Once it is under way it is counted of all that was to be asked again, also of what finds no room. Beside
    that it says how many planned cards there is nothing to pass of.
    """
    when = f"{_day(final_pass.first)} to {_day(final_pass.last)}"
    if today < final_pass.first:
        text = f"{when}, {final_pass.quota} cards a day"
    else:
        total = final_pass.passed + final_pass.left + sum(final_pass.dropped.values())
        text = f"{final_pass.passed} of {total} passed, until {_day(final_pass.last)}"
        text += f"; {final_pass.again} of them once more" if final_pass.again else ""
        text += f"; {count(final_pass.unseen, 'planned card')} never seen" if final_pass.unseen else ""
    lost = ", ".join(f"{dropped} {tier}" for tier, dropped in final_pass.dropped.items() if dropped)
    return text + (f"; no room for {lost}" if lost else "")


def draw_forecast(forecast: Forecast, *, behind: bool, interview: date | None = None) -> tuple[str, ...]:
    """Say when the plan would be done at the learner's own pace, and what helps who is `behind`.

    One or two days of work foretell nothing. Who is not behind so far is told when the `interview` is sooner.
    """
    fix = ("fix: studybuddy plan replan",) if behind else ()
    if forecast.done_on is None or not forecast.settled:
        return fix
    late = (forecast.done_on - interview).days if interview and not behind else 0
    when = f", {late} day{'s' * (late != 1)} behind the interview" if late > 0 else ""
    return (f"at this pace done {_day(forecast.done_on)}{when}", *fix)


def _weak(readiness: Readiness) -> list[tuple[str, int]]:
    percents = ((name, round(100 * know)) for name, know in readiness.weak)
    return [(name, percent) for name, percent in percents if percent < _WEAK_CARD_BELOW]


def _headline(readiness: Readiness, width: int) -> Iterator[Text]:
    line = Text.assemble(("READINESS", "bold"), f" on {_day(readiness.on)}")
    figures = [*_figures(readiness)]
    if line.cell_len + len("".join(figures)) > width:
        figures = [one.replace("   ", "  ") for one in figures]
    for figure in figures:
        if line.cell_len + len(figure) > width:
            yield line
            line = Text()
        line.append(figure)
    yield line


def _figures(readiness: Readiness) -> Iterator[str]:
    weakest = readiness.weakest
    if weakest is None or weakest.ready is None:
        yield f"  {NO_EVIDENCE}:"
        yield " ten results in a round make it"
        return
    without_evidence = sum(one.ready is None for one in readiness.rounds)
    rest = f", {without_evidence} open" if without_evidence else ""
    yield f"  weakest {weakest.ready:.0f} {ROUND_NAMES.get(weakest.name, weakest.name)}{rest}"
    if readiness.weighted is not None:
        yield f"   weighted {readiness.weighted:.0f}"
    if readiness.if_kept is not None:
        yield f"   if kept: {readiness.if_kept:.0f}"


def _round(one: RoundReadiness, readiness: Readiness, width: int) -> Text:
    ready = "–" if one.ready is None else f"{one.ready:.0f}"
    line = Text(
        _cells(
            ROUND_NAMES.get(one.name, one.name),
            f"{100 * one.weight:.0f}%",
            _percent(one.know),
            _percent(one.skill),
            "–" if one.mock is None else f"{one.mock:.1f}",
            ready,
            width,
        )
    )
    is_weakest = readiness.weakest is not None and one.name == readiness.weakest.name
    if width >= BAR_FROM and one.ready is None:
        line = Text(line.plain[:-_READY_CELLS] + f" {NO_EVIDENCE}")
    elif width >= BAR_FROM and one.ready is not None:
        line.append(f" {_bar(one.ready):<{BAR_CELLS}}")
        line.append(" !!" if is_weakest and one.ready < _WEAK_BELOW else "", style=WARNING)
    if width >= ACTION_FROM and one.action.text:
        line.pad_right(max(0, _ACTION_AT - line.cell_len))
        line.append(safe(one.action.text))
    return line


def _heading(width: int) -> str:
    if width < ACTION_FROM:
        return ""
    return " " * (_ACTION_AT - len(_cells("", "", "", "", "", "", width))) + "next"


def _cells(name: str, weight: str, know: str, skill: str, mock: str, ready: str, width: int) -> str:
    parts = f"{know:>5}{skill:>6}{mock:>5}" if width >= PARTS_FROM else ""
    return f"  {name:<13}{weight:>6}{parts}{ready:>{_READY_CELLS}}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}"


def _bar(ready: float) -> str:
    eighths = round(ready / 100 * BAR_CELLS * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"

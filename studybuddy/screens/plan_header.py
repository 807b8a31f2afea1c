"""A PlanView and a width flow in; the first lines of the plan screen, which say where it stands, flow out."""

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from studybuddy.planning.enrolment import THE_INTERVIEW, called
from studybuddy.planning.pace import Pace, Status
from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.colours import RIGHT, WARNING, WRONG
from studybuddy.screens.laying import bold, one_line, packed, wrapped
from studybuddy.screens.marks import day, decimal
from studybuddy.screens.readiness import draw_forecast

_STATUS_STYLES = {
    Status.STARTING: "bold",
    Status.AHEAD: RIGHT,
    Status.ON_TRACK: RIGHT,
    Status.BEHIND: WARNING,
    Status.CRITICAL: WRONG,
}


def draw_header(view: PlanView, width: int) -> Iterator[Text]:
    """Say whose plan it is and which day of it, where it stands, and what is to be acted upon."""
    profile = ", ".join(word.replace("-", " ") for word in (view.level, view.company) if word)
    first = [bold("STUDYBUDDY", f"  {profile or one_line(view.title)}")]
    if when := _interview(view):
        first.append(Text(when))
    if view.current is not None:
        first.append(Text(f"week {view.current} of {view.weeks}"))
    yield from packed(first, width)
    yield from packed(_standing(view), width)
    if view.untold is not None:
        name = one_line(called(view.untold.name))
        yield from wrapped(f"How was {name}? studybuddy plan event debrief", width)
    if view.file_changed:
        yield from wrapped("The plan's file changed since it was started: studybuddy plan replan", width)


def _standing(view: PlanView) -> list[Text]:
    """Say where the plan stands: how far ahead or behind, or why there is no such thing today."""
    if view.stage is Stage.BEFORE:
        return [bold("STARTS", f" {day(view.start, view.today)}, in {_in_days(view.start, view.today)}")]
    if view.stage is Stage.INTERVIEW:
        return [
            bold("INTERVIEW TODAY", "  nothing is planned; good luck"),
            *([] if view.told else [Text("afterwards: studybuddy plan event debrief")]),
        ]
    if view.stage is Stage.PAUSED:
        until = next((last for first, last in view.pauses if first <= view.today <= last), None)
        return [bold("PAUSED", f" until {day(until, view.today)}" if until else "")]
    if view.stage is Stage.OVER:
        return [
            bold("OVER", f" since {day(view.end, view.today)}"),
            _minutes_done(view).append(_since(view)),
            Text("next: studybuddy plan start --interview DATE"),
        ]
    return [bold("EVE", "  light on purpose: only what is due, then rest")] if view.is_eve else _pace(view)


def _pace(view: PlanView) -> list[Text]:
    """Say how far ahead or behind, when that would be done, and a way out for who is behind."""
    if view.pace.ratio is None or not view.is_paced:
        first = "today" if view.is_paced_anew and view.today >= view.paced_from else "tomorrow"
        return [Text(view.pace_word.upper(), style="bold"), Text(f"pace is counted from {first} on")]
    behind = view.judged.is_behind
    foretold = draw_forecast(view.forecast, behind=behind, interview=view.interview) if view.forecast else ()
    rest = [Text(part) for part in foretold] or [_minutes_done(view)]
    return [_verdict(view), Text(f"pace {decimal(view.pace.ratio)}{_since(view)}"), *rest]


def _since(view: PlanView) -> str:
    return f" since {day(view.paced_from, view.today)}" if view.is_paced_anew else ""


def _minutes_done(view: PlanView) -> Text:
    return Text(f"{view.pace.minutes_done:.0f} of {view.pace.minutes_planned:.0f} min done")


def _verdict(view: PlanView) -> Text:
    """Say how the plan's own work goes, and how much extra practice there is: it hides nothing."""
    verdict = _status(view.judged)
    if not view.has_extra:
        return verdict
    beside = " without" if view.judged.is_behind else ", and"
    return verdict.append(f"{beside} {_long(round(view.minutes_extra))} of extra practice")


def _status(pace: Pace) -> Text:
    word = Text(pace.status.upper(), style=_STATUS_STYLES[pace.status])
    if pace.status in {Status.STARTING, Status.ON_TRACK}:
        return word
    apart = _long(
        abs(round(pace.minutes_planned) - round(pace.minutes_done))
    )  # of the figures that are shown
    return word.append(f" {apart} behind" if pace.status is Status.CRITICAL else f" {apart}")


def _long(minutes: int) -> str:
    return f"{minutes // 60}h{minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"


def _interview(view: PlanView) -> str:
    """Say when the nearest interview is, by its name when it is not the plan's own."""
    event = view.next_event
    if event is not None and event.name != THE_INTERVIEW:
        name = Text(one_line(event.name))
        name.truncate(20, overflow="ellipsis")
        return f"{name.plain} {day(event.day, view.today)}, {_in_days(event.day, view.today)}"
    if view.interview is None:
        return ""
    if view.interview < view.today:
        return f"interview was {day(view.interview, view.today)}"
    return f"interview {day(view.interview, view.today)}, {_in_days(view.interview, view.today)}"


def _in_days(when: date, today: date) -> str:
    days = (when - today).days
    return "today" if days == 0 else f"{days} {'day' if days == 1 else 'days'}"

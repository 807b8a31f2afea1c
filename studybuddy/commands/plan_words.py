"""A plan on one day in, a few words about where it stands out: for a prompt and for today at a glance."""

from studybuddy.planning.view import PlanView, Stage
from studybuddy.screens.marks import count, days_until


def where_it_stands(view: PlanView, *, short: bool = False) -> str:
    """Return such as "week 5 of 8, behind, 23 days to the interview", or "week 5/8 behind · 23 days"."""
    if view.stage is Stage.OVER:
        return "plan is over"
    if view.stage is Stage.INTERVIEW:
        return "interview today"
    left = "" if not view.days_left else count(view.days_left, "day") + (" left" if short else "")
    if view.stage is Stage.BEFORE or view.current is None:
        parts = [f"plan starts {days_until(view.start, view.today)}"]
    else:
        week = f"week {view.current}{'/' if short else ' of '}{view.weeks}"
        parts = [f"{week} {view.pace.status.value}"] if short else [week, view.pace.status.value]
    if left:
        parts.append(left if short else f"{left} to the interview")
    return (" · " if short else ", ").join(parts)

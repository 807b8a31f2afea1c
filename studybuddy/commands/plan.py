"""`studybuddy plan`: where the learner stands; `plan start` and `plan clear` change the plan in force."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from studybuddy.commands.dates import parse_day, shown
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.today import LOAD_DAYS, Today
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.model import Happening
from studybuddy.planning.enrolment import Enrolment, enrolment_detail, start_from
from studybuddy.planning.plan import Plan
from studybuddy.planning.view import PlanView, build_view, no_plan_json, plan_json

DEFAULT_PLAN = "eight-week"

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)


@app.callback()
def plan(
    context: typer.Context,
    *,
    week: Annotated[int | None, typer.Option("--week", help="Show this week instead of today's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show where you stand: this week's targets, pace, today's agenda, the load ahead.

    Example: studybuddy plan --week 3
    """
    if context.invoked_subcommand is not None:
        return
    with open_desk() as desk:
        view = plan_view(Today(desk), week)
        if as_json:
            print_json(no_plan_json() if view is None else plan_json(view))
        else:
            _print(desk, view)


@app.command()
def start(
    name: Annotated[str, typer.Argument(help="A plan's file name, without .md.")] = DEFAULT_PLAN,
    *,
    interview: Annotated[str, typer.Option(help="The date of the interview: plan back from it.")] = "",
    first: Annotated[str, typer.Option("--from", help="The first day: plan on from it.")] = "",
) -> None:
    """Start a plan, back from the interview or on from a first day.

    Example: studybuddy plan start --interview "12 Mar"
    """
    from studybuddy.store import recording

    with open_desk() as desk:
        if not interview and not first:
            raise UsageError("a plan needs a date", "add --interview DATE, or --from DATE")
        today = desk.moment.study_day
        enrolment = start_from(
            read_plan(desk, name),
            today,
            parse_day(interview, today, "--interview") if interview else None,
            parse_day(first, today, "--from") if first else None,
        )
        recording.note(desk.ledger, Happening.PLAN, desk.moment, detail=enrolment_detail(enrolment))
        print(_started(enrolment))
        _print(desk, plan_view(Today(desk)))


@app.command()
def clear() -> None:
    """Leave the plan; reviews go on, and `undo` brings the plan back.

    Example: studybuddy plan clear
    """
    from studybuddy.store import recording

    with open_desk() as desk:
        if Today(desk).enrolment is None:
            print("no plan is started")
            return
        recording.note(desk.ledger, Happening.PLAN, desk.moment, detail={})
        print("left the plan; studybuddy undo brings it back")


def plan_view(today: Today, week: int | None = None) -> PlanView | None:
    """Put the plan on today together; None when none is started."""
    if today.enrolment is None:
        return None
    return build_view(
        today.enrolment,
        today.day,
        today.done,
        due=today.due,
        load=today.load(LOAD_DAYS),
        available=today.available,
        next_up=today.next_up,
        number=week,
        rates=today.rates,
    )


def read_plan(desk: Desk, name: str) -> Plan:
    """Read a plan by its name: the learner's own first, then the shipped ones.

    Raises:
        UsageError: there is none of that name.
        StudyBuddyError: the file has errors.

    """
    from studybuddy.planning.plan_file import parse_plan

    files = plan_files(desk)
    if name not in files:
        raise UsageError(f"there is no plan {name!r}", f"plans: {', '.join(files)}")
    try:
        content = files[name].read_bytes()
    except OSError as error:
        raise StudyBuddyError(f"cannot read {files[name]}: {error.strerror}") from error
    plan, problems = parse_plan(content, str(files[name]))
    if plan is None:
        first = next(problem for problem in problems if problem.severity == "error")
        raise StudyBuddyError(str(first), f"studybuddy check {files[name]} lists all problems")
    return plan


def plan_files(desk: Desk) -> dict[str, Path]:
    """Return the plan files by name; an own plan stands before a shipped one of the same name."""
    files = [path for folder in reversed(desk.home.plans) for path in sorted(folder.glob("*.md"))]
    return {path.stem: path for path in files}


def _started(enrolment: Enrolment) -> str:
    weeks = len(enrolment.weeks())
    text = f"{enrolment.plan.title}: {weeks} week{'s' * (weeks != 1)} from {shown(enrolment.start)}"
    if enrolment.interview:
        text += f", interview on {shown(enrolment.interview)}"
    if weeks < len(enrolment.plan.weeks):
        text += (
            f"\nThe interview is near, so the plan starts with week {enrolment.weeks()[0].number}."
            if weeks
            else ("\nThe interview is today; there is nothing left to plan.")
        )
    return text


def _print(desk: Desk, view: PlanView | None) -> None:
    from studybuddy.screens.console import make_console
    from studybuddy.screens.plan import draw, draw_no_plan

    console = make_console()
    width = min(console.width, shutil.get_terminal_size().columns)
    if view is None:
        console.print(draw_no_plan([(name, _title(desk, name)) for name in plan_files(desk)], width))
    else:
        console.print(draw(view, width))


def _title(desk: Desk, name: str) -> str:
    try:
        return read_plan(desk, name).title
    except StudyBuddyError:
        return "has problems: studybuddy check"

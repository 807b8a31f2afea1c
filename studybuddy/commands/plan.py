"""`studybuddy plan`: where the learner stands; its verbs start, change, explain and export the plan."""

import shutil
from typing import Annotated

import typer

from studybuddy.commands.completing import explained
from studybuddy.commands.day import LOAD_DAYS
from studybuddy.commands.desk import Desk, open_desk
from studybuddy.commands.output import AsJson, print_json, say
from studybuddy.commands.plan_view import plan_view
from studybuddy.commands.today import Today
from studybuddy.planning.view import PlanView

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)
EVENT_HELP = """Dated interviews: the nearest leads the final pass.

Example: studybuddy plan event list
"""
event_app = typer.Typer(no_args_is_help=True, help=EVENT_HELP)
app.add_typer(event_app, name="event")

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]


@app.callback()
def plan(
    context: typer.Context,
    *,
    week: Annotated[int | None, typer.Option("--week", help="Show this week instead of today's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show where you stand: readiness by round, this week, today's agenda, the load ahead.

    Example: studybuddy plan --week 3
    """
    if context.invoked_subcommand is not None:
        return
    with open_desk(reads=True) as desk:
        view = whole_view(desk, week)
        if as_json:
            from studybuddy.planning.view_json import no_plan_json, plan_json

            print_json(no_plan_json() if view is None else plan_json(view))
        else:
            _print(desk, view, asked=week is not None)


@app.command()
def start(
    name: Annotated[str, typer.Argument(help="A plan's file name, without .md.")] = "",
    *,
    interview: Annotated[str, typer.Option(help="The date of the interview: plan back from it.")] = "",
    first: Annotated[str, typer.Option("--from", help="The first day: plan on from it.")] = "",
    level: Annotated[str, typer.Option(help="junior, mid, senior, staff or principal.")] = "",
    company: Annotated[str, typer.Option(help="big-tech, ml-start-up, research-lab, …")] = "",
    size: Annotated[str, typer.Option(help="light, standard or full.")] = "",
    minutes: Annotated[
        int | None, typer.Option(help="Minutes of a weekday, 15 or more; weekend days change alike.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Start a plan, back from the interview or on from a first day.

    Example: studybuddy plan start --interview "12 Mar" --level senior --company big-tech
    """
    from studybuddy.commands import plan_changes

    with open_desk() as desk:
        wish = plan_changes.Wish(name, interview, first, level, company, size, minutes)
        say(plan_changes.start(desk, wish, yes=yes))
        _print(desk, whole_view(desk))


@app.command()
def move(day: Annotated[str, typer.Argument(help="The new date of the interview.", metavar="DATE")]) -> None:
    """Move the interview; only the days acted upon change, the schedules stay.

    Example: studybuddy plan move "19 Mar"
    """
    from studybuddy.commands import plan_changes

    with open_desk() as desk:
        say(plan_changes.move(desk, day))


@app.command()
def clear() -> None:
    """Leave the plan; reviews go on, every due date is the scheduler's own, and `undo` brings the plan back.

    Example: studybuddy plan clear
    """
    from studybuddy.commands import plan_changes

    with open_desk() as desk:
        say(plan_changes.clear(desk))


@app.command()
def pause(
    first: Annotated[str, typer.Argument(help="The first day without study.", metavar="FROM")] = "",
    last: Annotated[str, typer.Argument(help="The last one.", metavar="TO")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Pause the plan: the days have no minutes, and the weeks go on after them; without days, list pauses.

    Example: studybuddy plan pause 2026-12-24 2026-12-27
    """
    from studybuddy.commands import plan_changes

    with open_desk() as desk:
        said = plan_changes.pause(desk, first, last)
        if as_json:
            print_json(plan_changes.pauses_json(desk))
        else:
            say(said)


@app.command()
def replan(*, yes: Yes = False, as_json: AsJson = False) -> None:
    """Spread what is left over the days left; shows what it drops and readiness before and after, and asks.

    Example: studybuddy plan replan
    """
    from studybuddy.commands import plan_replanning

    with open_desk() as desk:
        if as_json:
            print_json(plan_replanning.replan_json(desk, yes=yes))
        else:
            say(plan_replanning.replan_now(desk, yes=yes))


@app.command()
def assess(*, skip: Annotated[bool, typer.Option("--skip", help="Never offer it again.")] = False) -> None:
    """Find out in half an hour what you know: two checked questions a topic, the second by the first.

    Weak topics begin earlier, what you know begins later, and a plan is proposed.
    Example: studybuddy plan assess
    """
    from studybuddy.commands.plan_assessment import assess_now, skip_for_good

    with open_desk() as desk:
        if skip:
            say(skip_for_good(desk))
        else:
            assess_now(desk)


@app.command()
def explain(
    name: Annotated[
        str,
        typer.Argument(
            help="A round, such as system-design, or today.", metavar="ROUND", autocompletion=explained
        ),
    ] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Print how the readiness for a round comes about, or with `today` why each thing is on today's agenda.

    Example: studybuddy plan explain today
    """
    from studybuddy.commands.plan_explaining import explain_round

    with open_desk(reads=True) as desk:
        explain_round(desk, name, as_json=as_json)


@app.command()
def export(
    path: Annotated[str, typer.Argument(help="The file to write; - is stdout.", metavar="[FILE]")] = "-",
    *,
    ics: Annotated[
        bool, typer.Option("--ics", help="As a calendar (iCalendar), the one form there is.")
    ] = True,
) -> None:
    """Write the days of the plan as a calendar file.

    Example: studybuddy plan export --ics plan.ics
    """
    del ics
    from studybuddy.commands.plan_export import export_ics

    with open_desk(reads=True) as desk:
        if said := export_ics(desk, path):
            print(said)


@event_app.command("add")
def event_add(
    name: Annotated[str, typer.Argument(help='What it is called, such as "Acme screen".')],
    day: Annotated[str, typer.Argument(help="Its date.", metavar="DATE")],
    *,
    rounds: Annotated[str, typer.Option(help="Comma-separated; all rounds if left out.")] = "",
) -> None:
    """Add a dated interview with its rounds.

    Example: studybuddy plan event add "Acme screen" "12 Mar" --rounds dsa,ml-coding
    """
    from studybuddy.commands import plan_events

    with open_desk() as desk:
        say(plan_events.add(desk, name, day, rounds))


@event_app.command("list")
def event_list(*, as_json: AsJson = False) -> None:
    """List the dated interviews.

    Example: studybuddy plan event list
    """
    from studybuddy.commands import plan_events

    with open_desk(reads=True) as desk:
        found = plan_events.listed(desk)
        if as_json:
            print_json(found)
        else:
            print("\n".join(plan_events.lines(found)))


@event_app.command("remove")
def event_remove(name: Annotated[str, typer.Argument(help="What it is called.")]) -> None:
    """Remove a dated interview.

    Example: studybuddy plan event remove "Acme screen"
    """
    from studybuddy.commands import plan_events

    with open_desk() as desk:
        say(plan_events.remove(desk, name))


@event_app.command("debrief")
def event_debrief(
    name: Annotated[str, typer.Argument(help="What it is called; the last one over if left out.")] = "",
    *,
    asked: Annotated[
        list[str] | None, typer.Option(help='"TOPIC: QUESTION" or "ROUND: QUESTION", once for each.')
    ] = None,
    went: Annotated[
        str, typer.Option(help="How each round went, such as 23: 1 again, 2 hard, 3 good, 4 easy.")
    ] = "",
) -> None:
    """Tell of an interview that is over: what was asked becomes cards, and how it went counts as a mock.

    Example: studybuddy plan event debrief "Acme screen" --asked "trees: why does boosting overfit?"
    """
    from studybuddy.commands.plan_debrief import debrief

    with open_desk() as desk:
        say(debrief(desk, name, asked or (), went))


def whole_view(desk: Desk, week: int | None = None) -> PlanView | None:
    """Put the plan on today together with readiness and the final pass; None when none is started."""
    from studybuddy.commands.coach import Coach
    from studybuddy.commands.plan_files import file_changed

    today = Today(desk)
    coach = Coach(desk, today)
    changed = file_changed(desk, today.enrolment)
    return plan_view(today, week, coach.readiness, coach.final_pass, changed, LOAD_DAYS)


def _print(desk: Desk, view: PlanView | None, *, asked: bool = False) -> None:
    from studybuddy.screens.console import make_console
    from studybuddy.screens.plan import ROWS, draw, draw_no_plan

    console = make_console()
    columns, rows = shutil.get_terminal_size()
    width = min(console.width, columns)
    if view is None:
        from studybuddy.commands.plan_files import plan_files, title_of

        console.print(draw_no_plan([(name, title_of(desk, name)) for name in plan_files(desk)], width))
    else:
        console.print(draw(view, width, max(ROWS, rows - 1), asked=asked))

"""`studybuddy status`: what is due and how the plan goes, in a few words; `--line` for a prompt or tmux."""

from typing import Annotated

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.commands.output import AsJson, print_json
from studybuddy.commands.plan_view import plan_view
from studybuddy.commands.plan_words import how_was_it, where_it_stands
from studybuddy.commands.today import Today
from studybuddy.planning.view import Stage
from studybuddy.store.sql.schedule import answered_on


def status(
    *,
    line: Annotated[bool, typer.Option("--line", help="One short line.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say in a few words what is due and how the plan goes.

    Example: studybuddy status --line
    """
    with open_desk(reads=True) as desk:
        today = Today(desk)
        order = today.queue().order
        view = plan_view(today)
        new = sum(one.new for one in order)
        answered = answered_on(desk.ledger, today.day)
    if as_json:
        print_json(
            {
                "day": today.day.isoformat(),
                "due": len(order) - new,
                "new": new,
                "answered": answered,
                "week": view.current if view else None,
                "weeks": view.weeks if view else None,
                "status": view.pace.status.value if view else None,
                "own_status": view.own.status.value if view else None,
                "days_left": view.days_left if view else None,
            }
        )
        return
    text = f"{len(order) - new} due + {new} new"
    if view is not None:
        words = where_it_stands(view, short=True)
        text = words if view.stage is Stage.INTERVIEW else f"{text} · {words}"
    print(text if line else f"Today: {text} · {answered} answered")
    if view is not None and view.untold and not line:
        print(how_was_it(view.untold))

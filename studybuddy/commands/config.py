"""`studybuddy config`: show or change a setting; another scheduler replays the whole ledger."""

import sys
from typing import Annotated

import typer

from studybuddy.commands.desk import open_desk
from studybuddy.commands.output import AsJson, print_json
from studybuddy.store import settings
from studybuddy.store.folding import refold_everything


def config(
    name: Annotated[str | None, typer.Argument(help="A setting; all of them if left out.")] = None,
    value: Annotated[str | None, typer.Argument(help="Its new value; shown if left out.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show or change a setting.

    Example: studybuddy config scheduler fsrs
    """
    with open_desk(reads=value is None) as desk:
        if name is not None and value is None:
            settings.known(name)
        if name is not None and value is not None:
            settings.known(name).check(value)
            replayed = None
            with desk.ledger.transaction():
                desk.ledger.set_setting(name, value)
                if name == "scheduler":
                    replayed = refold_everything(desk.ledger)
            if (name, value) == ("math_images", "on"):
                _say_what_pictures_need()
            if replayed is not None:
                print(f"replayed the ledger: {replayed} questions have new dates", file=sys.stderr)
        shown = {key: settings.get(desk.ledger, key) for key in settings.SETTINGS if name in (None, key)}
    if as_json:
        print_json({key: int(now) if now.isdigit() else now for key, now in shown.items()})
        return
    for key, now in shown.items():
        print(f"{key} = {now}   # {settings.SETTINGS[key].meaning}")


def _say_what_pictures_need() -> None:
    from studybuddy.screens.typesetting import is_installed

    if not is_installed():
        print("pictures of formulas need an extra: pip install 'studybuddy[images]'", file=sys.stderr)

"""Runs the line screen on the fixed cards, for the tests that feed it through a pipe."""

import sys

from screen_cards import judge, view

from studybuddy.screens.open_screen import open_screen
from studybuddy.screens.question import Command, Graded


def main(*names: str) -> None:
    with open_screen() as screen:
        for number, name in enumerate(names, start=1):
            outcome = screen.ask(view(name, number, len(names)), judge(name))
            if isinstance(outcome, Graded):
                sys.stdout.write(f"= {outcome.grade.name} {outcome.answer.text!r} {outcome.confidence}\n")
            else:
                sys.stdout.write(f"= {outcome.name}\n")
            if outcome is Command.QUIT:
                break


if __name__ == "__main__":
    main(*sys.argv[1:])

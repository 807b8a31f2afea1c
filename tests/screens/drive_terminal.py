"""Runs the terminal screen on fixed cards, for the tests that drive it through a pseudo-terminal.

Every outcome is appended to the file named first; the cards to show are named after it.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

from screen_cards import judge, view

from studybuddy.screens.question import Command, Graded
from studybuddy.screens.terminal_screen import TerminalScreen


def main(log: str, *names: str) -> None:
    with TerminalScreen() as screen, Path(log).open("a", encoding="utf-8") as outcomes:
        for number, name in enumerate(names, start=1):
            asked = view(name, number, len(names))
            if noted := os.environ.get("MEANWHILE"):
                asked = replace(asked, meanwhile=lambda: outcomes.write(f"{noted}\n"))
            outcome = screen.ask(asked, judge(name))
            if outcome is Command.EDIT:
                with screen.suspended():
                    sys.stdout.write("the editor runs\n")
                    sys.stdout.flush()
                    outcomes.write(f"edited: {sys.stdin.readline().strip()}\n")
                outcome = screen.ask(view(name, number, len(names)), judge(name))
            if isinstance(outcome, Graded):
                ticked = sorted(outcome.answer.ticked)
                said = (outcome.grade.name, outcome.answer.text, outcome.confidence, ticked)
                outcomes.write(f"{name} {said}\n")
            else:
                outcomes.write(f"{name} {outcome.name}\n")
            outcomes.flush()
            if outcome is Command.QUIT:
                break
    sys.stdout.write("left the screen\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

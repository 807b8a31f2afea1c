"""A calendar and a seed in, a learner who studies through the real commands, each in a process, out."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from sqlite3 import connect
from typing import Any

from command_line import ROOT
from line_pump import Asked, pump

CLOCKED = Path(__file__).with_name("clocked.py")
SOLUTIONS = ROOT / "tests" / "katas" / "solutions"
EVENING = "19:00:00+00:00"
SECONDS = {"new": 45.0, "card": 20.0, "derivation": 540.0, "design": 2700.0, "applied": 1200.0, "star": 300.0}
SLOWEST = 1.4  # times the usual
GRADES = ("1",) * 8 + ("2",) * 12 + ("3",) * 60 + ("4",) * 20
KNOWN_ALREADY = 0.02  # of the new cards
_SKIPPED = re.compile(r"\[skipped: studybuddy kata (\S+)\]")
_BY_THE_LEARNER = ("practice", "story", "mock")


class SimulatedLearner:
    """Studies in `folder`, every evening on which it is told to."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.home = folder / "home"
        self._seed = seed
        self._timer = folder / "timer"
        self._decks = folder / "decks"
        self._compiled = folder / "compiled"  # once for hundreds of processes, whatever the tree may keep
        self._seconds = 0.0
        self._mocks = self._puzzles = self._katas_checked = 0
        self._kind = ""
        self._lines_of_the_question = 0
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(
            ROOT / "decks", self._decks
        )  # what others do to the decks meanwhile changes nothing here
        self._pass_seconds(0.0)

    @property
    def database(self) -> Path:
        return self.home / "studybuddy.db"

    def run(self, day: date, *args: str, home: Path | None = None, columns: int = 80) -> str:
        """Run a command on a day and return what it printed."""
        process = self._start(day, args, home or self.home, columns)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, (day, args, out[-2000:], err)
        return out

    def json(self, day: date, *args: str, home: Path | None = None) -> Any:
        return json.loads(self.run(day, *args, "--json", home=home))

    def review(self, day: date) -> str:
        """Take the session of a day, and do the katas that it named."""
        chance = Random(f"{self._seed} {day}")
        process = self._start(day, ("review",), self.home)
        said = pump(process, lambda asked: self._answer(asked, day, chance))
        for name in dict.fromkeys(_SKIPPED.findall(said)):
            self._do_kata(day, name, chance)
        return said

    def follow(self, day: date, agenda: list[dict[str, Any]]) -> None:
        """Do what the agenda has besides the session, and track it."""
        for item in agenda:
            if item["name"] in _BY_THE_LEARNER:
                self.run(day, *self._tracking(item))

    def _tracking(self, item: dict[str, Any]) -> list[str]:
        words = shlex.split(item["command"])[1:]
        if item["name"] == "mock":
            self._mocks += 1
            words[words.index("1-4")] = f"{2 + self._mocks % 3 / 2}"
            words += ["--partner"] * (self._mocks % 2)
        elif item["name"] == "practice":
            self._puzzles += 1
            words += ["--result", ("good", "hard", "easy")[self._puzzles % 3]]
            if self._puzzles % 8 == 0:
                words.insert(2, f"Puzzle {self._puzzles}")
        return words

    def _start(
        self, day: date, args: tuple[str, ...], home: Path, columns: int = 80
    ) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, str(CLOCKED), *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if args != ("review",) else subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
                "PYTHONPATH": str(ROOT),
                "PYTHONPYCACHEPREFIX": str(self._compiled),
                "PYTHONWARNINGS": "error",
                "STUDYBUDDY_HOME": str(home),
                "STUDYBUDDY_DECKS": str(self._decks),
                "STUDYBUDDY_NOW": f"{day}T{EVENING}",
                "COLUMNS": f"{columns}",
            }
            | ({"STUDYBUDDY_TEST_TIMER": str(self._timer)} if args == ("review",) else {}),
        )

    def _do_kata(self, day: date, name: str, chance: Random) -> None:
        """Write a kata in an editor of one's own; the first one is also checked."""
        if not self._katas_checked:
            self._katas_checked = 1
            self.run(day, "kata", "check", name, "--file", str(SOLUTIONS / f"{name}.py"))
        self.run(day, "grade", name, chance.choice(("good", "good", "easy", "hard", "again")))

    def _answer(self, asked: Asked, day: date, chance: Random) -> str:
        """Answer one prompt, as somebody would who has read it."""
        if asked.wants_yes_or_no:
            return "y"
        match asked.prompt.split()[0]:
            case "[grade:":
                return self._grade(asked, day, chance)
            case "[Enter":
                self._kind = "applied" if "applied ›" in asked.header else "design"
            case "[tell":
                self._kind = "star"
                self._pass_seconds(SECONDS["star"])
            case "[the" if asked.prompt.startswith("[the next line"):
                if self._kind != "derivation":
                    self._kind = "derivation"
                    self._pass_seconds(SECONDS["derivation"] * (0.6 + 0.8 * chance.random()))
                    return ":paper" if chance.random() < 0.5 else ""
            case "[your":
                self._pass_seconds(SECONDS[self._kind] / 5)
                self._lines_of_the_question += 1
                return "an outline" if self._lines_of_the_question % 2 else ""
            case "[the":
                return "1"
        return ""

    def _grade(self, asked: Asked, day: date, again: Random) -> str:
        """Grade by a chance of its own for each question and day, and take the time that its kind takes."""
        chance = Random(f"{self._seed} {day} {asked.question}")
        is_card, self._kind = not self._kind, ""
        if is_card:
            usual = SECONDS["new" if asked.is_new else "card"]
            self._pass_seconds(usual * (0.6 + (SLOWEST - 0.6) * chance.random()))
        if asked.is_repeat:
            return "3" if again.random() < 0.9 else "1"
        if is_card and asked.is_new and chance.random() < KNOWN_ALREADY:
            return ":know"
        return chance.choice(GRADES)

    def _pass_seconds(self, seconds: float) -> None:
        self._seconds += seconds
        self._timer.write_text(f"{self._seconds}", encoding="ascii")


def snapshot(database: Path, to: Path) -> Path:
    """Copy a database that may be in use."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with closing(connect(database)) as source, closing(connect(to)) as target:
        source.backup(target)
    return to


def days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(count))

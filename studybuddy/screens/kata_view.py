"""What a command hands to the kata screen and what it gets back: plain frozen values and one Protocol."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, Self

from studybuddy.model import Grade
from studybuddy.screens.clock import Clock


class Do(StrEnum):
    """What the learner wants done; the value is its word in line mode."""

    START = "start"
    RUN = "run"
    EDIT = "edit"
    DIFF = "diff"
    RESET = "reset"
    SOLUTION = "solution"
    SKIP = "skip"
    QUIT = "quit"
    LEAVE = "leave"  # after the grade


class Stage(StrEnum):
    """How far the learner is with one kata."""

    READY = "ready"  # the clock has not started
    WORK = "work"
    FOLLOW_UP = "follow-up"
    GRADE = "grade"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a verdict; `reason` says why it failed."""

    name: str
    passed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KataVerdict:
    """A finished check, ready to be shown.

    `diagnosis` are sentences, most useful first; `broken` says what is wrong with the kata itself; `printed`
    is what the code printed. `number` counts the checks of this attempt.
    """

    passed: bool
    cases: tuple[Case, ...]
    diagnosis: tuple[str, ...] = ()
    isolation: str = ""
    ms: int = 0
    number: int = 0
    broken: str = ""
    printed: str = ""
    is_partial: bool = False  # the cases behind the first failing one are still being run


@dataclass(frozen=True, slots=True)
class Panel:
    """A text shown instead of the verdict until a key is pressed: a diff, the solution. Markdown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class KataView:
    """A kata and all that stays the same while it is worked on.

    `prompt`, `hints` and `follow_ups` are Markdown. `path` is the learner's file; `opening` says what START
    does about the editor. `labels` say what each grade would do to the schedule.
    """

    name: str
    prompt: str
    minutes: int
    path: str
    opening: str = ""
    hints: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    labels: Mapping[Grade, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KataFlow:
    """One kata on its way from its appearance to its grade.

    `message` is a sentence about what just happened, `trouble` one about the learner's file. `confirming` is
    what the next `y` does. `has_passed` stays true when a later save fails again. `resumed` means that there
    were checks before this sitting, `stale` that the verdict is about an earlier state of the file,
    `hint_is_news` that the last hint was asked for since the last verdict.
    """

    view: KataView
    stage: Stage = Stage.READY
    clock: Clock = field(default_factory=Clock)
    paused: bool = False
    checking: bool = False
    has_passed: bool = False
    gave_up: bool = False
    resumed: bool = False
    stale: bool = False
    verdict: KataVerdict | None = None
    message: str = ""
    trouble: str = ""
    hints: int = 0
    hint_is_news: bool = False
    follow_ups: int = 0
    panel: Panel | None = None
    prompt_open: bool = False
    help_open: bool = False
    confirming: Do | None = None
    suggested: Grade = Grade.AGAIN
    because: str = ""


class KataScreen(Protocol):
    """A way to show a kata: a context manager, so that the terminal is restored."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def show(self, flow: KataFlow) -> None:
        """Show the state of things."""
        ...

    def key(self, seconds: float | None) -> str | None:
        """Wait for a key, at most `seconds`; None at the end of them, or after `wake`.

        While a check is running the line-by-line screen waits for `wake` instead of a line.
        """
        ...

    def wake(self) -> None:
        """End the wait of `key`; any thread may call it."""
        ...

    def suspended(self) -> AbstractContextManager[None]:
        """Hand the terminal back while the body runs, for an editor; the screen returns afterwards."""
        ...

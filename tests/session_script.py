"""A learner who follows a script: outcomes in, the views of the questions that were put out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

from studybuddy.commands.desk import Desk
from studybuddy.commands.review_loop import ReviewLoop
from studybuddy.commands.today import Today
from studybuddy.model import Answer, Grade
from studybuddy.scheduling.session import Session
from studybuddy.screens.question import Command, Graded, Judge, Outcome, QuestionView

TYPED = Graded(Grade.GOOD, Answer("my own words"))


class Script:
    """A learner who gives one outcome after the other, each made when its question is up."""

    def __init__(self, *outcomes: Callable[[], Outcome]) -> None:
        self._outcomes = list(outcomes)
        self.views: list[QuestionView] = []
        self.judges: list[Judge] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def ask(self, view: QuestionView, judge: Judge) -> Outcome:
        self.views.append(view)
        self.judges.append(judge)
        if view.meanwhile is not None:
            view.meanwhile()
        return self._outcomes.pop(0)() if self._outcomes else Command.QUIT

    @contextmanager
    def suspended(self) -> Iterator[None]:
        yield


def goes_through(desk: Desk, *outcomes: Callable[[], Outcome]) -> Script:
    today = Today(desk)
    script = Script(*outcomes)
    ReviewLoop(desk, Session.start(today.queue().order), today.minutes).run(script)
    return script

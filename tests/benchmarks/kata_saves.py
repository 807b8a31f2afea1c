"""Shipped katas in, what their slowest right and wrong saves are out, as the watch loop checks them."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measuring import Time

from studybuddy.commands.kata_checking import Checking
from studybuddy.katas.check import open_host
from studybuddy.katas.kata import Kata
from studybuddy.katas.report import CheckReport

SEED = 3
GLANCE_S, THOUGHT_S = 0.25, 0.6  # between two saves: the next check's processes get ready meanwhile
PATIENCE_S = 60.0
FINALISTS, TRIES = 6, 4


@dataclass(frozen=True, slots=True)
class Save:
    """A file of a learner's: `code` is right, or the known mistake `what`."""

    kata: Kata
    what: str
    code: str
    passes: bool


class Watched:
    """The checks of one kata in a watch loop."""

    def __init__(self, checking: Checking, woken: threading.Event) -> None:
        self._checking = checking
        self._woken = woken

    def verdict(self, save: Save, thought_s: float = THOUGHT_S) -> Time:
        """Save after a thought, and return how long it took until it was known whether it is right."""
        time.sleep(thought_s)
        start = time.perf_counter()
        self._checking.begin(save.code)
        first = self._report()
        taken = Time(time.perf_counter() - start)
        while self._checking.is_running:
            self._report()
        if first.passed is not save.passes:
            raise RuntimeError(f"{save.kata.name}: {save.what} {'passes' if first.passed else 'fails'}")
        return taken

    def _report(self) -> CheckReport:
        while True:
            if not self._woken.wait(PATIENCE_S):
                raise TimeoutError
            self._woken.clear()
            report = self._checking.taken()
            if report is not None:
                return report


@contextmanager
def watched(kata: Kata) -> Iterator[Watched]:
    """Yield the checks of a kata as its watch loop has them, warm."""
    woken = threading.Event()
    with open_host(kata.requires, stays=True) as host:
        yield Watched(Checking(kata, host, SEED, True, woken.set), woken)


def slowest(katas: Iterable[Kata], solutions: Path) -> tuple[Save, Save]:
    """Return the right and the wrong save whose verdicts take longest.

    Each is made once; of those that took longest, once may have been by accident: they are made again.
    """
    taken: list[tuple[float, Save]] = []
    for kata in katas:
        with watched(kata) as loop:
            taken += [(loop.verdict(save, GLANCE_S).wall_s, save) for save in _saves(kata, solutions)]
    right, wrong = (_slowest([pair for pair in taken if pair[1].passes is each]) for each in (True, False))
    return right, wrong


def _slowest(taken: list[tuple[float, Save]]) -> Save:
    finalists = sorted(taken, key=lambda pair: pair[0])[-FINALISTS:]
    least = [min(seconds, _least(save)) for seconds, save in finalists]
    return finalists[least.index(max(least))][1]


def _least(save: Save) -> float:
    with watched(save.kata) as loop:
        return min(loop.verdict(save).wall_s for _ in range(TRIES))


def _saves(kata: Kata, solutions: Path) -> Iterator[Save]:
    yield Save(kata, "a solution", (solutions / f"{kata.name}.py").read_text(encoding="utf-8"), passes=True)
    for accept in kata.accepts:
        yield Save(kata, accept.name, accept.code, passes=True)
    for reject in kata.rejects:
        yield Save(kata, reject.name, reject.code, passes=False)

"""Deck solutions come in by the hundred, the first check that each fails goes out: one warm, bound process.

Nothing here is the learner's: reference, check block and solutions are all the deck's, so one process holds
them all and the supervisor kills it when a solution does not end. Expected values are computed once a seed.
"""

import json
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from studybuddy.katas import running
from studybuddy.katas.checks import Case, Law, leans
from studybuddy.katas.comparing import show
from studybuddy.katas.kata import Block
from studybuddy.katas.kit import read_checks
from studybuddy.katas.lacking import told
from studybuddy.katas.learner import Servant
from studybuddy.katas.outcome import BrokenKataError, Check, Outcome, Session
from studybuddy.katas.subject import Subject
from studybuddy.katas.travelling import TransportError
from studybuddy.workers.frames import Channel

MORE_SEEDS = 20
MEASURED_SEEDS = range(2**20, 2**20 + 2)  # which nobody asks for
EARLY = 0.25  # the share of a run's seconds after which laws have a first look


class _Examiner:
    def __init__(self, kata: dict[str, Any]) -> None:
        self._path: str = kata["path"]
        self._entry: str = kata["entry"]
        self._reference_block = Block(**kata["reference"])
        self._checks = read_checks(Block(**kata["check"]), self._entry, self._path)
        self._seed: int | None = None
        self._session: Session
        self._costs = self._measure()
        self._cpu_seconds = self.cost()
        self._order = sorted(self._checks, key=lambda check: (leans(check), self._costs[check.name]))
        self._early_order = self._with_laws_early()

    def _at(self, seed: int) -> Session:
        """Return a session of the seed whose draws and expected values are kept until another seed comes."""
        if seed != self._seed:
            reference = running.local(self._reference_block, self._entry, self._path)
            self._session = Session(reference, reference, seed, self._reference_block.code)
            self._seed = seed
        return self._session

    def _measure(self) -> dict[str, float]:
        """Run the reference against itself and return the seconds each check takes a solution."""
        session = self._at(0)
        solution = Subject(Servant().serve, self._entry)
        running.load(solution, self._reference_block, self._path)
        costs = {}
        for each in (session, session.beside(solution, self._reference_block.code)):
            costs = {check.name: self._of_a_check(check, each) for check in self._checks}
        return costs  # of the second round: the first pays for what is loaded and kept on first use

    def _of_a_check(self, check: Check, session: Session) -> float:
        began = time.monotonic()
        (finding,) = running.run([check], session, self._path, lambda _: None)
        if not finding.outcome.passed:
            reason = f"{check.name}: the reference fails its own check: {finding.outcome.reason}"
            raise BrokenKataError(f"{self._path}:{self._reference_block.line}: {reason}")
        return time.monotonic() - began

    def _with_laws_early(self) -> list[Check]:
        """Return the order of checks for code that is likely wrong: laws look at the first few values too."""
        plain = [check for check in self._order if not leans(check)]
        laws = [check for check in self._order if leans(check)]
        sums = accumulate(self._costs[check.name] for check in plain)
        first = sum(spent <= EARLY * sum(self._costs.values()) for spent in sums)
        return [*plain[:first], *laws, *plain[first:], *laws]

    def _of_a_seed(self, seed: int) -> float:
        """Return the processor seconds of one run with inputs that the reference has not seen."""
        session = self._at(seed)
        began = time.process_time()
        running.run(self._checks, session, self._path, lambda _: None)
        return time.process_time() - began

    def cost(self) -> float:
        """Return the processor seconds of one run with new inputs: the less of two on a shared machine."""
        return min(map(self._of_a_seed, MEASURED_SEEDS))

    def about(self) -> dict[str, Any]:
        """Return the names of the checks, and the seconds of one run: on the clock, and of a processor."""
        names = [check.name for check in self._checks]
        return {"checks": names, "seconds": sum(self._costs.values()), "cpu_seconds": self._cpu_seconds}

    def answer(self, job: dict[str, Any]) -> dict[str, Any]:
        """Do what the job says: examine a solution, suggest a case that it fails, or measure the cost."""
        if job.get("cost"):
            return {"cpu_seconds": self.cost()}
        return self.suggest(job) if job.get("suggest") else self.examine(job)

    def examine(self, job: dict[str, Any]) -> dict[str, Any]:
        """Return the names of the checks that the job's solution fails: the first, or all with `"all"`.

        With `"early"`, for a solution that is likely wrong, checks come in the order that shows it soonest.
        """
        session = self._at(job["seed"])
        subject = Subject(Servant().serve, self._entry)
        failed = running.load(subject, Block(job["code"], job["line"]), self._path)
        if failed:
            return {"failed": [running.LOADS], "reason": self._placed(failed)}
        wanted = job.get("only")
        order = self._early_order if job.get("early") else self._order
        if wanted is not None:
            order = [check for check in order if check.name in self._with_cases(wanted)]
        mine = session.beside(subject, job["code"])
        names, reason = [], ""
        for check in order:
            (finding,) = running.run([check], mine, self._path, lambda _: None)
            if not finding.outcome.passed and (wanted is None or check.name in wanted):
                names.append(check.name)
                reason = reason or self._placed(finding.outcome)
                if not job.get("all"):
                    break
        declared = [check.name for check in self._checks]
        return {"failed": sorted(names, key=declared.index), "reason": reason}

    def _placed(self, outcome: Outcome) -> str:
        """Return why a solution failed, behind the Markdown line that raised if one did."""
        return f"{self._path}:{outcome.line}: {outcome.reason}" if outcome.line else outcome.reason

    def _with_cases(self, wanted: Sequence[str]) -> set[str]:
        """Return the names with those of the cases whose values they look at."""
        laws = [check for check in self._checks if isinstance(check, Law) and check.name in wanted]
        return {*wanted, *(name for law in laws for name in law.of)}

    def suggest(self, job: dict[str, Any]) -> dict[str, Any]:
        """Look for inputs on which the solution differs from the reference: other seeds, other magnitudes."""
        subject = Subject(Servant().serve, self._entry)
        if running.load(subject, Block(job["code"], job["line"]), self._path):
            return {}
        for check in self._checks:
            if not isinstance(check, Case):
                continue
            for args in self._variations(check):
                try:
                    right = self._session.reference.call(args, check.kwargs, entry=check.entry)
                    got = subject.call(args, check.kwargs, entry=check.entry)
                except TransportError:
                    continue
                if right.raised:
                    continue
                if got.raised or check.same(got.value, right.value) or got.mutated:
                    return {"suggestion": f"case(…, {', '.join(show(each, 120) for each in args)})"}
        return {}

    def _variations(self, check: Case) -> Iterator[tuple[Any, ...]]:
        session = self._at(0)
        for repeat in range(MORE_SEEDS):
            args = check.inputs(session.tensors(check.name, 1000 + repeat))
            yield args
            if repeat < 2:
                for index, value in enumerate(args):
                    for other in _other_values(value):
                        yield (*args[:index], other, *args[index + 1 :])


def _other_values(value: Any) -> Iterator[Any]:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        yield from (value * 1e3, value * 1e-3, -value, np.abs(value), np.round(value), np.zeros_like(value))
        if np.isfinite(value).all():
            yield value.astype(int)
    if isinstance(value, np.ndarray) and value.ndim and len(value) > 1:
        yield from (value[:1], value[::-1].copy(), np.concatenate([value, value]))
    if isinstance(value, bool | int) and not isinstance(value, bool):
        yield from (value + 1, value - 1, 0)
    if isinstance(value, float):
        yield from (value * 1e3, 0.0, -value)
    if isinstance(value, list) and value:
        yield from (value[:1], value[::-1], value + value, [])


def _end_after(seconds: float) -> None:
    """Have this process ended by its system after so many more seconds of a processor; 0 calls that off."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def main(channel: Channel) -> None:
    """Answer jobs about one kata until the other side has gone."""
    try:
        examiner = _Examiner(json.loads(channel.receive()))
    except BrokenKataError as error:
        channel.send(json.dumps({"broken": told(error)}).encode())
        return
    channel.send(json.dumps(examiner.about()).encode())
    while True:
        job = json.loads(channel.receive())
        _end_after(job.get("seconds", 0.0))
        try:
            answer = examiner.answer(job)
        except BrokenKataError as error:
            answer = {"broken": told(error)}
        _end_after(0.0)
        channel.send(json.dumps(answer).encode())

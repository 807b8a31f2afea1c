"""A host of workers and a kata go in, a record of one conversation comes out: clocks, limits and kills.

Two sandboxed processes are started, the checker (hidden cases, reference) and the learner. Calls and answers
pass between them unread; a frame that nobody asked for ends the conversation.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from studybuddy.errors import StudyBuddyError
from studybuddy.katas.kata import Kata
from studybuddy.katas.protocol import ANSWER, CALL, DIAGNOSIS, ECHO, LOSS, RESULT, VERDICT
from studybuddy.katas.report import CaseResult, Diagnosis, clean, explain, spell_births
from studybuddy.katas.stack import MAX_LINE, Standing, standing
from studybuddy.workers import host
from studybuddy.workers.limits import Limits
from studybuddy.workers.sandbox import KERNEL_SANDBOX, LIMITS_ONLY

CHECKER, LEARNER = "studybuddy.katas.checker:main", "studybuddy.katas.learner:main"
BOOT_SECONDS = 30.0
MIN_CHECKER_SECONDS = 2.0
CHECKER_EXTRA_MIB = 512
DIAGNOSIS_SECONDS = 1.0
MAX_FINDING_BYTES = 256 << 10
MAX_FINDINGS = 1000
NOT_COMPARED = "whether this is a known mistake was not found out within {:g} s"


@dataclass(slots=True)
class Record:
    """What is known so far."""

    cases: list[CaseResult] = field(default_factory=list)
    first: Diagnosis = field(default_factory=Diagnosis)
    broken: str = ""
    complete: bool = False
    misconception: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    printed: bytes = b""


class _Stop(Exception):  # noqa: N818 - the end of a conversation, not an error
    """Nothing more is to be learned."""


class Supervision:
    """One conversation between a checker and a learner."""

    def __init__(self, kata: Kata, workers: host.Host) -> None:
        self._kata = kata
        self._workers = workers
        self._checker_seconds = max(MIN_CHECKER_SECONDS, kata.seconds)
        seconds, memory = kata.seconds + self._checker_seconds, kata.memory_mib
        self._learner = workers.start(LEARNER, Limits(seconds, memory))
        self._checker = workers.start(CHECKER, Limits(seconds, memory + CHECKER_EXTRA_MIB))
        self._gone: dict[int, host.Gone] = {}
        self._learner_seconds = kata.seconds
        self._deadline = time.monotonic() + BOOT_SECONDS
        self._record = Record()
        self.cpu_seconds: float | None = None  # of both processes, when they have ended and the host knows it
        self._prepared_for: int | None = None
        self._file = ""
        self._is_concluded = False
        self._concluded: Callable[[Record], None] = lambda _: None

    def boot(self) -> str:
        """Wait until both are bound, and return the weaker isolation. Raises: StudyBuddyError."""
        deadline = time.monotonic() + BOOT_SECONDS
        names = set()
        for _ in (self._learner, self._checker):
            event = self._next(deadline)
            if not isinstance(event, host.Ready):
                raise StudyBuddyError(
                    f"a sandboxed process did not start: {self._why_not(event)}", "is NumPy installed?"
                )
            names.add(event.isolation.name)
        return KERNEL_SANDBOX if names == {KERNEL_SANDBOX} else LIMITS_ONLY

    def _next(self, deadline: float) -> host.Event | None:
        """Return the next event of these two workers; the host may have others."""
        while True:
            event = self._workers.wait(deadline)
            if event is None or event.worker in {self._learner, self._checker}:
                return event

    def _why_not(self, event: host.Event | None) -> str:
        if not isinstance(event, host.Gone):
            return "it said nothing"
        words = self._workers.printed(event.worker).decode(errors="replace").strip().splitlines()
        return event.why or (clean(words[-1]) if words else explain(event.code)[1])

    def prepare(self, seed: int) -> None:
        """Hand the checker the kata and the seed, so that it has its inputs and expected values in time.

        From here on the deck's code may run, whichever way the processes are bound.
        """
        kata = self._kata
        task = {
            "entry": kata.entry,
            "path": kata.path,
            "reference": asdict(kata.reference),
            "check": asdict(kata.check),
            "rejects": [asdict(each) for each in kata.rejects],
            "seed": seed,
        }
        self._prepared_for = seed
        self._workers.send(self._checker, json.dumps(task).encode(), time.monotonic() + BOOT_SECONDS)

    def run(self, code: str, seed: int, file: str, concluded: Callable[[Record], None]) -> Record:
        """Have the code checked; `concluded` hears the first failure, then the verdict before the diagnosis.

        The seed must be the one that the checker was prepared for, if it was.
        """
        if self._prepared_for is None:
            self.prepare(seed)
        self._concluded = concluded
        self._file = file
        self._deadline = time.monotonic() + self._checker_seconds
        try:
            self._to_checker(json.dumps({"source": code, "file": file}).encode())
            while True:
                self._turn(self._from_checker())
        except _Stop:
            self._record.printed = self._workers.printed(self._learner)
            return self._record

    def _turn(self, frame: bytes) -> None:
        letter, body = frame[:1], frame[1:]
        if letter == CALL:
            answer = self._ask_learner(body)
            self._to_checker(answer)
        elif len(body) > MAX_FINDING_BYTES or len(self._record.cases) > MAX_FINDINGS:
            self._break("the check block tells more than any check has to tell")
        elif letter == RESULT:
            self._note(_object(body))
        elif letter == VERDICT:
            self._conclude(_object(body))
        elif letter == DIAGNOSIS:
            self._record.misconception = {key: str(value) for key, value in _object(body).items()}
            raise _Stop
        else:
            self._break("the checker sent a frame that means nothing")

    def _conclude(self, verdict: dict[str, Any]) -> None:
        self._is_concluded = True
        record = self._record
        record.broken = str(verdict.get("broken", ""))
        record.complete = not record.broken and len(record.cases) == verdict.get("checks")
        failed = not all(case.passed for case in record.cases)
        if not record.broken and not failed and not (record.complete and record.cases):
            self._break("the check block ended without telling of all its cases")
        if record.complete and not failed and not self._is_in_step():
            reason = "the code sent frames that nobody asked for"
            self._fail(Diagnosis("the channel", reason, limit="protocol"), "protocol")
            raise _Stop
        if record.broken or not record.complete or not failed:
            raise _Stop
        record.printed = self._workers.printed(self._learner)
        self._concluded(record)
        self._deadline = time.monotonic() + DIAGNOSIS_SECONDS

    def _is_in_step(self) -> bool:
        """Ask the learner's process for one last answer: with a forged frame before it, it is a wrong one."""
        request = ECHO + os.urandom(16)
        answer = self._ask_learner(request)
        return answer == ANSWER + request and not self._workers.has_spoken(self._learner)

    def _note(self, finding: dict[str, Any]) -> None:
        kind = clean(str(finding.get("kind", "")))
        name, reason = clean(str(finding.get("name", ""))), clean(str(finding.get("reason", "")))
        limit = ""
        if kind == "lost":
            kind, _, reason = reason.partition(": ")
            limit = kind
        elif kind == "memory":
            limit = "memory"
        case = CaseResult(name, kind == "ok", reason, kind)
        self._record.cases.append(case)
        if not case.passed and not self._record.first.case:
            line = finding.get("line", 0)
            self._record.first = Diagnosis(
                case=name,
                reason=reason,
                call=clean(str(finding.get("call", ""))),
                line=line if isinstance(line, int) and 0 <= line <= MAX_LINE else 0,
                births=spell_births(finding.get("births")),
                limit=limit,
            )
            self._record.printed = self._workers.printed(self._learner)
            self._concluded(self._record)

    def _fail(self, diagnosis: Diagnosis, kind: str) -> None:
        self._record.cases.append(CaseResult(diagnosis.case, False, diagnosis.reason, kind))
        if not self._record.first.case:
            self._record.first = diagnosis

    def _break(self, why: str) -> None:
        self._record.broken = why
        raise _Stop

    def _to_checker(self, frame: bytes) -> None:
        """Send a frame; a checker that does not hear it may have told something before it ended.

        What comes next from it, or its end, or that nothing comes any more, says what to make of that.
        """
        self._workers.send(self._checker, frame, self._deadline)

    def _from_checker(self) -> bytes:
        while True:
            event = self._next(self._deadline)
            if event is None:
                failing = not all(case.passed for case in self._record.cases)
                if failing:
                    self._record.note = NOT_COMPARED.format(DIAGNOSIS_SECONDS) if self._is_concluded else ""
                    raise _Stop  # only the known mistakes took too long
                self._break(f"the check block took longer than {self._checker_seconds:g} s")
            elif isinstance(event, host.Gone):
                self._gone[event.worker] = event
                if event.worker == self._checker:
                    self._checker_gone(event)
            elif isinstance(event, host.Frame) and event.worker == self._checker:
                return event.payload
            elif isinstance(event, host.Frame):
                self._gone[self._learner] = host.Gone(
                    self._learner, 0, "it sent a frame that nobody asked for"
                )

    def _checker_gone(self, event: host.Gone) -> None:
        if self._record.cases and not all(case.passed for case in self._record.cases):
            raise _Stop
        self._break(f"the checker ended early: {self._why_not(event)}")

    def _ask_learner(self, request: bytes) -> bytes:
        """Return the learner's answer as a frame for the checker, or the reason why there is none."""
        if self._learner not in self._gone and self._workers.has_spoken(self._learner):
            self._gone[self._learner] = host.Gone(self._learner, 0, "it sent a frame that nobody asked for")
        if self._learner in self._gone:
            return _loss(self._why_lost(self._gone[self._learner]))
        began = time.monotonic()
        deadline = began + self._learner_seconds
        self._workers.send(self._learner, request, deadline)
        answer = self._answer(deadline)
        spent = time.monotonic() - began
        self._learner_seconds -= spent
        self._deadline += spent
        return answer

    def _answer(self, deadline: float) -> bytes:
        while True:
            event = self._next(deadline)
            if event is None:
                limit = f"{self._kata.seconds:g} s"
                self._gone[self._learner] = host.Gone(self._learner, -signal.SIGTERM)
                stood = standing(self._workers.stack(self._learner), self._file)
                self._workers.kill(self._learner)
                return _loss(f"time limit: the code had not returned after {limit}", stood)
            if isinstance(event, host.Frame) and event.worker == self._learner:
                return ANSWER + event.payload
            if isinstance(event, host.Gone):
                self._gone[event.worker] = event
                if event.worker == self._learner:
                    return _loss(self._why_lost(event))
                if not self._is_concluded:
                    self._checker_gone(event)

    def _why_lost(self, gone: host.Gone) -> str:
        if gone.why:
            kind = "output limit" if gone.why.startswith("it printed") else "protocol"
            return f"{kind}: the code's process was ended: {gone.why}"
        return ": ".join(explain(gone.code))

    def end(self) -> None:
        """End both processes, whatever happened."""
        for worker in (self._learner, self._checker):
            self._workers.kill(worker)
        endings = [self._workers.release(worker) for worker in (self._learner, self._checker)]
        taken = [gone.cpu_seconds for gone in endings if gone]
        self.cpu_seconds = sum(taken) if len(taken) == len(endings) and all(taken) else None


def _loss(words: str, stood: Standing = Standing()) -> bytes:  # noqa: B008 - a frozen value
    """Return the frame that tells the checker that there is no answer, and what is known of why."""
    return LOSS + json.dumps({"words": words, **stood._asdict()}).encode()


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}

"""A kata and its hidden cases come in, calls and findings go out: the process that holds the secrets.

Frames out start with a letter: C a call for the learner, R one finding, V the end of the checks, D the
diagnosis. Frames in: first the kata and the seed, then the learner's code, then after each C either A with
the learner's answer, or L with the reason why there will be none and, if that is known, where the code stood.
Until the code comes, the checks are rehearsed with the reference, so that what it returns is known when it is
asked for.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from studybuddy.katas import diagnosis, running
from studybuddy.katas.kata import Block, Reject
from studybuddy.katas.kit import read_checks
from studybuddy.katas.lacking import told
from studybuddy.katas.outcome import BrokenKataError, Check, Session, lost_outcome, spell_input
from studybuddy.katas.protocol import CALL, DIAGNOSIS, LOSS, RESULT, VERDICT
from studybuddy.katas.subject import Loss, Lost, Subject
from studybuddy.workers.frames import Channel

MAX_SAID = 4000  # characters; a learner's value may hold names of megabytes


class _Checker:
    def __init__(self, channel: Channel, task: dict[str, Any]) -> None:
        self._channel = channel
        self._task = task
        self._path: str = task["path"]
        self._entry: str = task["entry"]
        self._has_failed = False
        self._source = self._file = ""

    def _ask(self, request: bytes) -> bytes:
        self._channel.send(CALL + request)
        answer = self._channel.receive()
        if answer[:1] == LOSS:
            raise Lost(Loss(**json.loads(answer[1:])))
        return answer[1:]

    def _tell(self, letter: bytes, content: Any) -> None:
        self._channel.send(letter + json.dumps(content).encode())

    def _report(self, finding: running.Finding) -> None:
        outcome = finding.outcome
        first = not outcome.passed and not self._has_failed
        self._has_failed = self._has_failed or first
        self._tell(
            RESULT,
            {
                "name": finding.name,
                "kind": outcome.kind,
                "reason": outcome.reason[:MAX_SAID],
                "call": spell_input(outcome)[:MAX_SAID] if first else "",
                "line": outcome.line,
                "births": outcome.births,
            },
        )

    def work(self) -> None:
        """Get ready, wait for the code, and judge it."""
        try:
            checks = read_checks(Block(**self._task["check"]), self._entry, self._path)
            reference = running.local(Block(**self._task["reference"]), self._entry, self._path)
        except BrokenKataError as error:
            self._receive_code()
            self._tell(VERDICT, {"broken": told(error)})
            return
        subject = Subject(self._ask, self._entry)
        session = Session(subject, reference, self._task["seed"], explains=True)
        self._rehearse(checks, session.beside(reference, self._task["reference"]["code"]))
        self._receive_code()
        session.source = self._source
        try:
            findings = self._judge(checks, session)
        except BrokenKataError as error:
            self._tell(VERDICT, {"broken": told(error)})
            return
        self._tell(VERDICT, {"broken": "", "checks": len(checks)})
        if findings and not all(each.outcome.passed for each in findings):
            self._tell(DIAGNOSIS, self._misconception(checks, session, findings))

    def _rehearse(self, checks: Sequence[Check], session: Session) -> None:
        """Run the checks with the reference itself until the code has come; what is wrong is told later."""
        for check in checks:
            if self._channel.has_more():
                return
            with suppress(Exception):
                check.run(session)

    def _receive_code(self) -> None:
        sent = json.loads(self._channel.receive())
        self._source, self._file = sent["source"], sent["file"]

    def _judge(self, checks: Sequence[Check], session: Session) -> tuple[running.Finding, ...]:
        try:
            failed = running.load(session.subject, Block(session.source, 1), self._file)
        except Lost as lost:
            failed = lost_outcome(lost.loss)
        if failed:
            self._report(running.Finding(running.LOADS, failed))
            return ()
        return running.run(checks, session, self._path, self._report)

    def _misconception(self, checks: Sequence[Check], session: Session, mine: Any) -> dict[str, str]:
        rejects = [Reject(**each) for each in self._task["rejects"]]
        match = diagnosis.matching(checks, rejects, mine, session, self._path)
        return {"name": match.name, "reason": match.reason} if match else {}


def main(channel: Channel) -> None:
    """Check one solution."""
    _Checker(channel, json.loads(channel.receive())).work()

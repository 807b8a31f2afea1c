"""A kata and its hidden cases come in, calls and findings go out: the process that holds the secrets.

Frames out start with a letter: C a call for the learner, R one finding, V the end of the checks, D the
diagnosis. Frames in: first the task, then after each C either A with the learner's answer, or L with the
reason why there will be none.
"""

import json
from collections.abc import Sequence
from typing import Any

from studybuddy.katas import diagnosis, running
from studybuddy.katas.kata import Block, Reject
from studybuddy.katas.kit import read_checks
from studybuddy.katas.outcome import BrokenKataError, Check, Outcome, Session, spell_call
from studybuddy.katas.protocol import CALL, DIAGNOSIS, LOSS, RESULT, VERDICT
from studybuddy.katas.subject import Lost, Subject
from studybuddy.workers.frames import Channel


class _Checker:
    def __init__(self, channel: Channel, task: dict[str, Any]) -> None:
        self._channel = channel
        self._task = task
        self._path: str = task["path"]
        self._entry: str = task["entry"]
        self._has_failed = False

    def _ask(self, request: bytes) -> bytes:
        self._channel.send(CALL + request)
        answer = self._channel.receive()
        if answer[:1] == LOSS:
            raise Lost(answer[1:].decode())
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
                "reason": outcome.reason,
                "call": spell_call(*outcome.call) if first and outcome.call else "",
                "line": outcome.line,
                "births": outcome.births,
            },
        )

    def work(self) -> None:
        """Run the task to its end."""
        try:
            checks = read_checks(Block(**self._task["check"]), self._entry, self._path)
            reference = running.local(Block(**self._task["reference"]), self._entry, self._path)
            subject = Subject(self._ask, self._entry)
            seed, source = self._task["seed"], self._task["source"]
            session = Session(subject, reference, seed, source, births_wanted=True)
            findings = self._judge(checks, session)
        except BrokenKataError as error:
            self._tell(VERDICT, {"broken": str(error)})
            return
        self._tell(VERDICT, {"broken": "", "checks": len(checks)})
        if findings and not all(each.outcome.passed for each in findings):
            self._tell(DIAGNOSIS, self._misconception(checks, session, findings))

    def _judge(self, checks: Sequence[Check], session: Session) -> tuple[running.Finding, ...]:
        try:
            failed = running.load(session.subject, Block(session.source, 1), self._task["file"])
        except Lost as lost:
            failed = Outcome("lost", str(lost))
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

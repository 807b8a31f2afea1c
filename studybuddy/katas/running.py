"""Checks and a subject go in, one finding per check comes out, in order; a broken kata is an error."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from studybuddy.katas.kata import Block
from studybuddy.katas.kit import placed
from studybuddy.katas.learner import Servant
from studybuddy.katas.outcome import (
    BrokenKataError,
    Check,
    Outcome,
    Session,
    lost_outcome,
    raised_outcome,
)
from studybuddy.katas.subject import Lost, Memo, Subject
from studybuddy.katas.travelling import TransportError

LOADS = "the code loads"


class Finding(NamedTuple):
    """The outcome of one check."""

    name: str
    outcome: Outcome


def local(block: Block, entry: str, path: str) -> Subject:
    """Return a deck's own code as a subject in this process. Raises: BrokenKataError, if it does not load."""
    subject = Subject(Memo(Servant().serve), entry)
    failed = load(subject, block, path)
    if failed:
        line = f":{failed.line}" if failed.line else ""
        raise BrokenKataError(f"{path}{line}: {failed.reason}")
    return subject


def load(subject: Subject, block: Block, file: str) -> Outcome | None:
    """Run the subject's code as a module and return what was wrong with it, or None. Raises: Lost."""
    reply = subject.load(block, file)
    if reply.raised:
        return raised_outcome(reply.raised, None)
    if reply.value is None:
        return Outcome("no entry", f"`{subject.entry}` is not defined")
    if reply.value != "callable":
        return Outcome("no entry", f"`{subject.entry}` is not a function or a class")
    return None


def run(
    checks: Sequence[Check], session: Session, path: str, report: Callable[[Finding], None]
) -> tuple[Finding, ...]:
    """Run the checks in order and return their findings; the last is a loss if the process went away.

    Raises: BrokenKataError, with the Markdown file and line.
    """
    findings: list[Finding] = []
    for check in checks:
        try:
            outcome = check.run(session)
        except Lost as lost:
            outcome = lost_outcome(lost.loss)
        except BrokenKataError as error:
            place = f"{path}:{error.line}: " if error.line else ""
            raise BrokenKataError(f"{place}{check.name}: {error}") from error
        except TransportError as error:
            raise BrokenKataError(f"{path}: {check.name}: an input {error}") from error
        except Exception as error:
            raise BrokenKataError(f"{check.name}: {placed(error, path)}") from error
        findings.append(Finding(check.name, outcome))
        report(findings[-1])
        if outcome.kind == "lost":
            break
    return tuple(findings)

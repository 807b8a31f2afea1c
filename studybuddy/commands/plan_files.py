"""The name of a plan in, the plan out: the learner's own files first, then the shipped ones."""

import zlib
from pathlib import Path

from studybuddy.commands.desk import Desk
from studybuddy.errors import StudyBuddyError, UsageError
from studybuddy.planning.enrolment import Enrolment
from studybuddy.planning.plan import Plan


def read_plan(desk: Desk, name: str) -> Plan:
    """Read a plan by its name: the learner's own first, then the shipped ones.

    Raises:
        UsageError: there is none of that name.
        StudyBuddyError: the file has errors.

    """
    from studybuddy.planning.plan_file import parse_plan

    files = plan_files(desk)
    if name not in files:
        raise no_plan(desk, name)
    try:
        content = files[name].read_bytes()
    except OSError as error:
        raise StudyBuddyError(f"cannot read {files[name]}: {error.strerror}") from error
    plan, problems = parse_plan(content, str(files[name]))
    if plan is None:
        first = next(problem for problem in problems if problem.severity == "error")
        raise StudyBuddyError(str(first), f"studybuddy check {files[name]} lists all problems")
    return plan


def no_plan(desk: Desk, name: str) -> UsageError:
    """Return the error that there is no plan of a name, with the nearest one or all of them."""
    from studybuddy.planning.hints import near

    return UsageError(f"there is no plan {name!r}", near(name, plan_files(desk)))


def digest_of(desk: Desk, name: str) -> str:
    """Return what stands for the text of a plan's file as it is now; "" when it cannot be read."""
    path = plan_files(desk).get(name)
    try:
        content = path.read_bytes() if path else b""
    except OSError:
        return ""
    text = content.replace(b"\r\n", b"\n")
    return f"{len(text)}-{zlib.crc32(text):08x}" if text else ""


def file_changed(desk: Desk, enrolment: Enrolment | None) -> bool:
    """Whether a plan's file says something else than when it was taken up; one that is gone does not."""
    if enrolment is None or enrolment.file is None:
        return False
    return digest_of(desk, enrolment.plan.name) not in {"", enrolment.file.digest}


def plan_files(desk: Desk) -> dict[str, Path]:
    """Return the plan files by name; an own plan stands before a shipped one of the same name."""
    files = [path for folder in reversed(desk.home.plans) for path in sorted(folder.glob("*.md"))]
    return {path.stem: path for path in files}


def title_of(desk: Desk, name: str) -> str:
    """Return the title of a plan, or that its file has problems."""
    try:
        return read_plan(desk, name).title
    except StudyBuddyError:
        return "has problems: studybuddy check"

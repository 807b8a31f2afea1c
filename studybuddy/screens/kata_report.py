"""A verdict on a learner's code flows in, plain sentences flow out, each with how it should look.

Nothing here needs rich: a check run from an editor prints the same sentences as the screen draws.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from studybuddy.screens.kata_view import KataVerdict

MOST_PRINTED = 12  # lines of output shown beside a verdict; `run` shows all


class Tone(StrEnum):
    """What a sentence is."""

    GOOD = "good"
    BAD = "bad"
    LOUD = "loud"
    PLAIN = "plain"
    QUIET = "quiet"
    GAP = "gap"


class Sentence(NamedTuple):
    """One paragraph of a report."""

    tone: Tone
    text: str


_GAP = Sentence(Tone.GAP, "")


def report(verdict: KataVerdict, most_printed: int | None = MOST_PRINTED) -> Iterator[Sentence]:
    """Yield what a verdict says, most useful first; of the output at most the last `most_printed` lines."""
    yield _headline(verdict)
    yield Sentence(Tone.QUIET, _circumstances(verdict))
    if verdict.broken:
        yield _GAP
        yield Sentence(Tone.BAD, f"The kata itself is broken: {verdict.broken}")
        yield Sentence(Tone.PLAIN, "That is no fault of your code, and no grade follows from it.")
    if verdict.diagnosis:
        yield _GAP
        first, *more = verdict.diagnosis
        yield Sentence(Tone.LOUD, first)
        yield from (Sentence(Tone.PLAIN, line) for line in more)
    yield from _cases(verdict)
    yield from _printed(verdict.printed, most_printed)


def _headline(verdict: KataVerdict) -> Sentence:
    total = len(verdict.cases)
    failed = sum(not case.passed for case in verdict.cases)
    if verdict.passed:
        return Sentence(Tone.GOOD, f"✓ passed: {'all ' if total > 1 else ''}{_count(total)}")
    if verdict.broken:
        return Sentence(Tone.BAD, "✗ not judged")
    return Sentence(Tone.BAD, f"✗ {failed} of {_count(total)} fail{'s' if failed == 1 else ''}")


def _count(cases: int) -> str:
    return f"{cases} case{'s' * (cases != 1)}"


def _circumstances(verdict: KataVerdict) -> str:
    number = f"check {verdict.number}" if verdict.number else ""
    return " · ".join(filter(None, (number, f"{verdict.ms} ms", verdict.isolation)))


def _cases(verdict: KataVerdict) -> Iterator[Sentence]:
    failed = [case for case in verdict.cases if not case.passed]
    passed = [case.name for case in verdict.cases if case.passed]
    told = 1 if verdict.diagnosis else 0  # the diagnosis is about the first one
    by_reason: dict[str, list[str]] = {}
    for case in failed[told:]:
        by_reason.setdefault(case.reason, []).append(case.name)
    if by_reason:
        yield _GAP
        yield from (Sentence(Tone.PLAIN, f"✗ {', '.join(names)}: {why}") for why, names in by_reason.items())
    if passed:
        yield _GAP
        yield Sentence(Tone.QUIET, "✓ " + " · ".join(passed))


def _printed(text: str, most: int | None) -> Iterator[Sentence]:
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    if not lines:
        return
    hidden = 0 if most is None else max(0, len(lines) - most)
    yield _GAP
    yield Sentence(Tone.LOUD, "printed" + (f" (the last {most} of {len(lines)} lines)" if hidden else ""))
    yield from (Sentence(Tone.PLAIN, f"  {line}") for line in lines[hidden:])

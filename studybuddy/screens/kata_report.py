"""A verdict on a learner's code flows in, plain sentences flow out, each with how it should look.

Nothing here needs rich: a check run from an editor prints the same sentences as the screen draws.
"""

from collections.abc import Iterator, Mapping
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
_WORDS: Mapping[str, str] = {"✓": "ok", "✗": "FAIL"}
_LOADING = "the code loads"  # the case that stands alone where no other was run


def report(
    verdict: KataVerdict, most_printed: int | None = MOST_PRINTED, *, unicode: bool = True
) -> Iterator[Sentence]:
    """Yield what a verdict says, most useful first; of the output at most the last `most_printed` lines.

    Without `unicode` the marks are words, since their look-alikes `+` and `x` would read as code.
    """
    for sentence in _sentences(verdict, most_printed):
        yield sentence if unicode else sentence._replace(text=in_words(sentence.text))


def in_words(text: str) -> str:
    """Write the mark at the beginning of a sentence as a word: `ok` or `FAIL`."""
    mark, space, rest = text.partition(" ")
    return f"{_WORDS[mark]}{space}{rest}" if mark in _WORDS else text


def _sentences(verdict: KataVerdict, most_printed: int | None) -> Iterator[Sentence]:
    yield _headline(verdict)
    yield Sentence(Tone.QUIET, _circumstances(verdict))
    if verdict.broken:
        yield _GAP
        yield Sentence(Tone.BAD, f"The kata itself cannot be judged: {verdict.broken}")
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
    if verdict.is_partial:
        return Sentence(Tone.BAD, "✗ fails; the other cases are being run")
    if [case.name for case in verdict.cases] == [_LOADING]:
        return Sentence(Tone.BAD, "✗ the code does not load; no case was run")
    return Sentence(Tone.BAD, f"✗ {failed} of {_count(total)} fail{'s' if failed == 1 else ''}")


def _count(cases: int) -> str:
    return f"{cases} case{'s' * (cases != 1)}"


def _circumstances(verdict: KataVerdict) -> str:
    number = f"check {verdict.number}" if verdict.number else ""
    return " · ".join(filter(None, (number, _duration(verdict.ms), verdict.isolation)))


def _duration(ms: int) -> str:
    if ms < 1000:
        return f"{ms} ms"
    return f"{ms / 1000:.1f} s" if ms < 10_000 else f"{ms / 1000:.0f} s"


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

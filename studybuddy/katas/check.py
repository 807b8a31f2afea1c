"""A kata and a learner's code go in, a report comes out; neither is run in this process.

See `supervision` for the conversation between the sandboxed processes that do run them.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from studybuddy.errors import StudyBuddyError
from studybuddy.katas.kata import Kata
from studybuddy.katas.report import CaseResult, CheckReport, clean
from studybuddy.katas.supervision import Record, Supervision
from studybuddy.workers import host
from studybuddy.workers.printed import KEPT_BYTES
from studybuddy.workers.sandbox import KERNEL_SANDBOX, LIMITS_ONLY
from studybuddy.workers.surroundings import Recipe, folder_of

PRELOAD = ("numpy", "numpy.random", "studybuddy.katas.checker", "studybuddy.katas.examiner")
ON_FIRST_USE = ("numpy.ma",)  # what np.unique imports when it is first used
MAX_CODE = 256 << 10
FILE = "kata.py"


class UntrustedCodeError(StudyBuddyError):
    """There is no kernel sandbox here, and the deck is not one that may run without."""


@contextmanager
def open_host(requires: tuple[str, ...] = (), *, stays: bool = False) -> Iterator[host.Host]:
    """Yield a host of workers with NumPy (and `requires`) in memory; keep it open for the watch loop.

    One that `stays` loads at once what its first workers would have to load when they first use it.
    On Linux workers are forked from one warm process, elsewhere each is started anew.
    """
    packages = ("numpy", *requires)
    recipe = Recipe(
        preload=(*PRELOAD, *requires, *(ON_FIRST_USE if stays else ())),
        packages=packages,
    )
    opened: host.Host
    if sys.platform.startswith("linux"):
        from studybuddy.workers.warm import WarmHost

        opened = WarmHost(recipe)
    else:
        from studybuddy.workers.cold import ColdHost

        opened = ColdHost(recipe)
    try:
        yield opened
    finally:
        opened.close()


def missing_packages(kata: Kata) -> tuple[str, ...]:
    """Return the packages a kata needs that are not installed here; it is to be skipped, with a word."""
    return tuple(name for name in ("numpy", *kata.requires) if folder_of(name) is None)


def check(
    kata: Kata,
    code: str,
    seed: int,
    *,
    trust: bool,
    workers: host.Host | None = None,
    file: str = FILE,
    concluded: Callable[[CheckReport], None] = lambda _: None,
    supervision: Supervision | None = None,
) -> CheckReport:
    """Check a learner's code against a kata's hidden cases, drawn from `seed` (≥ 0).

    `trust` says that the deck is shipped, or that the user trusts it: without a kernel sandbox, other decks
    are refused. `workers` is an open host for the watch loop. `file` is the name shown in messages.
    `concluded` hears of failing code at its first failing case (`is_partial`), and again when all cases have
    been run, before it is compared with the known mistakes.
    `supervision` is a fresh one of the same kata and host, whose processes were started beforehand; if it was
    prepared, then for the same seed.

    Raises: UntrustedCodeError; StudyBuddyError, when the processes cannot be started.
    """
    began = time.monotonic()
    if len(code.encode(errors="replace")) > MAX_CODE:
        failed = CaseResult("the code loads", False, f"the file is larger than {MAX_CODE >> 10} KiB", "size")
        return _report(kata, seed, began, LIMITS_ONLY, Record(cases=[failed]))
    if workers is None:
        with open_host(kata.requires) as opened:
            return check(kata, code, seed, trust=trust, workers=opened, file=file, concluded=concluded)
    supervision = supervision or Supervision(kata, workers)
    try:
        isolation = supervision.boot()
        if isolation != KERNEL_SANDBOX and not trust:
            raise UntrustedCodeError(
                f"{kata.path}: this system has no kernel sandbox, and the deck is not a shipped one",
                "read its code first, then say --trust",
            )

        def conclude(record: Record) -> None:
            report = _report(kata, seed, began, isolation, record)
            concluded(replace(report, is_partial=not record.complete))

        record = supervision.run(code, seed, file, conclude)
    finally:
        supervision.end()
    report = _report(kata, seed, began, isolation, record)
    spent = supervision.cpu_seconds
    return replace(report, cpu_ms=None if spent is None else round(spent * 1000))


def _report(kata: Kata, seed: int, began: float, isolation: str, record: Record) -> CheckReport:
    cases = tuple(record.cases)
    whole = record.complete and not record.broken and bool(cases)
    first = replace(record.first, note=record.note)
    if record.misconception and first.case:
        first = replace(
            first,
            reject=clean(record.misconception.get("name", "")),
            misconception=clean(record.misconception.get("reason", "")),
        )
    return CheckReport(
        kata=kata.name,
        passed=whole and all(case.passed for case in cases),
        cases=cases,
        diagnosis=first,
        isolation=isolation,
        ms=round((time.monotonic() - began) * 1000),
        seed=seed,
        broken=clean(record.broken),
        printed=clean(record.printed.decode(errors="replace"), KEPT_BYTES),
    )

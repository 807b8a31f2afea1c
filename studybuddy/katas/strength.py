"""A kata goes in, proof that its cases catch wrong solutions and accept right ones comes out.

Known wrong solutions must all be caught, of small mutations of every right solution at least 95%, stubs and
null solutions must fail, right ones must pass whatever the seed, and every case must catch something.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from studybuddy.katas import check as checking
from studybuddy.katas.crew import Answer, Crew, Job
from studybuddy.katas.kata import Block, Kata
from studybuddy.katas.measured import Strength, Survivor, keep, known
from studybuddy.katas.mutation import Mutant, mutants
from studybuddy.katas.report import CheckReport
from studybuddy.workers import host

ACCEPT_SEEDS, FLAKE_RUNS = 20, 200
FLAKE_SECONDS = 6.0  # of a processor, for all runs over seeds
MAX_MUTANTS = 1200
MAX_CHECK_MS, TRIES = 1000, 3
MAX_WAIT = 5  # times its processor time: more than that no busy machine makes a check longer by the clock
SEED = 1
CREW = 2
NULLS = {
    "return the first argument": "return args[0] if args else None",
    "return None": "return None",
    "return 0.0": "return 0.0",
    "return zeros": "import numpy as np; return np.zeros_like(np.asarray(args[0], float)) if args else 0",
    "return ones": "import numpy as np; return np.ones_like(np.asarray(args[0], float)) if args else 1",
    "return an empty list": "return []",
}

Progress = Callable[[str, int, int], None]


def measure(
    kata: Kata,
    *,
    trust: bool,
    cache: Path | None = None,
    progress: Progress = lambda *_: None,
    workers: host.Host | None = None,
    runs: int = FLAKE_RUNS,
) -> Strength:
    """Measure a kata's strength, or read it from `cache`, a folder of results by content hash.

    `runs` is how many seeds the first accept is tried with, as far as the time for it goes. With no host in
    `workers` one is opened for this kata. `progress(what, done, of)` is called now and then. `trust` is as
    in `check`. When the kata's code could not be run, nothing is kept.
    """
    found = known(kata, cache) if cache else None
    if found:
        return found
    if workers is None:
        with checking.open_host(kata.requires) as opened:
            found = _Measurement(kata, opened, progress, trust, runs).run()
    else:
        found = _Measurement(kata, workers, progress, trust, runs).run()
    if cache and found.isolation:
        with suppress(OSError):  # what cannot be kept is measured again
            keep(found, kata, cache)
    return found


class _Measurement:
    def __init__(self, kata: Kata, workers: host.Host, progress: Progress, trust: bool, runs: int) -> None:
        self._kata = kata
        self._workers = workers
        self._progress = progress
        self._trust = trust
        self._runs = runs
        self._began = time.monotonic()

    def run(self) -> Strength:
        crew = Crew(self._kata, self._workers, CREW, trust=self._trust)
        try:
            if crew.broken:
                return Strength(self._kata.name, broken=crew.broken, took_ms=self._ms())
            return self._measure(crew)
        finally:
            crew.close()

    def _ms(self) -> int:
        return round((time.monotonic() - self._began) * 1000)

    def _measure(self, crew: Crew) -> Strength:
        kata = self._kata
        rejects = [_job(Block(each.code, each.line), all=True) for each in kata.rejects]
        rejected = self._do(crew, "known mistakes", rejects)
        tried, needless = self._mutants()
        fates = self._do(crew, "mutants", [_job(Block(each.code, 1), early=True) for each in tried])
        alive = [mutant for mutant, fate in zip(tried, fates, strict=True) if not fate.get("failed")]
        hints = self._do(crew, "survivors", [_job(Block(each.code, 1), suggest=True) for each in alive])
        useful = {name for fate in (*rejected, *fates) for name in fate.get("failed", ())}
        nulls = self._nulls()
        passing = self._do(crew, "null solutions", [_job(Block(code, 1)) for _, code in nulls])
        refused, runs, seeds = self._refused(crew)
        real = self._real_check()
        broken = next((str(fate["broken"]) for fate in (*rejected, *fates) if "broken" in fate), "")
        if not real.passed:
            broken = (
                broken
                or real.broken
                or f"{kata.path}: the reference fails: {' '.join(real.diagnosis.lines())}"
            )
        return Strength(
            kata=kata.name,
            mutants=len(tried),
            killed=len(tried) - len(alive),
            survivors=tuple(
                Survivor(each.block, each.line, each.before, each.after, str(hint.get("suggestion", "")))
                for each, hint in zip(alive, hints, strict=True)
            ),
            caught_by=tuple(
                (each.name, tuple(fate.get("failed", ())))
                for each, fate in zip(kata.rejects, rejected, strict=True)
            ),
            idle=self._idle(crew, tried, [name for name in crew.checks if name not in useful]),
            refused=refused,
            passing_nulls=tuple(
                name for (name, _), fate in zip(nulls, passing, strict=True) if not fate.get("failed")
            ),
            runs=runs,
            seeds=seeds,
            check_ms=real.ms,
            isolation=real.isolation,
            took_ms=self._ms(),
            broken=broken,
            needless=needless,
        )

    def _real_check(self) -> CheckReport:
        """Check the reference as a learner's code is checked; again if it was slow, for other reasons."""
        reports = []
        for _ in range(TRIES):
            code = self._kata.reference.code
            found = checking.check(self._kata, code, SEED, trust=self._trust, workers=self._workers)
            reports.append(weighed(found))
            if reports[-1].ms <= MAX_CHECK_MS:
                break
        return min(reports, key=lambda report: report.ms)

    def _do(self, crew: Crew, what: str, jobs: Sequence[Job]) -> list[Answer]:
        return crew.do(jobs, lambda done: self._progress(what, done, len(jobs)))

    def _solutions(self) -> list[tuple[str, Block]]:
        accepts = [(each.name, Block(each.code, each.line)) for each in self._kata.accepts]
        return [("reference", self._kata.reference), *accepts]

    def _mutants(self) -> tuple[list[Mutant], tuple[str, ...]]:
        """Return the mutants to kill, and the equivalents that match none."""
        marked = {(each.block, each.before.strip(), each.after.strip()) for each in self._kata.equivalents}
        found: list[Mutant] = []
        used = set()
        for name, block in self._solutions():
            for mutant in mutants(block.code, name, block.line):
                key = (mutant.block, mutant.before, mutant.after)
                if key in marked:
                    used.add(key)
                else:
                    found.append(mutant)
        needless = tuple(f"{block}: {before} → {after}" for block, before, after in sorted(marked - used))
        return found[:MAX_MUTANTS], needless

    def _idle(self, crew: Crew, tried: Sequence[Mutant], names: list[str]) -> tuple[str, ...]:
        """Return the checks that kill nothing: those that stood behind others get a turn of their own."""
        for name in list(names):
            jobs = [_job(Block(each.code, 1), only=[name]) for each in tried]
            for start in range(0, len(jobs), 40):
                fates = self._do(crew, f"what “{name}” kills", jobs[start : start + 40])
                if any(fate.get("failed") == [name] for fate in fates):
                    names.remove(name)
                    break
        return tuple(names)

    def _nulls(self) -> list[tuple[str, str]]:
        entry = self._kata.entry
        found = [("the starter", self._kata.starter.code)]
        return found + [
            (name, f"def {entry}(*args, **kwargs):\n    {body}\n") for name, body in NULLS.items()
        ]

    def _refused(self, crew: Crew) -> tuple[tuple[tuple[str, int, str], ...], int, int]:
        """Run every right solution over some seeds, the first over as many as are affordable, up to 200."""
        others = ACCEPT_SEEDS * max(0, len(self._kata.accepts) - 1)
        for _ in range(TRIES):
            if _affordable(crew) >= others + self._runs:
                break
            crew.weigh()  # it may be the machine that is slow just now
        often = max(ACCEPT_SEEDS, min(self._runs, _affordable(crew) - others))
        accepts = [(each.name, Block(each.code, each.line)) for each in self._kata.accepts]
        pairs = [
            (name, block, seed)
            for seed in range(1, often + 1)
            for place, (name, block) in enumerate(accepts or [("reference", self._kata.reference)])
            if seed <= ACCEPT_SEEDS or place == 0
        ]
        fates = self._do(crew, "right solutions", [_job(block, seed=seed) for _, block, seed in pairs])
        bad = tuple(
            (name, seed, _why(fate))
            for (name, _, seed), fate in zip(pairs, fates, strict=True)
            if fate.get("failed") or "broken" in fate
        )
        return bad, len(pairs), often


def weighed(report: CheckReport) -> CheckReport:
    """Return a report that took too long by the clock with what it took of a processor, where that is known.

    The clock ran on while the machine worked for others; the processes of the check did not. One that was
    many times longer by the clock has waited of its own accord, as whoever checks code would: it keeps that.
    """
    if report.ms <= MAX_CHECK_MS or report.cpu_ms is None or report.ms > MAX_WAIT * report.cpu_ms:
        return report
    return replace(report, ms=min(report.ms, report.cpu_ms))


def _affordable(crew: Crew) -> int:
    """Return over how many seeds a check may be run."""
    return int(FLAKE_SECONDS / max(crew.cpu_seconds, 1e-4))


def _why(fate: Answer) -> str:
    """Return the checks that failed and the first one's reason, once where they are the same words."""
    failed, reason = ", ".join(fate.get("failed", ())), fate.get("reason", fate.get("broken", ""))
    return ": ".join(dict.fromkeys(filter(None, (failed, reason))))


def _job(block: Block, seed: int = SEED, **more: Any) -> Job:
    return {"code": block.code, "line": block.line, "seed": seed, **more}

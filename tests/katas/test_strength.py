import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fixture_reader import FIXTURES, read_kata

from studybuddy.katas.check import check, open_host
from studybuddy.katas.gates import problems
from studybuddy.katas.kata import Kata, digest_of, fields_of, kata_from_fields
from studybuddy.katas.measured import Strength
from studybuddy.katas.report import CheckReport, Diagnosis
from studybuddy.katas.strength import MAX_CHECK_MS, measure, weighed
from studybuddy.model import Severity
from studybuddy.workers.host import Host
from studybuddy.workers.sandbox import KERNEL_SANDBOX

RIGHT = "def f(x):\n    return abs(x) + 1.0\n"


def block(code: str, line: int) -> dict[str, Any]:
    return {"code": code, "line": line}


def kata(check: str, reference: str = RIGHT, **changes: Any) -> Kata:
    named = {
        "accepts": [{"name": "root", "code": "def f(x):\n    return (x * x) ** 0.5 + 1.0\n", "line": 40}],
        "rejects": [
            {"name": "signed", "code": "def f(x):\n    return x + 1.0\n", "reason": "sign", "line": 50}
        ],
    }
    fields = {
        "name": "f", "entry": "f", "prompt": "", "path": "katas/f.md",
        "starter": block("def f(x):\n    raise NotImplementedError\n", 5),
        "reference": block(reference, 20), "check": block(check, 30),
    }  # fmt: skip
    return kata_from_fields(fields | named | changes)


FEW = 20
GOOD = "case('minus', -2.0)\ncase('plus', 3.0)\ncase('small', -0.25)\n"


@pytest.fixture(scope="module")
def strength_of(workers: Host) -> Callable[[Kata], Strength]:
    return lambda given: measure(given, trust=True, workers=workers, runs=FEW)


def words(given: Kata, strength: Strength) -> str:
    return "\n".join(map(str, problems(given, strength)))


@pytest.mark.parametrize("name", sorted(path.stem for path in FIXTURES.glob("*.md")))
def test_fixtures_pass_every_gate(name: str, strength_of: Callable[[Kata], Strength]) -> None:
    given = read_kata(name)
    strength = strength_of(given)
    errors = [str(each) for each in problems(given, strength) if each.severity is Severity.ERROR]
    assert errors == []
    assert strength.share >= 0.95
    assert strength.runs >= 2 * FEW


def test_strong_cases_kill_all(strength_of: Callable[[Kata], Strength]) -> None:
    strength = strength_of(kata(GOOD))
    assert strength.killed == strength.mutants > 5
    assert strength.caught_by == (("signed", ("minus", "small")),)
    assert strength.passing_nulls == strength.refused == strength.idle == ()


def test_a_law_that_saw_the_first_values_only_sees_the_others_too(
    strength_of: Callable[[Kata], Strength],
) -> None:
    named = "".join(f"case('from {n}', {n}.0, equal=lambda got, expected: None)\n" for n in range(6))
    late = "case('minus', -2.0, times=60, equal=lambda got, expected: None)\n"
    strength = strength_of(kata(named + late + "law('value', lambda y, x: y - abs(x), 1.0)\n"))
    assert strength.caught_by == (("signed", ("value",)),)
    assert strength.killed == strength.mutants > 5


def test_a_survivor_is_listed_with_its_line_and_a_case_that_would_kill_it(
    strength_of: Callable[[Kata], Strength],
) -> None:
    given = kata(
        "case('plus', lambda t: t.uniform('N') + 0.5)\n",
        "import numpy as np\ndef f(x):\n    return np.abs(x) + 1.0\n",
        accepts=[],
    )
    strength = strength_of(given)
    (survivor,) = [each for each in strength.survivors if each.after == "return x + 1.0"]
    assert survivor.line == 22
    assert survivor.suggestion.startswith("case(")
    assert (
        "katas/f.md:22: a mutant of reference passes: `return np.abs(x) + 1.0` → `return x + 1.0`"
        in words(given, strength)
    )


def test_an_equivalent_with_a_reason_is_no_survivor(strength_of: Callable[[Kata], Strength]) -> None:
    mark = {
        "block": "reference",
        "before": "return abs(x) + 1.0",
        "after": "return x + 1.0",
        "reason": "x is positive",
        "line": 60,
    }
    plain = strength_of(kata("case('plus', 3.0)\n", accepts=[]))
    marked = strength_of(kata("case('plus', 3.0)\n", accepts=[], equivalents=[mark]))
    assert len(marked.survivors) == len(plain.survivors) - 1
    stale = kata(GOOD, equivalents=[mark | {"after": "return 99"}])
    assert "matches no mutant" in words(stale, strength_of(stale))


def test_a_reject_that_passes_is_an_error(strength_of: Callable[[Kata], Strength]) -> None:
    given = kata("case('plus', 3.0)\n")
    assert "katas/f.md:50: the known mistake “signed” passes" in words(given, strength_of(given))


def test_a_refused_right_solution_is_an_error(strength_of: Callable[[Kata], Strength]) -> None:
    slip = {"name": "slip", "code": "def f(x):\n    return abs(x) + (1.0 if x < 1e6 else 2.0)\n", "line": 44}
    given = kata(GOOD + "case('any', lambda t: 10.0 ** t.integers(high=12))\n", accepts=[slip])
    strength = strength_of(given)
    assert {name for name, _, _ in strength.refused} == {"slip"}
    assert "katas/f.md:44: the right solution “slip” fails at seed" in words(given, strength)


def test_a_right_solution_that_does_not_end_is_told_so_once(strength_of: Callable[[Kata], Strength]) -> None:
    code = "def f(x):\n    while x > 5e9: pass\n    return abs(x) + 1.0\n"
    stuck = {"name": "stuck", "code": code, "line": 44}
    strength = strength_of(
        kata(GOOD + "case('any', lambda t: 10.0 ** t.integers(high=12))\n", accepts=[stuck])
    )
    assert {reason for _, _, reason in strength.refused} == {"did not end"}


def test_a_case_that_catches_nothing_is_an_error(strength_of: Callable[[Kata], Strength]) -> None:
    given = kata(GOOD + "law('is a number', lambda y: y == y, True, 1.0)\n")
    assert "“is a number” catches nothing" in words(given, strength_of(given))


def test_a_null_solution_that_passes_is_an_error(strength_of: Callable[[Kata], Strength]) -> None:
    given = kata("case('zero', 0.0)\n", "def f(x):\n    return x\n", accepts=[], rejects=[])
    assert "return the first argument passes" in words(given, strength_of(given))


def test_a_reference_that_fails_its_own_check_is_named(strength_of: Callable[[Kata], Strength]) -> None:
    given = kata("law('never', lambda y: y, 0.0, 1.0)\n")
    assert "katas/f.md:20: never: the reference fails its own check" in words(given, strength_of(given))


RAISING = "def f(x):\n    if x < 0:\n        raise ZeroDivisionError\n    return abs(x) + 1.0\n"


def test_what_a_reference_or_an_accept_raises_is_placed_where_it_raises(
    strength_of: Callable[[Kata], Strength],
) -> None:
    given = kata(GOOD, RAISING)
    found = words(given, strength_of(given))
    assert "katas/f.md:22: minus: the reference raised ZeroDivisionError for -2" in found
    assert found.count("katas/f.md") == 1
    given = kata(GOOD, accepts=[{"name": "raising", "code": RAISING, "line": 44}])
    found = words(given, strength_of(given))
    assert "katas/f.md:46: the right solution “raising” fails at seed 1: " in found
    assert ": raised ZeroDivisionError\n" in found


def test_a_mutant_that_never_ends_counts_as_killed(strength_of: Callable[[Kata], Strength]) -> None:
    loop = "def f(x):\n    n = 0\n    while n < 3:\n        n += 1\n    return abs(x) + n\n"
    strength = strength_of(kata("case('minus', -2.0)\ncase('plus', 3.0)\n", loop, accepts=[], rejects=[]))
    assert not [each for each in strength.survivors if each.after in {"pass", "n -= 1"}]


def test_a_check_that_takes_a_second_is_an_error(workers: Host) -> None:
    given = kata(GOOD)
    strength = replace(measure(given, trust=True, workers=workers, runs=FEW), check_ms=1001)
    assert "a check takes 1001 ms, at most 1000 are allowed" in words(given, strength)


@pytest.mark.parametrize(
    ("ms", "cpu_ms", "weighs"),
    [(900, 1200, 900), (3000, 600, 600), (3000, 1500, 1500), (3000, 3100, 3000), (3000, None, 3000)],
)
def test_a_check_that_is_slow_by_the_clock_weighs_what_it_took_of_a_processor(
    ms: int, cpu_ms: int | None, weighs: int
) -> None:
    assert MAX_CHECK_MS == 1000
    report = CheckReport("f", True, (), Diagnosis(), KERNEL_SANDBOX, ms, 1, cpu_ms=cpu_ms)
    assert weighed(report).ms == weighs


def test_a_check_that_sleeps_keeps_the_time_that_everybody_waits_for_it() -> None:
    report = CheckReport("f", True, (), Diagnosis(), KERNEL_SANDBOX, 3000, 1, cpu_ms=400)
    assert weighed(report).ms == 3000


BUSY = """def f(x):
    for _ in range(4_000_000):
        pass
    return abs(x) + 1.0
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are kept to one processor")
def test_a_processor_shared_with_others_makes_a_check_slow_and_not_heavy() -> None:
    given, mine = kata(GOOD), os.sched_getaffinity(0)
    others: list[subprocess.Popen[bytes]] = []
    try:
        os.sched_setaffinity(0, {min(mine)})  # which children inherit
        with open_host() as workers:
            light = check(given, RIGHT, 1, trust=True, workers=workers).cpu_ms
            # sessions of their own: the kernel may share a processor by sessions, not by processes
            others = [
                subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
                for _ in range(5)
            ]
            heavy = [check(given, BUSY, 1, trust=True, workers=workers) for _ in range(3)]
    finally:
        os.sched_setaffinity(0, mine)
        for other in others:
            other.kill()
            other.wait()
    assert all(report.passed for report in heavy)
    assert light is not None
    assert all(report.cpu_ms is not None and report.cpu_ms > light for report in heavy)
    assert any(report.ms > 2 * (report.cpu_ms or report.ms) for report in heavy)


def test_checks_that_cost_too_much_to_be_run_over_200_seeds_are_said(workers: Host) -> None:
    given = kata(GOOD)
    strength = measure(given, trust=True, workers=workers)
    assert strength.seeds == 200
    few = words(given, replace(strength, seeds=31))
    assert "right solutions were run over 31 seeds, 200 would take too long" in few


def test_a_syntax_error_in_any_block_is_placed(strength_of: Callable[[Kata], Strength]) -> None:
    bad = {"name": "typo", "code": "def f(x):\n    return x +\n", "reason": "none", "line": 70}
    given = kata(GOOD, rejects=[bad])
    assert "katas/f.md:71: syntax error in typo" in words(given, strength_of(given))


def test_results_are_kept_by_content(tmp_path: Path, workers: Host) -> None:
    heard: list[str] = []
    first = measure(
        kata(GOOD),
        trust=True,
        cache=tmp_path,
        workers=workers,
        runs=FEW,
        progress=lambda what, *_: heard.append(what),
    )
    assert "mutants" in heard
    heard.clear()
    again = measure(
        kata(GOOD),
        trust=True,
        cache=tmp_path,
        workers=workers,
        runs=FEW,
        progress=lambda what, *_: heard.append(what),
    )
    assert (again, heard) == (first, [])
    measure(kata(GOOD + "case('more', 9.0)\n"), trust=True, cache=tmp_path, workers=workers, runs=FEW)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_damaged_cache_is_measured_anew(tmp_path: Path, workers: Host) -> None:
    first = measure(kata(GOOD), trust=True, cache=tmp_path, workers=workers, runs=FEW)
    (kept,) = tmp_path.iterdir()
    kept.write_text("{")
    again = measure(kata(GOOD), trust=True, cache=tmp_path, workers=workers, runs=FEW)
    assert (again.mutants, again.killed) == (first.mutants, first.killed)


def test_fields_and_kata_are_inverse() -> None:
    given = read_kata("categorical")
    assert kata_from_fields(fields_of(given)) == given
    assert digest_of(given) != digest_of(read_kata("categorical", seconds=3.0))

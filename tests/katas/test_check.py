import json
from collections.abc import Iterator

import pytest
from fixture_reader import FIXTURES, read_kata

from studybuddy.katas import supervision
from studybuddy.katas.check import UntrustedCodeError, check, missing_packages
from studybuddy.katas.kata import Kata
from studybuddy.katas.report import CheckReport, clean, explain
from studybuddy.katas.supervision import Supervision
from studybuddy.workers import host
from studybuddy.workers.cold import ColdHost
from studybuddy.workers.limits import Limits
from studybuddy.workers.sandbox import LIMITS_ONLY, Isolation
from studybuddy.workers.surroundings import Recipe

NAMES = sorted(path.stem for path in FIXTURES.glob("*.md"))
REJECTS = [(name, reject.name) for name in NAMES for reject in read_kata(name).rejects]
ACCEPTS = [(name, accept.name) for name in NAMES for accept in read_kata(name).accepts]
SOFTMAX = read_kata("stable-softmax")


def run(kata: Kata, code: str, workers: host.Host, seed: int = 3) -> CheckReport:
    return check(kata, code, seed, trust=True, workers=workers)


@pytest.mark.parametrize("name", NAMES)
def test_reference_passes(name: str, workers: host.Host) -> None:
    kata = read_kata(name)
    report = run(kata, kata.reference.code, workers)
    assert (report.passed, report.broken) == (True, "")


@pytest.mark.parametrize(("name", "accept"), ACCEPTS)
def test_other_right_solutions_pass(name: str, accept: str, workers: host.Host) -> None:
    kata = read_kata(name)
    (code,) = (each.code for each in kata.accepts if each.name == accept)
    report = run(kata, code, workers)
    assert report.passed, report.diagnosis.lines()


@pytest.mark.parametrize(("name", "reject"), REJECTS)
def test_known_mistakes_fail_and_are_recognised(name: str, reject: str, workers: host.Host) -> None:
    kata = read_kata(name)
    (known,) = (each for each in kata.rejects if each.name == reject)
    report = run(kata, known.code, workers)
    assert not report.passed
    assert (report.diagnosis.reject, report.diagnosis.misconception) == (known.name, known.reason)


@pytest.mark.parametrize("name", NAMES)
def test_starter_fails(name: str, workers: host.Host) -> None:
    kata = read_kata(name)
    report = run(kata, kata.starter.code, workers)
    assert not report.passed
    assert "the stub is still there" in report.diagnosis.reason
    assert report.diagnosis.misconception == ""


def test_a_learners_own_version_of_a_mistake_is_recognised(workers: host.Host) -> None:
    code = (
        "from numpy import *\ndef softmax(z):\n    w = exp(z - max(z))\n    return w / w.sum(-1)[..., None]\n"
    )
    report = run(SOFTMAX, code, workers)
    assert report.diagnosis.reject == "global-max"


def test_a_failure_is_told_before_it_is_compared_with_known_mistakes(workers: host.Host) -> None:
    heard: list[CheckReport] = []
    wrong = SOFTMAX.rejects[0]
    report = check(SOFTMAX, wrong.code, 3, trust=True, workers=workers, concluded=heard.append)
    (first, early) = heard
    assert (first.passed, first.is_partial, first.diagnosis) == (False, True, early.diagnosis)
    assert first.cases == report.cases[: len(first.cases)]
    assert len(first.cases) < len(report.cases)
    assert not first.cases[-1].passed
    assert (early.passed, early.is_partial, early.cases) == (False, False, report.cases)
    assert early.diagnosis.misconception == ""
    assert report.diagnosis.misconception == wrong.reason
    check(SOFTMAX, SOFTMAX.reference.code, 3, trust=True, workers=workers, concluded=heard.append)
    assert heard == [first, early]


def test_processes_prepared_beforehand_give_the_same_verdicts(workers: host.Host) -> None:
    for code in (SOFTMAX.reference.code, SOFTMAX.rejects[0].code):
        ready = Supervision(SOFTMAX, workers)
        ready.prepare(3)
        report = check(SOFTMAX, code, 3, trust=True, workers=workers, supervision=ready)
        plain = run(SOFTMAX, code, workers)
        assert (report.cases, report.diagnosis) == (plain.cases, plain.diagnosis)


def test_a_broken_kata_is_said_when_the_code_comes(workers: host.Host) -> None:
    broken = read_kata("stable-softmax", check={"code": "case(undefined)\n", "line": 7})
    ready = Supervision(broken, workers)
    ready.prepare(3)
    report = check(broken, SOFTMAX.reference.code, 3, trust=True, workers=workers, supervision=ready)
    assert "stable-softmax.md:7: NameError" in report.broken


def test_known_mistakes_that_could_not_be_compared_in_time_are_said(
    workers: host.Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "DIAGNOSIS_SECONDS", 1.0)
    slow = {"name": "slow", "code": "while True: pass\n", "reason": "it never ends", "line": 9}
    report = run(read_kata("stable-softmax", rejects=[slow]), SOFTMAX.rejects[0].code, workers)
    assert report.diagnosis.case == "large logits"
    assert report.diagnosis.lines()[-1] == "whether this is a known mistake was not found out within 1 s"


def test_nonsense_is_no_known_mistake(workers: host.Host) -> None:
    report = run(SOFTMAX, "def softmax(x):\n    return 17\n", workers)
    assert not report.passed
    assert report.diagnosis.reject == ""


def test_names_of_megabytes_in_a_value_are_cut_and_blamed_on_the_value(workers: host.Host) -> None:
    kata = read_kata(
        "stable-softmax",
        reference={"code": "def softmax(x):\n    return {'a': 1.0}\n", "line": 29},
        check={"code": "case('a', [1.0])\n", "line": 40},
    )
    report = run(kata, "def softmax(x):\n    return {name * (3 << 20): 1.0 for name in 'bc'}\n", workers)
    assert (report.passed, report.broken, report.cases[0].kind) == (False, "", "structure")
    assert report.cases[0].reason.startswith("the keys differ: ")


def test_birth_of_a_nan_is_placed(workers: host.Host) -> None:
    report = run(SOFTMAX, SOFTMAX.rejects[0].code, workers)
    assert report.diagnosis.case == "large logits"
    assert report.diagnosis.line == 4
    assert report.diagnosis.births[0] == "line 4: overflow appears first here"
    assert "[[1000., 1001.,  999.]]" in report.diagnosis.call


def test_raised_exception_names_the_learners_line(workers: host.Host) -> None:
    report = run(SOFTMAX, "def softmax(x):\n    y = x\n    return y / undefined\n", workers)
    assert report.diagnosis.line == 3
    assert "NameError" in report.diagnosis.reason


def test_syntax_error_names_the_learners_line(workers: host.Host) -> None:
    report = run(SOFTMAX, "import numpy\n\ndef softmax(x:\n    return x\n", workers)
    assert report.diagnosis.case == "the code loads"
    assert report.diagnosis.line == 3


def test_what_was_printed_is_shown(workers: host.Host) -> None:
    report = run(SOFTMAX, "print('hello', flush=True)\n" + SOFTMAX.reference.code, workers)
    assert report.passed
    assert report.printed == "hello\n"


def test_same_seed_gives_the_same_inputs_and_another_seed_others(workers: host.Host) -> None:
    wrong = "def softmax(x):\n    return x * 0.0\n"
    calls = [run(SOFTMAX, wrong, workers, seed).diagnosis.call for seed in (1, 1, 2)]
    assert calls[0] == calls[1] != calls[2]


def test_report_is_json(workers: host.Host) -> None:
    report = run(SOFTMAX, SOFTMAX.rejects[1].code, workers)
    fields = json.loads(json.dumps(report.as_json()))
    assert {"kata", "passed", "cases", "diagnosis", "isolation", "ms"} <= fields.keys()
    assert fields["cases"][0].keys() >= {"name", "passed", "reason"}


BROKEN = [
    ("check", "case('a', [1.0])\nraise KeyError('x')\n", "katas/stable-softmax.md:41: KeyError"),
    ("check", "case('a', [1.0]\n", "katas/stable-softmax.md:40: SyntaxError"),
    ("check", "case('a', lambda t: t.normal('B') / nothing)\n", "katas/stable-softmax.md:40: NameError"),
    ("check", "case('a', [1.0])\ncase('a', [2.0])\n", "two checks are named 'a'"),
    ("check", "case('a', object())\n", "does not travel"),
    ("reference", "def softmax(x):\n    return x +\n", "katas/stable-softmax.md:30"),
    ("reference", "def softmax(x):\n    raise ValueError('no')\n", "katas/stable-softmax.md:30: random rows"),
    ("reference", "def hardmax(x):\n    return x\n", "`softmax` is not defined"),
]


@pytest.mark.parametrize(("block", "code", "words"), BROKEN)
def test_a_broken_kata_is_named_with_its_line(block: str, code: str, words: str, workers: host.Host) -> None:
    line = {"check": 40, "reference": 29}[block]
    kata = read_kata("stable-softmax", **{block: {"code": code, "line": line}})
    report = run(kata, SOFTMAX.reference.code, workers)
    assert not report.passed
    assert words in report.broken


class WeakHost(ColdHost):
    """A host on a system without a kernel sandbox: it says so."""

    def wait(self, deadline: float) -> host.Event | None:
        event = super().wait(deadline)
        if isinstance(event, host.Ready):
            return host.Ready(event.worker, Isolation(LIMITS_ONLY, ()))
        return event


@pytest.fixture(scope="module")
def weak() -> Iterator[WeakHost]:
    opened = WeakHost(Recipe(preload=("numpy",)))
    yield opened
    opened.close()


def test_foreign_decks_are_refused_without_a_kernel_sandbox(weak: WeakHost) -> None:
    with pytest.raises(UntrustedCodeError, match="--trust"):
        check(SOFTMAX, SOFTMAX.reference.code, 1, trust=False, workers=weak)


def test_trusted_decks_run_and_the_report_says_limits_only(weak: WeakHost) -> None:
    report = check(SOFTMAX, SOFTMAX.reference.code, 1, trust=True, workers=weak)
    assert (report.passed, report.isolation) == (True, "limits only")


def test_other_workers_of_the_host_do_not_disturb_a_check(workers: host.Host) -> None:
    other = workers.start("studybuddy.katas.learner:main", Limits())
    assert run(SOFTMAX, SOFTMAX.reference.code, workers).passed
    workers.kill(other)
    assert run(SOFTMAX, SOFTMAX.reference.code, workers).passed
    workers.release(other)


def test_missing_packages_are_listed() -> None:
    assert missing_packages(SOFTMAX) == ()
    assert missing_packages(read_kata("stable-softmax", requires=["no_such_package"])) == ("no_such_package",)


def test_a_package_that_the_kata_requires_can_be_imported_and_others_cannot() -> None:
    code = "import yaml\n" + SOFTMAX.reference.code
    needing = read_kata("stable-softmax", requires=["yaml"])
    assert missing_packages(needing) == ()
    report = check(needing, code, 3, trust=True)
    assert (report.passed, report.broken) == (True, "")
    without = check(SOFTMAX, code, 3, trust=True)
    assert not without.passed
    assert "yaml" in without.diagnosis.reason


def test_text_cannot_steer_the_terminal() -> None:
    assert clean("a\x1b[2Jb\x9b\u202e\r\n") == "a�[2Jb���\n"
    assert len(clean("x" * 5000)) == 2001


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (0, "exit"),
        (3, "exit"),
        (-11, "crash"),
        (-9, "killed"),
        (-31, "sandbox"),
        (-64, "killed"),
        (0xC0000005, "crash"),
    ],
)
def test_every_end_of_a_process_has_a_name(code: int, kind: str) -> None:
    assert explain(code)[0] == kind

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studybuddy.notation.compare import compare_texts
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.parser import parse
from studybuddy.notation.verdicts import Label, Verdict
from studybuddy.workers.prover import Prover

AMPLE = 20.0  # seconds: a busy machine may stop a proof for some of them


@pytest.fixture(scope="module")
def prover() -> Iterator[Prover]:
    with Prover(seconds=AMPLE) as running:
        yield running


def proves(prover: Prover, left: str, right: str, let: str = "") -> bool:
    known = parse_declarations(let)
    return prover.prove(parse(left, known), parse(right, known), known)


@pytest.mark.parametrize(
    ("left", "right", "let"),
    [
        ("(x+1)^2", "x^2 + 2x + 1", "x"),
        ("grad(sigmoid(x), x)", "sigmoid(x) (1 - sigmoid(x))", "x"),
        ("log(x y)", "log(x) + log(y)", "x: positive; y: positive"),
        ("sum(k, k=1..n)", "n(n+1)/2", "n: integer positive"),
        ("sin(x)^2 + cos(x)^2", "1", "x"),
        ("d", "2x", "let x; def d = x + x"),
    ],
)
def test_scalar_identities_are_proved(prover: Prover, left: str, right: str, let: str) -> None:
    assert proves(prover, left, right, let)


@pytest.mark.parametrize(
    ("left", "right", "let"),
    [
        ("x", "x + 1", "x"),
        ("sqrt(x^2)", "x", "x"),
        ("log(x y)", "log(x) + log(y)", "x; y"),
        ("w'w", "||w||^2", "w: [d]"),
        ("E[x + x]", "2 E[x]", "x: rv"),
        ("tr(A)", "tr(A')", "A: [n,n]"),
    ],
)
def test_what_is_false_or_not_scalar_is_not_proved(prover: Prover, left: str, right: str, let: str) -> None:
    assert not proves(prover, left, right, let)


@pytest.mark.parametrize(("left", "right"), [("9^9^9", "8"), ("factorial(10^9)", "1")])
def test_a_bomb_is_killed_from_outside_and_the_next_question_is_answered(left: str, right: str) -> None:
    with Prover(seconds=0.5) as prover:
        assert not proves(prover, left, right)
        began = time.monotonic()
        while not proves(prover, "x + x", "2x", "x"):  # as it may be on a machine that is busy for so long
            assert time.monotonic() - began < AMPLE


def test_a_question_can_be_asked_without_waiting_and_replaced() -> None:
    known = parse_declarations("x")
    with Prover(seconds=AMPLE) as prover:
        slow = prover.ask(parse("9^9^9", known), parse("8", known), known)
        assert not slow.is_settled
        quick = prover.ask(parse("x + x", known), parse("2x", known), known)
        assert quick.result(None)
        assert slow.is_settled
        assert not slow.result()


def test_closing_ends_the_process_and_settles_what_is_open() -> None:
    known = parse_declarations("x")
    prover = Prover()
    proof = prover.ask(parse("9^9^9", known), parse("8", known), known)
    process_id = prover.process_id
    prover.close()
    assert proof.is_settled
    assert prover.process_id is None
    assert process_id is not None
    if sys.platform != "win32":  # where this would be a Ctrl-C
        with pytest.raises(ProcessLookupError):
            os.kill(process_id, 0)


def test_no_sympy_is_loaded_here(prover: Prover) -> None:
    assert proves(prover, "x", "x", "x")
    assert "sympy" not in sys.modules


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the address space is limited on Linux")
def test_a_proof_that_wants_more_memory_ends_and_the_label_stays() -> None:
    known = parse_declarations("x")
    memory_mib = 160
    with Prover(seconds=30.0, memory_mib=memory_mib) as prover:
        found = compare_texts("x + x", "2x", known, seed=1, prove=lambda *_: proves(prover, "2^(10^11)", "1"))
        assert (found.verdict, found.label) == (Verdict.EQUAL, Label.NUMERICAL)
        assert prover.process_id is not None  # refused by the limit: the clock would have killed it
        assert largest_mib(prover.process_id) <= memory_mib
        assert proves(prover, "x + x", "2x", "x")


def largest_mib(process_id: int) -> float:
    """Return the most memory that a process had at once."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024

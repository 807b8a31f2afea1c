"""Every shipped kata against its gates; the table of their strengths stands at the end of the output."""

import sys
from pathlib import Path

import pytest
from shipped_katas import KATAS
from strength_table import table

from studybuddy.katas.gates import problems
from studybuddy.katas.measured import Strength, known
from studybuddy.katas.strength import measure
from studybuddy.model import Severity
from studybuddy.workers.host import Host
from studybuddy.workers.sandbox import KERNEL_SANDBOX


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel sandbox is Linux's")
@pytest.mark.parametrize("name", KATAS)
def test_kata_passes_every_gate(name: str, workers: Host, strength_cache: Path) -> None:
    kata = KATAS[name]
    found = measure(kata, trust=True, workers=workers, cache=strength_cache)
    assert [str(each) for each in problems(kata, found) if each.severity is Severity.ERROR] == []
    assert found.isolation == KERNEL_SANDBOX
    assert known(kata, strength_cache) == found


def test_a_kata_that_was_not_measured_is_named_in_the_table() -> None:
    measured = Strength(
        "a", mutants=20, killed=19, caught_by=(("one", ("x",)), ("two", ())), seeds=200, runs=220
    )
    _, first, second = table({"a": measured, "b": None})
    assert first.split()[:8] == ["a", "20", "19", "95.0%", "2", "1", "200", "220"]
    assert second.split(maxsplit=1) == ["b", "not measured as it is now"]

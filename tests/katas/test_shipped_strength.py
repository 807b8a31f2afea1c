"""Every shipped kata against its gates; the table of their strengths stands at the end of the output."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from shipped_katas import KATAS
from strength_table import table

from studybuddy.katas.gates import problems
from studybuddy.katas.kata import digest_of
from studybuddy.katas.measured import SHARES, Strength, known, shipped_shares
from studybuddy.katas.strength import measure
from studybuddy.model import Severity
from studybuddy.workers.host import Host
from studybuddy.workers.sandbox import KERNEL_SANDBOX

RECORD = json.loads(SHARES.read_text(encoding="utf-8"))
ELSEWHERE = 0.02  # how much a share may differ under another Python or NumPy, which mutate and round anew


def as_recorded() -> bool:
    """Tell whether the shares were recorded with the Python and the NumPy of this run."""
    versions = {"python": sys.version, "numpy": np.__version__}
    return all(version.split(".")[:2] == RECORD[name].split(".") for name, version in versions.items())


def test_the_shares_of_all_shipped_katas_are_recorded_as_they_are_now() -> None:
    recorded = set(shipped_shares())
    stale = [name for name, kata in KATAS.items() if digest_of(kata) not in recorded]
    assert (stale, len(recorded)) == ([], len(KATAS)), "python tests/katas records them"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel sandbox is Linux's")
@pytest.mark.parametrize("name", KATAS)
def test_kata_passes_every_gate(name: str, workers: Host, strength_cache: Path) -> None:
    kata = KATAS[name]
    found = measure(kata, trust=True, workers=workers, cache=strength_cache)
    assert [str(each) for each in problems(kata, found) if each.severity is Severity.ERROR] == []
    assert found.isolation == KERNEL_SANDBOX
    assert known(kata, strength_cache) == found
    recorded = shipped_shares()[digest_of(kata)]
    assert found.kept_share == pytest.approx(recorded, rel=0, abs=0 if as_recorded() else ELSEWHERE)


def test_a_kata_that_was_not_measured_is_named_in_the_table() -> None:
    measured = Strength(
        "a", mutants=20, killed=19, caught_by=(("one", ("x",)), ("two", ())), seeds=200, runs=220
    )
    _, first, second = table({"a": measured, "b": None})
    assert first.split()[:8] == ["a", "20", "19", "95.0%", "2", "1", "200", "220"]
    assert second.split(maxsplit=1) == ["b", "not measured as it is now"]

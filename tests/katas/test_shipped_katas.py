"""The shipped katas against solutions that were written from their prompts alone, never from references."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studybuddy.katas.check import check, open_host
from studybuddy.katas.kata import Kata, kata_from_fields
from studybuddy.kinds.deck import read_deck
from studybuddy.workers.host import Host
from studybuddy.workers.sandbox import KERNEL_SANDBOX

DECKS = Path(__file__).parents[2] / "decks" / "katas"
SOLUTIONS = Path(__file__).parent / "solutions"
README = Path(__file__).parents[2] / "README.md"
SEED = 3
COLUMNS = 79
MOST_EQUIVALENT = 10


def katas_of(path: Path) -> Iterator[Kata]:
    for card in read_deck(path.read_bytes(), path_shown=path.name, deck=f"katas/{path.stem}").cards:
        yield kata_from_fields(dict(card.fields) | {"name": card.id, "path": card.source.path})


KATAS = {kata.name: kata for path in sorted(DECKS.glob("*.md")) for kata in katas_of(path)}


@pytest.fixture(scope="module")
def shared() -> Iterator[Host]:
    with open_host() as opened:
        yield opened


def test_at_least_24_katas_are_shipped() -> None:
    assert len(KATAS) >= 24


def test_every_deck_of_katas_holds_one() -> None:
    assert [path.name for path in sorted(DECKS.glob("*.md")) if not list(katas_of(path))] == []


def test_every_kata_has_a_solution_and_every_solution_a_kata() -> None:
    assert {path.stem for path in SOLUTIONS.glob("*.py")} == set(KATAS)


@pytest.mark.parametrize("name", KATAS)
def test_a_prompt_fits_a_terminal_as_a_comment(name: str) -> None:
    wide = [line for line in KATAS[name].prompt.split("\n") if len(f"# {line}") > COLUMNS]
    assert wide == []


@pytest.mark.parametrize("name", KATAS)
def test_few_changes_of_a_right_solution_are_called_harmless(name: str) -> None:
    assert len(KATAS[name].equivalents) <= MOST_EQUIVALENT


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel sandbox is Linux's")
@pytest.mark.parametrize("name", KATAS)
def test_a_solution_from_the_prompt_alone_passes(name: str, shared: Host) -> None:
    code = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
    report = check(KATAS[name], code, SEED, trust=True, workers=shared)
    assert (report.passed, report.broken, report.diagnosis.lines()) == (True, "", ())
    assert report.isolation == KERNEL_SANDBOX


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel sandbox is Linux's")
def test_the_verdict_in_the_readme_is_what_a_learner_sees(shared: Host) -> None:
    kata = KATAS["stable-softmax"]
    code = next(each.code for each in kata.rejects if each.name == "global-max")
    report = check(kata, code, SEED, trust=True, workers=shared)
    shown = " ".join(README.read_text(encoding="utf-8").split())
    failing = [case for case in report.cases if not case.passed]
    assert f"✗ {len(failing)} of {len(report.cases)} cases fail check 1" in shown
    assert f"{report.diagnosis.case}: {report.diagnosis.reason} (line " in shown
    assert f"known mistake “global-max”: {report.diagnosis.misconception}" in shown


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel sandbox is Linux's")
@pytest.mark.parametrize("name", KATAS)
def test_every_known_mistake_fails_and_its_author_hears_why(name: str, shared: Host) -> None:
    for reject in KATAS[name].rejects:
        report = check(KATAS[name], reject.code, SEED, trust=True, workers=shared)
        assert not report.passed, reject.name
        in_time = not report.diagnosis.note  # on a slow machine the comparison may be given up, with a word
        assert report.diagnosis.reject == reject.name or not in_time, reject.name

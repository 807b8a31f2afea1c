"""What `studybuddy check` says of katas, and of those it measured in the list."""

import json
from pathlib import Path

from command_line import ROOT, Run
from kata_texts import RIGHT, kata
from kata_work import put
from shipped_katas import KATAS

from studybuddy.katas.kata import digest_of


def test_check_measures_the_strength_of_katas_and_fast_does_not(run: Run, home: Path, halve: Path) -> None:
    assert run("check", "--fast").code == 0
    slow = run("check", "--json")
    messages = [problem["message"] for problem in slow.json["problems"]]
    assert "1 accepted solutions, at least 2 are wanted" in messages
    assert slow.code == 1
    assert run("kata", "list", "--json").ok().json[0]["strength"] > 0


SOFTMAX = ROOT / "decks" / "katas" / "stable-softmax.md"


def listed(run: Run, **environment: str) -> dict[str, float | None]:
    return {row["kata"]: row["strength"] for row in run("kata", "list", "--json", **environment).ok().json}


def test_shipped_katas_are_listed_with_their_strength_before_anything_is_measured(run: Run) -> None:
    shares = listed(run, STUDYBUDDY_DECKS=str(SOFTMAX.parent))
    assert len(shares) > 24
    assert [name for name, share in shares.items() if share is None or share < 0.95] == []


def test_a_shipped_kata_that_was_edited_has_no_strength_until_it_is_measured(run: Run, shipped: Path) -> None:
    copy = shipped / SOFTMAX.name
    text = SOFTMAX.read_text(encoding="utf-8")
    copy.write_text(text, encoding="utf-8")
    assert listed(run)["stable-softmax"] is not None
    copy.write_text(text.replace("times=", "times=1"), encoding="utf-8")
    assert text != copy.read_text(encoding="utf-8")
    assert listed(run)["stable-softmax"] is None
    assert "strength" in (out := run("kata", "list").ok().out)
    assert "studybuddy check measures the strength" in " ".join(out.split())


def test_what_was_measured_here_goes_before_what_was_measured_before(
    run: Run, home: Path, shipped: Path
) -> None:
    (shipped / SOFTMAX.name).write_text(SOFTMAX.read_text(encoding="utf-8"), encoding="utf-8")
    before = listed(run)["stable-softmax"]
    figures = home / ".cache" / "strength" / "figures.json"
    figures.parent.mkdir(parents=True)
    figures.write_text(json.dumps({digest_of(KATAS["stable-softmax"]): 0.5}), encoding="utf-8")
    assert listed(run)["stable-softmax"] == 0.5 != before


def test_a_check_before_the_first_run_makes_no_home(run: Run, home: Path, shipped: Path) -> None:
    (shipped / "halve.md").write_text(kata(), encoding="utf-8")
    assert run("check").code == 1
    assert not home.exists()


def test_a_reference_that_raises_is_a_problem_of_the_kata(run: Run, home: Path, tmp_path: Path) -> None:
    path = put(
        home, "halve", kata(**{"def halve(x):\n    return x / 2\n": "def halve(x):\n    return 1 / 0\n"})
    )
    ran = run("check", str(path), "--json")
    assert ran.code == 1
    assert any("ZeroDivisionError" in problem["message"] for problem in ran.json["problems"])
    mine = tmp_path / "mine.py"
    mine.write_text(RIGHT)
    judged = run("kata", "check", "halve", "--file", str(mine), "--json").json
    assert (judged["passed"], judged["grade"]) == (False, None)
    assert "ZeroDivisionError" in judged["diagnosis"]["broken"]

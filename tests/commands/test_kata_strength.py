"""What `studybuddy check` says of katas, and of those it measured in the list."""

from pathlib import Path

from command_line import Run
from kata_texts import RIGHT, kata
from kata_work import put


def test_check_measures_the_strength_of_katas_and_fast_does_not(run: Run, home: Path, halve: Path) -> None:
    assert run("check", "--fast").code == 0
    slow = run("check", "--json")
    messages = [problem["message"] for problem in slow.json["problems"]]
    assert "1 accepted solutions, at least 2 are wanted" in messages
    assert slow.code == 1
    assert run("kata", "list", "--json").ok().json[0]["strength"] > 0


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

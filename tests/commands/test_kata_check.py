"""One check of an attempt, as from an editor: its verdict, its keys, its exit status."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import PATIENCE, Run, environment_of_child
from kata_texts import DOUBLED, FOREVER, RIGHT, kata
from kata_work import begin, grades, put

KEYS = {"kata", "passed", "cases", "diagnosis", "isolation", "ms", "grade"}


def test_a_right_attempt_exits_0_with_the_promised_keys_and_writes_no_review(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    found = run("kata", "check", "halve", "--json").ok().json
    assert set(found) == KEYS
    assert (found["kata"], found["passed"], found["grade"]) == ("halve", True, 5)
    assert found["cases"] == [
        {"name": "random", "passed": True, "reason": ""},
        {"name": "negative", "passed": True, "reason": ""},
    ]
    assert found["isolation"] in {"kernel sandbox", "limits only"}
    assert grades(run) == []
    assert sorted(path.name for path in halve.parent.iterdir()) == ["kata.py"]


def test_a_wrong_attempt_exits_1_and_names_the_known_mistake(run: Run, tmp_path: Path, halve: Path) -> None:
    (tmp_path / "mine.py").write_text(DOUBLED)
    ran = run("kata", "check", "halve", "--file", str(tmp_path / "mine.py"), "--json")
    assert (ran.code, ran.err.count("studybuddy:")) == (1, 0)
    found = ran.json
    assert (found["passed"], found["grade"]) == (False, None)
    assert found["diagnosis"]["mistake"] == "doubled"
    assert found["diagnosis"]["misconception"].startswith("it doubles")
    assert not halve.parent.exists()


def test_without_json_a_check_prints_the_verdict_for_people(run: Run, halve: Path) -> None:
    begin(halve, DOUBLED)
    ran = run("kata", "check", "halve")
    assert ran.code == 1
    assert ran.out.startswith("✗ 2 of 2 cases fail\n")
    assert "it doubles: divide, do not multiply" in ran.out


def test_in_the_c_locale_the_marks_of_a_check_are_words(run: Run, halve: Path) -> None:
    begin(halve, DOUBLED)
    out = run("kata", "check", "halve", LANG="C", LC_ALL="").out
    assert out.isascii()
    assert out.startswith("FAIL 2 of 2 cases fail")


def test_run_shows_all_that_the_code_prints(run: Run, halve: Path) -> None:
    begin(halve, "for n in range(30):\n    print('line', n)\n" + RIGHT)
    assert "line 0\n" not in run("kata", "check", "halve").ok().out
    assert "line 0\n" in run("kata", "run", "halve").ok().out


def test_code_that_never_ends_is_a_named_limit(run: Run, halve: Path, home: Path) -> None:
    put(home, "halve", kata(**{"minutes=5": "minutes=5 seconds=1"}))
    begin(halve, FOREVER)
    ran = run("kata", "check", "halve", "--json")
    assert ran.code == 1
    assert ran.json["diagnosis"]["limit"] == "time limit"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "`halve` is not defined"),
        ("def other(x): ...\n", "`halve` is not defined"),
        ("halve = 3\n", "not a function"),
        ("def halve(x)\n    return x\n", "SyntaxError"),
    ],
)
def test_code_without_its_entry_is_a_failed_case(run: Run, halve: Path, code: str, words: str) -> None:
    begin(halve, code)
    ran = run("kata", "check", "halve", "--json")
    assert ran.code == 1
    assert words in ran.json["cases"][0]["reason"]


@pytest.mark.usefixtures("halve")
def test_wrong_use_is_said_in_one_line(run: Run, home: Path, write: Callable[..., Path]) -> None:
    write("plain", basic("Alpha?", card_id="alpha"))
    run("kata", "check", "nothing").fails(2, "there is no kata 'nothing'", "studybuddy kata list")
    run("kata", "halfe").fails(2, "there is no kata 'halfe'", "did you mean halve?")
    run("kata", "./halve.py").fails(2, "./halve.py is a file", "kata check NAME --file ./halve.py")
    run("kata", "99").fails(2, "there is no kata '99'")
    run("kata", "check", "alpha").fails(2, "alpha is a basic card", "kata list")
    run("kata", "check", "halve").fails(2, "no attempt at halve", "--file")
    run("kata", "check", "halve", "--file", str(home / "none.py")).fails(1, f"there is no {home / 'none.py'}")
    run("kata", "check", "halve", "--file", str(home)).fails(1, "is a folder")
    run("kata", "diff", "halve", "--with", "moon").fails(2, "stub, last, solution")
    run("kata", "halve", "too", "many").fails(2)


def test_a_kata_whose_package_is_missing_is_not_begun(run: Run, home: Path) -> None:
    put(home, "halve", kata(**{"minutes=5": "minutes=5 requires=torch"}))
    try:
        import torch  # noqa: F401
    except ImportError:
        run("kata", "halve").fails(2, "needs torch")
        assert run("kata", "list", "--json").ok().json[0]["state"] == "needs torch"
        assert "No kata is due" in run("kata").ok().out


SLOW = ("numpy", "rich", "pydantic", "sqlmodel", "markdown_it", "yaml", "prompt_toolkit", "asyncio")


def test_a_check_from_an_editor_loads_nothing_slow(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    run("status").ok()
    code = (
        "import sys\nfrom studybuddy.cli import main\ntry:\n    main()\n"
        f"finally:\n    print('LOADED', *[m for m in {SLOW!r} if m in sys.modules], file=sys.stderr)\n"
    )
    words = [sys.executable, "-c", code, "kata", "check", "halve", "--json"]
    ran = subprocess.run(
        words, env=environment_of_child(), capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert ran.stderr.endswith("LOADED\n")

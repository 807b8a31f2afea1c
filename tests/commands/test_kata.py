"""The kata command without a terminal: choosing, checking, the verbs, and the loop line by line."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from card_texts import basic
from command_line import PATIENCE, Run, environment_of_child
from kata_texts import DOUBLED, FOREVER, RIGHT, kata

LATER = "2026-03-06T09:00:00+01:00"  # four days later: the first interval of a kata
KEYS = {"kata", "passed", "cases", "diagnosis", "isolation", "ms", "grade"}


@pytest.fixture
def halve(home: Path) -> Path:
    """A deck with one kata; the learner's file."""
    put(home, "halve")
    return home / "katas" / "halve" / "kata.py"


def put(home: Path, name: str, text: str = "") -> Path:
    path = home / "decks" / "katas" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or kata(), encoding="utf-8")
    return path


def begin(halve: Path, code: str) -> Path:
    halve.parent.mkdir(parents=True, exist_ok=True)
    halve.write_text(code, encoding="utf-8")
    return halve


def grades(run: Run, name: str = "halve") -> list[int]:
    return [row["grade"] for row in run("history", name, "--json").ok().json]


# --- kata check ---------------------------------------------------------------------------------------


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
    run("kata", "check", "halve", "--file", str(home / "none.py")).fails(1, "is gone")
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


# --- choosing and listing -----------------------------------------------------------------------------


def test_the_list_says_state_due_date_and_strength(run: Run, home: Path, halve: Path) -> None:
    put(home, "third", kata(**{"#halve entry": "#third entry", "tier: core": "tier: standard"}))
    run("grade", "halve", "good").ok()
    rows = run("kata", "list", "--json").ok().json
    assert [(row["kata"], row["state"], row["due"]) for row in rows] == [
        ("halve", "done", "2026-03-06"),
        ("third", "new", None),
    ]
    assert [row["strength"] for row in rows] == [None, None]
    out = run("kata", "list").ok().out
    assert "halve" in out
    assert "in 4 days" in out
    begin(halve.parents[1] / "third" / "kata.py", RIGHT)
    run("kata", "hint", "2").ok()  # by its number in the list


def test_without_a_name_the_due_kata_comes_before_new_ones(run: Run, home: Path, halve: Path) -> None:
    put(home, "a-first", kata(**{"#halve entry": "#a-first entry"}))
    run("grade", "halve", "good").ok()
    assert "kata a-first" in run("kata", stdin="\nskip\n").out
    assert "kata halve" in run("kata", stdin="\nq\n", STUDYBUDDY_NOW=LATER).out


def test_skipping_leads_to_the_next_kata(run: Run, home: Path, halve: Path) -> None:
    put(home, "a-first", kata(**{"#halve entry": "#a-first entry"}))
    out = run("kata", stdin="\nskip\n\nskip\n").ok().out
    assert out.index("kata a-first") < out.index("kata halve") < out.index("all katas for now")


def test_without_any_kata_it_says_what_to_do(run: Run, home: Path) -> None:
    assert "No deck holds a kata" in run("kata").ok().out


# --- the loop, line by line ---------------------------------------------------------------------------


def test_a_whole_kata_line_by_line(run: Run, halve: Path) -> None:
    run("kata", "halve", stdin="\nq\n").ok()
    halve.write_text(DOUBLED)
    out = run("kata", "halve", stdin="\ncheck\nhint\nq\n").ok().out
    assert "known mistake “doubled”: it doubles" in out
    assert "What is the opposite of doubling?" in out
    halve.write_text(RIGHT)
    out = run("kata", "halve", stdin="\n\n\n\n\n\n").ok().out
    assert "✓ passed: all 2 cases" in out
    assert out.index("Follow-up: What does it cost") < out.index("Follow-up: And in place?")
    assert "Enter: hard, 1 hint" in out
    assert "Recorded: hard. Next on Fri 6 Mar 2026, in 4 days" in out
    assert grades(run) == [3]


def test_leaving_a_kata_says_what_is_kept_and_how_it_goes_on(run: Run, halve: Path) -> None:
    assert "goes on" not in run("kata", "halve", stdin="q\n").ok().out  # it was never begun
    kept = "halve: your attempt is kept; studybuddy kata halve goes on\n"
    assert run("kata", "halve", stdin="\nq\n").ok().out.endswith(kept)
    halve.write_text(RIGHT)
    passed = "halve: passed, not graded yet; studybuddy kata halve goes on\n"
    assert run("kata", "halve", stdin="\ncheck\nq\n").ok().out.endswith(passed)
    assert grades(run) == []


def test_the_suggestion_can_be_overridden(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    run("kata", "halve", stdin="\n\n\n\n\ngood\n").ok()
    assert grades(run) == [4]


def test_a_solution_that_was_shown_and_retyped_is_a_2_and_giving_up_a_1(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    out = run("kata", "halve", stdin="\nsolution\nyes\n\n\n\n\n\n").ok().out
    assert "return x / 2" in out
    assert grades(run) == [2]
    run("undo").ok()
    run("kata", "halve", stdin="\ngive up\n\n").ok()
    assert grades(run) == [1]


def test_a_graded_kata_starts_blank_when_it_is_due(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    run("kata", "halve", stdin="\n\n\n\n\n\n").ok()
    out = run("kata", stdin="\nq\n", STUDYBUDDY_NOW=LATER).ok().out
    assert "attempts/2026-03-06T090000.py" in out
    assert "NotImplementedError" in halve.read_text()
    diff = run("kata", "diff", "halve", "--with", "last").ok().out
    assert "-    return x / 2" in diff.replace(" " * 6, "")


def test_an_attempt_survives_a_changed_kata_with_a_word(run: Run, home: Path, halve: Path) -> None:
    run("kata", "halve", stdin="\nq\n").ok()
    halve.write_text(DOUBLED)
    put(home, "halve", kata(**{"Do not change `x`.": "Leave `x` alone."}))
    assert "was changed since you began; your attempt is kept" in run("kata", "halve", stdin="q\n").out
    assert halve.read_text() == DOUBLED


@pytest.mark.parametrize(
    "command", [["kata", "halve"], ["kata", "hint", "halve"], ["kata", "reset", "halve"]]
)
def test_a_kata_open_in_another_terminal_is_left_alone(
    run: Run, halve: Path, spawn: Callable[..., "subprocess.Popen[str]"], command: list[str]
) -> None:
    other = spawn("kata", "halve")
    assert other.stdout is not None
    while other.stdout.readline().strip() != "[Enter starts the clock]":
        pass
    run(*command).fails(1, "open in another terminal", str(other.pid))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"#" * (300 << 10), "at most 256 KiB"),
        (None, "is gone"),
    ],
)
def test_a_spoilt_file_is_said_and_the_session_goes_on(
    halve: Path, spawn: Callable[..., "subprocess.Popen[str]"], content: bytes | None, words: str
) -> None:
    process = spawn("kata", "halve")
    assert process.stdin is not None
    assert process.stdout is not None
    while process.stdout.readline().strip() != "[Enter starts the clock]":
        pass
    if content is None:
        halve.rename(halve.with_name("renamed.py"))
    else:
        halve.write_bytes(content)
    process.stdin.write("\ncheck\n")
    process.stdin.flush()
    while words not in (line := process.stdout.readline()):
        assert line, f"{words} did not come"
    halve.write_text(RIGHT)
    out, err = process.communicate("check\n", timeout=PATIENCE)
    assert "✓ passed: all 2 cases" in out
    assert (process.returncode, "Traceback" in err) == (0, False)


def test_a_home_that_cannot_hold_katas_is_one_clear_line(run: Run, home: Path, halve: Path) -> None:
    run("status").ok()
    (home / "katas").write_text("a file")
    run("kata", "halve").fails(1, "cannot use", "halve")


# --- verbs --------------------------------------------------------------------------------------------


def test_hints_come_one_by_one_and_count(run: Run, halve: Path) -> None:
    assert "opposite" in run("kata", "hint", "halve").ok().out
    assert "Divide." in run("kata", "hint", "halve").ok().out
    assert "Divide." in run("kata", "hint", "halve").ok().out
    halve.write_text(RIGHT)
    assert run("kata", "check", "halve", "--json").ok().json["grade"] == 3


VERBS = ("check", "run", "hint", "diff", "reset", "solution")


def test_a_verb_without_a_name_takes_the_one_kata_that_is_begun(run: Run, home: Path, halve: Path) -> None:
    put(home, "third", kata(**{"#halve entry": "#third entry"}))
    for verb in VERBS:
        run("kata", verb).fails(2, "no kata is begun", "studybuddy kata list")
    run("kata", "third", stdin="q\n").ok()  # looked at, and left as it was
    assert not halve.parent.exists()
    begin(halve, RIGHT)
    assert run("kata", "check").ok().out.startswith("✓ passed")
    assert "Hint 1 of 2" in run("kata", "hint").ok().out
    run("kata", "hint", "third").ok()
    for verb in VERBS:
        run("kata", verb).fails(2, "2 katas are begun", "name one of halve, third")


def test_a_graded_kata_is_not_one_that_is_begun(run: Run, halve: Path) -> None:
    begin(halve, RIGHT)
    run("kata", "halve", stdin="\n\n\n\n\n\n").ok()
    run("kata", "hint").fails(2, "no kata is begun")


def test_a_beginning_that_many_katas_share_names_only_katas(
    run: Run, home: Path, halve: Path, write: Callable[..., Path]
) -> None:
    put(home, "half", kata(**{"#halve entry": "#half-way entry"}))
    write("plain", basic("Alpha?", card_id="halting"))
    run("kata", "hal").fails(2, "means 2 katas", "name one of half-way, halve)")
    assert not halve.parent.exists()


def test_reset_archives_and_diff_compares(run: Run, halve: Path) -> None:
    run("kata", "hint", "halve").ok()
    halve.write_text(DOUBLED)
    assert "attempts/2026-03-02T090000.py" in run("kata", "reset", "halve").ok().out
    assert (halve.parent / "attempts" / "2026-03-02T090000.py").read_text() == DOUBLED
    assert "No difference" in run("kata", "diff", "halve").ok().out
    assert "return x * 2" in run("kata", "diff", "halve", "--with", "last").ok().out
    run("kata", "diff", "halve", "--with", "solution").ok()


def test_a_kata_never_begun_has_nothing_to_compare_and_says_how_to_begin(run: Run, halve: Path) -> None:
    for other in ("stub", "last", "solution"):
        run("kata", "diff", "halve", "--with", other).fails(2, "halve is not begun", "studybuddy kata halve")


def test_a_comparison_through_a_pipe_keeps_its_lines_whole(run: Run, halve: Path) -> None:
    halve.parent.mkdir(parents=True)
    long = f"def halve(x):  # {'so long ' * 20}"
    halve.write_text(f"{long}\n    return x / 2\n", encoding="utf-8")
    lines = run("kata", "diff", "halve").ok().out.splitlines()
    assert f"+{long}" in lines
    assert lines[0].startswith("--- ")


def test_a_hint_that_begins_a_kata_says_so_once(run: Run, halve: Path) -> None:
    assert "halve is begun with this hint, which counts" in " ".join(
        run("kata", "hint", "halve").ok().out.split()
    )
    assert "is begun" not in run("kata", "hint", "halve").ok().out


def test_the_solution_of_a_kata_never_begun_is_asked_for_at_a_terminal_and_remembered(
    run: Run, halve: Path, start: Callable[..., Any], home: Path
) -> None:
    terminal = start("kata", "solution", "halve")
    terminal.shows("halve is not begun: show what spoils it", "[y/N]")
    terminal.press("n\r")
    assert terminal.ends() == 1
    assert not (home / "katas").exists()
    terminal = start("kata", "solution", "halve", "--yes")
    terminal.shows("return x / 2")
    assert terminal.ends() == 0
    state = json.loads((home / "katas" / "halve" / ".attempt.json").read_text(encoding="utf-8"))
    assert state["evidence"]["shown"] is True


def test_the_solution_is_shown_and_remembered(run: Run, halve: Path) -> None:
    run("kata", "hint", "halve").ok()
    assert "return x / 2" in run("kata", "solution", "halve").ok().out
    halve.write_text(RIGHT)
    assert run("kata", "check", "halve", "--json").ok().json["grade"] == 2


# --- as a card ----------------------------------------------------------------------------------------


def test_a_due_kata_is_in_the_queue_and_line_mode_names_its_command(run: Run, halve: Path) -> None:
    run("grade", "halve", "good").ok()
    due = run("due", "--json", STUDYBUDDY_NOW=LATER).ok().json
    assert [(row["id"], row["kind"]) for row in due] == [("halve", "kata")]
    out = run("review", stdin="", STUDYBUDDY_NOW=LATER).ok().out
    assert "[skipped: studybuddy kata halve]" in out
    assert grades(run) == [4]


def test_a_new_kata_waits_until_it_is_asked_for(run: Run, halve: Path) -> None:
    assert run("due", "--json").ok().json == []
    assert "[skipped: studybuddy kata halve]" in run("review", "--kind", "kata").ok().out


def test_a_kata_is_undone_and_suspended_like_any_card(run: Run, halve: Path) -> None:
    run("grade", "halve", "again").ok()
    run("undo").ok()
    assert grades(run) == []
    run("suspend", "halve").ok()
    assert run("kata", "list", "--json").ok().json[0]["state"] == "suspended"


def test_the_plan_names_the_next_kata_of_the_week(run: Run, home: Path, halve: Path) -> None:
    put(home, "halve", kata(**{"#halve entry=halve": "#halve entry=halve topic=metrics"}))
    put(home, "on-topic", kata(**{"#halve entry": "#on-topic entry"}))
    run("plan", "start", "--from", "today").ok()
    today = run("plan", "--json").ok().json["today"]
    assert "studybuddy kata on-topic" in [item["command"] for item in today]


# --- studybuddy check ---------------------------------------------------------------------------------


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

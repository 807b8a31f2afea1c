"""Which kata comes next, the list of all, and a kata as one card among others."""

from pathlib import Path

from command_line import Run
from kata_texts import DOUBLED, RIGHT, kata
from kata_work import LATER, begin, grades, put


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


def test_a_kata_that_was_named_and_skipped_says_so(run: Run, halve: Path) -> None:
    out = run("kata", "halve", stdin="skip\n").ok().out
    assert out.endswith("halve: skipped; nothing is recorded, and it can be done at any time\n")


def test_the_list_tells_one_that_passed_from_one_that_is_begun(run: Run, halve: Path) -> None:
    for code, state in ((DOUBLED, "begun"), (RIGHT, "ungraded")):
        begin(halve, code)
        run("kata", "halve", stdin="\nrun\nq\n").ok()
        assert run("kata", "list", "--json").ok().json[0]["state"] == state


def test_without_any_kata_it_says_what_to_do(run: Run, home: Path) -> None:
    assert "No deck holds a kata" in run("kata").ok().out


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

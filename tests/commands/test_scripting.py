"""The scriptable core: the keys of its JSON, its exit statuses, its help."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic, choice, cloze
from command_line import ROOT, Run

Write = Callable[..., Path]

QUESTION = {
    "id", "deck", "kind", "topic", "tier", "prompt", "due", "sm2_due", "interval_days", "ease", "repetitions",
    "lapses", "new",
}  # fmt: skip
GRADED = {"id", "grade", "interval_days", "ease", "repetitions", "lapses", "due", "sm2_due", "review_id"}
HAPPENED = {"id", "card_id", "event", "grade", "reviewed_at", "study_day", "scheduler"}
COMMANDS = (
    "review", "tour", "status", "stats", "add", "decks", "search", "show", "edit", "check", "due", "grade",
    "history", "undo", "suspend", "unsuspend", "bury", "reset", "config", "help", "math", "track",
    "quiz", "kata", "plan", *(f"plan event {verb}" for verb in ("add", "list", "remove", "debrief")),
    *(f"plan {verb}" for verb in
      ("start", "move", "clear", "pause", "replan", "assess", "explain", "export", "event")),
    *(f"kata {verb}" for verb in ("list", "check", "run", "hint", "diff", "reset", "solution")),
)  # fmt: skip


@pytest.fixture
def decks(write: Write) -> None:
    write("one", basic("First?", "Alpha beta.", "first"), basic("Second?", "Gamma.", "second"))
    write("two", cloze("Fill", "gaps", "x", "y"), choice("Pick", "pick", "right", "wrong"))


@pytest.mark.usefixtures("decks")
def test_due_lists_every_question_that_is_due_or_new(run: Run) -> None:
    rows = run("due", "--json").ok().json
    assert all(set(row) == QUESTION for row in rows)
    assert {row["id"].split(":")[0] for row in rows} == {"first", "second", "gaps", "pick"}
    assert all(row["new"] and row["due"] is None and row["sm2_due"] is None for row in rows)
    first = next(row for row in rows if row["id"] == "first")
    assert first == {
        "id": "first", "deck": "one", "kind": "basic", "topic": "metrics", "tier": "core", "prompt": "First?",
        "due": None, "sm2_due": None, "interval_days": 0, "ease": 2.5, "repetitions": 0,
        "lapses": 0, "new": True,
    }  # fmt: skip


@pytest.mark.usefixtures("decks")
def test_a_graded_question_comes_back_on_its_day(run: Run) -> None:
    graded = run("grade", "first", "good", "--json").ok().json
    assert set(graded) == GRADED
    assert graded["due"] == graded["sm2_due"] == "2026-03-03"
    assert "first" not in {row["id"] for row in run("due", "--json").json}
    tomorrow = run("due", "--json", STUDYBUDDY_NOW="2026-03-03T09:00:00+01:00").ok().json
    [first] = [row for row in tomorrow if row["id"] == "first"]
    assert (first["due"], first["new"], first["repetitions"]) == ("2026-03-03", False, 1)


@pytest.mark.usefixtures("decks")
def test_history_and_undo_speak_of_the_same_lines(run: Run) -> None:
    graded = run("grade", "first", "hard", "--json").json
    run("suspend", "first").ok()
    rows = run("history", "first", "--json").ok().json
    assert [set(row) for row in rows] == [HAPPENED, HAPPENED]
    assert [(row["event"], row["grade"]) for row in rows] == [("review", 3), ("suspend", None)]
    assert rows[0] == {
        "id": graded["review_id"], "card_id": "first", "event": "review", "grade": 3,
        "reviewed_at": "2026-03-02T08:00:00.000+00:00", "study_day": "2026-03-02", "scheduler": "sm2/1",
    }  # fmt: skip
    assert run("undo", "2", "--json").ok().json == rows[::-1]
    assert run("history", "first", "--json").json == []
    assert run("undo", "--json").ok().json == []
    assert "nothing to undo" in run("undo").ok().out


@pytest.mark.usefixtures("decks")
def test_grades_are_words_or_qualities(run: Run) -> None:
    for text, quality in (("again", 1), ("hard", 3), ("good", 4), ("easy", 5), ("0", 0), ("2", 2)):
        assert run("grade", "first", text, "--json").ok().json["grade"] == quality


@pytest.mark.usefixtures("decks")
def test_ease_is_null_under_fsrs_and_every_state_returns_with_sm2(run: Run) -> None:
    before = run("grade", "first", "good", "--json").json
    shown = run("config", "scheduler", "fsrs", "--json").ok()
    assert shown.json == {"scheduler": "fsrs"}
    assert run("show", "first", "--json").json["questions"][0]["ease"] is None
    run("config", "scheduler", "sm2").ok()
    after = run("show", "first", "--json").json["questions"][0]
    assert {key: after[key] for key in ("due", "sm2_due", "ease", "interval_days", "repetitions")} == {
        key: before[key] for key in ("due", "sm2_due", "ease", "interval_days", "repetitions")
    }


@pytest.mark.usefixtures("decks")
def test_a_grade_at_an_earlier_time_belongs_to_its_own_day(run: Run) -> None:
    run("grade", "first", "good", "--at", "2026-02-20T10:00:00+01:00").ok()
    [row] = run("history", "first", "--json").json
    assert row["study_day"] == "2026-02-20"
    [due] = [row for row in run("due", "--json").json if row["id"] == "first"]
    assert due["due"] == "2026-02-21"


@pytest.mark.usefixtures("decks")
def test_check_reports_problems_with_its_fixed_keys(run: Run, write: Write) -> None:
    good = run("check", "--json").ok().json
    assert set(good) == {"problems", "cards", "files", "weeks"}
    assert good["cards"] == 4
    bad = write("bad", "## No answer at all {#empty}")
    found = run("check", str(bad), "--json")
    assert found.code == 1
    assert [set(problem) for problem in found.json["problems"]] == [
        {"path", "line", "severity", "message", "hint"}
    ]
    assert found.json["problems"][0]["path"] == str(bad)
    assert found.json["problems"][0]["line"] == 8


def test_search_puts_cards_with_the_words_in_their_id_first_then_in_their_question(
    run: Run, write: Write
) -> None:
    write(
        "some",
        basic("What goes wrong?", "A softmax may overflow.", "wrong"),
        basic("When does a softmax overflow?", "With large logits.", "large"),
        basic("Why subtract the maximum?", "Against overflow.", "stable-softmax"),
        basic("Which one is stable?", "Overflow.", "softmax-overflow"),
    )
    found = [row["id"] for row in run("search", "softmax", "Overflow", "--json").ok().json]
    assert found == ["softmax-overflow", "large", "stable-softmax", "wrong"]


@pytest.mark.usefixtures("decks")
def test_the_other_commands_have_stable_keys(run: Run) -> None:
    assert [set(row) for row in run("decks", "--json").ok().json] == [
        {"deck", "cards", "questions", "due", "new", "suspended", "errors", "path"}
    ] * 2
    assert [row["id"] for row in run("search", "alpha", "BETA", "--json").ok().json] == ["first"]
    assert set(run("search", "alpha", "--json").json[0]) == {
        "id", "deck", "kind", "topic", "tier", "prompt", "path", "line",
    }  # fmt: skip
    assert set(run("show", "gaps", "--json").ok().json) == {
        "id", "kind", "deck", "domain", "topic", "tier", "tags", "prompt", "fields", "path", "line",
        "follow_ups", "questions",
    }  # fmt: skip
    assert set(run("status", "--json").ok().json) == {
        "day", "due", "new", "answered", "week", "weeks", "status", "own_status", "days_left",
    }  # fmt: skip
    assert set(run("config", "--json").ok().json) == {
        "scheduler", "new_per_day", "rollover_hour", "ask_reasons", "math_images",
    }  # fmt: skip
    assert {"by_topic", "by_week", "forecast", "leeches"} <= set(run("stats", "--json").ok().json)
    assert isinstance(run("plan", "--json").ok().json, dict)


@pytest.mark.usefixtures("decks")
def test_the_plan_of_a_week_is_told_in_json_with_the_same_keys_with_and_without_one(run: Run) -> None:
    without = run("plan", "--json").ok().json
    assert "Thu 12 Mar 2026" in run("plan", "start", "eight-week", "--interview", "12 Mar").ok().out
    began = run("plan", "--json").ok().json
    assert set(without) == set(began)
    assert run("plan", "--week", "8", "--json").ok().json != without
    run("undo").ok()
    assert run("plan", "--json").json == without


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize(
    "words",
    [["due"], ["decks"], ["stats"], ["status"], ["plan"], ["show", "first"], ["history", "first"],
     ["search", "alpha"],
     ["config"], ["help"], ["help", "decks"], [], ["check"]],
)  # fmt: skip
def test_every_screen_fits_its_width_and_has_no_colour_where_none_is_wanted(
    run: Run, words: list[str]
) -> None:
    run("grade", "second", "good").ok()
    shown = run(*words, NO_COLOR="1", COLUMNS="60").ok().out
    assert shown.strip()
    assert "\x1b" not in shown
    if words[:1] not in (["check"], ["config"], ["help"]):  # lines to copy are never broken
        assert max(map(len, shown.splitlines())) <= 60


def test_the_first_run_says_where_the_home_is_and_only_then(run: Run, home: Path) -> None:
    assert str(home) in run("status").ok().err
    assert run("status").ok().err == ""
    assert sorted(path.name for path in home.iterdir() if path.is_dir()) == [
        "backups",
        "decks",
        "plans",
        "stories",
    ]
    assert (home / "stories").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_an_example(run: Run, command: str) -> None:
    assert f"Example: studybuddy {command}" in run(*command.split(), "--help").ok().out


def test_no_command_is_left_out_of_those_that_show_an_example(run: Run) -> None:
    for group in ("", "plan", "plan event", "kata"):
        listed = run(*group.split(), "--help").ok().out.splitlines()
        names = [line.split()[0] for line in listed if re.match(r"  [a-z]+  +[A-Z]", line)]
        assert len(names) >= 4
        assert {f"{group} {name}".strip() for name in names} <= set(COMMANDS)


def test_help_lists_every_command_in_its_panel(run: Run) -> None:
    shown = run("--help").ok().out
    assert all(f"\n  {command.split()[0]} " in shown for command in COMMANDS)


def test_help_has_its_four_panels_in_order_and_fits_80_columns(run: Run) -> None:
    lines = run("--help").ok().out.splitlines()
    assert [line for line in lines if line in {"Study:", "Plan:", "Content:", "Data:"}] == [
        "Study:", "Plan:", "Content:", "Data:"
    ]  # fmt: skip
    assert lines.index("Plan:") + 1 == next(n for n, line in enumerate(lines) if line.startswith("  plan "))
    assert max(map(len, lines)) <= 80
    assert "..." not in "".join(lines[lines.index("Study:") :])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["undo", "-1"], "-1 is no option, and no number here is negative"),
        (["undo", "0"], "'0' is no whole number from 1 to 1000"),
        (["review", "--minutes", "-5"], "'-5' is no number from 1 to 1440"),
        (["review", "--minutes", "nan"], "'nan' is no number from 1 to 1440"),
        (["review", "--limit", "1.5"], "'1.5' is no whole number from 1 on"),
        (["plan", "--week", "x"], "'x' is no whole number"),
        (["search", " "], "there is no word to search for"),
    ],
)
def test_wrong_numbers_are_said_in_plain_words(run: Run, words: list[str], said: str) -> None:
    run(*words).fails(2, said)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("1960-01-01T00:00:00+00:00", "its year must lie from 1970 to 8999"),
        ("2026-01-01T00:00:00", "which says no offset from UTC"),
        ("soon", "which is no date and time"),
    ],
)
def test_a_wrong_moment_says_what_is_wrong_with_it(run: Run, now: str, said: str) -> None:
    run("due", STUDYBUDDY_NOW=now).fails(2, said)


def test_settings_have_their_types_in_json(run: Run) -> None:
    defaults = {
        "scheduler": "sm2",
        "new_per_day": 15,
        "rollover_hour": 4,
        "ask_reasons": "off",
        "math_images": "auto",
    }
    assert run("config", "--json").ok().json == defaults


def test_show_lists_options_as_the_file_does_and_marks_the_right_one(run: Run, write: Write) -> None:
    write("a", "## Pick {#pick}\n\n- [ ] wrong\n- [x] right\n- [ ] other\n\nBecause.")
    shown = " ".join(run("show", "pick").ok().out.split())
    assert "Options • wrong • right • other Answer • ✓ right Because." in shown


def test_letters_spelled_out_in_ascii_leave_no_line_longer_than_the_screen(run: Run, write: Write) -> None:
    write("a", basic("One?", "The pull of λw² is 2λw → 0. " * 12, "one"))
    shown = run("show", "one", LANG="C", LC_ALL="", LC_CTYPE="", COLUMNS="60").ok().out
    assert "lambda" in shown
    assert max(map(len, shown.splitlines())) <= 60


def test_a_search_that_finds_nothing_leaves_the_numbers_of_the_last_list(run: Run, write: Write) -> None:
    write("a", basic("One?", card_id="one"))
    run("search", "one").ok()
    assert "No card has" in run("search", "zebra").ok().out
    assert run("show", "1", "--json").ok().json["id"] == "one"


def test_check_counts_notes_on_what_is_shipped_apart_from_what_a_learner_can_mend(run: Run) -> None:
    *_, apart, found = run("check", "--fast").ok().out.splitlines()
    assert found.endswith(": 0 errors, 0 warnings")
    count = re.fullmatch(r"shipped: (\d+) notes?, studybuddy check --all shows them", apart)
    assert count
    everything = run("check", "--fast", "--all").ok().out
    assert everything.count("warning: ") == int(count[1]) > 0
    assert f": 0 errors, {count[1]} warning" in everything
    assert len(run("check", "--fast", "--json").json["problems"]) == int(count[1])


def test_decks_have_their_titles_where_there_is_room(run: Run, write: Write) -> None:
    write("a", basic("One?"), front='title: "Of one"\ntopic: metrics\n')
    for n in range(4):
        write(f"many/{n}", basic(f"Number {n}?"))
    write("a-name-that-is-long-enough-to-leave-no-room-for-titles", basic("Long?"))
    write("long", basic("Long title?"), front=f"title: {'word ' * 30}\ntopic: metrics\n")
    wide = run("decks", COLUMNS="120").ok().out
    assert wide.rstrip().splitlines()[-1].split() == ["7", "decks", "7", "0", "7"]
    assert "Of one" in wide
    assert "many/…" in wide
    assert "4 decks of one card" in wide
    assert "Of one" not in run("decks").ok().out


def test_decks_say_that_due_and_new_are_questions_where_a_card_asks_several(run: Run, write: Write) -> None:
    write("a", basic("One?"))
    assert "questions" not in run("decks").ok().out
    write("b", cloze("Two gaps", "two", "this", "that"))
    assert "due and new are questions, 3 in all" in run("decks").ok().out


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").ok().out.startswith("studybuddy ")


def test_both_names_lead_to_the_same_entry_point() -> None:
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == {"studybuddy": "studybuddy.__main__:main", "sb": "studybuddy.__main__:main"}


def test_the_guides_are_all_readable(run: Run) -> None:
    listed = run("help").ok().out
    for line in listed.splitlines():
        assert run("help", line.split()[2]).ok().out.strip()


@pytest.mark.usefixtures("decks")
def test_a_stream_that_cannot_show_a_sign_does_not_end_a_command(run_process: Run) -> None:
    shown = run_process("plan", PYTHONIOENCODING="ascii").ok()
    assert shown.out.isascii()
    assert json.loads(run_process("due", "--json", PYTHONIOENCODING="ascii").ok().out)


@pytest.mark.usefixtures("decks")
def test_a_listed_card_is_named_by_its_number_and_an_id_goes_before_a_number(run: Run, write: Write) -> None:
    run("search", "alpha").ok()
    assert run("show", "1", "--json").ok().json["id"] == "first"
    write("numbers", basic("A number?", card_id="1"))
    assert run("show", "1", "--json").ok().json["id"] == "1"


@pytest.mark.usefixtures("decks")
def test_a_list_for_scripts_leaves_the_numbers_of_the_printed_one(run: Run) -> None:
    run("search", "alpha").ok()
    run("due", "--json").ok()
    assert run("show", "1", "--json").ok().json["id"] == "first"


@pytest.mark.usefixtures("decks")
def test_the_history_of_a_card_that_no_deck_has_any_more_is_shown(run: Run, write: Write) -> None:
    run("grade", "first", "good").ok()
    write("one", basic("Another?", "Something else.", "another"))
    assert [row["grade"] for row in run("history", "first", "--json").ok().json] == [4]
    run("history", "fir").fails(2, "there is no card")


def test_a_first_run_that_was_interrupted_is_still_the_first(run: Run, write: Write, home: Path) -> None:
    write("one", basic("One?", card_id="one"))
    shutil.move(home / "decks", home.parent / "kept")
    home.rmdir()
    run("grade", "nothing", "good")  # ends with an error, as Ctrl-C would end it
    shutil.move(home.parent / "kept" / "one.md", home / "decks" / "one.md")
    assert "studybuddy tour" in run("review").ok().err
    assert "studybuddy tour" not in run("review").ok().err


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (basic("One?", card_id="one"), "1 new question waits: studybuddy review --new 1"),
        ("## Tell me of it {#tell .star}\n\n- a\n- b\n- c\n- d\n- e", "1 new story question:"),
    ],
)
def test_the_reason_why_nothing_is_due_names_the_command_that_takes_more(
    run: Run, write: Write, card: str, said: str
) -> None:
    write("one", card)
    assert said in run("review", "--new", "0").ok().out


def test_the_guide_to_katas_is_theirs(run: Run) -> None:
    assert "Writing a kata" in run("help", "katas").ok().out


@pytest.mark.usefixtures("decks")
def test_a_number_whose_card_has_gone_names_no_other_card(run: Run, write: Write) -> None:
    write("one", basic("First?", card_id="first"), basic("Longer?", card_id="first-longer"))
    run("search", "First").ok()
    write("one", basic("Longer?", card_id="first-longer"))
    run("grade", "1", "good").fails(2, "there is no card '1'")


@pytest.mark.usefixtures("decks")
def test_a_card_with_several_questions_is_named_by_one_of_them(run: Run) -> None:
    run("grade", "gaps", "good").fails(2, "gaps:c1", "gaps:c2")
    run("grade", "gaps:c1", "good").ok()
    assert run("show", "gaps").ok().out

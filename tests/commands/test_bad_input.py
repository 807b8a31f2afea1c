"""Wrong words, wrong dates, wrong clocks, wrong homes: one line on stderr, the right status, nothing lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Ran, Run

Write = Callable[..., Path]


@pytest.fixture
def one(write: Write) -> Path:
    return write("a", basic("One?", card_id="one"))


def happened(run: Run) -> int:
    return len(run("history", "one", "--json").ok().json)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grade", "nothing", "good"], "there is no card 'nothing'"),
        (["show", "nothing"], "there is no card"),
        (["history", "nothing"], "there is no card"),
        (["edit", "nothing"], "there is no card"),
        (["suspend", "nothing"], "there is no card"),
        (["grade", "one", "9"], "'9' is no grade"),
        (["grade", "one", "-1"], "option"),
        (["grade", "one", "perfect"], "'perfect' is no grade"),
        (["grade", "one", ""], "is no grade"),
        (["grade", "one"], "grade"),
        (["grade", "one", "good", "--at", "yesterday"], "--at is 'yesterday'"),
        (["grade", "one", "good", "--at", "2026-02-30T10:00:00+00:00"], "--at"),
        (["grade", "one", "good", "--at", "2026-03-01T10:00:00"], "--at"),
        (["grade", "one", "good", "--at", "2026-03-05T10:00:00+00:00"], "future"),
        (["plan", "start", "--interview", "2026-02-30"], "'2026-02-30', which is no day"),
        (["plan", "start", "--interview", "2026-03-01"], "in the past"),
        (["plan", "start", "--interview", "soon"], "no day"),
        (["plan", "start", "--from", "30 Feb"], "no day"),
        (["plan", "start"], "a plan needs a date"),
        (["plan", "start", "nosuch", "--from", "today"], "there is no plan 'nosuch'"),
        (["plan", "start", "fiveweek"], "there is no plan 'fiveweek' (did you mean five-week?)"),
        (["plan", "start", "five-week"], "a plan needs a date"),
        (["plan", "start", "--interview", "12", "Mar"], 'a date of two words needs quotes: "'),
        (["plan", "pause", "24", "Dec", "27", "Dec"], 'a date of two words needs quotes: "24 Dec"'),
        (["plan", "move", "24", "Dec"], 'a date of two words needs quotes: "24 Dec"'),
        (["plan", "event", "add", "Acme", "24", "Dec"], 'a date of two words needs quotes: "24 Dec"'),
        (["plan", "debrief"], "did you mean 'plan event debrief'?"),
        (["plan", "add", "Acme", "24 Dec"], "did you mean 'plan event add'?"),
        (["plan", "nosuch"], "nosuch"),
        (["review", "--minutes", "-5"], "--minutes"),
        (["review", "--minutes", "0"], "--minutes"),
        (["review", "--minutes", "nan"], "--minutes"),
        (["review", "--minutes", "inf"], "--minutes"),
        (["review", "--minutes", "ten"], "--minutes"),
        (["review", "--limit", "-1"], "--limit"),
        (["review", "--new", "-1"], "--new"),
        (["review", "--topic", "cooking"], "there is no topic 'cooking'"),
        (["review", "--topic", "tree"], "did you mean trees?"),
        (["review", "--kind", "kat"], "did you mean kata?"),
        (["add", "Q?", "A.", "--topic", "metric"], "did you mean metrics?"),
        (["quiz", "--topic", "tree"], "did you mean trees?"),
        (["review", "--kind", "song"], "there is no kind 'song'"),
        (["review", "--deck", "nosuch"], "there is no deck 'nosuch'"),
        (["review", "--tag", "nosuch"], "no card has the tag 'nosuch'"),
        (["undo", "0"], "count"),
        (["undo", "-3"], "option"),
        (["undo", "many"], "count"),
        (["config", "colour"], "there is no setting 'colour'"),
        (["config", "scheduler", "anki"], "there is no scheduler 'anki'"),
        (["config", "rollover_hour", "24"], "0 to 23"),
        (["config", "ask_reasons", "maybe"], "neither on nor off"),
        (["config", "math_images", "maybe"], "none of auto, on, off"),
        (["config", "new_per_day", "-1"], "option"),
        (["help", "cooking"], "there is no guide 'cooking' (known: decks, "),
        (["help", "kata"], "there is no guide 'kata' (did you mean katas?)"),
        (["check", "nowhere"], "there is no file or folder 'nowhere' here (name one that exists, or none"),
        (["add", "Q?", "A.", "--topic", "cooking"], "there is no topic 'cooking'"),
        (["add", "Q?", "A.", "--tier", "vital"], "there is no tier 'vital'"),
        (["add", "Q?", "A.", "--deck", "../outside"], "outside"),
        (["add", "Q?", "A.", "--deck", ".hidden"], "dot"),
        (["add", "Q?", "A.", "--deck", ""], "no name of a deck"),
        (["nosuch"], "nosuch"),
        (["--nosuch"], "--nosuch"),
    ],
)
def test_wrong_use_is_one_line_on_stderr_and_exit_status_2(
    one: Path, run: Run, words: list[str], said: str
) -> None:
    run("due").ok()
    before = one.parent.stat().st_mtime_ns
    ran = run(*words)
    ran.fails(2)
    assert said.casefold() in ran.err.casefold()
    assert happened(run) == 0
    assert one.parent.stat().st_mtime_ns == before


def test_a_week_that_the_plan_has_not_is_wrong_use(one: Path, run: Run) -> None:
    run("plan", "start", "--from", "today").ok()
    for week in ("0", "-1", "99"):
        run("plan", "--week", week).fails(2)


@pytest.mark.parametrize(
    "now", ["", "yesterday", "2026-03-02", "2026-03-02T09:00:00", "2026-02-30T09:00:00+01:00",
            "1000-01-01T00:00:00+00:00",
            "9999-12-31T23:59:59+00:00", "2026-03-02T09:00:00+99:00"]
)  # fmt: skip
def test_a_clock_that_says_no_moment_is_wrong_use_and_makes_nothing(run: Run, home: Path, now: str) -> None:
    ran = run("due", "--json", STUDYBUDDY_NOW=now)
    if now:
        ran.fails(2, "STUDYBUDDY_NOW")
        assert not home.exists()
    else:
        ran.ok()


@pytest.mark.parametrize(
    "now", ["1970-01-02T00:00:00+00:00", "8999-12-31T23:59:59+14:00", "2026-03-02T09:00:00-12:00"]
)
def test_a_far_away_clock_works(one: Path, run: Run, now: str) -> None:
    run("grade", "one", "good", STUDYBUDDY_NOW=now).ok()
    for words in (["due", "--json"], ["plan"], ["stats"], ["status"], ["show", "one"]):
        run(*words, STUDYBUDDY_NOW=now).ok()


def test_a_home_that_is_relative_or_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    run("due", STUDYBUDDY_HOME="here").fails(2, "relative")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    run("due", STUDYBUDDY_HOME=str(tmp_path / "file")).fails(1, "is a file")
    run("due", STUDYBUDDY_HOME=str(tmp_path / "file" / "below")).fails(1, "cannot create")
    run("due", STUDYBUDDY_HOME="~no-such-user-here/x").fails(2, "STUDYBUDDY_HOME")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_decks_that_are_no_folder_are_refused(run: Run, tmp_path: Path) -> None:
    run("due", STUDYBUDDY_DECKS=str(tmp_path / "nowhere")).fails(2, "STUDYBUDDY_DECKS", "nowhere")


def test_several_folders_of_decks_replace_the_shipped_ones(run: Run, write: Write, tmp_path: Path) -> None:
    write("own", basic("Own?", card_id="own"))
    write("a", basic("One?", card_id="one"), under=tmp_path / "x")
    write("b", basic("Two?", card_id="two"), under=tmp_path / "y")
    import os

    both = os.pathsep.join([str(tmp_path / "x"), str(tmp_path / "y")])
    rows = run("due", "--json", STUDYBUDDY_DECKS=both).ok().json
    assert {row["id"] for row in rows} == {"own", "one", "two"}


# --- the database ------------------------------------------------------------------------------------


def broken(run: Run, *words: str) -> None:
    for command in (["due", "--json"], ["grade", "one", "good"], ["search", "one"], ["stats"], ["plan"]):
        run(*command).fails(1, *words)


def test_a_database_that_is_none_is_one_error_for_every_command(one: Path, run: Run, home: Path) -> None:
    (home / "studybuddy.db").write_bytes(b"my notes\n" * 1000)
    broken(run, "not a studybuddy database")
    assert (home / "studybuddy.db").read_bytes() == b"my notes\n" * 1000


def test_a_truncated_database_is_one_error_and_is_left_as_it_was(one: Path, run: Run, home: Path) -> None:
    run("grade", "one", "good").ok()
    path = home / "studybuddy.db"
    cut = path.read_bytes()[:5000]
    path.write_bytes(cut)
    for extra in ("-wal", "-shm"):
        (home / f"studybuddy.db{extra}").unlink(missing_ok=True)
    for command in (["grade", "one", "good"], ["search", "one"], ["stats"], ["undo"]):
        run(*command).fails(1, "damaged")
    assert path.read_bytes() == cut


def test_a_database_of_a_newer_version_is_one_error(one: Path, run: Run, home: Path) -> None:
    import sqlite3

    run("grade", "one", "good").ok()
    opened = sqlite3.connect(home / "studybuddy.db")
    opened.execute("PRAGMA user_version = 7")
    opened.close()
    broken(run, "newer studybuddy", "upgrade")


def test_another_programs_database_is_refused(one: Path, run: Run, home: Path) -> None:
    import sqlite3

    opened = sqlite3.connect(home / "studybuddy.db")
    opened.execute("CREATE TABLE review (x)")
    opened.execute("PRAGMA user_version = 1")
    opened.commit()
    opened.close()
    broken(run)


def test_a_missing_or_empty_database_begins_anew(one: Path, run: Run, home: Path) -> None:
    run("due").ok()
    for path in home.glob("studybuddy.db*"):
        path.unlink()
    run("grade", "one", "good").ok()
    for path in home.glob("studybuddy.db*"):
        path.unlink()
    (home / "studybuddy.db").touch()
    run("grade", "one", "good").ok()
    assert happened(run) == 1


# --- the clock ---------------------------------------------------------------------------------------


def grade_at(run: Run, now: str, grade: str = "good") -> Ran:
    return run("grade", "one", grade, "--json", STUDYBUDDY_NOW=now).ok()


def days(run: Run, now: str) -> list[str]:
    return [row["study_day"] for row in run("history", "one", "--json", STUDYBUDDY_NOW=now).ok().json]


def test_four_in_the_morning_begins_the_study_day(one: Path, run: Run) -> None:
    grade_at(run, "2026-03-03T03:59:59+01:00")
    assert grade_at(run, "2026-03-03T04:00:00+01:00").json["repetitions"] == 2
    assert days(run, "2026-03-03T05:00:00+01:00") == ["2026-03-02", "2026-03-03"]


def test_the_rollover_hour_can_be_set(one: Path, run: Run) -> None:
    run("config", "rollover_hour", "0").ok()
    grade_at(run, "2026-03-03T00:30:00+01:00")
    assert days(run, "2026-03-03T05:00:00+01:00") == ["2026-03-03"]


def test_a_clock_that_goes_back_loses_nothing(one: Path, run: Run) -> None:
    grade_at(run, "2026-03-10T09:00:00+01:00")
    earlier = grade_at(run, "2026-03-02T09:00:00+01:00", "again")
    assert earlier.json["review_id"] > ""
    assert sorted(days(run, "2026-03-02T10:00:00+01:00")) == ["2026-03-02", "2026-03-10"]
    assert [
        row["event"] for row in run("undo", "--json", STUDYBUDDY_NOW="2026-03-02T10:00:00+01:00").json
    ] == ["review"]
    assert days(run, "2026-03-02T10:00:00+01:00") == ["2026-03-10"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-03-28T09:00:00+01:00", "2026-03-29T09:00:00+02:00"),  # summer time begins in Europe
        ("2026-10-24T09:00:00+02:00", "2026-10-25T09:00:00+01:00"),  # and ends
        ("2026-03-07T23:30:00-05:00", "2026-03-08T23:30:00-04:00"),  # and begins in America
    ],
)
def test_days_that_are_an_hour_short_or_long_are_days(one: Path, run: Run, first: str, second: str) -> None:
    assert grade_at(run, first).json["due"] == second[:10]
    assert [row["id"] for row in run("due", "--json", STUDYBUDDY_NOW=second).json] == ["one"]
    assert grade_at(run, second).json["interval_days"] == 6


def test_a_flight_eastward_over_the_date_line_repeats_no_day(one: Path, run: Run) -> None:
    grade_at(run, "2026-03-03T09:00:00+14:00")
    again = grade_at(run, "2026-03-02T20:00:00-11:00")
    assert sorted(days(run, "2026-03-03T12:00:00-11:00")) == ["2026-03-02", "2026-03-03"]
    assert again.json["repetitions"] in {1, 2}
    assert grade_at(run, "2026-03-03T09:00:00-11:00").json["repetitions"] == again.json["repetitions"]


def test_a_flight_westward_over_the_date_line_loses_no_day(one: Path, run: Run) -> None:
    grade_at(run, "2026-03-02T09:00:00-11:00")
    assert grade_at(run, "2026-03-04T09:00:00+14:00").json["interval_days"] == 6

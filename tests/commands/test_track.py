"""Practice done elsewhere: minutes of the plan, a problem that comes back, a result that is evidence."""

from pathlib import Path

import pytest
from coached import Write, on, write_decks
from command_line import Run

from studybuddy.planning.rounds import ALL_ROUNDS

LC = ("track", "dsa", "LC 973", "--minutes", "35", "--result", "hard")
CARD = "redo-dsa-lc-973"


@pytest.fixture
def decks(write: Write) -> None:
    write_decks(write)


def minutes(run: Run, now: str = on(2)) -> float:
    found = run("plan", "--json", STUDYBUDDY_NOW=now).ok().json
    return sum(one["done"] for one in found["targets"] if one["name"] == "dsa minutes")


@pytest.mark.usefixtures("decks")
def test_a_named_problem_becomes_a_card_that_is_due_like_any_other(run: Run, home: Path) -> None:
    said = run(
        *LC, "--url", "https://example.org/973", "--pattern", "heap of size k", "--note", "sorted it all"
    ).ok()
    [question] = run("show", CARD, "--json").ok().json["questions"]
    due = question["due"]
    assert said.out == f"dsa LC 973: 35 min counted; {CARD} comes back on {due}\n"
    assert "2026-03-02" < due < "2026-03-08"
    text = (home / "decks" / "redo.md").read_text(encoding="utf-8")
    for part in ("<https://example.org/973>", "Pattern: heap of size k",
                 "- 2026-03-02, hard, 35 min: sorted it all"):  # fmt: skip
        assert part in text
    assert run("check", str(home / "decks" / "redo.md")).ok()
    row = run("show", CARD, "--json").ok().json
    assert (row["kind"], row["topic"]) == ("redo", "dsa")
    [review] = run("history", CARD, "--json").ok().json
    assert (review["event"], review["grade"]) == ("review", 3)
    later = on(int(due[-2:]))
    out = run("review", "--kind", "redo", stdin="\n3\n", STUDYBUDDY_NOW=later).ok().out
    assert "LC 973" in out
    assert "sorted it all" in out


@pytest.mark.usefixtures("decks")
def test_a_round_is_tracked_by_the_name_on_the_screen_too(run: Run) -> None:
    assert run("track", "coding", "--minutes", "20").ok().out == "dsa: 20 min counted\n"
    said = run("track", "mock", "system design", "--minutes", "60", "--score", "3").ok().out
    each = "the plan counts each mock alike, by its usual minutes"
    assert said == f"mock system-design: 60 min noted; {each}\n"


@pytest.mark.usefixtures("decks")
def test_its_minutes_count_in_the_plan_and_undo_takes_them_back(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run(*LC).ok()
    run("track", "dsa", "--minutes", "20").ok()
    assert minutes(run) == 55
    assert "stays" not in run("undo").ok().out
    assert minutes(run) == 35
    said = run("undo").ok().out
    assert said.endswith(f"; what track wrote into its card stays: studybuddy edit {CARD}\n")
    assert minutes(run) == 0


@pytest.mark.usefixtures("decks")
def test_practice_that_a_plan_calls_as_a_debrief_is_kept_is_practice_all_the_same(
    run: Run, home: Path
) -> None:
    plan = home / "plans" / "mine.md"
    plan.parent.mkdir(parents=True, exist_ok=True)
    front = "---\ntitle: Mine\nminutes: {weekday: 60, weekend: 60}\n---\n"
    plan.write_text(f"{front}\n## Week 1: talk\n\n- topics: dsa\n- tracked minutes: interview 60\n", "utf-8")
    run("plan", "start", "mine", "--from", "today").ok()
    run("track", "interview", "dsa", "--minutes", "30", "--result", "good").ok()
    found = run("plan", "--json").ok().json
    assert {one["name"]: one["done"] for one in found["targets"]}["interview minutes"] == 30
    assert {one["mock"] for one in found["readiness"]["rounds"]} == {None}
    assert "took back track: interview dsa 30 min" in run("undo").ok().out


@pytest.mark.usefixtures("decks")
def test_a_result_feeds_the_skill_of_its_round(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()

    def skill(name: str) -> float | None:
        rounds = run("plan", "--json").ok().json["readiness"]["rounds"]
        found: float | None = next(one["skill"] for one in rounds if one["round"] == name)
        return found

    assert skill("dsa") is None
    run("track", "dsa", "--minutes", "20").ok()
    assert skill("dsa") is None  # no result was told
    run("track", "dsa", "--minutes", "20", "--result", "easy").ok()
    best = skill("dsa")
    assert best is not None
    assert best > 0
    run("track", "dsa", "--minutes", "20", "--result", "again").ok()
    assert skill("dsa") == pytest.approx(best / 2, abs=0.1)
    run("track", "ml-coding", "attention", "--minutes", "20", "--result", "easy").ok()
    assert skill("applied") is None
    run("undo").ok()
    run("undo").ok()
    assert skill("dsa") == best


@pytest.mark.usefixtures("decks")
def test_a_mock_counts_by_its_round_its_score_and_who_scored_it(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    for partner in ((), ("--partner",)):
        run("track", "mock", "system-design", "--minutes", "60", "--score", "3.5", *partner).ok()
        rounds = run("plan", "--json").ok().json["readiness"]["rounds"]
        [found] = [one for one in rounds if one["round"] == "system-design"]
        assert (found["mock"], found["cap"]) == (3.5, 100.0 if partner else 80.0)


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_second_time_adds_a_note_and_touches_nothing_else(run: Run, home: Path, line_end: str) -> None:
    run(*LC, "--note", "sorted it all").ok()
    run("track", "dsa", "LC 42", "--minutes", "10", "--result", "good", STUDYBUDDY_NOW=on(2)).ok()
    path = home / "decks" / "redo.md"
    before = path.read_bytes().replace(b"\n", line_end.encode())
    path.write_bytes(before)
    note = "# not a heading\n## nor this: {#id}\n```\n- [ ] and {{c1::no gap}}"
    said = run(*LC[:4], "50", "--result", "good", "--note", note, "--json", STUDYBUDDY_NOW=on(3)).ok().json
    assert (said["card"], said["minutes"], said["grade"]) == (CARD, 50, 4)
    after = path.read_bytes()
    lines = after.decode().split(line_end)
    [added] = [line for line in lines if "2026-03-03" in line]
    assert added.startswith("- 2026-03-03, good, 50 min: # not a heading ## nor this")
    assert [line for line in lines if line != added] == before.decode().split(line_end)
    assert after.count(b"\r\n") == (after.count(b"\n") if line_end == "\r\n" else 0)
    assert run("check", str(path)).ok()
    assert [row["grade"] for row in run("history", CARD, "--json").ok().json] == [3, 4]
    run("track", "dsa", "LC 7", "--minutes", "10", "--result", "good", STUDYBUDDY_NOW=on(3)).ok()
    after = path.read_bytes()
    assert after.count(b"\r\n") == (after.count(b"\n") if line_end == "\r\n" else 0)


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize("note", ["# x", "a\nb\n\n## c", "- [x] d", "```", "{{c1::e}}", "---", "<b>", "$"])
def test_no_note_breaks_the_card(run: Run, home: Path, note: str) -> None:
    run(*LC, "--note", note).ok()
    run(*LC, "--note", note, STUDYBUDDY_NOW=on(3)).ok()
    assert run("check", str(home / "decks" / "redo.md")).ok().out.startswith("1 card in 1 file: 0 errors")
    assert len(run("history", CARD, "--json").ok().json) == 2


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize("name", ["# x", "{{c1::x}}", "x {#id .choice}", "  two\n lines ", "日本", "-"])
def test_no_name_breaks_the_deck(run: Run, home: Path, name: str) -> None:
    for _ in range(2):
        run(
            "track", "dsa", name, "--minutes", "5", "--result", "good", "--url", "https://a.org/{{c1::x}}"
        ).ok()
    assert run("check", str(home / "decks" / "redo.md")).ok().out.startswith("1 card in 1 file: 0 errors")


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dsaa", "--minutes", "5"), "did you mean dsa"),
        (("dsa",), "--minutes"),
        (("dsa", "--minutes", "0"), "--minutes"),
        (("dsa", "--minutes", "2000"), "--minutes"),
        (("dsa", "x", "--minutes", "5", "--result", "fine"), "'fine' is no grade"),
        (("mock", "dsaa", "--minutes", "5"), "a mock is for a round"),
        (("dsa", "--minutes", "5", "--score", "3"), "belong to a mock"),
        (("mock", "dsa", "--minutes", "5", "--score", "9"), "--score"),
        (("mock", "--minutes", "60", "--score", "3"), "a mock needs its round"),
        (("mock", "--minutes", "60", "--result", "good"), "a mock needs its round"),
        (("mock", "--minutes", "60"), "a mock needs its round"),
        (
            ("dsa", "LC 973", "--minutes", "9", "--result", "good", "--url", "notaurl"),
            "write it whole: https",
        ),
        (("dsa", "--minutes", "9", "--url", "https://a b"), "is no address"),
        (("dsa", "LC 973", "--minutes", "35"), "add --result again, hard, good or easy"),
    ],
)
def test_practice_that_cannot_be_is_refused_and_not_counted(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    run("status").ok()
    refused = run("track", *words)
    refused.fails(2)
    assert said in refused.err
    assert "nothing to undo" in run("undo").ok().out


@pytest.mark.usefixtures("decks")
def test_problems_that_share_their_words_or_their_name_have_a_card_each(run: Run) -> None:
    cards = [
        run("track", kind, name, "--minutes", "5", "--result", "good", "--json").ok().json["card"]
        for kind, name in (("dsa", "C"), ("dsa", "C++"), ("ml-coding", "C++"), ("dsa", "c++"), ("dsa", "C"))
    ]
    assert cards == ["redo-dsa-c", "redo-dsa-c-2", "redo-ml-coding-c", "redo-dsa-c-2", "redo-dsa-c"]
    assert run("show", "redo-ml-coding-c", "--json").ok().json["topic"] == "python-stack"


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize("name", ALL_ROUNDS[:-1])
def test_a_named_problem_feeds_the_skill_of_its_own_round_whichever_it_is(run: Run, name: str) -> None:
    run("plan", "start", "--interview", "8w").ok()
    run("track", name, "a problem", "--minutes", "20", "--result", "easy").ok()
    rounds = run("plan", "--json").ok().json["readiness"]["rounds"]
    assert [one["round"] for one in rounds if one["skill"]] == [name]


@pytest.mark.usefixtures("decks")
def test_a_second_result_of_a_day_says_that_the_first_one_counts(run: Run) -> None:
    first = run(*LC[:-1], "good").ok().out
    second = run(*LC[:-1], "again").ok().out
    comes = first.partition("; ")[2].strip()
    assert comes.startswith(CARD)
    assert f"the first result of a day counts, so {comes} as before" in " ".join(second.split())
    assert "counts, so" not in run(*LC, STUDYBUDDY_NOW=on(3)).ok().out


@pytest.mark.usefixtures("decks")
def test_what_is_tracked_is_told_with_stable_keys(run: Run) -> None:
    assert set(run("track", "story", "--minutes", "30", "--json").ok().json) == {
        "kind", "what", "minutes", "id",
    }  # fmt: skip
    assert set(run(*LC, "--json").ok().json) == {
        "kind", "what", "minutes", "id", "card", "grade", "due", "sm2_due", "interval_days", "ease",
        "repetitions", "lapses", "moves_schedule",
    }  # fmt: skip


@pytest.mark.usefixtures("decks")
def test_a_redo_takes_the_minutes_that_the_learners_own_problems_took(run: Run) -> None:
    run("plan", "start", "--interview", "8w", "--minutes", "90").ok()
    for number in range(9):
        run("track", "dsa", f"P{number}", "--minutes", "40", "--result", "again").ok()
    assert redo(run) == (3, 75.0)
    run("track", "dsa", "P9", "--minutes", "44", "--result", "easy").ok()
    assert redo(run) == (2, 80.0)


def redo(run: Run) -> tuple[int, float]:
    """Return how many problems tomorrow's agenda has, and in how many minutes."""
    items = run("plan", "--json", STUDYBUDDY_NOW=on(3)).ok().json["today"]
    return next((item["count"], item["minutes"]) for item in items if item["name"] == "redo")

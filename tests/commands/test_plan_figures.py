"""What the plan says of readiness can be recomputed, and its days can be read by any calendar."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from card_texts import basic
from coached import SEEN, Write, on, see_all, write_decks
from command_line import Run

KEYS = {
    "plan", "start", "interview", "stage", "week", "week_title", "current_week", "weeks", "days_left", "pace",
    "status", "minutes", "minutes_today", "today", "targets", "load", "focus", "note", "level", "company",
    "size", "minutes_behind", "forecast", "readiness", "final_pass", "next_event", "events", "pauses",
    "file_changed", "own",
}  # fmt: skip


@pytest.fixture
def started(run: Run, write: Write) -> None:
    write_decks(write)
    see_all(run)
    run("plan", "start", "--interview", "2026-04-06").ok()


@pytest.mark.usefixtures("started")
def test_the_plan_in_json_has_every_figure_under_keys_that_stay(run: Run) -> None:
    found = run("plan", "--json").ok().json
    assert set(found) == KEYS
    assert set(found["readiness"]) == {
        "on", "weakest", "weighted", "if_kept", "rounds", "weak", "topics", "retention",
    }  # fmt: skip
    assert set(found["readiness"]["rounds"][0]) == {
        "round", "weight", "know", "skill", "mock", "ready", "cap", "results", "if_kept", "next_action",
        "command",
    }  # fmt: skip
    pass_keys = {"first", "last", "quota", "passed", "left", "again", "unseen", "dropped"}
    assert set(found["final_pass"]) == pass_keys
    assert set(found["forecast"]) == {"remaining_minutes", "minutes_per_day", "done_on"}


@pytest.mark.usefixtures("started")
def test_a_rounds_explanation_adds_up_to_what_it_lacks(run: Run) -> None:
    found = run("plan", "explain", "dsa", "--json").ok().json
    assert set(found) == {
        "round", "ready", "points", "cap", "cards", "seen", "skill_results", "lines", "pulls",
    }  # fmt: skip
    assert set(found["pulls"][0]) == {"what", "question", "share", "points"}
    assert sum(pull["points"] for pull in found["pulls"]) == pytest.approx(100 - found["points"], abs=0.5)
    days = (date(2026, 4, 6) - date(2026, 2, 27)).days
    known = 100 * 0.9 ** (days / 15)
    seen = {pull["question"]: pull["share"] for pull in found["pulls"] if pull["question"] in SEEN}
    assert len(seen) == 3
    assert all(share == pytest.approx(known, abs=0.1) for share in seen.values())
    assert found["points"] == pytest.approx(40 * known / 100 * 3 / 6 / 0.75, abs=0.1)


@pytest.mark.usefixtures("started")
def test_every_line_of_today_has_its_reasons_with_the_figures_of_the_screen(run: Run) -> None:
    run("plan", "event", "add", "Acme", "2026-03-20", "--rounds", "dsa", STUDYBUDDY_NOW=on(16)).ok()
    on_screen = run("plan", "--json", STUDYBUDDY_NOW=on(16)).ok().json
    found = run("plan", "explain", "today", "--json", STUDYBUDDY_NOW=on(16)).ok().json
    named = [{name: item[name] for name in ("name", "what", "count", "minutes")} for item in found["today"]]
    assert named == [{name: item[name] for name in named[0]} for item in on_screen["today"]]
    review, *_ = found["today"]
    targets = {target["name"]: target for target in on_screen["targets"]}
    assert (review["planned"], review["done"]) == (
        targets["new cards"]["planned"], targets["new cards"]["done"],
    )  # fmt: skip
    assert review["due"] + review["wanted"] == review["count"]
    assert found["first"] == {"name": "Acme", "day": "2026-03-20"}
    shown = run("plan", "explain", "TODAY", STUDYBUDDY_NOW=on(16)).ok().out
    assert all(f"{item['name']} {item['what']}" in shown for item in on_screen["today"])
    assert f"{review['due']} due" in shown
    run("plan", "explain", "todya").fails(2, "did you mean today")
    over = run("plan", "explain", "today", "--json", STUDYBUDDY_NOW="2026-04-07T09:00:00+02:00").ok().json
    assert not over["new_wait"]  # they wait for no backlog: the plan is over


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("name", ["dsa", "fundamentals", "system-design"])
def test_an_explanation_and_the_screen_count_the_same(run: Run, name: str) -> None:
    readiness = run("plan", "--json").ok().json["readiness"]
    explained = run("plan", "explain", name, "--json").ok().json
    topics = [one for one in readiness["topics"] if one["round"] == name]
    assert explained["cards"] == sum(one["cards"] for one in topics)
    assert explained["seen"] == sum(one["seen"] for one in topics)
    [shown] = [one for one in readiness["rounds"] if one["round"] == name]
    assert explained["ready"] == shown["ready"]


@pytest.mark.usefixtures("started")
def test_an_explanation_names_the_cards_that_pull_a_round_down(run: Run) -> None:
    shown = run("plan", "explain", "dsa").ok().out
    assert "recall on 2026-04-06 = 0.9^(days since the answer / interval)" in shown
    assert "card-2: dsa card-2?" in shown
    assert "3 cards of dsa not seen yet" in shown
    run("plan", "explain", "dsaa").fails(2, "did you mean dsa")
    run("plan", "explain").fails(2, "which round?", "system-design")
    assert run("plan", "explain", "pace").err.count("system-design") == 1
    assert run("plan", "explain", "coding").ok().out == shown
    other = run("plan", "explain", "system design").ok().out
    assert other.startswith("know")
    run("plan", "event", "add", "Acme", "2026-03-20", "--rounds", "dsa").ok()
    aside, same = run("plan", "explain", "system design").ok().out.split("\n", 1)
    assert aside == "Acme on 2026-03-20 does not ask it: this is for 2026-04-06"
    assert same == other


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("columns", ["40", "60", "80"])
def test_an_explanation_fits_its_terminal(run: Run, write: Write, columns: str) -> None:
    long = basic(
        "How many shortest paths lead from corner to opposite corner of a grid of cells?", card_id="long"
    )
    write("long", long, front="title: L\ndomain: coding\ntopic: dsa\ntier: core\n")
    run("grade", "long", "good").ok()
    shown = run("plan", "explain", "dsa", COLUMNS=columns).ok().out.splitlines()
    assert all(len(line) <= int(columns) for line in shown)
    assert any("long: How" in line and line.endswith("…") for line in shown)


@pytest.mark.usefixtures("started")
def test_predicted_and_actual_recall_stand_side_by_side(run: Run) -> None:
    for card in SEEN[:4]:
        run("grade", card, "again", STUDYBUDDY_NOW=on(16)).ok()
    retention = run("plan", "--json", STUDYBUDDY_NOW=on(16)).ok().json["readiness"]["retention"]
    assert set(retention) == {"reviews", "observed", "predicted", "factor"}
    assert retention["reviews"] == 28
    assert retention["observed"] == pytest.approx(100 * 24 / 28, abs=0.1)
    assert 85 < retention["predicted"] < 100
    shown = run("stats", STUDYBUDDY_NOW=on(16)).ok().out
    assert "RETENTION  due cards graded hard or better, and predicted" in shown


@pytest.mark.usefixtures("started")
def test_confidence_is_held_against_the_result(run: Run) -> None:
    out = run("review", "--limit", "2", stdin=":sure 3\n\n1\n:sure 1\n\n3\n", STUDYBUDDY_NOW=on(16)).ok().out
    assert out
    found = run("stats", "--json", STUDYBUDDY_NOW=on(16)).ok().json["calibration"]
    assert {(one["confidence"], one["reviews"], one["passed"]) for one in found} == {(3, 1, 0), (1, 1, 1)}
    shown = run("stats", STUDYBUDDY_NOW=on(16)).ok().out
    assert "how sure" in shown


@pytest.mark.usefixtures("started")
def test_the_calendar_can_be_read_back(run: Run, tmp_path: Path) -> None:
    from icalendar import Calendar

    name = "Acme, Inc.; the second on-site with a panel of five people, one of them the director – zürich"
    run("plan", "event", "add", name, "2026-03-20", "--rounds", "dsa,ml-coding").ok()
    run("plan", "pause", "2026-03-09", "2026-03-10").ok()
    path = tmp_path / "plan.ics"
    said = run("plan", "export", "--ics", str(path)).ok().out
    content = path.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert rb"Acme\, Inc.\; the second" in content
    events = list(Calendar.from_ical(content).walk("VEVENT"))
    assert said == f"{len(events)} days in {path}\n"
    days = {event["uid"]: (event["dtstart"].dt, str(event["summary"])) for event in events}
    assert len(days) == len(events)
    assert (date(2026, 3, 20), f"Interview: {name}") in days.values()
    assert (date(2026, 4, 6), "Interview") in days.values()
    study = {day for day, title in days.values() if title.startswith("Study")}
    off = {date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 20)}
    whole = {date(2026, 3, 2) + timedelta(days=n) for n in range(35)}
    assert study == whole - off
    assert all(event["dtend"].dt - event["dtstart"].dt == timedelta(days=1) for event in events)
    assert run("plan", "export", "--ics").ok().out.encode() == content
    run("plan", "export", str(tmp_path / "no" / "where.ics")).fails(1, "cannot write")


@pytest.mark.usefixtures("started")
def test_the_guide_for_scripts_names_every_key(run: Run) -> None:
    guide = set(re.findall(r"\w+", run("help", "scripting").ok().out))
    run("plan", "pause", "2026-03-09", "2026-03-10").ok()
    run("plan", "event", "add", "Acme", "2026-03-20").ok()
    for words in (
        ["plan"],
        ["plan", "explain", "dsa"],
        ["plan", "explain", "today"],
        ["plan", "event", "list"],
        ["plan", "replan"],
    ):
        missing = _keys(run(*words, "--json").ok().json) - guide
        assert not missing, words


def _keys(found: object) -> set[str]:
    """Return the names of all figures; what is named by content (a target, a tier) is no key."""
    if isinstance(found, list):
        return set().union(*map(_keys, found))
    if not isinstance(found, dict):
        return set()
    by_content = {"left", "kept", "dropped"}
    return set(found).union(*(_keys(value) for name, value in found.items() if name not in by_content))


@pytest.mark.usefixtures("started")
def test_a_session_ends_with_the_readiness_before_and_after_it(run: Run) -> None:
    def ready(now: str) -> float:
        found: float = run("plan", "--json", STUDYBUDDY_NOW=now).ok().json["readiness"]["weighted"]
        return found

    for _ in range(7):  # with three cards that is enough evidence for a round
        run("track", "mock", "dsa", "--minutes", "10", "--score", "2", STUDYBUDDY_NOW=on(15)).ok()
    before = ready(on(16))
    out = run("review", "--topic", "dsa", stdin="\n4\n" * 3 + ":quit\n", STUDYBUDDY_NOW=on(16)).ok().out
    after = ready(on(16))
    assert f" Readiness: {before:.1f} → {after:.1f}\n" in out
    assert before < after
    run("plan", "clear", STUDYBUDDY_NOW=on(16)).ok()
    out = run("review", "--kind", "basic", stdin="\n4\n:quit\n", STUDYBUDDY_NOW=on(16)).ok().out
    assert "Tomorrow:" in out
    assert "Readiness" not in out

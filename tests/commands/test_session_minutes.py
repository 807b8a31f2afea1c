"""A session keeps to the minutes of its day: what takes long comes once, and takes no card's place."""

import re
from collections.abc import Callable
from pathlib import Path

from card_texts import basic
from command_line import Run
from math_texts import KL, derivation

Write = Callable[..., Path]

CASE = """## Rank a feed {#feed .design minutes=45}

Rank the feed of a small network.

### Phase: Requirements (5 min)

Who and how many.

### Rubric

- asks before it answers
- names a baseline
"""
SHORT_DAYS = """---
title: Short days
minutes: {weekday: 15, weekend: 15}
---
## Week 1: one

- new cards: 7
- derivations: 7
- tracked minutes: dsa 140
"""
CALCULUS = "title: M\ndomain: math\ntopic: calculus\ntier: core\n"


def test_a_case_that_went_badly_is_asked_once_a_day(run: Run, write: Write) -> None:
    write("cases", CASE, front="title: C\ndomain: system-design\ntopic: design-method\ntier: core\n")
    ended = run("review", "--kind", "design", stdin="\n\n\n1\n").ok()
    assert "[grade: 1 again 1d" in ended.out
    assert "again today" not in ended.out
    assert "Done" in ended.out
    assert [row["grade"] for row in run("history", "feed", "--json").json] == [1]
    assert "[" not in run("review", "--kind", "design").ok().out


def test_a_kind_that_is_asked_for_brings_what_the_week_still_wants_of_it_or_one(
    run: Run, write: Write, home: Path
) -> None:
    write("a", *(derivation(f"Derive {n}", f"derive-{n}", KL) for n in range(9)), front=CALCULUS)
    cases = (CASE.replace("#feed", f"#feed-{n}") for n in range(2))
    write("cases", *cases, front="title: C\ndomain: system-design\ntopic: design-method\ntier: core\n")

    def new_of(kind: str) -> int:
        said = re.search(r"^review · 1/(\d+) ", run("review", "--kind", kind).ok().out, re.MULTILINE)
        assert said is not None
        return int(said[1])

    assert new_of("design") == 2
    path = home / "plans" / "short.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(SHORT_DAYS, encoding="utf-8")
    run("plan", "start", "short", "--from", "today").ok()
    assert (new_of("derivation"), new_of("design")) == (7, 1)
    run("grade", "derive-0", "good").ok()
    assert new_of("derivation") == 6


def test_new_derivations_take_no_places_of_new_cards(run: Run, write: Write) -> None:
    write("a", *(derivation(f"Derive {n}", f"derive-{n}", KL) for n in range(20)), front=CALCULUS)
    write("b", *(basic(f"What is {n}?", f"It is {n}.", f"card-{n}") for n in range(40)), front=CALCULUS)
    run("plan", "start", "--from", "today").ok()
    items = run("plan", "--json").json["today"]
    new = next(item["count"] for item in items if item["name"] == "review")
    pieces = sum(item["count"] for item in items if item["name"] == "derive")
    assert new == 6
    said = re.search(r"^review · 1/(\d+) ", run("review").ok().out, re.MULTILINE)
    assert said is not None
    assert int(said[1]) == new + pieces


def write_short_days(write: Write, home: Path, *, new_cards: int) -> None:
    """Write derivations, more cards than the week wants, and its plan."""
    write("a", *(derivation(f"Derive {n}", f"derive-{n}", KL) for n in range(9)), front=CALCULUS)
    cards = (basic(f"What is {n}?", f"It is {n}.", f"card-{n}") for n in range(new_cards + 12))
    write("b", *cards, front=CALCULUS)
    (home / "plans").mkdir(parents=True)
    text = SHORT_DAYS.replace("new cards: 7", f"new cards: {new_cards}")
    (home / "plans" / "short.md").write_text(text, encoding="utf-8")


def test_practice_elsewhere_has_minutes_of_the_day_and_none_of_those_typed_for_a_session(
    run: Run, write: Write, home: Path
) -> None:
    write_short_days(write, home, new_cards=7)
    run("plan", "start", "short", "--from", "today").ok()
    assert [item["name"] for item in run("plan", "--json").json["today"]] == ["review", "practice"]
    for _ in range(2):  # and with something that failed and is still open
        assert "Derive" not in run("review", stdin="\n1\n:q\n").ok().out
    assert "Derive" in run("review", "--minutes", "15", stdin=":bury\n" * 3).ok().out


def test_more_minutes_than_the_day_has_are_filled_with_the_work_of_the_next_days(
    run: Run, write: Write, home: Path
) -> None:
    write_short_days(write, home, new_cards=28)
    run("plan", "start", "short", "--from", "today").ok()
    questions, minutes = session(run, "", "--minutes", "75")
    assert minutes >= 70  # of the day they are 15
    assert questions > 28  # derivations among them
    run("grade", "card-0", "again").ok()
    assert session(run, "", "--minutes", "75")[1] >= 70
    assert session(run, "", "--minutes", "75", "--new", "2") == (3, 10)


def test_a_week_that_wants_a_case_is_given_one_that_was_not_met_yet(run: Run, write: Write) -> None:
    front = "title: C\ndomain: applied\ntopic: case-method\ntier: core\n"
    write("cases", CASE, CASE.replace("#feed", "#shop").replace("Rank a feed", "Rank a shop"), front=front)
    run("plan", "start", "--from", "today").ok()
    run("grade", "feed", "again").ok()
    items = run("plan", "--json", STUDYBUDDY_NOW="2026-03-12T09:00:00+01:00").json["today"]
    assert [item["what"] for item in items if item["name"] == "applied"] == ["shop"]


def test_the_glance_and_the_session_and_the_plan_estimate_alike(run: Run, write: Write) -> None:
    write("b", *(basic(f"What is {n}?", f"It is {n}.", f"card-{n}") for n in range(40)), front=CALCULUS)
    write("a", *(derivation(f"Derive {n}", f"derive-{n}", KL) for n in range(9)), front=CALCULUS)
    assert glance(run) == session(run) == (15, 77)  # without a plan
    run("review", stdin=3 * "\n4\n" + "\n1\n" + ":q\n").ok()
    assert glance(run) == session(run)
    run("plan", "start", "--interview", "8w", "--minutes", "60").ok()
    for day in (2, 3, 4, 7):
        now = f"2026-03-{day:02}T19:00:00+01:00"
        assert glance(run, now) == session(run, now), day
        plan = run("plan", "--json", STUDYBUDDY_NOW=now).ok().json["minutes_today"]["planned"]
        whole = re.search(r"about (?:(\d+)h)?(\d+)(?: min)? in all", run(STUDYBUDDY_NOW=now).ok().out)
        assert whole is not None
        assert abs(60 * int(whole[1] or 0) + int(whole[2]) - plan) <= 0.5
        run("review", stdin=6 * "\n3\n" + 2 * "\n1\n" + ":q\n", STUDYBUDDY_NOW=now).ok()
        assert glance(run, now) == session(run, now), day


def test_the_first_line_and_the_first_item_of_today_count_the_same(run: Run, write: Write) -> None:
    write("b", *(basic(f"What is {n}?", f"It is {n}.", f"card-{n}") for n in range(40)), front=CALCULUS)
    write("a", *(derivation(f"Derive {n}", f"derive-{n}", KL) for n in range(9)), front=CALCULUS)
    for name in ("card-0", "card-1", "card-2", "derive-0", "derive-1"):
        run("grade", name, "again").ok()
    run("plan", "start", "--interview", "8w", "--from", "today", "--minutes", "30").ok()
    now = "2026-03-06T19:00:00+01:00"
    out = run(STUDYBUDDY_NOW=now).ok().out
    item = run("plan", "--json", STUDYBUDDY_NOW=now).json["today"][0]
    assert item["name"] == "review"
    new = re.search(r"3 cards and 2 longer pieces due \(5 overdue\) \+ (\d+) new, about", out)
    assert new is not None, out
    assert f"3 due + {new[1]} new" == item["what"]


def glance(run: Run, now: str = "") -> tuple[int, int]:
    """Read off the bare command how many questions wait and in how many minutes."""
    out = run(**({"STUDYBUDDY_NOW": now} if now else {})).ok().out
    about = re.search(r"^ +(\d+) questions?, about (\d+) min$", out, re.MULTILINE)
    if about is None:
        about = re.search(r"^  (\d+ due.*? \+ \d+ new), about (\d+) min$", out, re.MULTILINE)
        assert about is not None, out
        return sum(map(int, re.findall(r"(\d+) (?:due|new)", about[1]))), int(about[2])
    return int(about[1]), int(about[2])


def session(run: Run, now: str = "", *options: str) -> tuple[int, int]:
    """Read the same off the first question of the session."""
    out = run("review", *options, stdin=":q\n", **({"STUDYBUDDY_NOW": now} if now else {})).ok().out
    header = re.search(r"^review · .* min left", out, re.MULTILINE)
    assert header is not None, out
    once, again, minutes = (
        re.search(pattern, header[0])
        for pattern in (r"review · \d+/(\d+)", r"(\d+) again", r"(\d+) min left")
    )
    assert minutes is not None
    return sum(int(found[1]) for found in (once, again) if found), int(minutes[1])

"""Decks as bad as they come: each is one clear problem, and no other card is lost."""

import os
import sys
from pathlib import Path

import pytest
from card_texts import basic, deck
from command_line import Run

GOOD = deck(basic("A good one?", "Yes.", "good"))
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(9)
)
PROBLEMS: dict[str, bytes] = {
    "binary": bytes(range(256)) * 16,
    "NUL": deck(basic("With a \0 in it?", "An\0swer.")).encode(),
    "Latin-1": deck(basic("Caf\xe9?", "D\xe9j\xe0 vu.")).encode("latin-1"),
    "YAML that is a list": b"---\n- one\n- two\n---\n\n## Q? {#q}\n\nA.\n",
    "YAML bomb": f"---\ntitle: x\n{BOMB}\n---\n\n## Q? {{#q}}\n\nA.\n".encode(),
    "duplicate ids": deck(basic("One?", card_id="same"), basic("Two?", card_id="same")).encode(),
    "no answer": deck("## Nothing follows {#q}").encode(),
    "an id of a good card": deck(basic("Not so good?", card_id="good")).encode(),
    "20 MB": deck(basic("Long?", "word " * 4_000_000)).encode(),
    "unclosed fence": deck(basic("One?", "```python\nprint()", "q")).encode(),
    "unclosed front matter": b"---\ntitle: x\n\n## Q?\n\nA.\n",
}
FINE: dict[str, tuple[bytes, int]] = {
    "empty": (b"", 0),
    "prose": (b"# Just notes\n\nNothing to ask.\n", 0),
    "BOM": (b"\xef\xbb\xbf" + deck(basic("One?", card_id="q")).encode(), 1),
    "CRLF": (deck(basic("One?", card_id="q")).replace("\n", "\r\n").encode(), 1),
}


@pytest.fixture
def good(home: Path) -> Path:
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "fine.md").write_text(GOOD, encoding="utf-8")
    return home / "decks"


def asked(run: Run) -> list[str]:
    return [row["id"] for row in run("due", "--json").ok().json]


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_bad_deck_is_a_problem_with_a_place_and_hides_no_good_card(good: Path, run: Run, name: str) -> None:
    bad = good / "x-bad.md"
    bad.write_bytes(PROBLEMS[name])
    shown = run("due", "--json").ok()
    assert "good" in [row["id"] for row in shown.json]
    assert shown.err.count("\n") <= 2, shown.err
    checked = run("check")
    assert checked.err == ""
    assert any(
        line.startswith(("error: ", "warning: ")) and f"{bad}:" in line for line in checked.out.splitlines()
    )
    assert checked.code == (1 if "\nerror: " in "\n" + checked.out else 0)
    bad.unlink()
    run("check").ok()
    assert asked(run) == ["good"]


@pytest.mark.parametrize("name", FINE)
def test_an_odd_deck_without_a_mistake_is_read(good: Path, run: Run, name: str) -> None:
    content, cards = FINE[name]
    (good / "odd.md").write_bytes(content)
    assert run("check", "--json").ok().json["cards"] == 1 + cards
    assert len(asked(run)) == 1 + cards


def many(headings: int) -> str:
    front = GOOD.partition("\n\n")[0]
    return front + "\n\n" + "".join(f"## Q{n}\n\nA{n}\n\n" for n in range(headings))


def test_a_deck_of_thousands_of_headings_is_asked_from(good: Path, run: Run) -> None:
    (good / "many.md").write_text(many(4_000), encoding="utf-8")
    assert sum(row["cards"] for row in run("decks", "--json").ok().json) == 4_001


def test_a_deck_of_a_hundred_thousand_headings_is_read(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "many.md"
    path.write_text(many(100_000), encoding="utf-8")
    checked = run("check", "--fast", "--json", str(path)).ok().json
    assert (checked["cards"], checked["problems"]) == (100_000, [])


def test_a_folder_called_like_a_deck_is_a_problem(good: Path, run: Run) -> None:
    (good / "x.md").mkdir()
    checked = run("check")
    assert checked.code == 1
    assert "x.md:1: cannot be read: Is a directory (rename the folder)" in checked.out
    assert asked(run) == ["good"]


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")
def test_a_dangling_link_is_a_problem(good: Path, run: Run) -> None:
    (good / "x.md").symlink_to(good / "nowhere.md")
    for words in (["check"], ["check", str(good / "x.md")]):
        checked = run(*words)
        assert checked.code == 1
        assert "x.md:1: cannot be read: No such file or directory" in checked.out
    assert asked(run) == ["good"]


@pytest.mark.parametrize("folder", ["plans", "stories"])
def test_a_folder_called_like_a_plan_or_a_story_is_a_problem(good: Path, run: Run, folder: str) -> None:
    (good.parent / folder / "eight-week.md").mkdir(parents=True)
    checked = run("check")
    assert checked.code == 1
    assert "cannot be read" in checked.out
    if folder == "plans":
        run("plan", "start", "--from", "today").fails(1, "cannot read")
        run("plan").ok()


@pytest.mark.skipif(sys.platform == "win32", reason="no name may hold that there")
def test_the_name_of_a_file_steers_no_terminal(good: Path, run: Run) -> None:
    (good / "a\x1b]0;b\x07.md").write_text("---\ntopic: nope\n---\n", encoding="utf-8")
    checked = run("check", "--fast", str(good))
    assert checked.code == 1
    assert r"a\x1b]0;b\x07.md:2: " in checked.out
    assert "\x1b" not in checked.out


def test_check_of_a_path_that_does_not_exist_is_wrong_use(run: Run, home: Path) -> None:
    run("check", str(home / "nowhere.md")).fails(2, "nowhere.md")


def test_ids_are_written_into_own_decks_and_nothing_else_changes(good: Path, run: Run) -> None:
    path = good / "sub" / "mine.md"
    path.parent.mkdir()
    text = deck(
        basic("No id yet?"),
        basic("One here", card_id="here"),
        "## Tagged {tier=stretch}\n\nA.\n\n```\n## no\n```",
    )
    before = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    path.write_bytes(before)
    run("grade", "sub/mine/no-id-yet", "good").ok()
    written = run("check", "--write-ids", str(path), "--json").ok()
    assert written.json["problems"] == []
    assert "wrote 2 ids" in written.err
    after = path.read_bytes()
    assert after == before.replace(b"No id yet?", b"No id yet? {#sub/mine/no-id-yet}").replace(
        b"{tier=stretch}", b"{#sub/mine/tagged tier=stretch}"
    )
    assert len(run("history", "sub/mine/no-id-yet", "--json").ok().json) == 1
    run("check", "--write-ids").ok()
    assert path.read_bytes() == after


@pytest.mark.parametrize("words", [["sub"], ["."], []])
def test_ids_written_for_a_folder_are_those_that_the_cards_go_by(
    good: Path, run: Run, words: list[str]
) -> None:
    path = good / "sub" / "mine.md"
    path.parent.mkdir()
    path.write_text(deck(basic("No id yet?")), encoding="utf-8")
    before = asked(run)
    run("check", "--write-ids", *(str(good / word) for word in words)).ok()
    assert asked(run) == before
    assert "{#sub/mine/no-id-yet}" in path.read_text(encoding="utf-8")


def test_ids_are_never_written_into_other_decks(run: Run, shipped: Path, good: Path) -> None:
    path = shipped / "s.md"
    path.write_text(deck(basic("No id?")), encoding="utf-8")
    before = path.read_bytes()
    run("check", "--write-ids", str(path)).fails(2, "not among your own decks")
    run("check", "--write-ids").ok()
    assert path.read_bytes() == before


def test_ids_are_asked_for_before_there_is_a_home(run: Run) -> None:
    run("check", "--write-ids").ok()


def test_an_own_card_that_stands_for_a_shipped_one_is_no_duplicate_to_check(
    run: Run, shipped: Path, good: Path
) -> None:
    (shipped / "s.md").write_text(deck(basic("Shipped?", card_id="good")), encoding="utf-8")
    run("check").ok()
    run("check", str(good / "fine.md")).ok()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_to_itself_is_a_problem_and_no_crash(good: Path, run: Run) -> None:
    link = good.parent / "loop.md"
    link.symlink_to(link.name)
    ran = run("check", "--fast", str(good.parent))
    assert ran.code == 1
    assert "loop.md:1" in ran.out + ran.err

"""`add`: a new card in the learner's own decks; files change as asked, and never otherwise."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run

Write = Callable[..., Path]


def test_a_new_card_is_in_the_own_inbox_and_due_at_once(run: Run, home: Path) -> None:
    added = run("add", "Why warm up Adam?", "Its first estimates are noisy.").ok()
    assert "take it out again, delete those lines: studybuddy edit why-warm-up-adam\n" in added.out
    assert "its topic is interview-craft; --topic chooses another\n" in added.out
    assert "added why-warm-up-adam at" in added.out
    assert (home / "decks" / "inbox.md").is_file()
    assert [row["id"] for row in run("due", "--json").json] == ["why-warm-up-adam"]
    run("check").ok()


def test_the_answer_can_come_from_standard_input(run: Run) -> None:
    body = "First.\n\n```python\n## no heading\n---\n```\n\n- a\n- b\n"
    run(
        "add",
        "In parts?",
        "-",
        "--topic",
        "trees",
        "--tier",
        "stretch",
        "--tags",
        "two words, b, c]",
        stdin=body,
    ).ok()
    shown = run("show", "in-parts", "--json").ok().json
    assert (shown["topic"], shown["tier"], shown["tags"]) == ("trees", "stretch", ["two-words", "b", "c"])
    assert "## no heading" in str(shown["fields"])
    run("add", "", "", stdin="Asked for?\nYes.\n").ok()
    assert run("show", "asked-for").ok()


def test_the_body_says_the_kind(run: Run) -> None:
    run("add", "Pick?", "--", "- [x] yes\n- [ ] no").ok()
    run("add", "Fill?", "It is {{c1::this}}.").ok()
    assert run("show", "pick", "--json").json["kind"] == "choice"
    assert run("show", "fill", "--json").json["kind"] == "cloze"


def test_the_same_question_again_gets_another_id(run: Run) -> None:
    for _ in range(3):
        run("add", "Again?", "Yes.").ok()
    assert {row["id"] for row in run("due", "--json").json} == {"again", "again-2", "again-3"}


def test_the_same_question_again_is_said_with_the_card_that_asks_it(run: Run) -> None:
    assert "asks the same" not in run("add", "Again?", "Yes.").ok().out
    assert "again asks the same: studybuddy edit again" in run("add", "again?", "No.").ok().out
    assert "again asks the same" in run("add", "Again?", "Oh.", "--topic", "optimization").ok().out
    assert "asks the same" not in run("add", "Again?", "Yes.", "--deck", "other").ok().out


def test_tags_that_are_written_otherwise_are_said(run: Run) -> None:
    assert "its tags" not in run("add", "One?", "Yes.", "--tags", "a, b").ok().out
    assert "its tags: two-words,b" in run("add", "Two?", "Yes.", "--tags", "two words, b").ok().out


def test_a_refused_card_is_said_by_the_lines_of_its_answer(run: Run) -> None:
    run("status").ok()
    body = "Text.\n\nIt is {{c1::}}."
    ran = run("add", "Bad?", "-", stdin=body).fails(1, "nothing was added: line 3 of the answer: a cloze")
    assert "inbox.md" not in ran.err


@pytest.mark.parametrize(
    "body",
    [
        "- [ ] only\n- [ ] wrong ones",
        "An {{c2::odd}} number.",
        "```python\nnever closed",
        "One.\n\n## Two\n\nAnswer.",
        "Text\n---\nmore",
    ],
)
def test_a_bad_card_is_refused_and_the_file_is_as_it_was(run: Run, home: Path, body: str) -> None:
    run("add", "Good?", "Yes.").ok()
    path = home / "decks" / "inbox.md"
    before = path.read_bytes()
    run("add", "Bad?", "-", stdin=body).fails(1, "nothing was added")
    assert path.read_bytes() == before
    run("add", "Bad?", "-", "--deck", "fresh", stdin=body).fails(1, "nothing was added")
    assert not (home / "decks" / "fresh.md").exists()


@pytest.mark.parametrize("words", [["add"], ["add", "Q?", "-"], ["add", "", "-"], ["add", "  ", "A."]])
def test_a_card_without_a_question_or_an_answer_is_wrong_use(run: Run, home: Path, words: list[str]) -> None:
    run("status").ok()
    run(*words).fails(2)
    assert not (home / "decks" / "inbox.md").exists()


def test_a_heading_that_looks_like_attributes_or_code_stays_as_it_is(run: Run) -> None:
    for question in (
        "What does {#id} mean?",
        "Why `a | b`?",
        "Is $x_{ij}$ a scalar?",
        "C# or F#",
        "Braces {}",
    ):
        run("add", question, "Answer.").ok()
    prompts = {row["prompt"] for row in run("due", "--json").ok().json}
    assert prompts == {
        "What does {#id} mean?",
        "Why `a | b`?",
        "Is $x_{ij}$ a scalar?",
        "C# or F#",
        "Braces {}",
    }


def test_line_ends_of_an_own_deck_are_kept(run: Run, write: Write) -> None:
    path = write("inbox", basic("One?", card_id="one"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes().rstrip()
    run("add", "Two?", "Yes.").ok()
    assert path.read_bytes().startswith(before)
    assert len(run("due", "--json").json) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_deck_that_is_a_link_stays_one(run: Run, home: Path) -> None:
    run("add", "One?", "Yes.").ok()
    inbox, real = home / "decks" / "inbox.md", home / "decks" / "real.txt"
    inbox.rename(real)
    inbox.symlink_to(real)
    run("add", "Two?", "Yes.").ok()
    assert inbox.is_symlink()
    assert real.read_text(encoding="utf-8").count("\n## ") == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only there words are bytes")
def test_words_that_are_no_utf_8_are_wrong_use(run: Run, home: Path) -> None:
    run("status").ok()
    odd = os.fsdecode(b"caf\xe9?")
    run("add", odd, "Yes.").fails(2, "UTF-8")
    run("search", odd).fails(2, "UTF-8")
    run("add", "One?", "-", stdin=odd).fails(2, "UTF-8")
    run("add", stdin=f"{odd}\nYes.\n").fails(2, "UTF-8")
    assert not (home / "decks" / "inbox.md").exists()


def test_what_comes_through_a_pipe_is_utf_8_whatever_the_system_takes_it_for(run_process: Run) -> None:
    run_process("add", stdin="\ufeffWhy λ?\nIt shrinks – a “prior”.\n", PYTHONIOENCODING="cp1252").ok()
    shown = run_process("show", "why-λ", "--json").ok().json
    assert shown["prompt"] == "Why λ?"
    assert "– a “prior”" in str(shown["fields"])


@pytest.mark.parametrize("deck", ["aux", "Con", "why?", "a:b", "notes/nul"])
def test_a_deck_is_called_as_a_file_can_be_called_on_every_system(run: Run, home: Path, deck: str) -> None:
    run("status").ok()
    run("add", "One?", "Yes.", "--deck", deck).fails(2, "is no name of a deck")
    assert not [path for path in (home / "decks").rglob("*") if path.is_file()]


def test_no_card_is_added_to_prose(run: Run, home: Path) -> None:
    run("status").ok()
    notes = home / "decks" / "notes.md"
    notes.write_text("# My notes\n\nAbout this and that.\n", encoding="utf-8")
    run("add", "Q?", "A.", "--deck", "notes").fails(1, "no front matter", "--deck")
    assert notes.read_text(encoding="utf-8") == "# My notes\n\nAbout this and that.\n"


def test_blanks_at_the_end_of_an_own_deck_stay(run: Run, write: Write) -> None:
    path = write("inbox", basic("One?", "Two spaces end this line.  ", "one"))
    before = path.read_bytes()
    run("add", "Two?", "Yes.").ok()
    assert path.read_bytes().startswith(before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_a_new_deck_is_as_private_as_the_learner_wants_files_to_be(run_process: Run, home: Path) -> None:
    mask = os.umask(0o077)
    try:
        run_process("add", "Two?", "Yes.").ok()
    finally:
        os.umask(mask)
    assert (home / "decks" / "inbox.md").stat().st_mode & 0o777 == 0o600


def test_attributes_at_the_end_of_a_question_are_those_of_the_card(run: Run, home: Path) -> None:
    run("add", "Braces? {#mine tags=x tier=stretch}", "Yes.").ok()
    text = (home / "decks" / "inbox.md").read_text(encoding="utf-8")
    assert "## Braces? {#mine tier=stretch topic=interview-craft tags=x}\n" in text
    assert run("show", "mine", "--json").json["prompt"] == "Braces?"
    run("add", "Other? {#mine}", "Yes.").fails(2, "the id 'mine' is taken")
    run("add", "What is {x}", "Text.").ok()
    assert run("show", "what-is-x", "--json").json["prompt"] == "What is {x}"


def test_cards_of_all_domains_go_into_the_inbox_without_a_warning(run: Run, home: Path) -> None:
    run("add", "One?", "Yes.").ok()
    run("add", "Two?", "Yes.", "--topic", "optimization").ok()
    assert run("check", str(home / "decks")).ok().out == "2 cards in 1 file: 0 errors, 0 warnings\n"
    assert run("show", "two", "--json").json["domain"] == "math"


CARD = {"id", "deck", "kind", "topic", "tier", "prompt", "path", "line"}


def test_scripts_are_told_of_the_card_that_they_added(run: Run, home: Path) -> None:
    added = run("add", "What is new?", "This.", "--topic", "trees", "--tags", "a b", "--json").ok().json
    assert set(added) == CARD | {"same_as"}
    inbox = home / "decks" / "inbox.md"
    assert (added["id"], added["topic"], added["path"]) == ("what-is-new", "trees", str(inbox))
    assert inbox.read_text(encoding="utf-8").splitlines()[added["line"] - 1].startswith("## What is new?")
    assert added["same_as"] is None
    again = run("add", "What is new?", "That.", "--topic", "trees", "--json").ok().json
    assert (again["id"], again["same_as"]) == ("what-is-new-2", "what-is-new")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no file of that name")
@pytest.mark.parametrize("deck", ["a:b", "my:decks/notes"])
def test_a_card_is_added_to_a_deck_that_is_there_whatever_its_name(
    run: Run, write: Write, home: Path, deck: str
) -> None:
    write(deck, basic("First?", "Yes.", "first"))
    run("add", "One?", "Yes.", "--deck", deck).ok()
    assert "## One?" in (home / "decks" / f"{deck}.md").read_text(encoding="utf-8")

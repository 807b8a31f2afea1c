"""`edit`: a card in the learner's own editor; files change as asked, and never otherwise."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic, deck
from command_line import Run
from session_script import goes_through

from studybuddy.commands.desk import open_desk
from studybuddy.commands.editor import edit_command, editor_words, split_words
from studybuddy.errors import UsageError
from studybuddy.screens.question import Command

Write = Callable[..., Path]
CARD = {"id", "deck", "kind", "topic", "tier", "prompt", "path", "line"}


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Set EDITOR to a program that runs Python `code` with the file's `text`; it logs its arguments."""

    def sets(code: str) -> Path:
        script, log = tmp_path / "fake_editor.py", tmp_path / "editor.log"
        script.write_text(
            "import sys, pathlib\n"
            f"pathlib.Path({str(log)!r}).write_text(repr(sys.argv[1:]))\n"
            "path = pathlib.Path(sys.argv[-1])\ntext = path.read_bytes().decode()\n"
            f"{code}\n"
            "path.write_bytes(text.encode())\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
        return log

    return sets


def test_an_edited_card_is_read_again_and_keeps_its_history(
    write: Write, run: Run, editor: Callable[[str], Path]
) -> None:
    path = write("a", basic("One?", "Old.", "one"))
    run("grade", "one", "good").ok()
    log = editor("text = text.replace('Old.', 'New.')")
    assert f"read {path} again" in run("edit", "one").ok().out
    assert "New." in str(run("show", "one", "--json").json["fields"])
    assert len(run("history", "one", "--json").json) == 1
    assert repr(str(path)) in log.read_text(encoding="utf-8")


def test_an_edited_heading_without_an_id_keeps_its_history_and_says_so(
    write: Write, run: Run, editor: Callable[[str], Path]
) -> None:
    write("a", basic("What is it?", "A rather special thing."))
    run("grade", "a/what-is-it", "good").ok()
    editor("text = text.replace('What is it?', 'What was it?')")
    assert "a/what-is-it is now a/what-was-it" in run("edit", "a/what-is-it").ok().err
    assert [row["event"] for row in run("history", "a/what-was-it", "--json").json] == ["review"]


def test_editing_a_shipped_card_copies_it_alone_into_the_own_decks(
    write: Write, run: Run, shipped: Path, home: Path, editor: Callable[[str], Path]
) -> None:
    cards = basic("One?", "Body one.", "one"), basic("Two?", "Body two.", "two")
    original = write("sub/s", *cards, under=shipped)
    before = original.read_bytes()
    run("grade", "one", "good").ok()
    editor("text = text.replace('Body one.', 'My own words.')")
    run("edit", "one").ok()
    assert original.read_bytes() == before
    assert (home / "decks" / "sub" / "s.md").read_text(encoding="utf-8") == deck(
        cards[0].replace("Body one.", "My own words.")
    )
    assert "My own words." in str(run("show", "one", "--json").json["fields"])
    assert len(run("history", "one", "--json").json) == 1
    editor("text = text.replace('Body two.', 'Mine too.')")
    run("edit", "two").ok()
    assert len(run("due", "--json", STUDYBUDDY_NOW="2026-03-09T09:00:00+01:00").json) == 2
    run("check").ok()


def test_a_folder_of_the_learner_stays_when_a_copy_into_it_goes(
    write: Write, run: Run, shipped: Path, home: Path, editor: Callable[[str], Path]
) -> None:
    write("sub/deep/s", basic("One?", "Body one.", "one"), under=shipped)
    (home / "decks" / "sub").mkdir(parents=True)
    editor("sys.exit(3)")
    run("edit", "one").fails(1)
    assert list((home / "decks").rglob("*")) == [home / "decks" / "sub"]


def test_an_edit_after_which_cards_are_gone_names_them(
    write: Write, run: Run, editor: Callable[[str], Path]
) -> None:
    write("a", *(basic(f"Number {n}?", "A rather special thing.", f"n{n}") for n in range(7)))
    write("b", basic("Another?", "Somewhere else altogether."))
    editor("text = text[: text.index('## Number 1')]")
    out = run("edit", "n0").ok().out
    assert "gone from it: n1, n2, n3, n4, n5 and 1 more; written there again" in out
    for old, new in (("Another?", "Any other?"), ("Any other?", "A third?")):
        editor(f"text = text.replace({old!r}, {new!r})")
        question = old.strip("?").lower().replace(" ", "-")
        assert "gone" not in run("edit", f"b/{question}").ok().out
        run("grade", f"b/{new.strip('?').lower().replace(' ', '-')}", "good").ok()


def test_a_slip_that_takes_a_card_out_of_its_deck_is_said_with_its_line(
    write: Write, run: Run, shipped: Path, home: Path, editor: Callable[[str], Path]
) -> None:
    write("s", basic("One?", "Body one.", "one"), under=shipped)
    write("a", basic("Mine?", "Mine.", "mine"))
    editor("text = text.replace('## ', 'x## ')")
    for card, deck_name, came in (
        ("one", "s", "your copy is gone from it: one; the shipped text is shown again"),
        ("mine", "a", "gone from it: mine; written there again, a card has its history back"),
    ):
        path = home / "decks" / f"{deck_name}.md"
        place, about = run("edit", card).ok().out.splitlines()
        line = path.read_text(encoding="utf-8").splitlines().index(f"x## {card.title()}? {{#{card}}}") + 1
        assert place.startswith(f"{path}:{line}: `{card}` is the id of no card")
        assert about == came
    assert "0 errors, 2 warnings" in run("check", str(home / "decks")).ok().out
    editor("text = text.replace('x## ', '## ').replace('Body one.', 'Mended.')")
    assert run("edit", "one").ok().out == f"read {home / 'decks' / 's.md'} again\n"  # where the copy lies
    assert run("show", "one", "--json").ok().json["fields"]["answer"] == "Mended."


def test_a_copy_that_lost_its_id_is_told_from_one_that_is_gone(
    write: Write, run: Run, shipped: Path, editor: Callable[[str], Path]
) -> None:
    write("s", basic("One?", "Body one.", "one"), under=shipped)
    editor("text = text.replace(' {#one}', '')")
    out = " ".join(run("edit", "one").ok().out.split())
    assert "s/one is a card beside it now; if it is meant to be one, end its heading with {#one}" in out


def test_a_slip_in_the_middle_of_a_session_is_said_with_the_next_question(
    write: Write, run: Run, shipped: Path, editor: Callable[[str], Path]
) -> None:
    write("s", basic("One?", "Body one.", "one"), under=shipped)
    run("status").ok()
    editor("text = text.replace('## ', 'x## ')")
    with open_desk() as desk:
        script = goes_through(desk, lambda: Command.EDIT)
    assert "the shipped text is shown again" in script.views[1].message
    assert script.views[1].card_id == "one"


@pytest.mark.parametrize("code", ["sys.exit(3)", ""])
def test_a_shipped_card_that_was_not_changed_is_not_copied(
    write: Write, run: Run, shipped: Path, home: Path, editor: Callable[[str], Path], code: str
) -> None:
    write("sub/s", basic("One?", "Body one.", "one"), under=shipped)
    editor(code)
    run("edit", "one")
    assert not (home / "decks" / "sub").exists()
    assert str(shipped) in run("show", "one", "--json").ok().json["path"]


def test_an_own_deck_is_as_it_was_when_a_copy_into_it_was_not_changed(
    write: Write, run: Run, shipped: Path, editor: Callable[[str], Path]
) -> None:
    write("s", basic("One?", "Body one.", "one"), under=shipped)
    own = write("s", basic("Mine?", "Mine.", "mine"))
    before = own.read_bytes()
    editor("")
    assert "not copied" in run("edit", "one").ok().out
    assert own.read_bytes() == before


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
def test_an_editor_that_is_not_there_is_one_error(write: Write, run: Run, name: str) -> None:
    write("a", basic("One?", card_id="one"))
    run("edit", "one", **{name: "/no/such/editor --wait"}).fails(1, "/no/such/editor", "set EDITOR")


def test_an_editor_that_fails_is_one_error(write: Write, run: Run, editor: Callable[[str], Path]) -> None:
    path = write("a", basic("One?", card_id="one"))
    before = path.read_bytes()
    editor("sys.exit(3)")
    run("edit", "one").fails(1, "status 3")
    assert path.read_bytes() == before


def test_an_editor_with_unbalanced_quotes_is_wrong_use(write: Write, run: Run) -> None:
    write("a", basic("One?", card_id="one"))
    run("edit", "one", EDITOR='vim "').fails(2, "EDITOR", "quotes")


def test_an_edit_that_breaks_the_card_is_reported_and_mended(
    write: Write, run: Run, editor: Callable[[str], Path]
) -> None:
    path = write("a", basic("One?", "Body.", "one"))
    run("grade", "one", "good").ok()
    whole = path.read_bytes()
    editor("text = text.replace('Body.', '')")
    ran = run("edit", "one").ok()
    assert "1 problem in your decks" in ran.err
    assert f"{path}:8: " in ran.out
    assert "no answer" in ran.out
    path.write_bytes(whole)
    assert run("show", "one", "--json").ok().json["questions"][0]["repetitions"] == 1


def test_visual_goes_before_editor_and_an_empty_one_counts_as_unset() -> None:
    assert editor_words({"VISUAL": "code", "EDITOR": "vim"}) == ["code"]
    assert editor_words({"VISUAL": " ", "EDITOR": "vim -p"}) == ["vim", "-p"]
    with pytest.raises(UsageError):
        editor_words({"EDITOR": "'"})


def test_editors_are_told_the_line_in_their_own_way() -> None:
    path = Path("deck.md")
    assert edit_command(["vim"], path, 7) == ["vim", "+7", "deck.md"]
    assert edit_command(["code"], path, 7) == ["code", "--wait", "--goto", "deck.md:7"]
    assert edit_command(["code", "--wait"], path, 7) == ["code", "--wait", "--goto", "deck.md:7"]
    assert edit_command(["hx"], path, 7) == ["hx", "deck.md:7"]
    assert edit_command(["/opt/my-editor"], path, 7) == ["/opt/my-editor", "deck.md"]


def test_on_windows_a_quoted_program_keeps_its_backslashes() -> None:
    assert split_words(r'"C:\Program Files\Code\code.cmd" --wait', posix=False) == [
        r"C:\Program Files\Code\code.cmd",
        "--wait",
    ]
    quoted = '--dir="C:\\a b\\it\'s"'
    assert split_words(f"code {quoted}", posix=False) == ["code", quoted.replace('"', "")]
    with pytest.raises(ValueError, match="closing"):
        split_words(r'"C:\Program Files\x.exe', posix=False)


def test_on_windows_a_program_with_blanks_in_its_path_needs_no_quotes() -> None:
    program = r"C:\Program Files\Notepad++\notepad++.exe"

    def split(command: str) -> list[str]:
        return split_words(command, posix=False, is_program=lambda name: name in {program, "code"})

    assert split(program) == [program]
    assert split(f"{program} -multiInst -nosession") == [program, "-multiInst", "-nosession"]
    assert split("code --wait") == ["code", "--wait"]


def test_edit_without_terminal_and_without_editor_says_where_the_card_is(
    write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a", basic("One?", "Old.", "one"))
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    ran = run("edit", "one")
    assert (ran.code, ran.out) == (2, f"{path}:8\n")
    assert "no editor is set" in ran.err


def test_scripts_are_told_where_an_edited_card_stands_now_and_what_is_gone(
    write: Write, run: Run, home: Path, shipped: Path, editor: Callable[[str], Path]
) -> None:
    write("s", basic("One?", "Old.", "one"), under=shipped)
    editor("text = text.replace('Old.', 'New.')")
    edited = run("edit", "one", "--json").ok().json
    assert set(edited) == CARD | {"gone", "said"}
    assert (edited["path"], edited["gone"]) == (str(home / "decks" / "s.md"), [])
    path = write("a", basic("What is it?", "A rather special thing."), basic("Two?", card_id="two"))
    run("grade", "a/what-is-it", "good").ok()
    editor("text = text.replace('What is it?', 'What was it?').partition('## Two')[0]")
    edited = run("edit", "a/what-is-it", "--json").ok().json
    assert (edited["id"], edited["path"]) == ("a/what-was-it", str(path))
    assert edited["gone"] == ["two"]


def test_without_an_editor_a_script_is_told_on_stderr_alone(
    write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a", basic("One?", card_id="one"))
    monkeypatch.setenv("EDITOR", "")
    ran = run("edit", "one", "--json")
    ran.fails(2, f"{path}:")
    assert ran.out == ""

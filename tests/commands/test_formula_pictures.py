"""Formulas as pictures: where a terminal answers kitty's query they stand where text keeps their place."""

import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from card_texts import basic
from command_line import Run, command
from math_texts import FRONT, LOGISTIC, derivation

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from graphics_terminal import CELL, GraphicsTerminal, Shown, pixels_of, size_of

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")

BAYES = basic(
    "State Bayes' rule", "$$P(A \\mid B) = \\frac{P(B \\mid A)\\,P(A)}{P(B)}$$\n\nWords below.", "bayes"
)
PLAIN = basic("A card without a formula?", "None at all.", "plain")
Session = Callable[..., GraphicsTerminal]


@pytest.fixture
def session(write: Callable[..., Path], run: Run) -> Iterator[Session]:
    terminals: list[GraphicsTerminal] = []

    def started(*cards: str, words: tuple[str, ...] = ("review",), **how: object) -> GraphicsTerminal:
        write("math", *cards, front=FRONT)
        run("decks").ok()  # the home is made, so that no tour is offered
        terminals.append(GraphicsTerminal(command(*words), **how))  # type: ignore[arg-type]
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.child.close(force=True)


def shown(terminal: GraphicsTerminal) -> Shown:
    """Wait for a picture and return where the only one stands."""
    terminal.waits_for(lambda: bool(terminal.placements))
    (place,) = terminal.placements.values()
    return place


def test_a_formula_is_a_picture_in_the_cells_that_are_kept_for_it(session: Session) -> None:
    terminal = session(BAYES)
    terminal.shows("State Bayes' rule")
    terminal.press(" ")
    terminal.shows("Words below.")
    place = shown(terminal)
    ((number, _),) = terminal.placements
    png = terminal.pictures[number]
    assert size_of(png) == (place.columns * CELL[0], place.rows * CELL[1])
    assert (place.top, place.height) == (0, place.rows * CELL[1])
    lines = terminal.picture().splitlines()
    assert not any(line.strip() for line in lines[place.row : place.row + place.rows])
    below = next(number for number, line in enumerate(lines) if "Words below." in line)
    assert below == place.row + place.rows + 1
    assert "P(A" not in terminal.picture()


def test_it_is_drawn_in_the_colour_of_the_terminals_text(session: Session) -> None:
    terminal = session(BAYES, color="rgb:d0d0/2020/1010")
    terminal.press(" ")
    shown(terminal)
    (png,) = terminal.pictures.values()
    pixels = [row[at : at + 4] for row in pixels_of(png) for at in range(0, len(row), 4)]
    inked = [pixel for pixel in pixels if pixel[3] > 240]
    assert len(inked) > 50
    assert all(
        abs(one - other) <= 2 for pixel in inked for one, other in zip(pixel, b"\xd0\x20\x10", strict=False)
    )
    assert sum(pixel[3] == 0 for pixel in pixels) > len(pixels) / 2


def test_it_is_taken_away_with_its_card(session: Session, run: Run) -> None:
    terminal = session(BAYES, PLAIN)
    terminal.press(" ")
    shown(terminal)
    terminal.press("3")
    terminal.shows("A card without a formula?")
    terminal.waits_for(lambda: not terminal.pictures and not terminal.placements)
    terminal.press("q")
    assert terminal.ends() == 0
    assert [row["grade"] for row in run("history", "bayes", "--json").json] == [4]


def test_leaving_takes_it_away(session: Session) -> None:
    terminal = session(BAYES)
    terminal.press(" ")
    shown(terminal)
    terminal.press("q")
    assert terminal.ends() == 0
    assert not terminal.pictures
    assert not terminal.placements


@pytest.mark.skipif(shutil.which("bash") is None, reason="only a shell with job control can be returned to")
def test_ctrl_z_takes_it_away_and_going_on_brings_it_back(write: Callable[..., Path], run: Run) -> None:
    write("math", BAYES, front=FRONT)
    run("decks").ok()
    terminal = GraphicsTerminal(("bash", "--norc", "--noprofile", "-i"))
    terminal.press(f"{shlex.join(command('review'))}\r")
    terminal.shows("State Bayes' rule", "space reveal")
    terminal.press(" ")
    shown(terminal)
    terminal.press("\x1a")
    terminal.shows("Stopped")
    assert not terminal.pictures
    terminal.press("fg\r")
    assert shown(terminal).rows > 1
    terminal.press("q")
    terminal.waits_for(lambda: not terminal.pictures)
    terminal.child.close(force=True)


def test_it_moves_with_the_text_and_what_is_scrolled_off_is_cut_off(session: Session) -> None:
    long = BAYES + "".join(f"\n\nParagraph {number}." for number in range(30))
    terminal = session(long, rows=20)
    terminal.press(" ")
    terminal.shows("Paragraph 2.")
    terminal.press("\x1b[H")  # Home
    before = shown(terminal)
    while shown(terminal).top == 0:
        row = shown(terminal).row
        terminal.press("\x1b[B")
        terminal.waits_for(lambda row=row: shown(terminal).row != row or shown(terminal).top > 0)  # type: ignore[misc]
    after = shown(terminal)
    assert after.rows == before.rows - after.top // CELL[1]
    assert after.height == after.rows * CELL[1]
    terminal.press("\x1b[F")  # End
    terminal.waits_for(lambda: not terminal.placements)


def test_it_is_placed_anew_after_a_change_of_size_and_is_text_where_it_is_too_wide(session: Session) -> None:
    terminal = session(BAYES)
    terminal.press(" ")
    wide = shown(terminal)
    assert wide.columns < 60
    terminal.placements.clear()  # as a terminal may
    terminal.resize(60, 20)
    terminal.waits_for(lambda: bool(terminal.placements))
    terminal.resize(16, 20)
    terminal.waits_for(lambda: not terminal.placements)
    terminal.shows("Words")


def test_the_lines_of_a_derivation_are_pictures_but_not_the_echo_of_what_is_typed(session: Session) -> None:
    terminal = session(derivation("Gradient of the logistic loss", "logistic", LOGISTIC))
    terminal.shows("line 1 of 2")
    terminal.press("sigmoid(z) - y\r")
    terminal.shows("the derivative of softplus", "line 2 of 2")
    terminal.waits_for(lambda: len(terminal.placements) == 2)  # what is given, and the line
    before = [*terminal.placements.values()]  # drawn anew they have other numbers, and the same places
    terminal.press("1/(1 + exp(-z)) - y")
    terminal.shows("1 + exp(−z)")
    assert [*terminal.placements.values()] == before
    terminal.press("\r")
    terminal.shows("✓ derived", "written out")
    terminal.waits_for(lambda: any(place.rows > 1 for place in terminal.placements.values()))  # a fraction


def answers_nothing(terminal: GraphicsTerminal) -> None:
    terminal.press(" ")
    terminal.shows("P(B | A) P(A)", "Words below.", "1 again")
    assert not terminal.placements
    terminal.press("3")
    assert terminal.ends() == 0


def test_a_terminal_that_does_not_answer_shows_text(session: Session) -> None:
    terminal = session(BAYES, answers=False)
    answers_nothing(terminal)
    assert b"\x1b_G" in terminal.raw


@pytest.mark.parametrize(
    "environment", [{"TERM": "tmux-256color"}, {"TMUX": "/run/tmux,1,0"}, {"TERM": "linux"}]
)
def test_a_terminal_that_holds_others_or_prints_what_it_does_not_know_is_not_asked(
    session: Session, environment: dict[str, str]
) -> None:
    terminal = session(BAYES, **environment)
    answers_nothing(terminal)
    assert b"\x1b_G" not in terminal.raw


def test_pictures_can_be_switched_off(session: Session, run: Run) -> None:
    run("config", "math_images", "off").ok()
    terminal = session(BAYES)
    answers_nothing(terminal)
    assert b"\x1b_G" not in terminal.raw


def test_an_answer_that_comes_late_is_no_key(session: Session, run: Run) -> None:
    terminal = session(BAYES, answers=False)
    terminal.shows("State Bayes' rule")
    terminal.press(" ")
    terminal.shows("1 again")
    terminal.press("\x1b_Gi=31;OK\x1b\\\x1b]10;rgb:1010/1010/1010\x1b\\")
    terminal.press("\x1b_Gi=31;O")
    terminal.press("K\x1b\\")
    terminal.press("q")
    assert terminal.ends() == 0
    assert run("history", "bayes", "--json").json == []


@pytest.mark.parametrize("key", ["q", "e"])
def test_an_answer_under_way_when_the_terminal_is_handed_back_reaches_nobody(
    write: Callable[..., Path], run: Run, tmp_path: Path, key: str
) -> None:
    write("math", BAYES, front=FRONT)
    run("decks").ok()
    reads = tmp_path / "reads.py"
    reads.write_text("print(f'READ {input()!r}')")
    reader = f"{shlex.quote(sys.executable)} {shlex.quote(str(reads))}"
    after = reader if key == "q" else "true"
    for _ in range(3):  # a machine may be too busy to pass the answer on in time
        words = ("sh", "-c", f"{shlex.join(command('review'))}; {after}")
        terminal = GraphicsTerminal(words, slow=True, EDITOR=reader)
        terminal.shows("State Bayes' rule", "space reveal")
        terminal.waits_for(lambda terminal=terminal: len(terminal.held or ()) == 2)  # type: ignore[misc]
        terminal.press(key)
        terminal.waits_for(lambda terminal=terminal: b"\x1b[?2004l" in terminal.raw)  # type: ignore[misc]
        terminal.answer()
        terminal.shows("" if key == "e" else "Nothing was answered.")
        terminal.press("mine\r")
        said = terminal.shows("READ ")
        terminal.child.close(force=True)
        if "READ 'mine'" in said:
            return
    pytest.fail(said)


def test_a_refused_picture_gives_way_to_text(session: Session) -> None:
    terminal = session(BAYES)
    terminal.press(" ")
    shown(terminal)
    ((number, _),) = terminal.placements
    terminal.press(f"\x1b_Gi={number};ENOSPC:full\x1b\\")
    terminal.shows("P(B | A) P(A)")
    terminal.waits_for(lambda: not terminal.placements)


def test_without_the_extra_nothing_is_asked(session: Session, tmp_path: Path) -> None:
    hidden = tmp_path / "without"
    hidden.mkdir()
    hide = "import sys, importlib.machinery as m\nf = m.PathFinder.find_spec\n"
    hide += "m.PathFinder.find_spec = staticmethod(lambda n, *r: None if n == 'typst' else f(n, *r))\n"
    (hidden / "sitecustomize.py").write_text(hide)
    from command_line import ROOT

    terminal = session(BAYES, PYTHONPATH=f"{hidden}:{ROOT}")
    answers_nothing(terminal)
    assert b"\x1b_G" not in terminal.raw

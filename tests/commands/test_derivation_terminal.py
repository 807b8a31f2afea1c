"""Derivations line by line in a terminal: a wrong sign, a skipped line, a hint, a reveal, one on paper."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run
from math_texts import FRONT, KL, LOGISTIC, OLS, derivation

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a POSIX thing", allow_module_level=True)

from terminal import Start, Terminal

pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")


@pytest.fixture
def session(start: Start, write: Callable[..., Path], run: Run) -> Callable[..., Terminal]:
    def started(*cards: str) -> Terminal:
        write("math", *cards, front=FRONT)
        run("decks").ok()  # the home is made, so that no tour is offered
        return start("review", "--kind", "derivation")

    return started


def test_a_wrong_sign_a_hint_a_reveal_and_a_skipped_line(session: Callable[..., Terminal], run: Run) -> None:
    screen = session(derivation("Derive the least-squares solution", "ols", OLS))
    screen.shows("line 1 of 5   L = ?", "X: n×d tall · y: n · w: d", "L = ‖Xw − y‖²")
    screen.press("(X w - y)'(X w - y)")
    screen.shows("next line ❯ (X w - y)'(X w - y)", "(Xw − y)ᵀ(Xw − y)")  # echoed before it is judged
    screen.press("\r")
    screen.shows("✓ verified numerically · norm as an inner product", "line 2 of 5")
    screen.press("w'X'X w + 2 w'X'y + y'y\r")
    screen.shows("✗ That does not hold.", "A sign:", "yours is", "expected")
    screen.clear()
    screen.press("w'X'X w - \r")
    screen.shows("That cannot be read; it costs nothing", "Column")
    screen.clear()
    screen.press("\x1b")
    screen.shows("h hint: why the line follows")
    screen.press("h")
    assert "That cannot be read" not in screen.shows("hint: expand", "Esc back to typing")
    screen.press("t")
    screen.shows("next line ❯")
    screen.press("w'X'X w - 2 w'X'y + y'y\r")
    screen.shows("✓ with a hint", "line 3 of 5", "to reach: no derivative left")
    screen.press("\r")
    screen.shows("revealed  gradient of a quadratic form", "line 4 of 5")
    screen.press("inv(X'X) X'y = w\r")  # the card has it the other way round
    screen.shows("(XᵀX)⁻¹Xᵀy = w", "the card: w = (XᵀX)⁻¹Xᵀy")
    screen.shows("Which of these does line 5 need", "X is tall", "choose")
    number = next(row.split()[0] for row in screen.picture().splitlines() if row.endswith("X is tall"))
    screen.press(number)
    shown = screen.shows(
        "✓ derived", "skipped over: line 4; with a hint: line 2", "1 mistake on the way", "[2 hard"
    )
    assert shown.splitlines()[2] == "  Derive the least-squares solution …"  # its beginning is scrolled away
    screen.press("1")
    screen.shows("line 2/5", "again", "only what you missed is asked: lines 2, 3")
    screen.press("\x1bq")
    assert screen.ends() == 0
    (review,) = run("history", "ols", "--json").ok().json
    assert review["grade"] == 1


def test_three_derivations_one_after_the_other(session: Callable[..., Terminal], run: Run) -> None:
    screen = session(
        derivation("Gradient of the logistic loss", "logistic", LOGISTIC),
        derivation("Gradient of a divergence", "kl", KL),
    )
    screen.shows("line 1 of 2", "Gradient of the logistic loss")
    screen.press("sigmoid(z) - y\r")
    screen.shows("line 2 of 2")
    screen.press("1/(1 + e^-z) - y\r")
    screen.shows("✓ derived", "2 of 2 lines your own.", "[3 good")
    screen.press("\r")
    screen.shows("Gradient of a divergence", "line 1 of 2")
    screen.press("\x1b")
    screen.shows("p done on paper")
    screen.press("p")
    screen.shows("show every line", "n go on typing")
    screen.press("y")
    screen.shows("Tick the lines that you had:", "the mean enters as a square")
    screen.press("12\r")
    screen.shows("✓ derived", "[3 good")
    screen.press("3")
    assert screen.ends() == 0
    assert [run("history", name, "--json").ok().json[0]["grade"] for name in ("logistic", "kl")] == [4, 4]

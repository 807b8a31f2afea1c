import subprocess
import sys

import pytest
from math_cards import OLS, block, check, derivation_card, read

from studybuddy.kinds.registry import kind_named, typed_kind
from studybuddy.model import Answer, Asks, Grade, Heard, Reached

TYPED, HINTED, SKIPPED = Reached.TYPED, Reached.HINTED, Reached.SKIPPED
REVEALED, SHOWN, TICKED = Reached.REVEALED, Reached.SHOWN, Reached.TICKED


@pytest.mark.parametrize(
    ("place", "typed", "after"),
    [
        (0, "L = (X w - y)'(X w - y)", 1),
        (0, "= (Xw - y)'(Xw - y)", 1),
        (0, "(Xw-y)ᵀ(Xw-y)", 1),
        (0, "= w'X'X w - 2 w'X'y + y'y", 2),
        (1, "||X w||^2 - 2 y'X w + ||y||^2", 2),
        (0, "grad(L, w) = 2X'(Xw - y)", 3),
        (2, "2X'(Xw - y)", 3),
        (3, "X'(Xw - y) = 0", 4),
        (3, "w = inv(X'X) X'y", 5),
        (4, "w = inv(X'X) X'y", 5),
        (4, "X'X w = X'y : w = inv(X'X) X'y", 5),
    ],
)
def test_the_next_line_a_later_line_and_other_words_are_taken(place: int, typed: str, after: int) -> None:
    reply = check(derivation_card(), typed, place)
    assert (reply.heard, reply.place) == (Heard.TAKEN, after)


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (0, "||X w - y||^2"),
        (0, "L = L"),
        (0, "1 = 1"),
        (0, "y'y = y'y"),
        (1, "(X w - y)'(X w - y)"),
        (1, "(y - X w)'(y - X w)"),
        (1, "y'X w = w'X'y"),
        (2, "L = (X w - y)'(X w - y)"),
        (2, "0 = 0"),
        (3, "grad(L, w) = 0"),
        (4, "w = w"),
    ],
)
def test_a_true_line_that_leads_nowhere_is_no_step(place: int, typed: str) -> None:
    reply = check(derivation_card(), typed, place)
    assert (reply.heard, reply.place) == (Heard.NO_STEP, place)
    assert reply.notes


@pytest.mark.parametrize(
    ("place", "typed", "said"),
    [
        (1, "w'X'X w + 2 w'X'y + y'y", "sign"),
        (2, "grad(L, w) = X'(Xw - y)", "factor of 2"),
        (4, "w = X'y", ""),
    ],
)
def test_a_wrong_line_says_what_went_wrong_and_where(place: int, typed: str, said: str) -> None:
    reply = check(derivation_card(), typed, place)
    assert (reply.heard, reply.place) == (Heard.WRONG, place)
    assert said in " ".join(reply.notes)
    assert "expected" in " ".join(reply.notes) or not said


@pytest.mark.parametrize(
    "typed",
    [
        "w'X'X w +",
        "X'X = y",
        "foo(w)",
        "= X",
        "exec('1')",
        "w" * 500,
        "(" * 10_000,
        "\u202egrad(L,w)",
        "\\nabla L",
    ],
)
def test_what_cannot_be_read_costs_nothing(typed: str) -> None:
    reply = check(derivation_card(), typed, 1)
    assert (reply.heard, reply.place) == (Heard.UNREADABLE, 1)
    assert "Column" in reply.notes[0]


@pytest.mark.parametrize(
    ("place", "typed", "stands"),
    [
        (0, "(y - X w)'(y - X w)", "L = (y - X w)'(y - X w)"),
        (0, "= w'X'X w - 2 y'X w + y'y", "= w'X'X w - 2 y'X w + y'y"),
        (0, "L = w'X'X w - 2 y'X w + y'y", "L = w'X'X w - 2 y'X w + y'y"),
        (2, "2X'(X w - y)", "grad(L, w) = 2 X'(X w - y)"),
        (3, "w = inv(X'X) X'y", "w = inv(X'X) X'y"),
        (4, "inv(X'X) X'y", "w = inv(X'X) X'y"),
    ],
)
def test_a_line_that_is_taken_stands_as_it_was_typed_with_the_side_that_was_left_out(
    place: int, typed: str, stands: str
) -> None:
    card = derivation_card()
    assert check(card, typed, place).latex == typed_kind("derivation").read(card, "a", stands, place, 0).latex


def test_every_line_of_the_card_is_taken_as_itself() -> None:
    card = derivation_card()
    lines = [line.split("|  ")[0].split(" | ")[0] for line in OLS.splitlines()[2:]]
    assert [check(card, line, place).place for place, line in enumerate(lines)] == [1, 2, 3, 4, 5]


def test_lines_that_are_given_or_unchecked_are_shown_and_not_asked() -> None:
    card = derivation_card(
        "let S: [n,n] symmetric\ngiven l, v = eigpair(S) | unit\nv'S v = l v'v | S v = l v\nunchecked: it is"
    )
    prompt = kind_named("derivation").prompt(card, "a", 0)
    assert [line.asked for line in prompt.lines] == [False, True, False]
    assert check(card, "v'S v = l v'v", 1).place == 3


def test_the_question_says_what_is_given_and_the_answer_every_line_and_reason() -> None:
    prompt = kind_named("derivation").prompt(derivation_card(), "a", 0)
    assert prompt.asks is Asks.DERIVE
    assert "X: n×d tall · y: n · w: d" in prompt.text
    assert "$$L = " in prompt.text
    assert prompt.answer.count("$$") == 10
    assert "X has full column rank" in prompt.answer


# --- the grade ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "mistakes", "grade"),
    [
        ((TYPED,) * 5, 0, Grade.GOOD),
        ((SKIPPED, SKIPPED, SKIPPED, SKIPPED, TYPED), 0, Grade.GOOD),
        ((TYPED,) * 5, 2, Grade.GOOD),
        ((TYPED,) * 5, 4, Grade.HARD),
        ((TYPED, HINTED, TYPED, TYPED, TYPED), 0, Grade.HARD),
        ((TYPED, REVEALED, TYPED, TYPED, TYPED), 0, Grade.HARD),
        ((TYPED, REVEALED, REVEALED, REVEALED, TYPED), 0, Grade.AGAIN),
        ((REVEALED,) * 5, 0, Grade.AGAIN),
        ((TICKED, TICKED, TICKED, REVEALED, TICKED), 0, Grade.HARD),
        ((), 0, Grade.AGAIN),
    ],
)
def test_the_grade_follows_from_own_lines_hints_and_mistakes(
    lines: tuple[Reached, ...], mistakes: int, grade: Grade
) -> None:
    verdict = kind_named("derivation").judge(
        derivation_card(), "a", Answer(lines=lines, mistakes=mistakes), 1
    )
    assert (verdict.suggested_grade, verdict.passed) == (grade, grade >= Grade.HARD)


def test_the_verdict_names_the_lines_that_were_not_all_the_learners_own() -> None:
    answer = Answer(lines=(TYPED, HINTED, SKIPPED, REVEALED, TYPED), mistakes=1)
    (note,) = kind_named("derivation").judge(derivation_card(), "a", answer, 1).notes
    assert note.startswith(
        "3 of 5 lines your own; skipped over: line 3; with a hint: line 2; revealed: line 4; 1 mistake"
    )


# --- the assumption ----------------------------------------------------------------------------------------


def test_the_choice_at_the_end_asks_for_the_assumption_that_the_line_fails_without() -> None:
    kind = typed_kind("derivation")
    assert kind is not None
    closing = kind.closing(derivation_card(), "a", 3)
    assert closing is not None
    assert {closing.options[place] for place in closing.right} == {"X is tall"}
    assert len(closing.options) >= 3
    assert len(set(closing.options)) == len(closing.options)
    right = Answer(lines=(TYPED,) * 5, chosen=closing.right)
    wrong = Answer(lines=(TYPED,) * 5, chosen=frozenset({min(set(range(3)) - closing.right)}))
    assert kind.judge(derivation_card(), "a", right, 3).suggested_grade is Grade.GOOD
    assert kind.judge(derivation_card(), "a", wrong, 3).suggested_grade is Grade.HARD


def test_a_derivation_without_uses_asks_for_no_assumption() -> None:
    kind = typed_kind("derivation")
    assert kind is not None
    assert kind.closing(derivation_card("let z\n(z + 1)^2 = z^2 + 2z + 1 | expand"), "a", 3) is None


# --- authors -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("let z\nz = foo z | why", 12, "foo is not declared"),
        ("let z\nz + 1 | why", 12, "a step is an equation"),
        ("= 3 | why", 11, "nothing stands above"),
        ("let z", 11, "a derivation without a step"),
        ("let z\nunchecked: it exists | why", 11, "no line of the derivation can be asked"),
        ("let z\nz <= z + 1 | why", 12, "a step with <="),
        ("let z\nz = z | why [uses: wobbly]", 12, "'wobbly' is no assumption"),
    ],
)
def test_a_bad_line_is_a_problem_of_its_line(text: str, line: int, message: str) -> None:
    found = read(block("derivation", text))
    assert found.cards == ()
    assert found.problems[0].source.line == line
    assert message in found.problems[0].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("let z\ngrad(log(1 + exp(z)), z) = 1 - sigmoid(z) | wrong", "does not follow: at z = "),
        ("let a; b\na^2 - b^2 = (a - b)^2 | wrong", "does not follow"),
        ("let s: prob\ns + 1 = 1 + s | swap [uses: prob]", "holds without 'prob'"),
        ("let z\nineq z^2 <= z | wrong", "does not hold"),
    ],
)
def test_verification_finds_what_reading_cannot(text: str, message: str) -> None:
    card = read(block("derivation", text)).cards[0]
    faults = kind_named("derivation").verify(card.fields)  # type: ignore[attr-defined]
    assert message in " ".join(fault.message for fault in faults)


def test_a_sound_derivation_verifies() -> None:
    assert kind_named("derivation").verify(derivation_card().fields) == ()  # type: ignore[attr-defined]


def test_reading_and_asking_a_derivation_loads_neither_numpy_nor_sympy() -> None:
    code = (
        "import sys\n"
        "from studybuddy.kinds import derivation, derivation_block\n"
        "from studybuddy.kinds.derivation_block import read_lines, read_typed\n"
        f"read_lines({OLS!r})\n"
        f"read_typed({OLS!r}, 'L = (Xw - y)', 0)\n"
        "print({'numpy', 'sympy'} & set(sys.modules))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "set()"


def test_a_number_beside_a_matrix_never_breaks_a_session_or_a_check() -> None:
    for place in range(5):
        reply = check(derivation_card(), "10 = X", place)
        assert reply.heard in {Heard.WRONG, Heard.UNDECIDED}
        assert reply.notes
    found = read(block("derivation", "let X: [n,d]\n10 = X | odd"))
    for card in found.cards:
        assert kind_named("derivation").verify(card.fields)  # type: ignore[attr-defined]
    assert found.cards or found.problems


def test_a_repeat_that_shows_all_other_lines_is_judged_by_those_that_it_asks() -> None:
    shown = Reached.SHOWN
    right = kind_named("derivation").judge(
        derivation_card(), "a", Answer(lines=(shown, shown, TYPED, shown, shown)), 1
    )
    assert (right.passed, right.suggested_grade) == (True, Grade.GOOD)
    assert "1 of 1 lines your own" in right.notes[0]
    missed = kind_named("derivation").judge(
        derivation_card(), "a", Answer(lines=(shown, shown, REVEALED, shown, shown)), 1
    )
    assert missed.passed is False

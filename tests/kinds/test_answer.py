import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from math_cards import answer_card, block, check, derivation_card, judge, read

from studybuddy.kinds.registry import kind_named, typed_kind
from studybuddy.model import Asks, Grade, Heard

SIGMOID = 'let s: prob\nexpect s*(1-s)\nreject s*(1+s) "sign: the second factor is 1 - s"'
F1 = "draw tp: 5..60; fp: 1..40; fn: 1..40   # drawn anew\nexpect 2*tp / (2*tp + fp + fn)  within 0.005"


@pytest.mark.parametrize("typed", ["1/6", "0.1667", "0.17", ".165", "16.7/100", "1 − 5/6"])
def test_a_number_passes_within_its_absolute_tolerance(typed: str) -> None:
    card = answer_card("expect 0.99*0.01 / (0.99*0.01 + 0.05*0.99)   within 0.005")
    assert judge(card, typed).passed


@pytest.mark.parametrize(("typed", "passed"), [("101", True), ("102", False), ("99", True)])
def test_a_relative_tolerance_is_a_share_of_what_is_expected(typed: str, passed: bool) -> None:
    assert judge(answer_card("expect 100 within 1%"), typed).passed is passed


@pytest.mark.parametrize(("typed", "passed"), [("8.3", True), ("25/3", True), ("8.5", False)])
def test_a_sum_with_bounds_is_a_number_too(typed: str, passed: bool) -> None:
    card = answer_card("draw k: 4..4\nexpect k*sum(1/i, i=1..k) within 0.1", "[[k]] classes")
    verdict = judge(card, typed)
    assert (verdict.passed, verdict.notes[0]) == (
        passed,
        "The value is 8.33333." if passed else "Yours is 8.5, expected 8.33333.",
    )


@pytest.mark.parametrize(("typed", "passed"), [("1/3", True), ("0.3333333333", True), ("0.33333", False)])
def test_without_a_tolerance_a_number_is_nearly_exact(typed: str, passed: bool) -> None:
    assert judge(answer_card("expect 1/3"), typed).passed is passed


@pytest.mark.parametrize("typed", ["s(1-s)", "s - s^2", "s*(1 - s)", "-(s - 1)s", "s − s²"])
def test_a_formula_passes_in_other_words(typed: str) -> None:
    verdict = judge(answer_card(SIGMOID), typed)
    assert (verdict.passed, verdict.suggested_grade) == (True, Grade.GOOD)


def test_a_wrong_formula_shows_where_it_differs() -> None:
    verdict = judge(answer_card("let s: prob\nexpect s*(1-s)"), "s^2")
    assert (verdict.passed, verdict.suggested_grade) == (False, Grade.AGAIN)
    assert any(re.match(r"At s = 0\.\d+ yours is .*, expected ", note) for note in verdict.notes)


def test_a_known_wrong_answer_shows_the_sentence_of_the_card() -> None:
    assert "Sign: the second factor is 1 - s." in judge(answer_card(SIGMOID), "s + s^2").notes


def test_a_right_value_in_the_wrong_form_is_told_apart() -> None:
    card = answer_card("let x\nexpect x*(x+1)\nform factored")
    verdict = judge(card, "x^2 + x")
    assert (verdict.passed, verdict.suggested_grade) == (None, Grade.HARD)
    assert verdict.headline == "≈ right value, wrong form"
    assert "not factored" in verdict.notes[0]
    assert judge(card, "(1+x)x").passed


@pytest.mark.parametrize(
    "expected",
    ["[1, 2; 3, 4]", "{1, 2, 3}", "2x + 1 = 5", "x < 3"],
)
def test_matrices_sets_and_relations_are_judged(expected: str) -> None:
    card = answer_card(f"let x\nexpect {expected}")
    assert judge(card, expected).passed


def test_a_set_has_no_order() -> None:
    assert judge(answer_card("expect {1, 2, 3}"), "{3, 1, 2, 2}").passed
    assert judge(answer_card("expect {1, 2, 3}"), "{3, 1}").passed is False


def test_words_pass_whatever_their_case_and_spaces() -> None:
    card = answer_card('text RMSProp | RMS prop\nreject Adam "Adam keeps a mean of gradients too"')
    assert judge(card, " rms  PROP ").passed
    assert judge(card, "RMSPropp").passed is None  # a slip of the keys: the learner decides
    assert judge(card, "adam").notes == ("Adam keeps a mean of gradients too",)


def test_a_hint_makes_a_pass_a_hard_one() -> None:
    assert judge(answer_card("expect 2"), "1+1", hints_used=1).suggested_grade is Grade.HARD


def test_giving_up_fails_and_tells_the_number() -> None:
    verdict = judge(answer_card("expect 1/4"), "")
    assert (verdict.passed, verdict.notes) == (False, ("The value is 0.25.",))


# --- several blanks ----------------------------------------------------------------------------------------

BLANKS = "expect 8/10\nexpect 8/16\ntext F1 | F1 score"


def test_every_blank_must_be_right() -> None:
    card = answer_card(BLANKS)
    assert judge(card, "0.8\n1/2\nf1").passed
    verdict = judge(card, "0.8\n1/3\nf1")
    assert verdict.passed is False
    assert verdict.notes == ("1: The value is 0.8.", "2: Yours is 0.333333, expected 0.5.", "3: Right.")
    assert judge(card, "0.8").passed is False


# --- drawn numbers -----------------------------------------------------------------------------------------


def test_the_numbers_come_from_the_seed_and_stand_in_the_question() -> None:
    card = answer_card(F1, "F1 of tp = [[tp]], fp = [[fp]], fn = [[fn]]")
    asked = {}
    for seed in (1, 2, 1):
        prompt = kind_named("answer").prompt(card, "a", seed)
        assert prompt.varies
        tp, fp, fn = map(int, re.findall(r"= (\d+)", prompt.text))
        assert 5 <= tp <= 60
        assert judge(card, f"2*{tp}/(2*{tp}+{fp}+{fn})", seed).passed
        assert asked.setdefault(seed, prompt.text) == prompt.text
    assert len(set(asked.values())) == 2


def test_the_answer_shows_the_drawn_numbers_too() -> None:
    card = answer_card("draw k: 7..7\nexpect k + 1", "One more than [[k]]")
    prompt = kind_named("answer").prompt(card, "a", 0)
    assert (prompt.asks, prompt.text, prompt.answer) == (Asks.TYPE, "One more than 7", "$7 + 1$")


def test_the_answer_says_what_its_definitions_stand_for() -> None:
    block_text = "draw a: 3..3; b: 5..5\ndef n = a + b\ndef p = a/n\ndef unused = a\nexpect 2p within 0.01"
    card = answer_card(block_text, "Of [[a]] and [[b]]")
    answer = kind_named(card.kind).prompt(card, card.id, 1).answer
    assert answer.splitlines()[0] == r"$2 p$ (within 0.01), with $n = 3 + 5$, $p = \frac{3}{n}$"


# --- what is no answer costs nothing -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("s*(1-s", "column 7"),
        ("t(1-s)", "t is not declared"),
        ("sigmod(s)", "did you mean sigmoid?"),
        ("[s, s]", "a scalar is expected"),
        ("s = 1", "an equation is not expected"),
        ("1/2s", "column"),
        ("s.__class__", "column"),
        ("__import__('os').system('id')", "column"),
        ("{0.__class__}", "column"),
        ("lambda: 0", "column"),
        ("(" * 10_000, ""),
        ("1+" * 50_000 + "1", ""),
        ("\u202e" + "s", ""),
        ("🙂", "column 1"),
        ("\\frac{1}{2}", "column 1"),
        ("1e400000000", ""),
        ("0,367", "write 0.367"),
    ],
)
def test_what_cannot_be_read_says_why_and_is_asked_again(typed: str, said: str) -> None:
    reply = check(answer_card("let s: prob\nexpect s*(1-s)"), typed)
    assert (reply.heard, reply.place) == (Heard.UNREADABLE, 0)
    assert said in reply.notes[0].casefold()
    assert len(reply.notes[0]) < 400


@pytest.mark.parametrize("typed", ["q", "hit", "1/mises", "x_1"])
def test_where_a_number_is_asked_a_letter_is_refused_without_the_names_of_the_author(typed: str) -> None:
    card = answer_card("draw hits: 3..9; misses: 3..9\nexpect hits/(hits + misses)", "[[hits]] of [[misses]]")
    reply = check(card, typed)
    assert reply.heard is Heard.UNREADABLE
    assert "is not part of this question: type a number" in reply.notes[0]
    assert not re.search("hits|misses", reply.notes[0])
    assert "did you mean sqrt?" in check(card, "sqr(2)").notes[0]


@pytest.mark.parametrize(
    "typed", ["9**9**9", "factorial(10000000)", "(s+1)^1000", "1/(s-s)", "log(-1)", "sum(i, i=1..10^9)"]
)
def test_a_bomb_or_an_undefined_value_is_judged_or_left_to_the_learner(typed: str) -> None:
    card = answer_card("let s: prob\nexpect s*(1-s)")
    reply = check(card, typed)
    assert reply.heard in {Heard.TAKEN, Heard.UNREADABLE}
    assert judge(card, typed).passed in {False, None}


def test_a_line_that_can_be_read_is_echoed_with_its_shape() -> None:
    kind = typed_kind("answer")
    assert kind is not None
    card = answer_card("let X: [n,d]; w: [d]\nexpect X w")
    reply = kind.read(card, "a", "Xw", 0, 1)
    assert (reply.heard, reply.latex, reply.shape) == (Heard.TAKEN, "X w", "[n]")


def test_reading_while_typing_loads_neither_numpy_nor_sympy() -> None:
    import subprocess

    code = (
        "import sys\n"
        "from studybuddy.kinds.blanks import read_blank\n"
        "blank = {'expect': '1', 'within': '', 'form': '', 'rejects': []}\n"
        "read_blank('let s: prob', blank, 's(1-s)', 0, 1)\n"
        "print({'numpy', 'sympy'} & set(sys.modules))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("typed", "advice"),
    [("432 elements", "a calculation, without a unit."), ("9 x 6", "a calculation; * is times.")],
)
def test_where_a_number_is_asked_a_unit_and_a_cross_are_told_from_names(typed: str, advice: str) -> None:
    assert check(answer_card("expect 432"), typed).notes[0].endswith(advice)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("s^2/m", "s and m are not part of this question: type a number or a calculation."),
        ("a", "a is not part of this question: type a number or a calculation."),
        ("sum(m, m=1..3)*s", "s is not part of this question: type a number or a calculation."),
    ],
)
def test_a_name_that_only_the_author_knows_is_refused_and_costs_nothing(typed: str, said: str) -> None:
    card = answer_card(
        "draw m: 1..4; s: {2, 5}; a: 1..9\nexpect (a - m)/s", "Of a [[a]], mean [[m]], sd [[s]]?"
    )
    reply = check(card, typed)
    assert (reply.heard, reply.notes) == (Heard.UNREADABLE, (said,))


@pytest.mark.parametrize("typed", ["beta*n_1", "β n₁", "sum(m, m=1..2)"])
def test_a_name_that_the_question_gives_stands_for_its_number(typed: str) -> None:
    card = answer_card(
        "draw beta: 2..2; n_1: 3..3; m: 4..4\nexpect beta*n_1 + 0*m", "β = [[beta]], $n_1$ = [[n_1]], [[m]]"
    )
    assert check(card, typed).heard is Heard.TAKEN


# --- bad blocks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("expect 1 +", 11, "column 11: the formula ends where a value is expected"),
        ("let s: prob\nexpect t", 12, "column 8: t is not declared"),
        ("frobnicate 3", 11, "`frobnicate` starts no line of an answer"),
        ("# nothing", 11, "the block expects nothing"),
        ("expect 1\nform pretty", 12, "column 6: there is no form 'pretty'"),
        ("expect 1 within lots", 11, "column 8: 'lots' is no tolerance"),
        ("let s: wobbly\nexpect s", 11, "column 8: 'wobbly' is no assumption"),
        ("expect 1\nreject 2", 12, "column 9: a reject without a reason"),
        ('reject 2 "no"\nexpect 1', 11, "a reject with nothing above it"),
        ("draw k: 9..1\nexpect k", 11, "column 8: the range 9..1 is empty"),
        ("text  |", 11, "column 6: a text is missing"),
    ],
)
def test_a_bad_line_is_a_problem_of_its_line(text: str, line: int, message: str) -> None:
    problems = read(block("answer", text)).problems
    assert (problems[0].source.line, problems[0].message) == (line, message)


def test_a_number_that_is_asked_for_but_not_drawn_is_a_problem_and_so_is_the_reverse() -> None:
    problems = read(block("answer", "draw k: 1..9\nexpect k", "How much is [[q]]?")).problems
    assert [problem.message for problem in problems] == [
        "[[q]] is in the question, but nothing draws it",
        "k is drawn, but the question never says it",
    ]


def test_a_second_block_is_a_problem() -> None:
    text = block("answer", "expect 1") + "\n```answer\nexpect 2\n```\n"
    assert [problem.message for problem in read(text).problems] == ["a second `answer` block"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("draw k: 0..3\nexpect 1/k", "no value with k = 0"),
        ("expect log(-1)", "no value"),
        ('expect 2\nreject 1+1 "the same"', "the reject 1+1 equals what is expected"),
        ("let x\nexpect x^2 + x\nform factored", "x^2 + x is a sum"),
        ('let x\nexpect x\nreject [x, x] "a row"', "is no thing of the expected kind"),
    ],
)
def test_verification_finds_what_reading_cannot(text: str, said: str) -> None:
    kind = kind_named("answer")
    card = read(block("answer", text, "How much is [[k]]?" if "draw" in text else "A")).cards[0]
    faults = kind.verify(card.fields)  # type: ignore[attr-defined]
    assert said in " ".join(fault.message for fault in faults)
    assert bool(faults) == bool(said)


def test_a_sound_block_verifies() -> None:
    kind = kind_named("answer")
    for text, heading in ((SIGMOID, "A"), (F1, "[[tp]] [[fp]] [[fn]]"), (BLANKS, "A")):
        assert kind.verify(answer_card(text, heading).fields) == ()  # type: ignore[attr-defined]


_PIECES = "s 1 2 ( ) + - * ^ ' / ! [ ; , ] { } = < | log( eye( sum( i=1.. 10^9 inf pi exp( E[ grad( 1e9 _i X"
PIECES = st.sampled_from(_PIECES.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_whatever_is_typed_into_a_blank_or_a_line_gets_an_answer(typed: str) -> None:
    card = answer_card("let s: prob\nexpect s*(1-s)\nform factored")
    assert check(card, typed).heard in {Heard.TAKEN, Heard.UNREADABLE}
    assert judge(card, typed).passed in {True, False, None}
    line = check(derivation_card("let s: prob; X: [n,d]\ngrad(s - s^2, s) = 1 - 2 s | derivative"), typed)
    assert line.heard in set(Heard)


@pytest.mark.parametrize("typed", ["{}", "{1}", "{} = {}", "inf!", "pi inf!"])
def test_odd_values_are_asked_again_or_left_to_the_learner(typed: str) -> None:
    line = check(derivation_card("let s: prob\ngrad(s - s^2, s) = 1 - 2 s | derivative"), typed)
    assert line.heard in {Heard.UNREADABLE, Heard.UNDECIDED, Heard.WRONG}
    assert judge(answer_card("let s: prob\nexpect s"), typed).passed in {False, None}

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from command_line import Run, environment_of_child
from math_texts import FRONT, OLS, answer, derivation

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.draws import draw_values

KEYS = {"parsed", "shape", "verdict", "label", "counterexample", "reason", "rendered", "numbers"}
LET = "X: [n,d]; y: [n]; w: [d]; def L = ||X w - y||^2"


def test_an_expression_is_shown_with_its_shape(run: Run) -> None:
    shown = run("math", "2X'(X w - y)", "--let", LET).ok().out
    assert shown == "  2Xᵀ(Xw − y)\n\nshape: [d]\n"


@pytest.mark.parametrize(
    ("words", "verdict", "label"),
    [
        (["x^2 + x", "--let", "x", "--equals", "x(x+1)"], "equal", "proved"),
        (["grad(L, w)", "--let", LET, "--equals", "2 X'(X w - y)"], "equal", None),
        (["sin(x)^2 + cos(x)^2 = 1", "--let", "let x"], "equal", "proved"),
        (["x^2", "--let", "x", "--equals", "x^3"], "different", None),
        (["x^2 + x", "--let", "x", "--equals", "x(x+1)", "--form", "factored"], "wrong-form", None),
        (["x +", "--let", "x"], "error", None),
        (["rate", "--equals", "rate"], "error", None),
        (["x", "--equals", "x"], "equal", None),
        (["[1, 2]", "--equals", "[1; 2]"], "error", None),
        (["x", "--let", "x", "--equals", "x", "--form", "pretty"], "error", None),
    ],
)
def test_the_json_has_its_keys_and_a_verdict(
    run: Run, words: list[str], verdict: str, label: str | None
) -> None:
    ran = run("math", *words, "--json")
    assert ran.code == (0 if verdict == "equal" else 1)
    assert set(ran.json) == KEYS
    assert ran.json["verdict"] == verdict
    assert label in (None, ran.json["label"])
    if verdict == "different":
        assert "yours is" in ran.json["counterexample"]
    if verdict in {"error", "wrong-form"}:
        assert ran.json["reason"]


def test_an_undeclared_name_comes_with_the_command_that_declares_it(run: Run) -> None:
    told = run("math", "x(x+1)", "--equals", "x^2 + x").fails(1, "column 1: there is no function x").err
    assert "studybuddy math 'x(x+1)' --let x --equals 'x^2 + x'" in told
    assert "--let 'x: [n,d]'" in told
    run("math", "a rate", "--let", "a").fails(1, "studybuddy math 'a rate' --let 'a; rate'")
    run("math", "x", "--let", "x: n").fails(1, "'n' is no assumption", "for a shape write [n]")
    run("math", "∑x").fails(1, "column 1: '∑' needs parentheses", "sum(x_i, i)")


def test_a_letter_that_is_not_declared_is_a_number_and_a_word_is_refused(run: Run) -> None:
    shown = run("math", "λ x + a", "--let", "a", "--equals", "a + x λ").ok().out
    assert "not declared, so numbers: lambda, x (a vector: --let 'lambda: [n]')" in shown
    assert run("math", "x^2", "--json").ok().json["numbers"] == ["x"]
    assert run("math", "x^2", "--let", "x", "--json").ok().json["numbers"] == []
    for words in (["rate"], ["x_i"], ["f(x)"]):
        run("math", *words).fails(1, "column 1: ")
    told = run("math", "softmax(z)").fails(1, "softmax is of a vector, but z is a scalar").err
    assert "declare its shape: studybuddy math 'softmax(z)' --let 'z: [n]'" in told


@pytest.mark.parametrize(("given", "expected"), [("log(a b)", "log(a) + log(b)"), ("x", "sqrt(x)^2")])
def test_equal_only_where_both_have_a_value_comes_with_a_point_where_one_has_none(
    run: Run, given: str, expected: str
) -> None:
    found = run("math", given, "--equals", expected, "--json").ok().json
    assert found["verdict"] == "equal"
    assert found["reason"].startswith("where both have a value; at ")
    assert found["reason"].endswith("expected undefined")
    everywhere = run("math", given, "--let", "a: positive; b: positive; x: positive", "--equals", expected)
    assert "where both" not in everywhere.ok().out
    turned = run("math", expected, "--equals", given)
    assert (turned.code, "yours is undefined" in turned.out) == (1, True)


def test_an_error_names_the_option_that_it_is_in(run: Run) -> None:
    run("math", "x", "--let", "x", "--equals", "x +").fails(1, "column 4 of --equals: the formula ends")
    run("math", "x", "--let", "draw x").fails(1, "column 6 of --let: a draw needs a range")
    run("math", "x", "--let", "x", "--equals", "rate").fails(1, "column 1 of --equals: rate is not declared")
    run("math", "x +", "--let", "x").fails(1, "column 4: the formula ends")
    assert "of --equals" in run("math", "x", "--let", "x", "--equals", "x +", "--json").json["reason"]


@pytest.mark.parametrize("words", [["math", "-x"], ["math", "-2x"], ["add", "-q", "A."]])
def test_a_text_that_begins_with_a_dash_is_told_its_place(run: Run, words: list[str]) -> None:
    run(*words).fails(2, "No such option", "goes after --, behind the options")
    assert "shape: scalar" in run("math", "--let", "x", "--", "-x").ok().out


def test_latex_is_printed_when_asked_for(run: Run) -> None:
    assert run("math", "x/2", "--let", "x", "--latex").ok().out == "\\frac{x}{2}\n"
    assert run("math", "1/3", "--latex").ok().out == "\\frac{1}{3}\n"
    both = run("math", "x/2", "--let", "x", "--equals", "0.5x", "--latex").ok().out
    assert both.splitlines() == ["\\frac{x}{2}", "equal: proved"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("0.1 + 0.2", "0.3"),
        ("binom(7 + 4 - 2, 7 - 1)", "84"),
        ("1/3", "0.3333333333"),
        ("log(0-1)", "undefined"),
    ],
)
def test_what_is_made_of_numbers_alone_has_its_value(run: Run, expression: str, value: str) -> None:
    assert run("math", expression).ok().out.endswith(f"\n\nvalue: {value}\n")
    assert set(run("math", expression, "--json").ok().json) == KEYS


def test_what_holds_a_letter_or_is_a_number_has_no_value_but_a_shape(run: Run) -> None:
    for words in (("x + 1", "--let", "x"), ("7",)):
        assert run("math", *words).ok().out.endswith("\n\nshape: scalar\n")


def test_a_formula_is_laid_out(run: Run) -> None:
    assert run("math", "--render", r"\frac{a}{b}").ok().out == "  a\n  ─\n  b\n"
    assert run("math", "--render", r"\frac{a}{b}", LANG="C").ok().out.isascii()


@pytest.mark.parametrize("latex", [r"\foo{x}", "{", r"\input{/etc/passwd}", r"\href{a}{b}", "🙂\\x"])
def test_a_formula_that_cannot_be_laid_out_is_shown_as_it_is(run: Run, latex: str) -> None:
    found = run("math", "--render", latex, "--json").ok().json
    assert found["rendered"] == latex
    assert found["reason"]


def test_without_anything_to_do_it_says_what_it_wants(run: Run) -> None:
    run("math").fails(2, "give an expression")
    run("math", "x", "--render", "x").fails(2, "give an expression")


def test_an_option_that_would_do_nothing_is_refused(run: Run) -> None:
    run("math", "x^2 + x", "--let", "x", "--form", "factored").fails(2, "--form needs something to compare")
    run("math", "x >= 1", "--let", "x", "--form", "factored").fails(2, "--form needs something to compare")
    assert "wrong-form" in run("math", "x^2 + x = x(x+1)", "--let", "x", "--form", "factored").out
    for words in (("--equals", "x"), ("--let", "x"), ("--form", "factored"), ("--latex",)):
        run("math", "--render", "x", *words).fails(2, "--render lays LaTeX out")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('touch hacked')",
        "().__class__.__bases__[0].__subclasses__()",
        "open('/etc/passwd').read()",
        "{0.__class__}",
        "%s%n",
        "lambda x: x",
        "exec",
        "x; import os",
        "(" * 10_000 + "x" + ")" * 10_000,
        "x+" * 50_000 + "x",
        "x" * 100_000,
        "-" * 1_000 + "x",
        "1e400000000",
        "\x00",
        "שלום",
        "🙂",
    ],
)
def test_text_that_is_no_math_is_one_clear_line(run: Run, text: str, tmp_path: Path) -> None:
    ran = run("math", "--let", "x", "--", text).fails(1, "column")
    assert len(ran.err) < 500
    assert not (Path.cwd() / "hacked").exists()


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9",
        "factorial(10^7)",
        "(a+b)^1000",
        "1/(a-a)",
        "log(-1)",
        "0/0",
        "sum(i^2, i=1..10^8)",
    ],
)
def test_a_bomb_is_judged_in_bounded_time(run: Run, text: str) -> None:
    found = run("math", text, "--let", "a; b", "--equals", "a", "--json")
    assert found.json["verdict"] in {"different", "undecided", "error"}


def test_a_name_that_shadows_a_function_or_is_declared_twice_is_an_error(run: Run) -> None:
    run("math", "x", "--let", "exp").fails(1, "exp already means something")
    run("math", "x", "--let", "x; x").fails(1, "declared twice")


# --- check -------------------------------------------------------------------------------------------------

WRONG = "let z\ngrad(log(1 + exp(z)), z) = 1 - sigmoid(z)   | wrong\n"


def test_check_names_file_line_and_counterexample(run: Run, write: Callable[..., Path]) -> None:
    path = write("math", derivation("A", "a", WRONG), front=FRONT)
    ran = run("check", str(path), "--json")
    assert ran.code == 1
    (problem,) = [each for each in ran.json["problems"] if each["severity"] == "error"]
    assert (problem["path"], problem["line"]) == (str(path), 12)
    assert "does not follow: at z = " in problem["message"]


def test_check_passes_sound_math_and_remembers_it(run: Run, write: Callable[..., Path], home: Path) -> None:
    run("decks").ok()
    path = write("math", derivation("A", "a", OLS), answer("B", "b", "expect 1/2"), front=FRONT)
    run("check", str(path)).ok()
    kept = home / ".cache" / "verified.json"
    first = kept.stat().st_mtime_ns
    run("check", str(path)).ok()
    assert kept.stat().st_mtime_ns == first
    path.write_text(path.read_text("utf-8").replace("expect 1/2", "expect 1/0"), encoding="utf-8")
    assert run("check", str(path)).code == 1
    assert run("check", str(path)).code == 1  # a fault is remembered too


def test_what_moves_within_its_file_is_told_at_its_new_line(run: Run, write: Callable[..., Path]) -> None:
    run("decks")
    path = write("math", derivation("A", "a", WRONG), front=FRONT)
    before = run("check", str(path), "--json").json["problems"][0]["line"]
    text = path.read_text("utf-8").replace("## A", "More\nprose.\n\n## A")
    path.write_text(text, encoding="utf-8")
    assert run("check", str(path), "--json").json["problems"][0]["line"] == before + 3


@pytest.mark.parametrize("content", ["", "[]", "{", '{"rules": 1}', '{"rules": "x", "found": []}'])
def test_a_broken_memory_of_checks_is_made_anew(
    run: Run, write: Callable[..., Path], home: Path, content: str
) -> None:
    kept = home / ".cache" / "verified.json"
    path = write("math", derivation("A", "a", WRONG), front=FRONT)
    kept.parent.mkdir(parents=True)
    kept.write_text(content, encoding="utf-8")
    assert run("check", str(path)).code == 1


def test_a_check_alone_makes_no_home(run: Run, shipped: Path, home: Path, write: Callable[..., Path]) -> None:
    write("math", answer("B", "b", "expect 1/2"), under=shipped, front=FRONT)
    run("check", str(shipped)).ok()
    assert not home.exists()


def test_check_lists_what_each_line_needs_when_it_is_asked(run: Run, write: Callable[..., Path]) -> None:
    lines = "let x: positive; s: prob\nx + s = s + x | order\nlog(x^2) = 2 log(x) | a power\n"
    path = write("math", derivation("A", "a", lines + "1 + x = 3 x | wrong\n"), front=FRONT)
    at = 1 + path.read_text("utf-8").split("\n").index("log(x^2) = 2 log(x) | a power")
    told = run("check", str(path), "--assumptions").out.splitlines()
    assert [line for line in told if "needs" in line] == [f"{path}:{at}: needs that x is positive"]
    assert "needs that" not in run("check", str(path)).out
    listed = run("check", str(path), "--assumptions", "--json").json["assumptions"]
    assert listed == [{"path": str(path), "line": at, "needs": ["x is positive"]}]


# --- a session ---------------------------------------------------------------------------------------------


def test_the_numbers_of_a_review_are_those_of_its_stored_seed(
    run: Run, write: Callable[..., Path], home: Path
) -> None:
    write("math", answer("Twice [[k]]?", "twice", "draw k: 1..10000\nexpect 2k"), front=FRONT)
    out = run("review", "--kind", "answer", stdin="foo(\n\n1\n").ok().out
    assert "That cannot be read; it costs nothing" in out
    assert "there is no function foo" in out
    with closing(sqlite3.connect(home / "studybuddy.db")) as database:
        ((seed,),) = database.execute("SELECT seed FROM review").fetchall()
    (number,) = draw_values(parse_declarations("draw k: 1..10000"), seed).values()
    assert f"Twice {number}?" in out


REVIEW = """
import io, sys
sys.argv = ["studybuddy", "review", "--kind", "derivation"]
sys.stdin = io.TextIOWrapper(io.BytesIO(b""))
from studybuddy.cli import main
try:
    main()
except SystemExit:
    pass
slow = ("numpy", "sympy", "mpmath", "studybuddy.notation.parser")
print("loaded:", [name for name in slow if name in sys.modules])
"""


def test_starting_a_review_with_derivations_loads_no_engine(run: Run, write: Callable[..., Path]) -> None:
    write("math", derivation("A", "a", OLS), front=FRONT)
    run("decks").ok()
    started = subprocess.run(
        [sys.executable, "-c", REVIEW],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=environment_of_child(),
    )
    assert "line 1/5" in started.stdout
    assert started.stdout.endswith("loaded: []\n")


@pytest.mark.parametrize(
    "command",
    [
        ("due",),
        ("search", "Twice"),
        ("due", "--json"),
        ("search", "Twice", "--json"),
        ("show", "twice", "--json"),
    ],
)
def test_lists_and_scripts_call_what_is_drawn_anew_by_its_name(
    run: Run, write: Callable[..., Path], command: tuple[str, ...]
) -> None:
    write("math", answer("Twice [[k]]?", "twice", "draw k: 1..10000\nexpect 2k"), front=FRONT)
    said = run(*command).ok().out
    assert "Twice k?" in said
    assert "[[k]]" not in said


def test_the_list_of_what_was_forgotten_calls_a_drawn_number_by_its_name(
    run: Run, write: Callable[..., Path]
) -> None:
    write("math", answer("Twice [[k]]?", "twice", "draw k: 1..10000\nexpect 2k"), front=FRONT)
    run("review", stdin="0\n3\n3\n3\n").ok()
    said = run("review", stdin="0\n1\n:quit\n", STUDYBUDDY_NOW="2027-03-03T09:00:00+01:00").ok().out
    assert "Forgotten today: 1" in said
    assert "✗ Twice k?" in said
    assert "[[k]]" not in said


HOSTILE_LATEX = (
    r"\frac{a", r"\unknown{x}", r"\href{https://example.org}{x}", r"\input{/etc/passwd}", r"\def\x{\x\x}\x",
    "a}b{", "\\text{\u05e9\u05dc\u05d5\u05dd}", "x \u202e y", "\\text{\U0001f600}", "{" * 2_000,
    "x + " * 20_000,
)  # fmt: skip


@pytest.mark.parametrize("latex", HOSTILE_LATEX, ids=range(len(HOSTILE_LATEX)))
def test_a_card_with_latex_that_cannot_be_drawn_is_asked_with_its_source(
    run: Run, write: Callable[..., Path], latex: str
) -> None:
    body = f"Inline ${latex}$ and\n\n$$\n{latex}\n$$\n\nthe end."
    write("math", f"## A card {{#card}}\n\n{body}", front=FRONT)
    asked = run("review", stdin="\n3\n").ok().out
    assert "the end." in asked
    shown = "".join(asked.split())
    visible = "".join(c for c in latex if c.isprintable() and c != " ")
    assert visible[:60] in shown
    assert "\u202e" not in asked
    (review,) = run("history", "card", "--json").ok().json
    assert review["grade"] == 4

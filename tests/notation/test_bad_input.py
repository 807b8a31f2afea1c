import builtins
import os
import subprocess
import sys
from typing import NoReturn

import pytest
from command_line import environment_of_child

from studybuddy.notation.compare import Verdict, compare_texts
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.derivation import parse_checked, parse_derivation
from studybuddy.notation.errors import NotationError
from studybuddy.notation.parser import parse
from studybuddy.notation.progress import progress
from studybuddy.notation.standing import Standing
from studybuddy.notation.verify import verify

INJECTIONS = (
    "__import__('os').system('touch /tmp/owned')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__.__mro__",
    "exec('import os')",
    "eval('1+1')",
    "open('/etc/passwd').read()",
    "lambda: 1",
    "x if x else y",
    "[y for y in x]",
    "{x: y}",
    "f'{x}'",
    "'%s' % x",
    "{0.__class__}",
    "x; import os",
    "x := 1",
    "os.system('ls')",
    "globals()",
    "breakpoint()",
    "print(x)",
    "x\nimport os",
    "`ls`",
    "$(ls)",
    "${HOME}",
    "sympify('x')",
    "Symbol('x')",
    "S(1)",
    "@decorator",
    "x#comment",
    "\x00x",
    "x\u202ey",
    "🙂",
    "\\href{javascript:1}{x}",
    "\\input{/etc/passwd}",
    "<script>x</script>",
    "None",
    "True",
    "import",
    "del x",
    "raise",
    "yield x",
)
BOMBS = (
    "factorial(10^7)",
    "10000000!",
    "gamma(10^9)",
    "binom(10^9, 10^8)",
    "9^9^9^9^9",
    "9**9**9",
    "2^(2^(2^(2^(2^2))))",
    "exp(exp(exp(exp(10))))",
    "sin(10^300)",
    "sin(10^(10^8))",
    "(a+b)^1000",
    "prod(prod(a^k, k=1..9999), j=1..9999)",
    "sum(k!, k=1..20000)",
    "sum(sum(a, j=1..19999), k=1..19999)",
    "ones(12, 12) ones(12, 12)",
    "det(2 eye(12))^999999",
    "eye(12)^(10^9)",
    "sum(i^2, i=1..10^8)",
    "sumall((X X')^9)",
    "grad(" * 20 + "a^9" + ", a)" * 20,
    "(" * 15 + "grad(grad(a^2, a), a)" + ")^2" * 15,
)
DANGEROUS_NAMES = ("__import__", "eval", "exec", "os", "system", "self", "lambda", "class", "None", "x0or1")


def _refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError("text reached the interpreter")


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every door to running text raise."""
    # Loading modules runs code, so everything is loaded before the doors close.
    compare_texts("x", "x", parse_declarations("x"), seed=1)
    monkeypatch.setattr(builtins, "eval", _refuse)
    monkeypatch.setattr(os, "system", _refuse)
    monkeypatch.setattr(subprocess, "Popen", _refuse)


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("text", INJECTIONS, ids=range(len(INJECTIONS)))
def test_text_is_never_run(text: str) -> None:
    known = parse_declarations("x; y")
    found = compare_texts(text, "x", known, seed=1)
    assert found.verdict is Verdict.ERROR
    assert found.reason.startswith("column ")


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("name", DANGEROUS_NAMES)
def test_names_that_are_code_are_names_or_refused(name: str) -> None:
    try:
        known = parse_declarations(f"let {name}")
    except NotationError:
        return
    assert compare_texts(f"{name} + 1", f"1 + {name}", known, seed=1).verdict is Verdict.EQUAL


@pytest.mark.parametrize("text", INJECTIONS, ids=range(len(INJECTIONS)))
def test_declarations_and_derivations_are_refused_alike(text: str) -> None:
    with pytest.raises(NotationError):
        parse_declarations(f"def q = {text}") if "\n" not in text else parse_declarations(text)
    derivation = parse_derivation(f"let x; y\nx = {text} | so".replace("\n", " ", text.count("\n") + 1))
    assert derivation.faults


@pytest.mark.parametrize("text", BOMBS)
def test_a_bomb_comes_back_with_some_verdict(text: str) -> None:
    known = parse_declarations("a; b; X: [n,d]")
    assert compare_texts(text, "1", known, seed=1).verdict is not Verdict.EQUAL


JUDGING = """
import resource, sys
from studybuddy.notation.compare import compare_texts
from studybuddy.notation.declarations import parse_declarations
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
known = parse_declarations("a; b; X: [n,d]")
for text in sys.argv[1:]:
    compare_texts(text, "1", known, seed=1)
if sys.platform == "linux":  # where the resource usage begins at that of the process that started this one
    with open("/proc/self/status") as status:
        print(next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM:")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of a process are a POSIX thing")
def test_all_bombs_together_stay_within_a_small_share_of_memory() -> None:
    judged = subprocess.run(
        [sys.executable, "-c", JUDGING, *BOMBS],
        capture_output=True, text=True, check=True, env=environment_of_child(),
    )  # fmt: skip
    assert int(judged.stdout) < 300, "MiB at the most"


def test_a_hundred_kilobytes_are_refused_by_their_length() -> None:
    with pytest.raises(NotationError, match="too long"):
        parse("1+" * 50_000, parse_declarations("x"))
    assert parse_derivation("let x\nx = " + "x+" * 50_000 + "x | so").faults


@pytest.mark.parametrize("text", ["1 + {1}", "{{1}}", "{} = {}", "x = {1}", "exp({x})", "{}!"])
def test_a_set_inside_of_something_is_an_error_that_points(text: str) -> None:
    with pytest.raises(NotationError, match=r"the set .* stands inside of something"):
        parse_checked(text, parse_declarations("x"))


@pytest.mark.parametrize(
    ("given", "expected", "verdict", "said"),
    [
        ("inf!", "1", Verdict.DIFFERENT, "yours is infinite"),
        ("(-inf)!", "1", Verdict.DIFFERENT, "yours is undefined"),
        ("gamma(-inf)", "1", Verdict.DIFFERENT, "yours is undefined"),
        ("binom(inf, 2)", "1", Verdict.DIFFERENT, "yours is undefined"),
        ("binom(2000, 1000)", "1", Verdict.DIFFERENT, "yours is"),
        ("1", "inf!", Verdict.UNDECIDED, "overflow"),
        ("sum(k, k=inf..1)", "1", Verdict.UNDECIDED, "a sum starts at infinity"),
        ("sum(k, k=1..(1/0 - 1/0))", "1", Verdict.ERROR, "no whole number"),
        ("sum(k, k=1..-inf)", "1", Verdict.UNDECIDED, "no end"),
        ("0/0", "0/0", Verdict.UNDECIDED, "undefined"),
        ("log(-x^2)", "log(-x^2)", Verdict.UNDECIDED, "undefined"),
        ("exp(1000)", "exp(1001)", Verdict.DIFFERENT, "yours is 1.97e+434, expected 5.355e+434"),
        ("-exp(1000)", "1", Verdict.DIFFERENT, "yours is -1.97e+434, expected 1"),
    ],
)
def test_what_is_infinite_or_undefined_is_judged_in_words(
    given: str, expected: str, verdict: Verdict, said: str
) -> None:
    found = compare_texts(given, expected, parse_declarations("x; index k: 3"), seed=3)
    assert found.verdict is verdict
    assert said in found.reason + found.counterexample


def test_infinity_equals_itself_and_is_not_told_by_digits() -> None:
    assert compare_texts("inf", "inf", parse_declarations(""), seed=3).verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    ("given", "expected"), [("10 = X", "X'X w = w"), ("X = 10", "w = 10"), ("X = 0", "v = 0")]
)
def test_equations_of_different_shapes_are_compared_without_a_crash(given: str, expected: str) -> None:
    known = parse_declarations("X: [n,d]; w: [d]; v: [n]")
    found = compare_texts(given, expected, known, seed=3)
    assert found.verdict in (Verdict.DIFFERENT, Verdict.UNDECIDED)
    assert found.reason or found.counterexample


def test_a_derivative_of_what_does_not_depend_on_the_variable_has_its_shape_inside_another_too() -> None:
    known = parse_declarations("s; w: [d]")
    assert compare_texts("grad(grad(s^2, s), w)", "zeros(d)", known, seed=3).verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    "line",
    [
        "10 = X | odd",
        "0/0 = 0/0 | odd",
        "log(-s^2) = log(-s^2) | odd",
        "{} = {} | odd",
        "s = inf! | odd",
        "solve s = inf! : s = 1 | odd",
    ],
)
def test_an_odd_step_is_a_fault_and_never_a_crash(line: str) -> None:
    report = verify(parse_derivation(f"let s; X: [n,d]\n{line}"), seed=3)
    assert not report.verified


@pytest.mark.parametrize("text", ["grad(gamma(s - 10^9 - 1/2), s)", "grad(gamma(-10^12 s), s)"])
def test_the_slope_of_gamma_far_below_zero_takes_no_time(text: str) -> None:
    assert compare_texts(text, "1", parse_declarations("s"), seed=3).verdict is not Verdict.EQUAL


def test_fifty_digits_reach_the_elements_of_an_identity_matrix() -> None:
    found = compare_texts("gamma(ones(3) + 1) + exp(zeros(3))", "2 ones(3)", parse_declarations(""), seed=3)
    assert found.verdict is Verdict.EQUAL
    assert compare_texts(
        "gamma(eye(3) + ones(3,3))", "ones(3,3)", parse_declarations(""), seed=3
    ).verdict is (Verdict.EQUAL)
    line, derivation = "= sumall(gamma(eye(10)))^factorial(inf)", parse_derivation("let s\ns = 2 s - s")
    assert "yours is infinite" in progress(line, derivation, 0, seed=5).counterexample


@pytest.mark.parametrize(
    "line",
    [
        "x y = x + y | only where it happens to hold",
        "x^2 = x | true of 0 and 1 alone",
        "relu(x) = 0 | only on one side, or at zero",
        "|x| = -x | likewise",
        "solve x^2 = y^2 : x = y | or the other root",
        "w' v = 0 | orthogonal by chance",
        "A B = B A | matrices that commute by chance",
        "sum(w_i, i) = w_1 | where the others cancel",
    ],
)
def test_a_step_that_is_true_only_on_a_set_of_measure_zero_is_refused(line: str) -> None:
    report = verify(
        parse_derivation(f"let x; y; w: [d]; v: [d]; A: [n,n]; B: [n,n]\nindex i: d\n{line}"), seed=3
    )
    assert not report.verified


@pytest.mark.parametrize("typed", ["x = y", "= 2 y", "x^2 = y x", "x + y = 2 y"])
def test_a_typed_line_that_is_true_only_on_a_set_of_measure_zero_is_wrong(typed: str) -> None:
    derivation = parse_derivation("let x; y\nx + y = y + x | in another order\n = 2 y + (x - y) | and so on")
    assert progress(typed, derivation, 0, seed=5).standing is Standing.WRONG

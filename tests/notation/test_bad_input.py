import builtins
import os
import subprocess
from typing import NoReturn

import pytest

from studybuddy.notation.compare import Verdict, compare_texts
from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.derivation import parse_derivation
from studybuddy.notation.errors import NotationError
from studybuddy.notation.parser import parse

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


@pytest.mark.parametrize(
    "text",
    [
        "factorial(10^7)",
        "10000000!",
        "gamma(10^9)",
        "binom(10^9, 10^8)",
        "9^9^9^9^9",
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
    ],
)
def test_a_bomb_comes_back_with_some_verdict(text: str) -> None:
    known = parse_declarations("a; b")
    assert compare_texts(text, "1", known, seed=1).verdict is not Verdict.EQUAL


def test_a_hundred_kilobytes_are_refused_by_their_length() -> None:
    with pytest.raises(NotationError, match="too long"):
        parse("1+" * 50_000, parse_declarations("x"))
    assert parse_derivation("let x\nx = " + "x+" * 50_000 + "x | so").faults

import pytest
from math_cards import HEAD

from studybuddy.kinds.deck import read_deck
from studybuddy.model import Severity


def problems(text: str) -> list[tuple[int, str]]:
    found = read_deck(HEAD + text, path_shown="deck.md", deck="deck", formulas=True)
    assert all(problem.severity is Severity.WARNING for problem in found.problems)
    return [(problem.source.line, problem.message) for problem in found.problems]


@pytest.mark.parametrize(
    "latex", [r"\foo{x}", r"\frac{1}{", r"\href{http://x}{y}", r"\input{/etc/passwd}", r"x \left( y"]
)
def test_a_formula_that_cannot_be_laid_out_is_a_warning_of_its_line(latex: str) -> None:
    message = f"a formula that cannot be laid out: {latex}"
    assert problems(f"## A {{#a}}\n\nb ${latex}$ c\n") == [(10, message)]
    assert problems(f"## A {{#a}}\n\nb\n\n$$\n{latex}\n$$\n") == [(12, message)]
    assert problems(f"## A ${latex}$ {{#a}}\n\nb\n") == [(8, message)]
    assert problems(f"## A {{#a}}\n\nb\n\n### Hint\n\n- ${latex}$\n") == [(14, message)]


def test_formulas_that_can_be_laid_out_and_dollars_are_no_problem() -> None:
    assert problems(r"## A $x^2$ {#a}" + "\n\n" + r"$\frac{1}{n}\sum_i x_i$, \$5 and `$\foo$`" + "\n") == []


def test_a_sync_does_not_lay_out_formulas() -> None:
    assert read_deck(HEAD + "## A {#a}\n\n$\\foo$\n", path_shown="deck.md", deck="deck").problems == ()

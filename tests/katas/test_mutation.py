import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.katas.mutation import mutants


def changes(code: str) -> set[str]:
    return {mutant.after for mutant in mutants(code, "reference", 1)}


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("return a + b", "return a - b"),
        ("return a + b", "return a"),
        ("return a < b", "return a <= b"),
        ("return a.sum(axis=-1, keepdims=True)", "return a.sum(axis=-1, keepdims=False)"),
        ("return a.sum(axis=-1, keepdims=True)", "return a.sum(keepdims=True)"),
        ("return a.sum(axis=-1)", "return a.sum(axis=1)"),
        ("return a.max()", "return a.min()"),
        ("return a.copy()", "return a"),
        ("return a.T @ b", "return a @ b"),
        ("return a @ b", "return b @ a"),
        ("return np.sqrt(a)", "return a"),
        ("return a[1:]", "return a[:]"),
        ("return a and b", "return a or b"),
        ("return 2.0", "return 4.0"),
        ("a += 1", "a -= 1"),
        ("a += 1", "pass"),
        ("if a: return 1", "if not a:"),
    ],
)
def test_operator_makes_the_mutant(line: str, after: str) -> None:
    assert after in changes(f"def f(a, b):\n    {line}\n")


SOLUTION = '''import numpy as np

def f(x):
    """Text."""
    y = x - 1
    if y > 0:
        return y * 2
    raise ValueError('no 1')
'''


def test_mutants_parse_differ_and_are_no_doubles() -> None:
    found = [mutant.code for mutant in mutants(SOLUTION, "reference", 10)]
    assert len(found) == len(set(found))
    assert ast.unparse(ast.parse(SOLUTION)) + "\n" not in found
    for code in found:
        ast.parse(code)


def test_mutants_name_the_markdown_line_and_the_statement() -> None:
    found = {(each.line, each.before, each.after) for each in mutants(SOLUTION, "reference", 10)}
    assert (14, "y = x - 1", "y = x + 1") in found
    assert (16, "return y * 2", "return y / 2") in found


def test_imports_docstrings_and_messages_are_left_alone() -> None:
    for mutant in mutants(SOLUTION, "reference", 1):
        assert "import numpy as np" in mutant.code
        assert "Text." in mutant.code
        assert "raise ValueError('no 1')" in mutant.code


@given(
    st.sampled_from(
        ["a", "a + 1", "-a", "a[0]", "f(a, b)", "a.b()", "(a, b)", "{1: a}", "[x for x in a if x]"]
    )
)
def test_mutating_leaves_nothing_behind(expression: str) -> None:
    code = f"def g(a, b):\n    return {expression}\n"
    assert mutants(code, "x", 1) == mutants(code, "x", 1)

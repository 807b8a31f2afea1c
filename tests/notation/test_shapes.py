import pytest

from studybuddy.notation.declarations import parse_declarations
from studybuddy.notation.errors import NotationError
from studybuddy.notation.parser import parse
from studybuddy.notation.shapes import shape_of

KNOWN = parse_declarations(
    "let X: [n,d]; A: [n,n]; W: [d,k]; y: [n]; w: [d]; c; z: [n]; B: [2,3]; index i: n; j: d; "
    "def L = ||X w - y||^2"
)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("X w", ("n",)),
        ("X'X", ("d", "d")),
        ("y'z", ()),
        ("y z'", ("n", "n")),
        ("w'X'y", ()),
        ("c + y", ("n",)),
        ("2 A - A'", ("n", "n")),
        ("sigmoid(X w)", ("n",)),
        ("grad(L, w)", ("d",)),
        ("grad(L, X)", ("n", "d")),
        ("grad(L, w_j)", ()),
        ("jac(X w, w)", ("n", "d")),
        ("jac(L, w)", (1, "d")),
        ("X_i", ("d",)),
        ("X_ij", ()),
        ("y_i", ()),
        ("sum(y_i X_i, i)", ("d",)),
        ("inv(A)", ("n", "n")),
        ("A^-1", ("n", "n")),
        ("diag(y)", ("n", "n")),
        ("diag(A)", ("n",)),
        ("[1, 2; 3, 4]", (2, 2)),
        ("[1; 2]", (2,)),
        ("B [1; 2; 3]", (2,)),
        ("eye(n) + A", ("n", "n")),
        ("ones(n, d)'y", ("d",)),
        ("y^2", ("n",)),
        ("y/z", ("n",)),
        ("tr(A)", ()),
        ("Var[y]", ("n", "n")),
        ("mean(y)", ()),
        ("X w = y", ("n",)),
        ("grad(L, w) = 0", ("d",)),
        ("softmax(X)", ("n", "d")),
        ("X W", ("n", "k")),
    ],
)
def test_shapes_are_inferred(text: str, shape: tuple[object, ...]) -> None:
    assert shape_of(parse(text, KNOWN), KNOWN) == shape


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("A + c", "scalar and a matrix", "c*eye(n)"),
        ("X + 1", "scalar and a matrix", "ones(n,d)"),
        ("X y", "inner dimensions d and n", "X' y"),
        ("X'w", "inner dimensions n and d", "X w"),
        ("y z", "ambiguous", "inner product"),
        ("y + w", "shapes differ", ""),
        ("y + z'", "shapes differ", "'"),
        ("A/A", "divided by a matrix", "inv"),
        ("X^2", "not square", "X'X"),
        ("A^0.5", "whole number", ""),
        ("inv(X)", "square", ""),
        ("grad(X w, w)", "scalar", "jac"),
        ("grad(L, L)", "definition", ""),
        ("y_j", "runs to d", "index j"),
        ("c_i", "takes no 1 index", "declare its shape"),
        ("y_0", "out of range", ""),
        ("B[3,1]", "out of range", ""),
        ("mean(c)", "vector", ""),
        ("X w = w", "differ in shape", ""),
        ("y = y'", "differ in shape", "transpose"),
        ("|A|", "matrix", "det"),
        ("eye(3.5)", "no dimension", ""),
        ("max(y, w)", "differ in shape", ""),
        ("sum(c, n)", "no declared index", "index n"),
        ("y .* w", "equal shapes", ""),
        ("{y, c}", "differ in shape", ""),
        ("[y, c]", "scalar", ""),
    ],
)
def test_a_misfit_is_explained(text: str, message: str, hint: str) -> None:
    with pytest.raises(NotationError) as caught:
        shape_of(parse(text, KNOWN), KNOWN)
    assert message in caught.value.message
    assert hint in caught.value.suggestion
    assert 0 <= caught.value.column < len(text)

from typing import Any

import numpy as np
import pytest

from studybuddy.katas.comparing import close, in_parts, show, up_to_permutation, up_to_sign

A = np.arange(6.0).reshape(2, 3)


@pytest.mark.parametrize(
    ("got", "expected", "kind", "words"),
    [
        (A.T, A, "shape", "shape (3, 2), expected (2, 3)"),
        (A[0], A, "shape", "expected (2, 3)"),
        (A[None], A, "shape", "shape (1, 2, 3)"),
        (A.astype(int), A, "dtype", "integers (int64), expected floats"),
        (A.astype(np.float32), A, "dtype", "precision was lost"),
        (A > 1, A, "dtype", "booleans"),
        (A * np.nan, A, "nonfinite", "6 of 6 values are not finite: nan at [0, 0], expected 0"),
        (
            A + np.array([[0, 0, 0], [0, 2, 1]]),
            A,
            "values",
            "2 of 6 elements differ; the worst, at [1, 1]: 6, expected 4",
        ),
        (A.tolist(), A, "structure", "a list of 2, expected an array"),
        (None, A, "structure", "None (is a return missing?)"),
        (1.5, 2.0, "values", "returned 1.5, expected 2"),
        (2.0, 2, "dtype", "floats"),
        ([1, 2], [1, 2, 3], "shape", "2 items, expected 3"),
        ([1, 3], [1, 2], "values", "item 1: returned 3, expected 2"),
        ({"a": 1}, {"b": 1}, "structure", "keys differ"),
        ({"a": 1}, {"a": 2}, "values", "key 'a'"),
        ("spam", "eggs", "values", "returned 'spam', expected 'eggs'"),
        (1.0000001234, 1.0, "values", "1.000000123, expected 1"),
    ],
)
def test_difference_is_named(got: Any, expected: Any, kind: str, words: str) -> None:
    difference = close()(got, expected)
    assert difference is not None
    assert difference.kind == kind
    assert words in difference.sentence


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (A + 1e-12, A),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
        (2.0, np.float64(2.0)),
        (np.array(2.0), 2.0),
        (0, 0.0),
        ((1, 2), [1, 2]),
        ([A, "x"], (A, "x")),
        ({"k": A}, {"k": A}),
        (None, None),
        (np.int32(3), 3),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_equal_values_do_not_differ(got: Any, expected: Any) -> None:
    assert close()(got, expected) is None


def test_sign_is_free_per_vector_but_not_per_component() -> None:
    q = np.linalg.qr(np.random.default_rng(0).normal(size=(4, 4)))[0]
    flipped = q * np.array([1, -1, -1, 1])
    assert up_to_sign(axis=0)(flipped, q) is None
    assert up_to_sign(axis=0)((q.T * np.array([1, -1, -1, 1])).T, q) is not None
    assert up_to_sign(axis=1)((q.T * np.array([1, -1, -1, 1])).T, q) is None


def test_order_is_free_but_each_item_counts_once() -> None:
    rows = np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0]])
    assert up_to_permutation()(rows[[2, 1, 0]], rows) is None
    assert up_to_permutation()(rows[[0, 1, 1]], rows) is not None
    assert up_to_permutation(axis=1)(rows[:, ::-1], rows) is None
    assert up_to_permutation()(["b", "a"], ["a", "b"]) is None
    assert up_to_permutation()(["a", "a"], ["a", "b"]) is not None


def test_parts_are_compared_each_in_its_way() -> None:
    same = in_parts(None, up_to_sign(0))
    assert same((1.0, -A), (1.0, A)) is None
    difference = same((2.0, A), (1.0, A))
    assert difference is not None
    assert difference.sentence.startswith("item 0")


def test_a_long_array_is_cut_and_its_shape_is_not() -> None:
    shown = show(np.random.default_rng(0).normal(size=(9, 8, 7)))
    assert len(shown) == 300
    assert shown.endswith("…  (shape (9, 8, 7), float64)")
    assert show(np.array([1.0, 2.0])) == "[1., 2.]  (shape (2,), float64)"
    assert show("x" * 400) == f"'{'x' * 298}…"

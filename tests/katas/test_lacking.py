"""Telling a feature that NumPy lacks from a mistake of the learner's."""

import numpy as np
import pytest

from studybuddy.katas.lacking import lacking, told


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("module 'numpy' has no attribute 'trapezoid'", "np.trapezoid"),
        ("module 'numpy.linalg' has no attribute 'vecdot'. Did you mean: 'svd'?", "np.linalg.vecdot"),
        ("cannot import name 'trapezoid' from 'numpy' (/lib/numpy/__init__.py)", "np.trapezoid"),
        ("No module named 'numpy.strings'", "np.strings"),
    ],
)
def test_what_is_missing_is_named_as_it_is_written(message: str, name: str) -> None:
    words = f"NumPy {np.__version__}, which is installed here, has no `{name}`"
    assert lacking(message) == words
    assert told(AttributeError(message)) == f"{words} ({message})"


@pytest.mark.parametrize(
    "message",
    [
        "'numpy.ndarray' object has no attribute 'append'",
        "No module named 'numpy_extra'",
        "name 'np' is not defined",
    ],
)
def test_other_mistakes_are_not_numpys(message: str) -> None:
    assert lacking(message) == ""
    assert told(NameError(message)) == message

"""The message of an exception goes in; which feature the NumPy that is installed lacks comes out."""

import re

import numpy as np

# Texts, since compiling them would cost every check, and hardly any needs them.
_ABSENT = r"module '(numpy[\w.]*)' has no attribute '(\w+)'"
_NOT_IMPORTED = r"cannot import name '(\w+)' from '(numpy[\w.]*)'"
_NO_MODULE = r"No module named '(numpy\.[\w.]+)'"


def lacking(message: str) -> str:
    """Return a sentence about what NumPy lacks, as an older or a newer one may; empty if it is not that."""
    name = _name(message) if "numpy" in message else ""
    return f"NumPy {np.__version__}, which is installed here, has no `{name}`" if name else ""


def told(error: BaseException) -> str:
    """Return the words of an error of a deck's code, with what NumPy lacks in front of them."""
    lack = lacking(str(error))
    return f"{lack} ({error})" if lack else str(error)


def _name(message: str) -> str:
    if found := re.search(_ABSENT, message):
        return f"{_short(found[1])}.{found[2]}"
    if found := re.search(_NOT_IMPORTED, message):
        return f"{_short(found[2])}.{found[1]}"
    if found := re.search(_NO_MODULE, message):
        return _short(found[1])
    return ""


def _short(module: str) -> str:
    return re.sub(r"^numpy\b", "np", module)

"""The message of an exception goes in; which feature the NumPy that is installed lacks comes out."""

import re

import numpy as np

_ABSENT = re.compile(r"module '(numpy[\w.]*)' has no attribute '(\w+)'")
_NOT_IMPORTED = re.compile(r"cannot import name '(\w+)' from '(numpy[\w.]*)'")
_NO_MODULE = re.compile(r"No module named '(numpy\.[\w.]+)'")


def lacking(message: str) -> str:
    """Return a sentence about what NumPy lacks, as an older or a newer one may; empty if it is not that."""
    name = _name(message)
    return f"NumPy {np.__version__}, which is installed here, has no `{name}`" if name else ""


def told(error: BaseException) -> str:
    """Return the words of an error of a deck's code, with what NumPy lacks in front of them."""
    lack = lacking(str(error))
    return f"{lack} ({error})" if lack else str(error)


def _name(message: str) -> str:
    if found := _ABSENT.search(message):
        return f"{_short(found[1])}.{found[2]}"
    if found := _NOT_IMPORTED.search(message):
        return f"{_short(found[2])}.{found[1]}"
    if found := _NO_MODULE.search(message):
        return _short(found[1])
    return ""


def _short(module: str) -> str:
    return re.sub(r"^numpy\b", "np", module)

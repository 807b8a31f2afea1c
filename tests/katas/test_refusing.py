"""Which source may be counted, and which is turned away for what it could hide."""

import pytest

from studybuddy.katas.refusing import refusals

HONEST = [
    "np.add.reduce(x, axis=1)",
    "from numpy import add\nadd.accumulate(x)",
    "from numpy.lib.stride_tricks import sliding_window_view",
    "from __future__ import annotations",
    "from collections import OrderedDict, deque",
    "from dataclasses import dataclass, field",
    "import itertools, math, heapq, collections.abc",
    "import scipy.special\nfrom torch import nn",
    "np.__version__.startswith('2')",
    "class Cache:\n    def __init__(self):\n        super().__init__()\n        self._load = {}",
    "class Cache:\n    def __len__(self):\n        return len(self._load)",
    "rng.random(3)",
    "max(window, 1) + min(1, *x.shape) + max(x.shape[1:]) + sum((1, 2)) + any(row.any() for row in x)",
    "from fractions import Fraction\nimport decimal",
    "np.sum(x) + x.max()",
    "from numpy import sum\nsum(x)",
    "def f(x, sum):\n    return sum(x)",
    "def f(x, filter):\n    map = filter * x\n    return [map for map in (map,)]",
]


@pytest.mark.parametrize("source", HONEST)
def test_what_computing_needs_is_not_refused(source: str) -> None:
    assert refusals(source, loops=True) == ()


LEADING_OUT = {
    "import os": "os",
    "import os.path as p": "os",
    "from os import write": "os",
    "from studybuddy.katas import watching": "studybuddy",
    "import studybuddy.katas.watching": "studybuddy",
    "import numpy.ctypeslib": "ctypeslib",
    "from numpy.lib.npyio import pickle": "pickle",
    "import numpy as np\nnp.lib.npyio.os": "os",
    "import collections\ncollections._sys": "_sys",
    "def f(): ...\nf.__code__": "__code__",
    "print.__self__": "__self__",
    "match print:\n    case object(__self__=found):\n        pass": "__self__",
    "class A:\n    __array_interface__ = {}": "__array_interface__",
    "class A:\n    def __array_struct__(self): ...": "__array_struct__",
    "breakpoint()": "breakpoint",
    "open(4, 'wb')": "open",
    "getattr(print, 'x')": "getattr",
    "import threading": "threading",
    "import \uff4f\uff53": "os",  # full-width letters are the same name to Python
    "import typing\ntyping.get_type_hints": "get_type_hints",
}


@pytest.mark.parametrize("source", LEADING_OUT)
@pytest.mark.parametrize("loops", [True, False])
def test_what_leads_to_the_count_is_refused_with_its_line(source: str, *, loops: bool) -> None:
    (line, name), *_ = refusals(source, loops=loops)
    assert name == LEADING_OUT[source]
    assert 1 <= line <= source.count("\n") + 1


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("x.tolist()", "tolist"),
        ("def f(x, m=map):\n    return list(m(abs, x))", "map"),
        ("def f(x):\n    def g():\n        map = 1\n    return list(map(abs, x))", "map"),
        ("map = [map][0]\ndef f(x):\n    return list(map(abs, x))", "map"),
        ("list(map(abs, x))", "map"),
        ("import statistics", "statistics"),
        ("import functools\nfunctools.reduce(f, x)", "reduce"),
        ("from itertools import accumulate", "accumulate"),
        ("def f(x):\n    return sum(x) / len(x)", "sum"),
        ("sum(x, 0)", "sum"),
        ("max(x)", "max"),
    ],
)
def test_what_loops_unseen_is_refused_where_loops_are_counted_only(source: str, name: str) -> None:
    assert refusals(source, loops=False) == ()
    assert refusals(source, loops=True)[0][1] == name

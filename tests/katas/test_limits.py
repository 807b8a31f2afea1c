"""Slow and greedy solutions: the limit they hit is named with the input, and the line where they stood."""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fixture_reader import read_kata

from studybuddy.katas.check import PRELOAD, check
from studybuddy.katas.kata import Kata, kata_from_fields
from studybuddy.katas.report import Diagnosis
from studybuddy.workers import host
from studybuddy.workers.cold import ColdHost
from studybuddy.workers.host import Host
from studybuddy.workers.surroundings import Recipe

SHORT, AMPLE = 0.5, 20.0  # seconds: short only for what is meant to run into the limit
VECTOR = r"\[1\., 2\.\]  \(shape \(2,\), float64\)"
FIXED = 'case("fixed", [1.0, 2.0])'
MANY = 'case("many", lambda t: float(t.integers(high=1000)), times=40)'

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a stack is asked for by a signal")
bound_only = pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no limit of memory")


class Slow(NamedTuple):
    """What a solution that is slow must be told: its line, and its input as a pattern."""

    checks: str
    code: str
    line: int
    call: str


SLOW = {
    "one input of many": Slow(
        MANY,
        "def double(x):\n    if x > 900:\n        while True: pass\n    return x * 2\n",
        3,
        r"9\d\d\.0",
    ),
    "a loop in C": Slow(FIXED, "import itertools\ndef double(x):\n    sum(itertools.repeat(1))\n", 3, VECTOR),
    "one number": Slow(FIXED, "def double(x):\n    return 9 ** 9 ** 9 ** len(x)\n", 2, VECTOR),
    "sleep below": Slow(
        FIXED,
        "import time\ndef wait():\n    time.sleep(60)\n\ndef double(x):\n    wait()\n",
        3,
        VECTOR,
    ),
    "every exception caught": Slow(
        FIXED,
        "def double(x):\n    while True:\n        try:\n"
        "            while True: pass\n        except BaseException: pass\n",
        4,
        VECTOR,
    ),
    "a generator": Slow(FIXED, "def double(x):\n    yield 1\n    while True: pass\n", 3, VECTOR),
    "while loading": Slow(FIXED, "x = 1\nwhile True: x += 1\n", 2, ""),
    "deeper than a dump": Slow(
        MANY,
        "def down(n):\n    if n: return down(n - 1)\n    while True: pass\n\ndef double(x):\n    down(300)\n",
        3,
        r"\d+\.0, or one of 39 others",
    ),
    "all output held back": Slow(
        FIXED,
        "import sys\nsys.stdout = None\nsys.stderr = None\ndef double(x):\n    while True: pass\n",
        5,
        VECTOR,
    ),
    "deaf to the signal": Slow(
        FIXED,
        "from signal import *\nsignal(SIGUSR1, SIG_IGN)\ndef double(x):\n    while True: pass\n",
        0,
        VECTOR,
    ),
    "a forged stack": Slow(
        FIXED,
        "import time\ndef double(x):\n    while True:\n"
        '        print(\'  File "kata.py", line 7777777 in a\\n  File "a", line 1 in call 99\', flush=True);'
        " time.sleep(0.1)\n",
        4,
        VECTOR,
    ),
}


def kata(checks: str, seconds: float = AMPLE, memory: int = 200) -> Kata:
    return kata_from_fields(
        {
            "name": "double",
            "entry": "double",
            "prompt": "",
            "path": "katas/double.md",
            "starter": {"code": "def double(x):\n    raise NotImplementedError\n", "line": 3},
            "reference": {"code": "def double(x):\n    return x * 2\n", "line": 9},
            "check": {"code": f"{checks}\n", "line": 15},
            "seconds": seconds,
            "memory_mib": memory,
        }
    )


@pytest.fixture(autouse=True)
def ample_time_to_tell_where_it_stands(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wait for a stack as long as a busy machine needs, but where none will come."""
    if "deaf" not in request.node.name:
        monkeypatch.setattr(host, "STACK_SECONDS", AMPLE)


def told(given: Kata, code: str, workers: Host) -> Diagnosis:
    report = check(given, code, 1, trust=True, workers=workers)
    assert (report.passed, report.broken) == (False, "")
    return report.diagnosis


@posix_only
@pytest.mark.parametrize("name", SLOW)
def test_code_that_does_not_return_is_told_the_input_and_the_line(name: str, workers: Host) -> None:
    checks, code, line, call = SLOW[name]
    found = told(kata(checks, SHORT), code, workers)
    assert (found.limit, found.line) == ("time limit", line)
    assert re.fullmatch(call, found.call)


@pytest.fixture(scope="module")
def cold() -> Iterator[Host]:
    opened = ColdHost(Recipe(preload=PRELOAD))
    yield opened
    opened.close()


@posix_only
def test_workers_that_are_started_anew_tell_it_too(cold: Host) -> None:
    checks, code, line, call = SLOW["one input of many"]
    found = told(kata(checks, SHORT), code, cold)
    assert (found.limit, found.line) == ("time limit", line)
    assert re.fullmatch(call, found.call)


@posix_only
def test_a_method_that_does_not_return_is_named_with_its_arguments(workers: Host) -> None:
    given = read_kata("lru-cache", seconds=SHORT)
    stuck = given.reference.code.replace(
        "def get(self, key):\n", "def get(self, key):\n        while key == 2: pass\n"
    )
    found = told(given, stuck, workers)
    assert (found.limit, found.line, found.call) == ("time limit", 7, "get(2)")


LOOP = """import numpy as np

def double(x):
    out = np.zeros(len(x))
    for at in range(len(x)):
        out[at] = x[at] * 2
    shape = out.shape
    size = out.size
    assert shape == (size,)
    return out
"""


def test_a_loop_over_the_data_is_named_with_its_line_and_the_larger_input(workers: Host) -> None:
    found = told(kata('vectorized("no loop", lambda t: t.normal("N"), over="N")'), LOOP, workers)
    assert "a Python loop runs over the data" in found.reason
    assert found.line in {5, 6}
    assert found.call.endswith("(shape (64,), float64)")


def test_a_loop_is_found_where_it_is_not_where_the_count_is_full(workers: Host) -> None:
    behind = "".join(f"    step_{n} = {n}\n" for n in range(200))
    code = LOOP.replace("    shape", f"{behind}    shape")
    found = told(kata('vectorized("no loop", lambda t: t.normal("N"), over="N")'), code, workers)
    assert found.line in {5, 6}


def test_instructions_without_a_line_of_their_own_count_for_none(workers: Host) -> None:
    code = (
        "import numpy as np\n\ndef double(x):\n    out = np.zeros(len(x))\n    for at, one in enumerate(x):\n"
        "        if one < 99:\n            out[at] = 2 * one\n    return out\n"
    )
    found = told(kata('vectorized("no loop", lambda t: t.normal("N"), over="N")'), code, workers)
    assert found.limit == ""
    assert found.line in {5, 6, 7}


def test_too_much_memory_at_once_is_named_with_its_line_and_input(workers: Host) -> None:
    code = (
        "import numpy as np\n\ndef rest(x):\n    return np.ones(10**6)[:1]\n\n"
        "def double(x):\n    some = np.ones(100)\n    return x * 2 + 0 * rest(x) * some[:1]\n"
    )
    found = told(kata('peak_memory("at once", np.ones(2000), mib=1)'), code, workers)
    assert found.reason.startswith("used 7.6")
    assert found.line == 4
    assert found.call == "[1., 1., ..., 1., 1.]  (shape (2000,), float64)"


def test_memory_that_is_given_back_within_a_line_is_found_there(workers: Host) -> None:
    code = "import numpy as np\n\ndef double(x):\n    y = x * 2\n    np.ones(10**6).sum()\n    return y\n"
    found = told(kata('peak_memory("at once", np.ones(2000), mib=1)'), code, workers)
    assert found.line == 5


@bound_only
@pytest.mark.parametrize(
    ("checks", "call"),
    [
        (FIXED, VECTOR),
        (MANY, r"\d+\.0"),
        ('vectorized("no loop", lambda t: t.normal("N"), over="N")', r"(?s)\[.*\(shape \(8,\), float64\)"),
        ('fresh("new", [1.0, 2.0])', VECTOR),
    ],
)
def test_memory_that_is_used_up_is_named_with_its_line_and_input(
    checks: str, call: str, workers: Host
) -> None:
    code = "def double(x):\n    kept = []\n    while True:\n        kept.append(bytes(1 << 26))\n"
    found = told(kata(checks), code, workers)
    assert (found.limit, found.line) == ("memory", 4)
    assert re.fullmatch(call, found.call)


@bound_only
def test_memory_that_a_method_uses_up_is_named_with_its_arguments(workers: Host) -> None:
    given = read_kata("lru-cache")
    greedy = given.reference.code.replace(
        "def get(self, key):\n", "def get(self, key):\n        bytes(1 << 40)\n"
    )
    found = told(given, greedy, workers)
    assert (found.limit, found.line, found.call) == ("memory", 7, "get(1)")


@pytest.mark.parametrize(("checks", "call"), [(FIXED, VECTOR), (MANY, r"\d+\.0, or one of 39 others")])
def test_code_that_ends_its_process_is_told_what_it_was_given(checks: str, call: str, workers: Host) -> None:
    found = told(kata(checks), "import os\ndef double(x):\n    os._exit(3)\n", workers)
    assert found.limit == "exit"
    assert re.fullmatch(call, found.call)


def test_the_stack_is_not_among_what_was_printed(workers: Host) -> None:
    code = "print('hello', flush=True)\ndef double(x):\n    while True: pass\n"
    report = check(kata(FIXED, SHORT), code, 1, trust=True, workers=workers)
    assert report.printed == "hello\n"

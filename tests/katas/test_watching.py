"""Counting what a call costs, and leaving it when it costs too much."""

from typing import Any

from studybuddy.katas.watching import count_opcodes

FILE = "counted.py"
LOOP = """
def count(length):
    for i in range(length):
        reached.append(i)
    return 7
"""
DEAF = """
def count(length):
    try:
        for i in range(length):
            reached.append(i)
    except BaseException:
        return 7
"""


def counted(code: str, length: int, most: int) -> tuple[Any, int, int]:
    names: dict[str, Any] = {"reached": []}
    exec(compile(code, FILE, "exec"), names)  # noqa: S102 - code whose instructions are counted
    value, opcodes = count_opcodes(FILE, names["count"], (length,), {}, most)
    return value, opcodes, len(names["reached"])


def test_a_call_within_its_count_is_finished() -> None:
    value, opcodes, reached = counted(LOOP, 5, 1000)
    assert (value, reached) == (7, 5)
    assert 5 < opcodes <= 1000


def test_a_call_is_broken_off_behind_its_count() -> None:
    value, opcodes, reached = counted(LOOP, 10**6, 1000)
    assert (value, opcodes) == (None, 1001)
    assert reached < 1000


def test_code_that_swallows_the_end_of_its_count_stays_above_it() -> None:
    value, opcodes, _ = counted(DEAF, 999, 100)
    assert (value, opcodes > 100) == (7, True)


DEEP = """
def dive():
    try:
        dive()
    except RecursionError:
        pass

def count(length):
    dive()
    for i in range(length):
        reached.append(i)
    return 7
"""


def test_a_count_that_was_lost_within_the_call_is_none() -> None:
    assert counted(DEEP, 999, 10**6) == (7, 0, 999)

"""What is read from the stack that the interpreter dumps, whatever lies around it."""

import pytest

from studybuddy.katas.stack import Standing, numbered, standing

DUMP = b"""Stack (most recent call first):
  File "/usr/lib/python3.11/statistics.py", line 327 in mean
  File "kata.py", line 4 in inner
  File "kata.py", line 9 in double
  File "learner.py", line 150 in _call
  File "stack.py", line 45 in call 17
  File "<string>", line 1 in <module>
"""


def test_the_innermost_line_of_the_file_and_the_number_of_the_call_are_read() -> None:
    assert standing(DUMP, "kata.py") == Standing(4, 17)


def test_what_was_printed_before_is_passed_over() -> None:
    assert standing(b"some\xff words\x00\n" + DUMP, "kata.py") == Standing(4, 17)


def test_interpreters_that_write_a_comma_are_read_too() -> None:
    assert standing(DUMP.replace(b" in ", b", in "), "kata.py") == Standing(4, 17)


@pytest.mark.parametrize("file", ["größe.py", "k.py\n", "音.py"])
def test_a_name_is_found_as_a_dump_spells_it(file: str) -> None:
    spelled = file.encode("ascii", "backslashreplace").replace(b"\n", b"")
    assert standing(DUMP.replace(b"kata.py", spelled), file.replace("\n", "")).line == 4


@pytest.mark.parametrize("dump", [b"", b"Stack", DUMP.replace(b"kata.py", b"other.py")])
def test_a_dump_without_the_file_tells_no_line(dump: bytes) -> None:
    assert standing(dump, "kata.py").line == 0


@pytest.mark.parametrize("line", [b"1048577", b"999999999", b"9999999999999", b"-3", b"x"])
def test_no_forged_line_is_out_of_bounds(line: bytes) -> None:
    assert standing(DUMP.replace(b"line 4", b"line " + line), "kata.py").line in {0, 9}


def test_a_call_is_made_under_the_name_of_its_number() -> None:
    import sys

    made = numbered(5)(lambda: (sys._getframe(1).f_code.co_name, 3))
    assert made == ("call 5", 3)

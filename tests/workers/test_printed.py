import pytest

from studybuddy.workers.printed import KEPT_BYTES, Printed


def test_the_first_part_is_kept() -> None:
    printed = Printed(1 << 20)
    assert printed.take(b"a" * KEPT_BYTES) == ""
    assert printed.take(b"b") == ""
    assert printed.kept == b"a" * KEPT_BYTES


def test_more_than_the_limit_is_too_much() -> None:
    printed = Printed(3)
    assert printed.take(b"abc") == ""
    assert printed.take(b"d") == "it printed more than 3 bytes"


def test_a_stack_is_kept_apart_and_counts_as_printed() -> None:
    printed = Printed(20)
    printed.take(b"before")
    assert (printed.stack, printed.stack_is_whole) == (b"", False)
    printed.expect_stack()
    assert printed.take(b"in <module>\n") == ""
    assert (printed.kept, printed.stack) == (b"before", b"in <module>\n")
    assert printed.take(b"in <module>\n") == "it printed more than 20 bytes"


@pytest.mark.parametrize(
    ("dump", "is_whole"), [(b"in <module>\n", True), (b"line 3 in f\n  ...\n", True), (b"in <module>", False)]
)
def test_a_stack_is_whole_when_its_outermost_frame_is_there(dump: bytes, *, is_whole: bool) -> None:
    printed = Printed(100)
    printed.take(dump)
    assert not printed.stack_is_whole  # that is no answer: none was asked for yet
    printed.expect_stack()
    printed.take(dump)
    assert printed.stack_is_whole == is_whole

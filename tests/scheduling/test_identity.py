from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.scheduling.identity import uuid7

times = st.integers(0, 2**48 - 1)
bits = st.integers(0, 2**80)


@given(times, bits)
def test_an_id_is_a_uuid_of_version_seven_with_its_time_in_front(unix_ms: int, random_bits: int) -> None:
    made = UUID(uuid7(unix_ms, random_bits))
    assert (made.version, str(made.variant)) == (7, "specified in RFC 4122")
    assert made.int >> 80 == unix_ms


@given(st.lists(st.tuples(st.integers(0, 2**47), bits), min_size=2, max_size=20))
def test_ids_rise_within_a_device_whatever_the_clock_does(moments: list[tuple[int, int]]) -> None:
    made = [uuid7(*moments[0])]
    for unix_ms, random_bits in moments[1:]:
        made.append(uuid7(unix_ms, random_bits, made[-1]))
    assert made == sorted(set(made))


def test_an_id_of_a_later_time_does_not_depend_on_the_previous_one() -> None:
    assert uuid7(2_000, 5, uuid7(1_000, 2**74 - 1)) == uuid7(2_000, 5)


def test_a_full_millisecond_runs_over_into_the_next() -> None:
    full = uuid7(1_000, 2**74 - 1)
    assert uuid7(1_000, 0, full) == uuid7(1_001, 0)


@pytest.mark.parametrize("unix_ms", [-1, 2**48])
def test_a_time_outside_the_format_is_refused(unix_ms: int) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        uuid7(unix_ms, 0)


@pytest.mark.parametrize("previous", ["", "x", "018bcfe5-6800-4fff-bfff-fffffffffffb"])
def test_a_previous_id_that_is_none_is_refused(previous: str) -> None:
    with pytest.raises(ValueError, match="UUIDv7"):
        uuid7(1, 1, previous)

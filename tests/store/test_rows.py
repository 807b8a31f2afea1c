from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from studybuddy.scheduling.steps import to_ms
from studybuddy.store.rows import from_ms


@given(st.integers(0, to_ms(datetime(9999, 1, 1, tzinfo=UTC))))
def test_a_moment_is_kept_to_the_millisecond_however_far_it_is(ms: int) -> None:
    assert to_ms(from_ms(ms)) == ms

import time

from hypothesis import given, settings
from hypothesis import strategies as st

STALL = 0.3  # seconds: more than the deadline that Hypothesis sets unless told


@settings(max_examples=3, database=None)
@given(st.booleans())
def test_no_property_fails_because_the_machine_was_busy_for_a_while(stalls: bool) -> None:
    time.sleep(STALL * stalls)

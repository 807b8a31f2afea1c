from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from studybuddy.kinds.shuffle import shuffled


@given(st.integers(0, 50), st.integers())
def test_an_order_is_a_permutation_and_depends_on_the_seed_alone(count: int, seed: int) -> None:
    assert sorted(shuffled(count, seed)) == list(range(count))
    assert shuffled(count, seed) == shuffled(count, seed)


def test_every_order_is_about_equally_likely() -> None:
    orders = Counter(shuffled(4, seed) for seed in range(24_000))
    assert len(orders) == 24
    assert all(850 < times < 1150 for times in orders.values())


def test_the_order_of_a_stored_seed_never_changes() -> None:
    assert [shuffled(5, seed) for seed in (0, 1, 2**63)] == GOLDEN


GOLDEN = [(2, 3, 0, 1, 4), (1, 0, 3, 4, 2), (2, 0, 4, 3, 1)]

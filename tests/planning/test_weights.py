import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.planning.rounds import ALL_ROUNDS, ROUNDS
from studybuddy.planning.weights import COMPANIES, LEVELS, round_weights

# The published tables, in percent: the reader's copy, so that a slip of the pen in the code is seen.
PUBLISHED = """
base             33 12 16 21 12  7
junior           48 14 15 11  8  4
mid              35 12 17 18 11  6
senior           28 11 18 23 13  8
staff            22 10 17 28 14  9
principal        17 10 18 30 15 10
big-tech         31 11 15 25 12  5
ml-start-up      26 12 21 21 13  6
traditional-tech 37 12 15 19 11  6
research-lab     19 13 26 21 15  7
consulting       33 12 16 21 12  7
"""
TABLE = {words[0]: [int(word) for word in words[1:]] for words in map(str.split, PUBLISHED.split("\n")[1:-1])}


@pytest.mark.parametrize("name", TABLE)
def test_one_profile_alone_gives_its_row_of_the_published_table(name: str) -> None:
    given_weights = round_weights(name if name in LEVELS else "", name if name in COMPANIES else "")
    total = sum(TABLE[name])
    assert given_weights == {
        slug: pytest.approx(percent / total) for slug, percent in zip(ROUNDS, TABLE[name], strict=True)
    }


def test_level_and_company_multiply_over_the_base() -> None:
    # dsa 28·31/33, ml-coding 11·11/12, fundamentals 18·15/16, system-design 23·25/21, behavioral 8·5/7
    shares = [26.303, 10.0833, 16.875, 27.381, 13.0, 5.7143]
    assert [100 * share for share in round_weights("senior", "big-tech").values()] == pytest.approx(
        [100 * share / sum(shares) for share in shares], abs=0.01
    )


def test_own_weights_stand_before_the_tables() -> None:
    own = {"dsa": 30, "research": 70}
    assert round_weights("senior", "big-tech", own) == {"dsa": 0.3, "research": 0.7}


def test_only_the_rounds_of_the_loop_count_when_it_names_them() -> None:
    assert round_weights(rounds=("dsa", "ml-coding")) == {
        "dsa": pytest.approx(33 / 45),
        "ml-coding": pytest.approx(12 / 45),
    }
    assert round_weights(rounds=("research",)) == {"research": 1.0}
    assert round_weights(own={"dsa": 100}, rounds=("applied", "behavioral")) == {
        "applied": 0.5,
        "behavioral": 0.5,
    }


@given(
    st.sampled_from(["", *LEVELS]),
    st.sampled_from(["", *COMPANIES]),
    st.dictionaries(st.sampled_from(ALL_ROUNDS), st.floats(0.1, 100)),
    st.sets(st.sampled_from(ALL_ROUNDS)),
)
def test_the_shares_always_add_up_to_one(
    level: str, company: str, own: dict[str, float], rounds: set[str]
) -> None:
    weights = round_weights(level, company, own, rounds)
    assert sum(weights.values()) == pytest.approx(1)
    assert all(weight > 0 for weight in weights.values())
    assert set(weights) <= (rounds or set(ALL_ROUNDS))

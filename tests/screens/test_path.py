from studybuddy.model import Line, Reached
from studybuddy.screens.path import Path

LINES = (Line("a", asked=False), Line("b"), Line("c", asked=False), Line("d"), Line("e"))
TYPED, SHOWN, SKIPPED, REVEALED = Reached.TYPED, Reached.SHOWN, Reached.SKIPPED, Reached.REVEALED


def test_a_path_starts_at_the_first_line_that_is_asked() -> None:
    assert Path(LINES).started().reached == (SHOWN,)


def test_a_taken_line_leads_past_the_lines_that_are_not_asked() -> None:
    path = Path(LINES).started().taken(3)
    assert path.reached == (SHOWN, TYPED, SHOWN)
    assert path.taken(4).reached == (SHOWN, TYPED, SHOWN, TYPED)


def test_a_later_line_skips_those_before_it() -> None:
    path = Path(LINES).started().taken(5)
    assert path.reached == (SHOWN, SKIPPED, SHOWN, SKIPPED, TYPED)
    assert path.finished


def test_what_was_typed_stands_at_its_line() -> None:
    path = Path(LINES).started().taken(2, "B").ended(REVEALED).taken(5, "E")
    assert [path.own_line(number) for number in range(len(LINES))] == ["", "B", "", "", "E"]


def test_a_hint_counts_for_one_line_alone() -> None:
    path = Path(LINES, hinted=True).started()
    hinted = Path(LINES, path.reached, hinted=True).taken(3)
    assert hinted.reached[1] is Reached.HINTED
    assert hinted.taken(4).reached[3] is TYPED


def test_a_hint_belongs_to_the_line_that_was_asked_also_when_a_later_one_is_typed() -> None:
    start = Path(LINES).started()
    assert Path(LINES, start.reached, hinted=True).taken(5).reached == (
        SHOWN, Reached.HINTED, SHOWN, SKIPPED, TYPED,
    )  # fmt: skip


def test_giving_up_reveals_what_is_left() -> None:
    path = Path(LINES).started().taken(3).given_up()
    assert path.reached == (SHOWN, TYPED, SHOWN, REVEALED, REVEALED)


def test_ticks_count_the_lines_that_are_asked() -> None:
    path = Path(LINES).started().ticked(frozenset({0, 2}))
    assert path.reached == (SHOWN, Reached.TICKED, SHOWN, REVEALED, Reached.TICKED)

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from studybuddy.screens.frame import Frame, draw_frame, lay_out

HEADER = ("review", "12/61", "18 min left", "math › gradients")
KEYS = ("space reveal", "t type", "h hint 1/2", "c sure?", "u undo", "? keys", "q quit")


def numbered(lines: int) -> Frame:
    return Frame(HEADER, (Text("\n".join(f"line {n}" for n in range(1, lines + 1))),), KEYS)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 130), st.integers(1, 45), st.integers(0, 60), st.integers(-5, 80) | st.none(),
    st.none() | st.just(" your answer ❯ "), st.text(alphabet="ab漢 \n", max_size=80),
)  # fmt: skip
def test_a_frame_fills_the_terminal_exactly(
    width: int, height: int, lines: int, scroll: int | None, entry: str | None, typed: str
) -> None:
    body = numbered(lines).body
    frame = Frame(HEADER, body, KEYS, clock="4:32 left", entry=entry)
    drawn = draw_frame(frame, width, height, scroll, typed)
    assert len(drawn) == height
    assert all(cell_len(line) <= width for line in drawn)


def test_a_long_body_says_how_much_more_there_is() -> None:
    drawn = draw_frame(numbered(40), 80, 24)
    assert "20 more lines ↓" in drawn[22]


def test_at_the_end_nothing_more_is_promised() -> None:
    drawn = draw_frame(numbered(40), 80, 24, scroll=999)
    assert drawn[21] == "line 40"
    assert "more" not in drawn[22]


def test_scrolling_moves_by_lines_and_stops_at_the_ends() -> None:
    assert draw_frame(numbered(40), 80, 24, scroll=3)[2] == "line 4"
    assert draw_frame(numbered(40), 80, 24, scroll=-3)[2] == "line 1"
    assert lay_out(numbered(40), 80, 24).last_scroll == 20


def test_an_anchor_below_is_shown_with_as_much_above_it_as_fits() -> None:
    question, answer = Text("\n".join("abcdefghijklmnopqrstuvwxyz")), Text("the answer")
    frame = Frame(HEADER, (question, answer, Text("\n".join("0123456789" * 3))), KEYS, anchor=1)
    assert draw_frame(frame, 80, 24)[2] == "h"
    assert draw_frame(frame, 80, 24)[21] == "the answer"


def test_an_anchor_longer_than_the_body_is_shown_from_its_beginning() -> None:
    frame = Frame(
        HEADER, (Text("question"), Text("\n".join("answer " * 40).replace(" ", "\n"))), KEYS, anchor=-1
    )
    assert draw_frame(frame, 80, 24)[2] == "a"


def test_what_fits_is_not_scrolled() -> None:
    frame = Frame(HEADER, (Text("question"), Text("answer")), KEYS, anchor=1)
    assert draw_frame(frame, 80, 24)[2] == "question"


def test_a_narrow_header_drops_its_last_parts_and_keeps_the_clock() -> None:
    header = draw_frame(Frame(HEADER, (), KEYS, clock="4:32 left"), 40, 10)[0]
    assert header == " review  12/61 · 18 min left  4:32 left"


def test_keys_wrap_to_two_lines_and_the_least_important_are_dropped() -> None:
    drawn = draw_frame(numbered(3), 40, 10)
    assert drawn[-2:] == (" space reveal · t type · h hint 1/2", " c sure? · u undo · ? keys · q quit")


def test_a_typed_line_grows_with_its_text_and_leaves_room_for_the_body() -> None:
    frame = Frame(HEADER, numbered(40).body, KEYS, entry=" your outline ❯ ")
    assert lay_out(frame, 80, 24, entry_text="").entry_rows == 1
    assert lay_out(frame, 80, 24, entry_text="one\ntwo\nthree").entry_rows == 3
    assert lay_out(frame, 80, 24, entry_text="x\n" * 50).entry_rows == 6


def test_a_deck_cannot_write_escape_sequences_into_the_header() -> None:
    drawn = draw_frame(Frame(("review", "\x1b[2Jevil"), (), ("\x1b[0mkey",)), 40, 10)
    assert "\x1b" not in "".join(drawn)


def test_keys_scroll_within_the_body_and_others_do_not() -> None:
    drawing = lay_out(numbered(60), 80, 24, 5)
    keys = ("up", "down", "pageup", "pagedown", "home", "end")
    reach = drawing.page - 1
    there = (4, 6, max(0, 5 - reach), 5 + reach, 0, drawing.last_scroll)
    assert tuple(map(drawing.scrolled, keys)) == there
    assert lay_out(numbered(60), 80, 24, 0).scrolled("up") == 0
    assert drawing.scrolled("x") is None


def test_what_is_asked_stays_on_top_of_a_body_that_is_scrolled() -> None:
    frame = replace(numbered(40), body=(Text("Derive it\nin lines"), *numbered(40).body), task=0)
    assert draw_frame(frame, 80, 24)[2] == "Derive it"
    scrolled = draw_frame(frame, 80, 24, scroll=5)
    assert scrolled[2:4] == ("Derive it …", "line 5")
    assert draw_frame(frame, 80, 24, scroll=999)[21] == "line 40"
    at_the_answer = draw_frame(replace(frame, anchor=1), 80, 24)
    assert at_the_answer[2:4] == ("Derive it …", "line 1")


def test_what_fills_the_body_is_not_covered_by_what_is_asked() -> None:
    page = lay_out(numbered(40), 80, 24).page
    full = numbered(page)
    frame = replace(full, body=(Text("Derive it"), *full.body), anchor=1, task=0)
    assert draw_frame(frame, 80, 24)[2] == "line 1"
    assert draw_frame(frame, 80, 24)[21] == f"line {page}"


def test_the_keys_use_the_whole_width_and_the_last_of_them_does_not_stand_alone() -> None:
    kata = ("Enter open the kata", "n not now", "b bury", "s suspend", "u undo", "? keys", "q quit")
    drawn = draw_frame(Frame(HEADER, (), kata), 80, 24)
    assert drawn[-1] == " Enter open the kata · n not now · b bury · s suspend · u undo · ? keys · q quit"
    longer = ("Enter takes [ ]", "1, 2: again today", "f follow-up 1/1", "u undo", "? keys", "q quit")
    drawn = draw_frame(Frame(HEADER, (), longer), 80, 24)
    assert drawn[-1] == " ? keys · q quit"


def test_a_tall_narrow_terminal_shows_more_lines_of_keys_and_no_half_of_a_key() -> None:
    keys = ("[1 again 1d]", "2 hard 4d", "3 good 4d", "4 easy 4d", "", "Enter takes [ ]", "1, 2: again today",
            "u undo", "Esc: keys (h hint, p on paper, u undo, q quit)", "? keys", "q quit")  # fmt: skip
    drawn = draw_frame(Frame(HEADER, (), keys), 40, 20)
    assert drawn[-1] == " u undo · Esc: keys · ? keys · q quit"
    assert "q quit" not in draw_frame(Frame(HEADER, (), keys), 40, 10)[-1]


def test_blank_lines_at_the_end_take_no_room_from_what_is_asked() -> None:
    page = lay_out(numbered(40), 80, 24).page
    answer = Text("\n".join(f"line {n}" for n in range(1, page)) + "\n\n")
    frame = Frame(HEADER, (Text("Derive it\nin lines"), answer), KEYS, anchor=1, task=0)
    assert draw_frame(frame, 80, 24)[2:4] == ("Derive it …", "line 1")

"""What a terminal says of its pictures, and what it is sent to show them."""

import re

import pytest

from studybuddy.screens.graphics import can_be_asked
from studybuddy.screens.images import PATIENCE, Images
from studybuddy.screens.typesetting import Cell

LATEX = r"\frac{a}{b}"
SENT = re.compile(r"\x1b_G([^;\x1b]*)")


def asked(now: float = 0.0) -> tuple[Images, str]:
    images = Images(lambda: Cell(10, 20))
    images.fit(80, 24)
    (number,) = re.findall(r"i=(\d+)", images.query(now))
    return images, number


def drawing() -> tuple[Images, str]:
    images, number = asked()
    assert images.take(f"\x1b_Gi={number};OK\x1b\\", 0.1)
    return images, number


def kept(images: Images) -> tuple[str, ...]:
    rows = images.rows_of(LATEX, 60, 0)
    assert rows is not None
    return rows


def commands(text: str) -> list[dict[str, str]]:
    return [dict(pair.split("=") for pair in keys.split(",")) for keys in SENT.findall(text)]


def test_until_the_terminal_has_answered_there_is_no_picture() -> None:
    images, number = asked()
    assert images.rows_of(LATEX, 60, 0) is None
    assert images.query(1.0) == ""
    assert images.take(f"\x1b_Gi={number};OK\x1b\\", 0.1)
    assert kept(images)


def test_an_answer_is_awaited_from_the_question_on_until_it_comes_or_the_time_is_over() -> None:
    assert not Images(lambda: None).awaits_reply(0.0)
    images, number = asked()
    assert images.awaits_reply(0.1)
    assert not images.awaits_reply(PATIENCE + 0.1)
    images.take("\x1b]10;rgb:1010/2020/3030\x1b\\", 0.1)  # its colour comes before
    assert images.awaits_reply(0.1)
    images.take(f"\x1b_Gi={number};EINVAL\x1b\\", 0.2)
    assert not images.awaits_reply(0.3)


@pytest.mark.parametrize("said", ["ENOTSUPPORTED:no", "EINVAL"])
def test_an_error_means_no(said: str) -> None:
    images, number = asked()
    assert not images.take(f"\x1b_Gi={number};{said}\x1b\\", 0.1)
    assert images.rows_of(LATEX, 60, 0) is None


def test_an_answer_after_the_time_limit_changes_nothing() -> None:
    images, number = asked()
    assert not images.take(f"\x1b_Gi={number};OK\x1b\\", PATIENCE + 0.1)
    assert images.rows_of(LATEX, 60, 0) is None


def test_what_is_said_of_another_programs_picture_is_not_ours() -> None:
    images, number = asked()
    assert not images.take(f"\x1b_Gi={int(number) + (1 << 16)};OK\x1b\\", 0.1)
    assert images.rows_of(LATEX, 60, 0) is None


def test_rows_keep_the_width_of_the_picture_and_lose_their_marks() -> None:
    images, _ = drawing()
    rows = kept(images)
    found = images.find([f"  {row}" for row in rows])
    assert len(rows) >= 2
    assert {line.strip() for line in found} == {""}
    (placing,) = [sent for sent in commands(images.changes()) if sent.get("a") == "p"]
    assert (placing["c"], placing["r"]) == (str(len(rows[0])), str(len(rows)))
    assert (placing["x"], placing["y"], placing["h"]) == ("0", "0", str(20 * len(rows)))


def test_colours_before_a_place_are_no_columns() -> None:
    images, _ = drawing()
    images.find(["\x1b[1m│ \x1b[0m" + row for row in kept(images)])
    assert "\x1b[1;3H" in images.changes()


def test_nothing_is_sent_while_nothing_changes() -> None:
    images, _ = drawing()
    lines = ["top", *kept(images)]
    images.find(lines)
    assert images.changes()
    images.find(lines)
    assert images.changes() == ""


def test_what_moves_is_placed_again_without_its_data() -> None:
    images, _ = drawing()
    rows = kept(images)
    images.find(rows)
    images.changes()
    images.find(["one more", *rows])
    assert [sent["a"] for sent in commands(images.changes())] == ["d", "p"]


def test_the_same_formula_twice_is_one_picture_in_two_places() -> None:
    images, _ = drawing()
    images.find([*kept(images), "between", *kept(images)])
    sent = commands(images.changes())
    assert [one["p"] for one in sent if one.get("a") == "p"] == ["1", "2"]
    assert sum(one.get("a") == "t" for one in sent) == 1


def test_what_is_gone_is_deleted_with_its_data_and_nothing_else() -> None:
    images, _ = drawing()
    images.find(kept(images))
    (name,) = {sent["i"] for sent in commands(images.changes()) if sent.get("a") == "t"}
    images.find(["other words"])
    assert [(sent["a"], sent["d"], sent["i"]) for sent in commands(images.changes())] == [("d", "I", name)]


def test_while_it_rests_nothing_is_shown() -> None:
    images, _ = drawing()
    rows = kept(images)
    images.find(rows)
    images.changes()
    assert [sent["d"] for sent in commands(images.rest())] == ["I"]
    images.find(rows)
    assert images.changes() == ""
    images.go_on()
    assert {sent.get("a") for sent in commands(images.changes())} >= {"t", "p"}


@pytest.mark.parametrize("line", ["\U00100fff\U00108000 forged", "\U00100000\U0010fffd forged"])
def test_a_deck_that_holds_the_marks_places_nothing(line: str) -> None:
    images, _ = drawing()
    kept(images)
    assert images.find([line]) == ("   forged",)
    assert images.changes() == ""


@pytest.mark.parametrize(
    ("environ", "wanted", "asks"),
    [
        ({"TERM": "xterm-kitty"}, "auto", True),
        ({"TERM": "xterm-256color"}, "auto", True),
        ({"TERM": "xterm-kitty"}, "off", False),
        ({"TERM": "linux"}, "auto", False),
        ({"TERM": "linux"}, "on", True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "auto", False),
        ({"TERM": "xterm-256color", "TMUX": "x"}, "on", False),
        ({"TERM": "screen-256color"}, "on", False),
        ({"TERM": "xterm-256color", "STY": "1.x"}, "auto", False),
    ],
)
def test_who_is_asked(environ: dict[str, str], wanted: str, asks: bool) -> None:
    assert can_be_asked(environ, wanted) is asks


@pytest.mark.parametrize("process", [1, 0x7FFE, 0x7FFF, 2 * 0x7FFF, 2**22])
def test_whatever_the_number_of_the_process_a_picture_has_one(
    process: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: process)
    assert 0 < int(drawing()[1]) < 2**32  # 0 is none: nothing would be answered


def test_a_picture_is_set_anew_when_the_cells_alone_have_changed() -> None:
    cells = [Cell(10, 20)]
    images = Images(lambda: cells[-1])
    images.fit(80, 24)
    (number,) = re.findall(r"i=(\d+)", images.query(0.0))
    assert images.take(f"\x1b_Gi={number};OK\x1b\\", 0.1)
    images.find(kept(images))
    before = images.changes()
    images.fit(80, 24)
    images.find(kept(images))
    assert images.changes() == ""
    cells.append(Cell(20, 40))  # the window was moved to a screen of twice the density
    images.fit(80, 24)
    images.find(kept(images))
    (placed_before,), (placed,) = ([one for one in commands(text) if one.get("a") == "p"] for text in
                                   (before, images.changes()))  # fmt: skip
    assert int(placed["w"]) > 1.5 * int(placed_before["w"])

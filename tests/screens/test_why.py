"""`plan explain today`, line by line."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest

from studybuddy.planning.agenda import Agenda, Item
from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.planning.filling import Weighed
from studybuddy.planning.offers import Offer
from studybuddy.planning.targets import Target
from studybuddy.planning.view import Stage
from studybuddy.planning.why import Why, WhyToday
from studybuddy.planning.work import Work
from studybuddy.screens.why import draw_why

THURSDAY = date(2026, 11, 26)
FIRST, AFTER = (False, False), (True, False)


def weighed(
    name: str, work: Work, about: str, minutes: float, worth: float, gain: float, **how: int
) -> Weighed:
    offer = Offer(
        name, work, about, how.get("most", 1), minutes, "", f"{name}-1", is_due=bool(how.get("due"))
    )
    place = FIRST if how.get("first") else AFTER
    return Weighed(offer, place, worth, gain, how.get("taken", 0))


def item(name: str, what: str, minutes: float, work: Work, about: str = "", **count: int) -> Item:
    return Item(name, what, count.get("count", 1), minutes, "", work, count.get("new", 0), True, about)


KATA = Why(
    item("kata", "lru-cache and 1 more", 24, Work.KATAS, "dsa", count=2),
    *(1, 1, date(2026, 11, 24), 2, 1),
    target=Target("katas", 5, 1, 40),
    weighed=weighed("kata", Work.KATAS, "dsa", 12, 2.27, 0.0114, taken=1, due=1, first=1),
    adds=0.137,
)
NEW_KATA = weighed("kata", Work.KATAS, "dsa", 12, 1.27, 0.0114, taken=1, first=1)
ITEMS = (
    Why(
        item("review", "11 due + 20 new", 18, Work.REVIEWS, count=31, new=20),
        *(11, 8, date(2026, 11, 24), 0, 20),
        target=Target("new cards", 90, 11, 300),
    ),
    KATA,
    Why(
        item("mock", "system-design", 60, Work.MOCKS, "system-design"),
        wanted=1,
        target=Target("mocks", 1, 0, None),
        weighed=weighed("mock", Work.MOCKS, "system-design", 60, 2.2, 0.0041, taken=1),
        adds=0.248,
    ),
    Why(item("quiz", "metrics", 5, Work.REVIEWS, count=10)),
)
FOUND = WhyToday(
    THURSDAY,
    Agenda(130, 0, tuple(why.item for why in ITEMS), 130),
    ITEMS,
    (
        weighed("derive", Work.DERIVATIONS, "fundamentals", 9, 2.1, 0.003, due=1),
        weighed("kata", Work.KATAS, "ml-coding", 12, 1.37, 0.002, most=3),
        weighed("story", Work.STORIES, "behavioral", 30, 0.5, 0.0),
    ),
    7.4,
    {"dsa": 0.72, "ml-coding": 0.28, "system-design": 0.28},
    cards_over=4,
    near=InterviewEvent("Acme screen", date(2026, 12, 3), ("dsa", "ml-coding")),
    focus=("tensors", "dsa", "python-stack", "calculus"),
    mock_lifts=True,
)


@pytest.mark.parametrize("width", [80, 120])
def test_the_reasons_are_exactly_these(width: int, golden: Callable[[str, Iterable[str]], None]) -> None:
    golden(f"why-{width}", draw_why(FOUND, Stage.RUNNING, width))


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_reason_is_wider_than_its_terminal(width: int) -> None:
    assert all(len(line) <= width for line in draw_why(FOUND, Stage.RUNNING, width))


def test_a_day_without_work_says_why() -> None:
    nothing = FOUND._replace(items=(), agenda=Agenda(0, 0, ()))
    for stage, said in ((Stage.REST, "a day of rest"), (Stage.INTERVIEW, "the day of an interview")):
        lines = [*draw_why(nothing, stage, 80)]
        assert lines[0] == "TODAY Thu 26 Nov  nothing to do"
        assert said in lines[1]
        assert len(lines) == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"eve": True}, "the day before an interview"),
        ({"in_pass": True}, "final pass: what is due comes before"),
        ({"no_new_from": date(2026, 11, 20)}, "new cards: none since Fri 20 Nov"),
        ({"new_wait": True}, "wait until fewer cards are overdue"),
        ({"cards_spread": 30}, "30 due cards: after a break"),
        (
            {"ahead": InterviewEvent("Acme", date(2026, 12, 13), ("dsa",)), "weights": {"dsa": 1.0}},
            "Acme on Sun 13 Dec does not ask it; counts 2.20",
        ),
        (
            {"ahead": FOUND.near, "closed": ("dsa", "ml-coding")},
            "new cards of coding and ML coding: none more, Acme screen on Thu 3 Dec",
        ),
        ({"items": (KATA._replace(also=NEW_KATA),)}, "counts 2.27, new 1.27"),
        ({"mock_lifts": False}, "system design: 28%, the weakest round"),
    ],
)
def test_what_else_decided_is_said(changed: dict[str, object], said: str) -> None:
    assert any(said in line for line in draw_why(FOUND._replace(**changed), Stage.RUNNING, 80))  # type: ignore[arg-type]

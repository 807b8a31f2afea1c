"""Checks beside the screen: one at a time, the newest code first, the next processes ready."""

import threading
from collections.abc import Iterator

import pytest
from kata_texts import DOUBLED, FOREVER, RIGHT, kata

from studybuddy.commands.kata_checking import Checking
from studybuddy.katas.check import open_host
from studybuddy.katas.kata import kata_from_fields
from studybuddy.katas.report import CheckReport
from studybuddy.kinds.deck import read_deck
from studybuddy.workers.host import Host

PATIENCE = 20.0


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with open_host() as opened:
        yield opened


class Screen:
    """Waits as the kata loop does."""

    def __init__(self, host: Host) -> None:
        (card,) = read_deck(kata().encode(), path_shown="halve.md", deck="halve").cards
        fields = dict(card.fields) | {"name": card.id, "path": "halve.md"}
        self._woken = threading.Event()
        self.checking = Checking(kata_from_fields(fields), host, 3, True, self._woken.set)

    def reports(self) -> list[CheckReport]:
        found = []
        while self.checking.is_running:
            assert self._woken.wait(PATIENCE)
            self._woken.clear()
            report = self.checking.taken()
            if report is not None:
                found.append(report)
        return found


def test_saves_are_checked_one_after_the_other(host: Host) -> None:
    screen = Screen(host)
    for code, passes in ((DOUBLED, False), (RIGHT, True), (DOUBLED, False)):
        screen.checking.begin(code)
        last = screen.reports()[-1]
        assert (last.passed, last.diagnosis.reject) == (passes, "" if passes else "doubled")


def test_a_check_called_off_leaves_the_next_one_alone(host: Host) -> None:
    screen = Screen(host)
    screen.checking.begin(RIGHT)
    screen.reports()
    screen.checking.begin(FOREVER)
    screen.checking.begin(RIGHT)
    assert [report.passed for report in screen.reports()] == [True]
    screen.checking.begin(FOREVER)
    screen.checking.call_off()
    assert not screen.checking.is_running

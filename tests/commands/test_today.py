"""What a study day asks for: the learner's own minutes, and new questions of rounds that are open."""

from datetime import timedelta

import pytest
from card_texts import cloze
from coached import Write, on, write_decks
from command_line import Run
from kata_texts import kata

from studybuddy.commands.daily import daily_session, may_offer_assessment
from studybuddy.commands.desk import open_desk
from studybuddy.commands.today import Today
from studybuddy.commands.wanted import WANTED, Wanted
from studybuddy.model import Grade
from studybuddy.planning.work import Work
from studybuddy.store.recording import Attempt, record


@pytest.fixture(autouse=True)
def decks(write: Write, home: object, monkeypatch: pytest.MonkeyPatch) -> None:
    write_decks(write)
    monkeypatch.setenv("STUDYBUDDY_NOW", on(2))
    assert home


def test_minutes_are_the_learners_own_with_a_plan_or_without_and_a_start_forgets_none(run: Run) -> None:
    with open_desk() as desk:
        before = desk.moment._replace(
            at=desk.moment.at - timedelta(days=9), study_day=desk.moment.study_day - timedelta(days=9)
        )
        for number in range(12):
            record(desk.ledger, f"card-{number}", Attempt(Grade.GOOD, took_ms=120_000), before)
        assert Today(desk).rates[Work.NEW_CARDS] == 2.0
    run("plan", "start", "--interview", "8w").ok()
    with open_desk() as desk:
        assert Today(desk).rates[Work.NEW_CARDS] == 2.0


def test_what_is_asked_again_takes_its_minutes_of_the_session() -> None:
    with open_desk() as desk:
        for number in range(6):
            record(desk.ledger, f"card-{number}", Attempt(Grade.AGAIN), desk.moment)
        whole, rest = (daily_session(Today(desk), Wanted(minutes=minutes)) for minutes in (4.0, 2.0))
        assert (len(whole.session.coming), len(rest.session.coming)) == (6 + 2, 6)


def test_before_an_interview_about_one_round_its_new_cards_come_up_to_the_eve_and_then_others(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("plan", "start", "--interview", "8w").ok()
    monkeypatch.setenv("STUDYBUDDY_NOW", on(8))
    run("plan", "event", "add", "Screen", "4d", "--rounds", "dsa").ok()
    with open_desk() as desk:
        today = Today(desk)
        topics = [one.topic for one in today.queue().order]
        assert today.window[0] <= today.day  # the final pass goes on
        assert topics.count("dsa") == today.supply.new_ahead > 0
        assert set(topics) > {"dsa"}
    monkeypatch.setenv("STUDYBUDDY_NOW", on(11))
    with open_desk() as desk:
        assert Today(desk).queue().order == ()
    monkeypatch.setenv("STUDYBUDDY_NOW", on(8))
    run("plan", "event", "remove", "Screen").ok()
    run("plan", "event", "add", "Onsite", "6d").ok()
    with open_desk() as desk:
        assert Today(desk).new_left == 0
        assert Today(desk).queue(WANTED).order == ()


def test_the_first_new_kata_is_of_the_near_interviews_round_that_gains_most_by_it(
    run: Run, write: Write
) -> None:
    for name, topic in {"a_vector": "python-stack", "b_graph": "dsa"}.items():
        write(name).write_text(kata(halve=name, **{"python-stack": topic}), encoding="utf-8")
    run("plan", "start", "--interview", "8w").ok()

    def first() -> str:
        with open_desk() as desk:
            return Today(desk).lines[Work.KATAS][0].question_id

    assert first() == "a_vector"
    run("plan", "event", "add", "Screen", "10d", "--rounds", "dsa,ml-coding").ok()
    assert first() == "b_graph"
    run("track", "dsa", "LC 1", "--minutes", "25", "--result", "good").ok()
    assert first() == "a_vector"


def test_a_backlog_comes_back_over_days_but_not_in_a_pause_and_the_load_ahead_says_so(run: Run) -> None:
    with open_desk() as desk:
        for number in range(6):
            before = timedelta(days=12 - number)
            then = desk.moment._replace(at=desk.moment.at - before, study_day=desk.moment.study_day - before)
            record(desk.ledger, f"card-{number}", Attempt(Grade.AGAIN), then)
        today = Today(desk)
        assert today.usual_load == 1
        assert today.load(8) == [6, 0, 0, 0, 0, 0, 0, 0]
        assert today.load_ahead(8) == (1, 1, 1, 1, 1, 1, 0, 0)
        assert today.asked_tomorrow == 1
    run("plan", "start", "--interview", "8w").ok()
    run("plan", "pause", "tomorrow", "2d").ok()
    with open_desk() as desk:
        assert Today(desk).load_ahead(4)[:3] == (1, 0, 0)
        assert Today(desk).asked_tomorrow == 0


@pytest.mark.parametrize("deck", ["clozes", "asked"])
def test_new_questions_are_of_cards_that_have_none_due_so_that_none_is_planned_in_vain(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch, deck: str
) -> None:
    clozes = [cloze(f"Gaps {n}", f"gaps-{n}", f"first {n}", f"second {n}") for n in range(9)]
    write(deck, *clozes, front="title: C\ndomain: coding\ntopic: dsa\ntier: core\n")
    run("plan", "start", "--interview", "8w", "--minutes", "120").ok()
    run("plan", "event", "add", "Screen", "2026-03-02", "--rounds", "dsa").ok()
    monkeypatch.setenv("STUDYBUDDY_NOW", on(3))
    run("plan", "event", "debrief", "--went", "3", stdin="").ok()
    with open_desk() as desk:
        before = desk.moment._replace(study_day=desk.moment.study_day - timedelta(days=1))
        before = before._replace(at=before.at - timedelta(days=1))
        for number in range(9):
            record(desk.ledger, f"gaps-{number}:c1", Attempt(Grade.GOOD), before)
        today = Today(desk)
        new = [one for one in today.queue().order if one.new]
        assert len(new) == today.new_left > 5
        assert not {one.card_id for one in new} & {f"gaps-{number}" for number in range(9)}


def test_the_assessment_is_offered_in_the_first_week_of_a_plan_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk() as desk:
        assert not may_offer_assessment(Today(desk))
    run("plan", "start", "--interview", "8w").ok()
    for day, offered in ((2, True), (8, True), (9, False)):
        monkeypatch.setenv("STUDYBUDDY_NOW", on(day))
        with open_desk() as desk:
            assert may_offer_assessment(Today(desk)) is offered, day


def test_who_starts_a_plan_anew_shortly_before_the_interview_is_no_beginner(run: Run) -> None:
    run("plan", "start", "--interview", "10d").ok()
    with open_desk() as desk:
        assert Today(desk).new_left == 15
        long_ago = desk.moment._replace(
            at=desk.moment.at - timedelta(days=40), study_day=desk.moment.study_day - timedelta(days=40)
        )
        card = Today(desk).queue().order[0].question_id
        record(desk.ledger, card, Attempt(Grade.GOOD), long_ago)
        assert Today(desk).new_left == 0


def test_on_the_first_day_of_a_plan_the_load_ahead_is_of_the_cards_that_it_will_bring(run: Run) -> None:
    run("plan", "start", "--interview", "8w").ok()
    with open_desk() as desk:
        today = Today(desk)
        assert today.new_left > 0
        assert today.load(2) == [0, 0]
        assert today.load_ahead(2) == (0, today.new_left)
        assert today.asked_tomorrow == 0  # if nothing is answered today, nothing new either
    run("plan", "start", "--from", "tomorrow").ok()
    with open_desk() as desk:
        assert Today(desk).load_ahead(3)[:2] == (0, 0)
        assert Today(desk).load_ahead(3)[2] > 0

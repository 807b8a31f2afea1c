"""Decks are edited, renamed, moved, merged, split, lost and found; histories stay with their cards."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from card_texts import basic, deck
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import Shelf

from studybuddy.model import Happening, Memory
from studybuddy.store.sql.cards import active_cards
from studybuddy.store.sql.decks import deck_sizes, file_stamps
from studybuddy.store.sql.questions import kinds_of_questions
from studybuddy.store.sql.replaying import steps_of


def test_a_file_that_did_not_change_is_not_read_again(shelf: Shelf) -> None:
    first = shelf.write("a", basic("One?", card_id="one"))
    shelf.write("b", basic("Two?", card_id="two"))
    assert shelf.sync().files_read == 2
    reads: list[tuple[int, int]] = []
    assert shelf.sync(progress=lambda *told: reads.append(told)).files_read == 0
    assert reads == []
    first.write_text(deck(basic("One?", "Another answer.", "one")), encoding="utf-8")
    assert shelf.sync(progress=lambda *told: reads.append(told)).files_read == 1
    assert reads == [(0, 1), (1, 1)]


def test_a_file_with_the_same_stamp_is_taken_for_unchanged(shelf: Shelf) -> None:
    path = shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    stamp = file_stamps(shelf.ledger)[str(path)]
    path.write_text("not a deck any more", encoding="utf-8")
    new = shelf.sync().files_read
    assert new == 1
    assert file_stamps(shelf.ledger)[str(path)] != stamp


def test_an_edit_that_keeps_size_and_modification_time_is_seen(shelf: Shelf) -> None:
    path = shelf.write("a", basic("One?", "Answer A.", "one"))
    shelf.sync()
    stat = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Answer A", "Answer B"), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert shelf.sync().files_read == 1
    assert "Answer B" in str(active_cards(shelf.ledger)[0].fields)


def test_an_edit_of_the_body_keeps_the_history(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", "Old."))
    shelf.sync()
    review = shelf.grade("a/one").review.id
    shelf.write("a", basic("One?", "Wholly different words."))
    report = shelf.sync()
    assert (report.added, report.retired, report.moved) == (0, 0, ())
    assert shelf.history("a/one") == [review]
    assert shelf.memory("a/one").repetitions == 1


def test_an_edit_of_the_heading_of_a_card_without_an_id_carries_its_history_over(shelf: Shelf) -> None:
    shelf.write("a", basic("What is recall?", "Found positives among all positives."))
    shelf.sync()
    shelf.grade("a/what-is-recall")
    before = shelf.memory("a/what-is-recall")
    shelf.write("a", basic("What does recall say?", "Found positives among all positives."))
    report = shelf.sync()
    assert [(pair.old.id, pair.new.id) for pair in report.moved] == [
        ("a/what-is-recall", "a/what-does-recall-say")
    ]
    assert (report.added, report.retired) == (0, 0)
    assert shelf.memory("a/what-does-recall-say") == before
    assert shelf.memory("a/what-is-recall").last_day is None
    assert shelf.active() == ["a/what-does-recall-say"]


def test_a_heading_edited_and_edited_back_keeps_its_history(shelf: Shelf) -> None:
    body = "Found positives among all positives."
    reviews = []
    for heading in ("First", "Second", "First", "Second", "First"):
        shelf.write("a", basic(heading, body))
        shelf.sync()
        reviews.append(shelf.grade(f"a/{heading.lower()}", minutes=len(reviews)).review.id)
    answered = [step for step in steps_of(shelf.ledger, "a/first") if step.what != Happening.MOVE]
    assert [step.id for step in answered] == reviews
    shelf.assert_cache_is_fold()


def test_a_clock_that_went_back_does_not_part_a_renamed_card_from_its_history(shelf: Shelf) -> None:
    shelf.write("a", basic("First", "The body."))
    shelf.sync()
    review = shelf.grade("a/first", minutes=600).review.id
    shelf.write("a", basic("Second", "The body."))
    shelf.sync()
    assert review in shelf.history("a/second")
    shelf.write("a", basic("First", "The body."))
    shelf.sync()
    assert review in shelf.history("a/first")
    shelf.assert_cache_is_fold()


def test_an_answer_of_long_ago_belongs_to_the_card_that_had_the_id_then(shelf: Shelf) -> None:
    shelf.write("a", basic("First", "The body."))
    shelf.sync()
    shelf.grade("a/first")
    shelf.at = shelf.moment(60).at
    shelf.write("a", basic("Second", "The body."))
    shelf.sync()
    shelf.write("a", basic("Second", "The body."), basic("First", "Another card altogether."))
    shelf.sync()
    recorded = shelf.grade("a/first", minutes=-60 * 24 * 3)
    assert recorded.memory == shelf.memory("a/first") == Memory()
    assert recorded.review.id in shelf.history("a/second")
    shelf.assert_cache_is_fold()


def test_a_renamed_file_keeps_all_histories(shelf: Shelf) -> None:
    path = shelf.write(
        "a", basic("One?", "Body one."), basic("Two?", "Body two."), basic("Three?", card_id="three")
    )
    shelf.sync()
    ids = [shelf.grade(question).review.id for question in ("a/one", "a/two", "three")]
    path.rename(path.with_name("z.md"))
    report = shelf.sync()
    assert len(report.moved) == 2
    assert [shelf.history(question)[0] for question in ("z/one", "z/two", "three")] == ids
    assert shelf.active() == ["three", "z/one", "z/two"]


def test_a_card_that_moves_to_another_file_keeps_its_history(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", "Body one."), basic("Two?", "Body two."))
    shelf.write("b", basic("Three?", "Body three."))
    shelf.sync()
    review = shelf.grade("a/two").review.id
    shelf.write("a", basic("One?", "Body one."))
    shelf.write("b", basic("Three?", "Body three."), basic("Two?", "Body two."))
    shelf.sync()
    assert review in shelf.history("b/two")


def test_two_files_that_become_one_and_one_that_becomes_two_keep_their_histories(shelf: Shelf) -> None:
    cards = {n: basic(f"Question {n}?", f"Body {n}.") for n in ("one", "two", "three", "four")}
    shelf.write("a", cards["one"], cards["two"])
    b = shelf.write("b", cards["three"], cards["four"])
    shelf.sync()
    where = {"one": "a", "two": "a", "three": "b", "four": "b"}
    reviews = {n: shelf.grade(f"{deck}/question-{n}").review.id for n, deck in where.items()}
    b.unlink()
    shelf.write("a", *cards.values())
    assert len(shelf.sync().moved) == 2
    assert all(reviews[n] in shelf.history(f"a/question-{n}") for n in cards)
    shelf.write("a", cards["one"])
    shelf.write("c", cards["two"], cards["three"])
    shelf.write("d", cards["four"])
    shelf.sync()
    now = {"one": "a", "two": "c", "three": "c", "four": "d"}
    assert all(reviews[n] in shelf.history(f"{deck}/question-{n}") for n, deck in now.items())
    shelf.assert_cache_is_fold()


PLAIN = "The gradient of the loss vanishes when the sigmoid saturates, so learning with it becomes slow"


def test_a_card_that_is_perhaps_another_is_kept_beside_it_and_reported(shelf: Shelf) -> None:
    shelf.write("a", basic("Why does learning stall?", PLAIN))
    shelf.sync()
    review = shelf.grade("a/why-does-learning-stall").review.id
    altered = (
        "The gradient of the loss vanishes when a unit saturates; one remedy: residual paths and rectifiers"
    )
    shelf.write("a", basic("Why does training stall?", altered))
    report = shelf.sync()
    assert report.moved == ()
    assert [(pair.old.id, pair.new.id) for pair in report.unsure] == [
        ("a/why-does-learning-stall", "a/why-does-training-stall")
    ]
    assert shelf.history("a/why-does-learning-stall") == [review]
    assert shelf.history("a/why-does-training-stall") == []
    shelf.write("a", basic("Why does training stall?", altered, "a/why-does-learning-stall"))
    shelf.sync()
    assert shelf.active() == ["a/why-does-learning-stall"]
    assert shelf.memory("a/why-does-learning-stall").repetitions == 1


def test_the_learner_can_say_that_two_cards_are_one(shelf: Shelf) -> None:
    shelf.write("a", basic("Why does learning stall?", PLAIN))
    shelf.sync()
    review = shelf.grade("a/why-does-learning-stall").review.id
    altered = (
        "The gradient of the loss vanishes when a unit saturates; one remedy: residual paths and rectifiers"
    )
    shelf.write("a", basic("Why does training stall?", altered))
    assert len(shelf.sync(decide=lambda _old, _new: True).moved) == 1
    assert review in shelf.history("a/why-does-training-stall")


def test_a_deck_that_cannot_be_read_is_a_problem_and_the_rest_is_read(shelf: Shelf) -> None:
    shelf.write("good", basic("One?", card_id="one"))
    (shelf.own / "folder.md").mkdir()
    (shelf.own / "dangling.md").symlink_to(shelf.own / "nowhere")
    report = shelf.sync()
    assert sorted(Path(problem.source.path).name for problem in report.problems) == [
        "dangling.md",
        "folder.md",
    ]
    assert shelf.active() == ["one"]
    assert shelf.sync().files_read == 0


def test_a_link_that_leads_back_to_its_own_folder_is_not_followed(shelf: Shelf) -> None:
    shelf.write("sub/a", basic("One?", card_id="one"))
    (shelf.own / "sub" / "loop").symlink_to(shelf.own)
    (shelf.own / "sub" / "self").symlink_to(shelf.own / "sub")
    report = shelf.sync()
    assert report.problems == ()
    assert list(file_stamps(shelf.ledger)) == [str(shelf.own / "sub" / "a.md")]


def test_hidden_files_and_files_of_other_sorts_are_no_decks(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.write(".hidden", basic("Two?", card_id="two"))
    shelf.write(".git/x", basic("Three?", card_id="three"))
    (shelf.own / "notes.txt").write_text("plain", encoding="utf-8")
    shelf.sync()
    assert shelf.active() == ["one"]


def test_a_deck_that_turns_bad_and_is_mended_keeps_its_histories(shelf: Shelf) -> None:
    path = shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    shelf.grade("one")
    good = path.read_bytes()
    path.write_bytes(good.replace(b"title", b"\xff\x00: [", 1))
    assert shelf.sync().problems
    assert "one" in {*shelf.active(), *kinds_of_questions(shelf.ledger)}
    path.write_bytes(good)
    shelf.sync()
    assert shelf.memory("one").repetitions == 1
    assert shelf.active() == ["one"]


def test_a_sync_that_comes_second_writes_over_nothing(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.sync()
    with Shelf(tmp_path) as other:
        shelf.write("a", basic("One?", "Edited.", "one"))

        def meanwhile(done: int, total: int) -> None:
            if done == total and "b" not in deck_sizes(other.ledger):
                shelf.write("b", basic("Two?", card_id="two"))
                other.sync()

        shelf.sync(progress=meanwhile)
        assert shelf.active() == ["one", "two"]
        assert other.active() == ["one", "two"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_unicode_is_a_problem_and_the_rest_is_read(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    shelf.write("é ü", basic("Two?", card_id="two"))
    Path(os.fsdecode(bytes(shelf.own) + b"/caf\xe9.md")).write_text(deck(basic("Three?")), encoding="utf-8")
    report = shelf.sync()
    assert ["caf\\xe9.md:1: cannot be read" in str(problem) for problem in report.problems] == [True]
    assert shelf.active() == ["one", "two"]
    assert shelf.sync().files_read == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_the_place_of_a_deck_is_a_problem_and_is_not_waited_for(shelf: Shelf) -> None:
    shelf.write("a", basic("One?", card_id="one"))
    os.mkfifo(shelf.own / "pipe.md")
    assert [problem.message for problem in shelf.sync().problems] == [
        "cannot be read: it is no ordinary file"
    ]
    assert shelf.active() == ["one"]


def test_ids_are_the_same_however_a_system_spells_the_accents_of_a_name(shelf: Shelf) -> None:
    shelf.write("cafe\u0301", basic("One?"))
    shelf.sync()
    assert shelf.active() == ["caf\u00e9/one"]


def test_a_home_with_any_name_works(tmp_path: Path) -> None:
    name = "a b%3fmode=ro%20#é" if sys.platform == "win32" else "a b?mode=ro%20#é"
    with Shelf(tmp_path / name) as shelf:
        shelf.write("a", basic("One?", card_id="one"))
        shelf.sync()
        shelf.grade("one")
        shelf.drop_caches()
        shelf.sync()
        assert shelf.memory("one").repetitions == 1


IDS = st.sampled_from(["p", "q", "r"])
CONTENTS = st.lists(IDS, max_size=3, unique=True)
STATES = st.lists(st.tuples(CONTENTS, CONTENTS, CONTENTS), min_size=1, max_size=5)


@settings(max_examples=20, deadline=None)
@given(states=STATES)
def test_many_small_syncs_lead_to_what_one_sync_sees(states: list[tuple[list[str], ...]]) -> None:
    """Ids are used twice, in own decks and shipped ones, and wander: no card is ever left hidden."""
    with tempfile.TemporaryDirectory() as folder, Shelf(Path(folder)) as shelf:
        for state in states:
            for name, ids in zip(("a", "b", "shipped"), state, strict=True):
                is_shipped = name == "shipped"
                cards = (basic(f"{one} of {name}?", f"Body {one} {name}.", one) for one in ids)
                shelf.write(name, *cards, shipped=is_shipped)
            shelf.sync()
        own = {*states[-1][0], *states[-1][1]}
        assert set(shelf.active()) == own | set(states[-1][2])
        for card in active_cards(shelf.ledger):
            assert ("of shipped" in card.heading) == (card.id not in own)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybuddy.errors import StudyBuddyError
from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.kinds.identity import is_valid_id, slug, write_ids

HEAD = "---\ntitle: T\ndomain: theory\ntopic: trees\n---\n"


def deck(text: str) -> Deck:
    return read_deck(text, path_shown="deck.md", deck="my/deck")


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Why does L1 give *exact* zeros?", "why-does-l1-give-exact-zeros"),
        ("`a_b` & $c$", "a-b-c"),
        ("Größe ≥ 5", "grösse-5"),
        ("???", "card"),
        ("", "card"),
        ("勾配", "勾配"),
    ],
)
def test_a_slug_is_the_words_of_a_heading(heading: str, words: str) -> None:
    assert slug(heading) == words


@given(st.text())
def test_every_slug_is_a_valid_id_of_one_line(heading: str) -> None:
    words = slug(heading)
    assert words
    assert not set(words) & set(" \t\n:{}#/")


@pytest.mark.parametrize("card_id", ["a:b", "a b", "-a", "a-", "é{", "", "a/"])
def test_ids_that_would_confuse_are_refused(card_id: str) -> None:
    assert not is_valid_id(card_id)


def test_a_card_without_an_id_gets_its_deck_and_slug() -> None:
    text = f"{HEAD}## Same\n\na\n\n## Same\n\nb\n\n## Other {{#my/deck/third}}\n\nc\n\n## Third\n\nd\n"
    ids = [(card.id, card.explicit_id) for card in deck(text).cards]
    assert ids == [
        ("my/deck/same", False),
        ("my/deck/same-2", False),
        ("my/deck/third", True),
        ("my/deck/third-2", False),
    ]


def test_the_digest_changes_with_the_text_alone() -> None:
    def digest(card: str) -> str:
        (found,) = deck(HEAD + card).cards
        return found.digest

    same = digest("## A {#a}\n\nbody\n")
    for card in ("## A {#b tier=core}\n\nbody", "## A\nbody   \n\n\n", "\n\n## A ##\n\nbody\r\n"):
        assert digest(card) == same
    for card in (
        "## B\n\nbody",
        "## A\n\nbody.",
        "## A\n\n  body",
        "## A\n\nbo\ndy",
        "## A\n\nbody\n### Hint\nx",
    ):
        assert digest(card) != same


TEXT = (
    "\ufeff---\r\ntitle: T\r\n---\r\n## One  \r\n\r\na  \r\n## Two ##\n\n\tb\n"
    "   ## Three {.reversed}\n\nc\r## Four {x}\nd"
)


def test_ids_are_written_and_nothing_else_is_touched() -> None:
    written = write_ids(TEXT, {4: "one", 7: "two", 10: "three", 13: "four"})
    assert written == (
        "\ufeff---\r\ntitle: T\r\n---\r\n## One {#one}  \r\n\r\na  \r\n## Two {#two} ##\n\n\tb\n"
        "   ## Three {#three .reversed}\n\nc\r## Four {x} {#four}\nd"
    )
    assert [card.id for card in deck(written).cards] == ["one", "two", "three", "four"]
    assert [card.digest for card in deck(written).cards] == [card.digest for card in deck(TEXT).cards]


def test_no_ids_leave_the_text_alone() -> None:
    assert write_ids(TEXT, {}) == TEXT


@pytest.mark.parametrize(
    ("line", "message"), [(5, "no `##` heading"), (99, "no `##` heading"), (0, "no `##` heading")]
)
def test_a_line_that_is_no_heading_is_refused(line: int, message: str) -> None:
    with pytest.raises(StudyBuddyError, match=message):
        write_ids(TEXT, {line: "x"})


def test_a_heading_with_an_id_is_refused() -> None:
    with pytest.raises(StudyBuddyError, match="already has the id a"):
        write_ids("## A {#a}", {1: "b"})


HEADINGS = st.text(st.sampled_from("ab #{}.=*`$\\[]()_-\t"), max_size=12)


@given(st.lists(HEADINGS, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n", "\r"]))
def test_written_ids_are_the_ids_that_are_read(headings: list[str], newline: str) -> None:
    lines = [HEAD.rstrip("\n"), *(f"## {heading}\nbody" for heading in headings), ""]
    text = "\n".join(lines).replace("\n", newline)
    before = deck(text)
    ids = {card.source.line: f"new-{card.source.line}" for card in before.cards if not card.explicit_id}
    after = deck(write_ids(text, ids))
    read = {card.source.line: card.id for card in after.cards}
    assert {line: read.get(line) for line in ids} == ids

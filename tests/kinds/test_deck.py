import pytest

from studybuddy.kinds.crosscheck import cross_check
from studybuddy.kinds.deck import Deck, read_deck
from studybuddy.model import Severity

HEAD = "---\ntitle: T\ndomain: theory\ntopic: trees\n---\n"


def deck(text: str | bytes, name: str = "deck") -> Deck:
    return read_deck(text, path_shown=f"{name}.md", deck=name)


def messages(found: Deck) -> list[str]:
    return [f"{problem.source.line}: {problem.message}" for problem in found.problems]


@pytest.mark.parametrize(
    "text", ["", "Just prose.\n\n## A heading\n", b"", b"caf\xe9", "\n---\ntitle: x\n---\n"]
)
def test_a_file_without_front_matter_is_skipped_in_silence(text: str | bytes) -> None:
    assert deck(text) == Deck((), (), is_deck=False)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("---\ntitle: x\n\n## A\n", Severity.ERROR),
        ("\ufeff---\n\ntopic:\n", Severity.ERROR),
        (b"\xef\xbb\xbf---\r\ntitle: x", Severity.ERROR),
        ("\ufeff---\n", Severity.WARNING),
        ("---\n\nProse: below a rule.\n", Severity.WARNING),
    ],
)
def test_front_matter_that_is_never_closed_is_an_error_and_a_rule_above_prose_a_warning(
    text: str | bytes, severity: Severity
) -> None:
    found = deck(text)
    assert not found.is_deck
    assert messages(found) == ["1: the front matter is never closed, so the file is no deck"]
    assert found.problems[0].severity is severity


def test_front_matter_that_lost_its_first_line_is_an_error() -> None:
    found = deck("title: x\ntopic: metrics\n---\n\n## A {#a}\n\nB\n")
    assert messages(found) == [
        "1: the front matter does not begin with a line of ---, so the file is no deck"
    ]
    assert found.problems[0].severity is Severity.ERROR
    assert deck("title: of a film\n\nProse.\n\n---\n").problems == ()


def test_prose_with_ids_is_warned_about() -> None:
    assert messages(deck("## A {#a}\n")) == ["1: the file holds {# but has no front matter, so it is no deck"]


def test_a_story_is_no_deck() -> None:
    found = deck("---\ncompetencies: [growth]\n---\n## Situation\n\nx\n")
    assert (found.is_deck, found.is_story, found.cards, found.problems) == (False, True, (), ())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(newline: str, bom: str) -> None:
    text = f"{HEAD}\n## A {{#a}}\n\n- [x] b\n- [ ] c\n\nd\n"
    assert deck((bom + text.replace("\n", newline)).encode()) == deck(text)


def test_front_matter_that_cannot_be_read_is_one_problem_and_the_cards_stay() -> None:
    found = deck("---\n- a\n- b\n---\n## A {#a}\n\nb\n")
    assert messages(found) == ["2: the front matter is a list, not a mapping"]
    assert [card.id for card in found.cards] == ["a"]


def test_a_bad_byte_spoils_only_its_own_card() -> None:
    found = deck(HEAD.encode() + b"## A {#a}\n\ncaf\xe9\n\n## B {#b}\n\nb\n")
    assert messages(found) == ["8: byte 0xE9 is not UTF-8"]
    assert [card.id for card in found.cards] == ["a", "b"]


def test_a_deck_of_20_megabytes_is_one_problem() -> None:
    for text in (HEAD + "x" * 20_000_000, HEAD.encode() + b"x" * 20_000_000):
        found = deck(text)
        assert (found.is_deck, len(found.problems)) == (False, 1)


def test_many_cards_with_one_heading_are_read_in_linear_time() -> None:
    found = deck(HEAD + "## A\n\nb\n\n" * 10_000)
    assert len({card.id for card in found.cards}) == 10_000


def test_a_topic_of_another_domain_is_a_warning() -> None:
    found = deck("---\ndomain: math\ntopic: trees\n---\n## A {#a}\n\nb\n")
    assert messages(found) == ["3: topic `trees` is not one of domain `math`"]
    assert found.problems[0].severity is Severity.WARNING


def test_a_deck_needs_no_domain_where_the_topic_tells() -> None:
    found = deck("---\ntopic: calculus\n---\n## A {#a}\n\nb\n")
    assert found.problems == ()
    assert [(card.domain, card.topic, card.tier) for card in found.cards] == [
        ("math", "calculus", "standard")
    ]


@pytest.mark.parametrize(
    ("card", "message"),
    [
        ("## A {#a}\n\n{{c1::b}}\n\n- [x] c\n- [ ] d\n", "a task list in a cloze card"),
        ("## A {#a .star}\n\n{{c1::b}}\n", "a cloze in a star card"),
        ("## A {#a .cloze}\n\nb\n", "the heading says `.cloze`, but the body makes `basic`"),
        ("## A {#a .choice}\n\n{{c1::b}}\n", "the heading says `.choice`, but the body makes `cloze`"),
    ],
)
def test_kinds_that_do_not_go_together_are_an_error_and_the_card_stays(card: str, message: str) -> None:
    found = deck(HEAD + card)
    assert messages(found) == [f"6: {message}"]
    assert [card.id for card in found.cards] == ["a"]


def test_a_heading_may_say_the_kind_that_the_body_makes() -> None:
    for card in ("## A {.basic}\n\nb", "## A {.cloze}\n\n{{c1::b}}", "## A {.choice}\n\n- [x] b\n- [ ] c"):
        assert deck(HEAD + card).problems == ()


def test_duplicate_ids_over_decks_are_errors() -> None:
    one, two = deck(f"{HEAD}## A {{#a}}\n\nb\n", "one"), deck(f"{HEAD}## C {{#a}}\n\nd\n", "two")
    (problem,) = cross_check((*one.cards, *two.cards))
    assert str(problem) == (
        "two.md:6: duplicate id `a` (it is the id of the card at one.md:6; ids are unique over all decks)"
    )


def test_a_see_also_that_points_nowhere_is_an_error() -> None:
    text = f"{HEAD}## A {{#a}}\n\nb\n\n### See also\n- #b\n- `c`, of old\n- [x](y.md#d)\n- [w](https://w.org/#e)\n"
    found = deck(f"{text}\n## B {{#b}}\n\nb\n")
    assert found.problems == ()
    assert [problem.message for problem in cross_check(found.cards)] == [
        "`See also` points to `c`, which is no card",
        "`See also` points to `d`, which is no card",
    ]

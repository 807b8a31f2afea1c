import pytest

from studybuddy.markdown.attributes import NONE, split_attributes
from studybuddy.markdown.document import Attributes

KEYS = frozenset({"tier", "tags"})


@pytest.mark.parametrize(
    ("heading", "text", "attributes"),
    [
        ("Why? {#why}", "Why?", Attributes("why")),
        ("{#why}", "", Attributes("why")),
        (
            "Why? {#a-b_c/d.e .design tier=core}",
            "Why?",
            Attributes("a-b_c/d.e", ("design",), (("tier", "core"),)),
        ),
        ("Why? { .star #s }", "Why?", Attributes("s", ("star",))),
        ("Why? {tags=a,b tier=x}", "Why?", Attributes(None, (), (("tags", "a,b"), ("tier", "x")))),
        ("The set {a, b} {#set}", "The set {a, b}", Attributes("set")),
    ],
)
def test_attributes_at_the_end_of_a_heading_are_split_off(
    heading: str, text: str, attributes: Attributes
) -> None:
    assert split_attributes(heading, KEYS) == (text, attributes)


@pytest.mark.parametrize(
    "heading",
    [
        "no space{#id}",
        "not last {#id} text",
        "unknown key {#id colour=red}",
        "a word {#id word}",
        "empty {}",
        "two ids {#a #b}",
        "a key twice {tier=a tier=b}",
        'quotes {tier="core"}',
        "code `{#id}`",
        "math ${#id}$",
        "half code `{#id`}",
        "escaped \\{#id}",
        "empty value {tier=}",
        "nested {{#id}}",
        "a link [x]({#id})",
        "{",
    ],
)
def test_other_braces_stay_text(heading: str) -> None:
    assert split_attributes(heading, KEYS) == (heading, NONE)

import re

import pytest

from studybuddy.markdown.document import Document, Inline
from studybuddy.markdown.reading import read


def document(text: str) -> Document:
    return read(text, "deck.md", keys={"tier"}, marks=re.compile(r"\{\{c\d+::|::|\}\}"))


def inline(text: str) -> Inline:
    (block,) = document(text).blocks
    (found,) = block.inlines
    return found


def math(text: str) -> list[str]:
    return [span.content for span in inline(text).spans if span.kind == "math"]


def problems(text: str) -> list[str]:
    return [f"{problem.source.line}: {problem.message}" for problem in document(text).problems]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_sections_know_their_lines_and_parts(newline: str) -> None:
    text = "---\nt: x\n---\n\n# Title\nprose\n## One {#one}\nlead\n### Part\n- a\n- b\n\n## Two\n# End\nmore"
    doc = document(text.replace("\n", newline))
    one, two = doc.sections
    assert (one.heading, one.attributes.id, one.start, one.end) == ("One", "one", 6, 12)
    assert [(block.kind, block.start, block.end) for block in one.blocks] == [("paragraph", 7, 8)]
    (part,) = one.sections
    assert (part.heading, part.start, part.end) == ("Part", 8, 12)
    assert [(item.start, item.end) for item in part.blocks[0].items] == [(9, 10), (10, 12)]
    assert (two.heading, two.start, two.end) == ("Two", 12, 13)
    assert [(chapter.heading, chapter.start, chapter.end) for chapter in doc.chapters] == [
        ("Title", 4, 6),
        ("End", 13, 15),
    ]
    assert doc.text(one.start, one.end) == "## One {#one}\nlead\n### Part\n- a\n- b"


@pytest.mark.parametrize(
    "text",
    [
        "```\n## x\n```",
        "$$\n## x\n$$",
        "> ## x",
        "- ## x",
        "    ## x",
        "<!--\n## x\n-->",
        "\\## x",
        "##x",
        "text\n$$\n## x\n$$",
    ],
)
def test_a_heading_that_is_not_at_the_top_level_is_text(text: str) -> None:
    assert document(text).sections == ()


def test_a_setext_heading_is_a_problem_and_opens_nothing() -> None:
    doc = document("## One\n\ntext\n---\n\nmore\n===\n")
    assert [(section.start, section.end) for section in doc.sections] == [(0, 8)]
    assert doc.chapters == ()
    assert [problem.source.line for problem in doc.problems] == [4, 7]
    assert "blank line" in doc.problems[0].hint


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$x$", ["x"]),
        ("2$x$ is 5", ["x"]),
        ("$x$ and $y$.", ["x", "y"]),
        ("$a\\$b$", ["a\\$b"]),
        ("$a\nb$", ["a\nb"]),
        ("costs $5 and $10", []),
        ("$ x$", []),
        ("$x $", []),
        ("$x$1", []),
        ("\\$x$", []),
        ("`$x$`", []),
        ("$$", []),
        ("so $$x$$ inline", ["x"]),
        ("$a*b$ and $c*d$", ["a*b", "c*d"]),
        ("${{c1::x}}$", ["{{c1::x}}"]),
    ],
)
def test_dollar_math_is_read_strictly(text: str, found: list[str]) -> None:
    assert math(text) == found


@pytest.mark.parametrize("text", ["$$x$$", "$$\nx\n$$", "$$ x\n= y $$", "text\n\n$$\n---\n$$"])
def test_display_math_is_a_block(text: str) -> None:
    assert document(text).blocks[-1].kind == "math_block"


@pytest.mark.parametrize("text", ["$$\nx\n\ny\n$$", "$$x$$ is text", "$$", "    $$x$$", "- $$\n\n$$"])
def test_other_double_dollars_are_no_block(text: str) -> None:
    assert "math_block" not in {block.kind for block in document(text).blocks}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a {{c1::b}} c", [("{{c1::", 0, 2), ("}}", 0, 9)]),
        ("a\n   {{c1::b::d}}", [("{{c1::", 1, 3), ("::", 1, 10), ("}}", 1, 13)]),
        ("> a\n> {{c1::b}}", [("{{c1::", 1, 2), ("}}", 1, 9)]),
        ("1. a **{{c1::b}}**", [("{{c1::", 0, 7), ("}}", 0, 14)]),
        ("`{{c1::b}}` {{c2::c}}", [("{{c2::", 0, 12), ("}}", 0, 19)]),
        ("\\{{c1::b}} {{c2::`}}`}}", [("::", 0, 5), ("}}", 0, 8), ("{{c2::", 0, 11), ("}}", 0, 21)]),
        ("[{{c1::b}}](u)", [("{{c1::", 0, 1), ("}}", 0, 8)]),
        ("![{{c1::b}}](u)", []),
        ("[b](<{{c1::b}}>) $x$", []),
    ],
)
def test_marks_are_found_in_text_alone_with_their_place(
    text: str, places: list[tuple[str, int, int]]
) -> None:
    (block,) = document(text).blocks
    assert [tuple(mark) for found in block.inlines for mark in found.marks] == places


def test_marks_in_a_table_are_found_in_their_own_cell() -> None:
    (table,) = document("| a | b |\n| - | - |\n| {{c1::x}} | {{c1::x}} |\n").blocks
    assert [(mark.line, mark.column) for found in table.inlines for mark in found.marks] == [
        (2, 2),
        (2, 9),
        (2, 14),
        (2, 21),
    ]


def test_links_are_collected() -> None:
    text = "[a](b.md) ![i](p.png) [r] <https://x.org>\n\n[r]: ref.md"
    assert inline(text).links == ("b.md", "p.png", "ref.md", "https://x.org")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```\nx", ["1: the code fence is never closed"]),
        ("```", ["1: the code fence is never closed"]),
        ("~~~\nx\n~~~~", []),
        ("> ```\n> x\n> ```", []),
        ("````\n```\n````", []),
        ("a\n\n```py `x`\ny", ["3: a paragraph starts with three backticks"]),
        ("costs $5", ["1: a $ that looks like money"]),
        ("costs \\$5, or `$5`", []),
        ("from $5 per month to 10$ a year", ["1: a $ that looks like money"]),
        ("$2 + x$ and $0.5$", []),
        ("$$\nx\n\ny", ["1: display math that is not closed"]),
        ("<!-- x\n## y\n", ["2: a heading inside HTML is text"]),
    ],
)
def test_what_is_wrong_as_markdown_is_a_problem_with_its_line(text: str, found: list[str]) -> None:
    assert problems(text) == found


def test_many_openings_without_an_end_are_read_in_one_pass() -> None:
    assert len(document("$$ x\n" * 20_000).blocks) == 1
    assert len(document("{{c1::$a " * 20_000).blocks) == 1

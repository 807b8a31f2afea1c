import pytest

from studybuddy.markdown.front_matter import front_matter_end, read_front_matter


def read(text: str) -> tuple[object, list[str]]:
    lines = text.split("\n")
    front_matter, problems = read_front_matter(lines[: front_matter_end(lines)], "deck.md")
    return front_matter.values, [str(problem) for problem in problems]


def test_values_and_their_lines_are_read() -> None:
    lines = ["---", "title: T", "", "# comment", "tags: [a, b]", "...", "## Card"]
    end = front_matter_end(lines)
    front_matter, problems = read_front_matter(lines[:end], "deck.md")
    assert (end, problems) == (6, ())
    assert front_matter.values == {"title": "T", "tags": ["a", "b"]}
    assert (front_matter.line("title"), front_matter.line("tags"), front_matter.line("tier")) == (2, 5, 1)


@pytest.mark.parametrize(
    "text", ["", "title: T", "\n---\na: b\n---", "---\na: b", "--- x\n---", "----\n----"]
)
def test_text_without_two_fences_has_no_front_matter(text: str) -> None:
    assert front_matter_end(text.split("\n")) == 0


def test_empty_front_matter_is_an_empty_mapping() -> None:
    assert read("---\n---") == ({}, [])


@pytest.mark.parametrize(
    ("yaml", "line", "part"),
    [
        ("- a\n- b", 2, "is a list, not a mapping"),
        ("just text", 2, "is text, not a mapping"),
        ("title: a: b", 2, "not YAML"),
        ("title: ok\ntags: [a", 4, "not YAML"),
        ("a: &x [1]\nb: 2", 2, "anchor or alias"),
        ("a: 1\nb: *a", 3, "anchor or alias"),
        ("a: " + "[" * 5000, 2, "nested deeper than 8"),
        ("title: 2026-02-30", 1, "not YAML"),
        ("title: !!python/name:os.system x", 2, "not YAML"),
        ("title: " + "9" * 5000, 1, "not YAML"),
        ("title: \x07", 1, "not YAML"),
        (r'title: "a\e]0;b\a"', 2, "control character"),
        (r"a: 1" + "\n" + r'"\x9b2J": 1', 3, "control character"),
        (r'tags: [x, ["\0"]]', 2, "control character"),
        ("title: " + "x" * 70_000, 1, "longer than 64 KiB"),
    ],
)
def test_what_cannot_be_read_is_one_problem_with_its_line(yaml: str, line: int, part: str) -> None:
    values, problems = read(f"---\n{yaml}\n---")
    assert values == {}
    assert len(problems) == 1
    assert problems[0].startswith(f"deck.md:{line}: ")
    assert part in problems[0]


def test_line_breaks_and_tabs_are_text() -> None:
    values, problems = read('---\ntitle: "a\\tb\\nc"\nnote: |\n  one\n  two\n---')
    assert values == {"title": "a\tb\nc", "note": "one\ntwo\n"}
    assert problems == []


def test_a_yaml_bomb_is_refused_before_it_grows() -> None:
    levels = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 30)]
    values, problems = read("---\nl0: &l0 [x]\n" + "\n".join(levels) + "\n---")
    assert values == {}
    assert problems == ["deck.md:2: the front matter uses a YAML anchor or alias (write the value out)"]


def test_a_repeated_key_is_a_problem_and_the_rest_is_kept() -> None:
    values, problems = read("---\na: 1\nb: 2\na: 3\n---")
    assert values == {"a": 3, "b": 2}
    assert problems == ["deck.md:4: `a` appears twice in the front matter (keep one)"]

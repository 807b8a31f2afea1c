import pytest

from studybuddy.kinds.stories import read_story

STORY = """---
id: cut-latency
title: The slow ranker
competencies: [impact, 2024]
scope: team
metrics: 40% faster
target_seconds: 120
---

## Situation
Slow.

## Task
Mine.

## Action
I measured.

## Result
40% faster.

## Follow-ups
- Why?
"""


def test_a_story_is_read_with_its_sections() -> None:
    story, problems = read_story(STORY.encode(), path_shown="s.md", name="s")
    assert problems == ()
    assert story is not None
    assert (story.id, story.title, story.scope, story.target_seconds) == (
        "cut-latency",
        "The slow ranker",
        "team",
        120,
    )
    assert (story.competencies, story.metrics) == (("impact", "2024"), ("40% faster",))
    assert list(story.sections) == ["Situation", "Task", "Action", "Result", "Follow-ups"]
    assert story.sections["Action"] == "I measured."


def test_a_file_without_front_matter_is_no_story() -> None:
    story, problems = read_story("## Situation\n", path_shown="s.md", name="s")
    assert story is None
    assert [str(problem) for problem in problems] == [
        "s.md:1: a story without front matter (start it with ---, the competencies, and ---)"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("scope: team", "scope: world", "5: unknown scope `world`"),
        ("scope: team", "mood: good", "5: unknown front-matter key `mood`"),
        ("target_seconds: 120", "target_seconds: soon", "7: `target_seconds` is not 10 to 1800"),
        ("target_seconds: 120", "target_seconds: true", "7: `target_seconds` is not 10 to 1800"),
        ("[impact, 2024]", "{a: b}", "4: `competencies` is not a list of words"),
        ("## Task\nMine.\n", "", "1: the story has no `## Task`"),
        ("## Task", "## Tasks", "13: `## Tasks` is no section of a story"),
        ("## Task", "## Situation", "13: `## Situation` twice in the story"),
    ],
)
def test_what_is_wrong_with_a_story_is_a_problem_with_its_line(old: str, new: str, problem: str) -> None:
    story, problems = read_story(STORY.replace(old, new), path_shown="s.md", name="s")
    assert story is not None
    assert problem in [f"{found.source.line}: {found.message}" for found in problems]

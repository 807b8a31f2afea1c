"""The text of a behavioral story goes in, the story and every problem in it come out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from studybuddy.markdown.decoding import decode, replace_nul
from studybuddy.markdown.document import Document, FrontMatter
from studybuddy.markdown.reading import read
from studybuddy.model import Problem, Severity, Source

KEYS = ("id", "title", "competencies", "scope", "metrics", "target_seconds")
SCOPES = ("self", "team", "org")
SECTIONS = ("Headline", "Situation", "Task", "Action", "Result", "Reflection", "Follow-ups")
TARGET_SECONDS = 150

_NEEDED = ("Situation", "Task", "Action", "Result")


@dataclass(frozen=True, slots=True)
class Story:
    """One story: `sections` maps each heading of SECTIONS that it has to its Markdown."""

    id: str
    title: str
    competencies: tuple[str, ...]
    scope: str
    metrics: tuple[str, ...]
    target_seconds: int
    sections: Mapping[str, str]
    source: Source


def read_story(text: str | bytes, *, path_shown: str, name: str) -> tuple[Story | None, tuple[Problem, ...]]:
    """Return the story of a file, and its problems; None if the file is no story.

    `name` is the file's name without `.md`, the id of a story that has none.
    """
    if isinstance(text, bytes):
        content, problems = decode(text, path_shown)
    else:
        content, problems = replace_nul(text.removeprefix("\ufeff"), path_shown, [])
    document = read(content, path_shown)
    front_matter = document.front_matter
    if front_matter is None:
        hint = "start it with ---, the competencies, and ---"
        return None, (*problems, Problem(Source(path_shown, 1), "a story without front matter", hint))
    found = [*problems, *document.problems]
    sections = dict(_sections(document, found))
    values = front_matter.values
    found += _key_problems(front_matter, path_shown)
    story = Story(
        id=str(values.get("id") or name),
        title=str(values.get("title") or name),
        competencies=_words(front_matter, "competencies", path_shown, found),
        scope=_scope(front_matter, path_shown, found),
        metrics=_words(front_matter, "metrics", path_shown, found),
        target_seconds=_target_seconds(front_matter, path_shown, found),
        sections=sections,
        source=Source(path_shown, 1),
    )
    found += [
        Problem(Source(path_shown, 1), f"the story has no `## {section}`", "add it", Severity.WARNING)
        for section in _NEEDED
        if not sections.get(section)
    ]
    return story, tuple(sorted(found, key=lambda problem: problem.source.line))


def _sections(document: Document, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    seen = set()
    for section in document.sections:
        name = " ".join(section.heading.split()).capitalize()
        if name not in SECTIONS or name in seen:
            what = "twice in the story" if name in seen else "is no section of a story"
            hint = f"the sections are {', '.join(SECTIONS)}"
            source = document.source(section.start)
            problems.append(Problem(source, f"`## {section.heading}` {what}", hint, Severity.WARNING))
        seen.add(name)
        yield name, document.text(section.start + 1, section.end)


def _key_problems(front_matter: FrontMatter, path: str) -> Iterator[Problem]:
    for key in front_matter.values:
        if key not in KEYS:
            source = Source(path, front_matter.line(key))
            yield Problem(source, f"unknown front-matter key `{key}`", f"known are {', '.join(KEYS)}")


def _words(front_matter: FrontMatter, key: str, path: str, problems: list[Problem]) -> tuple[str, ...]:
    value: Any = front_matter.values.get(key)
    if isinstance(value, str):
        value = value.split(",")
    if isinstance(value, list) and all(isinstance(word, (str, int, float)) for word in value):
        return tuple(text for word in value if (text := str(word).strip()))
    if value is not None or key == "competencies":
        source = Source(path, front_matter.line(key))
        problems.append(Problem(source, f"`{key}` is not a list of words", f"write `{key}: [one, two]`"))
    return ()


def _scope(front_matter: FrontMatter, path: str, problems: list[Problem]) -> str:
    scope = front_matter.values.get("scope", SCOPES[0])
    if scope not in SCOPES:
        source = Source(path, front_matter.line("scope"))
        problems.append(Problem(source, f"unknown scope `{scope}`", f"known are {', '.join(SCOPES)}"))
        return SCOPES[0]
    return str(scope)


def _target_seconds(front_matter: FrontMatter, path: str, problems: list[Problem]) -> int:
    seconds = front_matter.values.get("target_seconds", TARGET_SECONDS)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 10 <= seconds <= 1800:
        source = Source(path, front_matter.line("target_seconds"))
        problems.append(Problem(source, "`target_seconds` is not 10 to 1800", "write `target_seconds: 150`"))
        return TARGET_SECONDS
    return seconds

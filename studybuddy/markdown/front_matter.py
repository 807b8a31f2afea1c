"""The lines of a file go in, its YAML front matter as plain values comes out, with every problem in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from studybuddy.markdown.document import FrontMatter
from studybuddy.model import Problem, Source

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 8
# YAML's escapes can spell what no file may hold: it would steer the terminal, or cannot be written at all.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def front_matter_end(lines: Sequence[str]) -> int:
    """Return the number of lines that the front matter takes, its fences included; 0 if there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for index in range(1, len(lines)):
        if lines[index].startswith(("---", "...")) and lines[index].rstrip() in ("---", "..."):
            return index + 1
    return 0


def read_front_matter(lines: Sequence[str], path: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Return the mapping between the fences; it is empty, with a problem, where there is no good one.

    Anchors, aliases and nesting deeper than 8 are refused before any value is built, so that a few lines
    cannot grow into gigabytes; so are control characters.
    """
    text = "\n".join(lines[1:-1]) + "\n"
    if len(text) > MAX_CHARACTERS:
        return _refused(path, 1, "the front matter is longer than 64 KiB", "keep it to a few lines")
    try:
        seen = _survey(text)
        if seen.refused:
            return _refused(path, *seen.refused)
        values = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return _refused(path, line, f"the front matter is not YAML: {error.problem or error.context}", _QUOTE)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:
        return _refused(
            path, 1, f"the front matter is not YAML: {' '.join(str(error).split())[:100]}", _QUOTE
        )
    if values is None:
        values = {}
    if not isinstance(values, dict):
        what = "a list" if isinstance(values, list) else "text"
        return _refused(
            path, 2, f"the front matter is {what}, not a mapping", "write lines such as `title: …`"
        )
    problems = tuple(
        Problem(Source(path, line), f"`{key}` appears twice in the front matter", "keep one")
        for key, line in seen.repeated
    )
    return FrontMatter({str(key): value for key, value in values.items()}, seen.lines), problems


_QUOTE = "put values with special characters into quotes"


@dataclass(slots=True)
class _Survey:
    lines: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    refused: tuple[int, str, str] | None = None


def _survey(text: str) -> _Survey:
    """Walk the events without building values: where the keys stand, and what must be refused."""
    seen = _Survey()
    for key, line in _top_keys(text, seen):
        if key in seen.lines:
            seen.repeated.append((key, line))
        seen.lines[key] = line
    return seen


def _top_keys(text: str, seen: _Survey) -> Iterator[tuple[str, int]]:
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = (event.start_mark.line if event.start_mark else 0) + 2
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            seen.refused = (line, "the front matter uses a YAML anchor or alias", "write the value out")
            return
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            if isinstance(event, yaml.ScalarEvent) and _UNPRINTABLE.search(event.value):
                seen.refused = (line, "the front matter holds a control character", "leave it out")
                return
            if depth == 1:
                nodes += 1
                if nodes % 2 and isinstance(event, yaml.ScalarEvent):
                    yield event.value, line
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
        if depth > MAX_DEPTH:
            seen.refused = (line, f"the front matter is nested deeper than {MAX_DEPTH}", "keep it flat")
            return


def _refused(path: str, line: int, message: str, hint: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    return FrontMatter({}, {}, is_readable=False), (Problem(Source(path, line), message, hint),)

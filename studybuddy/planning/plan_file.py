"""The text of a plan file flows in; a Plan, and every problem with its line and a hint, flow out."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from studybuddy.markdown.decoding import decode
from studybuddy.markdown.document import Document, FrontMatter, Section
from studybuddy.markdown.reading import read
from studybuddy.model import Problem, Severity, Source
from studybuddy.planning.cost import WeekTotal, check_content, check_fit, check_last_weeks, week_totals
from studybuddy.planning.hints import near
from studybuddy.planning.plan import DAYS_OF_WEEK, Plan, Week
from studybuddy.planning.profile_reading import PROFILE_KEYS, read_profile
from studybuddy.planning.sizes import plan_in_force
from studybuddy.planning.work import TARGETS, Work
from studybuddy.syllabus import ALL_TOPICS

MINUTES_IN_DAY = 1440
LARGEST_TARGET = 10_000
_FRONT_KEYS = ("title", "minutes", "rest", *PROFILE_KEYS)
_WEEK_KEYS = ("topics", *(work.value for work in TARGETS), Work.TRACKED.value)
_HEADING = re.compile(r"Week\s+([0-9]{1,4})(?:\s*:\s*(.*))?", re.IGNORECASE)
_TRACKED = re.compile(r"([a-z][a-z0-9-]*)\s+(.+)")
_BULLET = re.compile(r"\s*[-*+]\s+")
_MINUTES_HINT = "write minutes: {weekday: 60, weekend: 130}"


def parse_plan(text: str | bytes, path_shown: str) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Read a plan; None when any problem is an error, and all problems of the file at once."""
    decoded, problems = decode(text, path_shown) if isinstance(text, bytes) else (text, ())
    if problems and not decoded:
        return None, problems
    reader = _PlanReader(read(decoded, path_shown))
    plan = reader.plan()
    problems = tuple(sorted((*problems, *reader.problems), key=lambda problem: problem.source.line))
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return None if failed else plan, problems


def check_plan(
    text: str | bytes,
    path_shown: str,
    available: Mapping[Work, int] | None = None,
) -> tuple[Problem, ...]:
    """Give every problem of a plan file: what does not parse, what does not fit, what content is not there.

    A plan that names a size is checked at that size. `available` counts the content by target (see
    `available_work`); None leaves that check out.
    """
    plan, problems = parse_plan(text, path_shown)
    if plan is None:
        return problems
    in_force = plan_in_force(plan, plan.size)
    content = check_content(in_force, path_shown, available) if available is not None else ()
    return (*problems, *check_fit(in_force, path_shown), *check_last_weeks(in_force, path_shown), *content)


def week_totals_of(text: str | bytes, path_shown: str) -> tuple[WeekTotal, ...]:
    """Add up the weeks of a plan file at the size that it names; nothing for one with errors."""
    plan, _ = parse_plan(text, path_shown)
    return () if plan is None else week_totals(plan_in_force(plan, plan.size))


class _PlanReader:
    """Reads one document, and collects its problems on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.front = document.front_matter or FrontMatter({}, {})
        self.problems = list(document.problems)

    def error(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(Source(self.document.path, line), message, hint))

    def plan(self) -> Plan:
        refused = not self.front.values and any(p.severity is Severity.ERROR for p in self.problems)
        title, minutes, rest = "", (0, 0), frozenset[int]()
        profile: Mapping[str, Any] = {}
        if self.document.front_matter is None:
            hint = "begin the file with ---, title: …, minutes: …, ---"
            self.error(1, "the plan has no front matter", hint)
        elif not refused:  # else what is wrong is said already
            self._unknown_keys()
            title, minutes, rest = self._title(), self._minutes(), self._rest()
            profile, problems = read_profile(self.front, self.document.path)
            self.problems += problems
        sections = self.document.sections
        if not sections:
            hint = "start each week with a heading such as ## Week 1: foundations"
            self.error(len(self.document.lines), "the plan has no weeks", hint)
        weeks = tuple(self._week(section, number) for number, section in enumerate(sections, start=1))
        name = PurePath(self.document.path).stem
        return Plan(name, title, *minutes, rest, weeks, **profile)

    def _title(self) -> str:
        title = self.front.values.get("title")
        if isinstance(title, str) and title.strip():
            return title.strip()
        self.error(self.front.line("title"), "the plan has no title", "add title: … to the front matter")
        return ""

    def _unknown_keys(self) -> None:
        for key in self.front.values:
            if key not in _FRONT_KEYS:
                message = f"unknown front-matter key {key!r}"
                self.error(self.front.line(key), message, near(key, _FRONT_KEYS))

    def _minutes(self) -> tuple[int, int]:
        value, line = self.front.values.get("minutes"), self.front.line("minutes")
        if not isinstance(value, dict) or set(value) != {"weekday", "weekend"}:
            self.error(line, "minutes must give weekday and weekend", _MINUTES_HINT)
            return 0, 0
        for key, minutes in value.items():
            if not _is_count(minutes, MINUTES_IN_DAY):
                message = f"{key} minutes must be a whole number from 0 to {MINUTES_IN_DAY}, not {minutes!r}"
                self.error(line, message, _MINUTES_HINT)
        if value["weekday"] == value["weekend"] == 0:
            self.error(line, "no day has any minutes", _MINUTES_HINT)
        return value["weekday"], value["weekend"]

    def _rest(self) -> frozenset[int]:
        value, line = self.front.values.get("rest", []), self.front.line("rest")
        if not isinstance(value, list):
            self.error(line, f"rest must be a list of days, not {value!r}", "write rest: [sunday]")
            return frozenset()
        days = set()
        for name in (str(day).lower() for day in value):
            if name in DAYS_OF_WEEK:
                days.add(DAYS_OF_WEEK.index(name))
            else:
                self.error(line, f"unknown day of rest {name!r}", near(name, DAYS_OF_WEEK))
        if len(days) == len(DAYS_OF_WEEK):
            self.error(line, "every day is a day of rest", "leave at least one day to study")
        return frozenset(days)

    def _week(self, section: Section, expected: int) -> Week:
        line = section.start + 1
        title = self._week_title(section.heading, line, expected)
        topics: tuple[str, ...] = ()
        targets: dict[Work, int] = {}
        tracked: Mapping[str, int] = {}
        for entry_line, key, value in self._entries(section):
            if key == "topics":
                topics = self._topics(entry_line, value)
            elif key == Work.TRACKED:
                tracked = self._tracked(entry_line, value)
            else:
                targets[Work(key)] = self._count(entry_line, key, value)
        return Week(expected, title, topics, targets, tracked, self._note(section), line)

    def _week_title(self, heading: str, line: int, expected: int) -> str:
        match = _HEADING.fullmatch(heading.strip())
        if match is None:
            hint = f"write ## Week {expected}: what the week is about"
            self.error(line, f"a level-2 heading of a plan names a week, not {heading!r}", hint)
            return ""
        if int(match[1]) != expected:
            message = f"week {int(match[1])} stands where week {expected} is expected"
            self.error(line, message, "number the weeks 1, 2, 3, … in order")
        return (match[2] or "").strip()

    def _entries(self, section: Section) -> Iterator[tuple[int, str, str]]:
        seen = set()
        items = [item for block in section.blocks if block.kind == "bullet_list" for item in block.items]
        if not items:
            self.error(
                section.start + 1, "the week has no targets", "add a list, for instance - new cards: 80"
            )
        for item in items:
            line, text = item.start + 1, _BULLET.sub("", self._joined(item.start, item.end), count=1)
            key, colon, value = (piece.strip() for piece in text.partition(":"))
            key = " ".join(key.lower().split())
            if not colon:
                self.error(line, f"expected `key: value`, not {text!r}", "write for instance - new cards: 80")
            elif key not in _WEEK_KEYS:
                self.error(line, f"unknown key {key!r}", near(key, _WEEK_KEYS))
            elif key in seen:
                self.error(line, f"{key!r} is given twice in one week", "keep one of the two lines")
            else:
                seen.add(key)
                yield line, key, value

    def _note(self, section: Section) -> str:
        lists = [block for block in section.blocks if block.kind == "bullet_list"]
        starts = [section.start + 1, *(block.end for block in lists)]
        ends = [*(block.start for block in lists), section.end]
        pieces = (self.document.text(start, end) for start, end in zip(starts, ends, strict=True))
        return "\n\n".join(piece for piece in pieces if piece)

    def _topics(self, line: int, value: str) -> tuple[str, ...]:
        topics = tuple(topic.strip() for topic in value.split(",") if topic.strip())
        for topic in topics:
            if topic not in ALL_TOPICS:
                self.error(line, f"unknown topic {topic!r}", near(topic, sorted(ALL_TOPICS)))
        return tuple(dict.fromkeys(topics))

    def _tracked(self, line: int, value: str) -> Mapping[str, int]:
        tracked: dict[str, int] = {}
        for entry in (entry.strip() for entry in value.split(",")):
            match = _TRACKED.fullmatch(entry)
            if match is None:
                message = f"tracked minutes are names with minutes, not {entry!r}"
                self.error(line, message, "write for instance - tracked minutes: dsa 120")
            elif match[1] in tracked:
                self.error(line, f"tracked minutes name {match[1]!r} twice", "add the two up")
            else:
                tracked[match[1]] = self._count(line, f"tracked minutes of {match[1]}", match[2])
        return tracked

    def _count(self, line: int, key: str, value: str) -> int:
        count = int(value) if re.fullmatch(r"[0-9]{1,9}", value) else None
        if count is None or count > LARGEST_TARGET:
            message = f"{key} must be a whole number from 0 to {LARGEST_TARGET}, not {value!r}"
            self.error(line, message, "leave the line out when the week wants none")
            return 0
        return count

    def _joined(self, start: int, end: int) -> str:
        return " ".join(self.document.text(start, end).split("\n"))


def _is_count(value: Any, largest: int) -> bool:
    return type(value) is int and 0 <= value <= largest  # a YAML `yes` is a bool, and a bool is an int

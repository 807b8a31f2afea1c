"""A section of a deck goes in, its named parts come out: question, answer, hints, rubric, and the rest."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from studybuddy.kinds.phrasing import joined
from studybuddy.markdown.document import Block, Document, Section
from studybuddy.model import Problem, Severity

ANSWER = "answer"
NAMED = (
    ANSWER,
    "hint",
    "why it matters",
    "follow-ups",
    "rubric",
    "strong answer",
    "weak answer",
    "see also",
)


class Body(NamedTuple):
    """What stands under a card's heading.

    `open` are the parts that have no name of their own: the lead and every other level-3 section, heading
    included. `named` are the named sections in the order of the file.
    """

    document: Document
    section: Section
    open: tuple[Section, ...]
    named: tuple[Section, ...]

    def sections(self, name: str) -> tuple[Section, ...]:
        """Return the sections of a name, in order."""
        return tuple(section for section in self.named if canonical_name(section.heading) == name)

    def text(self, name: str) -> str:
        """Return the Markdown of all sections of a name."""
        return joined(*(self.document.text(part.start + 1, part.end) for part in self.sections(name)))

    def open_text(self, start: int, end: int) -> str:
        """Return the Markdown of the open parts between two lines."""
        return joined(
            *(
                self.document.text(max(start, part.start), min(end, part.end))
                for part in self.open
                if part.start < end and start < part.end
            )
        )

    def open_blocks(self) -> Iterator[Block]:
        """Yield the blocks of the open parts, in order."""
        for part in self.open:
            yield from part.blocks

    @property
    def answer_line(self) -> int:
        """The line of the first `### Answer`; the end of the card if there is none."""
        answers = self.sections(ANSWER)
        return answers[0].start if answers else self.section.end

    @property
    def asked(self) -> str:
        """What belongs to the question: all that stands before `### Answer`, if there is one."""
        return self.open_text(self.section.start, self.answer_line) if self.sections(ANSWER) else ""

    @property
    def answered(self) -> str:
        """What belongs to the answer."""
        start = self.answer_line if self.sections(ANSWER) else self.section.start
        return joined(self.text(ANSWER), self.open_text(start, self.section.end))

    def problem(
        self, line: int, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem at a line that counts from 0."""
        return Problem(self.document.source(line), message, hint, severity)


def read_body(document: Document, section: Section) -> Body:
    """Sort the parts of a card's section into open and named ones."""
    lead_end = section.sections[0].start if section.sections else section.end
    lead = Section("", 3, section.attributes, section.start + 1, lead_end, section.blocks)
    unnamed = tuple(part for part in section.sections if canonical_name(part.heading) not in NAMED)
    named = tuple(part for part in section.sections if canonical_name(part.heading) in NAMED)
    return Body(document, section, (lead, *unnamed), named)


@lru_cache(maxsize=256)  # the same few headings stand in every card, and each is asked for many times
def canonical_name(heading: str) -> str:
    """Return the heading of a level-3 section as it is compared: case and spacing do not count."""
    return " ".join(heading.casefold().split())


def body_problems(body: Body) -> Iterator[Problem]:
    """Yield what looks wrong with the named sections, whatever the kind."""
    for part in body.open[1:]:
        if meant := _meant(canonical_name(part.heading)):
            message, hint = f"`{part.heading}` is shown as part of the answer", f"did you mean `### {meant}`?"
            yield body.problem(part.start, message, hint, Severity.WARNING)
    for part in body.named:
        if not body.document.text(part.start + 1, part.end):
            message, hint = f"`### {part.heading}` is empty", "fill it or remove it"
            yield body.problem(part.start, message, hint, Severity.WARNING)
    for part in body.sections("rubric"):
        for block in part.blocks:
            if not block.items:
                message, hint = "text in the rubric that cannot be ticked", "write every line as a list item"
                yield body.problem(block.start, message, hint, Severity.WARNING)


def _meant(name: str) -> str | None:
    """Return the named section that a heading such as `Hints` or `Followups:` was probably meant as."""
    letters = "".join(letter for letter in name if letter.isalpha()).removesuffix("s")
    for known in NAMED:
        if letters == "".join(letter for letter in known if letter.isalpha()).removesuffix("s"):
            return known.capitalize()
    return None

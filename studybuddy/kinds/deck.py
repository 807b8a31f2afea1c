"""The text of a deck goes in, its cards and every problem in it come out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import unquote

from studybuddy.kinds.body import body_problems, read_body
from studybuddy.kinds.follow_ups import follow_up_problems
from studybuddy.kinds.formulas import formula_problems
from studybuddy.kinds.gaps import MARKS, stray_problems
from studybuddy.kinds.identity import is_valid_id, slug
from studybuddy.kinds.length import length_problems
from studybuddy.kinds.lost_headings import lost_headings, lost_ids
from studybuddy.kinds.metadata import CARD_KEYS, DECK_KEYS, Metadata, card_metadata, deck_metadata
from studybuddy.kinds.recognition import kind_of, kind_problems
from studybuddy.kinds.registry import KINDS, kind_named
from studybuddy.markdown.attributes import looks_like_attributes
from studybuddy.markdown.decoding import MAX_BYTES, decode, replace_nul, too_large
from studybuddy.markdown.document import Document, Section
from studybuddy.markdown.reading import read
from studybuddy.model import Card, Problem, Severity, Source

_IS_KEY = re.compile(r"[a-z_]+:(\s|$)")  # of front matter, as against prose below a rule
_HEAD = 2_000  # characters of a file in which its front matter begins
_IS_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")  # one letter and a colon is a drive


@dataclass(frozen=True, slots=True)
class Link:
    """The path that a link or image points to, decoded and without its fragment, and where it stands."""

    source: Source
    target: str


@dataclass(frozen=True, slots=True)
class Deck:
    """What a file gave. A file that is prose, or a story, is no deck and has no cards.

    `links` are the targets that are not on the web, for the caller who can look whether they exist. `lost`
    are the ids of no card, on lines that are no heading of one, and where they stand.
    """

    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
    is_deck: bool
    is_story: bool = False
    links: tuple[Link, ...] = ()
    lost: tuple[tuple[str, Source], ...] = ()


def read_deck(text: str | bytes, *, path_shown: str, deck: str, formulas: bool = False) -> Deck:
    """Read one file; `deck` is its path relative to its deck folder, without `.md`.

    With `formulas`, those that cannot be laid out are problems too, which takes time for each of them.
    Never raises for what a file holds: a bad card is a problem, and the good ones around it are read.
    """
    content, problems = _decoded(text, path_shown)
    if not content.startswith("---"):
        skipped = problems if not content else ()  # odd characters in prose are nobody's business
        return Deck((), skipped + _prose_problems(content, path_shown), is_deck=False)
    document = read(content, path_shown, keys=CARD_KEYS, marks=MARKS)
    if document.front_matter is None:
        return Deck((), problems + _prose_problems(content, path_shown), is_deck=False)
    if "competencies" in document.front_matter.values:
        return Deck((), problems, is_deck=False, is_story=True)
    metadata, found = deck_metadata(document.front_matter, path_shown)
    if not document.front_matter.is_readable:
        found = ()  # what is missing follows from what cannot be read
    cards, more = _Reader(document, deck, metadata).read()
    lost = tuple(lost_ids(document))
    problems += document.problems + found + more + tuple(lost_headings(document, cards, lost))
    problems += tuple(formula_problems(document)) if formulas else ()
    ordered = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.source.line))
    there = {card.id for card in cards}
    lost = tuple(one for one in lost if one[0] not in there)
    return Deck(cards, ordered, is_deck=True, links=tuple(_links(document)), lost=lost)


def _decoded(text: str | bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    if isinstance(text, bytes):
        return decode(text, path)
    if len(text) > MAX_BYTES:
        return "", (too_large(len(text), path),)
    return replace_nul(text.removeprefix("\ufeff"), path, [])


def _prose_problems(text: str, path: str) -> tuple[Problem, ...]:
    """Return the problem of a skipped file that was certainly (an error), or perhaps, meant as a deck."""
    severity = Severity.WARNING
    if text.startswith("---"):
        message = "the front matter is never closed, so the file is no deck"
        hint = "close it with a line of ---"
        severity = Severity.ERROR if _IS_KEY.match(text[:_HEAD].partition("\n")[2].lstrip()) else severity
    elif _lost_its_first_line(text[:_HEAD].splitlines()):
        message = "the front matter does not begin with a line of ---, so the file is no deck"
        hint = "write --- above it"
        severity = Severity.ERROR
    elif "{#" in text:
        message = "the file holds {# but has no front matter, so it is no deck"
        hint = "start it with a line of ---, the title and topic, and a line of ---"
    else:
        return ()
    return (Problem(Source(path, 1), message, hint, severity),)


def _lost_its_first_line(lines: Sequence[str]) -> bool:
    """Tell front matter without the line that opens it: keys of a deck, closed by a line of ---."""
    keys = [line.partition(":")[0] for line in lines]
    end = next((number for number, line in enumerate(lines) if line.rstrip() == "---"), 0)
    return end > 0 and keys[0] in DECK_KEYS and all(_IS_KEY.match(line) for line in lines[:end])


def _links(document: Document) -> Iterator[Link]:
    for block in document.every_block():
        for inline in block.inlines:
            for target in inline.links:
                path = unquote(target.partition("#")[0])
                if path and not _IS_WEB.match(path):
                    yield Link(document.source(inline.line), path)


class _Reader:
    """Reads the sections of one deck, and remembers which ids are taken."""

    def __init__(self, document: Document, deck: str, metadata: Metadata) -> None:
        self.document = document
        self.deck = deck
        self.metadata = metadata
        self.problems: list[Problem] = []
        self.first_lines: dict[str, int] = {}
        self.slug_counts: dict[str, int] = {}
        self.explicit = {section.attributes.id for section in document.sections}

    def read(self) -> tuple[tuple[Card, ...], tuple[Problem, ...]]:
        cards = [card for section in self.document.sections if (card := self.card(section))]
        return tuple(cards), tuple(self.problems)

    def card(self, section: Section) -> Card | None:
        metadata, problems = card_metadata(self.metadata, section.attributes, self.source(section))
        self.problems += problems
        card_id, is_explicit = self.identify(section)
        body = read_body(self.document, section)
        kind = kind_of(body)
        self.problems += kind_problems(body, kind)
        if card_id is None or kind not in KINDS:
            return None
        parsed = kind_named(kind).parse(body)
        self.problems += [*parsed.problems, *body_problems(body), *stray_problems(body)]
        if not parsed.suffixes:
            return None
        card = Card(
            id=card_id,
            kind=kind,
            deck=self.deck,
            domain=metadata.domain,
            topic=metadata.topic,
            tier=metadata.tier,
            tags=metadata.tags,
            heading=section.heading,
            fields=parsed.fields,
            questions=tuple(card_id + suffix for suffix in parsed.suffixes),
            source=self.source(section),
            digest=_digest(self.document, section),
            explicit_id=is_explicit,
            attributes={
                key: value for key, value in section.attributes.pairs if key not in ("tier", "topic", "tags")
            },
        )
        self.problems += [*length_problems(card), *follow_up_problems(card)]
        return card

    def source(self, section: Section) -> Source:
        return self.document.source(section.start)

    def report(self, section: Section, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(self.source(section), message, hint, severity))

    def identify(self, section: Section) -> tuple[str | None, bool]:
        """Return the card's id and whether it is written; None for a card that cannot have one."""
        written = section.attributes.id
        if not section.heading.strip():
            self.report(section, "the card has no prompt", "write the question after ##")
            return None, False
        if looks_like_attributes(section.heading):
            hint = f"items are #id, .kind or key=value with a key of {', '.join(sorted(CARD_KEYS))}"
            self.report(section, "the braces at the end are no attributes, but text", hint, Severity.WARNING)
        if written is not None and not is_valid_id(written):
            hint = "use letters, digits, and - _ . / between them"
            self.report(section, f"`{written}` cannot be an id", hint)
            return None, True
        card_id = written or self.slug_id(section)
        if card_id in self.first_lines:
            hint = f"it is the id of the card on line {self.first_lines[card_id]}; ids are unique"
            self.report(section, f"duplicate id `{card_id}`", hint)
            return None, True
        self.first_lines[card_id] = section.start + 1
        return card_id, written is not None

    def slug_id(self, section: Section) -> str:
        base = f"{self.deck}/{slug(section.heading)}"
        count = self.slug_counts.get(base, 0) + 1
        card_id = base if count == 1 else f"{base}-{count}"
        while card_id in self.first_lines or card_id in self.explicit:
            count += 1
            card_id = f"{base}-{count}"
        self.slug_counts[base] = count
        if count > 1:
            hint = "give both an id: studybuddy check --write-ids"
            message = "another card without an id has the same heading"
            self.report(section, message, hint, Severity.WARNING)
        return card_id


def _digest(document: Document, section: Section) -> str:
    """Hash the heading and the body; line ends and blank lines around them do not count."""
    body = document.text(section.start + 1, section.end)
    text = "\n".join([section.heading, *(line.rstrip() for line in body.split("\n"))])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

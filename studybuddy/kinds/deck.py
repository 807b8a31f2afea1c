"""The text of a deck goes in, its cards and every problem in it come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from studybuddy.kinds.body import Body, body_problems, read_body
from studybuddy.kinds.gaps import MARKS, has_cloze, stray_problems
from studybuddy.kinds.identity import is_valid_id, slug
from studybuddy.kinds.length import length_problems
from studybuddy.kinds.metadata import CARD_KEYS, Metadata, card_metadata, deck_metadata
from studybuddy.kinds.options import task_lists
from studybuddy.kinds.registry import KINDS, NOT_YET, kind_named
from studybuddy.markdown.attributes import looks_like_attributes
from studybuddy.markdown.decoding import MAX_BYTES, decode, replace_nul, too_large
from studybuddy.markdown.document import Document, Section
from studybuddy.markdown.reading import read
from studybuddy.model import Card, Problem, Severity, Source

_FENCES = {"answer": "answer", "derivation": "derivation"}
_MODIFIERS = frozenset({"reversed"})


@dataclass(frozen=True, slots=True)
class Link:
    """The target of a link or image, and where it stands."""

    source: Source
    target: str


@dataclass(frozen=True, slots=True)
class Deck:
    """What a file gave. A file that is prose, or a story, is no deck and has no cards.

    `links` are the targets that are not on the web, for the caller who can look whether they exist.
    """

    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
    is_deck: bool
    is_story: bool = False
    links: tuple[Link, ...] = ()


def read_deck(text: str | bytes, *, path_shown: str, deck: str) -> Deck:
    """Read one file; `deck` is its path relative to its deck folder, without `.md`.

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
    problems += document.problems + found + more + tuple(_stranded(document, cards))
    ordered = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.source.line))
    return Deck(cards, ordered, is_deck=True, links=tuple(_links(document)))


def _decoded(text: str | bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    if isinstance(text, bytes):
        return decode(text, path)
    if len(text) > MAX_BYTES:
        return "", (too_large(len(text), path),)
    return replace_nul(text.removeprefix("\ufeff"), path, [])


def _prose_problems(text: str, path: str) -> tuple[Problem, ...]:
    """Warn about a skipped file that was probably meant as a deck."""
    if text.startswith("---"):
        message = "the front matter is never closed, so the file is no deck"
        hint = "close it with a line of ---"
    elif "{#" in text:
        message = "the file holds {# but has no front matter, so it is no deck"
        hint = "start it with a line of ---, the title and topic, and a line of ---"
    else:
        return ()
    return (Problem(Source(path, 1), message, hint, Severity.WARNING),)


def _links(document: Document) -> Iterator[Link]:
    groups = [document.blocks]
    for section in (*document.chapters, *document.sections):
        groups += [section.blocks, *(part.blocks for part in section.sections)]
    for blocks in groups:
        for block in blocks:
            for inline in block.inlines:
                for target in inline.links:
                    if target and "://" not in target and not target.startswith(("#", "mailto:")):
                        yield Link(document.source(inline.line), target)


def _stranded(document: Document, cards: Sequence[Card]) -> Iterator[Problem]:
    """Yield a warning for text under a level-1 heading that was probably meant for the card above it."""
    first = min((card.source.line for card in cards), default=len(document.lines))
    for chapter in document.chapters:
        if chapter.start + 1 > first and document.text(chapter.start + 1, chapter.end):
            message = "a level-1 heading ends the card above, and the text under it is on no card"
            hint = "write ### inside a card"
            yield Problem(document.source(chapter.start), message, hint, Severity.WARNING)


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
        kind = self.kind(body)
        if card_id is None or kind is None:
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
        self.problems += length_problems(card)
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
            written = None
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

    def kind(self, body: Body) -> str | None:
        """Return the kind that the body makes, after comparing it with the kind that the heading says."""
        section, made = body.section, _kind_of(body)
        said = [word for word in section.attributes.classes if word not in _MODIFIERS]
        for word in said:
            if word not in KINDS and word not in NOT_YET:
                self.report(section, f"unknown kind `.{word}`", f"known are {', '.join((*KINDS, *NOT_YET))}")
            elif word != made:
                message = f"the heading says `.{word}`, but the body makes a {made} card"
                self.report(section, message, _KIND_HINT)
        if "reversed" in section.attributes.classes and made != "basic":
            self.report(section, f"a {made} card cannot be reversed", "only a basic card can")
        if made in NOT_YET:
            hint = "the card is skipped"
            self.report(section, f"kind `{made}` is not available yet", hint, Severity.WARNING)
            return None
        return made


_KIND_HINT = "a task list makes a choice, {{c1::…}} a cloze, and nothing special a basic card"


def _kind_of(body: Body) -> str:
    for part in body.open:
        for block in part.blocks:
            if block.kind == "fence" and (kind := _fence_kind(block.info)):
                return kind
    for word in body.section.attributes.classes:
        if word in ("design", "star", "redo"):
            return word
    if has_cloze(tuple(body.open_blocks())):
        return "cloze"
    return "choice" if next(task_lists(body), None) else "basic"


def _fence_kind(info: str) -> str | None:
    words = info.split()
    if words[:2] == ["python", "starter"]:
        return "kata"
    return _FENCES.get(words[0]) if words else None


def _digest(document: Document, section: Section) -> str:
    """Hash the heading and the body; line ends and blank lines around them do not count."""
    body = document.text(section.start + 1, section.end)
    text = "\n".join([section.heading, *(line.rstrip() for line in body.split("\n"))])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

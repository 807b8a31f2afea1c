"""A document and its cards in, a warning for each heading that was probably meant otherwise out."""

from collections.abc import Iterable, Iterator, Sequence

from studybuddy.kinds.identity import is_valid_id
from studybuddy.kinds.metadata import CARD_KEYS
from studybuddy.markdown.attributes import split_attributes
from studybuddy.markdown.document import Document
from studybuddy.markdown.front_matter import front_matter_end
from studybuddy.model import Card, Problem, Severity, Source


def lost_ids(document: Document) -> Iterator[tuple[str, Source]]:
    """Yield ids on lines that end as a card's heading does and are none, as after a slip in an editor."""
    other = {*document.verbatim, *(section.start for section in document.sections)}
    for block in document.every_block():
        if block.kind == "html_block" or block.setext:  # which have a problem of their own
            other.update(range(block.start, block.end))
    for line in range(front_matter_end(document.lines), len(document.lines)):
        if "{#" in document.lines[line] and line not in other:
            card_id = split_attributes(document.lines[line].rstrip(), CARD_KEYS)[1].id
            if card_id is not None and is_valid_id(card_id):
                yield card_id, document.source(line)


def lost_headings(
    document: Document, cards: Sequence[Card], lost: Iterable[tuple[str, Source]]
) -> Iterator[Problem]:
    """Yield a warning for a lost id, and for text below a level-1 heading, which is on no card."""
    said = set()
    for card_id, source in lost:
        said.add(source)
        message = f"`{card_id}` is the id of no card: the line is no heading of level 2"
        yield Problem(source, message, "begin its line with ## and a blank", Severity.WARNING)
    first = min((card.source.line for card in cards), default=len(document.lines))
    for chapter in document.chapters:
        source = document.source(chapter.start)
        if source.line > first and document.text(chapter.start + 1, chapter.end) and source not in said:
            message = "a level-1 heading ends the card above, and the text under it is on no card"
            yield Problem(source, message, "write ### inside a card", Severity.WARNING)

"""A document and its cards in, a warning for each heading that was probably meant otherwise out."""

from collections.abc import Iterator, Sequence

from studybuddy.kinds.identity import is_valid_id
from studybuddy.kinds.metadata import CARD_KEYS
from studybuddy.markdown.attributes import split_attributes
from studybuddy.markdown.document import Document
from studybuddy.markdown.front_matter import front_matter_end
from studybuddy.model import Card, Problem, Severity

_VERBATIM = frozenset({"fence", "math_block", "html_block"})  # a heading in HTML has a warning of its own


def lost_headings(document: Document, cards: Sequence[Card]) -> Iterator[Problem]:
    """Yield a warning for an id that begins no card, and for text that is on none below a level-1 heading."""
    lost = set()
    for line, card_id in _ids_without_card(document):
        lost.add(line)
        message = f"`{card_id}` is the id of no card: the line is no heading of level 2"
        yield Problem(document.source(line), message, "begin its line with ## and a blank", Severity.WARNING)
    first = min((card.source.line for card in cards), default=len(document.lines))
    for chapter in document.chapters:
        text = document.text(chapter.start + 1, chapter.end)
        if chapter.start + 1 > first and text and chapter.start not in lost:
            message = "a level-1 heading ends the card above, and the text under it is on no card"
            yield Problem(
                document.source(chapter.start), message, "write ### inside a card", Severity.WARNING
            )


def _ids_without_card(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the lines that end as a card's heading does and are none, as after a slip in an editor."""
    other = {section.start for section in document.sections}
    for block in document.every_block():
        if block.kind in _VERBATIM or block.setext:
            other.update(range(block.start, block.end))
    for line in range(front_matter_end(document.lines), len(document.lines)):
        if "{#" in document.lines[line] and line not in other:
            card_id = split_attributes(document.lines[line].rstrip(), CARD_KEYS)[1].id
            if card_id is not None and is_valid_id(card_id):
                yield line, card_id

"""A card goes in, a warning comes out if its question and answer do not fit a terminal of 80 by 24."""

from collections.abc import Iterator

from studybuddy.model import Card, Problem, Severity

COLUMNS = 76  # of 80, two of margin on each side
LINES = 20  # of 24, without the header, the keys, and their rules

_PREFORMATTED = ("```", "~~~", "    ", "|", "$$", "- ", "* ", "+ ", "> ")


def screen_lines(markdown: str) -> int:
    """Estimate the lines that Markdown takes: paragraphs are wrapped, the rest keeps its lines."""
    total = 0
    is_code = False
    paragraph = 0
    for line in markdown.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        elif is_code:
            total += 1
        elif not line.strip() or line.startswith(_PREFORMATTED) or line[:1].isdigit():
            total += _wrapped(paragraph) + (not line.strip())
            paragraph = len(line)
        else:
            paragraph += len(line) + 1
    return total + _wrapped(paragraph)


def _wrapped(characters: int) -> int:
    return -(-characters // COLUMNS)


def length_problems(card: Card) -> Iterator[Problem]:
    """Yield a warning for a card longer than a screen; cases and behavioral prompts may be longer."""
    if card.kind in ("design", "star"):
        return
    fields = card.fields
    asked = "".join(part if isinstance(part, str) else part["hidden"] for part in fields.get("text", ()))
    options = "\n".join(f"- {option['text']}" for option in fields.get("options", ()))
    texts = (card.heading, fields["prompt"], asked, options, fields["answer"])
    lines = sum(screen_lines(text) + 1 for text in texts if text) - 1
    if lines > LINES:
        message = f"about {lines} lines, longer than a screen"
        yield Problem(
            card.source, message, f"keep a card within {LINES} lines, or split it", Severity.WARNING
        )

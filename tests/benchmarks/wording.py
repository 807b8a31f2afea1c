"""A number in, the Markdown of a deck out: invented cards of the shapes and lengths that real ones have."""

import random
from collections.abc import Iterator

from studybuddy.syllabus import TIERS, TOPICS

MARKER = "Q"  # each heading starts with it and a number, so that a card can be recognised on a screen

_WORDS = """
gradient loss model weight layer feature sample batch variance bias kernel margin posterior prior
estimate sequence token attention head query key value norm residual schedule momentum dropout split
leak drift metric recall precision threshold ranking candidate retrieval index cache latency replica
""".split()  # noqa: SIM905 - forty words read better on three lines
_SMALL = ("the", "a", "of", "in", "and", "with", "over", "under", "before", "while", "its", "every")


def deck(number: int, cards: int) -> str:
    """Return deck `number` with so many cards, the same text for the same numbers."""
    draw = random.Random(f"deck {number}")
    pairs = [(domain, topic) for domain, topics in TOPICS.items() for topic in topics]
    domain, topic = pairs[number % len(pairs)]
    head = f"---\ntitle: Deck {number}\ndomain: {domain}\ntopic: {topic}\ntier: {TIERS[number % 3]}\n---\n"
    first = number * cards
    return "\n".join([head, f"# Deck {number}\n", *(_card(draw, first + n) for n in range(cards))])


def _card(draw: random.Random, number: int) -> str:
    shape = draw.choices((_basic, _choice, _cloze, _star), weights=(62, 16, 21, 1))[0]
    kind = " .star" if shape is _star else ""
    heading = f"## {MARKER}{number:06d} {_sentence(draw, 9)[:-1]}? {{#b{number:06d}{kind}}}"
    return "\n\n".join([heading, *shape(draw), *_sections(draw)]) + "\n"


def _basic(draw: random.Random) -> Iterator[str]:
    yield _paragraph(draw)
    if draw.random() < 0.3:
        yield f"The update is $w_{{t+1}} = w_t - \\eta g_t$, so {_sentence(draw, 14)}"
    if draw.random() < 0.12:
        yield f"```python\nx = np.zeros(({draw.randint(2, 9)}, 3))\nx[0] += 1  # {_sentence(draw, 4)}\n```"
    if draw.random() < 0.2:
        yield "\n".join(f"- **{draw.choice(_WORDS)}**: {_sentence(draw, 9)}" for _ in range(3))


def _choice(draw: random.Random) -> Iterator[str]:
    right = draw.randrange(4)
    yield "\n".join(f"- [{'x' if n == right else ' '}] {_sentence(draw, 7)}" for n in range(4))
    yield _paragraph(draw)


def _cloze(draw: random.Random) -> Iterator[str]:
    yield f"{_sentence(draw, 8)} It is the {{{{c1::{draw.choice(_WORDS)}}}}} that {_sentence(draw, 6)}"
    yield f"Then the {{{{c2::{draw.choice(_WORDS)}::which?}}}} follows: {_sentence(draw, 8)}"


def _star(draw: random.Random) -> Iterator[str]:
    yield "### Answer"
    yield "\n".join(f"- **{level}:** {_sentence(draw, 16)}" for level in ("Junior", "Senior", "Staff"))


def _sections(draw: random.Random) -> Iterator[str]:
    if draw.random() < 0.7:
        yield f"### Why it matters\n{_sentence(draw, 22)}"
    if draw.random() < 0.3:
        yield f"### Follow-ups\n- {_sentence(draw, 12)[:-1]}?\n- {_sentence(draw, 9)[:-1]}?"


def _paragraph(draw: random.Random) -> str:
    return " ".join(_sentence(draw, draw.randint(12, 20)) for _ in range(3))


def _sentence(draw: random.Random, length: int) -> str:
    words = [draw.choice(_SMALL if n % 2 else _WORDS) for n in range(length)]
    return " ".join(words).capitalize() + "."

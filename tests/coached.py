"""A learner's decks and answers for the tests of the plan's commands: few cards, seen three times each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from card_texts import basic, choice
from command_line import Run

Write = Callable[..., Path]

DAY = "2026-03-{:02}T09:00:00+01:00"
SEEN = tuple(f"card-{number}" for number in range(12))
TOPICS = ("metrics", "trees", "dsa", "design-method")
KATA = """## Row softmax {{#{name} .kata}}

Write `{name}(x)`.

```python
def {name}(x):
    return x
```
"""


def on(day: int) -> str:
    """Return the morning of a day of March 2026; the 2nd is a Monday."""
    return DAY.format(day)


def write_decks(write: Write) -> None:
    """Write a deck for each of some topics, with checked questions among the cards."""
    for topic in TOPICS:
        cards = [basic(f"{topic} {one}?", "It is so.", one) for one in SEEN if topic_of(one) == topic]
        cards += [choice(f"{topic} choice {n}?", f"pick-{topic}-{n}", "right", "wrong") for n in range(3)]
        domain = {"dsa": "coding", "design-method": "system-design"}.get(topic, "theory")
        write(topic, *cards, front=f"title: {topic}\ndomain: {domain}\ntopic: {topic}\ntier: core\n")


def topic_of(card: str) -> str:
    """Return the topic of one of the seen cards."""
    return TOPICS[SEEN.index(card) % len(TOPICS)]


def see_all(run: Run, cards: Sequence[str] = SEEN) -> None:
    """Answer the cards on three days of February, so that they come back in the middle of March."""
    for day in ("20", "21", "27"):
        for card in cards:
            run("grade", card, "good", "--at", f"2026-02-{day}T09:00:00+01:00").ok()


def schedules(run: Run, now: str, cards: Sequence[str] = SEEN) -> dict[str, dict[str, object]]:
    """Return what `show` says of each card's one question."""
    return {card: run("show", card, "--json", STUDYBUDDY_NOW=now).ok().json["questions"][0] for card in cards}

"""Front matter or the attributes of a card go in; checked domain, topic, tier and tags come out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studybuddy.markdown.document import Attributes, FrontMatter
from studybuddy.model import Problem, Severity, Source
from studybuddy.syllabus import ALL_TOPICS, DOMAINS, TIERS, TOPICS

DECK_KEYS = ("title", "domain", "topic", "tier", "tags")
CARD_KEYS = frozenset({"tier", "topic", "tags", "entry", "minutes", "seconds", "memory", "requires"})

_NUMERIC = frozenset({"minutes", "memory"})
_DEFAULT_DOMAIN, _DEFAULT_TIER = "theory", "standard"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where a card belongs: `domain` and `tier` are always known ones, `topic` may be any word or empty.

    `mixed` means that the deck names no domain, so that a card with a topic of its own has that one's.
    """

    domain: str
    topic: str
    tier: str
    tags: tuple[str, ...]
    mixed: bool = False


def deck_metadata(front_matter: FrontMatter, path: str) -> tuple[Metadata, tuple[Problem, ...]]:
    """Return what the front matter says; what is missing or unknown is a problem and gets a fallback."""
    problems: list[Problem] = []
    values = {key: value for key, value in front_matter.values.items() if key in DECK_KEYS}
    for key in front_matter.values:
        if key not in DECK_KEYS:
            hint = f"known are {', '.join(DECK_KEYS)}"
            problems.append(_problem(path, front_matter.line(key), f"unknown front-matter key `{key}`", hint))
    words = {key: _word(key, values, front_matter, path, problems) for key in DECK_KEYS if key != "tags"}
    tags = tuple(_tags(values.get("tags"), path, front_matter.line("tags"), problems))
    topic, line = words["topic"], front_matter.line("topic")
    if not topic:
        hint = "write a topic of the syllabus, such as `topic: metrics`"
        problems.append(_problem(path, 1, "the front matter has no topic", hint, Severity.WARNING))
    domain, mixed = words["domain"] or _domain_of(topic), not words["domain"]
    if domain not in DOMAINS:
        problems.append(_unknown(path, front_matter.line("domain"), "domain", domain, DOMAINS))
        domain = _domain_of(topic)
    problems += _topic_problems(topic, domain, path, line)
    tier = words["tier"] or _DEFAULT_TIER
    if tier not in TIERS:
        problems.append(_unknown(path, front_matter.line("tier"), "tier", tier, TIERS))
        tier = _DEFAULT_TIER
    return Metadata(domain, topic, tier, tags, mixed), tuple(problems)


def card_metadata(
    deck: Metadata, attributes: Attributes, source: Source
) -> tuple[Metadata, tuple[Problem, ...]]:
    """Return the deck's metadata with what the card's heading overrides."""
    pairs, problems = dict(attributes.pairs), []
    if "tier" in pairs and pairs["tier"] not in TIERS:
        problems.append(_unknown(source.path, source.line, "tier", pairs["tier"], TIERS))
        del pairs["tier"]
    if deck.mixed and pairs.get("topic") in ALL_TOPICS:
        deck = replace(deck, domain=_domain_of(pairs["topic"]))
    if "topic" in pairs:
        problems += _topic_problems(pairs["topic"], deck.domain, source.path, source.line)
    for key in _NUMERIC & pairs.keys():
        if not pairs[key].isdecimal():
            problems.append(
                Problem(source, f"`{key}={pairs[key]}` is not a whole number", f"write `{key}=10`")
            )
    if "seconds" in pairs and not all(part.isdecimal() for part in pairs["seconds"].split(",")):
        problems.append(
            Problem(source, f"`seconds={pairs['seconds']}` is not a time", "write `seconds=150,180`")
        )
    own = replace(deck, tier=pairs.get("tier", deck.tier), topic=pairs.get("topic", deck.topic))
    tags = (*deck.tags, *(tag for tag in pairs.get("tags", "").split(",") if tag))
    return replace(own, tags=tuple(dict.fromkeys(tags))), tuple(problems)


def _word(
    key: str, values: Mapping[str, Any], front_matter: FrontMatter, path: str, problems: list[Problem]
) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        hint = "put it into quotes"
        problems.append(_problem(path, front_matter.line(key), f"`{key}` is not text", hint))
        return ""
    return str(value).strip()


def _tags(value: Any, path: str, line: int, problems: list[Problem]) -> Iterator[str]:
    if value is None:
        return
    tags = value.split(",") if isinstance(value, str) else value
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        problems.append(_problem(path, line, "`tags` is not a list of words", "write `tags: [one, two]`"))
        return
    yield from dict.fromkeys(tag.strip() for tag in tags if tag.strip())


def _domain_of(topic: str) -> str:
    return next((domain for domain, topics in TOPICS.items() if topic in topics), _DEFAULT_DOMAIN)


def _topic_problems(topic: str, domain: str, path: str, line: int) -> Iterator[Problem]:
    if not topic:
        return
    if topic not in ALL_TOPICS:
        yield _unknown(path, line, "topic", topic, TOPICS.get(domain, ()))
    elif topic not in TOPICS[domain]:
        hint = f"it belongs to {_domain_of(topic)}"
        yield _problem(path, line, f"topic `{topic}` is not one of domain `{domain}`", hint, Severity.WARNING)


def _unknown(path: str, line: int, what: str, value: str, known: tuple[str, ...]) -> Problem:
    return _problem(path, line, f"unknown {what} `{value}`", f"known are {', '.join(known)}")


def _problem(path: str, line: int, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Source(path, line), message, hint, severity)

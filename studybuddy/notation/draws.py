"""Ranges to draw numbers from and a seed in; the drawn numbers, as decimal texts, out."""

import math
import random
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from studybuddy.notation.declared import Declarations, Draw
from studybuddy.notation.errors import NotationError

_DECIMAL = r"[+-]?(?:\d{1,12}(?:\.\d{1,9})?|\.\d{1,9})"
_RANGE = re.compile(rf"({_DECIMAL})\s*\.\.\s*({_DECIMAL})(?:\s+step\s+({_DECIMAL}))?")
_PRIME = 1_000_003  # it shares no factor with how many numbers a range has, so no combination comes twice
_CHOICES = re.compile(rf"\{{\s*({_DECIMAL}(?:\s*,\s*{_DECIMAL})*)\s*\}}")


def parse_draw(name: str, text: str, at: int) -> Draw:
    """Read `1..9`, `0.1..0.9`, `0..100 step 5` or `{1, 2, 5}`.

    Without a step, whole numbers go up by one and decimals by one in their last place. `at` is the column
    of `text`.

    Raises:
        NotationError: for anything else, or for an empty range.
    """
    stripped = text.replace("−", "-").replace("…", "..").strip()
    if choices := _CHOICES.fullmatch(stripped):
        values = tuple(Fraction(part.strip()) for part in choices.group(1).split(","))
        return Draw(name, min(values), max(values), Fraction(1), values)
    found = _RANGE.fullmatch(stripped)
    if found is None:
        raise NotationError(at, f"'{text.strip()[:40]}' is no range", f"write draw {name}: 1..9")
    low, high = Fraction(found[1]), Fraction(found[2])
    step = Fraction(found[3]) if found[3] else Fraction(1, 10 ** max(_places(found[1]), _places(found[2])))
    if step <= 0 or high < low:
        raise NotationError(at, f"the range {text.strip()} is empty", f"write draw {name}: 1..9")
    return Draw(name, low, high, step)


def draw_values(declarations: Declarations, seed: int) -> Mapping[str, str]:
    """Return a number for each draw, as a decimal text; the same seed gives the same numbers for ever.

    A draw's number depends on its name, its range and the seed alone, not on what else is declared.
    """
    return {name: _drawn(draw, seed) for name, draw in declarations.draws.items()}


def combinations(declarations: Declarations, most: int) -> tuple[Mapping[str, str], ...]:
    """Return every combination of numbers that may be drawn together, or `most` spread over all of them."""
    counts = [_count(draw) for draw in declarations.draws.values()]
    total = math.prod(counts)
    chosen = range(total) if total <= most else (place * _PRIME % total for place in range(most))
    return tuple(_combination(declarations, counts, place) for place in chosen)


def _combination(declarations: Declarations, counts: Sequence[int], place: int) -> Mapping[str, str]:
    numbers = {}
    for (name, draw), count in zip(declarations.draws.items(), counts, strict=True):
        place, which = divmod(place, count)
        numbers[name] = _decimal_text(_value(draw, which))
    return numbers


def _drawn(draw: Draw, seed: int) -> str:
    chooser = random.Random(f"{seed}/{draw.name}")  # noqa: S311 (numbers of an exercise, no secrets)
    return _decimal_text(_value(draw, int(chooser.random() * _count(draw))))


def _count(draw: Draw) -> int:
    return len(draw.choices) or int((draw.high - draw.low) / draw.step) + 1


def _value(draw: Draw, which: int) -> Fraction:
    return draw.choices[which] if draw.choices else draw.low + draw.step * which


def _decimal_text(value: Fraction) -> str:
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _places(text: str) -> int:
    return len(text.partition(".")[2])

"""What may cross between processes beside plain values: names for what is made, or stays, on one side."""

from dataclasses import dataclass
from typing import Any

MAX_BYTES = 32 << 20
MAX_NODES = 200_000
MAX_DEPTH = 60
MAX_DIGITS = 4000
MAX_YIELDED = 10_000
PER_FRAME = 64  # calls


class TransportError(Exception):
    """A value is too large, too deep or of a kind that does not travel; or bytes are no such value."""


@dataclass(frozen=True, slots=True)
class Handle:
    """An object that stayed in the process that made it. `type_name` is for messages only."""

    number: int
    type_name: str


@dataclass(frozen=True, slots=True)
class Seeded:
    """Arrives as `np.random.default_rng(seed)`."""

    seed: int


@dataclass(frozen=True, slots=True)
class Function:
    """Arrives as the function that the expression `source` gives, with `np` at hand."""

    source: str


@dataclass(frozen=True, slots=True)
class Chunks:
    """Arrives as an iterator over copies of `rows` rows of `array` at a time."""

    array: Any
    rows: int


class Yielded(list[Any]):
    """What a generator gave, item by item."""


def too_large(size: int) -> str:
    """Return the words for a value of at least `size` bytes."""
    return f"more than {MAX_BYTES >> 20} MiB (at least {size} bytes)"

"""What was measured in, whether the promise about it is kept out."""

from dataclasses import dataclass

from measuring import Pair


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise: what was measured, its floor, and the most that it may be.

    One of `most_ratio`, `most_ms` and `most_cpu_s` is the limit. `floor_name` says what the floor is.
    """

    name: str
    floor_name: str
    pair: Pair
    most_ratio: float | None = None
    most_ms: float | None = None
    most_cpu_s: float | None = None

    @property
    def is_ok(self) -> bool:
        """Whether the promise is kept, by the clock; one about the processor by the processor."""
        if self.most_cpu_s is not None:
            return self.pair.measured.cpu_s is not None and self.pair.measured.cpu_s <= self.most_cpu_s
        if self.most_ratio is not None:
            return self.pair.ratio <= self.most_ratio
        return self.most_ms is None or self.pair.measured.wall_s * 1000 <= self.most_ms


@dataclass(frozen=True, slots=True)
class Peak:
    """A promise about memory, in MiB."""

    name: str
    mib: float
    most_mib: float

    @property
    def is_ok(self) -> bool:
        """Whether the promise is kept."""
        return self.mib <= self.most_mib


@dataclass(frozen=True, slots=True)
class Unloaded:
    """A promise that modules are not imported; `found` are those that were."""

    name: str
    found: tuple[str, ...]

    @property
    def is_ok(self) -> bool:
        """Whether the promise is kept."""
        return not self.found


Promise = Figure | Peak | Unloaded

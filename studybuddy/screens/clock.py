"""Monotonic seconds flow in, elapsed seconds without the pauses flow out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """A stopwatch as a value: `banked` seconds, and running since `since` unless that is None."""

    banked: float = 0.0
    since: float | None = None

    def started(self, now: float) -> "Clock":
        """Run from `now` on; a running clock is left as it is."""
        return self if self.since is not None else Clock(self.banked, now)

    def stopped(self, now: float) -> "Clock":
        """Stop at `now`, keeping what was counted."""
        return Clock(self.elapsed(now))

    def elapsed(self, now: float) -> float:
        """Count the seconds up to `now`; never less than zero."""
        return self.banked + (max(0.0, now - self.since) if self.since is not None else 0.0)


def minutes_seconds(seconds: float) -> str:
    """Write whole seconds as `m:ss`.

    >>> minutes_seconds(150.4)
    '2:30'
    """
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def countdown(elapsed: float, allowed: int) -> str:
    """Write what is left of `allowed` seconds, or by how much they are exceeded."""
    left = allowed - int(elapsed)
    return f"{minutes_seconds(left)} left" if left >= 0 else f"{minutes_seconds(-left)} over"

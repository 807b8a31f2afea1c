"""What a file looks like at each look goes in; the moment at which a save has settled comes out."""

from collections.abc import Callable

DEBOUNCE_SECONDS = 0.2  # editors write a file in several steps

Signature = tuple[int, ...]


class Saves:
    """Follows the saves of one file. `now` is a reading of a clock in seconds, the same clock throughout."""

    def __init__(self, look: Callable[[], Signature]) -> None:
        """Take how the file is looked at: numbers that change when it is saved."""
        self._look = look
        self._seen = look()
        self._changed_at: float | None = None

    def take(self) -> None:
        """Take the file as it is for seen."""
        self._seen, self._changed_at = self._look(), None

    def is_new(self) -> bool:
        """Return whether the file has changed since it was taken."""
        return self._look() != self._seen or self._changed_at is not None

    def has_settled(self, now: float) -> bool:
        """Look at the file; True, once, when its last change lies the time of the debounce back."""
        signature = self._look()
        if signature != self._seen:
            self._seen, self._changed_at = signature, now
        if self._changed_at is None or now - self._changed_at < DEBOUNCE_SECONDS:
            return False
        self._changed_at = None
        return True

    def seconds_to_settle(self, now: float) -> float | None:
        """Return how long a change still needs to settle, None without one."""
        return None if self._changed_at is None else max(0.0, self._changed_at + DEBOUNCE_SECONDS - now)

"""What a terminal sends flows in, its replies go to whoever asked, and what was typed flows out."""

from collections.abc import Callable
from typing import Protocol

from studybuddy.screens.graphics import BEGUN_REPLY, REPLY

_LONGEST = 400  # characters of a reply that has begun; more than that is typed text


class Reader(Protocol):
    """What the key reader reads from."""

    @property
    def closed(self) -> bool:
        """Whether the input has ended."""
        ...

    def read(self, count: int = 1024, /) -> str:
        """Return what there is to read, at most `count` characters."""
        ...


class WithoutReplies:
    """A reader that keeps a terminal's replies, whenever they come, from being taken for keys."""

    def __init__(self, reader: Reader, take: Callable[[str], None]) -> None:
        """Read from `reader`; `take` is given each reply."""
        self._reader = reader
        self._take = take
        self._begun = ""

    @property
    def closed(self) -> bool:
        """Whether the input has ended."""
        return self._reader.closed

    def read(self, count: int = 1024) -> str:
        """Return what was typed. A reply that has only begun waits for its end."""
        text = self._begun + self._reader.read(count)
        self._begun = ""
        for reply in REPLY.findall(text):
            self._take(reply)
        typed = REPLY.sub("", text)
        begun = BEGUN_REPLY.search(typed)
        if begun is not None and len(begun[0]) <= _LONGEST:
            self._begun = begun[0]
            typed = typed[: begun.start()]
        return typed

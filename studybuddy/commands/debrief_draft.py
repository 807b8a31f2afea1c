"""Lines of a debrief in as they are typed, the same lines out after a closed terminal or a crash."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.store.drafts import DEBRIEFS, Draft, Drafts


class DebriefDraft:
    """What was typed of one interview, kept from its first line until it is written.

    Where two windows tell of one interview, each keeps, and at its end forgets, its own lines alone.
    """

    def __init__(self, home: Path, event: InterviewEvent, today: date) -> None:
        """Take up what is kept of it in a home."""
        self._drafts = Drafts(home, DEBRIEFS)
        self._empty = Draft(f"debrief {event.name} {event.day}", "", 0, today.isoformat(), {})
        self._unkept: list[str] = []
        self.lines = self._all()

    @property
    def is_kept(self) -> bool:
        """Whether the home holds all lines."""
        return not self._unkept

    def add(self, line: str) -> None:
        """Keep one more line; where that cannot be done, the debrief goes on all the same."""
        self.lines.append(line)
        self._keep([*self._all(), line])

    def take_back(self) -> str:
        """Forget the last line, and return it; "" where there is none."""
        if not self.lines:
            return ""
        line = self.lines.pop()
        self._keep(_without(self._all(), [line]))
        return line

    def forget(self) -> None:
        """Forget what was typed: it is written by now."""
        self._keep(_without(self._all(), self.lines))

    def _all(self) -> list[str]:
        return self._stored() + self._unkept

    def _stored(self) -> list[str]:
        """Return what is kept by now, another window's lines too."""
        kept = self._drafts.kept(self._empty.question_id)
        lines = kept.state.get("lines") if kept else None
        return [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []

    def _keep(self, lines: Sequence[str]) -> None:
        if lines:
            done = self._drafts.keep(self._empty._replace(state={"lines": lines}))
        else:
            done = self._drafts.forget(self._empty.question_id)
        self._unkept = [] if done else _without(lines, self._stored())


def _without(lines: Sequence[str], gone: Sequence[str]) -> list[str]:
    """Return lines without the last of each that is gone."""
    left = list(reversed(lines))
    for line in gone:
        if line in left:
            left.remove(line)
    return left[::-1]

"""Lines of a debrief in as they are typed, the same lines out after a closed terminal or a crash."""

from datetime import date
from pathlib import Path

from studybuddy.planning.enrolment import InterviewEvent
from studybuddy.store.drafts import Draft, Drafts


class DebriefDraft:
    """What was typed of one interview, kept from its first line until it is written."""

    def __init__(self, home: Path, event: InterviewEvent, today: date) -> None:
        """Take up what is kept of it in a home."""
        self._drafts = Drafts(home)
        self._empty = Draft(f"debrief {event.name} {event.day}", "", 0, today.isoformat(), {})
        kept = self._drafts.kept(self._empty.question_id)
        lines = kept.state.get("lines") if kept else None
        self.lines = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []

    def add(self, line: str) -> None:
        """Keep one more line; where that cannot be done, the debrief goes on all the same."""
        self.lines.append(line)
        self._drafts.keep(self._empty._replace(state={"lines": self.lines}))

    def forget(self) -> None:
        """Forget what was typed: it is written by now."""
        self._drafts.forget(self._empty.question_id)

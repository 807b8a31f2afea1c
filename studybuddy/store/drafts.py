"""Unfinished answers in, one small file a question out: what was typed outlives a closed terminal."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from studybuddy.errors import StudyBuddyError
from studybuddy.store.file_names import portable_folder


class Draft(NamedTuple):
    """What is kept of one question. `state` is the screen's own, in JSON values; `day` the study day.

    `digest` is that of the card, `seed` drew what was asked: where either has changed since, it is another
    question.
    """

    digest: str
    seed: int
    day: str
    state: Mapping[str, Any]

    @property
    def is_judged(self) -> bool:
        """Whether the answer was up, and only the grade was missing."""
        return self.state.get("stage") == "grade"


class Drafts:
    """The unfinished answers of one home; losing one is no error, and a file that cannot be read is none."""

    def __init__(self, home: Path) -> None:
        """Take the home; nothing is made before something is to be kept."""
        self._folder = home / ".cache" / "drafts"

    def keep(self, question_id: str, draft: Draft | None) -> bool:
        """Write what is unfinished, or forget it with None; say whether that could be done."""
        path = self._path(question_id)
        try:
            if draft is None:
                path.unlink(missing_ok=True)
                return True
            import json

            from studybuddy.store.replacing import replace_file

            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # stories speak of colleagues
            replace_file(path, json.dumps(draft._asdict()).encode())
        except (OSError, StudyBuddyError):
            return False
        return True

    def kept(self, question_id: str, digest: str, seed: int) -> Draft | None:
        """Return what was kept of just this question; None where there is nothing."""
        try:
            content = self._path(question_id).read_bytes()
        except OSError:
            return None
        import json

        try:
            draft = Draft(**json.loads(content))
        except (ValueError, TypeError):
            return None
        fits = (draft.digest, draft.seed) == (digest, seed) and isinstance(draft.state, dict)
        return draft if fits else None

    def _path(self, question_id: str) -> Path:
        return self._folder / f"{portable_folder(question_id.replace(':', '+'))}.json"

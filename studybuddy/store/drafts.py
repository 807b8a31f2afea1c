"""Unfinished answers in, one small file a question out: what was typed outlives a closed terminal."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from studybuddy.errors import StudyBuddyError
from studybuddy.store.file_names import portable_folder

_DAYS_KEPT = 30  # of a card that is gone; it may come back from another deck
_LETTERS = 60  # of an id in a file's name; the number behind them tells two apart


class Draft(NamedTuple):
    """What is kept of one question. `state` is the screen's own, in JSON values; `day` the study day.

    `digest` is that of the card, `seed` drew what was asked: where either has changed since, it is another
    question.
    """

    question_id: str
    digest: str
    seed: int
    day: str
    state: Mapping[str, Any]

    @property
    def is_judged(self) -> bool:
        """Whether the answer was up, and only the grade was missing."""
        return self.state.get("stage") == "grade"


class Drafts:
    """The unfinished answers of one home; a file that cannot be read is none, and one of them is no error."""

    def __init__(self, home: Path) -> None:
        """Take the home; nothing is made before something is to be kept."""
        self._folder = home / ".cache" / "drafts"

    def keep(self, draft: Draft) -> bool:
        """Write what is unfinished; say whether that could be done."""
        try:
            import json

            from studybuddy.store.replacing import replace_file

            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # stories speak of colleagues
            replace_file(self._path(draft.question_id), json.dumps(draft._asdict()).encode())
        except (OSError, StudyBuddyError):
            return False
        return True

    def forget(self, question_id: str) -> bool:
        """Forget what was unfinished; say whether that could be done."""
        try:
            self._path(question_id).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def kept(self, question_id: str) -> Draft | None:
        """Return what was kept of a question, also before its card changed; None where there is nothing."""
        return _read(self._path(question_id))

    def rename(self, old: str, new: str) -> None:
        """Let what is unfinished follow a card to its new id."""
        draft = self.kept(old)
        if draft is not None and self.kept(new) is None and self.keep(draft._replace(question_id=new)):
            self.forget(old)

    def forget_gone(self, is_there: Callable[[str], bool], today: date) -> None:
        """Forget what was unfinished of cards that are gone, once that is some weeks old."""
        before = (today - timedelta(days=_DAYS_KEPT)).isoformat()
        for draft in self._all():
            if draft.day < before and not is_there(draft.question_id):
                self.forget(draft.question_id)

    def _all(self) -> Iterator[Draft]:
        try:
            paths = sorted(self._folder.glob("*.json"))
        except OSError:
            return
        yield from filter(None, map(_read, paths))

    def _path(self, question_id: str) -> Path:
        shown = portable_folder(question_id.replace(":", "+"))[:_LETTERS]
        return self._folder / f"{shown}-{zlib.crc32(question_id.encode()):08x}.json"


def _read(path: Path) -> Draft | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    import json

    try:
        draft = Draft(**json.loads(content))
    except (ValueError, TypeError):
        return None
    fits = all(isinstance(text, str) for text in (draft.question_id, draft.day)) and isinstance(
        draft.state, dict
    )
    return draft if fits else None

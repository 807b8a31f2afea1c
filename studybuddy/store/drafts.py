"""Unfinished answers in, one small file a question out: what was typed outlives a closed terminal."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from studybuddy.errors import StudyBuddyError
from studybuddy.store.file_names import portable_folder

_DAYS_KEPT = 30  # of a card that is gone: it may come back from another deck; and of what cannot be read
_LETTERS = 60  # of an id in a file's name; the number behind them tells two apart
ANSWERS, DEBRIEFS = "drafts", "debriefs"  # what no card has is not forgotten with the cards that are gone


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
    """The unfinished answers of one home; a file that cannot be read is none, and one of them is no error.

    What an older version kept is gone on with. Its files do not say whose they are: their names alone do, and
    not always of which of two questions; they stay for thirty days.
    """

    def __init__(self, home: Path, what: str = ANSWERS) -> None:
        """Take the home, and whose drafts: nothing is made before something is to be kept."""
        self._folder = home / ".cache" / what

    def keep(self, draft: Draft) -> bool:
        """Write what is unfinished; say whether that could be done."""
        try:
            import json

            from studybuddy.store.replacing import replace_file

            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # stories speak of colleagues
            content = json.dumps(draft._asdict()).encode()
            replace_file(self._path(draft.question_id), content, waits=False)  # keys wait for it
        except (OSError, StudyBuddyError):
            return False
        return True

    def forget(self, question_id: str) -> bool:
        """Forget what was unfinished; say whether that could be done."""
        try:
            self._path(question_id).unlink(missing_ok=True)
        except OSError:
            return False
        with suppress(OSError):  # of a name that no file can have there was none
            self._old_path(question_id).unlink(missing_ok=True)
        return True

    def kept(self, question_id: str) -> Draft | None:
        """Return what was kept of a question, also before its card changed; None where there is nothing."""
        return _read(self._path(question_id)) or _read(self._old_path(question_id), question_id)

    def rename(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Let what is unfinished follow all cards that have a new id at once, from the old one to the new.

        It takes the place of no draft of a card that keeps its id; nothing is forgotten before it is kept.
        """
        moving = [(draft, new) for old, new in pairs if (draft := self.kept(old)) is not None]
        left = {draft.question_id for draft, _ in moving}
        kept = {
            draft.question_id: new
            for draft, new in moving
            if (new in left or self.kept(new) is None) and self.keep(draft._replace(question_id=new))
        }
        for old in kept.keys() - kept.values():
            self.forget(old)

    def forget_gone(self, is_there: Callable[[str], bool], today: date) -> None:
        """Forget what was unfinished of cards that are gone, once that is some weeks old.

        So is what nobody can read any more, such as what a crash left of a file.
        """
        before = (today - timedelta(days=_DAYS_KEPT)).isoformat()
        with suppress(OSError):
            for path in sorted(self._folder.iterdir()):
                draft = _read(path)
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
                day = draft.day if draft else written
                if day < before and not (draft and is_there(draft.question_id)):
                    path.unlink(missing_ok=True)

    def _path(self, question_id: str) -> Path:
        shown = portable_folder(question_id.replace(":", "+"))[:_LETTERS]
        return self._folder / f"{shown}-{zlib.crc32(question_id.encode()):08x}.json"

    def _old_path(self, question_id: str) -> Path:
        return self._folder / f"{portable_folder(question_id.replace(':', '+'))}.json"


def _read(path: Path, question_id: str | None = None) -> Draft | None:
    """Read a draft, one of an older version as that of `question_id`."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    import json

    try:
        fields = json.loads(content)
        draft = Draft(**({"question_id": question_id} | fields))
    except (ValueError, TypeError):
        return None
    fits = all(isinstance(text, str) for text in (draft.question_id, draft.day)) and isinstance(
        draft.state, dict
    )
    return draft if fits else None

"""The name of a long piece of work and a folder in; the seconds it took, alone in a fresh process, out."""

import json
import resource
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

from libraries import MOMENT, desk_in
from measuring import Time, timed

from studybuddy.commands.desk import Desk


def parse_alone(folder: Path) -> Time:
    """Let markdown-it-py alone parse every deck."""
    from markdown_it import MarkdownIt

    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "shipped").rglob("*.md"))]
    parser = MarkdownIt("commonmark").enable("table")
    return timed(lambda: [parser.parse(text) for text in texts])


def first_sync(folder: Path) -> Time:
    """Read all decks into an empty database."""
    from studybuddy.store.sync import sync

    with desk_in(folder) as desk:
        return timed(lambda: sync(desk.ledger, desk.home.deck_roots, MOMENT))


def rebuild(folder: Path) -> Time:
    """Fold the whole ledger again and write every state."""
    from studybuddy.store.folding import refold_everything

    def work(desk: Desk) -> None:
        with desk.ledger.transaction():
            refold_everything(desk.ledger)

    with desk_in(folder) as desk:
        return timed(lambda: work(desk))


def read_ledger(folder: Path) -> Time:
    """Fetch every review in the order of the ledger, and do nothing with it."""
    ledger = sqlite3.connect(folder / "home" / "studybuddy.db")
    in_order = "SELECT reviewed_at, id, question_id, role, study_day, grade FROM review ORDER BY 1, 2"
    return timed(lambda: deque(ledger.execute(in_order), maxlen=0))


def peak_mib() -> float:
    """Return the most memory this process has held; `getrusage` would count the one that started it too."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    for line in lines:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


RUNS: Mapping[str, Callable[[Path], Time]] = {
    "parse-alone": parse_alone,
    "first-sync": first_sync,
    "rebuild": rebuild,
    "read-ledger": read_ledger,
}

if __name__ == "__main__":
    took = RUNS[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"wall_s": took.wall_s, "cpu_s": took.cpu_s, "peak_mib": peak_mib()}))

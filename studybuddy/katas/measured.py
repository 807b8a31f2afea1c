"""What was measured of a kata in, the same out as long as neither the kata nor the engine has changed.

`shares.json` holds the shares of the shipped katas, by their digests; `python tests/katas` writes it.
"""

import hashlib
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from studybuddy.katas.kata import Kata, digest_of

PACKAGE = Path(__file__).parents[1]
SHARES = Path(__file__).with_name("shares.json")
JUDGING = ("katas", "workers")
NO_JUDGES = frozenset(  # they keep, place or say what was found, or have nothing to do with katas
    {
        "katas/gates.py", "katas/measured.py", "katas/report.py", "katas/stack.py",
        "workers/prover.py", "workers/prover_child.py", "workers/prover_translation.py",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no case kills. `suggestion` is a case that would, when one was found."""

    block: str
    line: int
    before: str
    after: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Strength:
    """What was measured. `mutants` leaves out those marked equivalent; `killed` counts among them.

    `caught_by` gives for each reject the checks that fail; `idle` are checks that fail for nothing wrong;
    `refused` are right solutions that failed, as (accept, seed, reason); `runs` are the seeded runs tried,
    over `seeds` seeds.
    """

    kata: str
    mutants: int = 0
    killed: int = 0
    survivors: tuple[Survivor, ...] = ()
    caught_by: tuple[tuple[str, tuple[str, ...]], ...] = ()
    idle: tuple[str, ...] = ()
    refused: tuple[tuple[str, int, str], ...] = ()
    passing_nulls: tuple[str, ...] = ()
    runs: int = 0
    seeds: int = 0
    check_ms: int = 0
    isolation: str = ""
    took_ms: int = 0
    broken: str = ""
    needless: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of mutants killed, 1 if there are none."""
        return self.killed / self.mutants if self.mutants else 1.0

    @property
    def kept_share(self) -> float:
        """The share as files keep it."""
        return round(self.share, 4)


def keep(found: Strength, kata: Kata, cache: Path) -> None:
    """Keep what was measured of a kata in a folder. Raises: OSError."""
    kept = _place(kata, cache)
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(f".{time.monotonic_ns()}")
    partial.write_text(json.dumps(asdict(found)), encoding="utf-8", newline="\n")
    partial.replace(kept)


def known(kata: Kata, cache: Path) -> Strength | None:
    """Return what `measure` kept of this kata, None if it was not measured as it is now; measures nothing."""
    try:
        fields = json.loads(_place(kata, cache).read_text(encoding="utf-8"))
        fields["survivors"] = tuple(Survivor(**each) for each in fields["survivors"])
        fields["caught_by"] = tuple((name, tuple(checks)) for name, checks in fields["caught_by"])
        fields["refused"] = tuple(tuple(each) for each in fields["refused"])
        for name in ("idle", "passing_nulls", "needless"):
            fields[name] = tuple(fields[name])
        return Strength(**fields)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(kata: Kata, cache: Path) -> Path:
    """Name a file by the kata and by what judges it: a change of either measures anew."""
    named = hashlib.sha256(digest_of(kata).encode() + kata.path.encode() + judges_digest().encode())
    return cache / f"{named.hexdigest()}.json"


def judges_digest(package: Path = PACKAGE) -> str:
    """Return a hash that changes with whatever a verdict may come from, and with what is kept of it.

    That is the code below `package` that judges, Python (whose instructions are counted, and which spells the
    mutants), NumPy, and the fields of `Strength`.
    """
    from importlib.metadata import version  # slow to load, and lists of katas need none of it

    versions = (*sys.version_info[:2], version("numpy"), Strength.__slots__, Survivor.__slots__)
    found = hashlib.sha256(repr(versions).encode())
    for source in sorted(path for room in JUDGING for path in (package / room).glob("*.py")):
        if source.relative_to(package).as_posix() not in NO_JUDGES:
            found.update(source.read_bytes())
    return found.hexdigest()


def shipped_shares() -> Mapping[str, float]:
    """Return the share of mutants that the cases of each shipped kata kill, by the kata's digest."""
    shares: Mapping[str, float] = json.loads(SHARES.read_text(encoding="utf-8"))["shares"]
    return shares

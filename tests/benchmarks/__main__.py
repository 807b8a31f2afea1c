"""Sizes on the command line in, a table of every promise about speed out; the exit status says if all hold.

    python tests/benchmarks           10,000 cards and 100,000 reviews; 100,000 and 1,000,000 for the last
    python tests/benchmarks --quick   a tenth of both, three katas and fewer rounds, to see what moved

Each figure alternates with its floor, so that both see the same noise; the limit holds for the clock, and the
processor's ratio stands beside it. Libraries are built once and kept in --scratch. POSIX only.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from figures import large_ledger, syncs, whole_processes
from kata_figures import kata_promises
from libraries import Size, library, working_copy
from math_figures import math_promises
from measuring import Time
from promises import Figure, Peak, Promise, Unloaded

GROUPS = ("processes", "syncs", "large", "katas", "math")
HEADINGS = ("figure", "measured", "floor", "ratio", "cpu", "limit", "")


def main() -> int:
    """Measure what the command line asks for, print a line as each figure is known, and return the status."""
    options = _options()
    options.scratch.mkdir(parents=True, exist_ok=True)
    shrink = 10 if options.quick else 1
    rounds = options.rounds or (5 if options.quick else 15)
    print(_line(HEADINGS), flush=True)
    kept = True
    for figure in _figures(options.scratch, shrink, rounds, options.only or GROUPS):
        print(_line(_cells(figure)), flush=True)
        kept = kept and figure.is_ok
    return 0 if kept else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python tests/benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    scratch = Path(tempfile.gettempdir()) / "studybuddy-benchmarks"
    parser.add_argument("--quick", action="store_true", help="a tenth of the cards, three katas, few rounds")
    parser.add_argument("--only", action="append", choices=GROUPS, help="only this group; may be repeated")
    parser.add_argument("--rounds", type=int, help="how often each figure alternates with its floor")
    parser.add_argument("--scratch", type=Path, default=scratch, help=f"where libraries are kept ({scratch})")
    return parser.parse_args()


def _figures(scratch: Path, shrink: int, rounds: int, groups: tuple[str, ...]) -> Iterator[Promise]:
    ordinary = Size(10_000 // shrink, 100_000 // shrink)
    large = Size(100_000 // shrink, 1_000_000 // shrink, bare=True)
    if "processes" in groups:
        with working_copy(library(scratch, ordinary)) as folder:
            yield from whole_processes(folder, rounds)
    if "syncs" in groups:
        with working_copy(library(scratch, ordinary)) as folder:
            yield from syncs(folder, max(2, rounds // 3))
    if "large" in groups:
        with working_copy(library(scratch, large)) as folder:
            yield from large_ledger(folder, rounds)
    if "katas" in groups:
        yield from kata_promises(rounds, quick=shrink > 1)
    if "math" in groups:
        yield from math_promises(rounds)


def _cells(figure: Promise) -> tuple[str, ...]:
    verdict = "ok" if figure.is_ok else "OVER"
    if isinstance(figure, Peak):
        return (figure.name, f"{figure.mib:.0f} MiB", "", "", "", f"{figure.most_mib:.0f} MiB", verdict)
    if isinstance(figure, Unloaded):
        return (figure.name, ", ".join(figure.found) or "none", "", "", "", "none", verdict)
    pair = figure.pair
    floor = f"{_shown(pair.floor)} {figure.floor_name}"
    cpu = "" if pair.cpu_ratio is None else f"{pair.cpu_ratio:.2f}"
    return (figure.name, _shown(pair.measured), floor, f"{pair.ratio:.2f}", cpu, _limit(figure), verdict)


def _limit(figure: Figure) -> str:
    if figure.most_cpu_s is not None:
        return f"{figure.pair.measured.cpu_s or 0:.1f} of {figure.most_cpu_s:.0f} s cpu"
    return f"{figure.most_ratio:.2f} ×" if figure.most_ratio else f"{figure.most_ms:,.0f} ms"


def _shown(time: Time) -> str:
    ms = time.wall_s * 1000
    return f"{ms:,.0f} ms" if ms >= 100 else f"{ms:.1f} ms" if ms >= 1 else f"{ms:.2f} ms"


def _line(cells: tuple[str, ...]) -> str:
    name, measured, floor, ratio, cpu, limit, verdict = cells
    return f"{name:41} {measured:>10}  {floor:30} {ratio:>6} {cpu:>6} {limit:>10}  {verdict}".rstrip()


if __name__ == "__main__":
    sys.exit(main())

"""The shipped katas in, every promise about checking them out."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from kata_saves import Save, slowest, watched
from measuring import ROOT, Time, alternate, child_environment, memory_mib, process, timed, until_shown
from promises import Figure, Peak, Promise

from studybuddy.katas.check import check, open_host
from studybuddy.katas.kata import Kata, kata_from_fields
from studybuddy.kinds.deck import read_deck

DECKS = ROOT / "decks" / "katas"
SOLUTIONS = ROOT / "tests" / "katas" / "solutions"
ORDINARY = "stable-softmax"
SAMPLE = (ORDINARY, "k-means", "lru-cache")  # of NumPy with few checks, of NumPy with many, and without it
STUDYBUDDY = "from studybuddy.__main__ import main; main()"  # as the installed script runs it
SETTLING_S = 2.0  # for the watcher to have loaded what it loads while the learner reads
SEED = 3


def kata_promises(rounds: int, *, quick: bool) -> Iterator[Promise]:
    """Measure a cold check, one in the watch loop, what the watcher holds, and how strength is measured.

    The slowest of all katas are looked for and named; with `quick` among a few.
    """
    names = SAMPLE if quick else tuple(sorted(path.stem for path in DECKS.glob("*.md")))
    python = (sys.executable, "-c")
    with _home() as environment:

        def floor() -> Time:
            return process((*python, "import numpy"), environment)

        def cold() -> Time:
            solution = str(SOLUTIONS / f"{ORDINARY}.py")
            command = ("kata", "check", ORDINARY, "--file", solution, "--json")
            return process((*python, STUDYBUDDY, *command), environment)

        floor()
        cold()  # the home is filled, and compiled modules lie on the disk
        yield Figure("kata check, cold", "import numpy", alternate(cold, floor, rounds), most_ratio=3.5)
        kata, code = kata_named(ORDINARY), (SOLUTIONS / f"{ORDINARY}.py").read_text(encoding="utf-8")
        with open_host() as host:

            def warm() -> Time:
                return timed(lambda: _passed(check(kata, code, SEED, trust=True, workers=host).passed))

            warm()
            yield Figure(
                "save to verdict, warm", "import numpy", alternate(warm, floor, rounds), most_ratio=0.5
            )
        if Path("/proc/self/smaps_rollup").exists():
            yield Peak("idle watcher, memory", _idle_watcher_mib(environment), 120)
        for what, save in zip(("right", "wrong"), slowest(map(kata_named, names), SOLUTIONS), strict=True):
            yield _save_figure(f"{what} save, slowest: {save.kata.name}", save, floor, rounds)
        pairs = {name: alternate(partial(_strength, name, environment), floor, 1) for name in names}
        for name in SAMPLE:
            yield Figure(f"strength of {name}", "import numpy", pairs[name], most_cpu_s=8)
        if quick:
            return
        most = max(pairs, key=lambda name: pairs[name].measured.cpu_s or 0)
        yield Figure(f"strength, slowest: {most}", "import numpy", pairs[most], most_cpu_s=8)


def kata_named(name: str) -> Kata:
    """Return a shipped kata."""
    path = DECKS / f"{name}.md"
    (card,) = read_deck(path.read_bytes(), path_shown=path.name, deck=f"katas/{name}").cards
    return kata_from_fields(dict(card.fields) | {"name": card.id, "path": card.source.path})


def _save_figure(name: str, save: Save, floor: Callable[[], Time], rounds: int) -> Figure:
    with watched(save.kata) as loop:
        loop.verdict(save)
        pair = alternate(partial(loop.verdict, save), floor, rounds)
    return Figure(name, "import numpy", pair, most_ratio=0.5)


def _strength(name: str, environment: dict[str, str]) -> Time:
    return process((sys.executable, str(Path(__file__).with_name("strength_run.py")), name), environment)


def _idle_watcher_mib(environment: dict[str, str]) -> float:
    held: list[float] = []

    def look(process_id: int) -> None:
        time.sleep(SETTLING_S)
        held.append(memory_mib(process_id))

    command = (sys.executable, "-c", STUDYBUDDY, "kata", ORDINARY)
    until_shown(command, environment | {"EDITOR": "true", "VISUAL": "true"}, "softmax", look)
    return held[0]


def _passed(passed: bool) -> None:
    if not passed:
        raise RuntimeError(f"the solution of {ORDINARY} no longer passes")


@contextmanager
def _home() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as scratch:
        yield child_environment({"STUDYBUDDY_HOME": scratch, "STUDYBUDDY_DECKS": str(ROOT / "decks")})

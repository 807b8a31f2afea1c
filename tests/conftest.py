"""A home under tmp_path, a fixed clock, the command line in this process and in one of its own."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests share the modules beside this one by name

from card_texts import deck
from command_line import NOW, PATIENCE, Ran, Run, command, environment_of_child

_SET_BY_LEARNERS = ("STUDYBUDDY_DECKS", "STUDYBUDDY_NOW", "VISUAL", "EDITOR", "NO_COLOR", "COLUMNS")
# A busy machine may stop a test for longer than any deadline: the clock decides about no property.
# At a desk every run throws the dice anew; where a red run turns a change away, the change did it.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="STUDYBUDDY_CI" in os.environ,
)
settings.load_profile("untimed")

_NOBODYS = Path(tempfile.gettempdir()) / f"studybuddy-nobody-{os.getpid()}"


def pytest_configure(config: pytest.Config) -> None:
    """Forget what the learner has set; nobody's home stands where the real one would be used."""
    for name in _SET_BY_LEARNERS:
        os.environ.pop(name, None)
    os.environ["STUDYBUDDY_HOME"] = str(_NOBODYS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the lives, which take minutes, and with the studies that many tests of one worker share.

    A life begun late keeps a processor when all else is done; other workers take what stands first last.
    """
    items.sort(key=lambda item: item.path.parent.name not in {"learner", "simulation"})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print how strong the cases of all katas are, when that was tested."""
    reports = (report for found in terminalreporter.stats.values() for report in found)
    if not any("test_shipped_strength" in getattr(report, "nodeid", "") for report in reports):
        return
    from shipped_katas import KATAS
    from strength_table import strength_folder, table

    from studybuddy.katas.measured import known

    terminalreporter.section("strength of the shipped katas")
    folder = strength_folder(config)
    for line in table({name: known(kata, folder) for name, kata in KATAS.items()}):
        terminalreporter.write_line(line)


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Fail the test that reached for a home folder although it asked for none."""
    if _NOBODYS.exists():
        shutil.rmtree(_NOBODYS)
        pytest.fail(f"{item.name} used the learner's home: it should ask for the fixture `home`")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the commands take for home, not made yet; no decks are shipped."""
    (tmp_path / "shipped").mkdir()
    monkeypatch.setenv("STUDYBUDDY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STUDYBUDDY_DECKS", str(tmp_path / "shipped"))
    monkeypatch.setenv("STUDYBUDDY_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "home"


@pytest.fixture
def shipped(home: Path) -> Path:
    """The folder that stands for the shipped decks."""
    return home.parent / "shipped"


@pytest.fixture
def write(home: Path) -> Callable[..., Path]:
    """Write a deck of `cards` below the own decks, or below another folder."""

    def writes(name: str, *cards: str, under: Path | None = None, front: str = "") -> Path:
        path = (under or home / "decks") / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(deck(*cards, front=front), encoding="utf-8", newline="\n")
        return path

    return writes


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, error boundary included."""

    def runs(*args: str, stdin: str = "", **environment: str) -> Ran:
        from studybuddy.cli import main

        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["studybuddy", *args])
            patch.setattr(sys, "stdin", _stream(io.BytesIO(os.fsencode(stdin))))
            patch.setattr(sys, "stdout", _stream(out))
            patch.setattr(sys, "stderr", _stream(err))
            code = 0
            try:
                main()
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
            return Ran(code, out.getvalue().decode(), err.getvalue().decode())

    return runs


def _stream(content: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(content, encoding="utf-8", newline="\n", write_through=True)


@pytest.fixture
def spawn(home: Path, tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start a command in a process of its own; what still runs at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def spawns(*args: str, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command(*args),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment_of_child(**environment),
        )
        started.append(process)
        return process

    yield spawns
    for process in started:
        if process.poll() is None:
            process.kill()
        if process.stdout and not process.stdout.closed:
            process.communicate()


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Any]]:
    """Start a command in a pseudo-terminal, of 80 by 24 unless told; it is closed at the end of the test."""
    from terminal import Terminal

    terminals: list[Terminal] = []

    def starts(*words: str, **how: Any) -> Terminal:
        terminals.append(Terminal(command(*words), **how))
        return terminals[-1]

    yield starts
    for terminal in terminals:
        terminal.child.close(force=True)


@pytest.fixture
def run_process(spawn: Callable[..., "subprocess.Popen[str]"]) -> Run:
    """Run a command in a process of its own and wait for it."""

    def runs(*args: str, stdin: str = "", **environment: str) -> Ran:
        process = spawn(*args, **environment)
        out, err = process.communicate(stdin, timeout=PATIENCE)
        return Ran(process.returncode, out, err)

    return runs

"""The floors: who may import whom, who may touch the clock and SQL, and what a start-up must not load."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from studybuddy.katas.measured import JUDGING, NO_JUDGES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "studybuddy"

# Imports run downward only; rooms that share a floor do not import each other.
FLOORS = (
    {"model", "errors", "syllabus"},
    {"markdown", "notation", "scheduling"},
    {"planning", "kinds"},
    {"workers"},
    {"katas", "store", "screens"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
PURE = {"markdown", "notation", "scheduling", "planning", "kinds"}
IMPURE_MODULES = {
    "os", "io", "time", "tempfile", "shutil", "subprocess", "socket", "secrets", "uuid", "sqlite3", "signal",
    "threading", "multiprocessing", "asyncio", "urllib.request",
}  # fmt: skip
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
WALL_TIME = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns",
}  # fmt: skip
ONLY_IN = {
    "rich": {"screens"},
    "prompt_toolkit": {"screens"},
    "typst": {"screens"},
    "markdown_it": {"markdown"},
    "mdit_py_plugins": {"markdown"},
    "yaml": {"markdown"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlite3": {"store"},
    "fsrs": {"scheduling"},
    "typer": {"commands", "cli"},
}
SLOW = (
    "sympy", "numpy", "sqlmodel", "sqlalchemy", "alembic", "markdown_it", "rich", "yaml", "fsrs",
    "prompt_toolkit", "asyncio", "pydantic", "typst",
)  # fmt: skip

FILES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))
MODULES = {path.removesuffix("/__init__.py").removesuffix(".py").replace("/", "."): path for path in FILES}


@cache
def nodes_of(path: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"), path)))


def imports_of(path: str) -> Iterator[str]:
    """Yield the full name of everything that a file imports, inside functions too."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else str(node.module)


def room_of(path: str) -> str:
    """Return the folder, or the single module, below studybuddy."""
    return path.split("/")[1].removesuffix(".py")


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def test_imports_run_downward_only() -> None:
    broken = [
        f"{path} imports {name}"
        for path in FILES
        for name in imports_of(path)
        if name.startswith("studybuddy.") and not may_import(room_of(path), name.split(".")[1])
    ]
    assert not broken, "\n".join(broken)
    assert list(imports_of("studybuddy/__init__.py")) == []


def may_import(room: str, other: str) -> bool:
    return other == room or floor_of(other) < floor_of(room)


def test_no_import_circle() -> None:
    graph = {
        module: {name for name in imports_of(path) if name in MODULES and name != "studybuddy"}
        for module, path in MODULES.items()
    }
    finished: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " imports ".join((*way[way.index(module) :], module))
        if module not in finished:
            for other in sorted(graph[module]):
                walk(other, (*way, module))
            finished.add(module)

    for module in sorted(graph):
        walk(module, ())


def test_a_library_is_imported_by_its_own_rooms_alone() -> None:
    broken = [
        f"{path} imports {name}"
        for path in FILES
        for name in imports_of(path)
        if room_of(path) not in ONLY_IN.get(name.split(".")[0], {room_of(path)})
    ]
    assert not broken, "\n".join(broken)


def test_a_pure_room_touches_no_file_clock_process_or_environment() -> None:
    broken = {path: found for path in FILES if room_of(path) in PURE and (found := impurities_of(path))}
    assert not broken, broken


def impurities_of(path: str) -> set[str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    outside = re.findall(r"\b(date\.today|datetime\.now|datetime\.utcnow|random\.random|Path)\(", text)
    calls = {
        node.func.id
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return {*outside, *IMPURE_MODULES & set(imports_of(path)), *IMPURE_CALLS & calls}


def test_wall_time_is_read_by_the_clock_alone() -> None:
    broken = [
        f"{path}:{node.lineno}: {node.value.id}.{node.attr}"
        for path in FILES
        if path != "studybuddy/commands/clock.py"
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if f"{node.value.id}.{node.attr}" in WALL_TIME
    ]
    assert not broken, "\n".join(broken)


def test_sql_by_hand_stands_behind_the_hot_door_alone() -> None:
    sql = re.compile(
        r"\b(SELECT\b.+\bFROM|INSERT INTO|INSERT OR|DELETE FROM|UPDATE \w+ SET|CREATE TABLE)\b", re.DOTALL
    )
    holders = set()
    for path in FILES:
        for node in nodes_of(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and sql.search(node.value):
                holders.add(path)
    behind_the_door = {path for path in FILES if path.startswith("studybuddy/store/sql/")}
    assert holders <= behind_the_door
    imports_sqlite = {path for path in FILES if "sqlite3" in imports_of(path)}
    assert imports_sqlite - behind_the_door <= {
        "studybuddy/store/connection.py",
        "studybuddy/store/schema.py",
    }


def test_types_need_no_imports_of_their_own() -> None:
    broken = [path for path in FILES if "TYPE_CHECKING" in (ROOT / path).read_text(encoding="utf-8")]
    assert not broken, "\n".join(broken)


def mentions_of(path: str) -> Iterator[str]:
    """Yield the modules that a file imports, and those that it names for another process to load."""
    yield from imports_of(path)
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.partition(":")[0]


def test_what_is_said_to_judge_no_kata_only_keeps_or_says_what_was_found() -> None:
    """All other code of these rooms throws away what was measured of katas when it changes."""
    reached: set[str] = set()
    waiting = ["studybuddy.katas.strength"]
    while waiting:
        module = waiting.pop()
        if module in MODULES and MODULES[module] not in reached:
            reached.add(MODULES[module])
            waiting += mentions_of(MODULES[module])
    rooms = {path for path in FILES if room_of(path) in JUDGING and not path.endswith("/__init__.py")}
    idle = {f"studybuddy/{path}" for path in NO_JUDGES}
    assert idle - reached == rooms - reached, "code that no verdict comes from"
    assert idle & reached == {f"studybuddy/katas/{name}.py" for name in ("measured", "report", "stack")}
    assert reached - rooms == {"studybuddy/__init__.py", "studybuddy/errors.py"}


def test_starting_the_command_line_loads_nothing_slow() -> None:
    code = f"import sys, studybuddy.cli; print([m for m in {SLOW!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_tests_mirror_the_source() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    for room in rooms & {"markdown", "scheduling", "kinds", "planning", "store", "screens", "commands"}:
        assert any((ROOT / "tests" / room).glob("test_*.py")), f"no tests for {room}"

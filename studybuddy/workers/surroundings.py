"""This interpreter's own facts go in; the command, environment and readable folders of workers come out."""

import importlib.util
import os
import sys
import sysconfig
from typing import NamedTuple

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
PACKAGE = os.path.join(ROOT, "studybuddy")  # noqa: PTH118 - pathlib is slow to load here
SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
SINGLE_THREAD = (
    "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip
BOOT = (
    "import sys;sys.path[:0]=sys.argv[2:3];sys.path[len(sys.path):]=sys.argv[3:];from {} import main;main()"
)


class Recipe(NamedTuple):
    """What every worker finds: `preload` is imported before any limit falls, `packages` may be read later.

    `at_leisure` is imported by a warm parent that has nothing to do, so that no worker has to and the first
    one does not wait for it. `hidden` are paths that stay unreadable even inside a readable folder; the
    program's own is always one.
    """

    preload: tuple[str, ...] = ("numpy",)
    packages: tuple[str, ...] = ("numpy",)
    hidden: tuple[str, ...] = ()
    at_leisure: tuple[str, ...] = ()


def folder_of(package: str) -> str | None:
    """Return the folder that `package` is imported from, without importing it; None if it is missing."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    place = os.path.dirname(spec.origin)  # noqa: PTH120
    return os.path.dirname(place) if spec.submodule_search_locations else place  # noqa: PTH120


def command(module: str, recipe: Recipe, *arguments: str) -> list[str]:
    """Return the command line that runs `module.main` isolated from user site, environment and .pth files."""
    folders = dict.fromkeys(filter(None, map(folder_of, recipe.packages)))
    return [
        sys.executable, "-I", "-S", "-B", "-c", BOOT.format(module), *arguments, ROOT, *folders,
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """Return the whole environment of a worker: one BLAS thread, UTF-8, and nothing of the user's."""
    scrubbed = dict.fromkeys(SINGLE_THREAD, "1")
    scrubbed |= {"LC_ALL": "C.UTF-8", "PATH": ""}
    if sys.platform == "win32":
        scrubbed["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return scrubbed


def readable(recipe: Recipe) -> list[str]:
    """Return the paths that workers may read: standard library, system libraries, the recipe's packages.

    NumPy alone is named file by file; with other packages, whose dependencies are not known here, everything
    beside them in their folder is readable too.
    """
    paths = dict.fromkeys([sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")])
    paths |= dict.fromkeys(SYSTEM_LIBRARIES)
    for package in recipe.packages:
        folder = folder_of(package)
        if folder is None:
            continue
        names = [package, f"{package}.libs"] if package == "numpy" else os.listdir(folder)  # noqa: PTH208
        paths |= dict.fromkeys(os.path.join(folder, name) for name in names)  # noqa: PTH118
    return list(paths)


def hidden(recipe: Recipe) -> list[str]:
    """Return the paths that workers may never read."""
    return [PACKAGE, *recipe.hidden]

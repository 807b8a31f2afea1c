"""This interpreter's own facts go in; the command, environment and readable folders of workers come out."""

import importlib.util
import os
import sys
import sysconfig
from typing import NamedTuple

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
PACKAGE = os.path.join(ROOT, "studybuddy")  # noqa: PTH118 - pathlib is slow to load here
SITES = ("site-packages", "dist-packages")
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

    `hidden` are paths that stay unreadable even inside a readable folder; the program's own is always one.
    """

    preload: tuple[str, ...] = ("numpy",)
    packages: tuple[str, ...] = ("numpy",)
    hidden: tuple[str, ...] = ()


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
    return list(dict.fromkeys([*_standard_library(), *SYSTEM_LIBRARIES, *_package_paths(recipe)]))


def _standard_library() -> list[str]:
    """Return the interpreter's own folders; a virtual environment's hold nothing but installed packages."""
    base = {"platbase": sys.base_exec_prefix}
    return [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib", vars=base)]


def _package_paths(recipe: Recipe) -> list[str]:
    paths = []
    for package in recipe.packages:
        folder = folder_of(package)
        if folder is not None and package == "numpy":
            paths += [os.path.join(folder, name) for name in (package, f"{package}.libs")]  # noqa: PTH118
        elif folder is not None:
            paths.append(folder)
    return paths


def hidden(recipe: Recipe) -> list[str]:
    """Return the paths that workers may never read: the program, and packages that lie beside the library.

    In a virtual environment they lie elsewhere, and hiding the few of the interpreter itself would cost every
    check the time to allow its library file by file.
    """
    paths = [PACKAGE, *recipe.hidden]
    if sys.prefix != sys.base_prefix:
        return paths
    wanted = {os.path.realpath(path) for path in _package_paths(recipe)}
    for library in _standard_library():
        for name in SITES:
            site = os.path.realpath(os.path.join(library, name))  # noqa: PTH118
            if site not in wanted and os.path.isdir(site):  # noqa: PTH112
                paths += _others(site, wanted)
    return list(dict.fromkeys(paths))


def _others(site: str, wanted: set[str]) -> list[str]:
    """Return what is in a folder of packages beside `wanted`, or the folder if none of them is in there."""
    found = [os.path.join(site, name) for name in os.listdir(site)]  # noqa: PTH118, PTH208
    return [path for path in found if path not in wanted] if wanted & set(found) else [site]

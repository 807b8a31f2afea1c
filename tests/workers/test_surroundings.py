import sysconfig
from pathlib import Path

from studybuddy.workers.surroundings import PACKAGE, Recipe, hidden, readable


def test_of_the_folder_of_packages_only_those_asked_for_are_readable() -> None:
    site = Path(sysconfig.get_path("purelib"))
    paths = [Path(path) for path in readable(Recipe())]
    assert site / "numpy" in paths
    around = [path for path in paths if site.is_relative_to(path)]
    secret = [Path(path) for path in hidden(Recipe())]
    assert not around or {*site.iterdir()} - {site / "numpy", site / "numpy.libs"} <= {*secret}


def test_the_folder_of_a_required_package_is_readable() -> None:
    site = sysconfig.get_path("purelib")
    assert site in readable(Recipe(packages=("numpy", "yaml")))
    assert site not in hidden(Recipe(packages=("numpy", "yaml")))


def test_the_program_and_what_is_named_stay_hidden() -> None:
    assert {PACKAGE, "/some/deck"} <= set(hidden(Recipe(hidden=("/some/deck",))))

"""Shared by the tests of this folder: the fixture reader on the path, one warm host, and patience."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from strength_table import strength_folder

from studybuddy.katas import supervision
from studybuddy.katas.check import open_host
from studybuddy.workers.host import Host


@pytest.fixture(scope="session")
def workers() -> Iterator[Host]:
    with open_host() as opened:
        yield opened


@pytest.fixture(scope="session")
def strength_cache(request: pytest.FixtureRequest) -> Path:
    """Where strength is kept between runs: katas that have not changed are not measured again."""
    return strength_folder(request.config)


@pytest.fixture(autouse=True)
def ample_time_to_recognise_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the comparison with known mistakes take its time: a busy machine may stop it for a second."""
    monkeypatch.setattr(supervision, "DIAGNOSIS_SECONDS", 20.0)

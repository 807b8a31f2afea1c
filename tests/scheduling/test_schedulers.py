import subprocess
import sys
from datetime import date

import pytest

from studybuddy.errors import UsageError
from studybuddy.model import Grade, Memory
from studybuddy.scheduling import schedulers
from studybuddy.scheduling.protocol import first_intervals_of


@pytest.mark.parametrize("name", schedulers.NAMES)
def test_every_named_scheduler_is_found_and_schedules(name: str) -> None:
    scheduler = schedulers.get(name)
    assert scheduler.name == name
    assert schedulers.label(scheduler) == f"{name}/{scheduler.version}"
    memory = scheduler.next_memory(Memory(), Grade.GOOD, date(2026, 1, 5))
    assert memory.sm2_due is not None
    assert memory.sm2_due > date(2026, 1, 5)


def test_an_unknown_scheduler_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UsageError) as refused:
        schedulers.get("sm18")
    assert all(name in refused.value.hint for name in schedulers.NAMES)


def test_fsrs_is_not_loaded_until_it_is_wanted() -> None:
    program = (
        "import sys; from studybuddy.scheduling import schedulers, replay, queue, session;"
        "schedulers.get('sm2'); assert 'fsrs' not in sys.modules;"
        "schedulers.get('fsrs'); assert 'fsrs' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("kind", "first_intervals"),
    [("basic", (1, 6)), ("kata", (4, 12)), ("derivation", (4, 12)), ("design", (4, 12)), ("cloze", (1, 6))],
)
def test_what_costs_minutes_starts_with_longer_intervals(kind: str, first_intervals: tuple[int, int]) -> None:
    assert first_intervals_of(kind) == first_intervals


def test_what_takes_minutes_comes_back_later_than_what_takes_seconds() -> None:
    for kind in ("kata", "derivation", "design", "star", "redo"):
        assert first_intervals_of(kind) == (4, 12)
    assert first_intervals_of("basic") == (1, 6)

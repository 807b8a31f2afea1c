"""What is believed of a process that measures strength: the deck's code could speak in its place."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from fixture_reader import read_kata

from studybuddy.katas.crew import DID_NOT_END, MAX_SECONDS, MIN_SECONDS, SET_UP_SECONDS, Crew
from studybuddy.workers.host import Host

FORGED = "import os, struct\n\ndef send(frame):\n    os.write(4, struct.pack('<I', len(frame)) + frame)\n\n"


def crew_of(workers: Host, said: Any) -> Crew:
    """A crew of one, whose check block sends a first frame of its own."""
    code = f"{FORGED}send({json.dumps(said).encode()!r})\nimport time\ntime.sleep(60)\n"
    return Crew(read_kata("stable-softmax", check={"code": code, "line": 40}), workers, 1, trust=False)


@pytest.mark.parametrize("said", [17, [], {"checks": 5}, {"checks": [["a"]]}, {"failed": {"a": 1}}])
def test_a_frame_that_no_examiner_sends_breaks_the_kata(workers: Host, said: Any) -> None:
    crew = crew_of(workers, said)
    try:
        assert "sent a frame of its own" in crew.broken
    finally:
        crew.close()


@pytest.mark.parametrize("seconds", [1e300, -1, float("nan"), float("inf"), "1", None])
def test_no_claim_of_time_makes_anyone_wait_longer_than_the_setting_up(workers: Host, seconds: Any) -> None:
    crew = crew_of(workers, {"checks": ["a"], "seconds": seconds, "cpu_seconds": seconds})
    try:
        assert (crew.seconds, crew.cpu_seconds) == (SET_UP_SECONDS, SET_UP_SECONDS)
        assert crew.allowed_seconds == MAX_SECONDS
    finally:
        crew.close()


@pytest.fixture(scope="module")
def crew(workers: Host) -> Iterator[Crew]:
    crew = Crew(read_kata("stable-softmax"), workers, 1, trust=True)
    yield crew
    crew.close()


def job(kata_code: str, before: str) -> dict[str, Any]:
    return {"code": f"{before}\n{kata_code}", "line": 1, "seed": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such clock of a process")
def test_a_solution_is_late_by_the_processor_and_not_by_the_clock_of_a_busy_machine(crew: Crew) -> None:
    code = read_kata("stable-softmax").reference.code
    waits = job(code, f"import time\ntime.sleep({MIN_SECONDS * 1.5})")
    assert crew.allowed_seconds == MIN_SECONDS
    assert crew.do([waits]) == [{"failed": [], "reason": ""}]


def test_a_solution_that_never_ends_is_ended_and_the_next_one_examined(crew: Crew) -> None:
    code = read_kata("stable-softmax").reference.code
    endless, right = crew.do([job(code, "while True: pass"), job(code, "")])
    assert endless == {"failed": [DID_NOT_END], "reason": DID_NOT_END}
    assert right["failed"] == []


def test_the_cost_of_a_run_measured_again_alone_is_the_less_of_both(crew: Crew) -> None:
    crew.cpu_seconds = SET_UP_SECONDS
    crew.weigh()
    assert crew.cpu_seconds < 1.0
    crew.cpu_seconds = 0.0
    crew.weigh()
    assert crew.cpu_seconds == 0.0

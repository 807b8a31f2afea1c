"""What is believed of a process that measures strength: the deck's code could speak in its place."""

import json
from typing import Any

import pytest
from fixture_reader import read_kata

from studybuddy.katas.crew import MAX_SECONDS, SET_UP_SECONDS, Crew
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

"""`kill -9` at random moments of a session: what was acknowledged is there, and the state is its fold."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from card_texts import basic
from command_line import PATIENCE, Run, environment_of_child

from studybuddy.model import Memory
from studybuddy.scheduling import replay, sm2
from studybuddy.scheduling.protocol import FIRST_INTERVALS
from studybuddy.store.sql.opening import open_ledger
from studybuddy.store.sql.questions import kinds_of_questions, memory_of
from studybuddy.store.sql.replaying import every_step, moves_of

if sys.platform == "win32":
    pytest.skip("kill -9 is a POSIX thing", allow_module_level=True)

KILLS = 200
CARDS = 60
PROMPT = b"[reveal"

# One process with everything imported forks a child for each session, so that start-up is paid once.
NURSERY = """
import os, sys, json
import studybuddy.cli, studybuddy.screens.line_screen, studybuddy.commands.review_loop
import studybuddy.commands.review_summary, studybuddy.kinds.basic, studybuddy.screens.console
for line in sys.stdin:
    reads, writes = json.loads(line)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(reads, os.O_RDONLY), 0)
        os.dup2(os.open(writes, os.O_WRONLY), 1)
        sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)
        sys.argv = ["studybuddy", "review"]
        studybuddy.cli.main()
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
"""


def test_no_acknowledged_answer_is_lost_by_a_kill(
    home: Path, write: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    write("a", *(basic(f"Question {n}?", f"Body {n}.") for n in range(CARDS)))
    run("config", "new_per_day", "1000").ok()
    rng = random.Random(20260302)
    nursery = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", NURSERY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment_of_child(),
    )
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    kept: set[str] = set()
    acknowledged = 0
    for number in range(KILLS):
        reads, writes = tmp_path / f"in{number}", tmp_path / f"out{number}"
        os.mkfifo(reads)
        os.mkfifo(writes)
        nursery.stdin.write(json.dumps([str(reads), str(writes)]) + "\n")
        nursery.stdin.flush()
        child = int(nursery.stdout.readline())
        acknowledged += _session_until_killed(child, reads, writes, rng)
        kept = _assert_sound(home, kept, acknowledged)
    nursery.stdin.close()
    nursery.stdout.close()
    nursery.wait(PATIENCE)
    assert acknowledged > KILLS


def test_a_first_run_that_is_killed_is_taken_up_again(
    write: Callable[..., Path], run: Run, spawn: Callable[..., "subprocess.Popen[str]"]
) -> None:
    write("a", *(basic(f"Question {n}?", f"Body {n}.") for n in range(300)))
    for tenths in (2, 4, 5, 6):
        process = spawn("due")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(tenths / 10)
        process.kill()
    assert run("decks", "--json").ok().json[0]["cards"] == 300


def _session_until_killed(child: int, reads: Path, writes: Path, rng: random.Random) -> int:
    """Answer question after question, and kill the session somewhere in between; count what it confirmed."""
    with reads.open("wb", buffering=0) as keys, writes.open("rb", buffering=0) as shown:
        wanted = rng.randrange(1, 4)
        prompts, text, asked_at, took = 0, b"", time.monotonic(), 0.0
        while prompts <= wanted:
            chunk = shown.read(65536)
            if not chunk:
                break
            text += chunk
            while PROMPT in text:
                text = text.partition(PROMPT)[2]
                prompts += 1
                now = time.monotonic()
                took, asked_at = now - asked_at, now
                keys.write(b"\n1\n")  # grade 1 comes back at the end: the session never runs out
        die_at = asked_at + rng.random() * took * 1.2  # somewhere between this prompt and the next one
        while time.monotonic() < die_at:
            pass
        os.kill(child, signal.SIGKILL)
        text += shown.read()
        prompts += text.count(PROMPT)
    return max(0, prompts - 1)


def _assert_sound(home: Path, kept: set[str], acknowledged: int) -> set[str]:
    """The ledger holds all of before and all that was acknowledged; the caches are its fold."""
    with open_ledger(home / "studybuddy.db") as ledger:
        steps = list(every_step(ledger))
        ids = {step.id for step in steps}
        assert kept <= ids
        assert len(ids) >= acknowledged
        folded = replay.fold(steps, moves_of(ledger), sm2, lambda _: FIRST_INTERVALS)
        for question_id in kinds_of_questions(ledger):
            assert memory_of(ledger, question_id) == folded.get(question_id, Memory())
    return ids

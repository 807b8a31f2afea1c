"""A command line in, the program with a timer that somebody else moves out.

Run as a script. The timer (monotonic seconds) is what the file STUDYBUDDY_TEST_TIMER says, so that a learner
who answers within a millisecond has taken as long as the test wants, on a machine however busy. What the
program draws at random follows from the moment and the command, so that every run of a learner is the same.
"""

import os
import random
import sys
import time


def _read_timer() -> float:
    with open(os.environ["STUDYBUDDY_TEST_TIMER"], encoding="ascii") as file:  # noqa: PTH123 - pathlib loads more
        return float(file.read())


if __name__ == "__main__":
    if "STUDYBUDDY_TEST_TIMER" in os.environ:
        time.monotonic = _read_timer
    os.urandom = random.Random(" ".join([os.environ.get("STUDYBUDDY_NOW", ""), *sys.argv[1:]])).randbytes
    from studybuddy.cli import main

    main()

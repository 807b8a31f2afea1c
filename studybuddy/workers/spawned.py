"""Two frames come in on standard input, what to load and what to do; then this process is a bound worker."""

import json
import os
import sys

from studybuddy.workers import duty, sandbox
from studybuddy.workers.frames import Channel


def main() -> None:
    """Become a worker on standard input and output; what the target prints goes to standard error."""
    channel = Channel(os.dup(0), os.dup(1))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    try:
        first = json.loads(channel.receive())
        duty.import_all(first["preload"])
        duty.forget_own_folder(first["root"])
        rules = sandbox.rule_set([*first["readable"], os.getcwd()], first["hidden"])  # noqa: PTH109
        duty.perform(json.loads(channel.receive()), channel, rules)
    except EOFError:
        os._exit(0)
    sys.stdout.flush()
    os._exit(0)

"""A request goes in; this process becomes the worker it asks for, and never returns from it."""

import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from studybuddy.workers import limits, sandbox
from studybuddy.workers.frames import Channel

Target = Callable[[Channel], None]


def find(target: str) -> Target:
    """Return the function named "package.module:function"."""
    module, _, name = target.partition(":")
    found: Target = getattr(importlib.import_module(module), name)
    return found


def import_all(names: list[str]) -> None:
    """Import the modules that workers find ready; one that is missing is left to whoever needs it."""
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue


def forget_own_folder(root: str) -> None:
    """Take the program's own folder off the import path: workers import no more of it."""
    sys.path[:] = [folder for folder in sys.path if folder != root]


def perform(request: dict[str, Any], channel: Channel, rules: int | None) -> None:
    """Bind this process, report by what, then run the target until it returns or the other side has gone."""
    target = find(request["target"])
    isolation = sandbox.enter(limits.Limits(*request["limits"]), rules)
    channel.send(json.dumps(isolation).encode())
    try:
        target(channel)
    except (EOFError, BrokenPipeError):
        os._exit(0)

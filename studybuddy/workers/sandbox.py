"""Limits and a rule set go in; the calling process comes out bound, and says by what."""

import os
import sys
from collections.abc import Iterable
from typing import NamedTuple

from studybuddy.workers import limits

if sys.platform == "linux":
    from studybuddy.workers import landlock, privileges, seccomp

KERNEL_SANDBOX = "kernel sandbox"
LIMITS_ONLY = "limits only"


class Isolation(NamedTuple):
    """What protects: `name` is "kernel sandbox" or "limits only"; `layers` lists what the system accepted."""

    name: str
    layers: tuple[str, ...]


def rule_set(readable: Iterable[str], hidden: Iterable[str]) -> int | None:
    """Return a Landlock rule set to be shared by many workers, or None where there is no Landlock."""
    if sys.platform == "linux":
        if not landlock.abi():
            return None
        try:
            return landlock.ruleset(readable, hidden)
        except OSError:
            return None
    return None


def enter(allowed: limits.Limits, rules: int | None) -> Isolation:
    """Bind this process for good: limits, privileges, files, system calls. Call it in a single thread."""
    layers = limits.apply(allowed)
    if sys.platform == "linux":
        layers += _kernel_layers(rules)
    bound = "Landlock" in layers and "seccomp" in layers
    return Isolation(KERNEL_SANDBOX if bound else LIMITS_ONLY, layers)


if sys.platform == "linux":

    def _kernel_layers(rules: int | None) -> tuple[str, ...]:
        if not privileges.renounce():
            return ()
        layers: tuple[str, ...] = ("no privileges",)
        if rules is not None:
            landlock.restrict_self(rules)
            os.close(rules)
            layers += ("Landlock",)
        if seccomp.is_available():
            try:
                seccomp.restrict_self()
            except OSError:
                return layers
            layers += ("seccomp",)
        return layers

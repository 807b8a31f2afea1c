"""The final pass as it was last placed, in and out of the settings that keep it between two commands.

What every answer needs is one short line; the list of what was dropped, which may be long, is another.
"""

import json
from collections.abc import Mapping
from typing import Any

from studybuddy.store.sql.door import Ledger

_KEY, _DROPPED_KEY = "final_pass", "final_pass_dropped"
_DROPPED = "dropped"


def placed_pass(ledger: Ledger) -> Mapping[str, Any] | None:
    """Return what was placed last, as JSON values; None while no interview is set."""
    placed, dropped = placed_bounds(ledger), ledger.setting(_DROPPED_KEY)
    return placed if placed is None or dropped is None else {**placed, _DROPPED: json.loads(dropped)}


def placed_bounds(ledger: Ledger) -> Mapping[str, Any] | None:
    """Return what `placed_pass` does, but for what was dropped: soon read, however much that is."""
    written = ledger.setting(_KEY)
    return None if written is None else json.loads(written)


def keep_placed(ledger: Ledger, placed: Mapping[str, Any] | None) -> None:
    """Keep what was placed, or that nothing is; part of the caller's transaction."""
    bounds = None if placed is None else {key: value for key, value in placed.items() if key != _DROPPED}
    ledger.set_setting(_KEY, None if bounds is None else json.dumps(bounds))
    ledger.set_setting(_DROPPED_KEY, None if placed is None else json.dumps(placed.get(_DROPPED, [])))


def call_stale(ledger: Ledger) -> None:
    """Have the pass placed anew at the next occasion; part of the caller's transaction."""
    placed = placed_bounds(ledger)
    if placed is not None:
        ledger.set_setting(_KEY, json.dumps({**placed, "stamp": None}))

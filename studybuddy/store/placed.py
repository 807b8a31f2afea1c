"""The final pass as it was last placed, in and out of the setting that keeps it between two commands."""

import json
from collections.abc import Mapping
from typing import Any

from studybuddy.store.sql.door import Ledger

_KEY = "final_pass"


def placed_pass(ledger: Ledger) -> Mapping[str, Any] | None:
    """Return what was placed last, as JSON values; None while no interview is set."""
    written = ledger.setting(_KEY)
    return None if written is None else json.loads(written)


def keep_placed(ledger: Ledger, placed: Mapping[str, Any] | None) -> None:
    """Keep what was placed, or that nothing is; part of the caller's transaction."""
    ledger.set_setting(_KEY, None if placed is None else json.dumps(placed))


def call_stale(ledger: Ledger) -> None:
    """Have the pass placed anew at the next occasion; part of the caller's transaction."""
    placed = placed_pass(ledger)
    if placed is not None:
        keep_placed(ledger, {**placed, "stamp": None})

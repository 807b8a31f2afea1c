"""Nothing in; `shares.json`, which says how strong the cases of every shipped kata are, out.

    python tests/katas   after a change of a kata: measures what has changed, and writes the file anew

What the tests measured before is not measured again.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # tests share the modules there by name

import numpy as np
from shipped_katas import KATAS
from strength_table import HEADING, row

from studybuddy.katas.gates import problems
from studybuddy.katas.kata import digest_of
from studybuddy.katas.measured import SHARES
from studybuddy.katas.strength import measure
from studybuddy.model import Severity

KEPT = (
    Path(__file__).resolve().parents[2] / ".pytest_cache" / "d" / "strength"
)  # as `strength_folder` names it


def main() -> int:
    """Measure, write and show; 1 if a kata does not pass its gates, of which nothing is written."""
    shares, errors = {}, []
    print(HEADING)
    for name, kata in KATAS.items():
        found = measure(kata, trust=True, cache=KEPT)
        print(row(name, found), flush=True)
        shares[digest_of(kata)] = found.kept_share
        errors += [str(each) for each in problems(kata, found) if each.severity is Severity.ERROR]
    if errors:
        print(*errors, sep="\n", file=sys.stderr)
        return 1
    python, numpy = (".".join(version.split(".")[:2]) for version in (sys.version, np.__version__))
    written = json.dumps({"python": python, "numpy": numpy, "shares": shares}, indent=1)
    SHARES.write_text(f"{written}\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

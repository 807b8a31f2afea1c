"""Print the tables of the simulation; it takes about two minutes."""

import sys
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the product, where it is not installed

from outcomes import promises, table

for line in chain(table(), promises()):
    print(line, flush=True)

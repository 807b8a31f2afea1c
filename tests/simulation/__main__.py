"""Print the table of the simulation; it takes less than a minute."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the product, where it is not installed

from outcomes import table

for line in table():
    print(line, flush=True)

"""Makes the probe, a worker's target for these tests, importable by workers."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

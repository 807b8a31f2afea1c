"""Nothing goes in; how many times slower than alone this machine works for us at the moment comes out."""

import time

SPIN_SECONDS = 0.1  # of a processor


def slowness() -> float:
    """Return seconds on the clock to a second of a processor, now: 1 on a quiet machine, never less."""
    began, used = time.monotonic(), time.process_time()
    while time.process_time() - used < SPIN_SECONDS:
        pass
    return max(1.0, (time.monotonic() - began) / (time.process_time() - used))

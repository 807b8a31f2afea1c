"""A block of work in, the same work without the search for circular garbage out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the search for circular garbage until after a block that makes many values and keeps them.

    The search would walk through all of them again and again to find nothing, for up to half of the time.
    What is not part of a circle is freed at once all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
